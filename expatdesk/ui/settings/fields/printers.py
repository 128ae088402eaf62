"""A printer, chosen from those that this computer has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.services.settings.keys import NO_PRINTER
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.handing import printer_state_words
from expatdesk.ui.kit import (
    ComboField,
    LabelledField,
    LinkButton,
    PlainLabel,
    Text,
    column,
    row,
    say,
)
from expatdesk.ui.kit.text import ToneName
from expatdesk.ui.printing import printer_words, spooler
from expatdesk.ui.settings.fields.base import Labelled
from expatdesk.ui.settings.fields.receipt_printer import ReceiptPrinterFields
from expatdesk.ui.settings.spec import FieldSpec
from expatdesk.workflows.printing import Printer
from expatdesk.workflows.printing.escpos import BadAddress, is_address, parse_address

NETWORK: Final = "/network"
USB: Final = "/usb"
_DIRECT: Final = (NETWORK, USB)
"""Choices that stand for an address; a slash stands in no printer's name."""


class PrinterForm(Labelled):
    """The value is a printer's name, empty for the system's default, or NO_PRINTER; or the
    address of a receipt printer that has no queue.

    The system is asked off the window's thread: a print system that hangs holds up nobody. A
    printer that is kept stays the value whether or not it is found here.
    """

    def __init__(self, spec: FieldSpec, desk: Desk) -> None:
        super().__init__(spec)
        self._desk = desk
        self._kept = ""
        self._printers: list[Printer] | None = None
        self._asking = False
        self._said: Text = ""
        self.field: ComboField[str] = ComboField()
        self.labelled = LabelledField(spec.label, self.field, hint=spec.hint)
        self.note = PlainLabel(lambda: say(self._said), role="small", tone="muted", wrap=True)
        self.again = LinkButton(lambda: _("Look again"), on=self.look)
        self.direct = ReceiptPrinterFields(desk)
        line = row(spacing=8)
        line.addWidget(self.note, 1)
        line.addWidget(self.again)
        column(self.labelled, line, self.direct, spacing=6, parent=self)
        self.field.chosen.connect(self._chosen)
        self.direct.edited.connect(self.edited)
        self.direct.entered.connect(self.entered)
        self._offer()
        self._show_direct()
        self.look()

    def show_value(self, value: object) -> None:
        self._kept = str(value)
        way = _way_to(self._kept)
        if way is not None:
            self.direct.show_address(parse_address(self._kept))
        self._offer()
        self.field.choose(way or self._kept)
        self._show_direct()

    def value(self) -> object:
        chosen = self.field.value()
        return self.direct.value() if chosen in _DIRECT else chosen

    def set_error(self, words: Text) -> None:
        super().set_error(words)
        if not say(words):
            self.direct.set_error("")

    def error(self) -> str:
        return super().error() or self.direct.placed.error()

    def is_direct(self) -> bool:
        """Whether a receipt printer without a queue is chosen."""
        return self.field.value() in _DIRECT

    def wrong(self) -> QWidget:
        return self.direct.place if self.is_direct() else self.field

    def lock(self) -> None:
        super().lock()
        self.direct.lock()

    @Slot()
    def _chosen(self) -> None:
        self._show_direct()
        self.edited.emit()

    def _show_direct(self) -> None:
        chosen = self.field.value()
        self.direct.setVisible(chosen in _DIRECT)
        self.note.setVisible(chosen not in _DIRECT)
        self.again.setVisible(chosen not in _DIRECT)
        if chosen in _DIRECT:
            if chosen != _way_to(self._kept):
                self.direct.clear()
            self.direct.show_way(usb=chosen == USB)

    @Slot()
    def look(self) -> None:
        """Asks the system which printers it has."""
        if self._asking:
            return
        self._asking = True
        self._tell(lambda: _("Looking for printers…"))
        self._desk.operations.job(
            self, lambda _progress: spooler().printers(), self._found, self._failed
        )

    def inputs(self) -> Sequence[QWidget]:
        return [self.field]

    def _found(self, printers: list[Printer]) -> None:
        self._asking = False
        self._printers = printers
        self._offer()
        if printers:
            self._tell(lambda: _found_words(printers))
        else:
            self._tell(lambda: _("No printer is set up on this computer."), tone="warning")

    def _failed(self, error: Exception) -> None:
        self._asking = False
        self._printers = None
        self._offer()
        self._tell(lambda: words_of(error)[1], tone="warning")

    def _offer(self) -> None:
        """The choices: always what is kept and what is chosen, whatever was found."""
        found = {printer.name: printer for printer in self._printers or ()}
        names = ["", NO_PRINTER, *found]
        names += [
            name
            for name in dict.fromkeys((self._kept, self.field.value()))
            if name is not None and name not in {*names, *_DIRECT} and _way_to(name) is None
        ]
        names += _DIRECT
        self.field.set_choices([(name, self._words(name, found.get(name))) for name in names])

    def _words(self, name: str, printer: Printer | None) -> Text:
        if name in {"", NO_PRINTER}:
            return lambda: printer_words(name)
        if name == NETWORK:
            return lambda: _("Network receipt printer…")
        if name == USB:
            return lambda: _("USB receipt printer…")
        if printer is not None:
            return lambda: printer_state_words(printer)
        if self._printers is None:
            return name
        return lambda: _("{printer} (not found)").format(printer=name)

    def _tell(self, words: Text, tone: ToneName = "muted") -> None:
        self._said = words
        self.note.set_tone(tone)
        self.note.refresh()


def _way_to(printer: str) -> str | None:
    """NETWORK or USB for the address of a receipt printer; None for any other printer."""
    if not is_address(printer):
        return None
    try:
        return NETWORK if parse_address(printer).device is None else USB
    except BadAddress:
        return None


def _found_words(printers: Sequence[Printer]) -> str:
    count = len(printers)
    found = ngettext("{count} printer found.", "{count} printers found.", count)
    default = next((printer.name for printer in printers if printer.is_default), "")
    about = _("The system’s default: {printer}.") if default else _("None is the system’s default.")
    return f"{found.format(count=count)} {about.format(printer=default)}"
