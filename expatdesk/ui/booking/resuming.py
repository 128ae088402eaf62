"""Drafts of the page: offered when it is opened, gone on with, thrown away and brought back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from expatdesk.services.base import new_key
from expatdesk.ui.booking.draft_line import DraftLine
from expatdesk.ui.booking.drafting import DraftKeeper, Unfinished
from expatdesk.ui.context import Desk
from expatdesk.ui.people.typed import Typed


class Resuming(QObject):
    """``offered``: the line with a draft has appeared. ``resumed`` carries (own token,
    Unfinished) of the draft to go on with, ``person_back`` (Typed) somebody who was being typed
    in the page's form.
    """

    offered = Signal()
    resumed = Signal(str, object)
    person_back = Signal(object)

    def __init__(
        self, desk: Desk, line: DraftLine, is_bare: Callable[[], bool], parent: QObject
    ) -> None:
        """``is_bare``: whether nothing stands on the page that an offer would disturb."""
        super().__init__(parent)
        self._desk = desk
        self._line = line
        self._is_bare = is_bare
        self._typed: Typed | None = None
        self.keeper = DraftKeeper(desk, self)
        self.keeper.found.connect(self._found)
        self.keeper.restored.connect(self._look_again)
        line.taken.connect(self._take)
        line.discarded.connect(self._discard)

    def open_page(self) -> None:
        """The page was opened anew: what was left unfinished is offered."""
        self._typed = None
        self.keeper.look()

    def go_back_to(self, token: str, typed: Typed) -> None:
        """The page was opened for a person who was being typed in the form with this token."""
        self._typed = typed
        self.keeper.look(token)

    @Slot(object)
    def _found(self, unfinished: Unfinished | None) -> None:
        if unfinished is None:
            self._person_back()
        elif self._typed is not None:
            self._take(unfinished)
        elif self._is_bare():
            self._line.offer(unfinished)
            self.offered.emit()

    def _person_back(self) -> None:
        typed, self._typed = self._typed, None
        if typed is not None:
            self.person_back.emit(typed)

    @Slot(object)
    def _take(self, unfinished: Unfinished) -> None:
        """The draft belongs to this form from now on, wherever it was begun."""
        token = new_key()

        def go_on() -> None:
            self.resumed.emit(token, unfinished)
            self._person_back()

        self.keeper.take(unfinished.token, token, go_on, self._not_taken)

    def _not_taken(self, error: Exception) -> None:
        self._desk.tell(error)
        self._person_back()

    @Slot(object)
    def _discard(self, unfinished: Unfinished) -> None:
        self.keeper.discard(unfinished.token, self._look_again)

    @Slot()
    def _look_again(self) -> None:
        if self._is_bare():
            self.keeper.look()
