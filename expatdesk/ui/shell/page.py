"""What a page of the main window is, and how the window knows it before it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from expatdesk.ui.context import Desk
from expatdesk.ui.kit.layout import column, row
from expatdesk.ui.kit.text import Text, doubled, say

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes


class PageAction(QAction):
    """A key of a page or of the window, with words for the sheet of keys (F1)."""

    def __init__(
        self, text: Text, keys: str | tuple[str, ...], on: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._on = on
        wanted = (keys,) if isinstance(keys, str) else keys
        self.setShortcuts([QKeySequence(key) for key in wanted])
        self.triggered.connect(self._run)
        self.retranslate()

    def retranslate(self) -> None:
        """Says its words again."""
        self.setText(doubled(say(self._text)))

    @Slot()
    def _run(self) -> None:
        self._on()


class NamedAction(PageAction):
    """A key that leads to a place by its name: ``wanted`` carries it."""

    wanted = Signal(str)

    def __init__(self, text: Text, keys: str | tuple[str, ...], name: str, parent: QObject) -> None:
        self._name = name
        super().__init__(text, keys, self._want, parent)

    def _want(self) -> None:
        self.wanted.emit(self._name)


class Page(QWidget):
    """One room of the window. Put content into ``body``; ``set_inspector`` adds the right panel.

    The window calls ``activate`` each time the page is opened, ``changed`` when something it
    may show has changed (at once while it is seen, otherwise before it is seen again), and
    ``leave`` when another page is opened. Override ``retranslate`` for texts that are not given
    as functions.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._halves: QHBoxLayout = row(spacing=0, parent=self)
        self.body: QVBoxLayout = column(spacing=12, margins=(16, 14, 16, 14))
        self._halves.addLayout(self.body, 1)

    def set_inspector(self, panel: QWidget) -> None:
        """Puts ``panel`` at the right, over the whole height."""
        self._halves.addWidget(panel)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Puts one more part under the others."""
        if isinstance(part, QWidget):
            self.body.addWidget(part, stretch)
        else:
            self.body.addLayout(part, stretch)

    def add_key(
        self, text: Text, keys: str | tuple[str, ...], on: Callable[[], object]
    ) -> PageAction:
        """A key that works while the page is seen, and stands in the sheet of keys."""
        action = PageAction(text, keys, on, self)
        self.addAction(action)
        return action

    def activate(self, **arguments: object) -> None:
        """The page is opened, perhaps with what it shall show."""

    def leave(self) -> None:
        """Another page is opened."""

    def is_finished(self) -> bool:
        """Whether nothing is left here to come back to: going back then passes it by."""
        return False

    def changed(self, changes: Changes) -> None:
        """Something has changed in the centre; ask anew for what is shown of it."""

    def retranslate(self) -> None:
        """Says own texts again; must give the same however often it is called."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for action in self.actions():
                if isinstance(action, PageAction):
                    action.retranslate()
            self.retranslate()
        super().changeEvent(event)


@dataclass(frozen=True)
class PageSpec:
    """A page as the navigation knows it; ``factory`` makes it at the first visit.

    ``title`` is said anew for each language (``lambda: _("Agenda")``). ``place`` is top, bottom
    (Settings) or hidden (booking, reached from elsewhere; ``under`` is then what is lit).
    ``badge`` counts what waits there, asked on the reader's thread whenever something changes.
    """

    name: str
    icon: str
    title: Callable[[], str]
    factory: Callable[[Desk], Page] = field(compare=False)
    badge: Callable[[], int] | None = field(default=None, compare=False)
    place: Literal["top", "bottom", "hidden"] = "top"
    under: str = ""
