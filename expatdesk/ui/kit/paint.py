"""Small drawings that several widgets share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeySequence, QPainter, QPen

from expatdesk.i18n import _
from expatdesk.ui.fonts import font
from expatdesk.ui.tokens import RADIUS

KEY_HEIGHT = 18.0
_KEY_PADDING = 6.0


def key_name(sequence: QKeySequence | str) -> str:
    """A key as it stands on a key cap: ``Ctrl N``, ``Enter``, ``Esc``."""
    written = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText)
    parts = written.split("+") if written != "+" else [written]
    return " ".join(_key_word(part) for part in parts)


def _key_word(part: str) -> str:
    words = {
        "Return": _("Enter"),
        "Enter": _("Enter"),
        "Del": _("Del"),
        "Backspace": _("Backspace"),
        "Space": _("Space"),
        "Left": "←",
        "Right": "→",
        "Up": "↑",
        "Down": "↓",
        "PgUp": _("PgUp"),
        "PgDown": _("PgDn"),
    }
    return words.get(part, part)


def key_width(name: str) -> float:
    """Width of a key cap, px."""
    return QFontMetricsF(font("key")).horizontalAdvance(name) + 2 * _KEY_PADDING


def draw_key(painter: QPainter, left: float, middle: float, name: str, colour: str) -> None:
    """A key cap whose left edge and vertical middle are given."""
    painter.save()
    place = QRectF(left, middle - KEY_HEIGHT / 2, key_width(name), KEY_HEIGHT)
    faint = QColor(colour)
    faint.setAlphaF(0.45)
    rounded(painter, place, 4, None, faint)
    painter.setFont(font("key"))
    painter.setPen(QColor(colour))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
    painter.restore()


def rounded(
    painter: QPainter,
    place: QRectF,
    radius: float,
    fill: QColor | str | None,
    edge: QColor | str | None = None,
    width: float = 1.0,
) -> None:
    """A rounded rectangle whose edge lies inside ``place``, sharp on whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(place, radius, radius)
        return
    half = width / 2
    painter.setPen(QPen(QColor(edge), width))
    painter.drawRoundedRect(place.adjusted(half, half, -half, -half), radius - half, radius - half)


def focus_ring(painter: QPainter, place: QRectF, colour: str, radius: float = RADIUS) -> None:
    """The ring of the widget that has the keyboard: two pixels, inside ``place``."""
    rounded(painter, place, radius, None, colour, 2.0)


def chevron(painter: QPainter, left: float, middle: float, colour: str) -> None:
    """A small arrow down, eight pixels wide."""
    pen = QPen(QColor(colour), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        [
            QPointF(left, middle - 2),
            QPointF(left + 4, middle + 2),
            QPointF(left + 8, middle - 2),
        ]
    )


def draw_cross(painter: QPainter, middle: QPointF, colour: str) -> None:
    """A small ✕ that takes something out, seven pixels wide."""
    pen = QPen(QColor(colour), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    reach = 3.5
    for side in (-reach, reach):
        painter.drawLine(
            QPointF(middle.x() - reach, middle.y() - side),
            QPointF(middle.x() + reach, middle.y() + side),
        )
