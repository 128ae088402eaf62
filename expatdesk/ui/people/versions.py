"""Two who edit the same person: what each has typed, side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from expatdesk.services.people.types import PersonSheet
from expatdesk.ui.context import Desk
from expatdesk.ui.people.differences import Differences
from expatdesk.ui.people.entry_words import differences, together
from expatdesk.ui.people.typed import Typed


class Versions(QObject):
    """Reads what somebody else has saved; ``compared`` when it stands beside what is typed."""

    compared = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._newest: PersonSheet | None = None
        self.shown = Differences()
        self.shown.hide()

    def close_view(self) -> None:
        """Nothing is compared any more."""
        self.shown.hide()
        self._newest = None

    def compare(self, sheet: PersonSheet, typed: Callable[[], Typed]) -> None:
        """Puts the newest version beside what is ``typed`` over ``sheet`` when it has come."""
        services = self._desk.services

        def ask() -> tuple[PersonSheet, dict[int, str]]:
            towns = services.appointments.catalogue().municipalities
            names = {town.municipality_id: town.name for town in towns}
            return services.people.person(sheet.person_id), names

        def show(answer: tuple[PersonSheet, dict[int, str]]) -> None:
            newest, towns = answer
            mine, self._newest = typed(), newest
            theirs = (newest.entry, newest.employer)
            found = differences(sheet.entry, (mine.entry, mine.employer), theirs, towns)
            self.shown.show_differences(found)
            self.shown.show()
            self.compared.emit()

        self._desk.operations.read(self, "newest", ask, show)

    def chosen(self, typed: Typed) -> Typed | None:
        """What is kept of each, over the newest version; None while nothing is compared."""
        newest = self._newest
        if newest is None:
            return None
        entry = together(typed.entry, newest.entry, self.shown.keeps_mine())
        own = entry.employer_id != newest.entry.employer_id
        return Typed(entry, employer=typed.employer if own else newest.employer, sheet=newest)

    def read(self, typed: Typed, then: Callable[[Typed], object]) -> None:
        """Reads the newest version and hands on what is typed as an edit of it."""
        sheet, people = typed.sheet, self._desk.services.people
        if sheet is None:
            return

        def show(newest: PersonSheet) -> None:
            then(replace(typed, sheet=newest))

        self._desk.operations.read(self, "newest", lambda: people.person(sheet.person_id), show)
