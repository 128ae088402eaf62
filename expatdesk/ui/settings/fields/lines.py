"""One line: a text, a number, an amount, a percentage, a day; and several lines of text."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit

from expatdesk.i18n import _
from expatdesk.ui.kit import (
    AmountField,
    DateField,
    LabelledField,
    NotesField,
    ParsedField,
    TextField,
    column,
)
from expatdesk.ui.settings.fields.base import Labelled, Unfit
from expatdesk.ui.settings.spec import FieldSpec


class LineForm(Labelled):
    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.field = _line(spec)
        self.labelled = LabelledField(
            spec.label, self.field, required=spec.required, hint=spec.hint
        )
        column(self.labelled, parent=self)
        self.field.textEdited.connect(self.edited)
        self.field.returnPressed.connect(self.entered)
        if isinstance(self.field, ParsedField):
            # The arrows move a day without typing.
            self.field.edited.connect(self.edited)

    def show_value(self, value: object) -> None:
        if isinstance(self.field, DateField):
            self.field.set_day(value if isinstance(value, date) else None)
        elif isinstance(self.field, AmountField):
            self.field.set_cents(value if isinstance(value, int) else None)
        else:
            self.field.setText("" if value is None else str(value))
            self.field.setCursorPosition(0)

    def value(self) -> object:
        if isinstance(self.field, ParsedField):
            return self._parsed(self.field)
        text = self.field.text().strip()
        if not text and self.spec.required:
            raise self.needed()
        if self.spec.kind != "number":
            return text
        if not text.removeprefix("-").isdecimal():
            raise self.refuse(lambda: _("A whole number is needed here."))
        return int(text)

    def _parsed(self, field: ParsedField) -> object:
        if not field.settle():
            raise Unfit(field.problem)
        value = field.day() if isinstance(field, DateField) else None
        if isinstance(field, AmountField):
            return self._present(field.cents())
        return self._present(value)

    def _present(self, value: object) -> object:
        if value is None and self.spec.required:
            raise self.needed()
        return value


class LinesForm(Labelled):
    """Lines of text, one under the other."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.field = NotesField(lines=4)
        self.labelled = LabelledField(spec.label, self.field, hint=spec.hint)
        column(self.labelled, parent=self)
        self._shown = ""
        self.field.textChanged.connect(self._changed)

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        self._shown = "\n".join(str(line) for line in value)
        self.field.setPlainText(self._shown)

    def value(self) -> object:
        return tuple(line.strip() for line in self.field.toPlainText().splitlines())

    @Slot()
    def _changed(self) -> None:
        if self.field.toPlainText() != self._shown:
            self.edited.emit()


def _line(spec: FieldSpec) -> QLineEdit:
    if spec.kind == "date":
        return DateField()
    if spec.kind in {"amount", "percent"}:
        return AmountField()
    field = TextField()
    if spec.kind == "number":
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
    return field
