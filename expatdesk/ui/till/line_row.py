"""One line of the bill: what it is for, its price, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from expatdesk.formats import amount, percent
from expatdesk.i18n import _
from expatdesk.services.till.types import AddedLine, FeeLine
from expatdesk.ui.kit import (
    CheckField,
    IconButton,
    Pill,
    PlainLabel,
    Text,
    column,
    doubled,
    row,
)
from expatdesk.ui.kit.text import ToneName
from expatdesk.ui.till.bill import Fate, Row, in_full
from expatdesk.ui.till.words import said

WIDTHS = {"quantity": 62, "price": 74, "vat": 46, "amount": 84, "actions": 64}
FOR_WIDE = ("quantity", "price")
"""Columns that go where there is no room."""
_RIGHT = Qt.AlignmentFlag.AlignRight


class LineRow(QWidget):
    """A row of the table of lines. ``buttons`` holds what can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = row(spacing=2)
        self.words = column(spacing=1)
        self._line = row(spacing=8, margins=(10, 7, 6, 7), parent=self)
        self._figures: dict[str, PlainLabel] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_narrow(self, *, narrow: bool) -> None:
        """Without room the columns of quantity and price go."""
        for name in FOR_WIDE:
            self._figures[name].setVisible(not narrow)

    def put_first(self, part: QWidget) -> None:
        """Puts something before the description."""
        self._line.insertWidget(0, part)

    def fill(self, description: QWidget, *, line: FeeLine, tone: ToneName = "normal") -> None:
        """Description, quantity, price, VAT and amount."""
        self.words.insertWidget(0, description)
        self._line.addLayout(self.words, 1)
        each = line.gross // line.quantity if line.quantity else line.gross
        figures: dict[str, Text] = {
            "quantity": str(line.quantity),
            "price": lambda: amount(each, symbol=False),
            "vat": lambda: percent(line.vat_points),
            "amount": lambda: amount(line.gross, symbol=False),
        }
        for name, text in figures.items():
            label = PlainLabel(text, role="amount", tone=tone, elide=False, align=_RIGHT)
            label.setFixedWidth(WIDTHS[name])
            self._figures[name] = label
            self._line.addWidget(label)
        place = QWidget()
        place.setFixedWidth(WIDTHS["actions"])
        self.buttons.insertStretch(0, 1)
        place.setLayout(self.buttons)
        self._line.addWidget(place)

    def note(self, text: Text, tone: ToneName = "muted", *, personal: bool = False) -> None:
        """A small line under the description."""
        self.words.addWidget(
            PlainLabel(text, role="small", tone=tone, wrap=True, personal=personal)
        )


class FeeRow(LineRow):
    """The fee of one person: charged now or later, dropped, exempt, and back."""

    ticked = Signal(bool)
    drop_wanted = Signal()
    exempt_wanted = Signal()
    full_wanted = Signal()
    back_wanted = Signal()

    def __init__(
        self, shown: Row, *, name: str, pick: bool, rules: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._rules = rules
        fate = shown.fate
        tone: ToneName = "normal" if fate is Fate.CHARGED else "muted"
        line = shown.line
        if fate is Fate.DROPPED or fate is Fate.LATER:
            line = _full(line)
        words = PlainLabel(lambda: said(line.text), wrap=True, tone=tone)
        self.fill(self._with_pill(words), line=line, tone=tone)
        if pick:
            self._offer_tick(name)
        if name:
            self.note(name, personal=True)
        self._say_why()
        self._offer_actions()

    def _with_pill(self, words: PlainLabel) -> QWidget:
        pills = {
            Fate.EXEMPT: ("done", lambda: _("Exempt")),
            Fate.DROPPED: ("neutral", lambda: _("Dropped")),
            Fate.LATER: ("neutral", lambda: _("Later")),
        }
        if self._shown.fate not in pills:
            return words
        state, text = pills[self._shown.fate]
        holder = QWidget()
        line = row(spacing=8, parent=holder)
        line.addWidget(words)
        line.addWidget(Pill(text, state=state))
        line.addStretch(1)
        words.setWordWrap(False)
        return holder

    def _offer_tick(self, name: str) -> None:
        tick = CheckField(checked=self._shown.mark.now)
        tick.setAccessibleName(_("Settled now: {name}").format(name=name))
        tick.toggled.connect(self.ticked)
        self.put_first(tick)

    def _say_why(self) -> None:
        mark, fate = self._shown.mark, self._shown.fate
        if fate is Fate.DROPPED:
            self.note(mark.drop_reason)
        elif fate is Fate.EXEMPT and mark.proof:
            self.note(lambda: _("Proof: {proof}").format(proof=mark.proof))
        elif fate is Fate.EXEMPT:
            self.note(lambda: _("Noted with the booking"))

    def _offer_actions(self) -> None:
        fate = self._shown.fate
        if fate is Fate.CHARGED and self._rules:
            more = IconButton("ellipsis", lambda: _("More for this line"), small=True)
            more.clicked.connect(partial(self._open_menu, more))
            self.buttons.addWidget(more)
        if fate is Fate.CHARGED:
            self.buttons.addWidget(
                IconButton("x", lambda: _("Drop this line"), on=self.drop_wanted.emit, small=True)
            )
        elif fate is not Fate.LATER:
            words = _charge_in_full if self._shown.noted else _put_back
            on = self.full_wanted if self._shown.noted and fate is Fate.EXEMPT else self.back_wanted
            self.buttons.addWidget(IconButton("undo", words, on=on.emit, small=True))

    def _open_menu(self, button: IconButton) -> None:
        menu = QMenu(self)
        menu.addAction(doubled(_("Exempt…"))).triggered.connect(self.exempt_wanted)
        if self._shown.mark.in_full:
            menu.addAction(doubled(_put_back())).triggered.connect(self.back_wanted)
        button.popup(menu)


class AddedRow(LineRow):
    """A line that was added by hand, with its reason."""

    removed = Signal()

    def __init__(self, line: FeeLine, added: AddedLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fill(PlainLabel(lambda: said(line.text), wrap=True), line=line)
        self.note(added.reason)
        self.buttons.addWidget(
            IconButton("x", lambda: _("Drop this line"), on=self.removed.emit, small=True)
        )


class SettledRow(LineRow):
    """A line of the case that was settled before; nothing can be done with it here."""

    def __init__(self, line: FeeLine, how: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fill(
            PlainLabel(lambda: said(line.text), wrap=True, tone="muted"), line=line, tone="muted"
        )
        self.note(how)


def _full(line: FeeLine) -> FeeLine:
    """A line that is not charged now still shows its price."""
    return in_full(line) if line.exempt and line.full_gross else line


def _charge_in_full() -> str:
    return _("Charge in full")


def _put_back() -> str:
    return _("Put back")
