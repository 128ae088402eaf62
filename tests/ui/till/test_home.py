"""The list of the till: a day, its totals, a search, and the way to each document."""

from __future__ import annotations

from PySide6.QtCore import Qt
from services.till.selling import COUPLE, SINGLE, Desk

from expatdesk.services.till.types import Tender
from expatdesk.terms import Means
from tests.ui.till.counter import ENTER, TODAY, Window

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def labels(window: Window) -> list[str]:
    model = window.till.home.list.rows_model
    return [str(model.data(model.index(at, 0))) for at in range(model.rowCount())]


def test_the_day_is_shown_with_its_totals_by_means(window: Window, selling: Desk) -> None:
    selling.charge(selling.visit(SINGLE, day=TODAY))
    selling.charge(selling.visit(COUPLE, day=TODAY), Tender(Means.CASH, 9075))
    till = window.open()
    assert labels(window) == ["2026-000002", "2026-000001"]
    figures = till.home.figures
    assert figures.taken.figure.text() == "€\xa0151.25"
    assert figures.by_means[Means.PIN].figure.text() == "€\xa060.50"
    assert figures.by_means[Means.CASH].figure.text() == "€\xa090.75"
    assert not figures.by_means[Means.ONLINE].isVisible()


def test_an_empty_day_says_what_belongs_there(window: Window, selling: Desk) -> None:
    selling.charge(selling.visit(SINGLE, day=TODAY))
    till = window.open()
    window.press(Key.Key_Left, ALT)
    assert till.home.title.text() == "Till — Monday 23 November 2026"
    assert till.home.empty.isVisible()
    assert not till.home.list.isVisible()
    window.press(Key.Key_Home, ALT)
    assert labels(window) == ["2026-000001"]


def test_there_is_no_tomorrow(window: Window) -> None:
    till = window.open()
    window.press(Key.Key_Right, ALT)
    assert till.home.day() == TODAY


def test_a_document_is_found_by_its_number_and_by_the_code_of_its_visit(
    window: Window, selling: Desk
) -> None:
    selling.charge(selling.visit(SINGLE, day=TODAY))
    other = selling.visit(SINGLE, day=TODAY)
    selling.charge(other)
    till = window.open()
    till.home.search.setFocus()
    window.type("000001")
    assert labels(window) == ["2026-000001"]
    till.home.search.selectAll()
    window.type(other.code)
    assert labels(window) == ["2026-000002"]
    assert not till.home.figures.isVisible()
    till.home.search.selectAll()
    window.type("nothing like it")
    assert till.home.empty.isVisible()


def test_enter_opens_the_picked_document_and_escape_comes_back(
    window: Window, selling: Desk
) -> None:
    for _ in range(2):
        selling.charge(selling.visit(SINGLE, day=TODAY))
    till = window.open()
    assert till.panel.title.text() == "2026-000002"
    window.press(Key.Key_Down)
    assert till.panel.title.text() == "2026-000001"
    assert till.panel.pane.page_count() == 1
    window.press(ENTER)
    assert till.document.title.text() == "Receipt 2026-000001"
    window.press(Key.Key_Escape)
    assert till.home.isVisible()
    assert labels(window) == ["2026-000002", "2026-000001"]


def test_a_slip_stands_in_the_list_and_opens(window: Window, selling: Desk) -> None:
    firm = selling.organisation()
    visit = selling.visit(SINGLE, day=TODAY, payer="employer", payer_party_id=firm)
    selling.centre.till.put_on_account(selling.actor, visit.visit_id, key=selling.key())
    till = window.open()
    assert labels(window) == ["S2026-000001"]
    assert till.panel.pane.page_count() == 1
    window.press(ENTER)
    assert till.slip.title.text() == "Slip S2026-000001"


def test_what_another_desk_issues_appears_by_itself(window: Window, selling: Desk) -> None:
    from expatdesk.storage.changes import Changes

    window.open()
    selling.charge(selling.visit(SINGLE, day=TODAY))
    window.desk.spread(Changes.of("till"))
    window.settle()
    assert labels(window) == ["2026-000001"]
