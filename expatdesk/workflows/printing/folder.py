"""A folder that takes documents instead of a printer."""

from __future__ import annotations

from pathlib import Path

from expatdesk.i18n import N_
from expatdesk.services.printing.types import PLAIN, PrintOptions
from expatdesk.terms import PrintState
from expatdesk.workflows.printing.types import (
    Abilities,
    NotPrinted,
    Printer,
    Spooled,
    file_name,
)


class FileSpooler:
    """Writes documents into a folder instead of printing them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def printers(self) -> list[Printer]:
        return [Printer(str(self._folder), is_default=True)]

    def abilities(self, printer: str = "") -> Abilities:  # noqa: ARG002  the folder is the printer
        return Abilities(two_sided=False)

    def submit(
        self,
        pdf: bytes,
        title: str,
        printer: str = "",  # noqa: ARG002  the folder is the printer
        options: PrintOptions = PLAIN,  # noqa: ARG002  a file has neither trays nor copies
    ) -> Spooled:
        """Writes one file, whatever the printer; an older one is never replaced.

        Raises NotPrinted where the folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = _write_new(self._folder, file_name(title), pdf)
        except OSError as error:
            raise NotPrinted(N_("The file cannot be written there."), str(error)) from error
        return Spooled(PrintState.FILED, str(file))


def _write_new(folder: Path, name: str, content: bytes) -> Path:
    """Writes the first of name.pdf, name-2.pdf … that is not there yet."""
    number = 1
    while True:
        file = folder / (f"{name}.pdf" if number == 1 else f"{name}-{number}.pdf")
        try:
            with file.open("xb") as handle:
                handle.write(content)
        except FileExistsError:
            number += 1
        else:
            return file
