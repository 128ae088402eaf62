"""Receipts a second, beside the same page drawn straight on a ReportLab canvas.

A5, three lines in two languages, a Latin name, a QR code, two embedded TrueType faces. The floor
draws the very same strings, lines and code at places that were worked out before: all that is
ours (words, measuring, breaking, stacking) is what it does not do. With names in other scripts,
which are shaped and drawn as outlines, it is held against the same floor.
"""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bench._measure import Figure, at_least, in_turns, median, ratio, scaled, within
from expatdesk.documents.letterheads import pages as pages_module
from expatdesk.documents.letterheads.bands import Placed, Stroke
from expatdesk.documents.letterheads.pages import A5, Page
from expatdesk.documents.parts import Centre, Recipient, Words
from expatdesk.documents.receipt import (
    PaidBy,
    ReceiptLine,
    ReceiptPaper,
    VatShare,
    render,
    render_receipt,
)
from expatdesk.terms import DocumentKind, Means

MUST_BE = 2 / 3
SHAPED_MUST_BE = 1 / 2
LARGEST = 80.0
"""Kilobytes of a receipt with names in other scripts."""
ROUNDS = 7
EACH = 60

PAPER = ReceiptPaper(
    kind=DocumentKind.RECEIPT,
    label="2026-004183",
    issued_at=datetime(2026, 11, 24, 11, 42, tzinfo=ZoneInfo("Europe/Amsterdam")),
    centre=Centre("Expat Centre", ("Stationsweg 126", "2312 AV Leiden"), "NL800123456B01"),
    lines=(
        ReceiptLine(Words("First registration, first person", "Eerste inschrijving"), 6050, 2100),
        ReceiptLine(Words("First registration, partner", "Eerste inschrijving"), 3025, 2100),
        ReceiptLine(Words("First registration, child", "Eerste inschrijving, kind"), 1513, 2100),
    ),
    total=10588,
    vat=(VatShare(2100, 8750, 1838),),
    payments=(PaidBy(Means.PIN, 10588, reference="Terminal 4711"),),
    recipient=Recipient("Joost van der Wielenmaker"),
    verification_code="9f3c-a1e0-77b4",
    qr_payload="https://expatcentre.example/r/2026-004183?c=9f3ca1e077b4",
)

FOREIGN = Recipient("欧阳明澈", "Ouyang Mingche", ("آية المسروري", "2312 AV Leiden"))


@dataclass(frozen=True)
class Straight:
    """A page whose every place is known."""

    height: float
    texts: list[tuple[float, float, Placed]]
    lines: list[tuple[float, float, Stroke]]
    code: tuple[float, float, float]


def straight() -> Straight:
    """Takes the page that we made, once."""
    caught: list[Page] = []
    original = pages_module.to_pdf

    def keep(sheet: object, pages: list[Page], imprint: object) -> bytes:
        caught.extend(pages)
        return original(sheet, pages, imprint)  # type: ignore[arg-type]

    render.to_pdf = keep  # type: ignore[assignment,attr-defined]
    render_receipt(PAPER)
    render.to_pdf = original  # type: ignore[attr-defined]
    (page,) = caught
    texts, lines, code = [], [], (0.0, 0.0, 0.0)
    for top, band in page.placed:
        level = page.height - top
        texts += [(A5.side + each.x, level - each.down, each) for each in band.texts]
        lines += [(A5.side + each.x, level - each.down, each) for each in band.strokes]
        for shape in band.shapes:
            side = max(x + width for x, _down, width, _height in shape.rectangles)
            code = (A5.side, level - side, side)
    return Straight(page.height, texts, lines, code)


def floor(page: Straight) -> bytes:
    import segno
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(A5.width, page.height), pageCompression=1, invariant=1)
    for x, y, placed in page.texts:
        canvas.setFont(placed.style.face.value, placed.style.size)
        canvas.setFillColorRGB(*placed.style.colour)
        canvas.drawString(x, y, placed.text)
    for x, y, stroke in page.lines:
        canvas.setStrokeColorRGB(*stroke.colour)
        canvas.setLineWidth(stroke.weight)
        canvas.line(x, y, x + stroke.length, y)
    matrix = segno.make_qr(PAPER.qr_payload, error="m", boost_error=False).matrix
    left, bottom, side = page.code
    module = side / len(matrix)
    path = canvas.beginPath()
    canvas.setFillColorRGB(0, 0, 0)
    for row, bits in enumerate(matrix):
        start = None
        for column, dark in enumerate([*bits, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                top = bottom + side - (row + 1) * module
                path.rect(left + start * module, top, (column - start) * module, module)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def figures(scale: float = 1.0) -> list[Figure]:
    page = straight()
    numbers = itertools.count(1)
    each = scaled(EACH, scale)

    def ours() -> None:
        for number in itertools.islice(numbers, each):
            render_receipt(replace(PAPER, label=f"2026-{number:06d}"))

    def bare() -> None:
        for _turn in range(each):
            floor(page)

    foreign = replace(PAPER, recipient=FOREIGN)

    def in_other_scripts() -> None:
        for number in itertools.islice(numbers, each):
            render_receipt(replace(foreign, label=f"2026-{number:06d}"))

    mine, theirs, shaped = in_turns((ours, bare, in_other_scripts), scaled(ROUNDS, scale), warm=1)
    return [
        at_least(
            "receipt PDF, A5, embedded fonts, QR code",
            # A rate is the inverse of a time.
            ratio(theirs, mine),
            MUST_BE,
            ours=f"{1000 * each / median(mine):.0f} a second",
            floor=f"{1000 * each / median(theirs):.0f} a second",
        ),
        at_least(
            "the same with a Chinese and an Arabic name",
            ratio(theirs, shaped),
            SHAPED_MUST_BE,
            ours=f"{1000 * each / median(shaped):.0f} a second",
            floor=f"{1000 * each / median(theirs):.0f} a second",
        ),
        within("its size", len(render_receipt(foreign)) / 1000, LARGEST, "kB"),
    ]
