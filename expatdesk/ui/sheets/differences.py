"""What changed between two texts: one with both in it, or the old and the new side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from expatdesk.i18n import _
from expatdesk.markup import Change, ChangeKind
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import PlainLabel, Text, column, row, say
from expatdesk.ui.sheets.editor.marks import LINE
from expatdesk.ui.theme import tokens

Which = Literal["both", "old", "new"]
FAR: Final = 90
"""Characters that are shown before and after a change of a long passage that is the same."""


class DifferenceView(QTextEdit):
    """A text to be read in which what went is struck out and what came is underlined.

    ``which``: whether it shows both in one text, or only the old or the new one.
    """

    def __init__(self, name: Text, which: Which = "both", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._which = which
        self._changes: tuple[Change, ...] = ()
        self._short = False
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFont(font("text"))
        self.document().setDefaultFont(font("text"))
        self.document().setDocumentMargin(6)
        self.retranslate()

    def show_changes(self, changes: tuple[Change, ...], *, short: bool = False) -> None:
        """Shows these; ``short`` leaves out of long passages that are the same what is far from a
        change, so that the first change is seen at once.
        """
        self._changes, self._short = changes, short
        self._write()

    def is_same(self) -> bool:
        """Whether nothing changed."""
        return all(change.kind is ChangeKind.SAME for change in self._changes)

    def first_change(self) -> None:
        """Scrolls to where something changed first."""
        at = 0
        for change, text in self._passages():
            if change.kind is not ChangeKind.SAME:
                break
            at += len(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def retranslate(self) -> None:
        """Says its name again."""
        self.setAccessibleName(say(self._name))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._write()
        super().changeEvent(event)

    def _write(self) -> None:
        if not hasattr(self, "_changes"):
            return
        self.clear()
        cursor = QTextCursor(self.document())
        roomy = QTextBlockFormat()
        roomy.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor.setBlockFormat(roomy)
        for change, text in self._passages():
            if text:
                cursor.insertText(text, _format(change.kind))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _passages(self) -> Iterator[tuple[Change, str]]:
        last = len(self._changes) - 1
        for at, change in enumerate(self._changes):
            text = self._shown(change)
            if self._short and change.kind is ChangeKind.SAME and last:
                text = _ends(text, head=at > 0, tail=at < last)
            yield change, text

    def _shown(self, change: Change) -> str:
        if self._which == "old" and change.kind is ChangeKind.ADDED:
            return ""
        if self._which == "new" and change.kind is ChangeKind.REMOVED:
            return ""
        return change.text


class SideBySide(QWidget):
    """The old text at the left, the new one at the right, each with what it is above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.old_words = PlainLabel("", role="small_strong", tone="muted")
        self.new_words = PlainLabel("", role="small_strong", tone="muted")
        self.old = DifferenceView(lambda: self.old_words.text() or _("Old text"), "old")
        self.new = DifferenceView(lambda: self.new_words.text() or _("New text"), "new")
        self.same = PlainLabel(
            lambda: _("Nothing is different in this language."), role="small", tone="muted"
        )
        left = column(self.old_words, spacing=4)
        left.addWidget(self.old, 1)
        right = column(self.new_words, spacing=4)
        right.addWidget(self.new, 1)
        both = row(spacing=12)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        whole = column(spacing=6, parent=self)
        whole.addLayout(both, 1)
        whole.addWidget(self.same)
        self.old.verticalScrollBar().valueChanged.connect(self.new.verticalScrollBar().setValue)
        self.new.verticalScrollBar().valueChanged.connect(self.old.verticalScrollBar().setValue)

    def show_changes(self, old: Text, new: Text, changes: tuple[Change, ...]) -> None:
        """Shows what changed; ``old`` and ``new`` say which texts they are."""
        self.old_words.set_text(old)
        self.new_words.set_text(new)
        for view in (self.old, self.new):
            view.show_changes(changes)
            view.retranslate()
        same = self.old.is_same()
        self.same.setVisible(same)
        if not same:
            self.old.first_change()
            self.new.first_change()


def _ends(text: str, *, head: bool, tail: bool) -> str:
    """Of a long passage what stands next to a change before it (``head``) and after it."""
    if len(text) <= 2 * FAR:
        return text
    first, last = text[:FAR], text[-FAR:]
    return "\n".join(
        [f"{first[: first.rfind(' ') + 1]}…"] * head + [f"… {last[last.find(' ') + 1 :]}"] * tail
    )


def _format(kind: ChangeKind) -> QTextCharFormat:
    now, made = tokens(), QTextCharFormat()
    made.setForeground(QColor(now.ink))
    if kind is ChangeKind.REMOVED:
        made.setBackground(QColor(now.error.ground))
        made.setForeground(QColor(now.error.ink))
        made.setFontStrikeOut(True)
    elif kind is ChangeKind.ADDED:
        made.setBackground(QColor(now.done.ground))
        made.setForeground(QColor(now.done.ink))
        made.setFontUnderline(True)
    return made
