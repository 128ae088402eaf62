"""What stands in the person form, as a value: begun from a search, put aside, brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from expatdesk.services.base import Done
from expatdesk.services.people.types import PersonEntry, PersonSheet
from expatdesk.storage.changes import Changes


@dataclass(frozen=True)
class Typed:
    """The form of somebody new, or (with `sheet`) an edit of what was read.

    `born`: as typed, also where it is no date. `employer`: the name of the one in the entry.
    """

    entry: PersonEntry
    born: str = ""
    employer: str = ""
    sheet: PersonSheet | None = None

    @property
    def is_worth_keeping(self) -> bool:
        """Whether anything stands there that is not kept yet."""
        if self.sheet is None:
            return self.entry != PersonEntry("") or bool(self.born.strip())
        return self.entry != as_typed(self.sheet.entry)


def as_typed(entry: PersonEntry) -> PersonEntry:
    """An entry as its fields give it back: a date of birth stands for its year."""
    if entry.birth_date is None or entry.birth_year is None:
        return entry
    return replace(entry, birth_year=None)


def entry_from(text: str) -> PersonEntry:
    """What a line typed into a search says of a new person: a name, an address or a number."""
    typed = text.strip()
    if "@" in typed:
        return PersonEntry("", email=typed)
    digits = sum(character.isdigit() for character in typed)
    if digits >= 6 and not any(character.isalpha() for character in typed):
        return PersonEntry("", phone=typed)
    return PersonEntry(typed)


class Aside(QObject):
    """What was put aside; ``wanted`` carries it back, in the window's thread, after Undo."""

    wanted = Signal(object)

    def undo_of(self, typed: Typed) -> Callable[[], Done[object]]:
        """What the window calls, on the thread of the writer, when it is wanted again."""

        def undo() -> Done[object]:
            self.wanted.emit(typed)
            return Done(None, Changes())

        return undo
