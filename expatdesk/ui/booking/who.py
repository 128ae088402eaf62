"""1 · Who comes: the search, the person form inline, and a chip for each of the party."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from expatdesk.i18n import _
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import FamilyRole
from expatdesk.ui.booking.paragraph import Paragraph
from expatdesk.ui.booking.party import Guest, age_on
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Card, Chip, FlowLayout, LinkButton, Text, clear
from expatdesk.ui.people.person_form import PersonForm
from expatdesk.ui.people.role_menu import RoleMenu
from expatdesk.ui.people.search import PersonSearch
from expatdesk.ui.people.typed import Typed, entry_from
from expatdesk.ui.people.words import role_word


class GuestChip(Chip):
    """One of the party. ``menu_wanted`` carries the chip that was pressed, ``taken_out`` who."""

    menu_wanted = Signal(object)
    taken_out = Signal(int)

    def __init__(self, guest: Guest, day: date, *, removable: bool) -> None:
        super().__init__(_chip_words(guest, day), removable=removable, personal=True)
        self.guest = guest
        self.removed.connect(self.take_out)
        self.pressed.connect(self._press)

    @Slot()
    def _press(self) -> None:
        self.menu_wanted.emit(self)

    @Slot()
    def take_out(self) -> None:
        """They do not come after all."""
        self.taken_out.emit(self.guest.person_id)


class GuestMenu(RoleMenu):
    """Roles, details and taking out. Signals carry the person, and the role where it is one."""

    role_chosen = Signal(int, object)
    change_wanted = Signal(int)
    taken_out = Signal(int)

    def __init__(self, guest: Guest, parent: QWidget | None = None) -> None:
        super().__init__(guest.role, parent=parent)
        self._person_id = guest.person_id
        self.chosen.connect(self._role)
        self.addAction(_("Change details …")).triggered.connect(self._change)
        self.addAction(_("Take out")).triggered.connect(self._out)

    @Slot(object)
    def _role(self, role: FamilyRole) -> None:
        self.role_chosen.emit(self._person_id, role)

    @Slot()
    def _change(self) -> None:
        self.change_wanted.emit(self._person_id)

    @Slot()
    def _out(self) -> None:
        self.taken_out.emit(self._person_id)


class WhoCard(Card):
    """Tells what is wanted of the party; the page keeps it and shows it here again.

    ``wanted`` a person of the centre; ``removed``; ``role_chosen`` (person, role);
    ``household_wanted``; ``change_wanted`` (person's details); ``typing`` follows the open
    person form, ``typed`` when it is closed, ``wanted_back`` what was put aside in it.
    """

    wanted = Signal(int)
    removed = Signal(int)
    role_chosen = Signal(int, object)
    household_wanted = Signal()
    change_wanted = Signal(int)
    person_changed = Signal(int)
    typing = Signal()
    typed = Signal()
    wanted_back = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(lambda: _("1 · Who comes"))
        self._desk = desk
        self._guests: tuple[Guest, ...] = ()
        self._shown: tuple[tuple[Guest, ...], date] | None = None
        self._chips: list[GuestChip] = []
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
        self.form.cancelled.connect(self._close_form)
        self.form.edited.connect(self.typing)
        self.form.wanted_back.connect(self.wanted_back)

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
        self.household.setVisible(others_at_home and self.isEnabled())
        self._holder.setVisible(bool(guests))
        self.problem.set_text(problem)
        self.problem.setVisible(bool(self.problem.text()))

    def fix(self, *, fixed: bool) -> None:
        """The party of a visit that is only moved stays as it is."""
        if self.isEnabled() == fixed:
            self.setEnabled(not fixed)
            self._shown = None

    def _make_chips(self, day: date) -> None:
        focused = next((at for at, chip in enumerate(self._chips) if chip.hasFocus()), None)
        self._flow.removeWidget(self.household)
        clear(self._flow)
        free = self.isEnabled()
        self._chips = [GuestChip(guest, day, removable=free) for guest in self._guests]
        for chip in self._chips:
            chip.taken_out.connect(self.removed)
            chip.menu_wanted.connect(self._open_menu)
            self._flow.addWidget(chip)
        self._flow.addWidget(self.household)
        if focused is not None:
            self._focus_chip(focused)

    def chips(self) -> list[GuestChip]:
        """The chips in their order."""
        return list(self._chips)

    def _focus_chip(self, at: int) -> None:
        chips = self._chips
        (chips[min(at, len(chips) - 1)] if chips else self.search).setFocus()

    @Slot(object)
    def _open_menu(self, chip: GuestChip) -> None:
        self.menu_of(chip.guest).popup(chip.mapToGlobal(QPoint(0, chip.height() + 4)))

    def menu_of(self, guest: Guest) -> QMenu:
        """Roles with the present one ticked, details, and taking out."""
        menu = GuestMenu(guest, self)
        menu.role_chosen.connect(self.role_chosen)
        menu.change_wanted.connect(self.change_wanted)
        menu.taken_out.connect(self.removed)
        return menu

    # the person form

    @Slot(str)
    def new_person(self, text: str) -> None:
        """Opens the form with what was typed."""
        self.bring_back(Typed(entry_from(text)))

    @Slot(object)
    def bring_back(self, typed: Typed) -> None:
        """Opens the form; somebody new stands in the household of the first of the party."""
        first = self._guests[0].person_id if self._guests and typed.sheet is None else None
        self.form.bring_back(typed, household_of=first)
        self._open_form()

    def is_typing(self) -> bool:
        """Whether the person form is open."""
        return not self.form.isHidden()

    def open_entry(self) -> PersonEntry | None:
        """A new person who is being typed."""
        open_ = self.is_typing() and self.form.person_id() is None
        return self.form.entry() if open_ else None

    def _open_form(self) -> None:
        self.search.hide()
        self.form.show()
        empty = not self.form.fields.name.text()
        (self.form.fields.name if empty else self.form.fields.birth).setFocus()
        self.typing.emit()

    def begin(self) -> None:
        """Another form of the page. A new person who is being typed stands in the draft of the
        one before; an edit of somebody known does not, and is put aside.
        """
        self.search.setText("")
        if self.form.person_id() is None:
            self.form.drop()
        self.form.put_aside()
        self._close_form()

    @Slot()
    def _close_form(self) -> None:
        if not self.is_typing():
            return
        self.form.hide()
        self.search.show()
        self.search.setFocus()
        self.typed.emit()

    @Slot(int)
    def _saved(self, person_id: int) -> None:
        known = person_id in {guest.person_id for guest in self._guests}
        self._close_form()
        (self.person_changed if known else self.wanted).emit(person_id)

    @Slot(int)
    def _taken(self, person_id: int) -> None:
        self._close_form()
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
