"""1 · Who comes: the search, the person form inline, and a chip for each of the party."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from expatdesk.i18n import _
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import FamilyRole
from expatdesk.ui.booking.paragraph import Paragraph
from expatdesk.ui.booking.party import Guest, age_on
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Card, Chip, FlowLayout, LinkButton, Text, clear
from expatdesk.ui.people.person_form import PersonForm, entry_from
from expatdesk.ui.people.search import PersonSearch
from expatdesk.ui.people.words import role_choices, role_word


class WhoCard(Card):
    """Tells what is wanted of the party; the page keeps it and shows it here again.

    ``wanted`` a person of the centre; ``removed``; ``role_chosen`` (person, role);
    ``household_wanted``; ``change_wanted`` (person's details); ``typing`` follows the open
    person form, ``typed`` when it is closed.
    """

    wanted = Signal(int)
    removed = Signal(int)
    role_chosen = Signal(int, object)
    household_wanted = Signal()
    change_wanted = Signal(int)
    person_changed = Signal(int)
    typing = Signal()
    typed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(lambda: _("1 · Who comes"))
        self._desk = desk
        self._guests: tuple[Guest, ...] = ()
        self._shown: tuple[tuple[Guest, ...], date] | None = None
        self._chips: list[Chip] = []
        self.child_under = 18
        self.search = PersonSearch(desk)
        self.form = PersonForm(desk, add=lambda: _("Add to the party"))
        self.form.hide()
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        self.household = LinkButton(lambda: _("+ whole household"), on=self.household_wanted.emit)
        self.household.setParent(self._holder)
        self.problem = Paragraph(tone="error")
        for part in (self.search, self.form, self._holder, self.problem):
            self.add(part)
        self.problem.hide()
        self._holder.hide()
        self._connect()

    def _connect(self) -> None:
        self.search.person_chosen.connect(self.wanted)
        self.search.new_wanted.connect(self.new_person)
        self.form.saved.connect(self._saved)
        self.form.taken.connect(self._taken)
        self.form.cancelled.connect(self.close_form)
        self.form.edited.connect(self.typing)

    # the party

    def show_party(
        self, guests: Sequence[Guest], day: date, *, others_at_home: bool, problem: Text
    ) -> None:
        """Shows the party; ``others_at_home``: the household has more members."""
        if (tuple(guests), day) != self._shown:
            self._shown = (tuple(guests), day)
            self._guests = tuple(guests)
            self.search.set_party({guest.person_id for guest in guests})
            self._make_chips(day)
        self.household.setVisible(others_at_home)
        self._holder.setVisible(bool(guests))
        self.problem.set_text(problem)
        self.problem.setVisible(bool(self.problem.text()))

    def _make_chips(self, day: date) -> None:
        focused = self._focused_chip()
        self._flow.removeWidget(self.household)
        clear(self._flow)
        self._chips = [self._chip(guest, day) for guest in self._guests]
        for chip in self._chips:
            self._flow.addWidget(chip)
        self._flow.addWidget(self.household)
        if focused is not None:
            self._focus_chip(focused)

    def chips(self) -> list[Chip]:
        """The chips in their order."""
        return list(self._chips)

    def _chip(self, guest: Guest, day: date) -> Chip:
        chip = Chip(_chip_words(guest, day), personal=True)
        chip.removed.connect(self._remover(guest.person_id))
        chip.pressed.connect(self._menu_opener(guest, chip))
        return chip

    def _remover(self, person_id: int) -> Callable[[], None]:
        def remove() -> None:
            self.removed.emit(person_id)

        return remove

    def _focused_chip(self) -> int | None:
        return next((at for at, chip in enumerate(self.chips()) if chip.hasFocus()), None)

    def _focus_chip(self, at: int) -> None:
        chips = self.chips()
        (chips[min(at, len(chips) - 1)] if chips else self.search).setFocus()

    # the menu of a chip

    def _menu_opener(self, guest: Guest, chip: Chip) -> Callable[[], None]:
        def popup() -> None:
            self.menu_of(guest).popup(chip.mapToGlobal(QPoint(0, chip.height() + 4)))

        return popup

    def menu_of(self, guest: Guest) -> QMenu:
        """Roles with the present one ticked, details, and taking out."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for role, words in role_choices():
            action = QAction(words if isinstance(words, str) else words(), menu)
            action.setCheckable(True)
            action.setChecked(role is guest.role)
            action.triggered.connect(self._chooser(guest.person_id, role))
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        change = menu.addAction(_("Change details …"))
        change.triggered.connect(self._changer(guest.person_id))
        out = menu.addAction(_("Take out"))
        out.triggered.connect(self._remover(guest.person_id))
        return menu

    def _chooser(self, person_id: int, role: FamilyRole) -> Callable[[], None]:
        def choose() -> None:
            self.role_chosen.emit(person_id, role)

        return choose

    def _changer(self, person_id: int) -> Callable[[], None]:
        def change() -> None:
            self.change_wanted.emit(person_id)

        return change

    # the person form

    @Slot(str)
    def new_person(self, text: str) -> None:
        """Opens the form with what was typed."""
        self.resume_person(entry_from(text))

    def resume_person(self, entry: PersonEntry) -> None:
        """Opens the form of a new person, in the household of the first of the party."""
        first = self._guests[0].person_id if self._guests else None
        self.form.resume(entry, household_of=first, child_under=self.child_under)
        self._open_form()

    def is_typing(self) -> bool:
        """Whether the person form is open."""
        return not self.form.isHidden()

    def open_entry(self) -> PersonEntry | None:
        """A new person who is being typed."""
        open_ = self.is_typing() and self.form.person_id() is None
        return self.form.entry() if open_ else None

    def edit_person(self) -> None:
        """Shows the form once it has been given whom to edit."""
        self._open_form()

    def _open_form(self) -> None:
        self.search.hide()
        self.form.show()
        empty = not self.form.fields.name.text()
        (self.form.fields.name if empty else self.form.fields.birth).setFocus()
        self.typing.emit()

    @Slot()
    def close_form(self) -> None:
        """Closes the form without keeping what stands in it."""
        if not self.is_typing():
            return
        self.form.hide()
        self.search.show()
        self.search.setFocus()
        self.typed.emit()

    @Slot(int)
    def _saved(self, person_id: int) -> None:
        known = person_id in {guest.person_id for guest in self._guests}
        self.close_form()
        (self.person_changed if known else self.wanted).emit(person_id)

    @Slot(int)
    def _taken(self, person_id: int) -> None:
        self.close_form()
        self.wanted.emit(person_id)


def _chip_words(guest: Guest, day: date) -> Text:
    """Name and role ("Chidi Okonkwo · first person"), of a child the age."""
    age = age_on(guest, day)

    def words() -> str:
        role = role_word(guest.role)
        if guest.role is FamilyRole.CHILD and age is not None:
            return _("{name} · {role}, {age}").format(name=guest.name, role=role, age=age)
        return _("{name} · {role}").format(name=guest.name, role=role)

    return words
