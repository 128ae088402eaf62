"""Paid with: the tiles of the means, and what each of them asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QWidget

from expatdesk.i18n import _
from expatdesk.services.till.types import ChargeSheet
from expatdesk.terms import Behalf, Means
from expatdesk.ui.kit import (
    Card,
    LabelledField,
    PlainLabel,
    TextField,
    TileButton,
    column,
    make_personal,
    veiled,
)
from expatdesk.ui.till.bill import Bill
from expatdesk.ui.till.cash import CashPart
from expatdesk.ui.till.even import EvenRows
from expatdesk.ui.till.form import DATED, Form, Way
from expatdesk.ui.till.paid_on import DatedPart
from expatdesk.ui.till.split import SplitPart

_TILES: tuple[tuple[Way, Callable[[], str], str], ...] = (
    (Way.CASH, lambda: _("Cash"), "F5"),
    (Way.PIN, lambda: _("PIN"), "F6"),
    (Way.ONLINE, lambda: _("Paid online"), "F7"),
    (Way.BANK_TRANSFER, lambda: _("Bank transfer"), "F8"),
    (Way.SPLIT, lambda: _("Split…"), "F9"),
)

TILE_PADDING = 9.0
"""At both sides of the words, px: five tiles stand in one row where there is room."""


class PayingCard(Card):
    """``edited`` carries the form as it becomes by a choice here; ``chosen`` follows the choice
    of another way, and then the keyboard goes to what that asks for.
    """

    edited = Signal(object)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Paid with"), spacing=10, parent=parent)
        self._form = Form("")
        self._account_name = ""
        self.tiles: dict[Way, TileButton] = {}
        self._group = QButtonGroup(self)
        self._make_tiles()
        self.reference = TextField(limit=80)
        self.reference.textEdited.connect(self._referred)
        self.reference_field = LabelledField(self._reference_words, self.reference)
        self.cash = CashPart()
        self.dated = DatedPart()
        self.split = SplitPart()
        self.po_number = TextField(limit=60)
        self.po_number.textEdited.connect(self._po_typed)
        self.account = QWidget()
        self._lay_out_account()
        for part in (self.split, self.dated, self.reference_field, self.cash, self.account):
            self.add(part)
        for made in (self.cash, self.dated, self.split):
            made.edited.connect(self._part_edited)

    def _make_tiles(self) -> None:
        account = TileButton(self._account_words, key="F4")
        make_personal(account)
        self.tiles[Way.ACCOUNT] = account
        for way, text, key in _TILES:
            self.tiles[way] = TileButton(text, key=key)
        holder = QWidget()
        line = EvenRows(holder)
        for number, tile in enumerate(self.tiles.values()):
            tile.padding = TILE_PADDING
            self._group.addButton(tile, number)
            line.addWidget(tile)
        self._group.idClicked.connect(self._tile_pressed)
        self.add(holder)

    def _lay_out_account(self) -> None:
        self.po_field = LabelledField(lambda: _("PO number"), self.po_number)
        note = PlainLabel(
            lambda: _("No receipt: a slip now, an invoice later."), tone="muted", wrap=True
        )
        column(self.po_field, note, parent=self.account)

    def show_form(self, sheet: ChargeSheet, form: Form, bill: Bill) -> None:
        """Shows the choices and the sums that follow from them."""
        self._form = form
        self._account_name = sheet.payer_name
        account = sheet.account_allowed and sheet.payer is not Behalf.VISITOR
        self.tiles[Way.ACCOUNT].setVisible(account)
        self.tiles[Way.ACCOUNT].retranslate()
        self.tiles[Way.CASH].setVisible(sheet.cash_allowed)
        self.tiles[form.way].setChecked(True)
        self._show_parts(sheet, form, bill)

    def _show_parts(self, sheet: ChargeSheet, form: Form, bill: Bill) -> None:
        way, means = form.way, _last_means(form)
        self.cash.setVisible(bill.cash is not None)
        self.cash.show_form(form, bill)
        self.dated.setVisible(means in DATED)
        self.dated.show_form(form)
        self.split.setVisible(way is Way.SPLIT)
        self.split.show_form(sheet, form, bill)
        self.reference_field.setVisible(means not in (None, Means.CASH))
        self.reference_field.retranslate()
        self.account.setVisible(way is Way.ACCOUNT)
        _put(self.reference, form.reference)
        _put(self.po_number, form.po_number)

    def choose(self, way: Way) -> None:
        """Another way of settling."""
        changed = replace(self._form, way=way)
        if way is Way.SPLIT and not changed.parts:
            changed = self.split.begun(changed)
        self.edited.emit(changed)
        self.chosen.emit()

    def focus_first(self) -> None:
        """The field in which somebody types next; Enter is the primary button's there."""
        first: dict[Way, QWidget] = {
            Way.CASH: self.cash.received,
            Way.ONLINE: self.dated.paid_on,
            Way.BANK_TRANSFER: self.dated.paid_on,
            Way.ACCOUNT: self.po_number,
        }
        if self._form.way is Way.SPLIT:
            self.split.focus_first()
        else:
            first.get(self._form.way, self.reference).setFocus()

    def settle(self) -> bool:
        """Reads the typed amounts and days once more; False where one cannot be read."""
        parts = (self.cash.received, self.dated.paid_on, self.split)
        # Each says its own error, so none is left out.
        wrong = [part for part in parts if part.isVisibleTo(self) and not part.settle()]
        return not wrong

    def show_problem(self, field: str, words: Callable[[], str] | str) -> bool:
        """Says at its field what is wrong; False where it is none of these."""
        places = {
            "tendered": self.cash.received_field,
            "paid_on": self.dated.paid_on_field,
            "reference": self.reference_field,
            "po_number": self.po_field,
        }
        if field == "parts":
            self.split.set_error(words)
            return True
        if self._form.way is Way.SPLIT and self.split.show_problem(field, words):
            return True
        at = places.get(field)
        if at is not None:
            at.set_error(words)
            at.field.setFocus()
        return at is not None

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        for field in (self.cash.received_field, self.reference_field, self.po_field):
            field.set_error("")
        self.split.clear_problems()

    def _account_words(self) -> str:
        return _("On account of {name}").format(name=veiled(self._account_name))

    def _reference_words(self) -> str:
        if self._form.way is Way.SPLIT:
            return _("Reference of the rest (optional)")
        if self._form.way in (Way.ONLINE, Way.BANK_TRANSFER):
            return _("Reference (optional)")
        return _("Terminal reference or last four digits (optional)")

    @Slot(int)
    def _tile_pressed(self, number: int) -> None:
        self.choose(list(self.tiles)[number])

    @Slot(str)
    def _referred(self, text: str) -> None:
        self.edited.emit(replace(self._form, reference=text))

    @Slot(str)
    def _po_typed(self, text: str) -> None:
        self.edited.emit(replace(self._form, po_number=text))

    @Slot(object)
    def _part_edited(self, form: Form) -> None:
        self.edited.emit(form)


def _last_means(form: Form) -> Means | None:
    """Whose reference and day stand under the choices: the one means, or that of the rest."""
    return form.rest if form.way is Way.SPLIT else form.way.means


def _put(field: TextField, text: str) -> None:
    """Writes a value without taking the cursor away from who is typing."""
    if field.text() != text:
        field.setText(text)
