"""The money of the visit: what is to be charged, what has been settled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount
from expatdesk.i18n import _
from expatdesk.services.till.types import ChargeSheet, FeeLine
from expatdesk.terms import Behalf, ChargeState
from expatdesk.ui.agenda import words
from expatdesk.ui.kit import (
    AmountLabel,
    Card,
    KeyValueRow,
    PlainLabel,
    Text,
    clear,
    column,
    row,
    veiled,
)


class ChargeCard(Card):
    """Lines and total of what is open, and how the rest was settled."""

    till_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda: _("To charge"),
            action=lambda: _("Discount…"),
            on_action=self._wanted,
            parent=parent,
        )
        self._lines = column(spacing=5)
        self.add(self._lines)
        self.total = KeyValueRow(lambda: _("Total"), AmountLabel(0, role="amount_strong"),
                                 strong=True)  # fmt: skip
        self.note = PlainLabel("", role="small", tone="muted", wrap=True)
        self.add(self.total)
        self.add(self.note)

    def show_charge(self, sheet: ChargeSheet | None) -> None:
        """Shows the money of a visit; hides where it can no longer be told."""
        self.setVisible(sheet is not None and bool(sheet.lines or sheet.settled))
        clear(self._lines)
        if sheet is None:
            return
        due = sum(line.gross for line in sheet.lines)
        for line in sheet.lines:
            self._lines.addWidget(self._line(line))
        for line in sheet.settled:
            self._lines.addWidget(self._settled(line))
        amount_label = self.total.findChild(AmountLabel)
        if amount_label is not None:
            amount_label.set_cents(due)
        self.total.setVisible(bool(sheet.lines))
        self.set_title((lambda: _("To charge")) if sheet.lines else (lambda: _("Fee")))
        if self.action is not None:
            self.action.setVisible(due > 0)
        self.note.set_text(lambda: _note(sheet))
        self.note.setVisible(bool(_note(sheet)))

    @staticmethod
    def _line(line: FeeLine) -> _MoneyLine:
        if line.exempt:
            return _MoneyLine(words.later(line.text), lambda: _("exempt"))
        return _MoneyLine(words.later(line.text), lambda: amount(line.gross, symbol=False))

    @staticmethod
    def _settled(line: FeeLine) -> _MoneyLine:
        def said() -> str:
            state = {
                ChargeState.PAID: _("paid"),
                ChargeState.ON_ACCOUNT: _("on account"),
                ChargeState.EXEMPT: _("exempt"),
                ChargeState.DROPPED: _("dropped"),
                ChargeState.CREDITED: _("credited"),
            }[line.state or ChargeState.PAID]
            return f"{state} {amount(line.gross, symbol=False)}" if line.gross else state

        return _MoneyLine(words.later(line.text), said)

    def _wanted(self) -> None:
        self.till_wanted.emit()


class _MoneyLine(QWidget):
    """A line of the fee; what it is for wraps, what it costs stands at its first line."""

    def __init__(self, what: Text, costs: Text) -> None:
        super().__init__()
        line = row(spacing=12, parent=self)
        line.addWidget(PlainLabel(what, role="small", wrap=True), 1)
        value = PlainLabel(costs, role="amount_small", elide=False)
        line.addWidget(value, 0, Qt.AlignmentFlag.AlignTop)


def due_of(sheet: ChargeSheet | None) -> int:
    """Cents that are still to be paid."""
    return sum(line.gross for line in sheet.lines) if sheet is not None else 0


def _note(sheet: ChargeSheet) -> str:
    parts = []
    if sheet.payer is not Behalf.VISITOR and sheet.payer_name:
        parts.append(_("Payer: {name}").format(name=veiled(sheet.payer_name)))
    if sheet.exemption_proof:
        parts.append(_("Proof: {proof}").format(proof=veiled(sheet.exemption_proof)))
    parts += [document.label for document in sheet.documents]
    return " · ".join(parts)
