"""Organisations that are looked for and taken in or out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.services.organisations.types import OrganisationRow
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Chip, FlowLayout, Hit, LabelledField, SearchField, clear, column
from expatdesk.ui.settings.fields.base import Labelled
from expatdesk.ui.settings.spec import FieldSpec

MOST = 8


class OrganisationsForm(Labelled):
    """The value is a tuple of (id, name)."""

    def __init__(self, spec: FieldSpec, desk: Desk) -> None:
        super().__init__(spec)
        self._desk = desk
        self._chosen: list[tuple[int, str]] = []
        self._listening = False
        self._locked = False
        self.search = SearchField()
        self.labelled = LabelledField(spec.label, self.search, hint=spec.hint)
        self._chips = FlowLayout(spacing=6)
        column(self.labelled, self._chips, spacing=8, parent=self)
        self.search.asked.connect(self._look)

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        self._chosen = list(value)
        self._show_chips()

    def value(self) -> object:
        return tuple(self._chosen)

    def inputs(self) -> Sequence[QWidget]:
        return [self.search]

    def lock(self) -> None:
        super().lock()
        self._locked = True
        self._show_chips()

    @Slot(str)
    def _look(self, text: str) -> None:
        if not self._listening:
            # The list is made with the window around it, so not before it is first needed.
            self._listening = True
            self.search.popover.chosen.connect(self._take)
        find = self._desk.services.organisations.find
        self._desk.operations.read(self, "employers", lambda: find(text, MOST), self._show_hits)

    def _show_hits(self, rows: list[OrganisationRow]) -> None:
        known = {one for one, _name in self._chosen}
        hits = [
            Hit((row.organisation_id, row.name), row.name, row.city, personal=False)
            for row in rows
            if row.organisation_id not in known
        ]
        self.search.show_hits(hits)

    @Slot(object)
    def _take(self, chosen: object) -> None:
        if isinstance(chosen, tuple):
            self._chosen.append((int(chosen[0]), str(chosen[1])))
            self.search.setText("")
            self._show_chips()
            self.edited.emit()

    def _show_chips(self) -> None:
        clear(self._chips)
        for one in self._chosen:
            chip = EmployerChip(one, removable=not self._locked)
            chip.taken_out.connect(self._take_out)
            self._chips.addWidget(chip)

    @Slot(object)
    def _take_out(self, one: tuple[int, str]) -> None:
        self._chosen.remove(one)
        self._show_chips()
        self.search.setFocus()
        self.edited.emit()


class EmployerChip(Chip):
    """One that was chosen; ``taken_out`` follows its ✕, Delete and Backspace."""

    taken_out = Signal(object)

    def __init__(self, one: tuple[int, str], *, removable: bool) -> None:
        super().__init__(one[1], removable=removable)
        self._one = one
        self.removed.connect(self._remove)

    @Slot()
    def _remove(self) -> None:
        self.taken_out.emit(self._one)
