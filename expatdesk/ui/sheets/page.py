"""The room of the information sheets: the list, two texts, and the paper that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from expatdesk.i18n import _
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import EmptyState, row
from expatdesk.ui.sheets.flows.checking import Checking
from expatdesk.ui.sheets.flows.clashing import Clashing
from expatdesk.ui.sheets.flows.exchange import Exchange
from expatdesk.ui.sheets.flows.history import History
from expatdesk.ui.sheets.flows.keeping import Keeping
from expatdesk.ui.sheets.flows.papers import Papers
from expatdesk.ui.sheets.flows.publishing import Publishing
from expatdesk.ui.sheets.flows.steps import Steps
from expatdesk.ui.sheets.head import LIST_WIDTH, PACKS, SHEETS, SheetHead
from expatdesk.ui.sheets.keys import add_keys
from expatdesk.ui.sheets.preview_flow import PreviewFlow
from expatdesk.ui.sheets.room import Room
from expatdesk.ui.sheets.shelf import Shelf
from expatdesk.ui.sheets.telling import Telling
from expatdesk.ui.shell import Page

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes
    from expatdesk.ui.sheets.packs.page import PacksView

ROOMY: Final = 1100
"""Width of the page from which list, texts and paper stand beside one another, px."""
NARROW: Final = 300
TOPICS: Final = ("settings", "catalogue")
"""What else the fields of a sheet speak of."""


class SheetsPage(Page):
    """``activate(sheet=7)`` opens one, ``activate(only="due")`` narrows the list, ``packs=True``
    shows the packs.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.room = Room(desk, self)
        self.head = SheetHead()
        self.shelf = Shelf()
        self.packs: PacksView | None = None
        self._list_first = True
        self._eager = False
        self._make_flows()
        self.nothing = EmptyState(
            "sheets",
            lambda: _("No sheet is open"),
            lambda: _("Choose one in the list, or begin a new one with Ctrl+Shift+N."),
        )
        self.room.middle.addWidget(self.nothing)
        self._lay_out()
        self._connect()
        self.keys = add_keys(self)
        self._say()

    def _make_flows(self) -> None:
        room = self.room
        self.preview = PreviewFlow(room)
        self.publishing = Publishing(room)
        self.history = History(room)
        self.steps = Steps(room)
        self.checking = Checking(room)
        self.clashing = Clashing(room)
        self.keeping = Keeping(room)
        self.exchange = Exchange(room, self)
        self.papers = Papers(room, self.preview, self)
        self._telling = Telling(room, self.checking, self.clashing, self.keeping)

    def _lay_out(self) -> None:
        self.shelf.setFixedWidth(LIST_WIDTH)
        self.sheets = QWidget()
        halves = row(spacing=12, parent=self.sheets)
        halves.addWidget(self.shelf)
        halves.addWidget(self.room.middle, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.sheets)
        self.add(self.head)
        self.add(self.stack, 1)
        self.set_inspector(self.room.side)
        self.setFocusProxy(self.shelf)

    def _connect(self) -> None:
        room, head = self.room, self.head
        self.shelf.picked.connect(self._picked)
        self.shelf.opened.connect(self._opened)
        room.listed_anew.connect(self._listed)
        room.shown.connect(self._say)
        room.turned.connect(self._say)
        room.drafting.told.connect(self._say)
        self.keeping.added.connect(self.seek)
        head.turned.connect(self._turn)
        head.history_wanted.connect(self.history.open_panel)
        head.insert_wanted.connect(self.open_insert)
        head.publish_wanted.connect(self.publishing.open_panel)
        head.more_wanted.connect(self._open_more)
        head.preview_wanted.connect(self.swap)
        room.preview.packs_wanted.connect(self._to_its_packs)
        for side in room.editor.pair.sides:
            side.edit.left.connect(self._to_list)
        self.desk.actor_changed.connect(self._actor_changed)

    # what the window asks

    def activate(self, **arguments: object) -> None:
        only, wanted = arguments.get("only"), arguments.get("sheet")
        self._turn(PACKS if arguments.get("packs") else SHEETS)
        if isinstance(only, str):
            self.shelf.choose(only)
        if isinstance(wanted, int):
            self.seek(wanted)
        self.room.ask_list()
        if self.room.opened is not None and not isinstance(wanted, int):
            self.room.refresh()
        # An empty list takes no keyboard: it goes there once there are lines.
        packs = bool(arguments.get("packs"))
        self._eager = not packs and not self.shelf.rows()
        if not packs:
            self.shelf.setFocus()

    def leave(self) -> None:
        self.room.drafting.leave()

    def changed(self, changes: Changes) -> None:
        fields = any(changes.touches(topic) for topic in TOPICS)
        if fields or changes.touches("sheets"):
            self.room.ask_list(fields=fields)
        if changes.touches("sheets"):
            self.room.refresh()

    @Slot(int)
    def seek(self, sheet_id: int) -> None:
        """Opens a sheet and moves the list to it."""
        self.room.open_sheet(sheet_id)
        self.shelf.pick(sheet_id)

    def retranslate(self) -> None:
        self.room.editor.retranslate()
        self.room.ask_list()
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    # the list

    @Slot()
    def _listed(self) -> None:
        self.shelf.show_rows(self.room.listed.rows, self.room.listed.languages)
        if self._eager and self.shelf.rows():
            self._eager = False
            self.shelf.setFocus()
        wanted = self.room.wanted()
        if wanted is not None:
            # Not the open one: another may have been picked and be on its way.
            if self.shelf.sheet_id() != wanted:
                self.shelf.pick(wanted)
            return
        sheet_id = self.shelf.sheet_id()
        if sheet_id is not None:
            self._picked(sheet_id)
        else:
            self._say()

    @Slot(int)
    def _picked(self, sheet_id: int) -> None:
        if self.room.wanted() != sheet_id:
            self.room.open_sheet(sheet_id)

    @Slot(int)
    def _opened(self, sheet_id: int) -> None:
        self._picked(sheet_id)
        self.room.turn_to_texts()
        self.room.editor.pair.left.edit.setFocus()

    @Slot()
    def _to_list(self) -> None:
        """Esc in a text: what is open at the right is closed first, then the list has the keys."""
        if self.room.side.currentWidget() is not self.room.preview:
            self.room.back_to_texts()
            return
        self._show_list()
        self.shelf.setFocus()

    @Slot()
    def go_to_filter(self) -> None:
        """The keyboard goes to the field over the list."""
        self._turn(SHEETS)
        self._show_list()
        self.shelf.filter.setFocus()
        self.shelf.filter.selectAll()

    # what stands where

    def _show_list(self) -> None:
        self._list_first = True
        self._share_room()

    @Slot()
    def swap(self) -> None:
        """With little room the list and the paper take turns."""
        self._list_first = not self._list_first
        self._share_room()
        if self._list_first:
            self.shelf.setFocus()
        else:
            self.room.editor.pair.current().edit.setFocus()

    def _share_room(self) -> None:
        if not hasattr(self, "stack"):
            return
        narrow = self.width() < ROOMY
        sheets = self.stack.currentWidget() is self.sheets
        paper = self.room.side.currentWidget() is self.room.preview
        if self.head.beside.isHidden() == (narrow and sheets and paper):
            self.head.beside.setVisible(narrow and sheets and paper)
        self.shelf.setVisible(not narrow or (paper and self._list_first))
        self.room.side.setVisible(sheets and (not narrow or not paper or not self._list_first))
        self.room.side.setMaximumWidth(NARROW if narrow else 16777215)

    @Slot(str)
    def _turn(self, to: str) -> None:
        self.head.show_packs(packs=to == PACKS)
        if to == PACKS:
            self._show_packs()
        else:
            self.stack.setCurrentWidget(self.sheets)
        self._say()

    def _show_packs(self) -> None:
        if self.packs is None:
            from expatdesk.ui.sheets.packs.page import PacksView

            self.packs = PacksView(self.desk)
            self.stack.addWidget(self.packs)
        self.room.drafting.flush()
        self.stack.setCurrentWidget(self.packs)
        self.packs.setFocus()

    @Slot()
    def go_to_sheets(self) -> None:
        """The list and the texts."""
        self._turn(SHEETS)
        self.shelf.setFocus()

    @Slot()
    def go_to_packs(self) -> None:
        """The other half of the room."""
        self._turn(PACKS)

    @Slot()
    def _to_its_packs(self) -> None:
        opened = self.room.opened
        self._turn(PACKS)
        if opened is not None and opened.view.packs and self.packs is not None:
            self.packs.go_to(opened.view.packs[0].pack_id)

    # what is said

    @Slot()
    def _say(self) -> None:
        room = self.room
        view = None if room.opened is None else room.opened.view
        allowed, state = room.allowed(), room.drafting.state()
        changed = view is not None and (view.draft is not None or state != "published")
        self.head.show_view(view, allowed=allowed, changed=changed)
        paper = room.side.currentWidget() is room.preview
        sheets = self.stack.currentWidget() is self.sheets
        for action in self.keys.of_sheets:
            action.setEnabled(sheets)
        # In a panel the key is its own next step.
        texts = room.middle.currentWidget() is room.editor
        self.keys.publish.setEnabled(sheets and paper and texts and allowed and changed)
        self.keys.check.setEnabled(sheets and room.side.currentWidget() is not self.checking.panel)
        room.editor.state.set_text(room.drafting.words if view is not None else "")
        room.editor.state.set_tone("error" if state in ("failed", "clashed") else "muted")
        room.preview.show_view(view)
        if view is None:
            room.preview.show_nothing()
            room.middle.setCurrentWidget(self.nothing)
        self._telling.tell()
        self._share_room()

    @Slot(object)
    def _actor_changed(self, _actor: object) -> None:
        self.room.editor.allow(allowed=self.room.allowed())
        self._say()

    # menus

    @Slot()
    def open_insert(self) -> None:
        """What can be put into the text, as a menu."""
        editor = self.room.editor
        if not editor.is_allowed():
            return
        menu = editor.insertions.menu(self.desk.language)
        menu.aboutToHide.connect(menu.deleteLater)
        if self.head.insert.isVisible():
            self.head.insert.popup(menu)
        else:
            self.head.more.popup(menu)

    @Slot()
    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(_("More"))
        menu.aboutToHide.connect(menu.deleteLater)
        for action in self.keys.more:
            menu.addAction(action)
        self.head.more.popup(menu)

    @Slot()
    def show_since(self) -> None:
        """What changed in the other text since this one was up to date."""
        self.steps.show_for_keyboard()
