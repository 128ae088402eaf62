"""The page "To do": one list at a time, and the panel of the row that the keyboard is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from expatdesk.i18n import N_, _, ngettext
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import INSPECTOR_WIDTH, PageTitle, PlainLabel, row
from expatdesk.ui.lists.calls import CallsTab
from expatdesk.ui.lists.follow_ups import FollowUpsTab
from expatdesk.ui.lists.history import HistoryTab
from expatdesk.ui.lists.mails import MailsTab
from expatdesk.ui.lists.tab import ListTab
from expatdesk.ui.lists.toggle import ListToggle
from expatdesk.ui.lists.unprinted import UnprintedTab
from expatdesk.ui.lists.waiting import WaitingTab
from expatdesk.ui.shell import NamedAction, Page

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes

TABS: Final[dict[str, tuple[str, Callable[[Desk], ListTab[Any]]]]] = {
    "calls": (N_("Calls"), CallsTab),
    "mails": (N_("Mails"), MailsTab),
    "waiting": (N_("Waiting list"), WaitingTab),
    "follow_ups": (N_("Follow-ups"), FollowUpsTab),
    "unprinted": (N_("Not printed"), UnprintedTab),
    "history": (N_("History"), HistoryTab),
}
ROOMY: Final = 1000
"""Width of the page from which the panel is as wide as in every room, px."""
NARROW: Final = 300


class ListsPage(Page):
    """``activate(tab="waiting", waiting=7)`` opens a list, and an entry of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = PageTitle(lambda: _("To do"))
        self.tabs: dict[str, ListTab[Any]] = {
            name: make(desk) for name, (_words, make) in TABS.items()
        }
        self.now = PlainLabel(self._now_words, role="small", tone="muted")
        self.toggle = ListToggle(
            [(name, self._words(name)) for name in TABS], name=lambda: _("List")
        )
        self._lists, self._panels = QStackedWidget(), QStackedWidget()
        for number, (name, tab) in enumerate(self.tabs.items(), 1):
            self._lists.addWidget(tab)
            self._panels.addWidget(tab.panel)
            tab.counted.connect(self._counted)
            key = NamedAction(self._words(name), f"Alt+{number}", name, self)
            key.wanted.connect(self._open)
            self.addAction(key)
        self.add(row(self.title, 4, self.now, None))
        self.add(row(self.toggle, None))
        self.add(self._lists, 1)
        self.set_inspector(self._panels)
        self.toggle.chosen.connect(self._chosen)

    @property
    def tab(self) -> ListTab[Any]:
        """The list that is shown."""
        return self.tabs[self.toggle.value()]

    def activate(self, **arguments: object) -> None:
        wanted, waiting = arguments.get("tab"), arguments.get("waiting")
        for tab in self.tabs.values():
            tab.ask()
        if isinstance(wanted, str) and wanted in TABS:
            self._open(wanted)
        if isinstance(waiting, int):
            self.tabs["waiting"].pick(waiting)
        self._show(self.toggle.value())

    def changed(self, changes: Changes) -> None:
        for tab in self.tabs.values():
            if tab.touched(changes):
                tab.ask()

    @Slot(object)
    def _chosen(self, name: str) -> None:
        self._show(name, keyboard=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # With little room the lists need more of it than the panel beside them.
        narrow = event.size().width() < ROOMY
        self._panels.setMaximumWidth(NARROW if narrow else INSPECTOR_WIDTH)
        super().resizeEvent(event)

    @Slot()
    def _counted(self) -> None:
        self.toggle.retranslate()
        self.now.refresh()

    @Slot(str)
    def _open(self, name: str) -> None:
        self.toggle.choose(name)
        self._show(name)

    def _show(self, name: str, *, keyboard: bool = True) -> None:
        tab = self.tabs[name]
        self._lists.setCurrentWidget(tab)
        self._panels.setCurrentWidget(tab.panel)
        if keyboard:
            tab.take_keyboard()

    def _words(self, name: str) -> Callable[[], str]:
        def said() -> str:
            tab, words = self.tabs.get(name), _(TABS[name][0])
            counted = tab is not None and tab.known and tab.counts and tab.to_do()
            return f"{words} {tab.to_do()}" if tab is not None and counted else words

        return said

    def _now_words(self) -> str:
        """What is to be done now in all lists together: the number beside the room."""
        counted = [tab for tab in self.tabs.values() if tab.counts]
        if not all(tab.known for tab in counted):
            return ""
        count = sum(tab.to_do() for tab in counted)
        return ngettext("{count} to do now", "{count} to do now", count).format(count=count)
