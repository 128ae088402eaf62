"""Receipts, credit receipts, linked invoices and corrections, on A5 and on the 80 mm roll."""

from expatdesk.documents.receipt.paper import (
    Original,
    PaidBy,
    ReceiptLine,
    ReceiptPaper,
    VatShare,
)
from expatdesk.documents.receipt.render import render_receipt

__all__ = ["Original", "PaidBy", "ReceiptLine", "ReceiptPaper", "VatShare", "render_receipt"]
