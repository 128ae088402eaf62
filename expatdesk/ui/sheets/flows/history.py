"""The history opened: two versions side by side, and an old one brought back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from expatdesk.i18n import _
from expatdesk.markup import Change, differences
from expatdesk.services.base import Actor, Done
from expatdesk.services.sheets.types import HistoryLine, SheetView, Stand
from expatdesk.ui.sheets.differences import SideBySide
from expatdesk.ui.sheets.drafting import Ground
from expatdesk.ui.sheets.panels.history import DRAFT, HistoryPanel, Key, draft_line
from expatdesk.ui.sheets.room import Room


@dataclass(frozen=True)
class _Asked:
    """Two of the history, in one language."""

    sheet_id: int
    older: Key | None
    newer: Key
    language: str


class History(QObject):
    """F7 opens it."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self.panel = HistoryPanel(room.desk)
        self.compare = SideBySide()
        room.side.addWidget(self.panel)
        room.middle.addWidget(self.compare)
        self.panel.closed.connect(room.back_to_texts)
        self.panel.compared.connect(self._compare)
        self.panel.restore_wanted.connect(self._restore)
        room.shown.connect(self._refresh)

    @Slot()
    def open_panel(self) -> None:
        """Shows versions and drafts, the newest beside the one before."""
        if self._room.opened is None:
            return
        self._room.drafting.flush()
        self.panel.forget()
        self._room.turn_to(middle=self.compare, side=self.panel)
        self._refresh()
        self.panel.begin()

    @Slot()
    def _refresh(self) -> None:
        room, opened = self._room, self._room.opened
        if opened is None or room.side.currentWidget() is not self.panel:
            return
        now = draft_line(opened.view)
        lines = opened.history if now is None else (now, *opened.history)
        self.panel.show_history(lines, room.names, opened.view.published, allowed=room.allowed())

    @Slot(object, object, str)
    def _compare(self, older: Key | None, newer: Key, language: str) -> None:
        room = self._room
        opened = room.opened
        if opened is None:
            return
        sheets = room.desk.services.sheets
        asked = _Asked(opened.view.sheet_id, older, newer, language)

        def body(key: Key | None) -> str:
            if key is None:
                return ""
            number, draft_id = key
            stand: Stand | SheetView
            if draft_id is None:
                stand = sheets.version(asked.sheet_id, number)
            elif draft_id == DRAFT:
                stand = sheets.sheet(asked.sheet_id)
            else:
                stand = sheets.set_aside(draft_id)
            text = stand.texts.get(asked.language)
            return "" if text is None else text.body

        def work() -> tuple[Change, ...]:
            return differences(body(older), body(newer))

        def show(changes: tuple[Change, ...]) -> None:
            before = _("Nothing before it") if older is None else self.panel.words_of(older)
            self.compare.show_changes(before, self.panel.words_of(newer), changes)

        room.desk.operations.read(self, "compare", work, show)

    @Slot(object)
    def _restore(self, line: HistoryLine) -> None:
        room = self._room
        sheets = room.desk.services.sheets
        number = line.number if line.draft_id is None else None

        def work(actor: Actor, ground: Ground, key: str) -> Done[int]:
            return sheets.restore(
                actor, ground.sheet_id, number=number, draft_id=line.draft_id, key=key
            )

        def done(what: Done[int]) -> None:
            words = _("It is the draft now. Nothing changes on paper until you publish it.")
            room.desk.notify(words, what.undo)
            room.back_to_texts()

        room.write(work, done)
