"""What printers are, what became of a document, and why it did not come to paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from expatdesk.i18n import N_
from expatdesk.services.base import Refusal
from expatdesk.services.printing.types import PLAIN, PrintOptions
from expatdesk.services.settings.profiles import NO_PRINTER
from expatdesk.terms import PrintState

_UNSAFE = re.compile(r"[^\w.-]+")


class PrinterState(StrEnum):
    """Whether a printer takes documents, and whether what it takes comes out."""

    READY = "ready"
    PAUSED = "paused"
    REJECTING = "rejecting"


@dataclass(frozen=True)
class Printer:
    name: str
    is_default: bool
    state: PrinterState = PrinterState.READY


@dataclass(frozen=True)
class Tray:
    """Where a printer takes its paper from: its own name for it, and words where it has some."""

    name: str
    words: str = ""


@dataclass(frozen=True)
class Abilities:
    """What can be chosen at a printer. `two_sided`: None where it does not say."""

    trays: tuple[Tray, ...] = ()
    two_sided: bool | None = None


@dataclass(frozen=True)
class Spooled:
    """What became of a document: `target` the printer or file, `job` the spooler's number."""

    state: PrintState
    target: str
    job: str = ""


class NotPrinted(Refusal):
    """It did not come to paper; `problem` is what the system said, for the log.

    `printer` and `reason` fill the places of the same name in `text`.
    """

    def __init__(
        self, text: str, problem: str = "", *, printer: str = "", reason: str = ""
    ) -> None:
        super().__init__(text, printer=printer, reason=reason)
        self.problem = problem


class NoPrinter(NotPrinted):
    """There is no printer, or no print system at all."""


class PrinterRefused(NotPrinted):
    """The print system does not take the document."""


class PrinterHangs(NotPrinted):
    """The print system does not answer."""


class Spooler(Protocol):
    """Where paper comes out. `title` is seen in the printer's queue: never a name."""

    def printers(self) -> list[Printer]: ...

    def abilities(self, printer: str = "") -> Abilities: ...

    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled: ...


def check_wanted(printer: str) -> None:
    """Raises NoPrinter where the settings say that there is none."""
    if printer == NO_PRINTER:
        raise NoPrinter(N_("The settings say that there is no printer."), "none is wanted")


def file_name(title: str) -> str:
    """A name without ending that no shell and no folder takes for more than a name."""
    return _UNSAFE.sub("-", title) or "document"
