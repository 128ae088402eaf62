"""F12 at a counter: no name, note or contact is left to be seen or heard in the agenda."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QWidget

from expatdesk.services.appointments.types import WeekView
from expatdesk.services.base import new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.reception.types import FollowUpEntry
from expatdesk.terms import Behalf, OrganisationRole
from expatdesk.ui.agenda.inspector.rows import PickRow
from tests.ui.agenda.times import DAY, at
from tests.ui.audit import readable

SECRETS = ("Arjun", "Wiśniewska", "Vermeer", "Lattice Optics", "lease", "knee", "flight")
"""Names, notes and reasons that `secretive` puts into the day."""
F12 = Qt.Key.Key_F12


@pytest.fixture
def secretive(centre, actor, clock):
    """A visit with everything that is somebody's own, and a blocked desk beside it."""
    employer = OrganisationEntry("Lattice Optics", roles=frozenset({OrganisationRole.EMPLOYER}))
    payer = centre.organisations.add(actor, employer, key=new_key()).value
    booked = centre.book(
        actor,
        [("Arjun Sharma", ""), ("Ewa Wiśniewska", "")],
        "14:00",
        "desk1",
        booker=Behalf.EMPLOYER,
        booker_party_id=payer,
        booker_contact="P. Vermeer",
        payer=Behalf.EMPLOYER,
        payer_party_id=payer,
        note="Brings the lease of his brother",
    )
    beside = centre.book(actor, [("Arjun Second", "")], "14:00", "desk2", squeeze="flight at five")
    start = at("15:30")
    centre.appointments.block(
        actor, centre.founded.desks["desk2"], start, start + 1800, "knee doctor", key=new_key()
    )
    entry = FollowUpEntry(booked.visit_id, DAY, "Ask for the lease")
    centre.reception.add_follow_up(actor, entry, key=new_key())
    return booked.visit_id, beside.visit_id


def heard(widget: QWidget) -> list[str]:
    """All that is written or read aloud in a window, of widgets that can be seen."""
    found = readable(widget).split("\n")
    for one in [widget, *widget.findChildren(QWidget)]:
        if not one.isVisible():
            continue
        if isinstance(one, PickRow):
            found += [one.text(), one.title(), one.detail()]
        spoken = QAccessible.queryAccessibleInterface(one)
        if spoken is not None:
            found += [spoken.text(QAccessible.Text.Name), spoken.text(QAccessible.Text.Description)]
    return [text for text in found if text]


def secrets_in(texts: list[str]) -> list[str]:
    return [text for text in texts if any(secret in text for secret in SECRETS)]


def pictures(canvas) -> QImage:
    return canvas.viewport().grab().toImage()


def test_the_secrets_are_there_before(window, secretive) -> None:
    page = window.open(day=DAY, visit=secretive[0])

    said = "\n".join(secrets_in(heard(page)))

    assert all(secret in said for secret in ("Arjun", "Wiśniewska", "Lattice Optics", "lease"))


@pytest.mark.parametrize("which", [0, 1])
def test_the_inspector_says_no_name_and_no_note(window, secretive, which: int) -> None:
    page = window.open(day=DAY, visit=secretive[which])

    window.press(F12)
    assert secrets_in(heard(page)) == []
    assert "1991" not in "\n".join(heard(page.inspector)), "nor a day of birth"

    window.press(F12)
    assert secrets_in(heard(page)), "and shows it again"


@pytest.mark.parametrize("way", ["late", "split_off", "history", "move", "cancel", "turn_away"])
def test_no_panel_of_the_inspector_says_one(window, secretive, way: str) -> None:
    page = window.open(day=DAY, visit=secretive[0])
    page.flows.go(way)
    window.settle()

    window.press(F12)

    assert page.inspector.panel is not None
    assert secrets_in(heard(page)) == []


def test_a_reason_that_is_being_typed_is_blanked(window, secretive) -> None:
    page = window.open(day=DAY, visit=secretive[0])
    page.flows.go("cancel")
    window.settle()
    window.type("knee of Arjun")

    window.press(F12)

    assert secrets_in(heard(page)) == []
    assert page.inspector.panel.field.text() == "knee of Arjun", "it is kept"


