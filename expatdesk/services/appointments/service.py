"""The subject Appointments: all its use cases under one name, each part in a file of its own."""

from __future__ import annotations

from expatdesk.services.appointments.agenda import Agenda
from expatdesk.services.appointments.blocks import Blocks
from expatdesk.services.appointments.booking import Bookings
from expatdesk.services.appointments.cancelling import Cancels
from expatdesk.services.appointments.catalogue import CatalogueReads
from expatdesk.services.appointments.drafts import Drafts
from expatdesk.services.appointments.eligibility import Eligibility
from expatdesk.services.appointments.history import History
from expatdesk.services.appointments.holds import Holding
from expatdesk.services.appointments.listing import Lists
from expatdesk.services.appointments.moving import Moves
from expatdesk.services.appointments.search import PlaceSearch
from expatdesk.services.appointments.today import Today
from expatdesk.services.appointments.visit_sheet import Sheets


class Appointments(
    CatalogueReads,
    Eligibility,
    PlaceSearch,
    Holding,
    Bookings,
    Moves,
    Cancels,
    Blocks,
    Drafts,
    Agenda,
    Lists,
    Sheets,
    Today,
    History,
):
    """What can be booked, when and by whom; and the agenda that comes of it."""
