"""The search in a paper that is previewed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit.buttons import IconButton
from expatdesk.ui.kit.fields import TextField
from expatdesk.ui.kit.layout import row
from expatdesk.ui.kit.preview import PreviewPane
from expatdesk.ui.kit.text import PlainLabel

_SHIFT = Qt.KeyboardModifier.ShiftModifier


class SearchRow(QWidget):
    """The field, which find is shown of how many, and the ways between them."""

    def __init__(self, pane: PreviewPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pane = pane
        self._asked = ""
        self.field = TextField(placeholder=lambda: _("Search in the paper"))
        self.count = PlainLabel(self._count_words, role="small", tone="muted", elide=False)
        self.before = IconButton(
            "chevron-up", lambda: _("Find before (Shift+F3)"), on=self._back, small=True
        )
        self.after = IconButton(
            "chevron-down", lambda: _("Next find (F3)"), on=self._on, small=True
        )
        self.close_button = IconButton(
            "x", lambda: _("Close the search"), on=self.close_search, small=True
        )
        line = row(spacing=4, parent=self)
        line.addWidget(self.field, 1)
        for part in (self.count, self.before, self.after, self.close_button):
            line.addWidget(part)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        pane.changed.connect(self.refresh)
        self.hide()

    def open(self) -> None:
        """Appears and takes the keyboard."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    @Slot()
    def close_search(self) -> None:
        """Goes, with all marks; the keyboard is on the paper."""
        self.hide()
        self.field.clear()
        self._pane.setFocus()

    def again(self) -> None:
        """Searches in another paper for what stands there."""
        if self._asked:
            self._pane.search(self._asked)

    @Slot()
    def refresh(self) -> None:
        """Says how many finds there are."""
        self.count.refresh()
        several = self._pane.finds()[1] > 1
        self.before.setEnabled(several)
        self.after.setEnabled(several)

    @Slot(str)
    def _typed(self, words: str) -> None:
        self._asked = words.strip()
        self._pane.search(self._asked)

    def _count_words(self) -> str:
        at, count = self._pane.finds()
        if not self._asked:
            return ""
        return _("{page} of {count}").format(page=at, count=count) if count else _("not found")

    def _on(self) -> None:
        self._pane.next_find(1)

    def _back(self) -> None:
        self._pane.next_find(-1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return False
        key, back = Qt.Key(event.key()), bool(event.modifiers() & _SHIFT)
        deeds = {
            Qt.Key.Key_Escape: self.close_search,
            Qt.Key.Key_F3: self._back if back else self._on,
            Qt.Key.Key_Return: self._back if back else self._on,
            Qt.Key.Key_Enter: self._on,
        }
        if key not in deeds:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Not the buttons around it, and not the way back of the window.
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            deeds[key]()
        return True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)
