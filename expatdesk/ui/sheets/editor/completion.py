"""Fields offered while one is typed: `{` opens the list under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from expatdesk.ui.kit import Hit, Popover
from expatdesk.ui.kit.search import ROW
from expatdesk.ui.sheets.editor import source
from expatdesk.ui.sheets.editor.fields_menu import FieldLine
from expatdesk.ui.sheets.editor.text_edit import SourceEdit

MOST: Final = 8
WIDTH: Final = 480


class _UnderCursor(Popover):
    """The list of results, under the cursor of a text and not under its field."""

    def __init__(self, edit: SourceEdit) -> None:
        super().__init__(edit, least=WIDTH)
        self._edit = edit

    def _place(self) -> None:
        window = self._edit.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        cursor = self._edit.cursorRect()
        below = self._edit.viewport().mapTo(window, cursor.bottomLeft() + QPoint(-10, 4))
        height = self._rows() * ROW + 2
        if below.y() + height > window.height() - 12:
            below.setY(below.y() - height - cursor.height() - 8)
        left = min(below.x(), window.width() - WIDTH - 12)
        self.setGeometry(left, below.y(), WIDTH, height)


class FieldOffer(QObject):
    """Watches one text; ``chosen`` carries the command that puts the field in."""

    chosen = Signal(object)

    def __init__(self, edit: SourceEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._fields: tuple[FieldLine, ...] = ()
        self._language = "en"
        self._popover: _UnderCursor | None = None
        edit.field_begun.connect(self._begun)
        edit.installEventFilter(self)

    def know_fields(self, fields: Sequence[FieldLine], language: str) -> None:
        """Offers these, in the words of this language."""
        self._fields, self._language = tuple(fields), language

    def is_open(self) -> bool:
        """Whether fields are offered now."""
        return self._popover is not None and self._popover.isVisible()

    def offered(self) -> tuple[str, ...]:
        """The names that are offered now."""
        if self._popover is None or not self._popover.isVisible():
            return ()
        return tuple(str(hit.value) for hit in self._popover.hits())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        popover = self._popover
        if popover is None or not popover.isVisible():
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            popover.hide()
        elif isinstance(event, QKeyEvent):
            ours = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab)
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in ours:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._take(popover, event)
        return super().eventFilter(watched, event)

    def _take(self, popover: _UnderCursor, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Tab:
            hit = popover.current()
            if hit is not None:
                popover.hide()
                self._choose(hit.value)
            return True
        return popover.take_key(event)

    @Slot(object)
    def _begun(self, begun: str | None) -> None:
        found = [] if begun is None or not self._edit.hasFocus() else self._found(begun)
        if not found:
            if self._popover is not None:
                self._popover.hide()
            return
        if self._popover is None:
            self._popover = _UnderCursor(self._edit)
            self._popover.chosen.connect(self._choose)
        self._popover.show_hits(found)

    def _found(self, begun: str) -> list[Hit]:
        """Names that begin so first, then those that hold it, also in their words."""
        wanted = begun.casefold()

        def rank(line: FieldLine) -> int | None:
            if line.name.startswith(wanted):
                return 0
            if wanted in line.name or wanted in line.words(self._language).casefold():
                return 1
            return None

        ranked = [(rank(line), at, line) for at, line in enumerate(self._fields)]
        found = sorted((place, at) for place, at, _line in ranked if place is not None)
        lines = [self._fields[at] for _place, at in found[:MOST]]
        return [
            Hit(
                line.name,
                line.name,
                line.words(self._language),
                " ".join(line.example.split()),
                personal=False,
            )
            for line in lines
        ]

    @Slot(object)
    def _choose(self, name: object) -> None:
        self.chosen.emit(source.field(str(name)))
