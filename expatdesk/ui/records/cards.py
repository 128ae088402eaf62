"""A card of a long list: its first lines, and a link that shows the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from expatdesk.ui.kit import Card, Text, clear
from expatdesk.ui.records.links import FlushLink, at_left, said

T = TypeVar("T")
FIRST = 6
"""Lines that are shown before somebody asks for all."""


class LongCard(Card, Generic[T]):
    """Subclasses say what a line is, and what is said of the rest and of nothing."""

    def __init__(self, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._owner: int | None = None
        self._things: tuple[T, ...] = ()
        self._all = False

    def show_things(self, owner: int, things: Sequence[T]) -> None:
        """Shows the list of a record; all of it only while that record stays shown."""
        if owner != self._owner:
            self._all = False
        self._owner, self._things = owner, tuple(things)
        self._fill()

    def line_of(self, thing: T) -> QWidget:
        """What is shown of one."""
        raise NotImplementedError

    def rest_words(self, rest: int) -> str:
        """The link to so many more."""
        raise NotImplementedError

    def none_words(self) -> str:
        """What is said while there is nothing."""
        raise NotImplementedError

    def add_sum(self, things: Sequence[T]) -> None:
        """What stands under a list that is not empty; by itself nothing."""

    def _fill(self) -> None:
        clear(self.content)
        shown = self._things if self._all else self._things[:FIRST]
        for thing in shown:
            self.add(self.line_of(thing))
        rest = len(self._things) - len(shown)
        if rest:
            more = FlushLink(lambda: self.rest_words(rest))
            more.clicked.connect(self._show_all)
            self.add(at_left(more))
        if self._things:
            self.add_sum(self._things)
        else:
            self.add(said(self.none_words))

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self._fill()
