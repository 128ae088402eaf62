"""Exemptions on the page, and municipalities by their dates."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import Qt

from expatdesk.services.base import new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import ResidenceClass

ALT = Qt.KeyboardModifier.AltModifier
K = Qt.Key


def test_an_exemption_is_offered_by_the_day_of_the_visit_and_needs_its_proof(
    window, centre, actor, clock
):
    clock.set(datetime(2019, 12, 12, 9, 0, tzinfo=UTC))
    entry = PersonEntry("Rosa Luz", residence_class=ResidenceClass.NON_EU, birth_year=1990)
    person = centre.people.add(actor, entry, key=new_key()).value
    page = window.open(person=person, day=date(2019, 12, 16))
    assert page.what.exemption.count() > 1
    assert page.side.fee.isVisible()
    names = [page.what.exemption.itemText(at) for at in range(page.what.exemption.count())]
    page.what.exemption.setFocus()
    for _ in range(names.index("Researcher under Directive (EU) 2016/801")):
        window.press(K.Key_Down)
    page.what.municipality.setFocus()
    window.press(K.Key_Down)
    window.press(K.Key_A, ALT)
    assert page.side.reason.text() == "Note the proof of the exemption."
    page.what.proof.setFocus()
    window.type("hosting agreement")
    window.press(K.Key_N, ALT)
    assert page.side.book.isEnabled()
    assert "exempt from the fee" in page.what.summary.text()
    window.press(K.Key_Return)
    visit = centre.appointments.visit(window.elsewhere("agenda").opened[-1]["visit"])
    assert visit.exemption_proof == "hosting agreement"
    assert visit.money.kind == "exempt"


def test_without_a_rule_on_that_day_no_exemption_is_offered(window, family):
    page = window.open(person=family.chidi)
    assert page.what._exempt_row.isHidden()


def test_only_municipalities_that_accept_on_the_day_can_be_chosen(window, family):
    page = window.open(person=family.chidi)
    page.what.address.setFocus()
    window.press(K.Key_Down)
    towns = [page.what.municipality.itemText(at) for at in range(page.what.municipality.count())]
    assert towns == ["Choose …", "Leiden", "Leiderdorp", "Voorschoten"]
    assert "Oegstgeest" in page.what.municipality_field.note.text()
