"""The card of a household: its members with role and age, and what is done with each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from expatdesk.i18n import _
from expatdesk.services.people.types import Member, PersonSheet
from expatdesk.terms import FamilyRole
from expatdesk.ui.kit import (
    Card,
    IconButton,
    PlainLabel,
    clear,
    make_personal,
    names_hidden,
    row,
    veiled,
)
from expatdesk.ui.people.role_menu import RoleMenu
from expatdesk.ui.people.words import role_word
from expatdesk.ui.records.links import RecordLink, said


class HouseholdCard(Card):
    """The members with role and age. Signals carry person ids, ``role_chosen`` the role too."""

    person_wanted = Signal(int)
    role_chosen = Signal(int, object)
    left = Signal(int)

    def __init__(self, on_add: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(
            lambda: _("Household"),
            action=lambda: _("+ Add to household"),
            on_action=on_add,
            parent=parent,
        )

    def show_sheet(self, sheet: PersonSheet, today: date) -> None:
        """Shows the household of a person, who stands in it too."""
        clear(self.content)
        members = sheet.household if len(sheet.household) > 1 else ()
        for member in members:
            self.add(self._line(member, sheet.person_id, today))
        if not members:
            self.add(
                said(
                    lambda: _(
                        "Nobody else yet. A partner and children come to the tariff together."
                    )
                )
            )

    def _line(self, member: Member, shown: int, today: date) -> QWidget:
        holder = QWidget()
        line = row(spacing=6, parent=holder)
        if member.person_id == shown:
            name = PlainLabel(member.full_name, role="small_strong", personal=True)
            line.addWidget(name)
        else:
            link = RecordLink(member.full_name, member.person_id, personal=True)
            link.wanted.connect(self.person_wanted)
            line.addWidget(link)
        role = PlainLabel(lambda: _role_words(member, today), role="small", tone="muted")
        line.addWidget(role, 1)
        more = _MoreButton(member)
        more.asked.connect(self._popup)
        line.addWidget(more)
        return holder

    @Slot(object, QPoint)
    def _popup(self, member: Member, at: QPoint) -> None:
        self.menu_of(member).popup(at)

    def menu_of(self, member: Member) -> QMenu:
        """The roles, with the present one ticked, and leaving."""
        # Somebody is first: who is it passes the role on by giving it to another.
        menu = _MemberMenu(member, self)
        menu.role_chosen.connect(self.role_chosen)
        menu.left.connect(self.left)
        return menu


class _MemberMenu(RoleMenu):
    """Roles and leaving, with the person they are about."""

    role_chosen = Signal(int, object)
    left = Signal(int)

    def __init__(self, member: Member, parent: QWidget) -> None:
        super().__init__(member.role, fixed=member.role is FamilyRole.FIRST, parent=parent)
        self._person_id = member.person_id
        self.chosen.connect(self._choose)
        self.addAction(_("Leaves the household")).triggered.connect(self._leave)

    @Slot(object)
    def _choose(self, role: FamilyRole) -> None:
        self.role_chosen.emit(self._person_id, role)

    @Slot()
    def _leave(self) -> None:
        self.left.emit(self._person_id)


class _MoreButton(IconButton):
    """What can be done with a member; ``asked`` carries them and where a menu has its place."""

    asked = Signal(object, QPoint)

    def __init__(self, member: Member) -> None:
        self._member = member
        super().__init__("ellipsis", self._words, small=True)
        make_personal(self)
        self.clicked.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self._member, self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _words(self) -> str:
        name = veiled(self._member.full_name)
        return _("Role of {name} in the household").format(name=name)


def age_on(birth_date: date | None, birth_year: int | None, today: date) -> int | None:
    """Whole years on a day; of a year of birth alone, those reached in this year."""
    if birth_date is not None:
        before = (today.month, today.day) < (birth_date.month, birth_date.day)
        return today.year - birth_date.year - before
    return today.year - birth_year if birth_year is not None else None


def _role_words(member: Member, today: date) -> str:
    age = age_on(member.birth_date, member.birth_year, today)
    if age is None or names_hidden():
        return role_word(member.role)
    return f"{role_word(member.role)} · {age}"
