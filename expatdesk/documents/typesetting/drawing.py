"""Drawing a set line on a canvas: plain text as text, the rest as outlines with text under it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from expatdesk.documents.typeface import Face
from expatdesk.documents.typesetting.line import Line, Run
from expatdesk.documents.typesetting.outlines import path_of
from expatdesk.documents.typesetting.unseen import ADVANCE, unseen_font

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject


def draw_line(canvas: Canvas, line: Line, x: float, y: float, face: Face, size: float) -> None:
    """On the baseline ``y``, in points, in the colour that the canvas fills with.

    No ink of a shaped letter is left of ``x``.
    """
    x += line.overhangs[0] * size / 1000
    places: list[tuple[Run, float]] = []
    for run in line.runs:
        places.append((run, x))
        if run.glyphs:
            _outline(canvas, run, x, y, size)
        x += run.advance * size / 1000
    canvas.saveState()
    text = canvas.beginText(x, y)
    for turned, group in groupby(places, key=lambda each: each[0].level > 0):
        part = list(group)
        at = part[0][1]
        if turned:
            _apart(text, at, y, 1)
        text.setTextOrigin(at, y)
        for run, _at in part:
            if run.glyphs:
                _unseen(text, run, size)
            else:
                _seen(text, run, face, size)
        if turned:
            _apart(text, at, y, 5)
    canvas.drawText(text)
    canvas.restoreState()


def _seen(text: PDFTextObject, run: Run, face: Face, size: float) -> None:
    text.setTextRenderMode(0)
    text.setHorizScale(100)
    text.setFont(face.value, size)
    text.textOut(run.text)


def _unseen(text: PDFTextObject, run: Run, size: float) -> None:
    """Under each cluster its characters; what runs from the right is one piece, last to first.

    That is the order in which readers of PDF files expect to find it, and turn it.
    """
    text.setTextRenderMode(3)
    text.setFont(unseen_font(), size)
    if run.from_right:
        characters = "".join(cluster.text[::-1] for cluster in run.clusters)
        _spread(text, characters, run.advance)
    else:
        for cluster in run.clusters:
            _spread(text, cluster.text, cluster.advance)


def _spread(text: PDFTextObject, characters: str, advance: float) -> None:
    text.setHorizScale(max(advance, 1) / (len(characters) * ADVANCE) * 100)
    text.textOut(characters)


def _apart(text: PDFTextObject, x: float, y: float, down: float) -> None:
    """A blank in the corner of the page, which ends the line for whoever reads the file.

    PDFium guesses one direction for all that stands on a line. It would turn the words of a name
    around or the amount beside it; and it takes two equal spaces at one place for one.
    """
    text.setTextOrigin(x / 100, down + y / 1000)
    text.setTextRenderMode(3)
    text.setHorizScale(100)
    text.setFont(unseen_font(), 1)
    text.textOut("\u00a0")


def _outline(canvas: Canvas, run: Run, x: float, y: float, size: float) -> None:
    path = path_of(run.font, run.glyphs)
    if not path:
        return
    scale = size / run.font.units
    canvas.saveState()
    canvas.transform(scale, 0, 0, scale, x, y)
    canvas.addLiteral(f"{path} f")
    canvas.restoreState()
