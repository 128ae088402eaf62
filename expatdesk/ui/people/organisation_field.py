"""Choosing an organisation: searched as one types, or made from what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.base import Done, Refusal, new_key
from expatdesk.services.organisations.types import OrganisationEntry, OrganisationRow
from expatdesk.terms import OrganisationRole
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Hit, LabelledField, SearchField, Text, column
from expatdesk.ui.people.highlight import marks


class _Search(SearchField):
    """Shows again what is chosen when it is left with something half typed."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class OrganisationField(QWidget):
    """A labelled field that holds one organisation or none; ``chosen`` follows each change.

    An emptied field means none. Ctrl+Enter makes a new organisation with the name as typed.
    """

    chosen = Signal(object)

    def __init__(
        self,
        desk: Desk,
        label: Text,
        *,
        role: OrganisationRole = OrganisationRole.EMPLOYER,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._role = role
        self._id: int | None = None
        self._name = ""
        self.search = _Search(lambda: _("Name of the organisation"), name=label, extra=True)
        self.labelled = LabelledField(label, self.search)
        column(self.labelled, parent=self)
        self.setFocusProxy(self.search)
        self.search.asked.connect(self._asked)
        self.search.left.connect(self._left)
        self.search.popover.chosen.connect(self._picked)
        self.search.popover.extra_chosen.connect(self._make)

    def value(self) -> int | None:
        """The organisation that is chosen."""
        return self._id

    def name(self) -> str:
        """Its name, empty while none is chosen."""
        return self._name

    def set_value(self, organisation_id: int | None, name: str) -> None:
        """Shows an organisation, or none, without emitting."""
        self._id, self._name = organisation_id, name if organisation_id is not None else ""
        self.search.setText(self._name)
        self.labelled.set_error("")

    def set_role(self, role: OrganisationRole) -> None:
        """What a new organisation will be."""
        self._role = role

    @Slot(str)
    def _asked(self, text: str) -> None:
        typed = text.strip()
        self.labelled.set_error("")
        if not typed:
            self._choose(None, "")
            return
        organisations = self._desk.services.organisations

        def show(rows: Sequence[OrganisationRow]) -> None:
            hits = [
                Hit((r.organisation_id, r.name), r.name, r.city, marks=marks(r.name, typed),
                    personal=False)
                for r in rows
            ]  # fmt: skip
            extra = _("+ New organisation “{name}”").format(name=typed)
            self.search.show_hits(hits, extra)

        self._desk.operations.read(
            self, "organisations", lambda: organisations.find(typed, 8), show
        )

    @Slot(object)
    def _picked(self, value: tuple[int, str]) -> None:
        self._choose(*value)

    @Slot()
    def _make(self) -> None:
        name = self.search.text().strip()
        actor, key = self._desk.actor, new_key()
        entry = OrganisationEntry(name=name, roles=frozenset({self._role}))
        organisations = self._desk.services.organisations

        def made(done: Done[int]) -> None:
            self._choose(done.value, name)

        self._desk.operations.write(
            self, lambda: organisations.add(actor, entry, key=key), made, self._refused
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self.labelled.set_error(error.message)
        else:
            self._desk.tell(error)

    def _choose(self, organisation_id: int | None, name: str) -> None:
        before = self._id
        self.set_value(organisation_id, name) if organisation_id is not None else self._empty()
        if organisation_id != before:
            self.chosen.emit(organisation_id)

    def _empty(self) -> None:
        self._id, self._name = None, ""

    @Slot()
    def _left(self) -> None:
        if self.search.text().strip() and self.search.text().strip() != self._name:
            self.search.setText(self._name)
