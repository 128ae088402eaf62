"""Where paper comes out at this computer, and the words for its printers."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from expatdesk.i18n import N_, _
from expatdesk.services.settings.keys import NO_PRINTER
from expatdesk.terms import PrintState
from expatdesk.workflows.printing import LpSpooler, NotPrinted, Printer, Spooled, Spooler


def spooler() -> Spooler:
    """The way to paper on this system: `lp` where there is one, Qt on Windows."""
    return _through_qt() if sys.platform == "win32" else LpSpooler()


def _through_qt() -> Spooler:
    from expatdesk.ui.printing_qt import QtSpooler

    return QtSpooler()


def printer_words(name: str) -> str:
    """A printer as the settings and the tries to print name it."""
    if name == NO_PRINTER:
        return _("No printer")
    return name or _("The system’s default printer")


@dataclass(frozen=True)
class FileAt:
    """A spooler that writes the one file that somebody has chosen, and replaces it."""

    path: Path

    def printers(self) -> list[Printer]:
        """The file itself."""
        return [Printer(str(self.path), is_default=True)]

    def submit(self, pdf: bytes, title: str, printer: str = "") -> Spooled:  # noqa: ARG002  the file was chosen by hand
        """Raises NotPrinted where the file cannot be written."""
        try:
            self.path.write_bytes(pdf)
        except OSError as error:
            raise NotPrinted(N_("The file cannot be written there."), str(error)) from error
        return Spooled(PrintState.FILED, str(self.path))
