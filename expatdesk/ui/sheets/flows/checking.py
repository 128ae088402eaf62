"""Facts confirmed one by one, and the sheet said to be checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from expatdesk.i18n import _, ngettext
from expatdesk.services.base import Actor, Done, Refusal
from expatdesk.services.sheets.types import Fact
from expatdesk.ui.sheets.drafting import Ground
from expatdesk.ui.sheets.panels.check import CheckPanel, places_of
from expatdesk.ui.sheets.room import Room


class Checking(QObject):
    """F9 opens it, and confirms the next fact."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self.panel = CheckPanel(room.desk)
        room.side.addWidget(self.panel)
        self.panel.closed.connect(room.back_to_texts)
        self.panel.confirm_wanted.connect(self._confirm)
        self.panel.checked.connect(self._check)
        self.panel.fact_seen.connect(self._see)
        room.editor.facts_wanted.connect(self.open_panel)
        room.shown.connect(self._refresh)

    @Slot()
    def open_panel(self) -> None:
        """Shows the facts of the sheet."""
        room = self._room
        if room.opened is None or room.side.currentWidget() is self.panel:
            return
        room.drafting.flush()
        room.turn_to(side=self.panel)
        self._refresh()
        self.panel.begin()

    @Slot()
    def _refresh(self) -> None:
        room, opened = self._room, self._room.opened
        if opened is not None and room.side.currentWidget() is self.panel:
            held = self.panel.isAncestorOf(QApplication.focusWidget() or room.side)
            self.panel.show_view(opened.view, allowed=room.allowed())
            if held:
                self.panel.begin()

    @Slot(object)
    def _confirm(self, facts: Sequence[Fact]) -> None:
        room = self._room
        sheets = room.desk.services.sheets

        def work(actor: Actor, ground: Ground, key: str) -> Done[int]:
            return sheets.confirm_facts(actor, ground.sheet_id, facts, key=key)

        def done(what: Done[int]) -> None:
            count = what.value
            words = ngettext("{count} fact is confirmed.", "{count} facts are confirmed.", count)
            room.desk.notify(words.format(count=count), what.undo)

        room.write(work, done)

    @Slot(object)
    def _check(self, year: int | None) -> None:
        room = self._room
        opened = room.opened
        if opened is None:
            return
        sheets, number = room.desk.services.sheets, opened.view.published

        def work(actor: Actor, ground: Ground, key: str) -> Done[int]:
            return sheets.check(actor, ground.sheet_id, number, year, key=key)

        def done(what: Done[int]) -> None:
            if year is None:
                words = _("Version {number} is checked.").format(number=number)
            else:
                words = _("Version {number} is checked, and valid for {year}.").format(
                    number=number, year=year
                )
            room.desk.notify(words, what.undo)
            room.back_to_texts()

        def refused(error: Exception) -> None:
            if not (isinstance(error, Refusal) and self.panel.show_refusal(error)):
                room.desk.tell(error)

        room.write(work, done, refused)

    @Slot(object)
    def _see(self, fact: Fact) -> None:
        """Selects the fact in the texts; the keyboard stays in the panel."""
        room = self._room
        for code, (start, end) in places_of(fact, room.editor.pair.bodies()).items():
            side = room.editor.pair.side_of(code)
            if side is not None:
                side.edit.show_place(start, end)
