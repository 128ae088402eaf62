"""The list of sections at the left; arrows move in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QWidget

from expatdesk.i18n import _
from expatdesk.ui.fonts import font

Text = Callable[[], str]


class SectionList(QListWidget):
    """``chosen`` follows the section that the keyboard or the mouse goes to."""

    chosen = Signal(str)

    def __init__(
        self, sections: Sequence[tuple[str, str | Text]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sections = list(sections)
        self.setFont(font("text"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("framed", False)
        self.addItems([""] * len(self._sections))
        self.retranslate()
        self.setCurrentRow(0)
        self.currentRowChanged.connect(self._moved)

    def value(self) -> str:
        """The name of the section."""
        return self._sections[max(self.currentRow(), 0)][0]

    def choose(self, name: str) -> None:
        """Moves without ``chosen``. Raises ValueError for a section that there is not."""
        at = [known for known, _title in self._sections].index(name)
        self.blockSignals(True)
        self.setCurrentRow(at)
        self.blockSignals(False)

    def retranslate(self) -> None:
        """Says its name and the titles again, and makes room for the longest."""
        self.setAccessibleName(_("Sections"))
        widest = 0
        for at, (_name, title) in enumerate(self._sections):
            words = title if isinstance(title, str) else title()
            self.item(at).setText(words)
            widest = max(widest, self.fontMetrics().horizontalAdvance(words))
        self.setFixedWidth(widest + 34)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot(int)
    def _moved(self, at: int) -> None:
        if at >= 0:
            self.chosen.emit(self._sections[at][0])
