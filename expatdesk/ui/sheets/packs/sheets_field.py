"""The sheets of a pack in their order on paper; added by typing, moved with Alt+Up and Alt+Down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.names.folding import fold
from expatdesk.services.sheets.types import SheetRow
from expatdesk.ui.kit import Column, Hit, IconButton, SearchField, TableView, column, row
from expatdesk.ui.kit.table import ROW_HEIGHT
from expatdesk.ui.sheets.packs.reading import PacksRead
from expatdesk.ui.sheets.words import title_of

MOST = 9
_LEAST_ROWS, _MOST_ROWS = 3, 12


@dataclass(frozen=True)
class PackSheet:
    """A sheet in a pack; equal rows are the same sheet."""

    sheet_id: int
    row: SheetRow | None = field(compare=False, default=None)

    @property
    def title(self) -> str:
        return "–" if self.row is None else title_of(self.row.titles, self.row.code)


class SheetsTable(TableView[PackSheet]):
    """``moved`` carries the way that Alt+Up and Alt+Down ask for, ``taken_out`` follows Delete."""

    moved = Signal(int)
    taken_out = Signal()

    def __init__(self) -> None:
        super().__init__(
            [
                Column("number", "", _number, muted=True, width=44),
                Column("title", lambda: _("Sheet"), lambda one: one.title, stretch=True),
                Column("state", "", _state_words, state=_state, width=130),
            ],
            name=lambda: _("Sheets of the pack"),
            enter_opens=True,
            sortable=False,
        )

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._way(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = self._way(event)
        if way is None:
            super().keyPressEvent(event)
        elif way:
            self.moved.emit(way)
        else:
            self.taken_out.emit()

    def _way(self, event: QKeyEvent) -> int | None:
        """-1 and 1: up and down, 0: take out, None: another key."""
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            return {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key())
        return 0 if event.key() == Qt.Key.Key_Delete else None


class SheetsField(QWidget):
    """``changed`` carries the ids in order, ``opened`` the sheet that Enter was pressed on."""

    changed = Signal(object)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: tuple[int, ...] = ()
        self._read = PacksRead()
        self._listening = False
        self._locked = False
        self.table = SheetsTable()
        self.up = IconButton("arrow-up", lambda: _("Further up (Alt+Up)"), small=True, on=self._up)
        self.down = IconButton(
            "arrow-down", lambda: _("Further down (Alt+Down)"), small=True, on=self._down
        )
        self.out = IconButton("x", lambda: _("Take out (Delete)"), small=True, on=self._take_out)
        self.search = SearchField(
            lambda: _("Add a sheet: type its title or number"), name=lambda: _("Add a sheet")
        )
        beside = row(self.search, self.up, self.down, self.out, spacing=6)
        column(self.table, beside, spacing=8, parent=self)
        self.table.moved.connect(self._move)
        self.table.taken_out.connect(self._take_out)
        self.table.opened.connect(self._open)
        self.search.asked.connect(self._look)

    def show_sheets(self, ids: Sequence[int], read: PacksRead) -> None:
        """Shows these without telling; the current one stays."""
        self._ids, self._read = tuple(ids), read
        self._show()

    def lock(self, *, locked: bool) -> None:
        """To be looked at only."""
        self._locked = locked
        for widget in (self.search, self.up, self.down, self.out):
            widget.setVisible(not locked)

    def ids(self) -> tuple[int, ...]:
        return self._ids

    def _show(self) -> None:
        self.table.set_rows([PackSheet(one, self._read.sheet(one)) for one in self._ids])
        self.table.setColumnHidden(2, not any(map(_state, self.table.rows_model.rows())))
        rows = min(max(len(self._ids), _LEAST_ROWS), _MOST_ROWS)
        self.table.setFixedHeight(ROW_HEIGHT * (rows + 1) + 4)
        for button in (self.up, self.down, self.out):
            button.setEnabled(bool(self._ids))

    @Slot()
    def _up(self) -> None:
        self._move(-1)

    @Slot()
    def _down(self) -> None:
        self._move(1)

    @Slot(int)
    def _move(self, way: int) -> None:
        current = self.table.current_row()
        if current is None or self._locked:
            return
        ids = list(self._ids)
        at = ids.index(current.sheet_id)
        if not 0 <= at + way < len(ids):
            return
        ids.insert(at + way, ids.pop(at))
        self._set(ids)

    @Slot()
    def _take_out(self) -> None:
        current = self.table.current_row()
        if current is None or self._locked:
            return
        at = self._ids.index(current.sheet_id)
        self._set([one for one in self._ids if one != current.sheet_id])
        if self._ids:
            self.table.selectRow(min(at, len(self._ids) - 1))

    @Slot(object)
    def _open(self, one: PackSheet) -> None:
        self.opened.emit(one.sheet_id)

    @Slot(str)
    def _look(self, typed: str) -> None:
        if not self._listening:
            # The list is made with the window around it, so not before it is first needed.
            self._listening = True
            self.search.popover.chosen.connect(self._take)
        self.search.show_hits(
            found(typed, (self._read.sheets or {}).values(), set(self._ids))[:MOST]
        )

    @Slot(object)
    def _take(self, sheet_id: int) -> None:
        self.search.setText("")
        self._set([*self._ids, sheet_id])

    def _set(self, ids: Sequence[int]) -> None:
        self._ids = tuple(ids)
        self._show()
        self.changed.emit(self._ids)


def found(typed: str, sheets: Iterable[SheetRow], without: set[int]) -> list[Hit]:
    """The sheets in use whose number or titles, in any language, hold all that was typed."""
    wanted = fold(typed).split()
    hits = []
    for one in sorted(sheets, key=lambda each: each.number):
        text = fold(" ".join((str(one.number), one.code, *one.titles.values())))
        if one.active and one.sheet_id not in without and all(part in text for part in wanted):
            title = title_of(one.titles, one.code)
            hits.append(Hit(one.sheet_id, title, side=str(one.number), personal=False))
    return hits


def _number(one: PackSheet) -> str:
    return "" if one.row is None else str(one.row.number)


def _state(one: PackSheet) -> str | None:
    if one.row is None or not one.row.active or not one.row.published:
        return "neutral"
    return None


def _state_words(one: PackSheet) -> str:
    if one.row is None or not one.row.active:
        return _("retired")
    return "" if one.row.published else _("not published")
