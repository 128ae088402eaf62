"""The head of a till document: who issues it, what it is, its number, for whom."""

from __future__ import annotations

from expatdesk import formats
from expatdesk.documents.letterheads.bands import (
    Align,
    Band,
    Cell,
    Frame,
    Placed,
    cell,
    hairline,
    row,
)
from expatdesk.documents.letterheads.logo import receipt_logo, roll_logo
from expatdesk.documents.letterheads.style import ARRIVED, BLACK, LINE, Style
from expatdesk.documents.parts import Centre, Recipient
from expatdesk.documents.plaintext import NOT_AS_WRITTEN, name_lines, undrawable
from expatdesk.documents.receipt.form import Form
from expatdesk.documents.receipt.paper import ReceiptPaper
from expatdesk.documents.wrapping import measure
from expatdesk.i18n import N_
from expatdesk.terms import DocumentKind

_TITLES = {
    DocumentKind.RECEIPT: N_("Receipt"),
    DocumentKind.CREDIT: N_("Credit receipt"),
    DocumentKind.CORRECTION: N_("Correction"),
    DocumentKind.INVOICE: N_("Invoice"),
}
_RECEIPT_AND_INVOICE = N_("Receipt · Invoice")
_NOT_ISSUED = N_("not issued yet")


def title_of(paper: ReceiptPaper) -> str:
    """The message id of what this paper is."""
    if paper.kind is DocumentKind.RECEIPT and paper.is_full_invoice:
        return _RECEIPT_AND_INVOICE
    return _TITLES[paper.kind]


def numbers_of(label: str, form: Form) -> tuple[str, ...]:
    """The number; of a preview, in each language, that there is none: it is no receipt."""
    return (label,) if label else form.say.each(_NOT_ISSUED)


def head(paper: ReceiptPaper, form: Form) -> list[Band]:
    titles = form.say.each(title_of(paper))
    bands = _roll_top(paper, form, titles) if form.is_roll else _page_top(paper, form, titles)
    bands += _details(paper, form)
    bands.append(hairline(form.width, above=8, below=7, colour=_line(form)))
    return bands


def letterhead(centre: Centre, titles: tuple[str, ...], form: Form) -> list[Band]:
    """The centre on the left and what this is on the right; on a roll the centre in the middle."""
    scale = form.scale
    known = identity(centre, form)
    registered = known if form.is_roll else [" · ".join(known)]
    lines = [(centre.name, scale.name), (" · ".join(centre.address), scale.small)]
    lines += [(each, scale.small) for each in registered if each]
    if form.is_roll:
        above = roll_logo(centre.logo, form.width) if centre.logo is not None else None
        names = row(Cell(0, form.width, tuple(lines), Align.CENTRE))
        return [names] if above is None else [above, names]
    share = form.width * 0.68
    upper = tuple((title.upper(), scale.title) for title in titles)
    return [
        *([] if centre.logo is None else [receipt_logo(centre.logo)]),
        row(
            Cell(0, share, tuple(lines)),
            Cell(share + 6, form.width - share - 6, upper, Align.RIGHT),
        ),
    ]


def identity(centre: Centre, form: Form) -> list[str]:
    """VAT id and chamber-of-commerce number."""
    numbers = ((N_("VAT id"), centre.vat_id), (N_("CoC"), centre.chamber_number))
    return [f"{form.say.label(of)} {number}" for of, number in numbers if number]


def stamp(form: Form) -> Band:
    """COPY / KOPIE in a frame, on each reprint."""
    style = form.scale.title.coloured(BLACK if form.is_roll else ARRIVED)
    text = form.say.label(N_("COPY"))
    width = measure(text, style.face, style.size) + 12
    x = (form.width - width) / 2 if form.is_roll else form.width - width
    frame = Frame(x, 5, width, 16, style.colour)
    placed = Placed(x + 6, 5 + 8 + style.size * 0.364, text, style)
    return Band(24, (placed,), frames=(frame,))


