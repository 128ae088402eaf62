"""The outlines of glyphs as operators of a PDF path, in units of their font."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from expatdesk.documents.typesetting.fonts import Font

if TYPE_CHECKING:
    import uharfbuzz as hb

    from expatdesk.documents.typesetting.line import Glyph

_Step: TypeAlias = tuple[str, tuple[float, ...]]
"""An operator (m, l, c, h) and its points, x and y in turn."""


def path_of(font: Font, glyphs: Iterable[Glyph]) -> str:
    """One path of all glyphs at their places, so that joined letters have no seam."""
    words: list[str] = []
    for glyph in glyphs:
        x, y = glyph.x, glyph.y
        for operator, points in _outline(font, glyph.number):
            words += [
                f"{round(points[at] + x)} {round(points[at + 1] + y)}"
                for at in range(0, len(points), 2)
            ]
            words.append(operator)
    return " ".join(words)


@lru_cache(maxsize=2048)
def _outline(font: Font, glyph: int) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    font.shaper.draw_glyph(glyph, _pen(), steps)
    return tuple(steps)


@cache
def _pen() -> hb.DrawFuncs:
    """Writes what it is told into the list that the drawing was started with."""
    import uharfbuzz

    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(_move)
    pen.set_line_to_func(_line)
    pen.set_cubic_to_func(_cubic)
    pen.set_quadratic_to_func(_quadratic)
    pen.set_close_path_func(_close)
    return pen


def _move(x: float, y: float, steps: list[_Step]) -> None:
    steps.append(("m", (x, y)))


def _line(x: float, y: float, steps: list[_Step]) -> None:
    steps.append(("l", (x, y)))


def _cubic(
    x1: float, y1: float, x2: float, y2: float, x: float, y: float, steps: list[_Step]
) -> None:
    steps.append(("c", (x1, y1, x2, y2, x, y)))


def _quadratic(x1: float, y1: float, x: float, y: float, steps: list[_Step]) -> None:
    """As the cubic curve that is the same: PDF knows no other."""
    before = steps[-1][1]
    from_x, from_y = before[-2], before[-1]
    steps.append(
        (
            "c",
            (
                from_x + 2 / 3 * (x1 - from_x),
                from_y + 2 / 3 * (y1 - from_y),
                x + 2 / 3 * (x1 - x),
                y + 2 / 3 * (y1 - y),
                x,
                y,
            ),
        )
    )


def _close(steps: list[_Step]) -> None:
    steps.append(("h", ()))
