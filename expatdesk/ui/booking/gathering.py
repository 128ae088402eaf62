"""Reading the people of a party, and who else lives with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from expatdesk.services.people.types import PersonSheet
from expatdesk.ui.booking.drafting import people_of
from expatdesk.ui.booking.party import Guest, guest_of
from expatdesk.ui.context import Desk


class Gathering(QObject):
    """``came`` carries the guests that were asked for, ``known`` those read again.

    Answers that belong to an earlier form are dropped.
    """

    came = Signal(object)
    known = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._at_home: dict[int, tuple[int, ...]] = {}
        self._form_number = 0

    def begin(self) -> None:
        """Another form."""
        self._form_number += 1

    def note(self, sheets: Iterable[PersonSheet]) -> tuple[Guest, ...]:
        """Guests from what was read, and who lives with them."""
        found = tuple(sheets)
        for sheet in found:
            self._at_home[sheet.person_id] = tuple(m.person_id for m in sheet.household)
        return tuple(map(guest_of, found))

    def others_at_home(self, guests: Sequence[Guest]) -> list[int]:
        """The members of these people's households who are not among them."""
        here = {guest.person_id for guest in guests}
        at_home = [member for g in guests for member in self._at_home.get(g.person_id, ())]
        return [person_id for person_id in dict.fromkeys(at_home) if person_id not in here]

    def fetch(self, person_ids: Sequence[int]) -> None:
        """Reads people who are to come."""
        if person_ids:
            # A question of its own for each, so that two taken in quick succession both come.
            question = "take " + " ".join(map(str, person_ids))
            self._read(question, person_ids, self.came.emit)

    def fetch_again(self, guests: Sequence[Guest]) -> None:
        """Reads the people of the party as they are now."""
        if not guests:
            return
        before = {guest.person_id: guest for guest in guests}

        def show(newest: tuple[Guest, ...]) -> None:
            self.known.emit({guest.person_id: _as(before, guest) for guest in newest})

        self._read("party", list(before), show)

    def sheet(self, person_id: int, then: Callable[[PersonSheet], None]) -> None:
        """Reads one person for the form in which details are changed."""
        people = self._desk.services.people
        self._desk.operations.read(self, "edit", lambda: people.person(person_id), then)

    def _read(
        self,
        question: str,
        person_ids: Sequence[int],
        then: Callable[[tuple[Guest, ...]], object],
    ) -> None:
        services, number = self._desk.services, self._form_number

        def show(sheets: tuple[PersonSheet, ...]) -> None:
            if number == self._form_number:
                then(self.note(sheets))

        self._desk.operations.read(self, question, lambda: people_of(services, person_ids), show)


def _as(before: dict[int, Guest], guest: Guest) -> Guest:
    """In the role that was chosen."""
    known = before.get(guest.person_id)
    return guest if known is None else replace(guest, role=known.role, chosen=known.chosen)
