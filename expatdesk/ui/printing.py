"""Where paper comes out at this computer, and the queue that leads there."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from expatdesk.i18n import N_
from expatdesk.services.printing import Profile
from expatdesk.terms import PaperKind, PrintState
from expatdesk.workflows.printing import (
    PLAIN,
    Abilities,
    LpSpooler,
    NotPrinted,
    Printer,
    PrintOptions,
    Spooled,
    Spooler,
)
from expatdesk.workflows.printing.profiles import Here, read, written
from expatdesk.workflows.printing.routing import RoutedSpooler
from expatdesk.workflows.printing.words import printer_words

if TYPE_CHECKING:
    from expatdesk.ui.context import Desk
    from expatdesk.ui.preferences import Preferences
    from expatdesk.workflows.printing.queue import PrintQueue

__all__ = ["FileAt", "choose_here", "here_of", "printer_words", "queue_of", "spooler"]

_KEY: Final = "printers/{kind}"
"""Preference: what this computer prints in its own way, by kind of paper."""


def spooler() -> Spooler:
    """The way to paper on this system: `lp` where there is one, Qt on Windows.

    Receipt printers that are spoken to directly are reached on both.
    """
    return RoutedSpooler(_through_qt() if sys.platform == "win32" else LpSpooler())


def _through_qt() -> Spooler:
    from expatdesk.ui.printing_qt import QtSpooler

    return QtSpooler()


def here_of(preferences: Preferences) -> Here:
    """What this computer prints in its own way. On the window's thread."""
    found = {kind: read(kind, preferences.text(_KEY.format(kind=kind))) for kind in PaperKind}
    return {kind: profile for kind, profile in found.items() if profile is not None}


def choose_here(preferences: Preferences, kind: PaperKind, profile: Profile | None) -> None:
    """Remembers how this computer prints a kind of paper; None: as the centre does."""
    preferences.set(_KEY.format(kind=kind), "" if profile is None else written(profile))
    preferences.flush()


def queue_of(desk: Desk, spool: Spooler | None = None) -> PrintQueue:
    """The way of this window's papers to their printers. On the window's thread."""
    from expatdesk.workflows.print_papers import print_queue

    return print_queue(desk.services, spool or spooler(), here_of(desk.preferences))


@dataclass(frozen=True)
class FileAt:
    """A spooler that writes the one file that somebody has chosen, and replaces it."""

    path: Path

    def printers(self) -> list[Printer]:
        """The file itself."""
        return [Printer(str(self.path), is_default=True)]

    def abilities(self, printer: str = "") -> Abilities:  # noqa: ARG002  the file was chosen by hand
        """A file has no trays."""
        return Abilities(two_sided=False)

    def submit(
        self,
        pdf: bytes,
        title: str,  # noqa: ARG002  the file was chosen by hand
        printer: str = "",  # noqa: ARG002  likewise
        options: PrintOptions = PLAIN,  # noqa: ARG002  a file has neither trays nor copies
    ) -> Spooled:
        """Raises NotPrinted where the file cannot be written."""
        try:
            self.path.write_bytes(pdf)
        except OSError as error:
            raise NotPrinted(N_("The file cannot be written there."), str(error)) from error
        return Spooled(PrintState.FILED, str(self.path))
