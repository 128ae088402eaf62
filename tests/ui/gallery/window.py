"""The main window with an invented day in it, to stand beside design/today.png."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from expatdesk.clock import FixedClock
from expatdesk.i18n import N_, _
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    Column,
    FigureCard,
    PageTitle,
    Pill,
    PlainLabel,
    TableView,
    column,
    row,
)
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, Page, PageSpec

PEOPLE = (
    ("11:00", "محمد عبد الله", "Arrived 11:38", "arrived"),
    ("11:30", "Biometrics × 3", "Arrived 11:25", "arrived"),
    ("11:00", "Eleni Papadopoulou", "", "at_desk"),
    ("11:45", "van der Berg-Silva", "", ""),
    ("12:00", "Nguyễn Thị Ánh", "", ""),
)
ROOMS = (
    ("today", N_("Today")),
    ("agenda", N_("Agenda")),
    ("people", N_("People")),
    ("till", N_("Till")),
    ("events", N_("Events")),
    ("partners", N_("Partners")),
    ("members", N_("Members")),
    ("sheets", N_("Sheets")),
    ("reports", N_("Reports")),
    ("settings", N_("Settings")),
)


class Day(Page):
    """The opening screen in short."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.body.setContentsMargins(22, 14, 22, 16)
        self.add(
            row(
                PageTitle("Good morning, Marieke"),
                None,
                PlainLabel("Open today 10:00 – 15:30 · 3 desks and the IND", tone="muted"),
            )
        )
        figures = []
        for label, figure, detail in (
            ("Waiting now", "2", "longest 9 minutes"),
            ("Still to come", "13", "next 11:45, family of 3"),
            ("Taken today", "€ 625.00", "9 receipts · cash 150.00"),
            ("Free places this week", "11", "first Thu 10:00"),
        ):
            card = FigureCard(label)
            card.show_figure(figure, detail)
            figures.append(card)
        self.add(row(*figures, spacing=12))
        now = Card("Now and next", large=True)
        table: TableView[tuple[str, str, str, str]] = TableView(
            [
                Column("time", "Time", lambda r: r[0], muted=True, width=70),
                Column("name", "Name", lambda r: r[1], strong=True, personal=True, stretch=True),
                Column("state", "State", lambda r: r[2], state=lambda r: r[3] or None, width=150),
            ],
            name="Now and next",
            framed=False,
        )
        table.set_rows(PEOPLE)
        now.content.addWidget(table)
        todo = Card("To do", large=True)
        for state, tag, words in (
            ("error", "today", "Count the till of Monday"),
            ("arrived", "3", "Partner agreements to renew"),
            ("neutral", "4", "New bookings from the website"),
        ):
            todo.add(row(Pill(tag, state=state), PlainLabel(words), None))
        todo.content.addStretch(1)
        line = row(spacing=14)
        line.addWidget(now, 5)
        line.addWidget(todo, 4)
        self.add(line, 1)
        column()


class Empty(Page):
    """A room with nothing in it."""


def window(folder: Path, language: str = "en") -> MainWindow:
    clock = FixedClock(datetime(2026, 11, 24, 10, 42, tzinfo=UTC))
    operations = Operations()
    preferences = Preferences(folder / "window.ini")
    actor = SimpleNamespace(desk_id=2, desk_name="Desk 2", staff_id=1, staff_name="M. Visser")
    desk = Desk(None, operations, preferences, clock, actor=actor, language=language)  # type: ignore[arg-type]
    badges = {"partners": 3, "sheets": 2}
    pages = [
        PageSpec(
            name=name,
            icon=name,
            title=lambda words=words: _(words),
            factory=Day if name == "today" else Empty,
            badge=(lambda count=badges[name]: count) if name in badges else None,
            place="bottom" if name == "settings" else "top",
        )
        for name, words in ROOMS
    ]
    made = MainWindow(desk, pages)
    made.status.show_status(
        connection="3 desks connected",
        till="Till open since 09:58 · Desk 2",
        backup="Last backup 12:00, verified",
        well=True,
    )
    made.start("today")
    return made
