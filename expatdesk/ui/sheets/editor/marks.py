"""Marks under the words of a text: how they look, and where words stand in Qt's layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextLine

from expatdesk.ui.theme import tokens

LINE: Final = 21
"""Height of a line, px."""
_LINE_BREAKS: Final = ("\u2029", "\u2028")
"""How Qt keeps the end of a line."""
_PASTED: Final = str.maketrans(
    {"\v": "\n", "\f": "\n", "\xad": None, "\u2060": None, "\ufeff": None}
)
"""Of a word processor: its line and page breaks, and what it keeps unseen within words."""

MarkKind = Literal["open", "confirmed", "problem", "remark", "mine"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that is underlined: a fact, or something wrong; ``words`` say why."""

    start: int
    end: int
    kind: MarkKind
    words: str


def lines_of(block: QTextBlock, place: QRectF, text: str, start: int, end: int) -> Iterator[QRectF]:
    """Where a stretch of a block stands, one rectangle a line; places are Qt's."""
    layout = block.layout()
    units = [start, end]
    if not text.isascii():
        units = [len(text[:at].encode("utf-16-le")) // 2 for at in (start, end)]
    first, last = units
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        left = max(first, line.textStart())
        right = min(last, line.textStart() + line.textLength())
        if left >= right:
            continue
        ends = [_across(line, at) for at in (left, right)]
        top = place.top() + line.y() + line.height() - LINE + 2
        yield QRectF(place.left() + min(ends) - 2, top, abs(ends[1] - ends[0]) + 4, LINE - 3)


def _across(line: QTextLine, unit: int) -> float:
    """How far from the left a position stands in its line; Qt's binding gives a pair."""
    found: object = line.cursorToX(unit)
    first = found[0] if isinstance(found, tuple) else found
    return float(first) if isinstance(first, int | float) else 0.0


def underline(kind: MarkKind) -> QTextCharFormat:
    now = tokens()
    style = QTextCharFormat.UnderlineStyle
    looks = {
        "open": (now.arrived.edge, style.DashUnderline),
        "confirmed": (now.done.edge, style.SingleUnderline),
        "problem": (now.error.edge, style.WaveUnderline),
        "remark": (now.arrived.edge, style.WaveUnderline),
        "mine": (now.done.edge, style.SingleUnderline),
    }
    made = QTextCharFormat()
    made.setUnderlineColor(QColor(looks[kind][0]))
    made.setUnderlineStyle(looks[kind][1])
    grounds = {"open": now.arrived.ground, "mine": now.done.ground}
    if kind in grounds:
        made.setBackground(QColor(grounds[kind]))
    return made


def clean(text: str) -> str:
    """Pasted text as it is kept: line feeds alone, and no sign that nobody can see or type."""
    text = fed(text.replace("\r\n", "\n").replace("\r", "\n")).translate(_PASTED)
    return "".join(sign for sign in text if sign in "\n\t" or sign >= " ").replace("\x7f", "")


def fed(text: str) -> str:
    for sign in _LINE_BREAKS:
        text = text.replace(sign, "\n")
    return text
