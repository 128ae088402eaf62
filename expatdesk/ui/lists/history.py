"""Who did what, at which desk and when: a day of the log, in words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import Slot

from expatdesk.clock import from_epoch
from expatdesk.formats import moment_medium, time_hm
from expatdesk.i18n import _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.services.staff import StaffInfo
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Column,
    ComboField,
    DateField,
    EmptyState,
    IconButton,
    SecondaryButton,
    row,
)
from expatdesk.ui.lists.tab import ListTab
from expatdesk.workflows.history_words import SUBJECTS, line_words, subject_word

MOST: Final = 500
_PAGES: Final = {
    "visit": ("agenda", "visit"),
    "receipt": ("till", "receipt"),
    "person": ("people", "person"),
    "organisation": ("organisations", "organisation"),
}


class HistoryTab(ListTab[HistoryLine]):
    topics: ClassVar[frozenset[str]] = frozenset()
    counts: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[HistoryLine]] = [
            Column(
                "time",
                lambda: _("Time"),
                lambda r: time_hm(from_epoch(r.at)),
                sort=lambda r: r.line_id,
                muted=True,
                width=80,
            ),
            Column("who", lambda: _("Who"), _who, width=130),
            Column(
                "about",
                lambda: _("About"),
                lambda r: subject_word(r.subject),
                muted=True,
                width=140,
            ),
            Column("what", lambda: _("What"), line_words, strong=True, stretch=True),
        ]
        empty = EmptyState(
            "history",
            lambda: _("Nothing was done on this day"),
            lambda: _("Everything that is written down stands here: who, at which desk, when."),
        )
        super().__init__(desk, columns, lambda: _("History"), empty)
        self.day = DateField(name=lambda: _("Day"))
        self.day.setFixedWidth(130)
        self.staff: ComboField[int | None] = ComboField(name=lambda: _("Staff"))
        self.subject: ComboField[str] = ComboField(
            [("", lambda: _("About everything")), *((s, _subject(s)) for s in SUBJECTS)],
            name=lambda: _("About"),
        )
        self._staff: tuple[StaffInfo, ...] = ()
        before = IconButton(
            "chevron-left", lambda: _("Day before"), framed=True, key="Alt+Left", on=self._before
        )
        after = IconButton(
            "chevron-right", lambda: _("Day after"), framed=True, key="Alt+Right", on=self._after
        )
        tools = row(before, self.day, after, spacing=8)
        tools.addWidget(self.staff, 1)
        tools.addWidget(self.subject, 1)
        self.layout_.insertLayout(0, tools)
        self.day.edited.connect(self._asked)
        self.staff.chosen.connect(self._asked)
        self.subject.chosen.connect(self._asked)

    def key(self, row: HistoryLine) -> Hashable:
        return row.line_id

    def touched(self, changes: object) -> bool:
        # Whatever is written is written into the log too.
        del changes
        return True

    def ask(self) -> None:
        if self.day.day() is None:
            self.day.set_day(self.desk.today())
        day, staff_id, subject = self.day.day(), self.staff.value(), self.subject.value() or ""
        centre = self.desk.services

        def read() -> tuple[list[HistoryLine], list[StaffInfo]]:
            lines = centre.appointments.log_of(
                day or date.min, staff_id=staff_id, subject=subject, limit=MOST
            )
            return lines, centre.staff.all()

        self.desk.operations.read(self, "history", read, self._show)

    def _show(self, read: tuple[list[HistoryLine], Sequence[StaffInfo]]) -> None:
        lines, staff = read
        if tuple(staff) != self._staff:
            self._staff = tuple(staff)
            chosen = [(one.staff_id, one.short_name) for one in staff]
            self.staff.set_choices([(None, lambda: _("Everybody")), *chosen])
        self.show_rows(lines)

    def show_row(self, row: HistoryLine) -> None:
        self.panel.head(lambda: line_words(row), lambda: subject_word(row.subject))
        self.panel.facts(
            None,
            (lambda: _("When"), lambda: moment_medium(from_epoch(row.at))),
            (lambda: _("Who"), lambda: _who(row)),
            (lambda: _("Desk"), row.desk),
        )
        if row.subject in _PAGES and row.subject_id:
            page, argument = _PAGES[row.subject]
            self.panel.buttons(
                SecondaryButton(
                    lambda: _("Open {what}").format(what=subject_word(row.subject).lower()),
                    key="Ctrl+O",
                    on=lambda: self.desk.go(page, **{argument: row.subject_id}),
                    grows=True,
                )
            )
        else:
            self.panel.buttons()

    def _before(self) -> None:
        self._move(-1)

    def _after(self) -> None:
        self._move(1)

    def _move(self, days: int) -> None:
        day = self.day.day() or self.desk.today()
        self.day.set_day(date.fromordinal(day.toordinal() + days))
        self.ask()

    @Slot()
    def _asked(self) -> None:
        self.ask()


def _who(line: HistoryLine) -> str:
    return line.staff or _("the program")


def _subject(subject: str) -> Callable[[], str]:
    return lambda: subject_word(subject)
