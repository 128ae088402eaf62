"""Receipt printers that speak ESC/POS themselves, over the network or USB: no queue between."""

from expatdesk.workflows.printing.escpos.address import (
    DOTS_58,
    DOTS_80,
    Address,
    BadAddress,
    is_address,
    parse_address,
)
from expatdesk.workflows.printing.escpos.spooler import EscposSpooler

__all__ = [
    "DOTS_58",
    "DOTS_80",
    "Address",
    "BadAddress",
    "EscposSpooler",
    "is_address",
    "parse_address",
]
