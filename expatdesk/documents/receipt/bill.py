"""The bill: what was sold, total, VAT, rounding and how it was paid."""

from __future__ import annotations

from collections.abc import Iterator

from expatdesk import formats
from expatdesk.documents.letterheads.bands import Align, Band, Cell, cell, gap, hairline, kept, row
from expatdesk.documents.letterheads.style import BLACK, INK, Style
from expatdesk.documents.receipt.form import Form
from expatdesk.documents.receipt.paper import PaidBy, ReceiptLine, ReceiptPaper, VatShare
from expatdesk.documents.wrapping import measure
from expatdesk.i18n import N_
from expatdesk.terms import Means

MEANS = {
    Means.PIN: N_("PIN"),
    Means.CASH: N_("Cash"),
    Means.ONLINE: N_("Paid online"),
    Means.BANK_TRANSFER: N_("Bank transfer"),
}


def bill(paper: ReceiptPaper, form: Form) -> list[Band]:
    """Lines that may run over pages; the last one stays with the totals."""
    sold = list(_table(paper, form) if _is_table(paper, form) else _plain(paper, form))
    closing = [*_totals(paper, form), *_paid(paper, form)]
    return [*sold[:-1], *kept([*sold[-1:], *closing])]


def _is_table(paper: ReceiptPaper, form: Form) -> bool:
    return paper.is_full_invoice and not form.is_roll and bool(paper.lines)


def _plain(paper: ReceiptPaper, form: Form) -> Iterator[Band]:
    scale = form.scale
    rates = paper.has_many_rates or paper.is_full_invoice
    amounts = [form.say.bare(line.amount) for line in paper.lines]
    column = max((_width(amount, scale.text) for amount in amounts), default=0)
    for line, amount in zip(paper.lines, amounts, strict=True):
        yield row(
            Cell(0, form.width - column - 10, _described(line, form, rates=rates)),
            cell(form.width - column, column, amount, scale.text, Align.RIGHT),
            below=4,
        )


def _described(
    line: ReceiptLine, form: Form, *, rates: bool, times: bool = True
) -> tuple[tuple[str, Style], ...]:
    texts = form.say.words(line.text) or ("",)
    details = []
    if times and line.quantity != 1:
        each = "" if line.unit_price is None else f" {form.say.bare(line.unit_price)}"
        details.append(f"{line.quantity} ×{each}")
    if rates:
        details.append(_rate(line.vat_points, form))
    parts = [(texts[0], form.scale.text), *((text, form.scale.second) for text in texts[1:])]
    if details:
        parts.append((" · ".join(details), form.scale.small))
    return tuple(parts)


def _table(paper: ReceiptPaper, form: Form) -> Iterator[Band]:
    """Columns of a full invoice: quantity, price, rate, amount without and with VAT."""
    say, text, small = form.say, form.scale.text, form.scale.small
    nets = all(line.net is not None for line in paper.lines)
    heads = [N_("Qty"), N_("Price"), N_("VAT"), *([N_("Excl. VAT")] if nets else []), N_("Amount")]
    titles = [[_capital(each) for each in say.each(head)] for head in heads]
    lines = [_figures(line, form, nets=nets) for line in paper.lines]
    widths = [
        max(
            *(_width(title, small) for title in column),
            *(_width(figures[at], text) for figures in lines),
        )
        + 11
        for at, column in enumerate(titles)
    ]
    starts = [form.width - sum(widths[at:]) for at in range(len(widths))]
    columns = list(zip(starts, widths, strict=True))
    named = tuple((each, small) for each in say.each(N_("Description")))
    headed = [Cell(0, starts[0], named)]
    for column, (x, width) in zip(titles, columns, strict=True):
        headed.append(Cell(x, width, tuple((each, small) for each in column), Align.RIGHT))
    yield row(*headed, keep=True)
    yield hairline(form.width, above=3, below=4, keep=True)
    for line, figures in zip(paper.lines, lines, strict=True):
        parts = _described(line, form, rates=False, times=False)
        cells = [Cell(0, starts[0], parts)]
        for figure, (x, width) in zip(figures, columns, strict=True):
            cells.append(cell(x, width, figure, text, Align.RIGHT))
        yield row(*cells, below=4)


def _figures(line: ReceiptLine, form: Form, *, nets: bool) -> list[str]:
    say = form.say
    return [
        formats.number(line.quantity, say.first),
        "" if line.unit_price is None else say.bare(line.unit_price),
        _rate(line.vat_points, form, short=True),
        *([say.bare(line.net or 0)] if nets else []),
        say.bare(line.amount),
    ]


def _capital(text: str) -> str:
    """In Dutch "btw" is written small, but not where it heads a column."""
    return text[:1].upper() + text[1:]


def _rate(points: int | None, form: Form, *, short: bool = False) -> str:
    if points is None:
        return formats.MINUS if short else form.say.label(N_("No VAT"))
    rate = formats.percent(points, form.say.first)
    return rate if short else f"{rate} {form.say.label(N_('VAT'))}"


def _totals(paper: ReceiptPaper, form: Form) -> Iterator[Band]:
    say = form.say
    if paper.lines:
        yield hairline(form.width, above=3, below=4, weight=0.9, colour=_strong(form))
    if paper.is_full_invoice:
        net = sum(share.base for share in paper.vat)
        yield form.sum(say.label(N_("Total excl. VAT")), say.bare(net))
    if paper.lines:
        yield form.sum(say.label(N_("Total")), say.euros(paper.total), form.scale.total)
    for share in paper.vat:
        yield form.sum(_over(share, form), "" if share.points is None else say.bare(share.vat))
    if paper.rounding:
        yield form.sum(say.label(N_("Cash rounding")), say.bare(paper.rounding))
        label = N_("To pay") if paper.to_pay >= 0 else N_("To pay back")
        yield form.sum(say.label(label), say.euros(paper.to_pay), form.scale.strong)


def _over(share: VatShare, form: Form) -> str:
    base = form.say.bare(share.base)
    if share.points is None:
        return form.say.label(N_("No VAT over")) + f" {base}"
    rate = formats.percent(share.points, form.say.first)
    # One label for both languages: "incl. 21% VAT / btw over 100.00".
    pattern = form.say.speeches[0].gettext("incl. {rate} {vat} over {base}")
    return pattern.format(rate=rate, vat=form.say.label(N_("VAT")), base=base)


def _paid(paper: ReceiptPaper, form: Form) -> Iterator[Band]:
    if not paper.payments:
        return
    yield gap(2)
    for payment in paper.payments:
        label = form.say.label(MEANS[payment.means])
        given = payment.amount if payment.tendered is None else payment.tendered
        yield form.sum(label, form.say.bare(given), detail=_reference(payment, form))
        if payment.change is not None:
            yield form.sum(form.say.label(N_("Change given")), form.say.bare(payment.change))


def _reference(payment: PaidBy, form: Form) -> str:
    on = [form.say.day(payment.paid_on)] if payment.paid_on else []
    return " · ".join([*on, *([payment.reference] if payment.reference else [])])


def _width(text: str, style: Style) -> float:
    return measure(text, style.face, style.size)


def _strong(form: Form) -> tuple[float, float, float]:
    return BLACK if form.is_roll else INK
