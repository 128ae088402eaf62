"""Hands finished PDFs to a printer and says what came of it.

On Linux and macOS the system's `lp` prints; what it answers is read, because CUPS takes a job
for a printer that rejects them and says so only there. On Windows the window rasterises the
PDF and prints through Qt: it brings a spooler of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from expatdesk.i18n import N_
from expatdesk.services.base import Refusal
from expatdesk.terms import PrintState

SECONDS = 20.0
_JOB = re.compile(r"request id is (\S+)")
_DEFAULT = re.compile(r"^system default destination: (\S+)$", re.MULTILINE)
_ACCEPTING = re.compile(r"^(\S+) accepting requests", re.MULTILINE)
_SAFE_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Printer:
    name: str
    is_default: bool


@dataclass(frozen=True)
class Spooled:
    """What became of a document: `target` the printer or file, `job` the spooler's number."""

    state: PrintState
    target: str
    job: str = ""


class NotPrinted(Refusal):
    """It did not come to paper; `problem` is what the system said, for the log."""

    def __init__(self, text: str, problem: str = "") -> None:
        super().__init__(text)
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

    def submit(self, pdf: bytes, title: str, printer: str = "") -> Spooled: ...


class LpSpooler:
    """Prints through `lp` and `lpstat` of the system."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def printers(self) -> list[Printer]:
        """Those that accept jobs, the default one first.

        Raises NoPrinter without a print system, PrinterHangs.
        """
        answer = self._run(["lpstat", "-a"])
        if answer.returncode != 0 and "no destinations" not in answer.stderr.lower():
            raise NoPrinter(N_("The print system does not run."), answer.stderr.strip())
        default = _DEFAULT.search(self._run(["lpstat", "-d"]).stdout)
        chosen = default[1] if default else ""
        found = [Printer(name, name == chosen) for name in _ACCEPTING.findall(answer.stdout)]
        return sorted(found, key=lambda printer: (not printer.is_default, printer.name))

    def submit(self, pdf: bytes, title: str, printer: str = "") -> Spooled:
        """Prints on the named printer, or the default one.

        Raises NoPrinter, PrinterRefused, PrinterHangs.
        """
        destination = [] if not printer else ["-d", printer]
        with tempfile.TemporaryDirectory(prefix="expatdesk-print-") as folder:
            file = Path(folder) / f"{_SAFE_NAME.sub('-', title) or 'document'}.pdf"
            file.write_bytes(pdf)
            answer = self._run(["lp", *destination, "-t", title, "--", str(file)])
        job = _JOB.search(answer.stdout)
        if answer.returncode == 0 and job is not None:
            return Spooled(PrintState.PRINTED, printer or job[1].rpartition("-")[0], job[1])
        said = (answer.stderr or answer.stdout).strip()
        if "no default destination" in said.lower():
            raise NoPrinter(N_("No printer is set up on this computer."), said)
        raise PrinterRefused(N_("The printer does not take the document."), said)

    def _run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        program = shutil.which(command[0])
        if program is None:
            raise NoPrinter(N_("This computer has no print system."), f"no {command[0]}")
        try:
            return subprocess.run(  # noqa: S603  (a list, no shell; the names are checked by lp)
                [program, *command[1:]],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=self._seconds,
                check=False,
                stdin=subprocess.DEVNULL,
                # Its answers are read, so they must not be translated.
                env={**os.environ, "LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired as error:
            raise PrinterHangs(N_("The printer does not answer."), "timed out") from error
        except OSError as error:
            raise NoPrinter(N_("This computer has no print system."), str(error)) from error


class FileSpooler:
    """Writes documents into a folder instead of printing them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def printers(self) -> list[Printer]:
        return [Printer(str(self._folder), is_default=True)]

    def submit(self, pdf: bytes, title: str, printer: str = "") -> Spooled:  # noqa: ARG002
        """Writes one file, whatever the printer; an older one is never replaced.

        Raises NotPrinted where the folder cannot be written.
        """
        name = _SAFE_NAME.sub("-", title) or "document"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = _write_new(self._folder, name, pdf)
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
