"""Moving a visit to another day in the window: what that changes is said, and taken back."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from expatdesk.clock import day_of
from expatdesk.services.appointments.types import Booked, Booking, Comer, Moved
from expatdesk.services.base import new_key
from expatdesk.terms import FamilyRole, ResidenceClass, Source
from expatdesk.ui.agenda.another_day import with_changes
from tests.ui.agenda.times import DAY, at

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
FIRST, CHILD = FamilyRole.FIRST, FamilyRole.CHILD
TOMORROW = DAY + timedelta(days=1)


def mother_and_daughter(centre, actor) -> Booked:
    """Selin is of age tomorrow."""
    born = TOMORROW.replace(year=TOMORROW.year - 18)
    people = [
        centre.person(actor, "Meral Kaya", residence_class=ResidenceClass.NON_EU),
        centre.person(actor, "Selin Kaya", birth_date=born, residence_class=ResidenceClass.NON_EU),
    ]
    service = centre.founded.services["first_registration"]
    booking = Booking(
        service_id=service,
        comers=(Comer(people[0], FIRST), Comer(people[1], CHILD)),
        place=centre.appointments.place_at(service, 2, at("13:30"), centre.founded.desks["desk1"]),
        language="en",
        source=Source.DESK,
        municipality_id=centre.founded.municipalities["Leiden"],
    )
    return centre.appointments.book(actor, booking, key=new_key()).value


def test_moved_over_a_birthday_the_fee_follows_and_the_bar_says_so(window, centre, actor) -> None:
    visit = mother_and_daughter(centre, actor).visit_id
    page = window.open(day=DAY, visit=visit)
    due = centre.appointments.visit(visit).money.due
    window.click(page.inspector.place.action)
    panel = page.inspector.panel
    panel.day.set_day(TOMORROW)
    panel.day.edited.emit()
    window.settle()
    panel.list.focus_first()
    window.press(ENTER)

    moved = centre.appointments.visit(visit)
    assert day_of(moved.starts_at) >= TOMORROW
    assert [comer.role for comer in moved.comers] == [FIRST, FIRST]
    assert moved.money.due == due + 6050 - 1513
    said = window.window.undo_bar.message.text()
    assert "1 child is of age by then: full fee." in said
    assert "Other papers are to be brought." in said

    window.press(Qt.Key.Key_Z, CTRL)
    back = centre.appointments.visit(visit)
    assert [comer.role for comer in back.comers] == [FIRST, CHILD]
    assert back.money.due == due


def test_nothing_is_said_where_nothing_changes() -> None:
    assert with_changes("Moved.", Moved(2)) == "Moved."
    assert with_changes("Moved.", Moved(2, under_age=2)).endswith("on that day: child’s fee.")
