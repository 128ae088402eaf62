"""The panel of one record: its head, its cards, and what can be opened over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLayout, QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.ui.kit import EmptyState, Inspector, Pill, PlainLabel, SecondaryButton, column, row
from expatdesk.ui.records.history import HistoryView, Labels

S = TypeVar("S")


class RecordPanel(Inspector, Generic[S]):
    """Shows one record, or what has been noted of it. ``S`` is the sheet of a record.

    Subclasses fill the cards and give the buttons of the foot.
    """

    edited = Signal()
    history_wanted = Signal()

    def __init__(self, nothing: EmptyState, labels: Labels, *, personal: bool = False) -> None:
        super().__init__()
        self._sheet: S | None = None
        self._resting = False
        self.name = PlainLabel("", role="heading", personal=personal, wrap=True, selectable=True)
        self.about = PlainLabel(self._about, role="small", tone="muted", wrap=True)
        self.code = Pill("", state="neutral")
        self.history = HistoryView(labels)
        self.history.closed.connect(self.show_sheet_again)
        self.nothing = nothing
        self.more = SecondaryButton(
            lambda: _("History…"), key="F8", on=self.history_wanted.emit, grows=True
        )
        self._shown, self._foot = QWidget(), QWidget()
        self._parts: tuple[QWidget, ...] = ()

    def assemble(
        self,
        head: Sequence[QWidget | QLayout],
        cards: Sequence[QWidget],
        over: Sequence[QWidget] = (),
    ) -> None:
        """Puts the lines under the name, the cards, and what is opened over them in place."""
        first = row(spacing=10)
        first.addWidget(self.name, 1)
        first.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        body = column(column(first, *head, spacing=4), spacing=12, parent=self._shown)
        for card in cards:
            body.addWidget(card)
        self._parts = (self._shown, self.history, self.nothing, *over)
        for part in self._parts:
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.foot.addWidget(self._foot)
        self.show_nothing()

    def sheet(self) -> S | None:
        """Which one is shown."""
        return self._sheet

    def key_of(self, sheet: S) -> int:
        """What tells one record from another."""
        raise NotImplementedError

    def about_words(self, sheet: S) -> str:
        """The line under the name."""
        raise NotImplementedError

    def fill(self, sheet: S) -> None:
        """Says all of a record."""
        raise NotImplementedError

    def take(self, sheet: S) -> None:
        """Shows a record; what was open of another one is closed."""
        before = self._sheet
        other = before is None or self.key_of(before) != self.key_of(sheet)
        self._sheet = sheet
        self.fill(sheet)
        self.about.refresh()
        self.about.setVisible(bool(self.about.text()))
        if other or not self._is_covered():
            self.show_part(self._shown)

    def show_nothing(self) -> None:
        """None is chosen."""
        self._sheet = None
        self.show_part(self.nothing)

    @Slot()
    def show_sheet_again(self) -> None:
        """Back from what was opened over it."""
        self.show_part(self._shown if self._sheet is not None else self.nothing)

    def show_history(self, lines: Sequence[HistoryLine]) -> None:
        """Opens what has been noted of it."""
        self.history.show_lines(lines)
        self.show_part(self.history)
        self.history.back.setFocus()

    def rest(self, *, resting: bool) -> None:
        """While something is open beside it, the panel has no keys of its own."""
        self._resting = resting
        self._foot.setVisible(not resting and not self._shown.isHidden())

    def show_part(self, wanted: QWidget) -> None:
        """Shows one of its parts instead of the others."""
        for part in self._parts:
            part.setVisible(part is wanted)
        self._foot.setVisible(wanted is self._shown and not self._resting)

    def _is_covered(self) -> bool:
        return self._shown.isHidden() and self.nothing.isHidden()

    def _about(self) -> str:
        return "" if self._sheet is None else self.about_words(self._sheet)
