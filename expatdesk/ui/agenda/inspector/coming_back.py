"""Asks what is to be come back to for a case, and when."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.kit import DateField, LabelledField, TextField
from expatdesk.ui.kit.text import make_personal

_SOON = timedelta(days=14)


class FollowUpPanel(AskPanel):
    """`confirmed(day, note, overridden)`."""

    confirmed = Signal(object, str, bool)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda: _("Come back to this case"),
            lambda: _("It stands on the opening screen from that day on."),
            button=lambda: _("Note it"),
            parent=parent,
        )
        self.day = DateField()
        self.day.set_day(today + _SOON)
        self.note = TextField(limit=200)
        make_personal(self.note)
        self.day_field = LabelledField(lambda: _("Day"), self.day, required=True)
        self.note_field = LabelledField(lambda: _("What is to be done"), self.note, required=True)
        self.content.addWidget(self.day_field)
        self.content.addWidget(self.note_field)

    def first_field(self) -> QWidget | None:
        return self.note

    def answer(self) -> None:
        day, note = self.day.day(), self.note.text().strip()
        self.note_field.set_error("" if note else (lambda: _("Say what is to be done.")))
        if not self.day.settle() or day is None or not note:
            return
        self.confirmed.emit(day, note, self.overridden)
