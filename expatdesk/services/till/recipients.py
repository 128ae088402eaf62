"""Who stands on a full invoice, and when one is needed (domain 3.1)."""

from __future__ import annotations

from expatdesk import guard
from expatdesk.i18n import N_
from expatdesk.names import clean
from expatdesk.services.base import Invalid
from expatdesk.services.till.types import Recipient, RecipientMissing

SIMPLIFIED_UP_TO = 10_000  # cents incl. VAT: above it a simplified invoice is not enough
MOST_LINES = 6
LONGEST = 500


def checked_recipient(
    recipient: Recipient | None, total: int, suggested: Recipient | None = None
) -> Recipient | None:
    """The recipient as it will be kept; None for a receipt without a name.

    Raises RecipientMissing above € 100, or where a name has no address, and Invalid for a text
    that holds a number like a BSN (one that was suggested has been looked at before).
    """
    if recipient is None:
        if total > SIMPLIFIED_UP_TO:
            raise RecipientMissing(
                N_("Above € 100 the receipt needs a name and an address."), field="recipient"
            )
        return None
    cleaned = Recipient(
        name=clean(recipient.name),
        address=tuple(line for line in map(clean, recipient.address) if line),
        latin=clean(recipient.latin),
        vat_id=clean(recipient.vat_id),
    )
    if not cleaned.name:
        raise RecipientMissing(N_("Enter the name for the invoice."), field="recipient.name")
    if not cleaned.address:
        raise RecipientMissing(N_("Enter the address for the invoice."), field="recipient.address")
    texts = (cleaned.name, cleaned.latin, *cleaned.address)
    if len(cleaned.address) > MOST_LINES or any(
        len(text) > LONGEST for text in (*texts, cleaned.vat_id)
    ):
        raise Invalid(N_("This address is too long."), field="recipient.address")
    known = () if suggested is None else (suggested.name, suggested.latin, *suggested.address)
    if any(text not in known and guard.find_identifiers(text) for text in texts):
        raise Invalid(
            N_(
                "This looks like a citizen service number (BSN) or a V-number. "
                "The centre may not keep these."
            ),
            field="recipient",
        )
    return cleaned
