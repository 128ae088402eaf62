"""Rows of a letter whose languages stand beside each other: English left, Dutch right.

In one language the same rows have one column of the full width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from expatdesk.documents.letterheads.bands import (
    Align,
    Band,
    Cell,
    Stroke,
    cell,
    hairline,
    row,
)
from expatdesk.documents.letterheads.logo import LETTER_BOX, placed
from expatdesk.documents.letterheads.stacking import piled, stacked
from expatdesk.documents.letterheads.style import ACCENT, ARRIVED, LETTER, Scale, Style
from expatdesk.documents.typeface import Face
from expatdesk.documents.wrapping import measure

if TYPE_CHECKING:
    from expatdesk.documents.picture import CheckedPicture

GUTTER = 24.0
_BULLET = 11.0
_BESIDE_LOGO = 10.0


@dataclass(frozen=True, slots=True)
class Columns:
    """As many columns as languages; each method takes one text for each of them."""

    width: float
    count: int
    scale: Scale = LETTER

    @property
    def column(self) -> float:
        return (self.width - GUTTER * (self.count - 1)) / self.count

    def _starts(self) -> list[float]:
        return [at * (self.column + GUTTER) for at in range(self.count)]

    def text(self, texts: Sequence[str], style: Style | None = None, *, keep: bool = False) -> Band:
        used = style or self.scale.text
        starts = self._starts()
        cells = [cell(x, self.column, text, used) for x, text in zip(starts, texts, strict=True)]
        return row(*cells, keep=keep)

    def heading(self, texts: Sequence[str]) -> Band:
        """Never the last line of a page."""
        starts = self._starts()
        style = self.scale.heading
        cells = [cell(x, self.column, text, style) for x, text in zip(starts, texts, strict=True)]
        return row(*cells, above=8, below=1, keep=True)

    def item(self, texts: Sequence[str], *, keep: bool = False) -> Band:
        """One point of a list, its lines under each other."""
        style = self.scale.text
        cells: list[Cell] = []
        for x, text in zip(self._starts(), texts, strict=True):
            cells.append(cell(x, _BULLET, "•", style.coloured(ACCENT)))
            cells.append(cell(x + _BULLET, self.column - _BULLET, text, style))
        return row(*cells, keep=keep)

    def timed(self, hours: str, texts: Sequence[str]) -> Band:
        """What is from when till when."""
        style = self.scale.text
        wide = measure(hours, style.face, style.size) + 8
        cells: list[Cell] = []
        for x, text in zip(self._starts(), texts, strict=True):
            cells.append(cell(x, wide, hours, style))
            cells.append(cell(x + wide, self.column - wide, text, style))
        return row(*cells)

    def amount(
        self, texts: Sequence[str], amounts: Sequence[str], style: Style | None = None
    ) -> Band:
        """What, and how much, in each language."""
        used = style or self.scale.text
        cells: list[Cell] = []
        for x, text, amount in zip(self._starts(), texts, amounts, strict=True):
            wide = measure(amount, used.face, used.size)
            cells.append(cell(x, self.column - wide - 8, text, used))
            cells.append(cell(x + self.column - wide, wide, amount, used, Align.RIGHT))
        return row(*cells, keep=True)

    def rule(self, *, above: float = 2, below: float = 2) -> Band:
        """A hairline under each column, which stays with what follows."""
        whole = hairline(self.column, above=above, below=below, keep=True)
        line = whole.strokes[0]
        strokes = tuple(
            Stroke(x, line.down, self.column, line.weight, line.colour) for x in self._starts()
        )
        return Band(whole.height, strokes=strokes, keep=True)


def letter_head(
    name: str,
    kind: str,
    width: float,
    scale: Scale = LETTER,
    *,
    mark: str = "",
    logo: CheckedPicture | None = None,
) -> list[Band]:
    """The centre on the left, what this paper is on the right, a line in the accent under them.

    ``mark`` (that it is a draft) stands before the kind, the logo before the name.
    """
    picture = placed(logo, LETTER_BOX) if logo else None
    start = picture.width + _BESIDE_LOGO if picture else 0.0
    cells = [
        cell(start, width * 0.5 - start, name, scale.name),
        cell(width * 0.5, width * 0.5, kind, scale.small, Align.RIGHT),
    ]
    if mark:
        style = replace(scale.small, face=Face.STRONG, colour=ARRIVED)
        before = width * 0.5 - measure(kind, scale.small.face, scale.small.size) - 10
        cells.append(cell(width * 0.5, before, mark, style, Align.RIGHT))
    words = row(*cells)
    if picture:
        # Everything stands on the line.
        height = max(picture.height, words.height)
        lowered = stacked([(height - words.height, words)], height)
        words = replace(lowered, pictures=(replace(picture, down=height - picture.height),))
    return [words, hairline(width, above=6, below=10, weight=1.3, colour=ACCENT)]


def letter_foot(left: str, number: int, pages: int, width: float, scale: Scale = LETTER) -> Band:
    """A hairline, what this is and when it was made, and page x of y."""
    return foot_line(left, f"{number} / {pages}", width, scale)


def foot_line(left: str, page: str, width: float, scale: Scale = LETTER) -> Band:
    """The same for papers that count their pages otherwise."""
    line = hairline(width, above=8, below=5)
    words = row(
        cell(0, width - 50, left, scale.small),
        cell(width - 50, 50, page, scale.small, Align.RIGHT),
    )
    return piled([line, words])
