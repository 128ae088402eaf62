"""Mail addresses: checked as they are typed, without asking the network."""

from __future__ import annotations

from typing import Literal

Reason = Literal["empty", "no_at", "domain", "local_part"]


class EmailError(ValueError):
    """This is no mail address; `reason` says which part is wrong."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def parse_email(text: str) -> str:
    """The address as it is kept: trimmed, the domain in lower case, the part before @ as typed.

    One address only; display names, line breaks and lists are refused. Raises EmailError.
    """
    address = text.strip()
    if not address:
        raise EmailError("empty")
    local_part, at, domain = address.rpartition("@")
    if not at or not local_part:
        raise EmailError("no_at")
    normalised = _checked(address)
    if normalised is not None:
        return normalised
    raise EmailError("local_part" if _checked(f"a@{domain}") else "domain")


def _checked(address: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False, strict=True).normalized
    except EmailNotValidError:
        return None
