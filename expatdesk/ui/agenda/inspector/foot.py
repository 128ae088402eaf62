"""The foot of the inspector: the one next step, the money, the paper, and the quiet ways out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from expatdesk.formats import amount
from expatdesk.i18n import _, ngettext
from expatdesk.services.appointments.types import VisitSheet
from expatdesk.terms import COMING, FINISHED, OFF, UNDER_WAY, VisitState
from expatdesk.ui.agenda.actions import advance_label
from expatdesk.ui.agenda.inspector.pack_choice import RECEIVED, PackChoice, Paper
from expatdesk.ui.kit import (
    FlowLayout,
    PrimaryButton,
    SecondaryButton,
    SmallQuietButton,
    column,
    row,
)

CANCELLED: Final = frozenset({VisitState.CANCELLED_BY_VISITOR, VisitState.CANCELLED_BY_CENTRE})
AGAIN: Final = OFF - {VisitState.RESCHEDULED}
"""States after which a new visit may be booked in the same case."""
_WAITING: Final = frozenset({VisitState.PLANNED, VisitState.ARRIVED})


@dataclass(frozen=True)
class Way:
    """A quiet way out: in which states it is offered, and its key."""

    name: str
    states: frozenset[VisitState]
    key: str
    shown: bool = False
    """Whether the key stands on the button."""


WAYS: Final = (
    Way("no_show", COMING, "F8", shown=True),
    Way("turn_away", COMING | UNDER_WAY, "Ctrl+Shift+T"),
    Way("late", _WAITING, "Ctrl+Shift+L"),
    Way("reschedule", COMING, "Ctrl+Shift+R"),
    Way("split_off", COMING | UNDER_WAY, "Ctrl+Shift+S"),
    Way("cancel", _WAITING, "Ctrl+Shift+C"),
    Way("reinstate", CANCELLED, "Ctrl+Shift+I"),
    Way(
        "step_back",
        UNDER_WAY | FINISHED | {VisitState.NO_SHOW, VisitState.TURNED_AWAY},
        "Ctrl+Backspace",
    ),
    Way("confirmation", RECEIVED, "Ctrl+F9"),
    Way("history", frozenset(VisitState), "Ctrl+H"),
)


def way_words(name: str) -> str:
    """What stands on the button of a way."""
    said = {
        "no_show": _("No-show"),
        "turn_away": _("Turn away…"),
        "late": _("Late…"),
        "reschedule": _("Reschedule"),
        "split_off": _("Split off…"),
        "cancel": _("Cancel…"),
        "reinstate": _("Take up again"),
        "step_back": _("Step back…"),
        "confirmation": _("Confirmation…"),
        "history": _("History…"),
    }
    return said[name]


@dataclass(frozen=True)
class FootMoney:
    """`due` in cents; `settled`: something was charged before; `on_account`: by invoice.

    `open`: something is to be settled, also where an exemption leaves nothing to pay.
    """

    due: int = 0
    settled: bool = False
    on_account: bool = False
    open: bool = False


class _WayButton(SmallQuietButton):
    """Low, because there may be many of them. `wanted` carries the name of its way."""

    height_px = 24
    wanted = Signal(str)

    def __init__(self, way: Way) -> None:
        self._way = way
        super().__init__(self._said, key=way.key if way.shown else None)
        self.clicked.connect(self._want)

    def _said(self) -> str:
        return way_words(self._way.name)

    @Slot()
    def _want(self) -> None:
        self.wanted.emit(self._way.name)


class _FootButton(SecondaryButton):
    """A little narrower, so that two stand beside one another in Dutch too."""

    padding = 9.0


class VisitFoot(QWidget):
    """Buttons for the visit that is shown; `way` tells which quiet one was pressed."""

    next_wanted = Signal()
    again_wanted = Signal()
    follower_wanted = Signal(object)
    till_wanted = Signal()
    paper_wanted = Signal()
    way = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: VisitSheet | None = None
        self._money = FootMoney()
        self.next = PrimaryButton(self._next_words, key="Return", on=self._next, large=True)
        self.charge = _FootButton(self._charge_words, key="F4", on=self._till, grows=True)
        self._pack: PackChoice | None = None
        self.paper = _FootButton(self._paper_words, key="F9", on=self._paper, grows=True)
        self.ways: dict[str, _WayButton] = {}
        links = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        links.setSizePolicy(policy)
        flow = FlowLayout(links, spacing=2)
        for way in WAYS:
            button = _WayButton(way)
            button.wanted.connect(self.way)
            flow.addWidget(button)
            self.ways[way.name] = button
        column(
            self.next,
            row(self.charge, self.paper, spacing=8),
            links,
            spacing=10,
            parent=self,
        )

    def show_visit(self, sheet: VisitSheet, money: FootMoney, *, later: bool) -> None:
        """`later`: the visit is on a later day and nobody is received yet."""
        self._sheet, self._money = sheet, money
        again = sheet.state in AGAIN
        self.next.setVisible(sheet.next_state is not None or again)
        self.next.setEnabled(again or not later)
        for button in (self.next, self.charge):
            button.retranslate()
        self.charge.setEnabled(money.open or money.settled)
        for way in WAYS:
            offered = sheet.state in way.states
            if way.name == "split_off":
                offered = offered and len(sheet.comers) > 1
            if way.name in {"no_show", "turn_away", "late"}:
                offered = offered and not later
            if way.name != "confirmation":
                self.ways[way.name].setVisible(offered)

    def show_pack(self, choice: PackChoice | None) -> None:
        """What comes out with the key of the paper."""
        self._pack = choice
        self.paper.retranslate()
        way = self.ways["confirmation"]
        sheets = choice is not None and choice.paper is not Paper.CONFIRMATION
        way.setVisible(sheets)

    def _paper_words(self) -> str:
        choice = self._pack
        if choice is None or choice.paper is Paper.CONFIRMATION:
            return _("Confirmation")
        if choice.paper is Paper.CHOOSE:
            return _("Sheets…")
        count = choice.count
        if choice.paper is Paper.AGAIN:
            return _("Print again ({count})").format(count=count)
        words = ngettext("Print sheet", "Print pack ({count})", count)
        return words.format(count=count)

    def is_offered(self, name: str) -> bool:
        """Whether a way may be gone now."""
        button = self.ways.get(name)
        return button is not None and not button.isHidden() and button.isEnabled()

    def set_busy(self, *, busy: bool) -> None:
        """While something is being written nothing else is pressed."""
        self.next.setEnabled(not busy)

    def _next_words(self) -> str:
        if self._sheet is None:
            return ""
        if self._sheet.next_state is not None:
            return advance_label(self._sheet.next_state)
        if self._sheet.follower is not None:
            return _("Show the new appointment")
        return _("Book again…")

    def _charge_words(self) -> str:
        if self._money.on_account:
            return _("Put on the account")
        if self._money.due:
            return _("Charge {amount}").format(amount=amount(self._money.due))
        if self._money.open:
            return _("Settle exemption")
        return _("Receipt") if self._money.settled else _("No fee")

    def _next(self) -> None:
        if self._sheet is not None and self._sheet.next_state is not None:
            self.next_wanted.emit()
        elif self._sheet is not None and self._sheet.follower is not None:
            self.follower_wanted.emit(self._sheet.follower)
        else:
            self.again_wanted.emit()

    def _till(self) -> None:
        self.till_wanted.emit()

    def _paper(self) -> None:
        self.paper_wanted.emit()
