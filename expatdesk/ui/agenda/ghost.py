"""What lies over the sheet of a day: the dashed place of a move, and the line of the moment."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from expatdesk.ui.agenda.columns import DayLayout
from expatdesk.ui.agenda.fitting import LINE, beside, first_fitting
from expatdesk.ui.agenda.geometry import Box
from expatdesk.ui.agenda.measuring import WRAPPED, advance, metrics, wrapped
from expatdesk.ui.agenda.painter import RADIUS, rect
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.theme import tokens

_NOTE_WIDTH = 190
_FAINT = 0.3
_ONE_LINE = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)


@dataclass(frozen=True)
class GhostLook:
    """The dashed place to which something would be moved; of the titles the longest is first."""

    box: Box
    titles: tuple[str, ...]
    detail: str
    taken: bool


def paint_ghost(painter: QPainter, ghost: GhostLook, around: Box) -> None:
    """Where something would be moved: dashed, red where the place cannot be had.

    What does not fit inside is said in a note beside it, within `around`.
    """
    now = tokens()
    ink = now.error.ink if ghost.taken else now.accent
    ground = now.error.ground if ghost.taken else now.accent_soft
    place = rect(ghost.box)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(ink), 2, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    painter.setPen(QColor(ink))
    inner = place.adjusted(10, 3, -8, -3)
    painter.setFont(metrics("small_strong")[0])
    title = first_fitting(ghost.titles, "small_strong", inner.width(), advance)
    line = QRectF(inner.left(), inner.top(), inner.width() + 2, min(LINE, inner.height()))
    painter.drawText(line, _ONE_LINE, title)
    if ghost.detail:
        _detail(painter, ghost, inner.adjusted(0, LINE, 2, 0), around)
    painter.restore()


def _detail(painter: QPainter, ghost: GhostLook, room: QRectF, around: Box) -> None:
    painter.setFont(metrics("small")[0])
    width, height = wrapped(ghost.detail, "small", int(room.width()))
    if width <= room.width() and height <= room.height():
        painter.drawText(room, WRAPPED, ghost.detail)
        return
    now = tokens()
    width, height = wrapped(ghost.detail, "small", _NOTE_WIDTH)
    note = rect(beside(ghost.box, (width + 20, height + 12), around))
    ink = now.error.ink if ghost.taken else now.accent
    rounded(painter, note, RADIUS, now.panel, ink, 1.5)
    painter.setPen(QColor(ink))
    painter.drawText(note.adjusted(10, 6, -8, -4), WRAPPED, ghost.detail)


def paint_now_line(painter: QPainter, layout: DayLayout, now: int) -> None:
    """The red line of the moment with its dot in front of the first column.

    Faint where it crosses a card: words that a line strikes through would say something else.
    """
    scale, columns = layout.scale, layout.columns
    if not scale.first <= now <= scale.last:
        return
    colour, faint = QColor(tokens().now), QColor(tokens().now)
    faint.setAlphaF(_FAINT)
    y = round(scale.y(now)) + 0.5
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for start, end, over_card in now_spans(layout, y):
        painter.setPen(QPen(faint if over_card else colour, 2))
        painter.drawLine(QPointF(start, y), QPointF(end, y))
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(columns.left - 6, y), 4, 4)


def now_spans(layout: DayLayout, y: float) -> list[tuple[float, float, bool]]:
    """The pieces of a line across the columns at a height: from, to, and whether over a card."""
    columns = layout.columns
    cards = sorted((p.box.x, p.box.right) for p in layout.placed if p.box.y <= y < p.box.bottom)
    found: list[tuple[float, float, bool]] = []
    at = columns.left - 4
    for start, end in cards:
        found += [(at, start, False), (start, end, True)]
        at = end
    return [*found, (at, columns.x(columns.count), False)]
