"""The print system for printers that it knows by name, ESC/POS for those with an address."""

from __future__ import annotations

from expatdesk.services.printing.types import PLAIN, PrintOptions
from expatdesk.workflows.printing.escpos import EscposSpooler, is_address
from expatdesk.workflows.printing.types import Abilities, Printer, Spooled, Spooler


class RoutedSpooler:
    """Hands each paper to the one that knows its printer."""

    def __init__(self, system: Spooler, receipts: EscposSpooler | None = None) -> None:
        self.system = system
        self._receipts = receipts or EscposSpooler()

    def printers(self) -> list[Printer]:
        """Those of the print system; receipt printers have no list."""
        return self.system.printers()

    def abilities(self, printer: str = "") -> Abilities:
        return self._way(printer).abilities(printer)

    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled:
        """Prints it. Raises NotPrinted."""
        return self._way(printer).submit(pdf, title, printer, options)

    def _way(self, printer: str) -> Spooler:
        return self._receipts if is_address(printer) else self.system
