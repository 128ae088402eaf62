"""Drawing one page of bands on a ReportLab canvas: fills, pictures, texts, lines, links."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from urllib.parse import quote

from expatdesk.documents.letterheads.bands import Band, Fill, Frame, Link, Picture, Placed
from expatdesk.documents.letterheads.style import Style
from expatdesk.documents.plaintext import drawable
from expatdesk.documents.typeface import typeface
from expatdesk.documents.typesetting import draw_line, set_line

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_SCHEMES = ("https://", "http://", "mailto:", "tel:")
HEAD_ROOM = 14.0
"""Points above a heading that stay in sight after a jump to it."""


def page_key(number: int) -> str:
    """The name under which links find a page; the first is 1."""
    return f"page-{number}"


def leads_to_page(link: Link) -> int | None:
    """The number of the page that ``#3`` stands for, none for an address."""
    digits = link.url.removeprefix("#")
    if digits != link.url and digits.isascii() and digits.isdigit():
        return int(digits)
    return None


def draw_ground(canvas: Canvas, band: Band, side: float, level: float) -> None:
    """What lies under the texts of the whole page; ``level`` is the height of the band's top."""
    for fill in band.fills:
        _fill(canvas, fill, side, level)
    for picture in band.pictures:
        _picture(canvas, picture, side, level)


def draw_band(
    canvas: Canvas, band: Band, side: float, level: float, last: Style | None
) -> Style | None:
    """Texts, lines, shapes and boxes; ``last`` is the style that the canvas is set to."""
    for placed in band.texts:
        last = _write(canvas, placed, side, level, last)
    for stroke in band.strokes:
        canvas.setStrokeColorRGB(*stroke.colour)
        canvas.setLineWidth(stroke.weight)
        y = level - stroke.down
        canvas.line(side + stroke.x, y, side + stroke.x + stroke.length, y)
    for shape in band.shapes:
        canvas.setFillColorRGB(*shape.colour)
        last = None
        path = canvas.beginPath()
        for x, down, width, height in shape.rectangles:
            path.rect(side + x, level - down - height, width, height)
        canvas.drawPath(path, stroke=0, fill=1)
    for frame in band.frames:
        _frame(canvas, frame, side, level)
    return last


def draw_links(canvas: Canvas, band: Band, side: float, level: float, pages: int) -> None:
    """Clickable rectangles; what leads to a page beyond the last is left out."""
    for link in band.links:
        low = level - link.down - link.height
        place = (side + link.x, low, side + link.x + link.width, low + link.height)
        number = leads_to_page(link)
        if number is not None and 1 <= number <= pages:
            canvas.linkAbsolute("", page_key(number), place)
        elif link.url.lower().startswith(_SCHEMES):
            # Only what a URI may hold; what is already quoted stays as it is.
            canvas.linkURL(quote(link.url, safe="%/:?#[]@!$&'()*+,;=~"), place)


def _fill(canvas: Canvas, fill: Fill, side: float, level: float) -> None:
    canvas.setFillColorRGB(*fill.colour)
    low = level - fill.down - fill.height
    if fill.radius:
        canvas.roundRect(side + fill.x, low, fill.width, fill.height, fill.radius, stroke=0, fill=1)
    else:
        canvas.rect(side + fill.x, low, fill.width, fill.height, stroke=0, fill=1)


def _picture(canvas: Canvas, picture: Picture, side: float, level: float) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(
        ImageReader(io.BytesIO(picture.image)),
        side + picture.x,
        level - picture.down - picture.height,
        picture.width,
        picture.height,
        mask="auto",
    )


def _frame(canvas: Canvas, frame: Frame, side: float, level: float) -> None:
    canvas.setStrokeColorRGB(*frame.colour)
    canvas.setLineWidth(0.8)
    low = level - frame.down - frame.height
    canvas.roundRect(side + frame.x, low, frame.width, frame.height, 2.5)


def _write(canvas: Canvas, placed: Placed, side: float, level: float, last: Style | None) -> Style:
    style = placed.style
    known = typeface(style.face)  # from its first use on the canvas knows it too
    if style is not last:
        canvas.setFont(style.face.value, style.size)
        canvas.setFillColorRGB(*style.colour)
    x, y = side + placed.x, level - placed.down
    if known.drawable.issuperset(placed.text):
        canvas.drawString(x, y, placed.text)
    else:
        line = set_line(drawable(placed.text, style.face), style.face)
        draw_line(canvas, line, x, y, style.face, style.size)
    return style
