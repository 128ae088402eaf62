"""What every page is handed: the centre, who works here, and the ways to the rest of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal, Slot

from expatdesk.i18n import _
from expatdesk.ui.kit.text import hide_names
from expatdesk.ui.language import speak
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.clock import Clock
    from expatdesk.services.base import Actor, Done
    from expatdesk.storage.changes import Changes

Wording = Callable[[Exception], str | None]
"""Puts a failure in words; None where it has none (workflows know the refusals)."""


Level = Literal["info", "done", "warning", "error"]


@dataclass(frozen=True)
class Way:
    """A way on from what is said: words for a button, and what it does."""

    words: Callable[[], str]
    go: Callable[[], object]


@dataclass(frozen=True)
class Trouble:
    """Something that went wrong (or well), in words, with one or two ways on."""

    message: Callable[[], str]
    ways: tuple[Way, ...] = ()
    level: Level = "warning"


class Desk(QObject):
    """The working place of one person: one window, one actor, one language.

    ``services`` are used on the threads of ``operations`` only.
    """

    actor_changed = Signal(object)
    language_changed = Signal(str)
    names_hidden_changed = Signal(bool)
    changed = Signal(object)
    notice = Signal(str, str)
    troubled = Signal(object)
    undo_offered = Signal(str, object)
    wanted = Signal(str, dict)
    back_wanted = Signal()
    _heard = Signal(object)

    def __init__(
        self,
        services: Centre,
        operations: Operations,
        preferences: Preferences,
        clock: Clock,
        *,
        actor: Actor | None = None,
        language: str = "en",
        wording: Wording | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wording = wording
        self.services = services
        self.operations = operations
        self.preferences = preferences
        self.clock = clock
        self._actor = actor
        self._language = language
        self._names_hidden = False
        operations.committed.connect(self._committed)
        self._heard.connect(self._committed, Qt.ConnectionType.QueuedConnection)
        operations.unhandled.connect(self._failed)

    @property
    def actor(self) -> Actor:
        """Who works at which desk. Raises LookupError before somebody has been chosen."""
        if self._actor is None:
            raise LookupError("nobody has been chosen at this desk yet")
        return self._actor

    @property
    def has_actor(self) -> bool:
        """Whether somebody has been chosen."""
        return self._actor is not None

    def set_actor(self, actor: Actor) -> None:
        """Somebody else works here from now on."""
        if actor != self._actor:
            self._actor = actor
            self.actor_changed.emit(actor)

    @property
    def language(self) -> str:
        """``en`` or ``nl``."""
        return self._language

    def set_language(self, language: str) -> None:
        """Lets all windows speak another language; raises ValueError for one there is not."""
        if language != self._language:
            speak(language)
            self._language = language
            self.language_changed.emit(language)

    @property
    def names_hidden(self) -> bool:
        """Whether F12 has blanked all names."""
        return self._names_hidden

    def hide_names(self, *, hidden: bool) -> None:
        """Blanks all personal texts at once, or shows them again."""
        if hidden != self._names_hidden:
            self._names_hidden = hidden
            hide_names(hidden)
            self.names_hidden_changed.emit(hidden)

    def now(self) -> datetime:
        """The moment as the wall clock in Amsterdam has it."""
        return self.clock.now().astimezone(ZoneInfo("Europe/Amsterdam"))

    def today(self) -> date:
        """The day in Amsterdam."""
        return self.now().date()

    def notify(
        self,
        message: str,
        undo: Callable[[], Done[object]] | None = None,
        *,
        level: Level = "done",
    ) -> None:
        """Says what has happened; with ``undo`` in a bar that offers to take it back."""
        if undo is None:
            self.notice.emit(level, message)
        else:
            self.undo_offered.emit(message, undo)

    def trouble(self, message: Callable[[], str], *ways: Way) -> None:
        """Says what went wrong, with up to two ways on; it stays until somebody answers."""
        self.troubled.emit(Trouble(message, ways))

    def done(self, message: Callable[[], str], *ways: Way) -> None:
        """Says what is done, with up to two ways on; it goes by itself."""
        self.troubled.emit(Trouble(message, ways, "done"))

    def tell(self, error: Exception) -> None:
        """Says a failure in words; a refusal brings its own."""
        own = self._wording(error) if self._wording is not None else None
        if own:
            self.notice.emit("warning", own)
        else:
            self.notice.emit(*words_of(error))

    def go(self, page: str, /, **arguments: object) -> None:
        """Opens a page and hands ``arguments`` to its ``activate``."""
        self.wanted.emit(page, arguments)

    def back(self) -> None:
        """Goes back to the page before."""
        self.back_wanted.emit()

    def spread(self, changes: Changes) -> None:
        """Tells all views what another desk has changed; may be called from any thread."""
        self._heard.emit(changes)

    @Slot(object)
    def _committed(self, changes: Changes) -> None:
        if changes:
            self.changed.emit(changes)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.tell(error)


def words_of(error: Exception) -> tuple[Level, str]:
    """How grave a failure is, and its words; never a traceback, never personal data.

    A refusal (anything with ``message()``) says why; whatever else is a mistake of the
    program, is named by its kind alone, and goes to the log.
    """
    message = getattr(error, "message", None)
    if callable(message):
        return "warning", str(message())
    return "error", _("Something went wrong ({kind}). Please try again.").format(
        kind=type(error).__name__
    )
