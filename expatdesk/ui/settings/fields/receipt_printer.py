"""Where a receipt printer is that is spoken to directly: in the network, or at USB."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.kit import (
    CheckField,
    ComboField,
    LabelledField,
    LinkButton,
    PlainLabel,
    Text,
    TextField,
    column,
    row,
    say,
)
from expatdesk.ui.settings.fields.base import Unfit
from expatdesk.workflows.printing.escpos import DOTS_58, DOTS_80, Address, BadAddress
from expatdesk.workflows.printing.escpos.address import PORT, network_address, usb_address


class ReceiptPrinterFields(QWidget):
    """Address, paper, and whether it tells its state. ``edited`` follows each change by hand."""

    edited = Signal()
    entered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._usb = False
        self._said: Text = ""
        self.place = TextField(limit=260)
        self.placed = LabelledField(self._place_words, self.place, hint=self._hint_words)
        self.paper: ComboField[int] = ComboField(
            [(DOTS_80, lambda: _("80 mm")), (DOTS_58, lambda: _("58 mm"))]
        )
        self.papered = LabelledField(lambda: _("Width of its paper"), self.paper)
        self.tells = CheckField(lambda: _("It says when it is out of paper or open"), small=True)
        self.tells.setChecked(True)
        self.look = LinkButton(lambda: _("Look for it at USB"), on=self._look)
        self.note = PlainLabel(lambda: say(self._said), role="small", tone="muted", wrap=True)
        line = row(spacing=8)
        line.addWidget(self.note, 1)
        line.addWidget(self.look)
        column(self.placed, self.papered, self.tells, line, spacing=8, parent=self)
        self.place.textEdited.connect(self.edited)
        self.place.returnPressed.connect(self.entered)
        self.paper.chosen.connect(self.edited)
        self.tells.clicked.connect(self.edited)
        self.show_way(usb=False)

    def show_way(self, *, usb: bool) -> None:
        """For a printer of the network, or for one at USB."""
        self._usb = usb
        self.look.setVisible(usb)
        self.note.setVisible(usb)
        self.placed.retranslate()

    def show_address(self, address: Address) -> None:
        """Shows where one is that is kept."""
        self.show_way(usb=address.device is not None)
        label = address.label.removeprefix("USB ")
        self.place.setText(label)
        others = [] if address.dots in (DOTS_58, DOTS_80) else [address.dots]
        if others:
            self.paper.set_choices(
                [
                    (DOTS_80, lambda: _("80 mm")),
                    (DOTS_58, lambda: _("58 mm")),
                    *((one, f"{one // 8} mm") for one in others),
                ]
            )
        self.paper.choose(address.dots)
        self.tells.setChecked(address.tells)

    def clear(self) -> None:
        """For another one."""
        self.place.clear()
        self.set_error("")

    def value(self) -> str:
        """Its address, as it is kept. Raises Unfit, having said why."""
        dots, tells = self.paper.value() or DOTS_80, self.tells.isChecked()
        try:
            return self._address(self.place.text().strip(), dots, tells=tells).text
        except BadAddress as bad:
            self.set_error(bad.message)
            raise Unfit(bad.message()) from bad

    def set_error(self, words: Text) -> None:
        """Says under the address what is wrong with it."""
        self.placed.set_error(words)

    def inputs(self) -> Sequence[QWidget]:
        """The widgets that take the keyboard."""
        return [self.place, self.paper, self.tells]

    def _address(self, place: str, dots: int, *, tells: bool) -> Address:
        if self._usb:
            return usb_address(place, dots, tells=tells)
        host, _colon, port = place.partition(":")
        if not port:
            return network_address(host, PORT, dots, tells=tells)
        number = int(port) if port.isascii() and port.isdigit() else 0
        return network_address(host, number, dots, tells=tells)

    def _place_words(self) -> str:
        return _("Its numbers at USB") if self._usb else _("Its address in the network")

    def _hint_words(self) -> str:
        return "04b8:0e15" if self._usb else "192.168.1.20"

    # looking at USB

    def _look(self) -> None:
        from expatdesk.workflows.printing.escpos.device import usb_printers

        self._tell(lambda: _("Looking for printers…"))
        self._desk.operations.job(self, lambda _progress: usb_printers(), self._found, self._failed)

    def _found(self, printers: list[tuple[str, str]]) -> None:
        if not printers:
            self._tell(lambda: _("No printer is connected by USB."))
            return
        number, name = printers[0]
        self.place.setText(number)
        self._tell(name or number)
        self.edited.emit()

    def _failed(self, error: Exception) -> None:
        self._tell(words_of(error)[1])

    def _tell(self, words: Text) -> None:
        self._said = words
        self.note.refresh()

    @Slot()
    def lock(self) -> None:
        """To be read only."""
        self.place.setReadOnly(True)
        for part in (self.paper, self.tells, self.look):
            part.setEnabled(False)
