"""Draws the paper while somebody types: one drawing at a time, the newest text wins."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from expatdesk.ui.sheets.previewing import LONGEST, Draft, Seen, draw
from expatdesk.ui.sheets.room import Room

PAUSE_MS: Final = 12
"""Keys of one moment are drawn together, ms."""
LONG_PAUSE_MS: Final = 1200
"""The same for texts that are far longer than a sheet: going over them takes its time."""


class PreviewFlow(QObject):
    """Asks for a drawing a moment after each change; while one is made, the next waits."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self._drawing = False
        self._again = False
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        room.texts_changed.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """What stands in the texts is to be drawn."""
        if self._drawing:
            self._again = True
        elif not self._soon.isActive():
            self._start()

    def _start(self) -> None:
        bodies = self._room.editor.pair.bodies().values()
        long = sum(len(body) for body in bodies) > LONGEST
        self._soon.start(LONG_PAUSE_MS if long else PAUSE_MS)

    def draft(self) -> Draft | None:
        """What stands in the editor now; None while no sheet is open."""
        room, opened = self._room, self._room.opened
        if opened is None:
            return None
        pair = room.editor.pair
        return Draft(opened.view, pair.bodies(), pair.languages(), dict(room.names), room.year)

    @Slot()
    def _ask(self) -> None:
        room, draft, known = self._room, self.draft(), self._room.known
        if draft is None or known is None:
            return
        self._drawing, self._again = True, False
        now = room.desk.now()

        def work() -> Seen:
            return draw(draft, known, now)

        room.desk.operations.read(self, "paper", work, self._show, self._failed)

    def _show(self, seen: Seen) -> None:
        self._drawing = False
        room = self._room
        if room.opened is not None and not self._again:
            room.editor.show_checked(seen.checked)
        if room.opened is not None:
            room.preview.show_seen(seen)
        self._go_on()

    def _failed(self, error: Exception) -> None:
        self._drawing = False
        self._room.desk.tell(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self._start()
