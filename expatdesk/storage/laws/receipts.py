"""Laws about issued till documents: numbers without gaps, one chain, whole when sealed.

The order in one transaction: count the series up (`UPDATE number_series SET next = next + 1`,
which also locks it), insert the receipt with the number that was next, its lines, payments,
postings and recipient, and last its seal.
"""

from __future__ import annotations

from expatdesk.storage.laws.law import Law, Refusal

# What the first document of a centre names as the hash before it.
GENESIS = "0" * 64
# The series that counts all documents of a centre together.
CHAIN = "chain"

_SEALED = "EXISTS (SELECT 1 FROM receipt_seal WHERE receipt_id = NEW.receipt_id)"


def numbers_without_gaps() -> Law:
    """A number is the one its series gave last, the one before it exists, and series count."""
    return Law(
        "numbers_without_gaps", (*_numbers(), *_counters()), irreplaceable=("number_series",)
    )


def _numbers() -> tuple[Refusal, ...]:
    return (
        Refusal(
            "receipt",
            "INSERT",
            "the number is not the one that its series gave last",
            "NOT EXISTS (SELECT 1 FROM number_series"
            " WHERE code = NEW.series AND next = NEW.number + 1)",
            lock="number_series WHERE code = NEW.series",
        ),
        Refusal(
            "receipt",
            "INSERT",
            "the position is not the one that the chain gave last",
            f"NOT EXISTS (SELECT 1 FROM number_series"
            f" WHERE code = '{CHAIN}' AND next = NEW.position + 1)",
            lock=f"number_series WHERE code = '{CHAIN}'",
        ),
        Refusal(
            "receipt",
            "INSERT",
            "a number before it is missing",
            "NEW.number < 1 OR (NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM receipt"
            " WHERE series = NEW.series AND number = NEW.number - 1))",
        ),
    )


def _counters() -> tuple[Refusal, ...]:
    return (
        Refusal(
            "number_series",
            "INSERT",
            "a series begins with one",
            "NEW.next NOT IN (1, 2) OR EXISTS (SELECT 1 FROM receipt WHERE series = NEW.code)",
        ),
        Refusal(
            "number_series",
            "UPDATE",
            "a series counts up by one",
            "NEW.code <> OLD.code OR NEW.next <> OLD.next + 1",
        ),
        Refusal(
            "number_series",
            "UPDATE",
            "the number given last was not used",
            "OLD.next > 1 AND EXISTS (SELECT 1 FROM receipt WHERE series = OLD.code)"
            " AND NOT EXISTS (SELECT 1 FROM receipt"
            " WHERE series = OLD.code AND number = OLD.next - 1)",
        ),
        Refusal("number_series", "DELETE", "a series is for ever"),
    )


def chain_is_whole() -> Law:
    """Every document but the first follows exactly one other: by position, hash and time."""
    return Law(
        "chain_is_whole",
        (
            Refusal(
                "receipt",
                "INSERT",
                "it does not follow the document before it",
                "NEW.position > 1 AND NOT EXISTS (SELECT 1 FROM receipt"
                " WHERE position = NEW.position - 1 AND hash = NEW.prev_hash"
                " AND issued_at <= NEW.issued_at)",
            ),
            Refusal(
                "receipt",
                "INSERT",
                "the chain does not begin so",
                f"NEW.position < 1 OR (NEW.position = 1 AND NEW.prev_hash <> '{GENESIS}')",
            ),
            Refusal(
                "receipt",
                "INSERT",
                "the document before it is not whole",
                "NEW.position > 1 AND NOT EXISTS (SELECT 1 FROM receipt r"
                " JOIN receipt_seal s ON s.receipt_id = r.id"
                " WHERE r.position = NEW.position - 1)",
            ),
        ),
    )


def sealed_is_whole() -> Law:
    """A seal needs sums that agree; after it nothing is added."""
    late = tuple(
        Refusal(table, "INSERT", "the document is sealed", _SEALED)
        for table in ("receipt_line", "payment", "posting", "receipt_recipient")
    )
    unsealed = Refusal(
        "receipt",
        "INSERT",
        "the document is not sealed",
        "NOT EXISTS (SELECT 1 FROM receipt_seal WHERE receipt_id = NEW.id)",
    )
    return Law("sealed_is_whole", late + _sums(), at_commit=(unsealed,))


def _sums() -> tuple[Refusal, ...]:
    return (
        _seal("lines do not add up to the total", f"total <> {_sum('gross', 'receipt_line')}"),
        _seal("VAT of the lines does not add up", f"vat <> {_sum('vat', 'receipt_line')}"),
        _seal("postings do not add up to zero", f"0 <> {_sum('amount', 'posting')}"),
        _seal(
            "payments do not add up to the total",
            f"kind <> 'invoice' AND total + rounding <> {_sum('amount', 'payment')}",
        ),
        _seal("a correction has no turnover", "kind = 'correction' AND total <> 0"),
        # It has the sums of its receipt, which was paid and posted already.
        _seal(
            "a linked invoice is not paid or posted again",
            f"kind = 'invoice' AND ({_any('payment')} OR {_any('posting')})",
        ),
    )


def _seal(words: str, wrong: str) -> Refusal:
    """Refuses the seal of a receipt for which `wrong` is true."""
    return Refusal(
        "receipt_seal",
        "INSERT",
        words,
        f"EXISTS (SELECT 1 FROM receipt WHERE id = NEW.receipt_id AND {wrong})",
    )


def _sum(column: str, table: str) -> str:
    return f"(SELECT coalesce(sum({column}), 0) FROM {table} WHERE receipt_id = NEW.receipt_id)"


def _any(table: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE receipt_id = NEW.receipt_id)"


def credits_are_counted() -> Law:
    """What was sold stays; never more is credited than that (a CHECK of the table)."""
    return Law(
        "credits_are_counted",
        (
            Refusal(
                "line_balance",
                "UPDATE",
                "what was sold stays and credits only grow",
                "NEW.line_id <> OLD.line_id OR NEW.sold <> OLD.sold OR NEW.credited < OLD.credited",
            ),
            Refusal("line_balance", "DELETE", "a balance is for ever"),
            Refusal(
                "receipt_line",
                "INSERT",
                "a line that names another takes something back",
                "NEW.original_line_id IS NOT NULL AND NEW.gross > 0",
            ),
        ),
        irreplaceable=("line_balance",),
    )