def test_the_confirmation_is_not_shown(window, secretive) -> None:
    page = window.open(day=DAY, visit=secretive[0])
    page.flows.paper()
    window.settle()
    assert page.inspector.panel.preview.page_count() == 1

    window.press(F12)
    assert page.inspector.panel.preview.page_count() == 0
    window.press(F12)
    window.settle()
    assert page.inspector.panel.preview.page_count() == 1


def test_cards_and_tool_tips_of_the_day(window, centre, secretive) -> None:
    page = window.open(day=DAY)
    canvas = page.canvas
    layout = canvas.layout_
    spots = [canvas.in_viewport(one.box).center() for one in (*layout.placed, *layout.blocks)]
    assert {s for s in SECRETS if s in "".join(map(canvas.tip_at, spots))} >= {"Arjun", "knee"}

    window.press(F12)

    assert secrets_in([canvas.tip_at(spot) for spot in spots]) == []
    for placed in layout.placed:
        canvas.choose(placed.step)
        assert secrets_in([canvas.accessibleDescription()]) == []
    for blocked in layout.blocks:
        canvas.choose(blocked.block)
        window.settle()
        assert secrets_in(heard(page)) == [], "the card of the block neither"


def test_the_picture_of_the_day_is_the_same_whoever_comes(
    window, centre, actor, secretive, monkeypatch
) -> None:
    """Painted with other names, notes and reasons, hidden cards look the same."""
    page = window.open(day=DAY)
    window.press(F12)
    before = pictures(page.canvas)

    view = page.canvas.view
    page.canvas.show_day(_renamed(view))
    hidden = pictures(page.canvas)
    window.press(F12)

    assert hidden == before
    assert pictures(page.canvas) != before


def test_week_and_its_tool_tips(window, secretive) -> None:
    page = window.open(day=DAY)
    page.show_mode("week")
    window.settle()
    week = page.week
    spots = [QPointF(x, y) for x in range(60, week.width(), 9) for y in range(60, week.height(), 9)]
    assert secrets_in([week.tip_at(spot) for spot in spots])

    window.press(F12)

    assert secrets_in([week.tip_at(spot) for spot in spots]) == []
    shown = week.grab().toImage()
    week.show_week(_renamed_week(week), DAY)
    assert week.grab().toImage() == shown


def test_the_list_and_what_is_typed_into_its_filter(window, secretive) -> None:
    page = window.open(day=DAY)
    page.show_mode("list")
    window.settle()
    page.list.text.setFocus()
    window.type("Arjun")

    window.press(F12)

    model = page.list.table.rows_model
    cells = [
        str(model.data(model.index(row, column), role) or "")
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    ]
    assert model.rowCount() == 2
    assert secrets_in(cells) == []
    assert secrets_in(heard(page)) == []


def test_what_is_dragged_has_no_name_and_no_reason(window, centre, secretive) -> None:
    page = window.open(day=DAY, visit=secretive[0])
    window.press(F12)
    step = centre.step(secretive[0])
    start = window.block(step)
    layout, canvas = page.canvas.layout_, page.canvas
    over = canvas.in_viewport(layout.blocks[0].box).center()
    target = QPoint(round(over.x()), round(over.y()))

    window.drag(start, (start + target) / 2, target, drop=False)
    title, detail = canvas.gestures.ghost_words()
    assert "••••" in detail, "blocked, and why is nobody's business"
    assert secrets_in([title, detail, canvas.accessibleDescription()]) == []

    window.drag(start, target)
    assert "••••" in page.inspector.panel.about.text()
    assert secrets_in(heard(page)) == []


def test_the_visits_in_the_way_of_a_block(window, centre, secretive) -> None:
    page = window.open(day=DAY)
    page.canvas.gestures.span_wanted.emit(centre.founded.desks["desk1"], at("13:30"), at("15:00"))
    window.settle()
    window.type("Training")
    window.press(Qt.Key.Key_Return)
    assert secrets_in(heard(page))

    window.press(F12)

    assert page.inspector.panel.visits.rows()
    assert secrets_in(heard(page)) == []


def _renamed(view):
    return replace(
        view,
        steps=tuple(replace(step, title="Somebody Else Entirely") for step in view.steps),
        blocks=tuple(replace(block, reason="Another reason") for block in view.blocks),
    )


def _renamed_week(week):
    return WeekView(DAY, tuple(_renamed(view) for view in week._days))
