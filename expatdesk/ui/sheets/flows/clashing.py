"""Two editors: what was typed here is shown beside what somebody else has saved."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from expatdesk.i18n import _
from expatdesk.services.base import Actor, Done, Stale
from expatdesk.services.sheets.types import DraftInput, SheetView
from expatdesk.ui.sheets.clash import Clash, ClashView, clash_of, clash_words
from expatdesk.ui.sheets.drafting import Ground
from expatdesk.ui.sheets.room import Room


class Clashing(QObject):
    """A strip tells it; typing goes on until somebody looks at both."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self._theirs: SheetView | None = None
        self.view = ClashView()
        room.middle.addWidget(self.view)
        room.drafting.clashed.connect(self._clashed)
        self.view.closed.connect(room.back_to_texts)
        self.view.keep_wanted.connect(self._keep)
        self.view.take_wanted.connect(self._take)
        room.shown.connect(self._forget)

    def words(self) -> str:
        """Who else has written."""
        theirs = self._theirs
        if theirs is None:
            return ""
        return clash_words(theirs)

    @Slot()
    def open_view(self) -> None:
        """Shows both, with what is different."""
        room, theirs = self._room, self._theirs
        if theirs is None:
            return
        mine = room.typed_input()

        def show(clash: Clash) -> None:
            self.view.show_clash(clash, room.names)
            room.turn_to(middle=self.view)
            self.view.mine.setFocus()

        room.desk.operations.read(self, "clash", lambda: clash_of(mine, theirs), show)

    @Slot(object, object)
    def _clashed(self, _mine: DraftInput, theirs: SheetView) -> None:
        self._theirs = theirs
        self._room.turned.emit()

    @Slot()
    def _forget(self) -> None:
        if self._room.drafting.state() != "clashed":
            self._theirs = None

    @Slot(object)
    def _keep(self, entry: DraftInput) -> None:
        room, theirs = self._room, self._theirs
        if theirs is None:
            return
        sheets = room.desk.services.sheets
        version, base = theirs.draft_version, theirs.published

        def work(actor: Actor, ground: Ground, key: str) -> Done[int]:
            return sheets.save_over(actor, ground.sheet_id, entry, version, base, key=key)

        self._room.write(
            work,
            lambda _done: self._settled(_("Yours is the draft; theirs waits in the history.")),
            self._refused,
        )

    @Slot(object)
    def _take(self, entry: DraftInput) -> None:
        room = self._room
        sheets = room.desk.services.sheets

        def work(actor: Actor, ground: Ground, key: str) -> Done[int]:
            return sheets.keep_aside(actor, ground.sheet_id, entry, key=key)

        theirs = self._theirs
        if theirs is not None and theirs.draft is None:
            words = _("What is published stays; yours waits in the history.")
        else:
            words = _("Theirs is the draft; yours waits in the history.")
        self._room.write(work, lambda _done: self._settled(words), self._refused)

    def _settled(self, words: str) -> None:
        room = self._room
        self._theirs = None
        room.drafting.settle()
        room.desk.notify(words)
        room.back_to_texts()
        room.refresh()

    def _refused(self, error: Exception) -> None:
        """They went on writing meanwhile: what is shown is compared anew."""
        if isinstance(error, Stale) and isinstance(error.theirs, SheetView):
            self._theirs = error.theirs
            self._room.desk.notify(self.words(), level="warning")
            # What was put together by hand goes on as what is typed here.
            self._room.editor.pair.change_bodies(self.view.bodies())
            self.open_view()
            return
        self._room.desk.tell(error)
