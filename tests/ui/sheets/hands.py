"""What a person does and sees in the room of the sheets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from expatdesk.ui.kit import UndoBar
from expatdesk.ui.kit.bars import NoticeBar
from expatdesk.ui.kit.button import Button
from expatdesk.ui.sheets.editor.text_edit import SourceEdit
from expatdesk.ui.sheets.page import SheetsPage
from tests.ui.one_room import Room

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


class SheetsRoom(Room):
    """The window on the page of the sheets."""

    @property
    def sheets(self) -> SheetsPage:
        page = self.page if hasattr(self, "page") else self.window.page("sheets")
        assert isinstance(page, SheetsPage)
        return page

    @property
    def english(self) -> SourceEdit:
        return self.sheets.room.editor.pair.left.edit

    @property
    def dutch(self) -> SourceEdit:
        return self.sheets.room.editor.pair.right.edit

    def settle(self) -> None:
        """Lets every answer come in, and the paper be drawn."""
        super().settle()
        preview = self.sheets.preview

        def is_drawn() -> bool:
            return not preview._soon.isActive() and not preview._drawing

        self._qtbot.waitUntil(is_drawn, timeout=10_000)
        super().settle()

    def type(self, text: str) -> None:
        """Types; each end of a line is the Enter key."""
        for at, line in enumerate(text.split("\n")):
            if at:
                self.press(ENTER)
            if line:
                super().type(line)

    def into(self, code: str) -> SheetsRoom:
        """Goes to a sheet of the list and into its English text, by keys."""
        codes = [row.code for row in self.sheets.shelf.shown()]
        self.press(Qt.Key.Key_F, CTRL)
        self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Home)
        self.press(Qt.Key.Key_Down, times=codes.index(code))
        self.press(ENTER)
        assert self.focused() is self.english
        return self

    def end_of(self, words: str) -> None:
        """Puts the cursor behind words of the text with the keyboard."""
        edit = self.focused()
        assert isinstance(edit, SourceEdit)
        cursor = edit.document().find(words)
        assert not cursor.isNull(), words
        cursor.setPosition(cursor.selectionEnd())
        edit.setTextCursor(cursor)

    def select(self, words: str) -> None:
        edit = self.focused()
        assert isinstance(edit, SourceEdit)
        cursor: QTextCursor = edit.document().find(words)
        assert not cursor.isNull(), words
        edit.setTextCursor(cursor)

    def save(self) -> None:
        self.press(Qt.Key.Key_S, CTRL)

    def state(self) -> str:
        return self.sheets.room.editor.state.text()

    def strip(self) -> str:
        strip = self.sheets.room.editor.strip
        return strip.message.text() if strip.isVisible() else ""

    def troubles(self) -> list[str]:
        found = self.sheets.room.editor.troubles()
        return [f"{one.language}:{one.line} {one.words}" for one in found]

    def undo(self) -> None:
        """Presses Undo of the bar that offers it."""
        (bar,) = self.window.findChildren(UndoBar)
        assert bar.isVisible()
        self.click(bar.button)

    def notice(self) -> str:
        (bar,) = self.window.findChildren(NoticeBar)
        (undo,) = self.window.findChildren(UndoBar)
        if undo.isVisible():
            return undo.message.text()
        return bar.message.text() if bar.isVisible() else ""

    def seen(self, widget: QWidget | None = None) -> list[str]:
        """Words that can be read in a widget now."""
        inside = widget or self.sheets
        labels = [label.text() for label in inside.findChildren(QLabel) if label.isVisible()]
        buttons = [
            button.text().replace("&&", "&")
            for button in inside.findChildren(Button)
            if button.isVisible()
        ]
        return [words for words in (*labels, *buttons) if words]

    def answer(self, path: Path) -> None:
        """Chooses a file or a folder in the dialog that asks."""
        (dialog,) = [d for d in self.window.findChildren(QFileDialog) if d.isVisible()]
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        # The window has the keyboard again, as any desktop gives it back.
        with self._qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.settle()
