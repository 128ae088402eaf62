"""What is charged by a form: lines, sums, cash rounding, payments. Pure sums in cents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from expatdesk.formats import amount
from expatdesk.i18n import _
from expatdesk.money import round_cash, vat_of_incl
from expatdesk.services.till.types import (
    ChargeRequest,
    ChargeSheet,
    FeeLine,
    LineChoice,
    Recipient,
    Tender,
)
from expatdesk.terms import Means
from expatdesk.ui.till.form import DATED, Form, Mark, Part, Sent, Way

Words = Callable[[], str]


class Fate(StrEnum):
    """What happens to an open line."""

    CHARGED = "charged"
    EXEMPT = "exempt"
    DROPPED = "dropped"
    LATER = "later"


@dataclass(frozen=True)
class Row:
    """An open line as it is shown; `noted`: the exemption comes from the booking."""

    line: FeeLine
    fate: Fate
    mark: Mark
    noted: bool = False


@dataclass(frozen=True)
class Problem:
    """Why it cannot be taken yet: at which field, and in words."""

    field: str
    words: Words


@dataclass(frozen=True)
class Bill:
    """`total` in full, `to_pay` with the cash rounding; `vat`: (basis points, cents) by rate."""

    rows: tuple[Row, ...]
    lines: tuple[FeeLine, ...]
    total: int
    vat: tuple[tuple[int, int], ...]
    tenders: tuple[Tender, ...]
    cash: int | None
    to_pay: int
    change: int
    invoice_net: int
    problem: Problem | None

    @property
    def rounding(self) -> int:
        return self.to_pay - self.total

    @property
    def free(self) -> bool:
        """Nothing is to be paid, but something is to be settled."""
        return not self.total and any(r.fate in (Fate.EXEMPT, Fate.DROPPED) for r in self.rows)


def make_bill(sheet: ChargeSheet, form: Form, added: tuple[FeeLine, ...] = ()) -> Bill:
    """The bill of a form. `added`: its lines added by hand, as the till prices them."""
    rows = tuple(_row(line, form.mark(line.person_id)) for line in sheet.lines)
    lines = (*(row.line for row in rows if row.fate is Fate.CHARGED), *added)
    total = sum(line.gross for line in lines)
    paid = _pay(total, form)
    return Bill(
        rows=rows,
        lines=lines,
        total=total,
        vat=_vat(lines),
        tenders=paid.tenders,
        cash=paid.cash,
        to_pay=paid.to_pay,
        change=paid.change,
        invoice_net=sum(line.invoice_net for line in lines),
        problem=_nobody(rows, lines) or (paid.problem if total else None),
    )


def request_of(sheet: ChargeSheet, form: Form, bill: Bill) -> ChargeRequest:
    """What is asked of the till."""
    return ChargeRequest(
        visit_id=sheet.visit_id,
        tenders=bill.tenders,
        choices=choices_of(bill),
        added=form.added,
        recipient=recipient_of(form),
        language=form.language,
        person_ids=persons_of(bill),
    )


def choices_of(bill: Bill) -> tuple[LineChoice, ...]:
    """Decisions on lines that are settled now."""
    found = []
    for row in bill.rows:
        person, mark = row.line.person_id, row.mark
        if person is None or row.fate is Fate.LATER:
            continue
        if row.fate is Fate.DROPPED:
            found.append(LineChoice(person, drop_reason=mark.drop_reason))
        elif mark.exemption_id is not None:
            found.append(LineChoice(person, "", mark.exemption_id, mark.proof))
        elif mark.in_full:
            found.append(LineChoice(person))
    return tuple(found)


def persons_of(bill: Bill) -> tuple[int, ...]:
    """Whose lines are settled now; empty for everybody's."""
    if all(row.fate is not Fate.LATER for row in bill.rows):
        return ()
    return tuple(
        row.line.person_id
        for row in bill.rows
        if row.fate is not Fate.LATER and row.line.person_id is not None
    )


def sent_as(form: Form, bill: Bill) -> Sent:
    """As what it goes to the till: paid, on an account, or settled for nothing."""
    if bill.free:
        return Sent.FREE
    return Sent.ACCOUNT if form.way is Way.ACCOUNT else Sent.CHARGE


def recipient_of(form: Form) -> Recipient | None:
    """Who stands on the full invoice, if one is wanted."""
    return form.recipient if form.named else None


