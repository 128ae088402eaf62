"""The till: fees, receipts, credits, corrections, accounts."""

from expatdesk.services.till.tenders import cash_due
from expatdesk.services.till.till import Till

__all__ = ["Till", "cash_due"]
