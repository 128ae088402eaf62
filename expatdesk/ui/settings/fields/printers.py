"""A printer, chosen from those that this computer has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.services.settings.keys import NO_PRINTER
from expatdesk.ui.context import Desk, words_of
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
from expatdesk.ui.settings.spec import FieldSpec
from expatdesk.workflows.printing import Printer, PrinterState


class PrinterForm(Labelled):
    """The value is a printer's name, empty for the system's default, or NO_PRINTER.

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
        line = row(spacing=8)
        line.addWidget(self.note, 1)
        line.addWidget(self.again)
        column(self.labelled, line, spacing=6, parent=self)
        self.field.chosen.connect(self.edited)
        self._offer()
        self.look()

    def show_value(self, value: object) -> None:
        self._kept = str(value)
        self._offer()
        self.field.choose(self._kept)

    def value(self) -> object:
        return self.field.value()

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
            if name is not None and name not in names
        ]
        self.field.set_choices([(name, self._words(name, found.get(name))) for name in names])

    def _words(self, name: str, printer: Printer | None) -> Text:
        if name in {"", NO_PRINTER}:
            return lambda: printer_words(name)
        if printer is not None:
            return lambda: _printer_with_state(printer)
        if self._printers is None:
            return name
        return lambda: _("{printer} (not found)").format(printer=name)

    def _tell(self, words: Text, tone: ToneName = "muted") -> None:
        self._said = words
        self.note.set_tone(tone)
        self.note.refresh()


def _printer_with_state(printer: Printer) -> str:
    if printer.state is PrinterState.PAUSED:
        return _("{printer} (paused)").format(printer=printer.name)
    if printer.state is PrinterState.REJECTING:
        return _("{printer} (takes no documents now)").format(printer=printer.name)
    return printer.name


def _found_words(printers: Sequence[Printer]) -> str:
    count = len(printers)
    found = ngettext("{count} printer found.", "{count} printers found.", count)
    default = next((printer.name for printer in printers if printer.is_default), "")
    about = _("The system’s default: {printer}.") if default else _("None is the system’s default.")
    return f"{found.format(count=count)} {about.format(printer=default)}"