def in_full(line: FeeLine) -> FeeLine:
    """The line without the exemption that the booking noted."""
    gross = line.full_gross
    vat = vat_of_incl(gross, line.vat_points)
    return replace(line, gross=gross, net=gross - vat, invoice_net=gross - vat, exemption_id=None)


def quick_amounts(to_pay: int) -> tuple[int, ...]:
    """What people hand over for an amount: the next notes above it, in cents."""
    notes = (500, 1000, 2000, 5000, 10_000, 20_000)
    found = sorted({-(-to_pay // note) * note for note in notes} - {to_pay})
    return tuple(found[:4])


# --- in detail ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Paid:
    tenders: tuple[Tender, ...]
    to_pay: int
    cash: int | None = None
    change: int = 0
    problem: Problem | None = None


def _row(line: FeeLine, mark: Mark) -> Row:
    noted = line.exempt and mark.exemption_id is None
    if not mark.now:
        return Row(line, Fate.LATER, mark, noted)
    if mark.drop_reason:
        return Row(line, Fate.DROPPED, mark, noted)
    if mark.exemption_id is not None:
        free = replace(line, gross=0, net=0, invoice_net=0, exemption_id=mark.exemption_id)
        return Row(free, Fate.EXEMPT, mark)
    if line.exempt and not mark.in_full:
        return Row(line, Fate.EXEMPT, mark, noted)
    return Row(in_full(line) if line.exempt else line, Fate.CHARGED, mark, noted)


def _vat(lines: tuple[FeeLine, ...]) -> tuple[tuple[int, int], ...]:
    sums: dict[int, int] = {}
    for line in lines:
        sums[line.vat_points] = sums.get(line.vat_points, 0) + line.vat
    return tuple(sorted(((points, vat) for points, vat in sums.items() if vat), reverse=True))


def _nobody(rows: tuple[Row, ...], lines: tuple[FeeLine, ...]) -> Problem | None:
    if rows and all(row.fate is Fate.LATER for row in rows):
        return Problem("lines", lambda: _("Choose whose fee is settled now."))
    if not rows and not lines:
        return Problem("lines", lambda: _("There is nothing to pay here."))
    return None


def _pay(total: int, form: Form) -> _Paid:
    if form.way is Way.ACCOUNT:
        return _Paid((), total)
    if form.way is Way.SPLIT:
        return _split(total, form)
    means = form.way.means
    assert means is not None
    if means is Means.CASH:
        due = round_cash(total)
        return _with_cash((), due, due, form)
    return _Paid((_tender(Part(means, total, form.reference, form.paid_on)),), total)


def _tender(part: Part) -> Tender:
    """A payment other than cash, with what is noted of it alone."""
    paid_on = part.paid_on if part.means in DATED else None
    return Tender(part.means, part.amount or 0, reference=part.reference, paid_on=paid_on)


def _split(total: int, form: Form) -> _Paid:
    typed = [part for part in form.parts if part.amount]
    if len(typed) < len(form.parts) or not form.parts:
        return _Paid((), total, problem=Problem("parts", lambda: _("Enter each amount.")))
    given = sum(part.amount or 0 for part in typed)
    if given > total or any((part.amount or 0) < 0 for part in typed):
        words = _("The payments are more than {total}.")
        return _Paid((), total, problem=Problem("parts", lambda: words.format(total=amount(total))))
    cash = sum(part.amount or 0 for part in typed if part.means is Means.CASH)
    if cash % 5:
        odd = Problem("parts", lambda: _("Cash is counted in five cents."))
        return _Paid((), total, problem=odd)
    rest = total - given
    others = tuple(_tender(part) for part in typed if part.means is not Means.CASH)
    if form.rest is Means.CASH:
        due = round_cash(cash + rest)
        paid = sum(tender.amount for tender in others)
        return _with_cash(others, due, paid + due, form)
    if rest:
        others = (*others, _tender(Part(form.rest, rest, form.reference, form.paid_on)))
    if not cash:
        return _Paid(others, total)
    return _with_cash(others, cash, total, form)


def _with_cash(others: tuple[Tender, ...], due: int, to_pay: int, form: Form) -> _Paid:
    """Cash comes last; what is received above it is change."""
    received, problem = form.received, None
    if received is not None and received < due:
        problem = Problem("tendered", lambda: _("Less cash was received than is to be paid."))
    change = max((received or 0) - due, 0)
    cash = Tender(Means.CASH, due, tendered=received)
    return _Paid((*others, cash), to_pay, due, change, problem)
