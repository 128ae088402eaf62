"""What all lists share: a table, what is said while it is empty, and the panel of one row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Button,
    Card,
    Column,
    EmptyState,
    Inspector,
    KeyValueRow,
    PlainLabel,
    TableView,
    Text,
    clear,
    column,
    say,
)
from expatdesk.ui.kit.fitting import ColumnFit
from expatdesk.ui.lists import words

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes

R = TypeVar("R")
NARROWEST: Final = 270
"""Width that the panel has at the least, px: the lists beside it need more than it does."""


class Fact(NamedTuple):
    """A word of a card and its value; ``personal`` values are blanked by F12."""

    name: Text
    value: Text
    personal: bool = False


def since_column(desk: Desk, at: Callable[[R], int]) -> Column[R]:
    """Since when a row stands in its list; ``at`` gives epoch seconds."""
    return Column(
        "since",
        lambda: _("Since"),
        lambda row: words.moment(at(row), desk.today()),
        sort=at,
        muted=True,
        width=144,
    )


class ListTab(QWidget, Generic[R]):
    """One list. ``counted`` tells that the number of rows may be another one.

    Subclasses say what a row is (``columns``), read rows and hand them to ``show_rows``, and
    fill the panel in ``show_row``. ``least`` and ``make_room`` say which columns may shrink or
    go where there is little room.
    """

    counted = Signal()
    topics: ClassVar[frozenset[str]] = frozenset()
    counts: ClassVar[bool] = True
    least: ClassVar[Mapping[str, int]] = {}
    make_room: ClassVar[Sequence[str]] = ()

    def __init__(
        self, desk: Desk, columns: Sequence[Column[R]], name: Text, empty: EmptyState
    ) -> None:
        super().__init__()
        self.desk = desk
        self.known = False
        self._eager = False
        self._at: tuple[Hashable | None, int] = (None, 0)
        self.table: TableView[R] = TableView(columns, name=name)
        ColumnFit(self.table, least=self.least, make_room=self.make_room)
        self.empty = empty
        self.either = QStackedWidget()
        self.either.addWidget(self.table)
        self.either.addWidget(empty)
        self.layout_ = column(self.either, spacing=12, parent=self)
        self.panel = RowPanel()
        self.table.picked.connect(self._picked)

    def ask(self) -> None:
        """Reads the rows anew."""
        raise NotImplementedError

    def key(self, row: R) -> Hashable:
        """What stays of a row while its values change."""
        raise NotImplementedError

    def show_row(self, row: R) -> None:
        """Fills the panel."""
        raise NotImplementedError

    def touched(self, changes: Changes) -> bool:
        """Whether other rows may stand here after these changes."""
        return any(changes.touches(topic) for topic in self.topics)

    def count(self) -> int:
        """How many rows there are."""
        return self.table.rows_model.rowCount()

    def to_do(self) -> int:
        """How many of them are to be done now."""
        return self.count()

    def row(self) -> R | None:
        """The row whose panel is shown."""
        return self.table.current_row()

    def show_rows(self, rows: Sequence[R]) -> None:
        """Shows other rows. The same row stays picked, or the one that took its place."""
        kept, line = self._at
        self.known = True
        self.table.set_rows(rows)
        self.either.setCurrentWidget(self.table if rows else self.empty)
        shown = self.table.rows_model.rows()
        keys = [self.key(row) for row in shown]
        if rows:
            at = keys.index(kept) if kept in keys else min(line, len(rows) - 1)
            self.table.selectRow(at)
        else:
            self.panel.show_nothing()
        if self._eager:
            self.take_keyboard()
        self.counted.emit()

    def pick(self, key: Hashable) -> None:
        """Moves to a row, now or as soon as it has been read."""
        self._at = (key, 0)
        keys = [self.key(row) for row in self.table.rows_model.rows()]
        if key in keys:
            self.table.selectRow(keys.index(key))

    def take_keyboard(self) -> None:
        """The keyboard goes to the rows as soon as they are known, or to the button."""
        self._eager = not self.known
        if self.count():
            self.table.setFocus()
        elif self.known and self.empty.button is not None:
            self.empty.button.setFocus()

    def write(
        self, work: Callable[[], Done[object]], words: Callable[[], str], *, undo: bool = True
    ) -> None:
        """Does it on the writer and says so, with Undo where there is one."""

        def done(what: Done[object]) -> None:
            self.desk.notify(words(), what.undo if undo else None)

        self.desk.operations.write(self, work, done)

    def open_visit(self, visit_id: int | None) -> None:
        if visit_id is not None:
            self.desk.go("agenda", visit=visit_id)

    @Slot(object)
    def _picked(self, row: R | None) -> None:
        if row is None:
            return
        self._at = (self.key(row), self.table.currentIndex().row())
        self.panel.begin()
        self.show_row(row)


class RowPanel(Inspector):
    """The panel at the right: filled anew for each row."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(NARROWEST)

    def begin(self) -> None:
        """Takes everything out."""
        clear(self.content)
        clear(self.foot)
        self.content.setSpacing(12)

    def show_nothing(self) -> None:
        self.begin()

    def head(self, title: Text, *under: Text, personal: bool = False) -> None:
        """The name of the row, and lines under it; ``personal`` is the name alone."""
        self.content.addWidget(PlainLabel(title, role="heading", wrap=True, personal=personal))
        for line in under:
            if say(line):
                self.content.addWidget(PlainLabel(line, tone="muted", wrap=True))

    def address(self, words: Text) -> None:
        """A mail address under the name."""
        if say(words):
            self.content.addWidget(PlainLabel(words, tone="muted", personal=True, selectable=True))

    def facts(self, title: Text | None, *facts: Fact) -> Card:
        """A card of words and values; those without a value are left out."""
        card = Card(title)
        for name, value, personal in facts:
            if say(value):
                card.add(KeyValueRow(name, value, personal=personal))
        self.content.addWidget(card)
        return card

    def text(self, title: Text, words: Text, *, personal: bool = False) -> None:
        """A card with a text of several lines."""
        card = Card(title)
        card.add(PlainLabel(words, wrap=True, personal=personal, selectable=True))
        self.content.addWidget(card)

    def buttons(self, *buttons: Button) -> None:
        """The foot: the next step first."""
        self.content.addStretch(1)
        for button in buttons:
            self.foot.addWidget(button)
