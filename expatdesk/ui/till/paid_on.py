"""Paid before: online or by bank transfer, on which day."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit import DateField, LabelledField, column
from expatdesk.ui.till.form import Form, Way


class DatedPart(QWidget):
    """The day on which it was paid; empty means today."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Form("")
        self.paid_on = DateField()
        self.paid_on.edited.connect(self._typed)
        self.paid_on_field = LabelledField(self._words, self.paid_on)
        column(self.paid_on_field, parent=self)

    def show_form(self, form: Form) -> None:
        """Shows the day."""
        self._form = form
        self.paid_on_field.retranslate()
        if self.paid_on.day() != form.paid_on:
            self.paid_on.set_day(form.paid_on)

    def _words(self) -> str:
        if self._form.way is Way.SPLIT:
            return _("Rest paid on (empty: today)")
        return _("Paid on (empty: today)")

    @Slot()
    def _typed(self) -> None:
        self.edited.emit(replace(self._form, paid_on=self.paid_on.day()))
