"""The page as somebody meets it who hears it, reads Dutch, or works in the dark."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from expatdesk.terms import VisitState
from tests.ui import audit
from tests.ui.agenda.times import DAY, at

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAYS = ("turn_away", "late", "cancel", "move", "history", "split_off")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_nothing_is_nameless_or_cut(
    window, dressed, full_day, language: str, theme: str, size: tuple[int, int]
) -> None:
    dressed.choose(theme)
    window.window.resize(*size)
    window.window.desk.set_language(language)
    page = window.open(day=DAY, visit=full_day.visits["Nguyễn Thị Ánh"])
    names = _names(page)

    for mode in ("day", "week", "list"):
        page.show_mode(mode)
        window.settle()
        assert audit.nameless(page) == []
        assert _cut(page, names) == []
    page.show_mode("day")
    for way in WAYS:
        page.flows.go(way)
        window.settle()
        assert audit.nameless(page) == [], way
        assert _cut(page, names) == [], way
        page.inspector.close_panel()
    page.flows.paper()
    window.settle()
    assert audit.nameless(page) == []
    assert _cut(page, names) == []
    page.inspector.close_panel()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_no_state_of_a_visit_cuts_a_word(
    window, full_day, language: str, size: tuple[int, int]
) -> None:
    window.window.resize(*size)
    window.window.desk.set_language(language)
    for visit_id in full_day.visits.values():
        page = window.open(day=DAY, visit=visit_id)
        assert _cut(page, _names(page)) == []


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_blocking_over_visits_cuts_no_word(
    window, centre, full_day, language: str, size: tuple[int, int]
) -> None:
    window.window.resize(*size)
    window.window.desk.set_language(language)
    page = window.open(day=DAY, visit=full_day.visits["K. Wiśniewska"])
    page.canvas.gestures.span_wanted.emit(centre.founded.desks["desk1"], at("13:00"), at("15:00"))
    window.settle()
    window.type("Training")
    window.press(Qt.Key.Key_Return)

    assert page.inspector.panel.anyway.isVisible()
    assert audit.nameless(page) == []
    assert audit.cut_texts(page) == []


def test_the_numbers_above_stand_in_one_line_at_the_usual_size(window, full_day) -> None:
    """In Dutch, with every group that there can be."""
    window.window.desk.set_language("nl")
    page = window.open(day=DAY)
    page.header.show_counts(dict.fromkeys(VisitState, 3))
    window.settle()
    tops = {pill.y() for pill in page.header.pills}

    assert all(pill.isVisible() for pill in page.header.pills)
    assert len(tops) == 1


def test_no_key_is_claimed_twice(window, full_day) -> None:
    page = window.open(day=DAY, visit=full_day.visits["Nguyễn Thị Ánh"])

    assert audit.doubled_keys(window.window) == []
    page.flows.go("cancel")
    window.settle()
    assert audit.doubled_keys(window.window) == []


def test_nothing_is_read_as_html(window, centre, actor, clock) -> None:
    wicked = "<img src=x onerror=1><b>Bold</b> & \u202e00,52 €"
    booked = centre.book(actor, [(wicked, "")], "10:00", "desk1")
    page = window.open(day=DAY, visit=booked.visit_id)

    assert audit.rich_labels(page) == []
    assert page.inspector.head.name.text() == centre.step(booked.visit_id).title


def test_a_name_of_two_hundred_signs_stands_in_its_place(window, centre, actor, clock) -> None:
    booked = centre.book(actor, [("W" * 200, "")], "10:00", "desk1")
    page = window.open(day=DAY, visit=booked.visit_id)

    assert page.inspector.width() <= 372
    assert not page.inspector.scroller.horizontalScrollBar().isVisible()


def test_the_sheet_of_keys_knows_the_page(window, arjun) -> None:
    from expatdesk.ui.shell.keys import keys_of

    window.open(day=DAY, visit=arjun.visit_id)
    known = dict(keys_of(window.window))

    assert known["F8"] == "No-show"
    assert known["Enter"] == "Arrived"
    assert "Turn away…" in known.values()
    assert known["Ctrl B"] == "Blocked time"


def test_a_change_of_language_is_heard_everywhere(window, full_day) -> None:
    page = window.open(day=DAY, visit=full_day.visits["Siti Nurhaliza"])
    before = page.header.title.text()

    window.window.desk.set_language("nl")
    window.settle()

    assert before == "Tuesday 24 November"
    assert page.header.title.text() == "Dinsdag 24 november"


def _names(page) -> set[str]:
    sheet = page.inspector.opened.sheet
    return {comer.full_name for comer in sheet.comers}


def _cut(page, names: set[str]) -> list[str]:
    """Data may be cut: the names of persons."""
    return [text for text in audit.cut_texts(page) if text not in names]
