"""A room of records: the list at the left, the one that is chosen at the right, forms between."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QTimer, SignalInstance, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from expatdesk.services.appointments.types import HistoryLine
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Button,
    Card,
    PageTitle,
    PlainLabel,
    ScrollColumn,
    SecondaryButton,
    Text,
    row,
)
from expatdesk.ui.records.panel import RecordPanel
from expatdesk.ui.records.table import RecordList
from expatdesk.ui.shell import Page

S = TypeVar("S")
Towns = dict[int, str]
ROOMY = 1100
"""Width of the page from which a form and the panel stand beside one another, px."""


class RecordForm(Protocol):
    """The form in which a record is typed."""

    @property
    def save_button(self) -> Button: ...
    @property
    def saved(self) -> SignalInstance: ...
    @property
    def cancelled(self) -> SignalInstance: ...
    @property
    def compared(self) -> SignalInstance: ...


class RecordPage(Page, Generic[S]):
    """What a room of records does whatever they are; ``S`` is the sheet of one.

    ``ARGUMENT`` is the name under which an id is handed to ``activate``.
    """

    ARGUMENT = ""
    SUBJECT = ""
    """What the log calls such a record."""

    list: RecordList[Any]
    panel: RecordPanel[S]

    def __init__(self, desk: Desk, title: Text, new: Text) -> None:
        super().__init__(desk)
        self.towns: Towns = {}
        self._seeking = False
        self._sheet_asked = 0
        self.title = PageTitle(title)
        self.count = PlainLabel(self._count_words, role="small", tone="muted")
        self.new = SecondaryButton(new, key="Ctrl+Shift+N", on=self._new, accent=True)
        self.stack = QStackedWidget()

    def assemble(self, form: QWidget, *over: QWidget, filter_key: Text) -> None:
        """Puts list, form, panel and what else is opened over the list in place."""
        self._form_card = ScrollColumn()
        self._form_head = Card(self.form_title, large=True, padding=16, spacing=12)
        self._form_head.add(form)
        self._form_card.content.addWidget(self._form_head)
        self._form_card.content.addStretch(1)
        for part in (self.list, self._form_card, *over):
            self.stack.addWidget(part)
        self.add(row(self.title, 4, self.count, None, self.new))
        self.add(self.stack, 1)
        self.set_inspector(self.panel)
        self.list.picked.connect(self._picked)
        self.list.counted.connect(self._counted)
        self.list.new_wanted.connect(self.begin)
        self.panel.edited.connect(self.edit)
        self.panel.history_wanted.connect(self.ask_history)
        self.add_key(filter_key, "Ctrl+F", self._to_filter)
        self.setFocusProxy(self.list.filter)

    def connect_form(self, form: RecordForm) -> None:
        """The list is shown again once the form is done with."""
        self._save_button = form.save_button
        form.saved.connect(self.saved)
        form.cancelled.connect(self.show_list)
        form.compared.connect(self._to_save)

    # what each room says

    def read_sheet(self, record_id: int) -> S:
        """Reads a record; on the reader's thread."""
        raise NotImplementedError

    def show_sheet(self, sheet: S) -> None:
        """Hands a record that was read to the panel; ``towns`` are known then."""
        raise NotImplementedError

    def edited_id(self) -> int | None:
        """Which record the form is about; None for a new one."""
        raise NotImplementedError

    def form_title(self) -> str:
        """What stands over the form."""
        raise NotImplementedError

    @Slot(str)
    def begin(self, text: str) -> None:
        """Opens the form of a new record with what was typed."""
        raise NotImplementedError

    @Slot()
    def edit(self) -> None:
        """Opens the form of the one that is shown."""
        raise NotImplementedError

    # what the window asks

    def activate(self, **arguments: object) -> None:
        wanted, name = arguments.get(self.ARGUMENT), arguments.get("new")
        if isinstance(name, str):
            self.begin(name)
        elif isinstance(wanted, int):
            self.show_list()
            self.seek(wanted)
        elif self.list.everything() is None:
            self.list.refresh()
        if self.stack.currentWidget() is self.list:
            self.list.filter.setFocus()

    # the list and the one that is chosen

    @Slot(int)
    def seek(self, record_id: int) -> None:
        """Shows one and moves the list to it; of a merged record, the one that stays."""
        self._seeking = True
        self.ask_sheet(record_id, then_seek=True)

    @Slot(object)
    def _picked(self, record_id: int | None) -> None:
        if self._seeking:
            return  # the list was read before it was told where to go
        if record_id is not None:
            self.ask_sheet(record_id)
        else:
            self._sheet_asked += 1
            self.nobody_picked()

    def nobody_picked(self) -> None:
        """The list has nothing to show."""
        self.panel.show_nothing()

    def ask_sheet(self, record_id: int, *, then_seek: bool = False) -> None:
        """Reads a record and shows it; of several that were asked for the newest."""
        self._sheet_asked += 1
        asked, known = self._sheet_asked, self.towns

        def ask() -> tuple[S, Towns]:
            return self.read_sheet(record_id), known or self.read_towns()

        def show(answer: tuple[S, Towns]) -> None:
            if asked != self._sheet_asked:
                return
            sheet, self.towns = answer
            self._seeking = False
            self.show_sheet(sheet)
            if then_seek:
                self.list.seek(self.panel.key_of(sheet))

        self.desk.operations.read(self, "sheet", ask, show, self._not_found)

    def read_towns(self) -> Towns:
        """The municipalities by their ids; on the reader's thread."""
        towns = self.desk.services.appointments.catalogue().municipalities
        return {town.municipality_id: town.name for town in towns}

    def _not_found(self, error: Exception) -> None:
        self._seeking = False
        self.desk.tell(error)

    @Slot()
    def _counted(self) -> None:
        self.count.refresh()

    def _count_words(self) -> str:
        return self.list.count_words() if hasattr(self, "list") else ""

    def _to_filter(self) -> None:
        self.show_list()
        self.list.filter.selectAll()

    # what is opened over the list

    @Slot()
    def show_list(self) -> None:
        """Closes what was opened and shows the list again."""
        self.stack.setCurrentWidget(self.list)
        self.panel.rest(resting=False)
        self._make_room()
        self.list.filter.setFocus()

    def open_over(self, part: QWidget) -> None:
        """Shows something in the place of the list; the panel rests meanwhile."""
        self.stack.setCurrentWidget(part)
        self.panel.show_sheet_again()
        self.panel.rest(resting=True)
        self._make_room()

    def open_form(self, first: QWidget) -> None:
        """Shows the form with the keyboard in one of its fields."""
        self._form_head.set_title(self.form_title)
        self.open_over(self._form_card)
        self._form_card.verticalScrollBar().setValue(0)
        first.setFocus()

    def _make_room(self) -> None:
        """A form has the whole width where there is little of it, and where it is of nobody."""
        open_ = self.stack.currentWidget()
        new = open_ is self._form_card and self.edited_id() is None
        narrow = open_ is not self.list and self.width() < ROOMY
        self.panel.setVisible(not new and not narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _new(self) -> None:
        self.begin(self.list.text())

    @Slot(int)
    def saved(self, record_id: int) -> None:
        """It is written: the list stands at it again."""
        self.show_list()
        self.seek(record_id)

    @Slot()
    def _to_save(self) -> None:
        # Once the form has grown by what is compared.
        QTimer.singleShot(0, self, self._scroll_to_save)

    @Slot()
    def _scroll_to_save(self) -> None:
        self._form_card.ensureWidgetVisible(self._save_button)

    # history

    @Slot()
    def ask_history(self) -> None:
        """Shows what has been noted of the one that is shown."""
        sheet = self.panel.sheet()
        if sheet is None:
            return
        appointments, subject, number = (
            self.desk.services.appointments, self.SUBJECT, self.panel.key_of(sheet),
        )  # fmt: skip

        def ask() -> list[HistoryLine]:
            return appointments.history(subject, number)

        self.desk.operations.read(self, "history", ask, self.panel.show_history)
