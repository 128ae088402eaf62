"""Laws about rows that stay as they are."""

from __future__ import annotations

from expatdesk.storage.laws.law import Law, Refusal

_DAY = 86_400


def for_ever(name: str, *tables: str) -> Law:
    """Rows are added and never changed, replaced or deleted."""
    refusals = tuple(
        Refusal(table, change, f"a row of {table} is for ever")
        for table in tables
        for change in ("UPDATE", "DELETE")
    )
    return Law(name, refusals, irreplaceable=tables)


def never_changed(name: str, *tables: str) -> Law:
    """Rows may be deleted (an erasure) but never changed or replaced."""
    refusals = tuple(
        Refusal(table, "UPDATE", f"a row of {table} is never changed") for table in tables
    )
    return Law(name, refusals, irreplaceable=tables)


def log_is_kept(days: int = 300) -> Law:
    """The log is never changed, and deleted only when its term is near its end.

    `days` is below the retention term of twelve months that the centre works with, so that a
    clock that is a little off harms nobody.
    """
    young = Refusal(
        "event_log",
        "DELETE",
        "the log is kept until its term is over",
        f"OLD.at >= {{now}} - {days * _DAY}",
    )
    changed = Refusal("event_log", "UPDATE", "the log is never changed")
    return Law("log_is_kept", (changed, young), irreplaceable=("event_log",))


def recipient_is_kept() -> Law:
    """Name and address on an invoice are kept for seven book years, then they may be erased.

    Algemene wet inzake rijksbelastingen, art. 52; a book year is a calendar year.
    """
    changed = Refusal("receipt_recipient", "UPDATE", "a recipient is never changed")
    young = Refusal(
        "receipt_recipient",
        "DELETE",
        "a recipient is kept for seven book years",
        "EXISTS (SELECT 1 FROM receipt WHERE id = OLD.receipt_id"
        " AND {year:day} + 7 >= {year:CURRENT_DATE})",
    )
    return Law("recipient_is_kept", (changed, young), irreplaceable=("receipt_recipient",))


def account_is_kept() -> Law:
    """What an organisation owes stays as it was put on account; only its state moves."""
    columns = (
        "id label account_id case_id day at po_number net staff_id desk_id key"  # all but state
    )
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns.split())
    return Law(
        "account_is_kept",
        (
            Refusal("unbilled_charge", "UPDATE", "only its state may change", changed),
            Refusal("unbilled_charge", "DELETE", "it is for ever"),
            Refusal("unbilled_line", "UPDATE", "it is for ever"),
            Refusal("unbilled_line", "DELETE", "it is for ever"),
        ),
        irreplaceable=("unbilled_charge", "unbilled_line"),
    )
