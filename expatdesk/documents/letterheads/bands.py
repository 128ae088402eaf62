"""Bands: the horizontal pieces of a paper, measured before anything is drawn.

A band knows its height and what stands in it, relative to its own top left corner. Pages are
made by stacking bands, so a document is measured once and drawn once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from expatdesk.documents.letterheads.style import LINE, Colour, Style
from expatdesk.documents.wrapping import measure, reach, wrap


class Align(Enum):
    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of text; ``down`` is the way from the band's top to the baseline."""

    x: float
    down: float
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Stroke:
    """A horizontal line."""

    x: float
    down: float
    length: float
    weight: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Shape:
    """Squares drawn as one filled path, as (x, down, width, height), such as a QR code."""

    rectangles: tuple[tuple[float, float, float, float], ...]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a box with round corners."""

    x: float
    down: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Fill:
    """A rectangle filled with a colour, under all texts of the page; ``radius`` rounds it."""

    x: float
    down: float
    width: float
    height: float
    colour: Colour
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG, already known to be one, stretched over a rectangle.

    Whoever places it keeps its proportions. It lies over fills and under texts.
    """

    x: float
    down: float
    width: float
    height: float
    image: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle that leads to a web, mail or phone address, or ``#3`` to page 3 of this file.

    An address of another kind (a script, a file) is printed by nobody and leads nowhere.
    """

    x: float
    down: float
    width: float
    height: float
    url: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line in the contents that PDF readers show beside the page; level 0 is the outermost."""

    title: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """A piece that is never cut by the end of a page; ``keep`` holds it to the next one."""

    height: float
    texts: tuple[Placed, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    shapes: tuple[Shape, ...] = ()
    frames: tuple[Frame, ...] = ()
    fills: tuple[Fill, ...] = ()
    pictures: tuple[Picture, ...] = ()
    links: tuple[Link, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs under each other in a column ``width`` wide that begins at ``x``."""

    x: float
    width: float
    parts: tuple[tuple[str, Style], ...]
    align: Align = Align.LEFT


def cell(x: float, width: float, text: str, style: Style, align: Align = Align.LEFT) -> Cell:
    return Cell(x, width, ((text, style),), align)


def row(*cells: Cell, above: float = 0, below: float = 0, keep: bool = False) -> Band:
    """Cells beside each other on one first baseline, as high as the highest of them."""
    columns = [list(_lines(each)) for each in cells if each.parts]
    first = max(lines[0].up for lines in columns)
    texts: list[Placed] = []
    height = 0.0
    for lines in columns:
        down = above + first - lines[0].up
        for line in lines:
            if line.text:
                texts.append(Placed(line.x, down + line.up, line.text, line.style))
            down += line.up + line.down
        height = max(height, down)
    return Band(height + below, tuple(texts), keep=keep)


@dataclass(frozen=True, slots=True)
class _CellLine:
    """A line of a cell with the room that it takes above and below its baseline."""

    text: str
    style: Style
    x: float
    up: float
    down: float


def _lines(column: Cell) -> Iterator[_CellLine]:
    """More room than the leading gives is for scripts that stack their marks."""
    for text, style in column.parts:
        for line in wrap(text, style.face, style.size, column.width):
            x = column.x
            if column.align is not Align.LEFT:
                free = column.width - measure(line, style.face, style.size)
                x += free if column.align is Align.RIGHT else free / 2
            above, below = reach(line, style.face, style.size)
            up, down = style.baseline, style.leading - style.baseline
            yield _CellLine(line, style, x, max(up, above), max(down, below))


def gap(height: float, *, keep: bool = False) -> Band:
    return Band(height, keep=keep)


def hairline(
    width: float,
    *,
    above: float = 6,
    below: float = 6,
    weight: float = 0.6,
    colour: Colour = LINE,
    keep: bool = False,
) -> Band:
    stroke = Stroke(0, above, width, weight, colour)
    return Band(above + below, strokes=(stroke,), keep=keep)


def kept(bands: Iterable[Band]) -> list[Band]:
    """The same bands held together on one page; the last is free to end it."""
    held = [replace(band, keep=True) for band in bands]
    if held:
        held[-1] = replace(held[-1], keep=False)
    return held


def height_of(bands: Sequence[Band]) -> float:
    return sum(band.height for band in bands)
