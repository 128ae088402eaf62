"""One line of the bill: what it is for, its price, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from expatdesk.formats import amount, percent
from expatdesk.i18n import _
from expatdesk.services.till.types import AddedLine, FeeLine
from expatdesk.ui.kit import (
    CheckField,
    FlowLayout,
    IconButton,
    Pill,
    PlainLabel,
    Text,
    column,
    doubled,
    make_personal,
    row,
    veiled,
)
from expatdesk.ui.kit.text import ToneName
from expatdesk.ui.till.bill import Fate, Row, in_full
from expatdesk.ui.till.words import said, settled_words

WIDTHS = {"quantity": 62, "price": 74, "vat": 46, "amount": 84, "actions": 64}
FOR_WIDE = ("quantity", "price")
"""Columns that go where there is no room."""
_RIGHT = Qt.AlignmentFlag.AlignRight


class _Tick(CheckField):
    """Without words of its own; it is read aloud with the person whose fee it is, veiled by F12."""

    def __init__(self, name: str, *, checked: bool) -> None:
        self._name = name
        super().__init__(checked=checked)
        make_personal(self)

    def retranslate(self) -> None:
        super().retranslate()
        self.setAccessibleName(_("Settled now: {name}").format(name=veiled(self._name)))


class LineRow(QWidget):
    """A row of the table of lines. ``buttons`` holds what can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = row(spacing=2)
        self.words = column(spacing=1)
        self._line = row(spacing=8, margins=(10, 7, 6, 7), parent=self)
        self._figures: dict[str, PlainLabel] = {}
        self._many: PlainLabel | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_narrow(self, *, narrow: bool) -> None:
        """Without room the columns of quantity and price go, and the quantity is said."""
        for name in FOR_WIDE:
            self._figures[name].setVisible(not narrow)
        if self._many is not None:
            self._many.setVisible(narrow)

    def put_first(self, part: QWidget) -> None:
        """Puts something before the description."""
        self._line.insertWidget(0, part)

    def fill(self, description: QWidget, *, line: FeeLine, tone: ToneName = "normal") -> None:
        """Description, quantity, price, VAT and amount."""
        self.words.insertWidget(0, description)
        self._line.addLayout(self.words, 1)
        each = line.gross // line.quantity if line.quantity else line.gross
        if line.quantity != 1:
            self._many = PlainLabel(partial(_times, line.quantity, each), role="small", tone=tone)
            self.words.addWidget(self._many)
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
        """A small line under the description; F12 covers what is about somebody."""
        self.words.addWidget(
            PlainLabel(text, role="small", tone=tone, wrap=True, personal=personal)
        )


