"""Who waits, who is served and who comes next, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from expatdesk.i18n import _
from expatdesk.services.appointments.types import NowAndNext
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import names_hidden
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.kit.table_model import Index
from expatdesk.ui.kit.text import DOTS
from expatdesk.ui.theme import state_colours, tokens
from expatdesk.ui.today import words

ROW = 57
_TIME_WIDTH = 58
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[NowAndNext, ...] = ()
        self.now = 0

    def show(self, rows: Sequence[NowAndNext], now: int) -> None:
        self.beginResetModel()
        self.rows, self.now = tuple(rows), now
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        name = DOTS if names_hidden() else row.title or _("name removed")
        parts = [words.clock(row.starts_at), name, words.detail(row), words.pill(row, self.now)[1]]
        return ", ".join(part for part in parts if part)


class _Painter(QStyledItemDelegate):
    """Time, name with its transliteration, what and where, and the pill at the end."""

    hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, model = self.parent(), index.model()
        if not isinstance(model, _Rows) or not isinstance(view, NowList):
            return
        row, now, place = model.rows[index.row()], tokens(), QRectF(option.rect)
        painter.save()
        if view.hasFocus() and view.currentIndex().row() == index.row():
            rounded(painter, place.adjusted(2, 2, -2, -3), 8, now.accent_soft, now.ring)
        elif self.hovered == index.row():
            rounded(painter, place.adjusted(2, 2, -2, -3), 8, now.hover)
        painter.setPen(QPen(QColor(now.line), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        self._draw_time(painter, place, row)
        room = place.adjusted(_TIME_WIDTH + 14, 0, -12, 0)
        room.setRight(room.right() - self._draw_pill(painter, room, row, model.now))
        self._draw_names(painter, room, row)
        painter.restore()

    def _draw_time(self, painter: QPainter, place: QRectF, row: NowAndNext) -> None:
        painter.setFont(font("amount"))
        painter.setPen(QColor(tokens().ink2))
        room = QRectF(place.left() + 12, place.top(), _TIME_WIDTH - 8, place.height())
        painter.drawText(room, _LEFT | _MIDDLE, words.clock(row.starts_at))

    def _draw_pill(self, painter: QPainter, room: QRectF, row: NowAndNext, now: int) -> float:
        """The width that it has taken."""
        state, said = words.pill(row, now)
        if not state:
            return 0.0
        look = state_colours(state)
        painter.setFont(font("small_strong"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(said) + 18
        pill = QRectF(room.right() - width, room.center().y() - 10, width, 20)
        rounded(painter, pill, 10, look.ground)
        painter.setPen(QColor(look.ink))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), said)
        return width + 12

    def _draw_names(self, painter: QPainter, room: QRectF, row: NowAndNext) -> None:
        now = tokens()
        upper = QRectF(room.left(), room.top() + 8, room.width(), 21)
        lower = QRectF(room.left(), room.top() + 29, room.width(), 19)
        title = DOTS if names_hidden() else row.title or _("name removed")
        other = "" if names_hidden() or row.latin == row.title else row.latin
        painter.setFont(font("strong"))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, upper.width())
        painter.setPen(QColor(now.ink))
        painter.drawText(upper, _LEFT | _MIDDLE, shown)
        rest = upper.adjusted(metrics.horizontalAdvance(shown) + 8, 0, 0, 0)
        painter.setFont(font("small"))
        painter.setPen(QColor(now.ink2))
        small = QFontMetricsF(painter.font())
        if other and rest.width() > 40:
            cut = small.elidedText(other, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, _LEFT | _MIDDLE, cut)
        cut = small.elidedText(words.detail(row), Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, _LEFT | _MIDDLE, cut)


class NowList(QListView):
    """The lines; ``opened`` follows a click or Enter, with the id of the visit."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = _Rows(self)
        self._painter = _Painter(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setProperty("framed", False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.verticalScrollBar().setSingleStep(ROW)
        self.setMouseTracking(True)
        self.clicked.connect(self._clicked)
        self.retranslate()

    def show_rows(self, rows: Sequence[NowAndNext], now: int) -> None:
        """Shows other lines; the keyboard stays at the visit where it was."""
        kept = self.current_visit()
        self.rows.show(rows, now)
        ids = [row.visit_id for row in rows]
        if kept in ids:
            self.setCurrentIndex(self.rows.index(ids.index(kept)))
        elif rows and self.hasFocus():
            self.setCurrentIndex(self.rows.index(0))

    def current_visit(self) -> int | None:
        """The visit that the keyboard is on."""
        at = self.currentIndex().row()
        return self.rows.rows[at].visit_id if 0 <= at < len(self.rows.rows) else None

    def retranslate(self) -> None:
        """Says its name and its lines again."""
        self.setAccessibleName(_("Now and next"))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        # Enter opens the line where the keyboard is, and presses no button.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.current_visit() is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        visit = self.current_visit()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if visit is not None:
                self.opened.emit(visit)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rows:
            self.setCurrentIndex(self.rows.index(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Whole lines only: half a name at the foot helps nobody.
        rest = self.contentsRect().height() % ROW
        if self.viewportMargins().bottom() != rest:
            self.setViewportMargins(0, 0, 0, rest)
        super().resizeEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.HoverMove):
            at = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row()
            if at != self._painter.hovered:
                self._painter.hovered = at
                self.viewport().update()
        elif event.type() == QEvent.Type.Leave:
            self._painter.hovered = -1
            self.viewport().update()
        return super().viewportEvent(event)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.rows[index.row()].visit_id)
