"""Amounts in whole cents of euro, and the three ways in which they are rounded.

Nothing here knows floats. VAT rates are in basis points (2100 is 21 %). Which of the two VAT rules
a document follows stands on the document: prices for consumers are quoted including VAT and the
line leads (`vat_of_incl`), invoices for businesses are priced excluding VAT and the total for each
rate leads (`vat_on_excl`).
"""

from __future__ import annotations

from typing import TypeAlias

Cents: TypeAlias = int
BasisPoints: TypeAlias = int

WHOLE = 10_000  # basis points in 100 %


def round_half_away(numerator: int, denominator: int) -> int:
    """The quotient as a whole number, halves away from zero.

    Raises ZeroDivisionError when the denominator is zero.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def vat_of_incl(cents: Cents, rate: BasisPoints) -> Cents:
    """The VAT contained in a line that is priced including VAT (the consumer rule).

    Raises ValueError for a negative rate.
    """
    return round_half_away(cents * _rate(rate), WHOLE + rate)


def vat_on_excl(cents: Cents, rate: BasisPoints) -> Cents:
    """The VAT that comes on top of an amount excluding VAT (the business rule).

    Meant for the sum of all lines of one rate, not for each line.
    Raises ValueError for a negative rate.
    """
    return round_half_away(cents * _rate(rate), WHOLE)


def round_cash(cents: Cents) -> Cents:
    """What changes hands in cash: five cents is the smallest coin that is given.

    Only a total is rounded, and only its cash part. What goes out mirrors what comes in.
    """
    return round_half_away(cents, 5) * 5


def share(
    amount: Cents, part: int, whole: int, *, already_part: int = 0, already_amount: Cents = 0
) -> Cents:
    """The part of `amount` that belongs to `part` of `whole`, such as the VAT of a partial credit.

    Each part is proportional, the last one takes the remainder, so that all parts together are
    the amount to the cent. `already_part` and `already_amount` are the sums of the parts before.
    Parts that round up never take more than there is. Raises ValueError when the parts do not fit
    into the whole, or when there is no whole.
    """
    if whole <= 0 or part < 0 or already_part < 0 or already_part + part > whole:
        raise ValueError(f"{part} after {already_part} is no part of {whole}")
    remaining = amount - already_amount
    if already_part + part == whole:
        return remaining
    proportional = round_half_away(amount * part, whole)
    return min(proportional, remaining) if amount >= 0 else max(proportional, remaining)


def _rate(rate: BasisPoints) -> BasisPoints:
    if rate < 0:
        raise ValueError("a VAT rate is not negative")
    return rate
