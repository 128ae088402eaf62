"""Adding somebody to a household: who is known already, or a new person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.people.types import Member, PersonSheet
from expatdesk.terms import FamilyRole
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    LabelledField,
    PlainLabel,
    QuietButton,
    SegmentedToggle,
    Text,
    column,
    row,
)
from expatdesk.ui.people.search import PersonSearch

Members = list[tuple[int, FamilyRole]]


class HomeView(QWidget):
    """``chosen`` carries person id and role, ``new_wanted`` what was typed and the role."""

    chosen = Signal(int, object)
    new_wanted = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: PersonSheet | None = None
        self.title = PlainLabel(lambda: _("Add to the household"), role="heading", wrap=True)
        self.about = PlainLabel(
            lambda: _(
                "Who lives in another household now leaves it. Ctrl+Enter adds a new person."
            ),
            role="small",
            tone="muted",
            wrap=True,
        )
        choices: list[tuple[FamilyRole, Text]] = [
            (FamilyRole.PARTNER, lambda: _("Partner")),
            (FamilyRole.CHILD, lambda: _("Child")),
        ]
        self.role = SegmentedToggle(choices, name=lambda: _("Role in the household"))
        self.search = PersonSearch(
            desk,
            name=lambda: _("Who lives here too: search people"),
            here=lambda: _("lives here"),
        )
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.closed.emit)
        column(
            self.title,
            self.about,
            row(self.role, None),
            LabelledField(lambda: _("Who"), self.search),
            row(self.back, None),
            None,
            spacing=12,
            parent=self,
        )
        self.search.person_chosen.connect(self._chosen)
        self.search.new_wanted.connect(self.new_wanted)

    def begin(self, sheet: PersonSheet) -> None:
        """For the household of this person."""
        self._sheet = sheet
        at_home = {member.person_id for member in sheet.household} | {sheet.person_id}
        self.search.set_party(at_home)
        self.search.clear()
        taken = {member.role for member in sheet.household}
        self.role.choose(FamilyRole.CHILD if FamilyRole.PARTNER in taken else FamilyRole.PARTNER)

    @Slot(int)
    def _chosen(self, person_id: int) -> None:
        sheet = self._sheet
        if sheet is not None and person_id not in {m.person_id for m in sheet.household}:
            self.chosen.emit(person_id, self.role.value())


def members_of(sheet: PersonSheet) -> Members:
    """The household as it is written; who has none is its first person."""
    if not sheet.household:
        return [(sheet.person_id, FamilyRole.FIRST)]
    return [(member.person_id, member.role) for member in sheet.household]


def with_role(members: Sequence[Member], person_id: int, role: FamilyRole) -> Members:
    """The household after somebody has been given another role.

    There is one first person: whoever was it takes the role of the new one.
    """
    before = next(member.role for member in members if member.person_id == person_id)
    changed: Members = []
    for member in members:
        if member.person_id == person_id:
            changed.append((person_id, role))
        elif role is FamilyRole.FIRST and member.role is FamilyRole.FIRST:
            changed.append((member.person_id, before))
        else:
            changed.append((member.person_id, member.role))
    return changed
