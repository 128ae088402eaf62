"""What stands on the page is kept as it is typed, so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from expatdesk.clock import local
from expatdesk.services.base import Done, NotFound
from expatdesk.services.people.types import PersonSheet
from expatdesk.ui.booking.form import KIND, Form, Kept, read, written
from expatdesk.ui.context import Desk

if TYPE_CHECKING:
    from expatdesk.application import Centre

PAUSE_MS = 500


@dataclass(frozen=True)
class Unfinished:
    """A draft that was left at this desk, with its people as they are now."""

    token: str
    kept: Kept
    people: tuple[PersonSheet, ...]
    at: datetime


class DraftKeeper(QObject):
    """Saves the form half a second after its last change; ``found`` what was left before."""

    found = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._token = ""
        self._form: Form | None = None
        self._stored = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.save)

    def begin(self, token: str, stored: str = "") -> None:
        """Another form; ``stored``: what its draft holds already."""
        self.save()
        self._token, self._stored, self._form = token, stored, None

    def keep(self, form: Form) -> None:
        """The form has changed."""
        self._form = form
        self._pause.start()

    @Slot()
    def save(self) -> None:
        """Writes what is not written yet."""
        self._pause.stop()
        form, self._form = self._form, None
        if form is None or (form.is_empty and not self._stored):
            return
        body = written(form)
        if body == self._stored:
            return
        self._stored = body
        actor, token = self._desk.actor, self._token
        appointments = self._desk.services.appointments
        self._desk.operations.write(self, lambda: appointments.save_draft(actor, token, KIND, body))

    def forget(self) -> None:
        """The form was booked: its draft went with it."""
        self._pause.stop()
        self._form, self._stored = None, ""

    def discard(self, token: str | None = None) -> None:
        """Throws a draft away: the one of the form, or another that was found."""
        wanted = self._token if token is None else token
        if wanted == self._token:
            self.forget()
        appointments = self._desk.services.appointments

        def drop() -> Done[None]:
            return appointments.drop_draft(wanted)

        self._desk.operations.write(self, drop)

    def look(self) -> None:
        """Looks for what was left at this desk; tells the newest, if there is one."""
        desk_id, services = self._desk.actor.desk_id, self._desk.services

        def newest() -> Unfinished | None:
            for token, body, at in services.appointments.drafts(KIND, desk_id):
                try:
                    kept = read(body)
                except ValueError:
                    continue
                return Unfinished(
                    token, kept, people_of(services, (p for p, _ in kept.people)), local(at)
                )
            return None

        self._desk.operations.read(self, "drafts", newest, self._look_done)

    def _look_done(self, unfinished: Unfinished | None) -> None:
        if unfinished is not None and unfinished.token != self._token:
            self.found.emit(unfinished)


def people_of(services: Centre, people: Iterable[int]) -> tuple[PersonSheet, ...]:
    """The sheets of these people; who is no longer there is left out."""
    found = []
    for person_id in people:
        try:
            found.append(services.people.person(person_id))
        except NotFound:
            continue
    return tuple(found)
