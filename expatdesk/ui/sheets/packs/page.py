"""The room's second half: packs, what is in them, and to whom they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from expatdesk.i18n import _
from expatdesk.services.base import Actor, Done, Refusal, new_key
from expatdesk.services.sheets.types import PackEntry, PackLine
from expatdesk.texts import Pair
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import EmptyState, row
from expatdesk.ui.sheets.packs.editor import PackEditor
from expatdesk.ui.sheets.packs.pack_list import PackList
from expatdesk.ui.sheets.packs.reading import PacksRead, read_packs
from expatdesk.ui.sheets.packs.saving import PackSaving
from expatdesk.ui.sheets.packs.try_out import TryOut

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes

_LIST, _TRY = 264, 316
_NARROW, _NARROW_LIST, _NARROW_TRY = 1000, 236, 292
"""With less room than this both sides give some of theirs to the pack, px."""
_TOPICS: Final = ("sheets", "catalogue", "settings")


class PacksView(QWidget):
    """Packs at the left, the one that is picked in the middle, tried out at the right.

    Whenever it is shown it asks anew, and while it is seen also when something was changed.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read = PacksRead()
        self._wanted: int | None = None
        """The pack to go to once the packs have come in."""
        self._name_it = False
        self.list, self.editor, self.try_out = PackList(), PackEditor(), TryOut(desk)
        self.saving = PackSaving(desk, self)
        self.empty = EmptyState(
            "sheets",
            lambda: _("No pack yet"),
            lambda: _("A pack holds the sheets that go together, and says to whom they go."),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._either = QStackedWidget()
        self._either.addWidget(self.empty)
        self._either.addWidget(self.editor)
        body = row(spacing=12, parent=self)
        body.addWidget(self.list)
        body.addWidget(self._either, 1)
        body.addWidget(self.try_out)

    def _connect(self) -> None:
        self.list.picked.connect(self._picked)
        self.list.new_wanted.connect(self.add)
        self.editor.changed.connect(self._changed)
        self.editor.removed.connect(self._remove)
        self.editor.sheet_wanted.connect(self._open_sheet)
        self.saving.refused.connect(self._refused)
        self.saving.done.connect(self.ask)
        self._desk.actor_changed.connect(self._actor_changed)
        self._desk.changed.connect(self._written)
        self.setFocusProxy(self.list)

    def go_to(self, pack_id: int) -> None:
        """Moves to a pack, as soon as it has come in."""
        self._wanted = pack_id
        if self.isVisible():
            self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lock()
        self.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.list.setFixedWidth(_NARROW_LIST if narrow else _LIST)
        self.try_out.setFixedWidth(_NARROW_TRY if narrow else _TRY)

    @Slot(object)
    def _written(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.touches(topic) for topic in _TOPICS):
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Asks anew."""
        services = self._desk.services
        self._desk.operations.read(self, "packs", lambda: read_packs(services), self._show)

    def pack(self) -> PackLine | None:
        """The one that is picked."""
        pack_id = self.list.pack_id()
        return next((line for line in self._read.packs if line.pack_id == pack_id), None)

    # showing

    def _show(self, read: PacksRead) -> None:
        self._read = read
        self.list.show_packs(read.packs)
        if self._wanted is not None and self.list.pick(self._wanted):
            self._wanted = None
        elif self.list.pack_id() is None:
            self.list.table.pick_first()
        self._show_pack()
        self.try_out.show_choices(read.choices)
        self.try_out.ask()
        if self._name_it:
            self._name_it = False
            self.editor.name_it()

    @Slot(object)
    def _picked(self, pack_id: int | None) -> None:
        if pack_id is not None:
            self.editor.forget()
            self._show_pack()

    def _show_pack(self) -> None:
        line = self.pack()
        self._either.setCurrentWidget(self.empty if line is None else self.editor)
        # What is still on its way to be kept is newer than what was read.
        if line is not None and not self.saving.is_busy_with(line.pack_id):
            self.editor.show_pack(line, self._read)

    @Slot(int)
    def _open_sheet(self, sheet_id: int) -> None:
        self._desk.go("sheets", sheet=sheet_id)

    @Slot(object)
    def _actor_changed(self, _actor: Actor) -> None:
        self._lock()

    def _lock(self) -> None:
        locked = not (self._desk.has_actor and self._desk.actor.is_manager)
        self.editor.lock(locked=locked)
        self.list.new.setVisible(not locked)

    # writing

    @Slot(object)
    def _changed(self, entry: PackEntry) -> None:
        line = self.pack()
        if line is not None:
            self.saving.save(line, entry)

    @Slot()
    def add(self) -> None:
        """A new pack, to be named at once."""
        place = max((line.entry.position for line in self._read.packs), default=0) + 1
        entry, key = PackEntry(Pair("New pack", "Nieuw pakket"), place), new_key()
        desk = self._desk
        sheets, actor = desk.services.sheets, desk.actor

        def added(done: Done[int]) -> None:
            self._wanted, self._name_it = done.value, True
            desk.notify(_("A pack was added."), done.undo)
            self.ask()

        desk.operations.write(self, lambda: sheets.add_pack(actor, entry, key=key), added)

    @Slot()
    def _remove(self) -> None:
        line = self.pack()
        if line is None or self.saving.is_busy_with(line.pack_id):
            return
        desk, key = self._desk, new_key()
        sheets, actor = desk.services.sheets, desk.actor

        def removed(done: Done[int]) -> None:
            desk.notify(_("The pack was removed; its sheets stay."), done.undo)
            self.list.setFocus()

        desk.operations.write(
            self,
            lambda: sheets.remove_pack(actor, line.pack_id, line.version, key=key),
            removed,
        )

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        """What was not kept is said, and what stands is shown again."""
        if isinstance(error, Refusal):
            self.editor.forget()
        self._desk.tell(error)
        self.ask()
