"""Keeps the form of a charge while it is open, so that a power cut doubles nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from expatdesk.services.base import Done
from expatdesk.ui.context import Desk
from expatdesk.ui.till.form import KIND, Form, written
from expatdesk.ui.till.opening import token_of

PAUSE_MS = 500


class ChargeDraft(QObject):
    """Saves half a second after the last change, and at once before money is taken."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._token = ""
        self._first = Form("")
        self._form: Form | None = None
        self._stored = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.save)

    def begin(self, visit_id: int, first: Form, *, kept: Form | None) -> None:
        """Another visit; `first`: the form in which nobody has chosen anything yet."""
        self.save()
        self._token, self._first, self._form = token_of(visit_id), first, None
        self._stored = "" if kept is None else written(kept)

    def keep(self, form: Form) -> None:
        """The form has changed."""
        self._form = form
        self._pause.start()

    def sending(self, form: Form) -> None:
        """It is handed to the till now: its key must survive whatever comes."""
        self._form = form
        self.save()

    @Slot()
    def save(self) -> None:
        """Writes what is not written yet."""
        self._pause.stop()
        form, self._form = self._form, None
        untouched = form is None or (not form.sent and form.same_choices(self._first))
        if form is None or (untouched and not self._stored):
            return
        body = written(form)
        if body == self._stored:
            return
        self._stored = body
        actor, token = self._desk.actor, self._token
        appointments = self._desk.services.appointments
        self._desk.operations.write(self, lambda: appointments.save_draft(actor, token, KIND, body))

    def drop(self) -> None:
        """It has been taken, or there is nothing left to take."""
        self._pause.stop()
        self._form = None
        if not self._stored:
            return
        self._stored = ""
        appointments, token = self._desk.services.appointments, self._token

        def gone() -> Done[None]:
            return appointments.drop_draft(token)

        self._desk.operations.write(self, gone)
