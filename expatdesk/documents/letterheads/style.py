"""Type scale and colours of paper, in points. Source: the Paper section of the design."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from expatdesk.documents.typeface import Face

MM = 72 / 25.4
"""Points in a millimetre."""

Colour: TypeAlias = tuple[float, float, float]
"""Red, green and blue, each 0 to 1."""


def _rgb(code: str) -> Colour:
    red, green, blue = bytes.fromhex(code)
    return (red / 255, green / 255, blue / 255)


BLACK: Colour = (0.0, 0.0, 0.0)
INK = _rgb("1b2430")
INK_2 = _rgb("55606e")
LINE = _rgb("d5dae1")
ACCENT = _rgb("0f6b74")
ACCENT_SOFT = _rgb("e2f1f2")
ARRIVED = _rgb("a25608")
ARRIVED_SOFT = _rgb("fdf0de")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; ``leading`` is the distance of two baselines."""

    face: Face
    size: float
    leading: float
    colour: Colour = INK

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline, so that capitals stand in its middle."""
        return self.leading / 2 + self.size * 0.364

    def coloured(self, colour: Colour) -> Style:
        return replace(self, colour=colour)


@dataclass(frozen=True, slots=True)
class Scale:
    """The styles of one kind of paper."""

    name: Style
    """The name of the centre."""
    title: Style
    """What this paper is."""
    heading: Style
    strong: Style
    text: Style
    second: Style
    """The other language under the first, labels, details."""
    small: Style
    total: Style


LETTER = Scale(
    name=Style(Face.STRONG, 11, 14, ACCENT),
    title=Style(Face.STRONG, 17, 22),
    heading=Style(Face.STRONG, 10.5, 14),
    strong=Style(Face.STRONG, 9.5, 12.4),
    text=Style(Face.TEXT, 9.5, 12.4),
    second=Style(Face.TEXT, 9.5, 12.4, INK_2),
    small=Style(Face.TEXT, 8, 11, INK_2),
    total=Style(Face.STRONG, 11.5, 16),
)

TILL = Scale(
    name=Style(Face.STRONG, 12.5, 16, ACCENT),
    title=Style(Face.STRONG, 9, 12),
    heading=Style(Face.STRONG, 9, 12),
    strong=Style(Face.STRONG, 9, 12.5),
    text=Style(Face.TEXT, 9, 12.5),
    second=Style(Face.TEXT, 8.5, 11.5, INK_2),
    small=Style(Face.TEXT, 7.5, 10, INK_2),
    total=Style(Face.STRONG, 11.5, 16),
)

# A thermal printer knows black and white; grey would come out as sparse dots.
ROLL = Scale(
    name=Style(Face.STRONG, 10.5, 14, BLACK),
    title=Style(Face.STRONG, 9, 12, BLACK),
    heading=Style(Face.STRONG, 9, 12, BLACK),
    strong=Style(Face.STRONG, 9, 12, BLACK),
    text=Style(Face.TEXT, 9, 12, BLACK),
    second=Style(Face.TEXT, 8, 10.5, BLACK),
    small=Style(Face.TEXT, 7.5, 10, BLACK),
    total=Style(Face.STRONG, 12, 16, BLACK),
)

# Smaller, so that labels in two languages stand on one line of it more often than not.
NARROW_ROLL = Scale(
    name=Style(Face.STRONG, 9.5, 12.5, BLACK),
    title=Style(Face.STRONG, 8, 10.5, BLACK),
    heading=Style(Face.STRONG, 8, 10.5, BLACK),
    strong=Style(Face.STRONG, 8, 10.5, BLACK),
    text=Style(Face.TEXT, 8, 10.5, BLACK),
    second=Style(Face.TEXT, 7, 9.5, BLACK),
    small=Style(Face.TEXT, 6.8, 9, BLACK),
    total=Style(Face.STRONG, 10, 14, BLACK),
)
