"""Who books and who pays: the visitor, a known employer, or an organisation to be found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.terms import Behalf, OrganisationRole
from expatdesk.ui.booking.form import Side
from expatdesk.ui.booking.party import Guest
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import ComboField, LabelledField, Text
from expatdesk.ui.people.organisation_field import OrganisationField
from expatdesk.ui.people.words import behalf_word

Choice = Side | Literal["employer", "agent"]
_ROLES = {Behalf.EMPLOYER: OrganisationRole.EMPLOYER, Behalf.AGENT: OrganisationRole.AGENT}


class SideField(LabelledField):
    """A list of who it may be; ``organisation`` is the search that two of its lines open.

    ``edited`` follows each change; ``side()`` is incomplete until an organisation is chosen.
    """

    edited = Signal()

    def __init__(
        self, desk: Desk, label: Text, organisation_label: Text, parent: QWidget | None = None
    ) -> None:
        self.combo: ComboField[Choice] = ComboField()
        super().__init__(label, self.combo, parent=parent)
        self.organisation = OrganisationField(desk, organisation_label)
        self.organisation.hide()
        self._side = Side()
        self._employers: tuple[tuple[int, str], ...] = ()
        self._offer()
        self.combo.chosen.connect(self._chosen)
        self.organisation.chosen.connect(self._found)

    def side(self) -> Side:
        """What is chosen."""
        return self._side

    def set_side(self, side: Side) -> None:
        """Shows what is chosen, without emitting."""
        self._side = side
        self.organisation.set_value(side.party_id, side.name)
        searching = side.behalf is not Behalf.VISITOR and side.party_id is None
        self._search(open_=searching)
        self._offer()

    def offer_employers(self, guests: Iterable[Guest]) -> None:
        """The employers of the party stand in the list by their names."""
        found = {g.employer_id: g.employer for g in guests if g.employer_id is not None}
        employers = tuple(found.items())
        if employers != self._employers:
            self._employers = employers
            self._offer()

    def _offer(self) -> None:
        known = [Side(Behalf.EMPLOYER, number, name) for number, name in self._employers]
        if self._side.party_id is not None and self._side not in known:
            known.append(self._side)
        choices: list[tuple[Choice, Text]] = [(Side(), lambda: behalf_word(Behalf.VISITOR))]
        choices += [(side, side.name) for side in known]
        choices += [("employer", lambda: _("Employer …")), ("agent", lambda: _("Agent …"))]
        self.combo.set_choices(choices)
        if self._side.complete:
            self.combo.choose(self._side)
        else:
            self.combo.choose("agent" if self._side.behalf is Behalf.AGENT else "employer")

    @Slot(object)
    def _chosen(self, choice: Choice) -> None:
        if isinstance(choice, Side):
            self._side = choice
            self._search(open_=False)
        else:
            self._side = Side(Behalf(choice))
            self.organisation.set_value(None, "")
            self.organisation.set_role(_ROLES[self._side.behalf])
            self._search(open_=True)
            self.organisation.search.setFocus()
        self.edited.emit()

    @Slot(object)
    def _found(self, organisation_id: int | None) -> None:
        self._side = Side(self._side.behalf, organisation_id, self.organisation.name())
        if organisation_id is not None:
            self._offer()
            self._search(open_=False)
            self.combo.setFocus()
        self.edited.emit()

    def _search(self, *, open_: bool) -> None:
        self.organisation.setVisible(open_)
