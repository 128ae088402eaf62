"""1 · Who comes: taken from the card, read, and told as the party that results."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from expatdesk.services.people.types import PersonSheet
from expatdesk.terms import FamilyRole
from expatdesk.ui.booking.gathering import Gathering
from expatdesk.ui.booking.party import Guest
from expatdesk.ui.booking.who import WhoCard
from expatdesk.ui.context import Desk
from expatdesk.ui.people.typed import Typed


class Comers(QObject):
    """``changed`` carries the whole party, a tuple of guests, as it should be from now on.

    The page keeps the party in its form, and says with ``follow`` which one that is.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, who: WhoCard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._who = who
        self._guests: tuple[Guest, ...] = ()
        self.gathering = Gathering(desk, self)
        who.wanted.connect(self.add)
        who.removed.connect(self._remove)
        who.role_chosen.connect(self._choose_role)
        who.household_wanted.connect(self.add_household)
        who.change_wanted.connect(self._change_person)
        who.person_changed.connect(self.read_again)
        self.gathering.came.connect(self._came)
        self.gathering.known.connect(self._known)

    def begin(self) -> None:
        """Another form: nobody comes yet."""
        self._guests = ()
        self.gathering.begin()

    def follow(self, guests: tuple[Guest, ...]) -> None:
        """The party of the form is this one now."""
        self._guests = guests

    def are_more_at_home(self) -> bool:
        """Whether somebody of their households does not come."""
        return bool(self.gathering.others_at_home(self._guests))

    def ids(self) -> set[int]:
        """Of the people who come."""
        return {guest.person_id for guest in self._guests}

    @Slot(int)
    def add(self, person_id: int) -> None:
        """Somebody of the centre comes too."""
        if person_id not in self.ids():
            self.gathering.fetch((person_id,))

    @Slot(object)
    def _came(self, guests: tuple[Guest, ...]) -> None:
        here = self.ids()
        new = [guest for guest in guests if guest.person_id not in here]
        self.changed.emit((*self._guests, *new))

    @Slot(int)
    def _remove(self, person_id: int) -> None:
        guests = tuple(guest for guest in self._guests if guest.person_id != person_id)
        self.changed.emit(guests)
        if not guests:
            self._who.search.setFocus()

    @Slot(int, object)
    def _choose_role(self, person_id: int, role: FamilyRole) -> None:
        guests = tuple(
            replace(guest, role=role, chosen=True) if guest.person_id == person_id else guest
            for guest in self._guests
        )
        self.changed.emit(guests)

    @Slot()
    def add_household(self) -> None:
        """All who live with them come too."""
        self.gathering.fetch(self.gathering.others_at_home(self._guests))
        self._who.search.setFocus()

    @Slot(int)
    def _change_person(self, person_id: int) -> None:
        self.gathering.sheet(person_id, self._edit)

    def _edit(self, sheet: PersonSheet) -> None:
        self._who.bring_back(Typed(sheet.entry, employer=sheet.employer, sheet=sheet))

    @Slot()
    def read_again(self) -> None:
        """Somebody has changed their details."""
        self.gathering.fetch_again(self._guests)

    @Slot(object)
    def _known(self, newest: dict[int, Guest]) -> None:
        self.changed.emit(tuple(newest.get(guest.person_id, guest) for guest in self._guests))
