"""Small forms that open in place: Enter goes on, Esc leaves, and nothing else is pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit import (
    ComboField,
    LabelledField,
    QuietButton,
    SecondaryButton,
    Text,
    TextField,
    column,
    fields_row,
    make_personal,
    row,
)
from expatdesk.ui.kit.button import Button

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _is_enter(event: QEvent) -> bool:
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() in _ENTER
    )


class EnterField(TextField):
    """A line of text that keeps Enter for its own form (``returnPressed``)."""

    def event(self, event: QEvent) -> bool:
        if _is_enter(event):
            event.accept()
            return True
        return super().event(event)


class InlineForm(QWidget):
    """Fields beside one another with their button and Cancel.

    ``confirm`` is drawn by the caller's choice (a danger for money that goes back); Enter in a
    field presses it, or with ``careful`` only moves the keyboard to it. ``closed`` follows
    each way out.
    """

    confirmed = Signal()
    closed = Signal()

    def __init__(
        self,
        *fields: LabelledField,
        confirm: Button,
        careful: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.fields = fields
        self.confirm = confirm
        self._careful = careful
        confirm.clicked.connect(self.confirmed)
        self.cancel = QuietButton(lambda: _("Cancel"), key="Esc", on=self.close_form)
        self.rest = column(spacing=8)
        for each in fields:
            if isinstance(each.field, EnterField):
                each.field.returnPressed.connect(self._entered)
        body = column(spacing=8, margins=(10, 8, 10, 10), parent=self)
        body.addWidget(fields_row(*fields, spacing=10))
        body.addLayout(self.rest)
        body.addLayout(row(confirm, self.cancel, None))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def start(self) -> None:
        """Opens it with the keyboard in its first field."""
        self.show()
        typed_in = [each.field for each in self.fields if isinstance(each.field, EnterField)]
        first = typed_in[0] if self._careful and typed_in else self.fields[0].field
        first.setFocus()

    def close_form(self) -> None:
        """Closes it; what was typed is forgotten by the caller."""
        self.hide()
        self.closed.emit()

    def show_refusal(self, field: str, words: Text, places: dict[str, LabelledField]) -> None:
        """Says what was refused at its field, or at the last one."""
        for each in self.fields:
            each.set_error("")
        at = places.get(field, self.fields[-1])
        at.set_error(words)
        at.field.setFocus()

    @Slot()
    def _entered(self) -> None:
        if self._careful:
            self.confirm.setFocus()
        else:
            self.confirm.click()


def reason_field(label: Callable[[], str] | None = None) -> LabelledField:
    """The field for a reason, which is always needed; F12 covers what is typed."""
    return _note_field(label or (lambda: _("Reason")))


def _note_field(label: Callable[[], str]) -> LabelledField:
    field = EnterField(limit=500)
    make_personal(field)
    return LabelledField(label, field, required=True)


class DropForm(InlineForm):
    """Why a line is dropped; ``dropped`` carries the reason."""

    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.reason = reason_field(lambda: _("Why is this not charged?"))
        super().__init__(
            self.reason, confirm=SecondaryButton(lambda: _("Drop the line")), parent=parent
        )
        self.confirmed.connect(self._confirm)

    @Slot()
    def _confirm(self) -> None:
        text = typed(self.reason)
        if not text:
            self.reason.set_error(lambda: _("A reason is needed."))
            self.reason.field.setFocus()
            return
        self.close_form()
        self.dropped.emit(text)


class ExemptForm(InlineForm):
    """By which rule a line costs nothing, and the proof that was shown."""

    exempted = Signal(int, str)

    def __init__(
        self, rules: list[tuple[int, Text]], proof: str, parent: QWidget | None = None
    ) -> None:
        self.rule: ComboField[int] = ComboField(rules)
        self.proof = _note_field(lambda: _("Proof that was shown"))
        put(self.proof, proof)
        super().__init__(
            LabelledField(lambda: _("Exempt by"), self.rule),
            self.proof,
            confirm=SecondaryButton(lambda: _("Exempt")),
            parent=parent,
        )
        self.confirmed.connect(self._confirm)

    @Slot()
    def _confirm(self) -> None:
        rule, proof = self.rule.value(), typed(self.proof)
        if rule is None or not proof:
            self.proof.set_error(lambda: _("Note the proof of the exemption."))
            self.proof.field.setFocus()
            return
        self.close_form()
        self.exempted.emit(rule, proof)


def typed(field: LabelledField) -> str:
    """What stands in a field, without the spaces around it."""
    inner = field.field
    return inner.text().strip() if isinstance(inner, TextField) else ""


def put(field: LabelledField, text: str) -> None:
    """Writes into a field of text."""
    if isinstance(field.field, TextField):
        field.field.setText(text)
