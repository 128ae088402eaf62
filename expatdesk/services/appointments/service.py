"""The subject Appointments: all its use cases under one name."""

from __future__ import annotations

from expatdesk.services.appointments.booking import Bookings
from expatdesk.services.appointments.catalogue import CatalogueReads
from expatdesk.services.appointments.eligibility import Eligibility
from expatdesk.services.appointments.holds import Holding
from expatdesk.services.appointments.search import PlaceSearch


class Appointments(CatalogueReads, Eligibility, PlaceSearch, Holding, Bookings):
    """What can be booked, when, by whom; and the agenda that comes of it."""
