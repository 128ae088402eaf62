"""Tables that are worked with the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from expatdesk.ui.fonts import Role, font
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.kit.table_model import STATE_ROLE, Column, Index, TableModel
from expatdesk.ui.kit.text import Text, say, tooltip
from expatdesk.ui.theme import state_colours, tokens

R = TypeVar("R")
ROW_HEIGHT = 37
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MOST_ELIDED = 4000


class _Painter(QStyledItemDelegate):
    """Draws a cell: hairline below, selection, text elided, or a pill.

    Fonts, colours and elided texts are kept: a table that is scrolled draws hundreds of cells
    at a time, and while others work each call to Qt may have to wait for Python's lock.
    """

    hovered = -1
    current = -1

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fonts: dict[Role, tuple[QFont, QFontMetricsF]] = {}
        self._colours: dict[str, QColor] = {}
        self._elided: dict[tuple[str, int, Role], str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: QRect = option.rect
        model = index.model()
        if not isinstance(model, TableModel):
            return
        now, row = tokens(), index.row()
        painter.save()
        # Asked of the view: the style's own flags cost 7 ms at start to be known.
        if row == self.current:
            painter.fillRect(place, self._colour(now.accent_soft))
        elif row == self.hovered:
            painter.fillRect(place, self._colour(now.hover))
        painter.setPen(self._colour(now.line))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        column: Column[object] = model.columns[index.column()]
        words = str(model.data(index) or "")
        shown_state = model.data(index, STATE_ROLE) if column.state is not None else None
        if shown_state:
            inner = QRectF(place).adjusted(10, 0, -10, 0)
            self._draw_pill(painter, inner, words, str(shown_state))
        elif words:
            ink = self._colour(now.ink2 if column.muted else now.ink)
            self._draw_text(painter, place.adjusted(10, 0, -10, 0), words, column, ink)
        painter.restore()

    def _draw_text(
        self, painter: QPainter, place: QRect, words: str, column: Column[object], ink: QColor
    ) -> None:
        role: Role = "text"
        if column.amount:
            role = "amount_strong" if column.strong else "amount"
        elif column.strong:
            role = "strong"
        written, metrics = self._font(role)
        key = (words, place.width(), role)
        shown = self._elided.get(key)
        if shown is None:
            if len(self._elided) > _MOST_ELIDED:
                self._elided.clear()
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            self._elided[key] = shown
        painter.setFont(written)
        painter.setPen(ink)
        painter.drawText(place, _RIGHT if column.amount else _LEFT, shown)

    def _font(self, role: Role) -> tuple[QFont, QFontMetricsF]:
        if role not in self._fonts:
            made = font(role)
            self._fonts[role] = (made, QFontMetricsF(made))
        return self._fonts[role]

    def _colour(self, text: str) -> QColor:
        if text not in self._colours:
            self._colours[text] = QColor(text)
        return self._colours[text]

    def _draw_pill(self, painter: QPainter, place: QRectF, words: str, state: str) -> None:
        look = state_colours(state)
        painter.setFont(font("small_strong"))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(
            words or look.word, Qt.TextElideMode.ElideRight, place.width() - 18
        )
        width = metrics.horizontalAdvance(shown) + 18
        pill = QRectF(place.left(), place.center().y() - 10, width, 20)
        rounded(painter, pill, 10, look.ground)
        painter.setPen(QColor(look.ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)

    def displayText(self, value: object, locale: object) -> str:
        del locale
        return str(value)


class TableView(QTableView, Generic[R]):
    """A table that is worked with the keyboard.

    ``picked`` follows the current row (None when there is none), ``opened`` a double-click or,
    where ``enter_opens``, Enter. Arrows move by rows, Home and End to the ends.
    """

    picked = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        name: Text,
        enter_opens: bool = False,
        sortable: bool = True,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._enter_opens = enter_opens
        self.rows_model: TableModel[R] = TableModel(columns, self)
        self.setModel(self.rows_model)
        self._painter = _Painter(self)
        self.setItemDelegate(self._painter)
        self.setProperty("framed", framed)
        self._set_up(sortable=sortable)
        self._set_up_header()
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.rows_model.modelReset.connect(self._rows_reset)
        self.doubleClicked.connect(self._double_clicked)
        self.retranslate()

    def _set_up(self, *, sortable: bool) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSortingEnabled(False)
        self.setFont(font("text"))
        head = self.horizontalHeader()
        head.setSectionsClickable(sortable)
        head.setSortIndicatorShown(False)
        if sortable:
            head.sectionClicked.connect(self._head_clicked)

    def _set_up_header(self) -> None:
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.hide()
        head.setFixedHeight(ROW_HEIGHT)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(40)
        for at, column in enumerate(self.rows_model.columns):
            mode = QHeaderView.ResizeMode.Interactive
            if column.stretch:
                mode = QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(at, mode)
            self.setColumnWidth(at, column.width)

    def set_rows(self, rows: Sequence[R], total: int | None = None) -> None:
        """Shows other rows; the current one is kept where an equal row is among them."""
        kept = self.current_row()
        self.rows_model.set_rows(rows, total)
        if kept is not None:
            self.pick(kept)
        elif self.hasFocus():
            self.pick_first()

    def add_rows(self, rows: Sequence[R]) -> None:
        """Adds the next page (answer to ``rows_model.more_wanted``)."""
        self.rows_model.add_rows(rows)

    def current_row(self) -> R | None:
        """The row the keyboard is on."""
        return self.rows_model.row(self.currentIndex().row())

    def pick(self, row: R) -> bool:
        """Moves to a row that is equal to ``row``; False when there is none."""
        for at, candidate in enumerate(self.rows_model.rows()):
            if candidate == row:
                self.selectRow(at)
                return True
        return False

    def pick_first(self) -> None:
        """Moves to the first row, where there is one."""
        if self.rows_model.rowCount():
            self.selectRow(0)

    def retranslate(self) -> None:
        """Says name, titles and cells again."""
        self.setAccessibleName(say(self._name))
        self.rows_model.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            self._enter_opens
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.current_row() is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), self.rows_model.rowCount() - 1
        if self._enter_opens and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self.current_row()
            if row is not None:
                self.opened.emit(row)
            return
        if last >= 0 and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.selectRow(0 if key == Qt.Key.Key_Home else last)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.pick_first()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            return self._tell_rest(event)
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverEnter, QEvent.Type.MouseMove):
            at = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row()
            if at != self._painter.hovered:
                self._painter.hovered = at
                self.viewport().update()
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.HoverLeave):
            self._painter.hovered = -1
            self.viewport().update()
        return super().viewportEvent(event)

    def _tell_rest(self, event: QEvent) -> bool:
        index = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        words = str(self.rows_model.data(index) or "") if index.isValid() else ""
        room = self.visualRect(index).width() - 20
        cut = QFontMetricsF(self.font()).horizontalAdvance(words) > room
        self.viewport().setToolTip(tooltip(words) if cut else "")
        return super().viewportEvent(event) if cut else True

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        del before
        self._painter.current = now.row()
        self.viewport().update()
        self.picked.emit(self.rows_model.row(now.row()))

    @Slot()
    def _rows_reset(self) -> None:
        self._painter.current = -1
        self.picked.emit(None)

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        row = self.rows_model.row(index.row())
        if row is not None:
            self.opened.emit(row)

    @Slot(int)
    def _head_clicked(self, section: int) -> None:
        head = self.horizontalHeader()
        if not head.isSortIndicatorShown():
            head.setSortIndicatorShown(True)
            head.setSortIndicator(section, Qt.SortOrder.AscendingOrder)
        self.rows_model.sort(section, head.sortIndicatorOrder())
