"""The laws of a centre, all of them."""

from __future__ import annotations

from expatdesk.storage.laws.book import Laws
from expatdesk.storage.laws.keeping import (
    account_is_kept,
    for_ever,
    log_is_kept,
    never_changed,
    recipient_is_kept,
)
from expatdesk.storage.laws.receipts import (
    chain_is_whole,
    credits_are_counted,
    numbers_without_gaps,
    sealed_is_whole,
)
from expatdesk.storage.laws.sheets import (
    given_is_kept,
    published_is_for_ever,
    versions_without_gaps,
)

_ISSUED = ("receipt", "receipt_line", "payment", "posting", "receipt_seal")


def centre_laws() -> Laws:
    """What `Store.open` puts into every centre; the tables are those of the model."""
    return Laws(
        (
            for_ever("issued_is_for_ever", *_ISSUED),
            recipient_is_kept(),
            account_is_kept(),
            log_is_kept(),
            never_changed("file_is_never_changed", "stored_file"),
            numbers_without_gaps(),
            chain_is_whole(),
            sealed_is_whole(),
            credits_are_counted(),
            published_is_for_ever(),
            versions_without_gaps(),
            given_is_kept(),
        ),
        at_work=("receipt", "unbilled_charge"),
    )
