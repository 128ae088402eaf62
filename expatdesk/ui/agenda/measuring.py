"""How wide and how high words are in the fonts of the window; kept, because a day asks often."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from expatdesk.ui.fonts import Role, font

WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


@lru_cache(maxsize=16)
def metrics(role: Role) -> tuple[QFont, QFontMetricsF]:
    """A font with its measures."""
    made = font(role)
    return made, QFontMetricsF(made)


@lru_cache(maxsize=4096)
def advance(text: str, role: Role) -> float:
    """The width of words, px."""
    return metrics(role)[1].horizontalAdvance(text)


@lru_cache(maxsize=4096)
def elided(text: str, role: Role, width: int) -> str:
    """The words with an ellipsis where they are too wide. For data: names, reasons, notes."""
    return metrics(role)[1].elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=256)
def wrapped(text: str, role: Role, width: int) -> tuple[float, float]:
    """Width and height of words that go on to the next line, px."""
    room = QRectF(0, 0, width, 10_000)
    found = metrics(role)[1].boundingRect(room, WRAPPED, text)
    return found.width(), found.height()
