"""Keeps what is changed of a pack, one write after the other, each with Undo."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from expatdesk.i18n import _
from expatdesk.services.base import Done, new_key
from expatdesk.services.sheets.types import PackEntry, PackLine
from expatdesk.ui.context import Desk


class PackSaving(QObject):
    """While a write is under way the newest change of each pack waits for it; those between are
    part of it.

    ``refused`` carries the error; what waited goes with it.
    """

    done = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._under_way: int | None = None
        self._waiting: dict[int, tuple[PackLine, PackEntry]] = {}
        self._versions: dict[int, int] = {}
        """Of packs that were kept here and not read anew since."""

    def is_busy_with(self, pack_id: int) -> bool:
        """Whether a change of this pack is not kept yet."""
        return self._under_way == pack_id or pack_id in self._waiting

    def save(self, line: PackLine, entry: PackEntry) -> None:
        """Keeps an entry of the pack as it was read."""
        if self._under_way is not None:
            self._waiting[line.pack_id] = (line, entry)
            return
        desk, key, pack_id = self._desk, new_key(), line.pack_id
        sheets, actor = desk.services.sheets, desk.actor
        version = max(line.version, self._versions.get(pack_id, 0))
        self._under_way = pack_id

        def kept(done: Done[int]) -> None:
            self._under_way = None
            self._versions[pack_id] = version + 1
            desk.notify(_("The pack was changed."), done.undo)
            if self._waiting:
                self.save(*self._waiting.pop(next(iter(self._waiting))))
            else:
                self.done.emit()

        def failed(error: Exception) -> None:
            self._under_way = None
            self._waiting.clear()
            self._versions.pop(pack_id, None)
            self.refused.emit(error)

        desk.operations.write(
            self, lambda: sheets.save_pack(actor, pack_id, version, entry, key=key), kept, failed
        )
