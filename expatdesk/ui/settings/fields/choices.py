"""Yes or no, one of a few, some of a few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from expatdesk.ui.kit import CheckField, ComboField, LabelledField, PlainLabel, Text, column, say
from expatdesk.ui.settings.fields.base import FormField, Labelled
from expatdesk.ui.settings.spec import FieldSpec


class _Tick(CheckField):
    """Enter in it goes on, as in the fields beside it."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class CheckForm(FormField):
    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.tick = _Tick(spec.label)
        self.tick.entered.connect(self.entered)
        self.note = _note()
        column(self.tick, self.note, spacing=2, parent=self)
        self.tick.clicked.connect(self.edited)
        self._error: Text = ""
        self.note.set_text(self._noted)
        self.note.setVisible(bool(say(spec.hint)))

    def show_value(self, value: object) -> None:
        self.tick.setChecked(bool(value))

    def value(self) -> object:
        return self.tick.isChecked()

    def set_error(self, words: Text) -> None:
        self._error = words
        self.note.set_tone("error" if say(words) else "muted")
        self.note.refresh()
        self.note.setVisible(bool(say(words) or say(self.spec.hint)))
        self.tick.setAccessibleDescription(say(words))

    def error(self) -> str:
        return say(self._error)

    def inputs(self) -> Sequence[QWidget]:
        return [self.tick]

    def _noted(self) -> str:
        error = say(self._error)
        return f"✗ {error}" if error else say(self.spec.hint)


class ChoiceForm(Labelled):
    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.field: ComboField[object] = ComboField(spec.choices)
        self.labelled = LabelledField(
            spec.label, self.field, required=spec.required, hint=spec.hint
        )
        column(self.labelled, parent=self)
        self.field.chosen.connect(self.edited)

    def show_value(self, value: object) -> None:
        self.field.choose(value)

    def value(self) -> object:
        return self.field.value()


class TicksForm(FormField):
    """Some of a few; the value is a frozenset of those that are ticked."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.label = PlainLabel(spec.label, role="small", tone="muted")
        self.note = _note()
        self.ticks = [(value, CheckField(words)) for value, words in spec.choices]
        boxes = column(*(tick for _value, tick in self.ticks), spacing=2)
        column(self.label, boxes, self.note, spacing=4, parent=self)
        for _value, tick in self.ticks:
            tick.clicked.connect(self.edited)
        self._error: Text = ""
        self.note.set_text(self.error)
        self.note.hide()

    def show_value(self, value: object) -> None:
        chosen = frozenset(value) if isinstance(value, Iterable) else frozenset()
        for one, tick in self.ticks:
            tick.setChecked(one in chosen)

    def value(self) -> object:
        return frozenset(value for value, tick in self.ticks if tick.isChecked())

    def set_error(self, words: Text) -> None:
        self._error = words
        self.note.set_tone("error")
        self.note.refresh()
        self.note.setVisible(bool(say(words)))

    def error(self) -> str:
        return say(self._error)

    def inputs(self) -> Sequence[QWidget]:
        return [tick for _value, tick in self.ticks]


def _note() -> PlainLabel:
    return PlainLabel("", role="small", tone="muted", wrap=True)
