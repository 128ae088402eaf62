"""Prints on receipt printers that stand at the network or at USB, without a print system.

The paper goes out as one picture, so it looks as it does in the preview and holds names in every
script. Before it, the printer is asked whether it can print; behind it, whether it is through:
then "printed" means more than it does elsewhere.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from expatdesk.i18n import N_
from expatdesk.services.base import Invalid
from expatdesk.services.printing.types import PLAIN, PrintOptions
from expatdesk.terms import PrintState
from expatdesk.workflows.printing.escpos import status
from expatdesk.workflows.printing.escpos.address import Address, parse_address
from expatdesk.workflows.printing.escpos.device import NO_RIGHT, Line, ask, is_timeout, opened
from expatdesk.workflows.printing.escpos.picture import DOTS_PER_MM, dots_of, strips
from expatdesk.workflows.printing.types import (
    Abilities,
    NoPrinter,
    NotPrinted,
    Printer,
    PrinterHangs,
    PrinterRefused,
    Spooled,
)

if TYPE_CHECKING:
    from PIL.Image import Image

SECONDS: Final = 5.0
"""How long a printer may take to answer, or to take the next strip."""
SLOWEST_MM: Final = 60.0
"""Millimetres that the slowest printer prints in a second; most do 150 and more."""
_MOST_BESIDE: Final = 8
"""How often a printer may say something else than it was asked."""
_CUT_OFF: Final = N_("The printer “{printer}” went silent in the middle. Look what came out.")
_HUNG_UP: Final = N_("The printer “{printer}” hung up before anything was printed.")
_MUTE: Final = N_(
    "The printer “{printer}” does not say whether it is ready. If it prints all the same, "
    "choose in Settings that it does not tell."
)


class EscposSpooler:
    """`submit` takes the address of a printer where others take its name."""

    def __init__(self, seconds: float = SECONDS, slowest_mm: float = SLOWEST_MM) -> None:
        self._seconds = seconds
        self._slowest = slowest_mm

    def printers(self) -> list[Printer]:
        """None: where receipt printers are somebody has to say."""
        return []

    def abilities(self, printer: str = "") -> Abilities:  # noqa: ARG002  all are alike
        return Abilities(two_sided=False)

    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled:
        """Prints and waits until it is out. `title` is nowhere seen: there is no queue.

        Raises NoPrinter, PrinterRefused; PrinterHangs where some of it may have come out.
        """
        address = _address(printer)
        pages = list(dots_of(pdf, address.dots))
        if not pages:
            raise PrinterRefused(N_("There is nothing on this paper."), "no ink")
        try:
            with opened(address, self._seconds) as line:
                self._check_ready(line, address)
                for _copy in range(options.copies):
                    self._print(line, address, pages)
        except OSError as error:
            # Only what comes before the first strip: see _print.
            text = NO_RIGHT if error.errno == errno.EACCES else _HUNG_UP
            raise PrinterRefused(text, str(error), printer=address.label) from error
        return Spooled(PrintState.PRINTED, printer, title)

    def _check_ready(self, line: Line, address: Address) -> None:
        """Raises PrinterRefused where it would not print, or does not say that it would."""
        if not address.tells:
            return
        if not status.is_answer(ask(line, status.PRINTER)):
            raise PrinterRefused(_MUTE, "no answer to DLE EOT", printer=address.label)
        trouble = status.trouble_of(lambda question: ask(line, question))
        if trouble is not None:
            raise PrinterRefused(trouble.text, trouble.bits, printer=address.label)

    def _print(self, line: Line, address: Address, pages: list[Image]) -> None:
        """Raises PrinterHangs: from the first strip on nobody knows how much came out."""
        try:
            line.hw("INIT")
            for page in pages:
                for strip in strips(page):
                    line.image(strip, impl="bitImageRaster")
            line.cut(feed=False)
            if address.tells:
                self._wait_until_out(line, address, sum(page.height for page in pages))
        except OSError as error:
            raise self._cut_off(line, address, error) from error

    def _wait_until_out(self, line: Line, address: Address, rows: int) -> None:
        """The printer answers when it has worked off all that it was sent.

        One that knows the question of its state but not this one is asked the other once more.
        """
        tries = 1 + int(rows / DOTS_PER_MM / self._slowest / self._seconds)
        if self._is_through(line, tries):
            return
        trouble = status.trouble_of(lambda question: ask(line, question))
        if trouble is not None:
            raise PrinterHangs(trouble.text, trouble.bits, printer=address.label)
        if not status.is_answer(ask(line, status.PRINTER)):
            raise PrinterHangs(_CUT_OFF, "no answer to GS r", printer=address.label)

    def _is_through(self, line: Line, tries: int) -> bool:
        """`tries`: how often it may be silent. What it says beside the question is passed over."""
        beside = 0
        while tries and beside < _MOST_BESIDE:
            said = ask(line, status.DONE)
            if status.is_done(said):
                return True
            if said:
                beside += 1
            else:
                tries -= 1
        return False

    def _cut_off(self, line: Line, address: Address, error: OSError) -> NotPrinted:
        """Why it stopped in the middle: its own word where it still has one."""
        if address.tells and is_timeout(error):
            try:
                trouble = status.trouble_of(lambda question: ask(line, question))
            except OSError:
                trouble = None
            if trouble is not None:
                return PrinterHangs(trouble.text, trouble.bits, printer=address.label)
        return PrinterHangs(_CUT_OFF, str(error), printer=address.label)


def _address(printer: str) -> Address:
    try:
        return parse_address(printer)
    except Invalid as wrong:
        raise NoPrinter(wrong.text, printer) from wrong
