"""The packs in their order: name, how many sheets, in use or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, current_language
from expatdesk.services.sheets.types import PackEntry, PackLine
from expatdesk.ui.kit import Column, SecondaryButton, TableView, column


@dataclass(frozen=True)
class PackRow:
    """A pack in the list; equal rows are the same pack."""

    pack_id: int
    entry: PackEntry | None = field(compare=False, default=None)

    @property
    def name(self) -> str:
        return "" if self.entry is None else self.entry.name.in_language(current_language())


class PackList(QWidget):
    """``picked`` carries the id of the pack the keyboard is on (or None)."""

    picked = Signal(object)
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: TableView[PackRow] = TableView(
            [
                Column("name", lambda: _("Pack"), lambda one: one.name, strong=True, stretch=True),
                Column("count", lambda: _("Sheets"), _count_words, state=_state, width=68),
            ],
            name=lambda: _("Packs"),
            sortable=False,
        )
        self.new = SecondaryButton(
            lambda: _("New pack"), key="Ctrl+Shift+P", icon="plus", on=self._new, grows=True
        )
        body = column(spacing=8, parent=self)
        body.addWidget(self.table, 1)
        body.addWidget(self.new)
        self.table.picked.connect(self._picked)
        self.setFocusProxy(self.table)

    def show_packs(self, packs: Sequence[PackLine]) -> None:
        """Shows the packs as they are now; the same one stays picked."""
        self.table.set_rows([PackRow(line.pack_id, line.entry) for line in packs])

    def pack_id(self) -> int | None:
        current = self.table.current_row()
        return None if current is None else current.pack_id

    def pick(self, pack_id: int) -> bool:
        """Moves to a pack; False where there is no such one."""
        return self.table.pick(PackRow(pack_id))

    @Slot()
    def _new(self) -> None:
        self.new_wanted.emit()

    @Slot(object)
    def _picked(self, one: PackRow | None) -> None:
        self.picked.emit(None if one is None else one.pack_id)


def _count_words(one: PackRow) -> str:
    if one.entry is None:
        return ""
    return str(len(one.entry.sheets)) if one.entry.active else _("off")


def _state(one: PackRow) -> str | None:
    return "neutral" if one.entry is not None and not one.entry.active else None
