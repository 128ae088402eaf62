"""The field in which a person is looked for: who comes, who lives with whom, who is meant."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.phones import PhoneError, display_phone
from expatdesk.services.people.types import Found
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Hit, SearchField, Text, make_personal, say, veiled
from expatdesk.ui.people.highlight import marks
from expatdesk.ui.people.words import born, visits_words

LINES = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PersonSearch(SearchField):
    """Searches people as one types.

    ``person_chosen`` carries the id of the line taken, ``new_wanted`` what was typed. Enter
    pressed before the answer is there takes its first line when it comes, and never books.
    """

    person_chosen = Signal(int)
    new_wanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        *,
        name: Text | None = None,
        here: Text | None = None,
        makes_new: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``here``: what the line of somebody of ``set_party`` says."""
        super().__init__(
            lambda: _("Name, e-mail, phone or reference"),
            name=name or (lambda: _("Who comes: search people")),
            extra=makes_new,
            parent=parent,
        )
        self._here_words: Text = here or (lambda: _("comes already"))
        self._makes_new = makes_new
        self._desk = desk
        self._here: Container[int] = ()
        self._waiting = False
        self._in_a_hurry = False
        make_personal(self)
        self.asked.connect(self._ask_people)
        self.popover.chosen.connect(self._chosen)
        self.popover.extra_chosen.connect(self._new)

    def set_party(self, person_ids: Container[int]) -> None:
        """Who comes already; their lines say so."""
        self._here = person_ids

    def event(self, event: QEvent) -> bool:
        enter = (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTER
        )
        if enter and self.text().strip():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = self.text().strip()
        if event.key() in _ENTER and typed and (self._waiting or not self.popover.isVisible()):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._new()
            else:
                self._in_a_hurry = True
                if not self._waiting:
                    self._ask_people(self.text())
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _ask_people(self, text: str) -> None:
        typed, people = text.strip(), self._desk.services.people
        if not typed:
            self._waiting = self._in_a_hurry = False
            return
        self._waiting = True

        def show(found: Sequence[Found]) -> None:
            self._waiting = False
            if typed == self.text().strip():
                self._answered(typed, found)

        self._desk.operations.read(
            self, "people", lambda: _in_order(people.find(typed, LINES)), show, self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._waiting = self._in_a_hurry = False
        self._desk.tell(error)

    def _answered(self, typed: str, found: Sequence[Found]) -> None:
        if self._in_a_hurry:
            self._in_a_hurry = False
            if found:
                self._chosen(found[0].person_id)
            else:
                self._new()
            return
        hits = [self._hit(one, typed) for one in found]
        self.show_hits(hits, lambda: _("+ New person “{name}”").format(name=veiled(typed)))

    def _hit(self, found: Found, typed: str) -> Hit:
        details = [found.latin if found.latin != found.full_name else ""]
        details.append(born(found.birth_date, found.birth_year))
        suffix = "".join(f" · {part}" for part in details if part)
        here = found.person_id in self._here
        return Hit(
            found.person_id,
            found.full_name,
            found.email or found.phone or found.code,
            say(self._here_words) if here else visits_words(found),
            marks(found.full_name, typed),
            suffix,
        )

    @Slot(object)
    def _chosen(self, person_id: object) -> None:
        self._empty()
        self.popover.hide()
        if isinstance(person_id, int):
            self.person_chosen.emit(person_id)

    @Slot()
    def _new(self) -> None:
        if not self._makes_new:
            return
        typed = self.text().strip()
        self._waiting = self._in_a_hurry = False
        self._empty()
        self.popover.hide()
        self.new_wanted.emit(typed)

    def _empty(self) -> None:
        # Unlike clear() it cannot be undone here: Ctrl+Z is the window's again.
        self.setText("")


def _in_order(found: Sequence[Found]) -> list[Found]:
    """First persons before the others of their households; phone numbers as people write them.

    On the thread of the reader: the library of phone numbers takes its time when first used.
    """
    told = [replace(one, phone=_phone(one)) for one in found]
    return sorted(told, key=lambda one: bool(one.household_of))


def _phone(found: Found) -> str:
    if not found.phone or found.email:
        return found.phone
    try:
        return display_phone(found.phone, "international")
    except PhoneError:
        return found.phone
