"""The centre's logo at the head of a paper, as large as its box allows, never distorted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from expatdesk.documents.letterheads.bands import Band, Picture
from expatdesk.documents.letterheads.style import MM

if TYPE_CHECKING:
    from expatdesk.documents.picture import CheckedPicture

LETTER_BOX: Final = (56 * MM, 11 * MM)
RECEIPT_BOX: Final = (48 * MM, 10 * MM)
ROLL_BOX: Final = (40 * MM, 14 * MM)
_LOWEST_ON_A_ROLL: Final = 5 * MM
"""A wide logo that would be lower than this is a smear of dots on a roll."""
_DOTS_AN_INCH: Final = 203
"""What a receipt printer has."""
_POINTS_AN_INCH: Final = 72
_BLACK, _WHITE = 110, 225
"""Tones up to the one are printed as black, from the other on not at all."""


def placed(
    logo: CheckedPicture, box: tuple[float, float], x: float = 0, down: float = 0
) -> Picture:
    """The logo in the upper left corner of a box (points)."""
    width, height = logo.within(*box)
    return Picture(x, down, width, height, logo.content)


def receipt_logo(logo: CheckedPicture, below: float = 5) -> Band:
    """Over the name of the centre on a page."""
    picture = placed(logo, RECEIPT_BOX)
    return Band(picture.height + below, pictures=(picture,), keep=True)


def roll_logo(logo: CheckedPicture, width: float, below: float = 4) -> Band | None:
    """In the middle of a roll of this width, in black and white; None where it does not fit."""
    wide, high = logo.within(min(ROLL_BOX[0], width), ROLL_BOX[1])
    if high < _LOWEST_ON_A_ROLL:
        return None
    picture = Picture((width - wide) / 2, 0, wide, high, _black_and_white(logo, wide, high))
    return Band(high + below, pictures=(picture,), keep=True)


def _black_and_white(logo: CheckedPicture, width: float, height: float) -> bytes:
    """As a thermal printer can show it: dots of black where the logo is dark."""
    from PIL import Image, ImageOps

    across, along = (
        max(1, round(side * _DOTS_AN_INCH / _POINTS_AN_INCH)) for side in (width, height)
    )
    with Image.open(io.BytesIO(logo.content)) as image:
        seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    grey = ImageOps.autocontrast(paper.convert("L").resize((across, along)), cutoff=1)
    # Dark areas are solid and light ones empty; only what lies between is made of dots.
    spread = [
        round(min(max((tone - _BLACK) / (_WHITE - _BLACK), 0), 1) * 255) for tone in range(256)
    ]
    buffer = io.BytesIO()
    grey.point(spread).convert("1").save(buffer, "PNG")
    return buffer.getvalue()
