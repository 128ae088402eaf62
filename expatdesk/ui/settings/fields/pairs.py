"""A text in English and Dutch side by side, with a sign where one was left behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from expatdesk.i18n import Language, _
from expatdesk.texts import Pair
from expatdesk.ui.kit import (
    LabelledField,
    NotesField,
    PlainLabel,
    Text,
    TextField,
    column,
    row,
    say,
)
from expatdesk.ui.settings.fields.base import FormField
from expatdesk.ui.settings.spec import FieldSpec

LONG_LINES = 4


class PairForm(FormField):
    """Two fields; long texts stand under one another, with room to be read."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._older: Language | None = None
        self._shown = ("", "")
        long = spec.kind == "long_pair"
        self.en, self.nl = (_Side(self, long=long), _Side(self, long=long))
        self.label = PlainLabel(self._label, role="small", tone="muted")
        self.en_field = LabelledField(lambda: _("English"), self.en.widget)
        self.nl_field = LabelledField(lambda: _("Dutch"), self.nl.widget)
        sides = column(spacing=8) if long else row(spacing=12)
        sides.addWidget(self.en_field, 1, Qt.AlignmentFlag.AlignTop)
        sides.addWidget(self.nl_field, 1, Qt.AlignmentFlag.AlignTop)
        column(self.label, sides, spacing=2, parent=self)
        self.retranslate()

    def show_value(self, value: object) -> None:
        assert isinstance(value, Pair)
        self._older = value.older() if value.en or value.nl else None
        self._shown = (value.en, value.nl)
        self.en.set_text(value.en)
        self.nl.set_text(value.nl)
        self._say_older()

    def value(self) -> object:
        pair = Pair(self.en.text(), self.nl.text())
        if self.spec.required and not pair.en and not pair.nl:
            raise self.needed()
        return pair

    def older(self) -> Language | None:
        """The side that was left behind when the other one changed."""
        return self._older

    def set_error(self, words: Text) -> None:
        self.en_field.set_error(words)
        self.retranslate()

    def error(self) -> str:
        return self.en_field.error()

    def inputs(self) -> Sequence[QWidget]:
        return [self.en.widget, self.nl.widget]

    @Slot()
    def typed(self) -> None:
        """Something was typed on one of the sides."""
        if (self.en.text(), self.nl.text()) != self._shown:
            self.edited.emit()

    def _say_older(self) -> None:
        for language, field in ((Language.EN, self.en_field), (Language.NL, self.nl_field)):
            behind = language is self._older
            text = self.en.text() if language is Language.EN else self.nl.text()
            field.set_hint(_behind(missing=not text) if behind else "")
        self.retranslate()

    def _label(self) -> str:
        return say(self.spec.label) + (" *" if self.spec.required else "")

    def retranslate(self) -> None:
        """Says to who hears it which text it is, and in which language."""
        for field, language in ((self.en_field, _("English")), (self.nl_field, _("Dutch"))):
            field.field.setAccessibleName(f"{say(self.spec.label)}, {language}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class _Side:
    """One language, short or long."""

    def __init__(self, form: PairForm, *, long: bool) -> None:
        self.widget: NotesField | TextField
        if long:
            self.widget = NotesField(lines=LONG_LINES)
            self.widget.textChanged.connect(form.typed)
        else:
            self.widget = TextField()
            self.widget.textEdited.connect(form.typed)
            self.widget.returnPressed.connect(form.entered)

    def text(self) -> str:
        """In one line: what is kept here has no line ends."""
        if isinstance(self.widget, QLineEdit):
            return self.widget.text().strip()
        return " ".join(self.widget.toPlainText().split())

    def set_text(self, text: str) -> None:
        if isinstance(self.widget, QLineEdit):
            self.widget.setText(text)
            self.widget.setCursorPosition(0)
        else:
            self.widget.setPlainText(text)


def _behind(*, missing: bool) -> Callable[[], str]:
    if missing:
        return lambda: _("! missing in this language")
    return lambda: _("! older than the other language")
