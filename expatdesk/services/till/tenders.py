"""What is handed over for a total: means, cash rounding, change. Pure sums in cents.

Cash is rounded to five cents, on the cash remainder only; PIN and transfers never are
(domain 3.3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from expatdesk.formats import amount
from expatdesk.i18n import N_
from expatdesk.money import round_cash
from expatdesk.names import clean
from expatdesk.services.base import Invalid
from expatdesk.services.till.types import CashNotAccepted, Tender, WrongAmount
from expatdesk.terms import Means

_DIGITS = re.compile(r"\d(?:[ -]?\d){12,18}")
_GROUPS = (r"\d{13,19}", r"\d{4}(?:-\d{4}){3}", r"\d{4}(?:-\d{4}){3}-\d{3}", r"\d{4}-\d{6}-\d{4,5}")
# Whole, or in the groups that are printed on it; what stands beside a number does not hide it.
_GROUPED = tuple(
    re.compile(rf"(?<!\d)(?=({form})(?!\d))".replace("-", r"[\W_]{1,3}")) for form in _GROUPS
)
LONGEST_REFERENCE = 80
OLDEST_PAYMENT = 731  # days; a year typed wrongly would stand on the receipt for ever
MOST_TENDERED = 10_000_000  # cents; a number typed twice, or a reference in the wrong field


@dataclass(frozen=True)
class Taken:
    """What came of the tenders: `to_pay` is the total with its cash rounding."""

    rounding: int
    to_pay: int
    change: int


def cash_due(total: int, others: int) -> int:
    """What is to be paid in cash when `others` of the total is paid by other means."""
    return round_cash(total - others)


def take(total: int, tenders: Sequence[Tender], *, cash_allowed: bool, today: date) -> Taken:
    """Checks that the tenders pay exactly the total.

    Raises WrongAmount with the amount that is expected, CashNotAccepted, and Invalid for a
    tender that makes no sense.
    """
    for tender in tenders:
        _check(tender, today)
    cash = [tender for tender in tenders if tender.means is Means.CASH]
    if cash and not cash_allowed:
        raise CashNotAccepted(N_("This centre does not take cash."), field="means")
    others = sum(tender.amount for tender in tenders if tender.means is not Means.CASH)
    if others > total:
        raise wrong_amount(expected=total, given=others)
    paid = sum(tender.amount for tender in cash)
    expected = cash_due(total, others) if cash else total - others
    if paid != expected or not tenders:
        raise wrong_amount(expected=others + expected, given=others + paid)
    change = sum(t.tendered - t.amount for t in cash if t.tendered is not None)
    return Taken(rounding=others + paid - total, to_pay=others + paid, change=change)


def wrong_amount(*, expected: int, given: int) -> WrongAmount:
    """The refusal in words, with the amount that is expected."""
    return WrongAmount(
        N_("{expected} is to be paid, but the payments add up to {given}."),
        field="tenders",
        expected=amount(expected),
        given=amount(given),
    )


def clean_reference(text: str) -> str:
    """A reference of terminal or order as it is kept.

    Raises Invalid for a card number: at most its last four digits may be noted (domain 3.4).
    """
    cleaned = clean(text)
    if len(cleaned) > LONGEST_REFERENCE:
        raise Invalid(
            N_("A reference has at most {most} characters."),
            field="reference",
            most=LONGEST_REFERENCE,
        )
    found = [
        *_DIGITS.findall(cleaned),
        *(one for form in _GROUPED for one in form.findall(cleaned)),
    ]
    if any(_is_card_number(re.sub(r"\D", "", digits)) for digits in found):
        raise Invalid(
            N_("This looks like a card number. Note its last four digits at most."),
            field="reference",
        )
    return cleaned


def _check(tender: Tender, today: date) -> None:
    if tender.amount < 0 or (tender.amount == 0 and tender.means is not Means.CASH):
        raise Invalid(N_("Each payment must be more than nothing."), field="tenders")
    if tender.tendered is not None:
        if tender.means is not Means.CASH:
            raise Invalid(N_("Change is given on cash only."), field="tendered")
        if tender.tendered < tender.amount:
            raise Invalid(N_("Less cash was received than is to be paid."), field="tendered")
        if tender.tendered > MOST_TENDERED:
            raise Invalid(N_("This is more cash than anybody hands over."), field="tendered")
    if tender.paid_on is not None and tender.paid_on > today:
        raise Invalid(N_("A payment cannot lie in the future."), field="paid_on")
    if tender.paid_on is not None and (today - tender.paid_on).days > OLDEST_PAYMENT:
        raise Invalid(N_("A payment lies at most two years back."), field="paid_on")
    clean_reference(tender.reference)


def _is_card_number(digits: str) -> bool:
    """Luhn's check, which every card number passes."""
    doubled = [int(d) * 2 for d in digits[-2::-2]]
    plain = [int(d) for d in digits[-1::-2]]
    return (sum(plain) + sum(d - 9 if d > 9 else d for d in doubled)) % 10 == 0
