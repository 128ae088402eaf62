"""Bands: the horizontal pieces of a paper, measured before anything is drawn.

A band knows its height and what stands in it, relative to its own top left corner. Pages are
made by stacking bands, so a document is measured once and drawn once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from expatdesk.documents.letterheads.style import LINE, Colour, Style
from expatdesk.documents.typeface import typeface
from expatdesk.documents.wrapping import wrap


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
class Band:
    """A piece that is never cut by the end of a page; ``keep`` holds it to the next one."""

    height: float
    texts: tuple[Placed, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    shapes: tuple[Shape, ...] = ()
    frames: tuple[Frame, ...] = ()
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
    first = max(each.parts[0][1].baseline for each in cells if each.parts)
    texts: list[Placed] = []
    height = 0.0
    for each in cells:
        if each.parts:
            start = above + first - each.parts[0][1].baseline
            height = max(height, _set(each, start, texts))
    return Band(height + below, tuple(texts), keep=keep)


def _set(column: Cell, down: float, texts: list[Placed]) -> float:
    """Appends the cell's lines to ``texts``; returns where the cell ends."""
    for text, style in column.parts:
        face = typeface(style.face)
        for line in wrap(text, style.face, style.size, column.width):
            x = column.x
            if column.align is not Align.LEFT:
                free = column.width - face.width(line, style.size)
                x += free if column.align is Align.RIGHT else free / 2
            if line:
                texts.append(Placed(x, down + style.baseline, line, style))
            down += style.leading
    return down


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
