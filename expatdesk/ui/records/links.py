"""Links that stand among labels: to another record, to an address, to the rest of a list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from expatdesk.ui.kit import LinkButton, PlainLabel, Text, make_personal, row, say, veiled
from expatdesk.ui.records.phones import shown_phone


class FlushLink(LinkButton):
    """A link that begins where the labels above and below it begin."""

    padding = 0.0

    def __init__(
        self,
        text: Text,
        *,
        on: Callable[[], object] | None = None,
        name: Text | None = None,
        personal: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``personal``: shown and read aloud as dots while F12 hides the names."""
        shown, told = text, name
        if personal:
            shown = _veiled(text)
            told = None if name is None else _veiled(name)
        super().__init__(shown, on=on, name=told, parent=parent)
        if personal:
            make_personal(self)


class RecordLink(FlushLink):
    """Leads to a record; ``wanted`` carries its id."""

    wanted = Signal(int)

    def __init__(
        self, text: Text, record_id: int, *, name: Text | None = None, personal: bool = False
    ) -> None:
        super().__init__(text, name=name, personal=personal)
        self._record_id = record_id
        self.clicked.connect(self._want)

    @Slot()
    def _want(self) -> None:
        self.wanted.emit(self._record_id)


class AddressLink(FlushLink):
    """Opens an address (mailto:, tel:, https:) with the program that has it."""

    def __init__(self, text: str, address: str, *, personal: bool = True) -> None:
        super().__init__(text, personal=personal)
        self._address = address
        self.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address))


def at_left(widget: QWidget) -> QWidget:
    """The widget at the left, no wider than its words."""
    holder = QWidget()
    line = row(spacing=0, parent=holder)
    line.addWidget(widget)
    line.addStretch(1)
    return holder


def said(text: Text, *, personal: bool = False) -> PlainLabel:
    """A line of a card, small and muted, on as many lines as it needs."""
    return PlainLabel(text, role="small", tone="muted", personal=personal, wrap=True)


def reach_lines(email: str, phone: str) -> list[QWidget]:
    """The ways to reach somebody that are known, as links; ``phone`` in E.164."""
    found: list[QWidget] = []
    if email:
        found.append(at_left(AddressLink(email, f"mailto:{email}")))
    if phone:
        found.append(at_left(AddressLink(shown_phone(phone), f"tel:{phone}")))
    return found


def _veiled(text: Text) -> Callable[[], str]:
    return lambda: veiled(say(text))
