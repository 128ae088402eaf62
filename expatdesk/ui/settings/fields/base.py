"""What every field of a form can do: show a value, give it back, say what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit import LabelledField, Text
from expatdesk.ui.settings.spec import FieldSpec


class Unfit(ValueError):
    """What was typed is no value of the field; the words are said under it already."""


class FormField(QWidget):
    """One field. ``edited`` follows each change by hand, ``entered`` Enter in it."""

    edited = Signal()
    entered = Signal()

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec

    def show_value(self, value: object) -> None:
        """Shows a value without ``edited``."""
        raise NotImplementedError

    def value(self) -> object:
        """What stands in it. Raises Unfit, having said why."""
        raise NotImplementedError

    def set_error(self, words: Text) -> None:
        """Says what is wrong with it; empty takes it back."""
        raise NotImplementedError

    def error(self) -> str:
        """What is said to be wrong."""
        raise NotImplementedError

    def inputs(self) -> Sequence[QWidget]:
        """The widgets that take the keyboard."""
        raise NotImplementedError

    def wrong(self) -> QWidget:
        """The widget in which it is put right."""
        return self.inputs()[0]

    def lock(self) -> None:
        """To be read only."""
        for field in self.inputs():
            if isinstance(field, QLineEdit | QPlainTextEdit):
                field.setReadOnly(True)
            else:
                field.setEnabled(False)

    def refuse(self, words: Text) -> Unfit:
        """Says what is wrong, to be raised."""
        self.set_error(words)
        return Unfit(words if isinstance(words, str) else words())

    def needed(self) -> Unfit:
        """It must not be empty."""
        return self.refuse(lambda: _("This must not be empty."))


class Labelled(FormField):
    """A field with one label and one place for what is wrong."""

    labelled: LabelledField

    def set_error(self, words: Text) -> None:
        self.labelled.set_error(words)

    def error(self) -> str:
        return self.labelled.error()

    def inputs(self) -> Sequence[QWidget]:
        return [self.labelled.field]
