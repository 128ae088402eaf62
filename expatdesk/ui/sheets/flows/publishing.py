"""From draft to version; and the draft thrown away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot

from expatdesk.i18n import _
from expatdesk.services.base import Actor, Done, Refusal
from expatdesk.services.sheets.types import BadText, Stand
from expatdesk.ui.sheets.drafting import Ground
from expatdesk.ui.sheets.panels.publish import PublishPanel, ToPublish, compared
from expatdesk.ui.sheets.room import Room


class Publishing(QObject):
    """Ctrl+Enter shows what would be published, Ctrl+Enter again publishes it."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self.panel = PublishPanel(room.desk)
        room.side.addWidget(self.panel)
        self.panel.closed.connect(room.back_to_texts)
        self.panel.wanted.connect(self._publish)
        room.shown.connect(self._refresh)

    @Slot()
    def open_panel(self) -> None:
        """Shows what is different from the version in force."""
        if not self._room.allowed():
            return
        self._room.drafting.flush()
        self._ask(self._show)

    def _ask(self, then: Callable[[ToPublish], None]) -> None:
        room = self._room
        opened = room.opened
        if opened is None:
            return
        view, bodies = opened.view, room.editor.pair.bodies()
        names, sheets = dict(room.names), room.desk.services.sheets
        troubles = room.editor.troubles()
        mistakes = sum(trouble.grave for trouble in troubles)
        year, sources = room.year, dict(room.sources)
        owners = [row.owner for row in room.listed.rows if row.sheet_id == view.sheet_id]

        def work() -> ToPublish:
            before: dict[str, str] = {}
            other = False
            if view.published:
                stand = sheets.version(view.sheet_id, view.published)
                before = {code: text.body for code, text in stand.texts.items()}
                other = view.owner not in owners or _is_other(stand, sources, year)
            open_ = sum(fact.is_open for fact in view.facts)
            changes = compared(before, bodies)
            return ToPublish(view.published + 1, changes, names, open_, mistakes, year, other)

        room.desk.operations.read(self, "changes", work, then)

    def _show(self, about: ToPublish) -> None:
        self.panel.show_about(about)
        self._room.turn_to(side=self.panel)
        self.panel.begin()

    @Slot()
    def _refresh(self) -> None:
        if self._room.side.currentWidget() is self.panel:
            self._ask(self.panel.show_about)
        else:
            self.panel.forget()

    @Slot(str, bool, object)
    def _publish(self, note: str, checked: bool, year: int | None) -> None:  # noqa: FBT001  a slot
        room = self._room
        sheets = room.desk.services.sheets

        def work(actor: Actor, ground: Ground, key: str) -> Done[int]:
            return sheets.publish(
                actor,
                ground.sheet_id,
                ground.version,
                note,
                checked=checked,
                valid_for_year=year,
                key=key,
            )

        room.write(work, self._published, self._refused)

    def _published(self, done: Done[int]) -> None:
        words = _("Version {number} is published.").format(number=done.value)
        self._room.desk.notify(words)
        self._room.back_to_texts()

    def _refused(self, error: Exception) -> None:
        room = self._room
        if isinstance(error, BadText):
            room.back_to_texts()
            side = room.editor.pair.side_of(error.field)
            if side is not None:
                side.edit.go_to(error.start, error.start)
        if not (isinstance(error, Refusal) and self.panel.show_refusal(error)):
            room.desk.tell(error)

    @Slot()
    def discard(self) -> None:
        """Throws the draft away; it waits in the history, and Undo brings it back."""
        room = self._room
        if not room.allowed() or room.drafting.state() in ("published", "clashed"):
            return
        sheets = room.desk.services.sheets

        def work(actor: Actor, ground: Ground, key: str) -> Done[int]:
            return sheets.discard_draft(actor, ground.sheet_id, ground.version, key=key)

        def done(what: Done[int]) -> None:
            if what.undo is None:
                room.desk.notify(_("The draft is discarded: its texts said nothing else."))
            else:
                words = _("The draft is discarded; it waits in the history.")
                room.desk.notify(words, what.undo)

        room.write(work, done)


def _is_other(stand: Stand, sources: Mapping[str, str], year: int | None) -> bool:
    """Whether year or sources are other than in the version in force."""
    before = {code: text.source for code, text in stand.texts.items() if text.source}
    said = {code: " ".join(source.split()) for code, source in sources.items()}
    now = {code: source for code, source in said.items() if source and code in stand.texts}
    return now != before or (stand.version is not None and stand.version.valid_for_year != year)
