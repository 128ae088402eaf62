"""Writing what stands in the person form: once for its key, however often Enter is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from expatdesk.services.appointments.roles import under_age
from expatdesk.services.base import Done, Refusal, new_key
from expatdesk.services.people.types import PersonEntry, PersonSheet
from expatdesk.terms import FamilyRole
from expatdesk.ui.context import Desk


@dataclass(frozen=True)
class Sent:
    """What was sent. `sheet`: of whom it is an edit; `beside`: whose household they join.

    `passed`: what looks like a BSN in it was declared a false alarm.
    """

    entry: PersonEntry
    sheet: PersonSheet | None = None
    beside: int | None = None
    passed: bool = False


class PersonWriter(QObject):
    """``written`` carries (Sent, Done), ``refused`` the reason why nothing was written."""

    written = Signal(object, object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = new_key()
        self._busy = False

    def begin(self) -> None:
        """Another form: what is written next is another write."""
        self._key = new_key()

    def write(self, sent: Sent) -> None:
        """Writes it, unless something is being written already."""
        if self._busy:
            return
        self._busy = True

        def done(answer: Done[int]) -> None:
            self._busy = False
            self._key = new_key()
            self.written.emit(sent, answer)

        work = self._adding(sent) if sent.sheet is None else self._changing(sent, sent.sheet)
        self._desk.operations.write(self, work, done, self._failed)

    def _adding(self, sent: Sent) -> Callable[[], Done[int]]:
        actor, key, services = self._desk.actor, self._key, self._desk.services
        entry, today = sent.entry, self._desk.today()

        def add() -> Done[int]:
            limit = services.appointments.catalogue().age_limit(today)
            young = under_age(entry.birth_date, entry.birth_year, limit)
            return services.people.add(
                actor,
                entry,
                household_of=sent.beside,
                role=FamilyRole.CHILD if young else FamilyRole.PARTNER,
                guard_overridden=sent.passed,
                key=key,
            )

        return add

    def _changing(self, sent: Sent, sheet: PersonSheet) -> Callable[[], Done[int]]:
        actor, key, people = self._desk.actor, self._key, self._desk.services.people

        def change() -> Done[int]:
            return people.change(
                actor,
                sheet.person_id,
                sheet.version,
                sent.entry,
                guard_overridden=sent.passed,
                key=key,
            )

        return change

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Refusal):
            # It has not happened; after a lost line it may have, and the key says so.
            self._key = new_key()
        self.refused.emit(error)
