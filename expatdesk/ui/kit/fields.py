"""Fields: a label above, the field, and under it the word on what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from expatdesk.i18n import _
from expatdesk.ui.fonts import font
from expatdesk.ui.kit.layout import column, row
from expatdesk.ui.kit.text import PlainLabel, Text, doubled, say

T = TypeVar("T")


def mark_wrong(field: QWidget, *, wrong: bool) -> None:
    """Draws the frame of a field in the colour of errors, or takes that away."""
    if bool(field.property("wrong")) == wrong:
        return
    field.setProperty("wrong", wrong)
    field.style().unpolish(field)
    field.style().polish(field)


class LabelledField(QWidget):
    """A label above a field, with the error of ``set_error`` under it.

    The label is the field's accessible name, the error its description. ``required`` adds a
    mark that is read aloud as words.
    """

    def __init__(
        self,
        label: Text,
        field: QWidget,
        *,
        required: bool = False,
        hint: Text = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._label = label
        self._hint = hint
        self._error: Text = ""
        self._required = required
        self.label = PlainLabel(self._labelled, role="small", tone="muted")
        self.note = PlainLabel(self._noted, role="small", tone="muted", wrap=True)
        self.label.setBuddy(field)
        column(self.label, field, self.note, spacing=4, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(field)
        self.retranslate()

    def set_hint(self, hint: Text) -> None:
        """Shows a hint where the error would stand."""
        self._hint = hint
        self.retranslate()

    def set_error(self, text: Text) -> None:
        """Says under the field what is wrong with it; an empty text takes it back."""
        self._error = text
        self.retranslate()

    def error(self) -> str:
        """What is said to be wrong, empty when nothing is."""
        return say(self._error)

    def retranslate(self) -> None:
        """Says label, hint and error again."""
        error = self.error()
        self.label.refresh()
        self.note.set_tone("error" if error else "muted")
        self.note.refresh()
        self.note.setVisible(bool(error or say(self._hint)))
        name = say(self._label)
        if self._required:
            name = _("{field}, required").format(field=name)
        self.field.setAccessibleName(name)
        self.field.setAccessibleDescription(error or say(self._hint))
        mark_wrong(self.field, wrong=bool(error))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _labelled(self) -> str:
        return f"{say(self._label)} *" if self._required else say(self._label)

    def _noted(self) -> str:
        error = self.error()
        return f"✗ {error}" if error else say(self._hint)


class TextField(QLineEdit):
    """One line of text that is what was typed: no completer, no rich text, a length limit."""

    def __init__(
        self,
        *,
        placeholder: Text = "",
        name: Text = "",
        limit: int = 200,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        self._name = name
        self.setMaxLength(limit)
        self.setFont(font("text"))
        if large:
            self.setProperty("kind", "large")
            bigger = font("amount")
            bigger.setPointSizeF(15)
            self.setFont(bigger)
        self.retranslate()

    def event(self, event: QEvent) -> bool:
        # With nothing to undo in the field, Ctrl+Z is the window's.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return True
        return super().event(event)

    def set_placeholder(self, text: Text) -> None:
        """Shows another hint while the field is empty."""
        self._placeholder = text
        self.retranslate()

    def retranslate(self) -> None:
        """Says placeholder and name again."""
        _say_hints(self, self._placeholder, self._name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _say_hints(field: QLineEdit | QPlainTextEdit, placeholder: Text, name: Text) -> None:
    """Without a name of its own a field is read out as what its placeholder says."""
    field.setPlaceholderText(say(placeholder))
    spoken = say(name) or ("" if field.accessibleName() else say(placeholder))
    if spoken:
        field.setAccessibleName(spoken)


class NotesField(QPlainTextEdit):
    """Several lines of plain text; Tab moves on, as everywhere else."""

    def __init__(
        self,
        *,
        placeholder: Text = "",
        name: Text = "",
        lines: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        self._name = name
        self.setTabChangesFocus(True)
        self.setFont(font("text"))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 22)
        self.retranslate()

    def retranslate(self) -> None:
        """Says placeholder and name again."""
        _say_hints(self, self._placeholder, self._name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class ParsedField(TextField):
    """A field whose text means something; ``edited`` follows each change that can be read."""

    edited = Signal()

    def __init__(
        self,
        *,
        placeholder: Text = "",
        name: Text = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder=placeholder, name=name, limit=40, large=large, parent=parent)
        self.problem: str = ""
        self.textEdited.connect(self._typed)

    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text().strip()

    def _read(self) -> None:
        raise NotImplementedError

    def _write(self) -> None:
        raise NotImplementedError

    @Slot()
    def _typed(self) -> None:
        self._read()
        self._tell(wrong=False)
        if not self.problem:
            self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    def settle(self) -> bool:
        """Reads what stands there, writes it in the usual form, and says whether it was right.

        The problem is shown by the LabelledField around it, if there is one.
        """
        self._read()
        if not self.problem:
            self._write()
        self._tell(wrong=bool(self.problem))
        return not self.problem

    def _tell(self, *, wrong: bool) -> None:
        around: QObject | None = self.parent()
        if isinstance(around, LabelledField) and around.field is self:
            around.set_error(self.problem if wrong else "")
        else:
            mark_wrong(self, wrong=wrong)

    def changeEvent(self, event: QEvent) -> None:
        # The same value in the form of the other language.
        if event.type() == QEvent.Type.LanguageChange and not self.problem:
            self._write()
        super().changeEvent(event)


class ComboField(QComboBox, Generic[T]):
    """One of a few values, each with its words; the value is what your program works with."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[T, Text]] = (),
        *,
        name: Text = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices: list[tuple[T, Text]] = []
        self._name = name
        self.setFont(font("text"))
        popup = QListView(self)
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        popup.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setView(popup)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._activated)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[T, Text]]) -> None:
        """Offers other values and keeps the chosen one where it is still among them."""
        kept = self.value()
        self._choices = list(choices)
        self.retranslate()
        self.choose(kept)

    def value(self) -> T | None:
        """The chosen value; None when nothing is chosen."""
        at = self.currentIndex()
        return self._choices[at][0] if 0 <= at < len(self._choices) else None

    def choose(self, value: T | None) -> None:
        """Chooses ``value`` without emitting; the first where it is not among the choices."""
        for at, (candidate, _words) in enumerate(self._choices):
            if candidate == value:
                self.setCurrentIndex(at)
                return
        self.setCurrentIndex(0 if self._choices else -1)

    def retranslate(self) -> None:
        """Says the words of all choices again."""
        at = self.currentIndex()
        words = [say(text) for _value, text in self._choices]
        if [self.itemText(i) for i in range(self.count())] != words:
            self.clear()
            self.addItems(words)
            self.setCurrentIndex(at if at < len(words) else -1)
        if self._name:
            self.setAccessibleName(say(self._name))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showPopup(self) -> None:
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

    def wheelEvent(self, event: QEvent) -> None:
        # The wheel scrolls the page and never changes a value by accident.
        event.ignore()

    @Slot(int)
    def _activated(self, index: int) -> None:
        self.chosen.emit(self._choices[index][0])


class CheckField(QCheckBox):
    """A tick with its words, which may be data."""

    def __init__(
        self,
        text: Text = "",
        *,
        checked: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self.setFont(font("small" if small else "text"))
        self.setChecked(checked)
        self.retranslate()

    def set_text(self, text: Text) -> None:
        """Shows other words."""
        self._text = text
        self.retranslate()

    def retranslate(self) -> None:
        """Says its words again."""
        said = say(self._text)
        self.setText(doubled(said))
        self.setAccessibleName(said)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def fields_row(*fields: QWidget, spacing: int = 12) -> QWidget:
    """Several fields beside one another with their labels in one line."""
    holder = QWidget()
    line = row(spacing=spacing, parent=holder)
    for field in fields:
        line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return holder
