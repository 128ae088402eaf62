"""The draft keeps itself: what is typed is written a second later, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from expatdesk.clock import now_epoch
from expatdesk.i18n import _
from expatdesk.services.base import Done, Refusal, Stale, new_key
from expatdesk.services.sheets.types import DraftInput, SheetView
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.sheets.words import moment_words

if TYPE_CHECKING:
    from expatdesk.services.base import Actor

SAVE_MS: Final = 1000
"""After the last key, ms."""
AGAIN_MS: Final = 5000
"""After a save that failed (the disk is full, the connection is gone), ms."""

State = Literal["published", "typed", "saving", "saved", "failed", "clashed"]


@dataclass
class Ground:
    """What the next save of a sheet names. The writer's thread alone moves it on."""

    sheet_id: int
    version: int
    base: int


class Drafting(QObject):
    """Writes what stands in the texts of one sheet.

    ``told`` follows its state; ``clashed`` carries what was typed here and the sheet as somebody
    else has made it meanwhile.
    """

    told = Signal()
    clashed = Signal(object, object)

    def __init__(self, desk: Desk, typed: Callable[[], DraftInput], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._typed = typed
        self._ground: Ground | None = None
        self._dirty = False
        self._running = 0
        self._sent = 0
        self._state: State = "published"
        self._at = 0
        self._problem = ""
        self._last: DraftInput | None = None
        self._kept: dict[int, DraftInput] = {}
        self._later = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._later.timeout.connect(self.flush)

    # the sheet

    def open_view(self, view: SheetView) -> DraftInput | None:
        """Another sheet, or the same as it is now. What was typed of it and could not be saved
        comes back, to be shown.
        """
        self._part_from(view.sheet_id)
        self._later.stop()
        self._ground = Ground(view.sheet_id, view.draft_version, view.published)
        self._dirty = False
        draft = view.draft
        self._at = 0 if draft is None else draft.updated_at
        self._tell("published" if draft is None else "saved")
        kept = self._kept.pop(view.sheet_id, None)
        if kept is not None:
            self.typed()
        return kept

    def _part_from(self, next_id: int) -> None:
        """What was typed into the sheet before, until the next one came."""
        ground = self._ground
        if ground is None or ground.sheet_id == next_id:
            return
        if self._state == "clashed":
            # Somebody else was faster, which became known when this sheet was already left.
            self._keep_aside(self._desk.actor, ground.sheet_id, self._typed())
        elif not self._dirty:
            return
        elif self._state == "failed":
            self._kept[ground.sheet_id] = self._typed()
        else:
            self.flush()

    def know(self, entry: DraftInput) -> None:
        """What stands in the texts is what the centre has."""
        self._last = entry

    def is_busy(self) -> bool:
        """Whether something is typed that the centre does not have yet."""
        return self._dirty or self._running > 0 or self._state == "clashed"

    def sent(self) -> int:
        """How many saves have been sent: what was read before one may be older than it."""
        return self._sent

    def ground(self) -> Ground | None:
        """What the next save names."""
        return self._ground

    def state(self) -> State:
        """How far what is typed is saved."""
        return self._state

    def words(self) -> str:
        """The state in words: Draft saved 11:42."""
        at = moment_words(self._at, self._desk.today()) if self._at else ""
        return {
            "published": _("As published"),
            "typed": _("Not saved yet"),
            "saving": _("Saving…"),
            "saved": _("Draft saved {time}").format(time=at),
            "failed": _("Not saved: {problem}").format(problem=self._problem),
            "clashed": _("Not saved: somebody else has changed this draft"),
        }[self._state]

    def leave(self) -> None:
        """The sheet is left: what is typed is saved, or set aside where somebody else wrote."""
        ground = self._ground
        if ground is not None and self._state == "clashed":
            self._keep_aside(self._desk.actor, ground.sheet_id, self._typed())
            self.settle()
        else:
            self.flush()

    def settle(self) -> None:
        """The clash has been dealt with: what stands here is what the sheet says next."""
        self._dirty = False
        self._tell("saved")

    # writing

    def typed(self) -> None:
        """Something was typed: it is saved in a moment."""
        if self._ground is None or self._state == "clashed":
            return
        self._dirty = True
        self._later.start(SAVE_MS)
        if self._state != "typed":
            self._tell("typed")

    @Slot()
    def flush(self) -> None:
        """Saves what is typed at once."""
        ground = self._ground
        if ground is None or not self._dirty or self._state == "clashed":
            return
        self._later.stop()
        self._dirty = False
        entry, actor, key = self._typed(), self._desk.actor, new_key()
        if entry == self._last:
            # Typed and taken back again: nothing is to be kept.
            self._tell("saved" if ground.version else "published")
            return
        self._last = entry
        self._running += 1
        self._sent += 1
        sheets = self._desk.services.sheets

        def save() -> Done[int]:
            # Two saves may wait: the second names what the first has made.
            done = sheets.save_draft(
                actor, ground.sheet_id, entry, ground.version, ground.base, key=key
            )
            ground.version = done.value
            return done

        self._tell("saving")
        self._desk.operations.write(
            self, save, partial(self._saved, ground), partial(self._failed, ground, entry)
        )

    def _saved(self, ground: Ground, _done: Done[int]) -> None:
        self._running -= 1
        if ground is not self._ground:
            return
        self._at = now_epoch(self._desk.clock)
        if not self._running and not self._dirty:
            self._tell("saved")

    def _failed(self, ground: Ground, entry: DraftInput, error: Exception) -> None:
        self._running -= 1
        self._last = None
        here = ground is self._ground
        if isinstance(error, Stale):
            theirs: SheetView = error.theirs
            if here:
                self._later.stop()
                self._dirty = False
                self._tell("clashed")
                self.clashed.emit(entry, theirs)
            else:
                self._keep_aside(self._desk.actor, ground.sheet_id, entry)
            return
        self._problem = error.message() if isinstance(error, Refusal) else words_of(error)[1]
        if not here:
            self._kept[ground.sheet_id] = entry
            self._desk.tell(error)
            return
        self._dirty = True
        self._tell("failed")
        if not isinstance(error, Refusal):
            self._later.start(AGAIN_MS)

    def _keep_aside(self, actor: Actor, sheet_id: int, entry: DraftInput) -> None:
        """The sheet has been left: what was typed waits in its history."""
        sheets, key = self._desk.services.sheets, new_key()

        def kept(_done: Done[int]) -> None:
            self._desk.notify(
                _(
                    "Somebody else was writing on the sheet you left: "
                    "what you typed waits in its history."
                ),
                level="warning",
            )

        self._desk.operations.write(
            self, lambda: sheets.keep_aside(actor, sheet_id, entry, key=key), kept
        )

    def _tell(self, state: State) -> None:
        self._state = state
        self.told.emit()
