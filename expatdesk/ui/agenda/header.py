"""Above the agenda: which day, how it is shown, and how many are where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.terms import FINISHED, OFF, UNDER_WAY, VisitState
from expatdesk.ui.agenda.month import MonthPopover
from expatdesk.ui.fonts import Role
from expatdesk.ui.kit import (
    FlowLayout,
    IconButton,
    SecondaryButton,
    SegmentedToggle,
    Text,
    column,
    row,
)
from expatdesk.ui.kit.button import Button, Look
from expatdesk.ui.kit.buttons import QuietButton
from expatdesk.ui.kit.paint import focus_ring, rounded
from expatdesk.ui.theme import state_colours, tokens

DAY: Final = "day"
WEEK: Final = "week"
LIST: Final = "list"
NARROW: Final = 640
"""Below this width the day is named in short, px."""


@dataclass(frozen=True)
class Group:
    """States that are counted together; `look` names their colour."""

    name: str
    states: frozenset[VisitState]
    look: str


GROUPS: Final = (
    Group("booked", frozenset({VisitState.PLANNED}) | UNDER_WAY | FINISHED, "booked"),
    Group("waiting", frozenset({VisitState.ARRIVED}), "arrived"),
    Group("at_desk", frozenset({VisitState.AT_DESK, VisitState.AT_HELPDESK}), "at_desk"),
    Group("done", FINISHED, "done"),
    Group("no_show", frozenset({VisitState.NO_SHOW}), "no_show"),
    Group("turned_away", frozenset({VisitState.TURNED_AWAY}), "turned_away"),
    Group(
        "called_off",
        OFF - {VisitState.NO_SHOW, VisitState.TURNED_AWAY},
        "cancelled",
    ),
)
_SHOWN_AT_NOUGHT = {"booked", "waiting", "at_desk", "done"}


def group_words(name: str, count: int) -> str:
    """The number with its word: 23 booked, 1 no-show."""
    told = {
        "booked": lambda: _("{count} booked"),
        "waiting": lambda: ngettext("{count} waiting", "{count} waiting", count),
        "at_desk": lambda: _("{count} at desk"),
        "done": lambda: _("{count} done"),
        "no_show": lambda: ngettext("{count} no-show", "{count} no-shows", count),
        "turned_away": lambda: _("{count} turned away"),
        "called_off": lambda: _("{count} called off"),
    }
    return told[name]().format(count=count)


class TitleButton(QuietButton):
    """The title of the page, which opens the month."""

    role: Role = "title"
    padding = 2.0

    def look(self) -> Look:
        return replace(super().look(), ink=tokens().ink)


class _LowButton(QuietButton):
    """As high as the numbers beside which it stands."""

    role: Role = "small_strong"
    height_px = 24
    padding = 8.0


class CountPill(Button):
    """How many visits are in a state; pressed it shows only these."""

    role: Role = "small_strong"
    height_px = 24
    padding = 9.0

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        self.kind = group
        self._count = 0
        super().__init__(self._said, name=self._named, parent=parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """Shows another number; groups that are seldom hide at nought."""
        self._count = count
        self.setVisible(count > 0 or self.kind.name in _SHOWN_AT_NOUGHT or self.isChecked())
        self.retranslate()

    def count(self) -> int:
        return self._count

    def _said(self) -> str:
        return group_words(self.kind.name, self._count)

    def _named(self) -> str:
        return _("Show only: {what}").format(what=self._said())

    def look(self) -> Look:
        own = state_colours(self.kind.look)
        plain = self.kind.look == "booked"
        edge = tokens().line if plain else None
        if self.isChecked():
            edge = own.edge
        elif self._hot():
            edge = tokens().line_strong
        return Look(own.ink, own.ground, edge, edge_width=1.5 if self.isChecked() else 1.0)

    def _draw_ground(self, painter: QPainter, place: QRectF, look: Look) -> None:
        round_ = place.height() / 2
        rounded(painter, place, round_, look.fill, look.edge, look.edge_width)
        if self.hasFocus():
            focus_ring(painter, place, tokens().ring, round_)


class AgendaHeader(QWidget):
    """Title, days, ways to look at it, and counts that filter."""

    day_chosen = Signal(object)
    stepped = Signal(int)
    today_wanted = Signal()
    mode_chosen = Signal(str)
    filtered = Signal(object)
    block_wanted = Signal()
    paper_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = self._today = date(2000, 1, 1)
        self._titles: tuple[Text, Text] = ("", "")
        self._popover: MonthPopover | None = None
        self.title = TitleButton("", menu=True, on=self.open_month)
        self.earlier = IconButton("chevron-left", lambda: _("Earlier"), framed=True)
        self.today = SecondaryButton(lambda: _("Today"))
        self.later = IconButton("chevron-right", lambda: _("Later"), framed=True)
        choices: list[tuple[str, Text]] = [
            (DAY, lambda: _("Day")),
            (WEEK, lambda: _("Week")),
            (LIST, lambda: _("List")),
        ]
        self.mode = SegmentedToggle(choices, name=lambda: _("How the agenda is shown"))
        self.block = _LowButton(lambda: _("Blocked time…"), icon="ban")
        # The sign alone: with its words the row of the numbers breaks in two in Dutch.
        self.paper = IconButton("printer", lambda: _("Print…"), small=True)
        self.export = _LowButton(lambda: _("Export…"), icon="download")
        self.pills = [CountPill(group) for group in GROUPS]
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = row(self.title, self.earlier, self.today, self.later, None, self.mode, spacing=8)
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(holder, spacing=5)
        for pill in self.pills:
            flow.addWidget(pill)
        # In the row of the numbers, so that it goes on to the next line with them.
        for button in (self.block, self.paper, self.export):
            flow.addWidget(button)
        column(top, holder, spacing=8, parent=self)
        self.export.hide()

    def _connect(self) -> None:
        self.earlier.clicked.connect(self._earlier)
        self.later.clicked.connect(self._later)
        self.today.clicked.connect(self.today_wanted)
        self.mode.chosen.connect(self._mode)
        self.block.clicked.connect(self.block_wanted)
        self.paper.clicked.connect(self.paper_wanted)
        self.export.clicked.connect(self.export_wanted)
        for pill in self.pills:
            pill.clicked.connect(self._filter)

    def show_title(self, title: Text, short: Text, day: date, today: date) -> None:
        """Names what is shown, shorter where there is no room; `day`: where the month opens."""
        self._day, self._today = day, today
        self._titles = (title, short)
        self._say_title()
        self.title.setAccessibleDescription(_("Opens the month"))

    def _say_title(self) -> None:
        self.title.set_text(self._titles[self.width() < NARROW])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() < NARROW) != (self.width() < NARROW):
            self._say_title()

    def show_counts(self, counts: Mapping[VisitState, int]) -> None:
        """Counts the visits of each group."""
        for pill in self.pills:
            pill.set_count(sum(counts.get(state, 0) for state in pill.kind.states))

    def show_mode(self, mode: str) -> None:
        """Only the list can be exported; time is blocked in the day, which also goes on paper."""
        self.mode.choose(mode)
        self.export.setVisible(mode == LIST)
        self.block.setVisible(mode == DAY)
        self.paper.setVisible(mode == DAY)

    def wanted(self) -> frozenset[VisitState]:
        """The states that are asked for; empty: all."""
        pressed = [pill.kind.states for pill in self.pills if pill.isChecked()]
        return frozenset().union(*pressed)

    @Slot()
    def open_month(self) -> None:
        """Opens the month under the title."""
        if self._popover is None:
            self._popover = MonthPopover(self)
            self._popover.chosen.connect(self.day_chosen)
        self._popover.open_under(self.title, self._day, self._today)

    @property
    def popover(self) -> MonthPopover | None:
        """The month, once it has been opened."""
        return self._popover

    @Slot()
    def _filter(self) -> None:
        self.filtered.emit(self.wanted())

    @Slot(object)
    def _mode(self, mode: str) -> None:
        self.mode_chosen.emit(mode)

    @Slot()
    def _earlier(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _later(self) -> None:
        self.stepped.emit(1)
