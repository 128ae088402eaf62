"""The main window: head, rooms, the open page, and the bars that speak."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from expatdesk.i18n import _
from expatdesk.ui.context import Desk, Trouble
from expatdesk.ui.kit.bars import BusyLine, NoticeBar, UndoBar, centred_over
from expatdesk.ui.kit.button import Button
from expatdesk.ui.kit.layout import column, row
from expatdesk.ui.kit.text import Text
from expatdesk.ui.shell.header import GlobalSearch, Header
from expatdesk.ui.shell.keys import KeySheet
from expatdesk.ui.shell.navigation import Navigation
from expatdesk.ui.shell.page import NamedAction, Page, PageAction, PageSpec
from expatdesk.ui.shell.status import StatusLine

if TYPE_CHECKING:
    from expatdesk.services.base import Done
    from expatdesk.storage.changes import Changes

_DEPTH = 50


class MainWindow(QMainWindow):
    """Shows the pages of a desk. Pages are made at their first visit.

    ``new_page`` is what "New appointment" (Ctrl+N) opens.
    """

    def __init__(
        self,
        desk: Desk,
        pages: Sequence[PageSpec],
        *,
        search: GlobalSearch | None = None,
        new_page: str = "booking",
    ) -> None:
        super().__init__()
        self.desk = desk
        self._specs = {page.name: page for page in pages}
        self._new_page = new_page
        self._made: dict[str, Page] = {}
        self._stale: dict[str, Changes] = {}
        self._current = ""
        self._arguments: dict[str, object] = {}
        self._history: list[tuple[str, dict[str, object]]] = []
        self._actions: list[PageAction] = []
        self.header = Header(desk, search)
        self.navigation = Navigation(pages)
        self.status = StatusLine(desk)
        # What is due follows the day: on 1 January sheets are to be gone through again.
        self.status.day_turned.connect(self.count_badges)
        self.busy = BusyLine()
        self._stack = QStackedWidget()
        self._lay_out()
        self.undo_bar = UndoBar(parent=self)
        self.notice_bar = NoticeBar(parent=self)
        self._connect()
        self._make_keys(pages)
        self._restore()
        self.retranslate()

    def _lay_out(self) -> None:
        self.setMinimumSize(1000, 640)
        middle = row(spacing=0)
        middle.addWidget(self.navigation)
        middle.addWidget(self._stack, 1)
        whole = QWidget()
        body = column(spacing=0, parent=whole)
        body.addWidget(self.header)
        body.addWidget(self.busy)
        body.addLayout(middle, 1)
        body.addWidget(self.status)
        self.busy.setFixedHeight(0)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        desk = self.desk
        desk.wanted.connect(self._wanted)
        desk.back_wanted.connect(self.back)
        desk.changed.connect(self._spread)
        desk.notice.connect(self._notice)
        desk.troubled.connect(self._troubled)
        desk.undo_offered.connect(self._offer_undo)
        desk.language_changed.connect(self._language_changed)
        desk.operations.busy.connect(self._busy)
        self.undo_bar.undone.connect(self._undo)
        self.navigation.chosen.connect(self._room_chosen)
        self.navigation.widened.connect(self.header.align_to)
        self.header.new_wanted.connect(self._new)

    def _make_keys(self, pages: Sequence[PageSpec]) -> None:
        self._add_key(lambda: _("Search"), "Ctrl+K", self.header.focus_search)
        self._add_key(lambda: _("Back"), "Esc", self.escape)
        self._add_key(lambda: _("All keys"), "F1", self.show_keys)
        self._add_key(lambda: _("Hide or show names"), "F12", self._toggle_names)
        rooms = [page for page in pages if page.place != "hidden"][:9]
        for number, page in enumerate(rooms, 1):
            room = NamedAction(page.title, f"Ctrl+{number}", page.name, self)
            room.wanted.connect(self._room_chosen)
            self._add_action(room)

    def _add_key(self, text: Callable[[], str], key: str, on: Callable[[], object]) -> None:
        self._add_action(PageAction(text, key, on, self))

    def _add_action(self, action: PageAction) -> None:
        self._actions.append(action)
        self.addAction(action)

    # pages

    def open_page(self, name: str, /, **arguments: object) -> Page:
        """Opens a page and hands it ``arguments``. Raises KeyError for a name there is not."""
        here = self.current_page()
        stays = here is not None and not here.is_finished()
        if stays and (name, arguments) != (self._current, self._arguments):
            self._history.append((self._current, self._arguments))
            del self._history[:-_DEPTH]
        return self._show(name, arguments)

    def page(self, name: str) -> Page:
        """The page of that name, made when it has not been seen yet."""
        if name not in self._made:
            page = self._specs[name].factory(self.desk)
            self._made[name] = page
            self._stack.addWidget(page)
        return self._made[name]

    def current_page(self) -> Page | None:
        """The page that is seen."""
        return self._made.get(self._current)

    @property
    def current_name(self) -> str:
        """The name of the page that is seen."""
        return self._current

    @Slot()
    def back(self) -> None:
        """Goes back to the page before, if there is one."""
        if self._history:
            name, arguments = self._history.pop()
            self._show(name, arguments)

    def escape(self) -> None:
        """Esc presses what shows it as its key, leaves the search field, or goes back."""
        page = self.current_page()
        for button in page.findChildren(Button) if page else []:
            if button.key() == "Esc" and button.isVisible() and button.isEnabled():
                button.click()
                return
        if self.header.search.hasFocus():
            self.header.search.clear()
            if page is not None:
                page.setFocus()
            return
        self.back()

    def _show(self, name: str, arguments: dict[str, object]) -> Page:
        before = self.current_page()
        page = self.page(name)
        if before is not None and before is not page:
            before.leave()
        self._current, self._arguments = name, arguments
        self.navigation.light(name)
        self._stack.setCurrentWidget(page)
        missed = self._stale.pop(name, None)
        if missed is not None:
            page.changed(missed)
        # The keyboard is in the page, wherever the page then puts it.
        page.setFocus()
        page.activate(**arguments)
        self._set_title()
        return page

    @Slot(str, dict)
    def _wanted(self, name: str, arguments: dict[str, object]) -> None:
        self.open_page(name, **arguments)

    @Slot(str)
    def _room_chosen(self, name: str) -> None:
        self.open_page(name)

    @Slot()
    def _new(self) -> None:
        self.open_page(self._new_page)

    @Slot(object)
    def _spread(self, changes: Changes) -> None:
        for name, page in self._made.items():
            if name == self._current:
                page.changed(changes)
            else:
                before = self._stale.get(name)
                self._stale[name] = changes if before is None else before | changes
        self.count_badges()

    @Slot()
    def count_badges(self) -> None:
        """Asks anew how much waits in each room."""
        for name, spec in self._specs.items():
            room = self.navigation.rooms.get(name)
            if spec.badge is not None and room is not None:
                self.desk.operations.read(
                    room, "badge", spec.badge, partial(self.navigation.show_count, name)
                )

    # bars

    @Slot(str, str)
    def _notice(self, level: str, message: str) -> None:
        self.notice_bar.say(level, message)
        self._place_bars()

    @Slot(object)
    def _troubled(self, trouble: Trouble) -> None:
        words: list[Text] = [way.words for way in trouble.ways]
        goes = [way.go for way in trouble.ways]
        self.notice_bar.say(
            trouble.level,
            trouble.message,
            action=words[0] if words else "",
            on_action=goes[0] if goes else None,
            other=words[1] if words[1:] else "",
            on_other=goes[1] if goes[1:] else None,
        )
        self._place_bars()

    @Slot(str, object)
    def _offer_undo(self, message: str, undo: object) -> None:
        self.undo_bar.offer(message, undo)
        self._place_bars()

    @Slot(object)
    def _undo(self, undo: Callable[[], Done[object]]) -> None:
        self.desk.operations.write(self, undo, self._undone)

    def _undone(self, _done: object) -> None:
        self.desk.notify(_("Undone."))

    @Slot(bool)
    def _busy(self, busy: bool) -> None:  # noqa: FBT001  connected to a signal
        self.busy.setFixedHeight(2 if busy else 0)
        self.busy.show_busy(busy)

    def _place_bars(self) -> None:
        # Over the foot of the window and the margin of the page, where nothing can be pressed.
        bottom = 3
        centred_over(self.undo_bar, self, bottom=bottom)
        if self.undo_bar.isVisible():
            bottom += self.undo_bar.height() + 8
        centred_over(self.notice_bar, self, bottom=bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "notice_bar"):
            self._place_bars()

    # keys, names, language

    def show_keys(self) -> KeySheet:
        """Opens the sheet of all keys of the page that is seen."""
        return KeySheet.shown_over(self)

    def _toggle_names(self) -> None:
        self.desk.hide_names(hidden=not self.desk.names_hidden)

    @Slot(str)
    def _language_changed(self, language: str) -> None:
        self.desk.preferences.set("window/language", language)

    def retranslate(self) -> None:
        """Says own texts again."""
        for action in self._actions:
            action.retranslate()
        self._set_title()

    def _set_title(self) -> None:
        spec = self._specs.get(self._current)
        self.setWindowTitle(f"{spec.title()} — ExpatDesk" if spec else "ExpatDesk")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What no widget wanted ends here; a main window has nothing to do with it.
        event.ignore()

    # what is remembered

    def _restore(self) -> None:
        state = self.desk.preferences.state("window/geometry")
        if state.isEmpty() or not self.restoreGeometry(state):
            self.resize(1440, 900)

    def start(self, default: str) -> Page:
        """Opens the page of last time, or ``default``. Badges are counted once it is painted."""
        name = self.desk.preferences.text("window/page", default)
        known = self._specs.get(name)
        return self.open_page(name if known and known.place != "hidden" else default)

    def remember(self) -> None:
        """Writes place, page and language to the preferences."""
        preferences = self.desk.preferences
        preferences.set("window/geometry", self.saveGeometry())
        preferences.set("window/page", self._current)
        preferences.set("window/language", self.desk.language)
        preferences.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.current_page()
        if page is not None:
            page.leave()
        self.remember()
        super().closeEvent(event)
