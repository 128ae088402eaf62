"""What a view of an issued document and one of a slip have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.ui.context import Desk
from expatdesk.ui.till.output import Output
from expatdesk.ui.till.paper_panel import PaperPanel


class IssuedView(QWidget):
    """Shows one document with its paper in the panel; ``_ask`` reads it."""

    back_wanted = Signal()

    def __init__(
        self, desk: Desk, panel: PaperPanel, output: Output, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._output = desk, panel, output
        self._fresh = False
        panel.print_wanted.connect(self._print)
        panel.save_wanted.connect(self._save)

    def refresh(self) -> None:
        """Something of it has changed: its paper, its state, or what belongs to it."""
        self._ask()

    def _ask(self) -> None:
        raise NotImplementedError

    @Slot()
    def _print(self) -> None:
        raise NotImplementedError

    @Slot()
    def _save(self) -> None:
        raise NotImplementedError

    def _go_back(self) -> None:
        self.back_wanted.emit()

    def _not_found(self, error: Exception) -> None:
        self._desk.tell(error)
        self.back_wanted.emit()
