"""The field in which one language of a sheet is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from expatdesk.i18n import _
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import Text, say, tooltip
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.sheets.editor import source
from expatdesk.ui.sheets.editor.highlight import (
    FIELD,
    IN_TIP,
    IN_WARNING,
    LONGEST,
    Highlighter,
)
from expatdesk.ui.sheets.editor.marks import LINE, Mark, clean, fed, lines_of, underline
from expatdesk.ui.theme import tokens

OWN_LETTERS: Final = "ACVXYZ"
"""With Ctrl they select, copy, paste, cut, redo and undo; all others are the window's."""
MOST: Final = 1_000_000
"""Characters that a text may have; the centre takes no more."""
_BAR: Final = 3.0


class SourceEdit(QTextEdit):
    """Plain Markdown with its signs coloured. Nothing in it is ever read as rich text.

    ``edited`` follows each change of the text by hand, ``left`` Esc, ``refused`` what could not
    be taken, with its words. ``field_begun`` tells what of a field stands before the cursor.
    """

    edited = Signal()
    left = Signal()
    refused = Signal(str)
    field_begun = Signal(object)
    entered = Signal()

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._quiet = False
        self._known: frozenset[str] = frozenset()
        self._marks: tuple[Mark, ...] = ()
        self._text = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(font("text"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(6)
        self.document().setDefaultFont(font("text"))
        self._highlighter = Highlighter(self.document())
        self.document().contentsChange.connect(self._contents_changed)
        self.cursorPositionChanged.connect(self._look_for_field)
        self.retranslate()

    # the text

    def body(self) -> str:
        """What stands here, with a line feed at the end of each line."""
        return self._text

    def set_body(self, text: str) -> None:
        """Shows another text from its beginning; nothing of the former can be undone."""
        self._quiet = True
        self._marks = ()
        self.setExtraSelections([])
        self.document().setUndoRedoEnabled(False)
        self.setPlainText(text)
        self._give_room()
        self.document().setUndoRedoEnabled(True)
        self._quiet = False
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def change_body(self, text: str) -> None:
        """Makes this text of the one that stands here; Ctrl+Z takes it back."""
        before = self.body()
        if text == before:
            return
        self._quiet = True
        self._apply(source.replaced(before, text), move=False)
        self._quiet = False

    def run(self, command: source.Command) -> None:
        """Lets a command change the text, as one step of Undo."""
        if self.isReadOnly():
            return
        cursor, text = self.textCursor(), self.body()
        start = self._place(text, cursor.selectionStart())
        end = self._place(text, cursor.selectionEnd())
        self._apply(command(text, start, end), move=True)

    def go_to(self, start: int, end: int) -> None:
        """Selects a place, scrolls to it, and takes the keyboard."""
        self.show_place(start, end)
        self.setFocus()

    def show_place(self, start: int, end: int) -> None:
        """Selects a place and scrolls to it."""
        cursor, text = self.textCursor(), self.body()
        cursor.setPosition(self._unit(text, start))
        cursor.setPosition(self._unit(text, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def cursor_place(self) -> int:
        """Where the cursor is, in characters."""
        return self._place(self.body(), self.textCursor().position())

    def place_at(self, top: int) -> int:
        """Which place of the text stands at a height of the seen part, in characters."""
        at = self.cursorForPosition(QRect(8, top, 1, 1).topLeft()).position()
        return self._place(self.body(), at)

    def top_of(self, place: int) -> float:
        """How far below the beginning of the text the line of a place stands, px."""
        block = self.document().findBlock(self._unit(self.body(), place))
        return self.document().documentLayout().blockBoundingRect(block).top()

    # what is shown of it

    def know_fields(self, names: Collection[str]) -> None:
        """Fields that there are; others are underlined as wrong by the marks."""
        self._known = frozenset(names)
        self.viewport().update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Underlines these places instead of the former."""
        self._marks = tuple(marks)
        text = self.body()
        shown = []
        for mark in self._marks:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._unit(text, mark.start))
            cursor.setPosition(self._unit(text, mark.end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = underline(mark.kind)
            shown.append(selection)
        self.setExtraSelections(shown)

    def marks(self) -> tuple[Mark, ...]:
        """What is underlined."""
        return self._marks

    def retranslate(self) -> None:
        """Says its name again."""
        self.setAccessibleName(say(self._name))
        self.setPlaceholderText(_("# Title, then what it is about; ## before each heading"))

    # what Qt asks

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
            if control and letter and chr(event.key()) not in OWN_LETTERS:
                # Some desktops edit with Ctrl+K or Ctrl+D: here they are the window's.
                event.ignore()
                return True
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo and not self.document().isUndoAvailable():
                # With nothing to undo here, Ctrl+Z is the window's.
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if event.matches(QKeySequence.StandardKey.InsertLineSeparator):
            # A line break of Qt's own would be lost in the text.
            self.textCursor().insertBlock()
            return
        if event.text() and self._is_full(event):
            self.refused.emit(_("A sheet may have a million characters, no more."))
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = clean(source.text())
        room = MOST - len(self.body()) + len(self.textCursor().selectedText())
        if len(text) > room:
            self.refused.emit(_("A sheet may have a million characters, no more."))
            return
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._dress()
        super().changeEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._place(self.body(), self.cursorForPosition(event.pos()).position())
            said = [mark.words for mark in self._marks if mark.start <= at <= mark.end]
            self.viewport().setToolTip(tooltip("\n".join(said)) if said else "")
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = QRectF(event.rect()).translated(0, self.verticalScrollBar().value())
        for block, place in self._seen_blocks(seen):
            self._draw_under(painter, block, place)
        painter.end()
        super().paintEvent(event)

    # drawing

    def _seen_blocks(self, seen: QRectF) -> Iterator[tuple[QTextBlock, QRectF]]:
        layout = self.document().documentLayout()
        at = layout.hitTest(QPointF(8, seen.top()), Qt.HitTestAccuracy.FuzzyHit)
        block = self.document().findBlock(max(at, 0))
        while block.isValid():
            place = layout.blockBoundingRect(block)
            if place.top() > seen.bottom():
                return
            yield block, place
            block = block.next()

    def _draw_under(self, painter: QPainter, block: QTextBlock, place: QRectF) -> None:
        """What lies under the words of a block: the bar of a box, the pill of a field."""
        now, text = tokens(), block.text()
        state = block.userState()
        if state in (IN_TIP, IN_WARNING) or text.startswith(":::"):
            before = block.previous().userState()
            warning = IN_WARNING in (state, before if text.strip() == ":::" else state)
            # The room above the first line is not counted in the height of a block.
            room = block.layout().lineAt(0).y()
            bar = QRectF(1, place.top(), _BAR, place.height() + room)
            painter.fillRect(bar, QColor(now.arrived.edge if warning else now.accent))
        if len(text) > LONGEST:
            return
        for found in FIELD.finditer(text):
            known = not self._known or found.group()[1:-1] in self._known
            tone = now.at_desk if known else now.error
            for pill in lines_of(block, place, text, found.start(), found.end()):
                rounded(painter, pill, 9, tone.ground)

    def _dress(self) -> None:
        if hasattr(self, "_highlighter"):
            self._highlighter.dress()
            self._quiet = True
            self._highlighter.rehighlight()
            self._quiet = False
            self.show_marks(self._marks)

    # inside

    def _apply(self, edit: source.Edit, *, move: bool) -> None:
        before = self.body()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._unit(before, edit.start))
        cursor.setPosition(self._unit(before, edit.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.beginEditBlock()
        cursor.insertText(edit.text)
        cursor.endEditBlock()
        if not move:
            return
        text = self.body()
        cursor.setPosition(self._unit(text, edit.select[0]))
        cursor.setPosition(self._unit(text, edit.select[1]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _give_room(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        roomy = QTextBlockFormat()
        roomy.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor.mergeBlockFormat(roomy)

    def _place(self, text: str, unit: int) -> int:
        """Where Qt's position stands in characters: those beyond U+FFFF are two of its units."""
        if len(text) == self.document().characterCount() - 1:
            return unit
        return len(text.encode("utf-16-le")[: 2 * unit].decode("utf-16-le", "ignore"))

    def _unit(self, text: str, place: int) -> int:
        if len(text) == self.document().characterCount() - 1:
            return min(max(place, 0), len(text))
        return len(text[: max(place, 0)].encode("utf-16-le")) // 2

    def _is_full(self, event: QKeyEvent) -> bool:
        full = self.document().characterCount() > MOST
        grows = event.text().isprintable() or event.text() in "\r\n"
        return full and grows and not self.textCursor().hasSelection() and not self.isReadOnly()

    @Slot(int, int, int)
    def _contents_changed(self, _at: int, removed: int, added: int) -> None:
        # Colours change the contents too: what counts is the text.
        if not removed and not added:
            return
        # Not toPlainText, which makes spaces of those that must not break.
        text = fed(self.document().toRawText())
        if text != self._text:
            self._text = text
            if not self._quiet:
                self.edited.emit()

    @Slot()
    def _look_for_field(self) -> None:
        cursor = self.textCursor()
        if self.isReadOnly() or cursor.hasSelection():
            self.field_begun.emit(None)
            return
        before = cursor.block().text()[max(cursor.positionInBlock() - 60, 0) :]
        before = before[: min(cursor.positionInBlock(), 60)]
        self.field_begun.emit(source.begun_field(before))
