"""The field that narrows a list: Down goes into the list, Esc empties it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from expatdesk.ui.kit import Text, TextField, make_personal


class FilterField(TextField):
    """``textChanged`` follows what is typed; ``down`` is pressed to go on in the list."""

    down = Signal()

    def __init__(self, placeholder: Text, *, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, name=name, parent=parent)
        self.setClearButtonEnabled(True)
        make_personal(self)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.text()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)
