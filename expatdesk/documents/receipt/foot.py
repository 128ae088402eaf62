"""The end of a till document: what it belongs to, notes, and the code it is checked by."""

from __future__ import annotations

from collections.abc import Iterator

from expatdesk import formats
from expatdesk.documents.letterheads.bands import Align, Band, Cell, Shape, cell, hairline, row
from expatdesk.documents.letterheads.style import BLACK, LINE, MM
from expatdesk.documents.qr import qr_bars
from expatdesk.documents.receipt.form import Form
from expatdesk.documents.receipt.head import numbers_of, title_of
from expatdesk.documents.receipt.paper import ReceiptPaper
from expatdesk.i18n import N_
from expatdesk.terms import DocumentKind

_QR_SIDE = 20 * MM

_BELONGS = {
    DocumentKind.INVOICE: N_(
        "This invoice belongs to receipt {number} of {day}. It adds no turnover and no VAT to it."
    ),
    DocumentKind.CORRECTION: N_(
        "This document corrects how receipt {number} of {day} was paid. "
        "What was sold, and the VAT on it, stay as they are."
    ),
}


def foot(paper: ReceiptPaper, form: Form) -> list[Band]:
    return [*_notes(paper, form), *_verification(paper, form)]


def _notes(paper: ReceiptPaper, form: Form) -> Iterator[Band]:
    texts: list[str] = []
    if paper.original and paper.kind in _BELONGS:
        original = paper.original
        texts += form.say.each(_BELONGS[paper.kind], number=original.label, day=original.issued_on)
    for note in paper.notes:
        texts += form.say.words(note)
    if texts:
        parts = tuple((text, form.scale.small) for text in texts)
        yield row(Cell(0, form.width, parts), above=7)


def _verification(paper: ReceiptPaper, form: Form) -> Iterator[Band]:
    if not (paper.verification_code or paper.qr_payload):
        return
    colour = BLACK if form.is_roll else LINE
    yield hairline(form.width, above=9, below=9, colour=colour, keep=True)
    labels = form.say.each(N_("Verification code"))
    parts = ((" · ".join(labels), form.scale.small), (paper.verification_code, form.scale.text))
    height = sum(style.leading for _text, style in parts)
    if not paper.qr_payload:
        yield row(Cell(0, form.width, parts))
        return
    beside = _QR_SIDE + 10
    words = row(Cell(beside, form.width - beside, parts), above=(_QR_SIDE - height) / 2)
    code = Shape(qr_bars(paper.qr_payload, _QR_SIDE), BLACK)
    yield Band(max(_QR_SIDE, words.height), words.texts, shapes=(code,))


def running_head(paper: ReceiptPaper, form: Form) -> list[Band]:
    """What heads the second page and every later one."""
    style = form.scale.small
    marks = list(numbers_of(paper.label, form))
    if paper.copy:
        marks.append(form.say.label(N_("COPY")))
    third = form.width / 3
    return [
        row(
            cell(0, third, paper.centre.name, style),
            cell(third, form.width - third, " · ".join(marks), style, Align.RIGHT),
        ),
        hairline(form.width, above=4, below=8),
    ]


def page_foot(paper: ReceiptPaper, form: Form, number: int, pages: int) -> Band:
    style = form.scale.small
    made = f"{form.say.day(paper.issued_at)}, {formats.time_hm(paper.issued_at)}"
    return row(
        cell(0, form.width - 40, f"{_named(paper, form)} · {made}", style),
        cell(form.width - 40, 40, f"{number} / {pages}", style, Align.RIGHT),
        above=8,
    )


def _named(paper: ReceiptPaper, form: Form) -> str:
    number = " / ".join(numbers_of(paper.label, form))
    return f"{form.say.label(title_of(paper))} · {number}"
