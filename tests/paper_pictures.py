"""Pages as pictures: where their ink is, and whether they look as approved.

A picture is approved by looking at it: run the test with APPROVE=1, open the file that it wrote,
and commit it. Readers of PDF files smooth edges in their own ways from version to version: a
pixel is then like one of its neighbours. Where a letter is another or stands elsewhere, some
pixels are like none of theirs.
"""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from expatdesk.documents.raster import picture

APPROVED = Path(__file__).parent / "documents" / "approved"
TOLERATED = 2
"""Pixels of a page that may be like none of their neighbours in the approved picture."""
_UNLIKE = 72
"""Steps, of 255, between a pixel and the most similar neighbour."""


def page_picture(pdf: bytes, *, page: int = 0, scale: float = 2.0) -> Image.Image:
    seen = picture(pdf, page, scale)
    return Image.frombytes("RGB", (seen.width, seen.height), seen.rgb).convert("L")


def ink_box(image: Image.Image) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of all that is not paper; none where the page is empty."""
    return ImageChops.invert(image).point(lambda value: 255 if value > 48 else 0).getbbox()


def difference(one: Image.Image, other: Image.Image) -> int:
    """How many pixels of either are like no neighbour in the other; all, where the sizes differ."""
    if one.size != other.size:
        return one.width * one.height
    return _unlike(one, other) + _unlike(other, one)


def _unlike(one: Image.Image, other: Image.Image) -> int:
    lighter = ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3)))
    darker = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
    return sum(ImageChops.lighter(lighter, darker).histogram()[_UNLIKE:])


def assert_approved(image: Image.Image, name: str) -> None:
    """Compares with the approved picture, which must be there."""
    file = APPROVED / f"{name}.png"
    if os.environ.get("APPROVE"):
        file.parent.mkdir(exist_ok=True)
        image.quantize(16).save(file, optimize=True)
    assert file.is_file(), f"{file.name} has not been approved yet"
    with Image.open(file) as approved:
        found = difference(image, approved.convert("L"))
    assert found <= TOLERATED, f"{file.name}: {found} pixels are not as approved"
