"""Phone numbers as the rooms show them."""

from __future__ import annotations

from functools import lru_cache

from expatdesk.phones import PhoneError, display_phone


@lru_cache(maxsize=4096)
def shown_phone(e164: str) -> str:
    """The number as people in the Netherlands write it; what is none stays as it is."""
    try:
        return display_phone(e164) if e164 else ""
    except PhoneError:
        return e164


def warm_up() -> None:
    """On the reader's thread: the library of phone numbers takes its time at first use."""
    shown_phone("+31715165165")
