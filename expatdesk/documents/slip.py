"""The slip of an unbilled charge: what an employer owes until it is invoiced. No receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from expatdesk import formats
from expatdesk.documents.letterheads.bands import Align, Band, Cell, cell, hairline, kept, row
from expatdesk.documents.letterheads.pages import Imprint, one_long_page, paginate, to_pdf
from expatdesk.documents.letterheads.style import BLACK, INK, LINE
from expatdesk.documents.parts import Centre, Languages, Layout, Recipient, Words
from expatdesk.documents.receipt.form import Form
from expatdesk.documents.receipt.form import form as form_for
from expatdesk.documents.receipt.head import letterhead, numbers_of, recipient_lines
from expatdesk.documents.wrapping import measure
from expatdesk.i18n import N_

_TITLE = N_("Charge on account")
_NO_RECEIPT = N_("This is no receipt and no invoice. It has no VAT turnover; the invoice follows.")


@dataclass(frozen=True, slots=True)
class SlipLine:
    text: Words
    net: int
    """Cents of the whole line, excl. VAT."""
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class ChargeSlip:
    """What goes on an organisation's account. Amounts in cents, excl. VAT."""

    label: str
    """The number as printed, S2026-000017."""
    made_at: datetime
    """Aware, in the time of the centre."""
    centre: Centre
    account: Recipient
    lines: tuple[SlipLine, ...]
    net: int
    served_on: date | None = None
    po_number: str = ""
    reference: str = ""
    """Code of the visit."""
    languages: Languages = Languages.BOTH
    layout: Layout = Layout.A5


def render_slip(slip: ChargeSlip) -> bytes:
    """The PDF, the same bytes for the same slip. Raises OSError where the fonts are missing."""
    form = form_for(slip.layout, slip.languages)
    content = [*_head(slip, form), *_lines(slip, form), *_foot(form)]
    if form.is_roll:
        pages = one_long_page(form.sheet, content)
    else:
        pages = paginate(
            form.sheet,
            content,
            footer=lambda number, count: _page_foot(slip, form, number, count),
        )
    title = f"{form.say.label(_TITLE)} {slip.label}"
    return to_pdf(form.sheet, pages, Imprint(title, slip.centre.name, form.say.first, slip.made_at))


def _head(slip: ChargeSlip, form: Form) -> Iterator[Band]:
    say, text, strong = form.say, form.scale.text, form.scale.strong
    titles = say.each(_TITLE)
    yield from letterhead(slip.centre, titles, form)
    yield hairline(form.width, above=9, below=6, colour=_line(form))
    if form.is_roll:
        parts = tuple((title.upper(), strong) for title in titles)
        yield row(Cell(0, form.width, parts), below=3)
    number = " / ".join(numbers_of(slip.label, form))
    yield form.pair(say.label(N_("Number")), (number, strong))
    yield form.pair(say.label(N_("Date")), (_made(slip, form), text))
    if slip.served_on:
        yield form.pair(say.label(N_("Date of service")), (say.day(slip.served_on), text))
    if slip.reference:
        yield form.pair(say.label(N_("Reference")), (slip.reference, text))
    yield form.pair(say.label(N_("On account of")), *recipient_lines(slip.account, form))
    if slip.po_number:
        yield form.pair(say.label(N_("PO number")), (slip.po_number, strong))
    yield hairline(form.width, above=8, below=7, colour=_line(form))


def _lines(slip: ChargeSlip, form: Form) -> list[Band]:
    say, text = form.say, form.scale.text
    bands = []
    for line in slip.lines:
        words = say.words(line.text) or ("",)
        parts = [(words[0], text), *((each, form.scale.second) for each in words[1:])]
        if line.quantity != 1:
            parts[0] = (f"{line.quantity} × {words[0]}", text)
        amount = say.bare(line.net)
        column = measure(amount, text.face, text.size)
        bands.append(
            row(
                Cell(0, form.width - column - 10, tuple(parts)),
                cell(form.width - column, column, amount, text, Align.RIGHT),
                below=4,
            )
        )
    strong = BLACK if form.is_roll else INK
    total = say.label(N_("Total excl. VAT"))
    closing = [
        hairline(form.width, above=3, below=4, weight=0.9, colour=strong),
        form.sum(total, say.euros(slip.net), form.scale.total),
    ]
    return [*bands[:-1], *kept([*bands[-1:], *closing])]


def _foot(form: Form) -> Iterator[Band]:
    parts = tuple((text, form.scale.strong) for text in form.say.each(_NO_RECEIPT))
    yield row(Cell(0, form.width, parts), above=10)


def _page_foot(slip: ChargeSlip, form: Form, number: int, pages: int) -> Band:
    style = form.scale.small
    label = " / ".join(numbers_of(slip.label, form))
    named = f"{form.say.label(_TITLE)} · {label} · {_made(slip, form)}"
    return row(
        cell(0, form.width - 40, named, style),
        cell(form.width - 40, 40, f"{number} / {pages}", style, Align.RIGHT),
        above=8,
    )


def _made(slip: ChargeSlip, form: Form) -> str:
    return f"{form.say.day(slip.made_at)}, {formats.time_hm(slip.made_at)}"


def _line(form: Form) -> tuple[float, float, float]:
    return BLACK if form.is_roll else LINE
