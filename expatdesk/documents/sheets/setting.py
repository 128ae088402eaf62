"""How a sheet is set: its styles and distances, in points, and a tighter cut of the same."""

from __future__ import annotations

from dataclasses import dataclass, replace

from expatdesk.documents.letterheads.style import (
    ACCENT,
    ACCENT_SOFT,
    ARRIVED,
    ARRIVED_SOFT,
    INK_2,
    MM,
    Colour,
    Style,
)
from expatdesk.documents.typeface import Face
from expatdesk.markup import BoxKind

GUTTER = 24.0
"""Between the two languages."""
SIDE_HEADS = 48 * MM
"""Width that the headings of a sheet in one language have beside its text, gap included."""
QR_SIDE = 18 * MM


@dataclass(frozen=True, slots=True)
class Setting:
    title: Style
    heading: Style
    text: Style
    table: Style
    """Cells of a table; their heads are strong."""
    above_part: float
    above_block: float
    above_item: float
    box_pad: float
    """Between the edge of a box and the text in it."""
    row_by_row: bool = True
    """Whether paragraphs and points of lists begin beside their counterparts."""


NORMAL = Setting(
    title=Style(Face.STRONG, 18, 22.5),
    heading=Style(Face.STRONG, 10.5, 14, ACCENT),
    text=Style(Face.TEXT, 9.5, 12.4),
    table=Style(Face.TEXT, 9.2, 12.0),
    above_part=9.0,
    above_block=4.0,
    above_item=1.2,
    box_pad=7.0,
)

CLOSE = Setting(
    title=Style(Face.STRONG, 17.5, 21.5),
    heading=Style(Face.STRONG, 10.3, 13.4, ACCENT),
    text=Style(Face.TEXT, 9.4, 12.0),
    table=Style(Face.TEXT, 9.1, 11.7),
    above_part=7.5,
    above_block=3.4,
    above_item=0.7,
    box_pad=6.0,
)
"""For a sheet that is a line or two longer than its side."""

ROOMY = Setting(
    title=Style(Face.STRONG, 20, 25),
    heading=Style(Face.STRONG, 10.5, 14, ACCENT),
    text=Style(Face.TEXT, 10, 13.6),
    table=Style(Face.TEXT, 9.5, 12.8),
    above_part=13.0,
    above_block=5.0,
    above_item=2.0,
    box_pad=8.0,
)
"""For one language alone: its lines are longer, and it has the side to itself."""

CLOSER = Setting(
    title=Style(Face.STRONG, 16.5, 20),
    heading=Style(Face.STRONG, 10, 12.8, ACCENT),
    text=Style(Face.TEXT, 9.2, 11.6),
    table=Style(Face.TEXT, 9.0, 11.3),
    above_part=6.5,
    above_block=2.8,
    above_item=0.4,
    box_pad=5.0,
)
"""For one that is a few lines longer; nothing is ever smaller than this."""

FREE = replace(CLOSER, row_by_row=False)
"""The same, with parts beside each other but not each of their paragraphs: that saves lines."""


def settings_for(languages: int) -> tuple[Setting, ...]:
    """In the order in which they are tried."""
    return (ROOMY, NORMAL, CLOSE, CLOSER) if languages == 1 else (NORMAL, CLOSE, CLOSER, FREE)


SMALL = Style(Face.TEXT, 8, 10.6, INK_2)
CODE_WORDS = Style(Face.STRONG, 8.5, 11)
CODE_ADDRESS = Style(Face.TEXT, 8.5, 11, ACCENT)
NOTE = Style(Face.TEXT, 8.5, 11.4, INK_2)

BOX_GROUND: dict[BoxKind, Colour] = {BoxKind.WARNING: ARRIVED_SOFT, BoxKind.TIP: ACCENT_SOFT}
BOX_BAR: dict[BoxKind, Colour] = {BoxKind.WARNING: ARRIVED, BoxKind.TIP: ACCENT}
BAR = 2.4
"""Width of the bar at the left of a box."""