def _page_top(paper: ReceiptPaper, form: Form, titles: tuple[str, ...]) -> list[Band]:
    bands = letterhead(paper.centre, titles, form)
    if paper.copy:
        bands.append(stamp(form))
    bands.append(hairline(form.width, above=9, below=6))
    when = f"{form.say.day(paper.issued_at)} · {formats.time_hm(paper.issued_at)}"
    desk = form.say.words(paper.desk)[:1]
    strong, text = form.scale.strong, form.scale.text
    number = " / ".join(numbers_of(paper.label, form))
    bands.append(form.pair(form.say.label(N_("Number")), (number, strong)))
    bands.append(form.pair(form.say.label(N_("Date")), (" · ".join((when, *desk)), text)))
    return bands


def _roll_top(paper: ReceiptPaper, form: Form, titles: tuple[str, ...]) -> list[Band]:
    bands = letterhead(paper.centre, titles, form)
    if paper.copy:
        bands.append(stamp(form))
    bands.append(hairline(form.width, above=7, below=6, colour=BLACK))
    text = form.scale.text
    upper = [each.upper() for each in titles]
    when = f"{formats.date_numeric(paper.issued_at)} {formats.time_hm(paper.issued_at)}"
    desk = " ".join(form.say.words(paper.desk)[:1])
    dated = measure(when, text.face, text.size) + 6
    bands.append(_titled(upper, numbers_of(paper.label, form), form))
    bands.append(
        row(
            cell(0, dated, when, text),
            cell(dated, form.width - dated, desk, text, Align.RIGHT),
        )
    )
    return bands


def _titled(titles: list[str], numbers: tuple[str, ...], form: Form) -> Band:
    """Titles on one line beside the number where they fit, otherwise under each other."""
    style = form.scale.strong
    column = max(measure(number, style.face, style.size) for number in numbers)
    left = form.width - column - 6
    joined = " · ".join(titles)
    lines = [joined] if measure(joined, style.face, style.size) <= left else titles
    return row(
        Cell(0, left, tuple((line, style) for line in lines)),
        Cell(form.width - column, column, tuple((line, style) for line in numbers), Align.RIGHT),
    )


def _details(paper: ReceiptPaper, form: Form) -> list[Band]:
    say, text = form.say, form.scale.text
    bands = []
    if paper.original:
        of = [paper.original.label, say.day(paper.original.issued_on)]
        lines = of if form.is_roll else [" · ".join(of)]
        bands.append(
            form.pair(say.label(N_("Original receipt")), *((line, text) for line in lines))
        )
    if paper.served_on:
        bands.append(form.pair(say.label(N_("Date of service")), (say.day(paper.served_on), text)))
    if paper.prepaid_on:
        day = say.day(paper.prepaid_on)
        bands.append(form.pair(say.label(N_("Paid in advance on")), (day, text)))
    if paper.reference:
        bands.append(form.pair(say.label(N_("Reference")), (paper.reference, text)))
    if paper.recipient:
        bands.append(form.pair(say.label(N_("For")), *recipient_lines(paper.recipient, form)))
    return bands


def recipient_lines(recipient: Recipient, form: Form) -> tuple[tuple[str, Style], ...]:
    """Name (and passport form), address, VAT id."""
    strong, text = form.scale.strong, form.scale.text
    small = form.scale.small
    name, *passport = name_lines(recipient.name, recipient.latin)
    lines = [(name, strong), *((line, small) for line in passport)]
    if undrawable(recipient.name):
        lines += [(line, small) for line in form.say.each(NOT_AS_WRITTEN)]
    lines += [(line, text) for line in recipient.address]
    if recipient.vat_id:
        lines.append((f"{form.say.label(N_('VAT id'))} {recipient.vat_id}", text))
    return tuple(lines)


def _line(form: Form) -> tuple[float, float, float]:
    return BLACK if form.is_roll else LINE
