"""A visit for the papers that are made of one."""

from __future__ import annotations

from datetime import date

from expatdesk.clock import epoch_of
from expatdesk.services.appointments.types import Booked, Booking, Comer
from expatdesk.services.base import new_key
from expatdesk.terms import FamilyRole, Source

DAY = date(2026, 11, 25)


def first_registration(centre, actor, entry) -> Booked:
    """Books it for one person of Leiden: Wednesday 25 November 2026, 10:00, at the first desk."""
    person = centre.people.add(actor, entry, key=new_key()).value
    service_id = centre.founded.services["first_registration"]
    place = centre.appointments.place_at(
        service_id, 1, epoch_of(DAY, 600), centre.founded.desks["desk1"]
    )
    booking = Booking(
        service_id,
        (Comer(person, FamilyRole.FIRST),),
        place,
        "en",
        Source.DESK,
        municipality_id=centre.founded.municipalities["Leiden"],
    )
    return centre.appointments.book(actor, booking, key=new_key()).value
