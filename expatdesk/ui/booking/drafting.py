"""What stands on the page is kept as it is typed, so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from expatdesk.clock import local
from expatdesk.i18n import _
from expatdesk.services.appointments.types import DraftFound
from expatdesk.services.base import Actor, Done, NotFound
from expatdesk.services.people.types import PersonSheet
from expatdesk.texts import Pair
from expatdesk.ui.booking.form import KIND, Form, Kept, read, written
from expatdesk.ui.context import Desk

if TYPE_CHECKING:
    from expatdesk.application import Centre

PAUSE_MS = 500


@dataclass(frozen=True)
class Unfinished:
    """A draft that was left here, or by whoever works here at another ``desk``.

    `people`: as they are now. `body`: as it is stored.
    """

    token: str
    kept: Kept
    people: tuple[PersonSheet, ...]
    at: datetime
    body: str = ""
    desk: Pair | None = None


class DraftKeeper(QObject):
    """Saves the form half a second after its last change.

    ``found`` carries what was left before, None where there is nothing. ``restored``: a draft
    that was thrown away is there again.
    """

    found = Signal(object)
    restored = Signal()

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

    def token(self) -> str:
        """Of the form's draft."""
        return self._token

    def keep(self, form: Form) -> None:
        """The form has changed."""
        self._form = form
        self._pause.start()

    @Slot()
    def save(self) -> None:
        """Writes what is not written yet; an emptied form has no draft any more."""
        self._pause.stop()
        form, self._form = self._form, None
        if form is None:
            return
        body = "" if form.is_empty else written(form)
        if body == self._stored:
            return
        self._stored = body
        actor, token = self._desk.actor, self._token
        appointments = self._desk.services.appointments
        if body:
            self._desk.operations.write(
                self, lambda: appointments.save_draft(actor, token, KIND, body)
            )
        else:
            self._desk.operations.write(self, lambda: appointments.drop_draft(token))

    def forget(self) -> None:
        """The form was booked: its draft went with it."""
        self._pause.stop()
        self._form, self._stored = None, ""

    def discard(self, token: str | None = None, then: Callable[[], object] | None = None) -> None:
        """Throws a draft away, the one of the form or another that was found; Undo brings it
        back to be offered again.
        """
        wanted = self._token if token is None else token
        if wanted == self._token:
            self.save()
            self.forget()
        appointments = self._desk.services.appointments

        def dropped(done: Done[None]) -> None:
            if done.undo is not None:
                self._desk.notify(_("Draft discarded."), self._restoring(done.undo))
            if then is not None:
                then()

        self._desk.operations.write(self, lambda: appointments.drop_draft(wanted), dropped)

    def _restoring(self, undo: Callable[[], Done[object]]) -> Callable[[], Done[object]]:
        def restore() -> Done[object]:
            done = undo()
            self.restored.emit()
            return done

        return restore

    def take(
        self,
        token: str,
        new_token: str,
        then: Callable[[], object],
        failed: Callable[[Exception], None],
    ) -> None:
        """Makes a draft the own one, under a token that nobody else has."""
        actor, appointments = self._desk.actor, self._desk.services.appointments

        def taken(_done: Done[None]) -> None:
            then()

        self._desk.operations.write(
            self, lambda: appointments.take_draft(actor, token, new_token), taken, failed
        )

    def look(self, token: str | None = None) -> None:
        """Looks for what was left at this desk, or by the same person at another.

        Tells the newest, or the one with this token.
        """
        actor, services, own = self._desk.actor, self._desk.services, self._token

        def newest() -> Unfinished | None:
            drafts = services.appointments.own_drafts(actor, KIND)
            for draft in drafts:
                if draft.token != own and token in (None, draft.token):
                    unfinished = _read(services, draft, actor)
                    if unfinished is not None:
                        return unfinished
            return None

        self._desk.operations.read(self, "drafts", newest, self.found.emit)


def _read(services: Centre, draft: DraftFound, actor: Actor) -> Unfinished | None:
    """None for what cannot be read, and where nothing is left to go on with."""
    try:
        kept = read(draft.body)
    except ValueError:
        return None
    people = people_of(services, (person for person, _role in kept.people))
    if kept.form.is_empty and not people:
        return None
    elsewhere = draft.desk if draft.desk_id != actor.desk_id else None
    return Unfinished(draft.token, kept, people, local(draft.at), draft.body, elsewhere)


def people_of(services: Centre, people: Iterable[int]) -> tuple[PersonSheet, ...]:
    """The sheets of these people; who is no longer there is left out."""
    found = []
    for person_id in people:
        try:
            found.append(services.people.person(person_id))
        except NotFound:
            continue
    return tuple(found)
