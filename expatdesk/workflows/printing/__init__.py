"""Hands finished PDFs to a printer or a folder and says what came of it.

On Linux and macOS the system's `lp` prints. On Windows the window rasterises the PDF and prints
through Qt: it brings a spooler of its own.
"""

from expatdesk.services.printing.types import PLAIN, PrintOptions
from expatdesk.workflows.printing.folder import FileSpooler
from expatdesk.workflows.printing.lp import LpSpooler
from expatdesk.workflows.printing.types import (
    Abilities,
    NoPrinter,
    NotPrinted,
    Printer,
    PrinterHangs,
    PrinterRefused,
    PrinterState,
    Spooled,
    Spooler,
    Tray,
    check_wanted,
)

__all__ = [
    "PLAIN",
    "Abilities",
    "FileSpooler",
    "LpSpooler",
    "NoPrinter",
    "NotPrinted",
    "PrintOptions",
    "Printer",
    "PrinterHangs",
    "PrinterRefused",
    "PrinterState",
    "Spooled",
    "Spooler",
    "Tray",
    "check_wanted",
]
