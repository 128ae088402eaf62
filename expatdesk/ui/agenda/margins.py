"""What stands around the sheet of a day: the hours, the desks, the frame."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.columns import DayLayout
from expatdesk.ui.agenda.measuring import elided, metrics
from expatdesk.ui.fonts import Role
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.theme import tokens
from expatdesk.ui.tokens import CARD_RADIUS

HEAD = 44
"""Height of the names of the desks, px."""
GUTTER = 54
"""Width of the hours, px."""


def paint_hours(painter: QPainter, layout: DayLayout, up: int, room: QRect) -> None:
    """The hours at the left; the sheet is scrolled `up` by pixels."""
    painter.save()
    painter.setClipRect(QRectF(0, HEAD, GUTTER, room.height() - HEAD))
    painter.setFont(metrics("amount_small")[0])
    painter.setPen(QColor(tokens().ink2))
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    for at, label in layout.scale.hours():
        if at < layout.scale.last:
            y = layout.scale.y(at) - up
            painter.drawText(QRectF(0, y + 3, GUTTER - 9, 18), right, label)
    painter.restore()


def paint_head(painter: QPainter, layout: DayLayout, left: int, room: QRect) -> None:
    """The desks with who sits there, or what is particular on this day."""
    now = tokens()
    painter.save()
    painter.fillRect(QRectF(0, 0, room.width(), HEAD), QColor(now.panel))
    painter.setClipRect(QRectF(GUTTER, 0, room.width() - GUTTER, HEAD))
    painter.translate(-left, 0)
    for index, column in enumerate(layout.view.columns):
        x, width = layout.columns.x(index), layout.columns.width
        place = QRectF(x + 10, 5, width - 14, 18)
        head_line(painter, place, words.said(column.desk.name), strong=True)
        head_line(painter, place.translated(0, 18), column.note or column.staff)
        painter.setPen(QPen(QColor(now.line), 1))
        painter.drawLine(QPointF(round(x), 0), QPointF(round(x), HEAD))
    painter.restore()
    painter.setPen(QPen(QColor(now.line), 1))
    painter.drawLine(0, HEAD, room.width(), HEAD)


def head_line(
    painter: QPainter, place: QRectF, text: str, *, strong: bool = False, ink: str = ""
) -> None:
    """One line of the head of a column."""
    role: Role = "strong" if strong else "small"
    painter.setFont(metrics(role)[0])
    painter.setPen(QColor(ink or (tokens().ink if strong else tokens().ink2)))
    shown = elided(text, role, int(place.width()))
    room = place.adjusted(0, 0, 4, 0)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)


def paint_frame(painter: QPainter, room: QRect, *, ring: bool) -> None:
    """A hairline around everything; `ring` where the keyboard is here and on no block."""
    now = tokens()
    colour, width = (now.ring, 2.0) if ring else (now.line, 1.0)
    rounded(painter, QRectF(room), CARD_RADIUS, None, colour, width)