class FeeRow(LineRow):
    """The fee of one person: charged now or later, dropped, exempt, and back.

    Each signal carries the row itself, and so the person that it stands for.
    """

    ticked = Signal(object, bool)
    drop_wanted = Signal(object)
    exempt_wanted = Signal(object)
    full_wanted = Signal(object)
    back_wanted = Signal(object)

    def __init__(
        self, shown: Row, *, name: str, pick: bool, rules: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._rules = rules
        self.person_id = shown.line.person_id
        self.more: IconButton | None = None
        fate = shown.fate
        tone: ToneName = "normal" if fate is Fate.CHARGED else "muted"
        line = shown.line
        if fate is Fate.DROPPED or fate is Fate.LATER:
            line = _full(line)
        self.fill(self._described(line, tone), line=line, tone=tone)
        if pick:
            self._offer_tick(name)
        if name:
            self.note(name, personal=True)
        self._say_why()
        self._offer_actions()

    def _described(self, line: FeeLine, tone: ToneName) -> QWidget:
        """What it is for, and what became of it; without room one under the other."""
        pills = {
            Fate.EXEMPT: ("done", lambda: _("Exempt")),
            Fate.DROPPED: ("neutral", lambda: _("Dropped")),
            Fate.LATER: ("neutral", lambda: _("Later")),
        }
        text = partial(said, line.text)
        if self._shown.fate not in pills:
            return PlainLabel(text, wrap=True, tone=tone)
        state, word = pills[self._shown.fate]
        holder = QWidget()
        flow = FlowLayout(holder, spacing=4)
        flow.addWidget(PlainLabel(text, tone=tone))
        flow.addWidget(Pill(word, state=state))
        return holder

    def _offer_tick(self, name: str) -> None:
        tick = _Tick(name, checked=self._shown.mark.now)
        tick.toggled.connect(self._tick)
        self.put_first(tick)

    def _say_why(self) -> None:
        mark, fate = self._shown.mark, self._shown.fate
        if fate is Fate.DROPPED:
            self.note(mark.drop_reason, personal=True)
        elif fate is Fate.EXEMPT and mark.proof:
            self.note(lambda: _("Proof: {proof}").format(proof=veiled(mark.proof)))
        elif fate is Fate.EXEMPT:
            self.note(lambda: _("Noted with the booking"))

    def _offer_actions(self) -> None:
        fate = self._shown.fate
        if fate is Fate.CHARGED and self._rules:
            self.more = IconButton("ellipsis", lambda: _("More for this line"), small=True)
            self.more.clicked.connect(self._open_menu)
            self.buttons.addWidget(self.more)
        if fate is Fate.CHARGED:
            gone = IconButton("x", lambda: _("Drop this line"), small=True)
            gone.clicked.connect(self._drop)
            self.buttons.addWidget(gone)
        elif fate is not Fate.LATER:
            in_full = self._shown.noted and fate is Fate.EXEMPT
            words = _charge_in_full if in_full else _put_back
            undo = IconButton("undo", words, small=True)
            undo.clicked.connect(self._charge_in_full if in_full else self._put_back)
            self.buttons.addWidget(undo)

    @Slot()
    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(doubled(_("Exempt…"))).triggered.connect(self._exempt)
        if self._shown.mark.in_full:
            menu.addAction(doubled(_put_back())).triggered.connect(self._put_back)
        if self.more is not None:
            self.more.popup(menu)

    @Slot(bool)
    def _tick(self, now: bool) -> None:  # noqa: FBT001  connected to a signal
        self.ticked.emit(self, now)

    @Slot()
    def _drop(self) -> None:
        self.drop_wanted.emit(self)

    @Slot()
    def _exempt(self) -> None:
        self.exempt_wanted.emit(self)

    @Slot()
    def _charge_in_full(self) -> None:
        self.full_wanted.emit(self)

    @Slot()
    def _put_back(self) -> None:
        self.back_wanted.emit(self)


class AddedRow(LineRow):
    """A line that was added by hand, with its reason; ``removed`` carries its place."""

    removed = Signal(int)

    def __init__(
        self, at: int, line: FeeLine, added: AddedLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._at = at
        self.fill(PlainLabel(partial(said, line.text), wrap=True), line=line)
        self.note(added.reason, personal=True)
        gone = IconButton("x", lambda: _("Drop this line"), small=True)
        gone.clicked.connect(self._remove)
        self.buttons.addWidget(gone)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self._at)


class SettledRow(LineRow):
    """A line of the case that was settled before; nothing can be done with it here."""

    def __init__(self, line: FeeLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = PlainLabel(partial(said, line.text), wrap=True, tone="muted")
        self.fill(words, line=line, tone="muted")
        self.note(partial(settled_words, line))


def _times(quantity: int, each: int) -> str:
    return f"{quantity} × {amount(each, symbol=False)}"


def _full(line: FeeLine) -> FeeLine:
    """A line that is not charged now still shows its price."""
    return in_full(line) if line.exempt and line.full_gross else line


def _charge_in_full() -> str:
    return _("Charge in full")


def _put_back() -> str:
    return _("Put back")
