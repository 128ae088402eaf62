"""S3 in the window: the rule of the day of the visit decides, and who booked."""

from __future__ import annotations

from datetime import date

import pytest

from expatdesk.clock import FixedClock
from expatdesk.services.appointments.types import VisitSheet
from expatdesk.services.base import new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.terms import Means, OrganisationRole, VisitState
from tests.scenarios.front import Front
from tests.scenarios.house import House, moment
from tests.ui.till.counter import Printer

UNIVERSITY = "Rijnburg Academy"
RULE = "Staff of a founding institution"
BEFORE, AFTER = date(2019, 12, 16), date(2020, 1, 13)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(moment("2019-12-12 09:30"))


@pytest.fixture
def front(house: House) -> Front:
    """The manager has said long ago whose staff is exempt: settings, by hand."""
    opened = house.enter()
    manager = house.actor("M. Visser", "desk2")
    entry = OrganisationEntry(UNIVERSITY, roles=frozenset({OrganisationRole.EMPLOYER}))
    university = opened.centre.organisations.add(manager, entry, key=new_key()).value
    for code in ("institution", "institution_booked"):
        rules = opened.centre.setup.exemptions
        rule = house.founded.exemptions[code]
        rules.set_employers(manager, rule, 1, [university], key=new_key())
    return opened


def researcher(front: Front, name: str) -> None:
    """A new person with an employer, up to the time."""
    front.press("Ctrl+N")
    front.type(name)
    front.press("Ctrl+Return")
    front.type("1988")
    front.choose("Class", "non-EU")
    front.press("Alt+M")
    front.fill("Employer", "rijnb")
    front.press("Return", "Return")
    front.choose("Municipality", "Leiden")


def visit_of(front: Front, day: date) -> VisitSheet:
    (visit_id,) = {step.visit_id for step in front.centre.appointments.day(day).steps}
    return front.visit(visit_id)


def exempt(front: Front, rule: str, proof: str) -> None:
    front.choose("Exemption", rule)
    front.fill("Proof, as shown or announced", proof)
    assert "exempt from the fee" in front.seen()


def settle_without_receipt(house: House, front: Front, visit: VisitSheet, at: str) -> None:
    """On the day of the visit: received, and settled at the till with Enter."""
    house.clock.set(moment(at))
    front.go_to(visit.code)
    front.press("Return", "F4")
    assert "Settle without receipt" in front.seen()
    front.press("Return")
    assert front.receipts(visit.day) == []
    settled = front.visit(visit.visit_id)
    assert (settled.state, settled.money.kind) == (VisitState.ARRIVED, "exempt")


def test_on_12_december_he_books_himself_for_the_16th_and_is_exempt_with_proof(
    house: House, front: Front
) -> None:
    researcher(front, "Benedikt Aarsman")
    front.press("Alt+A")
    front.pick_time("Mon 16 Dec, 10:00")
    exempt(front, RULE, "Letter of appointment of 1 October 2019")
    front.press("Alt+3", "Return")

    visit = visit_of(front, BEFORE)
    assert visit.exemption_proof == "Letter of appointment of 1 October 2019"
    settle_without_receipt(house, front, visit, "2019-12-16 09:55")
    assert front.notices == []
    assert house.laws() == []


def test_without_proof_the_exemption_is_not_booked(front: Front) -> None:
    researcher(front, "Benedikt Aarsman")
    front.press("Alt+A")
    front.pick_time("Mon 16 Dec, 10:00")
    front.choose("Exemption", RULE)
    front.press("Alt+3", "Return")

    assert "Note the proof of the exemption." in front.seen()
    assert front.centre.appointments.day(BEFORE).steps == ()


def test_on_16_december_he_books_himself_for_13_january_and_pays(
    house: House, front: Front, printer: Printer
) -> None:
    house.clock.set(moment("2019-12-16 11:00"))
    researcher(front, "Benedikt Aarsman")
    front.press("Alt+A")
    front.pick_time("Mon 13 Jan, 10:00")
    assert "Exemption" not in front.seen().splitlines(), (
        "the rule has ended on the day of the visit"
    )
    assert "fee € 60.50" in front.seen()
    front.press("Return")

    visit = visit_of(front, AFTER)
    house.clock.set(moment("2020-01-13 09:58"))
    front.go_to(visit.code)
    front.press("Return", "F4", "F6", "Return")
    (receipt,) = front.receipts(AFTER)
    assert (receipt.label, receipt.total, receipt.means) == ("2020-000001", 6050, (Means.PIN,))
    assert len(printer.sheets) == 1
    assert front.notices == []
    assert house.laws() == []


def test_his_employer_books_for_13_january_and_he_is_exempt(house: House, front: Front) -> None:
    house.clock.set(moment("2019-12-16 11:00"))
    researcher(front, "Benedikt Aarsman")
    front.choose("Booked by", UNIVERSITY)
    front.fill("Contact there", "HR, 071 555 0199")
    front.press("Alt+A")
    front.pick_time("Mon 13 Jan, 10:00")
    exempt(front, f"{RULE}, booked by the employer", "Booked by HR")
    front.press("Alt+3", "Return")

    visit = visit_of(front, AFTER)
    assert (visit.booker_name, visit.exemption_proof) == (UNIVERSITY, "Booked by HR")
    settle_without_receipt(house, front, visit, "2020-01-13 09:58")
    assert house.laws() == []
