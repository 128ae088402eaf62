"""Who did what, at which desk and when: a day of the log, in words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
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
    names_hidden,
    row,
)
from expatdesk.ui.lists.tab import Fact, ListTab
from expatdesk.workflows.history_words import (
    SUBJECTS,
    desk_word,
    line_words,
    staff_word,
    subject_word,
)

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

    least: ClassVar[Mapping[str, int]] = {"who": 100, "about": 110}
    make_room: ClassVar[Sequence[str]] = ("about",)

    def __init__(self, desk: Desk) -> None:
        empty = EmptyState(
            "history",
            lambda: _("Nothing was done on this day"),
            lambda: _("Everything that is written down stands here: who, at which desk, when."),
        )
        super().__init__(desk, _columns(), lambda: _("History"), empty)
        self._staff: tuple[StaffInfo, ...] = ()
        self.day = DateField(name=lambda: _("Day"))
        self.day.setFixedWidth(130)
        self.staff: ComboField[int | None] = ComboField(name=lambda: _("Staff"))
        self.subject: ComboField[str] = ComboField(
            [("", lambda: _("About everything")), *((s, _subject(s)) for s in SUBJECTS)],
            name=lambda: _("About"),
        )
        self._lay_out()
        self.day.edited.connect(self._asked)
        self.staff.chosen.connect(self._asked)
        self.subject.chosen.connect(self._asked)

    def _lay_out(self) -> None:
        before = IconButton(
            "chevron-left", lambda: _("Day before"), framed=True, key="Alt+Left", on=self._before
        )
        after = IconButton(
            "chevron-right", lambda: _("Day after"), framed=True, key="Alt+Right", on=self._after
        )
        tools = row(before, self.day, after, spacing=8)
        tools.addWidget(self.staff, 4)
        tools.addWidget(self.subject, 5)
        self.layout_.insertLayout(0, tools)

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
        self.panel.head(lambda: _what(row), lambda: subject_word(row.subject))
        self.panel.facts(
            None,
            Fact(lambda: _("When"), lambda: moment_medium(from_epoch(row.at))),
            Fact(lambda: _("Who"), lambda: staff_word(row)),
            Fact(lambda: _("Desk"), lambda: desk_word(row)),
        )
        if row.subject in _PAGES and row.subject_id:
            opens = SecondaryButton(
                lambda: _open_words(row), key="Ctrl+O", on=self._open, grows=True
            )
            self.panel.buttons(opens)
        else:
            self.panel.buttons()

    def _open(self) -> None:
        row = self.row()
        if row is not None and row.subject in _PAGES:
            page, argument = _PAGES[row.subject]
            self.desk.go(page, **{argument: row.subject_id})

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


def _columns() -> list[Column[HistoryLine]]:
    return [
        Column("time", lambda: _("Time"), lambda r: time_hm(from_epoch(r.at)),
               sort=lambda r: r.line_id, muted=True, width=72),
        Column("who", lambda: _("Who"), staff_word, width=130),
        Column("about", lambda: _("About"), lambda r: subject_word(r.subject), muted=True,
               width=140),
        Column("what", lambda: _("What"), _what, strong=True, stretch=True),
    ]  # fmt: skip


def _what(line: HistoryLine) -> str:
    return line_words(line, veiled=names_hidden())


def _open_words(line: HistoryLine) -> str:
    words = _("Open {what}").format(what=subject_word(line.subject).lower())
    return words[:1].upper() + words[1:]


def _subject(subject: str) -> Callable[[], str]:
    return lambda: subject_word(subject)
