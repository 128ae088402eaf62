"""One language left behind by another: what changed, and that it is up to date."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from expatdesk.i18n import _
from expatdesk.markup import differences
from expatdesk.services.base import Actor, Done
from expatdesk.ui.sheets.drafting import Ground
from expatdesk.ui.sheets.panels.since import Behind, SincePanel
from expatdesk.ui.sheets.room import Room


class Steps(QObject):
    """F5 shows what changed since the text with the keyboard was up to date."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self.panel = SincePanel(room.desk)
        room.side.addWidget(self.panel)
        self.panel.closed.connect(room.back_to_texts)
        self.panel.in_step_wanted.connect(self.mark)
        for side in room.editor.pair.sides:
            side.since_wanted.connect(self.show_since)
            side.in_step_wanted.connect(self.mark)
        room.shown.connect(self._refresh)

    @Slot()
    def show_for_keyboard(self) -> None:
        """For the text with the keyboard, or whichever is behind."""
        pair = self._room.editor.pair
        for side in (pair.current(), pair.other()):
            if side.older_than():
                self.show_since(side.language)
                return
        self._room.desk.notify(_("Both texts are up to date."), level="info")

    @Slot(str)
    def show_since(self, language: str) -> None:
        """What changed in the other language since this one was in step with it."""
        room = self._room
        opened = room.opened
        if opened is None:
            return
        room.drafting.flush()
        sheet_id, names = opened.view.sheet_id, dict(room.names)
        sheets = room.desk.services.sheets

        def work() -> Behind | None:
            since = sheets.since(sheet_id, language)
            if since is None:
                return None
            return Behind(
                language,
                names.get(language, language),
                names.get(since.of, since.of),
                since.version,
                differences(since.before, since.body),
            )

        def show(behind: Behind | None) -> None:
            if behind is not None:
                self.panel.show_behind(behind, allowed=room.allowed())
                room.turn_to(side=self.panel)
                side = room.editor.pair.side_of(language)
                if side is not None:
                    side.edit.setFocus()
            elif room.side.currentWidget() is self.panel:
                room.turn_to_texts()

        room.desk.operations.read(self, "since", work, show)

    @Slot(str)
    def mark(self, language: str) -> None:
        """It needs no change: it is up to date."""
        room = self._room
        if not room.allowed():
            return
        sheets = room.desk.services.sheets
        name = room.names.get(language, language)

        def work(actor: Actor, ground: Ground, key: str) -> Done[int]:
            done = sheets.mark_in_step(actor, ground.sheet_id, language, ground.version, key=key)
            ground.version = done.value
            return done

        def done(what: Done[int]) -> None:
            words = _("{language} is marked as up to date.").format(language=name)
            room.desk.notify(words, what.undo)
            if room.side.currentWidget() is self.panel:
                room.back_to_texts()

        room.write(work, done)

    @Slot()
    def _refresh(self) -> None:
        behind = self.panel.behind()
        if self._room.side.currentWidget() is self.panel and behind is not None:
            self.show_since(behind.language)
