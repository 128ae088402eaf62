"""Printing through `lp` and `lpstat`, as CUPS and its kin have them.

What they answer is read: CUPS gives a job a number and says on paper nothing of what becomes of
it, `lp` calls a printer unknown where it is the server that is down, and a paused printer takes
documents that come out some other day. So a paused printer is asked for before, and after a
refusal `lpstat` is asked for its cause.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from typing import Final

from expatdesk.i18n import N_
from expatdesk.services.printing.types import PLAIN, PrintOptions
from expatdesk.terms import PrintState
from expatdesk.workflows.printing.types import (
    Abilities,
    NoPrinter,
    NotPrinted,
    Printer,
    PrinterHangs,
    PrinterRefused,
    PrinterState,
    Spooled,
    Tray,
    check_wanted,
)

SECONDS: Final = 20.0
"""How long a document may take to be handed over."""
LOOKING_SECONDS: Final = 5.0
"""How long the print system may take to say what it knows."""
_JOB = re.compile(r"request id is (\S+)")
_DEFAULT = re.compile(r"^system default destination: (\S+)$", re.MULTILINE)
_ACCEPTING = re.compile(r"^(\S+) accepting requests", re.MULTILINE)
_REJECTING = re.compile(r"^(\S+) not accepting requests.*(?:\n\t(.*))?", re.MULTILINE)
_PAUSED = re.compile(r"^printer (\S+) disabled.*(?:\n\t(.*))?", re.MULTILINE)
_FOLDER = re.compile(r"^\S*/(?=lp: )")
_SPEAKER = re.compile(r"^lp: (Error - )?")
_OPTION = re.compile(r"^([\w-]+)(/[^:]*)?: (.*)$", re.MULTILINE)
_DASH: Final = "-"
"""`lpstat` takes what begins so for an option, of another server even; no printer's name does."""
_PLAIN_VALUE = re.compile(r"[\w.+-]+", re.ASCII)
_NOT_THERE: Final = N_("There is no printer “{printer}” on this computer.")
_TRAYS: Final = ("InputSlot", "media-source")
_DUPLEX: Final = ("Duplex", "sides")
# Reasons that CUPS puts there itself say nothing more than the state does.
_NO_REASON: Final = frozenset({"", "paused", "rejecting jobs", "reason unknown"})


class LpSpooler:
    """Prints through `lp` and `lpstat` of the system."""

    def __init__(self, seconds: float = SECONDS, looking_seconds: float = LOOKING_SECONDS) -> None:
        self._seconds = seconds
        self._looking_seconds = looking_seconds

    def printers(self) -> list[Printer]:
        """Those that there are, the default one first.

        Raises NoPrinter without a print system, PrinterHangs.
        """
        answer = self._look("-d", "-a", "-p")
        if answer.returncode != 0 and "no destinations" not in answer.stderr.lower():
            raise NoPrinter(N_("The print system does not run."), answer.stderr.strip())
        said = answer.stdout
        states = dict.fromkeys(_ACCEPTING.findall(said), PrinterState.READY)
        states |= {found[1]: PrinterState.PAUSED for found in _PAUSED.finditer(said)}
        states |= {found[1]: PrinterState.REJECTING for found in _REJECTING.finditer(said)}
        # Printers of the network are there without a queue until something is printed on them.
        around = _run(["lpstat", "-e"], self._looking_seconds)
        for name in around.stdout.split() if around is not None else ():
            states.setdefault(name, PrinterState.READY)
        default = _default(said)
        found = [Printer(name, name == default, state) for name, state in states.items()]
        return sorted(found, key=lambda printer: (not printer.is_default, printer.name))

    def abilities(self, printer: str = "") -> Abilities:
        """What the named printer, or the default one, lets one choose.

        Raises NoPrinter without a print system, PrinterHangs.
        """
        if printer.startswith(_DASH):
            return Abilities()
        named = ["-p", printer] if printer else []
        answer = _run(["lpoptions", *named, "-l"], self._looking_seconds)
        if answer is None:
            raise PrinterHangs(N_("The print system does not answer."), "lpoptions: timed out")
        return _abilities(answer.stdout)

    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled:
        """Prints on the named printer, or the default one.

        Raises NoPrinter, PrinterRefused, PrinterHangs.
        """
        check_wanted(printer)
        if printer.startswith(_DASH):
            raise PrinterRefused(_NOT_THERE, "no name of a printer", printer=printer)
        wanted = printer or self._default()
        self._check_not_paused(wanted)
        destination = ["-d", printer] if printer else []
        # Handed over without a file of our own: one with names would stay where we are killed.
        how = [*destination, *_how(options), "-t", title]
        answer = _run(["lp", *how], self._seconds, pdf)
        if answer is None:
            # Whether the document was handed over just before, nobody can say.
            text = N_("The printer “{printer}” does not answer. Look whether the paper came out.")
            raise PrinterHangs(text, "lp: timed out", printer=wanted)
        job = _JOB.search(answer.stdout)
        if answer.returncode == 0 and job is not None:
            return Spooled(PrintState.PRINTED, printer or job[1].rpartition("-")[0], job[1])
        said = (answer.stderr or answer.stdout).strip()
        raise self._refusal(wanted, _FOLDER.sub("", said))

    def _default(self) -> str:
        """Name of the system's default printer, or nothing."""
        return _default(self._look("-d").stdout)

    def _check_not_paused(self, printer: str) -> None:
        """Raises PrinterRefused where a document would only wait in the printer's queue.

        It would come out some other day, and a second time if it was printed again meanwhile.
        """
        if not printer:
            return
        paused = _PAUSED.search(self._look("-p", printer).stdout)
        if paused is not None:
            raise _refused(
                printer,
                paused[2],
                N_("The printer “{printer}” is paused."),
                N_("The printer “{printer}” is paused: {reason}."),
                " ".join(paused[0].split()),
            )

    def _refusal(self, printer: str, said: str) -> NotPrinted:
        """Why `lp` did not take a document, as far as can be learned."""
        low = said.lower()
        if "not running" in self._look("-r").stdout:
            return NoPrinter(N_("The print system does not run."), said)
        if "no default destination" in low:
            if _ACCEPTING.search(self._look("-a").stdout):
                text = N_("No printer of this computer is its default. Choose one in Settings.")
                return NoPrinter(text, said)
            return NoPrinter(N_("No printer is set up on this computer."), said)
        if "not accepting" in low:
            why = _REJECTING.search(self._look("-a", printer).stdout) if printer else None
            return _refused(
                printer,
                why[2] if why else "",
                N_("The printer “{printer}” takes no documents now."),
                N_("The printer “{printer}” takes no documents now: {reason}."),
                said,
            )
        if "does not exist" in low:
            return PrinterRefused(_NOT_THERE, said, printer=printer)
        return _refused(
            printer,
            _SPEAKER.sub("", said.partition("\n")[0]),
            N_("The printer “{printer}” does not take the document."),
            N_("The printer “{printer}” does not take the document: {reason}."),
            said,
        )

    def _look(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What `lpstat` says. Raises NoPrinter, PrinterHangs."""
        answer = _run(["lpstat", *arguments], self._looking_seconds)
        if answer is None:
            raise PrinterHangs(N_("The print system does not answer."), "lpstat: timed out")
        return answer


def _how(options: PrintOptions) -> list[str]:
    """The options as `lp` takes them.

    The tray goes by the name of IPP and by that of printer descriptions (PPD): which of them a
    printer knows nobody can tell beforehand, and it passes over the other.
    """
    how = ["-n", str(options.copies), "-o", f"sides={options.sides.value}"]
    if options.tray:
        tray = _quoted(options.tray)
        how += ["-o", f"media-source={tray}", "-o", f"InputSlot={tray}"]
    return how


def _quoted(value: str) -> str:
    """One value of `lp -o`, which would take what follows a blank for an option of its own."""
    if _PLAIN_VALUE.fullmatch(value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _abilities(said: str) -> Abilities:
    """From "InputSlot/Media Source: Auto *Tray1" and "Duplex/2-Sided: *None DuplexNoTumble"."""
    choices = {found[1]: found[3].replace("*", "").split() for found in _OPTION.finditer(said)}
    trays = next((choices[name] for name in _TRAYS if name in choices), [])
    duplex = next((choices[name] for name in _DUPLEX if name in choices), None)
    sided = None if not choices else duplex is not None and len(duplex) > 1
    return Abilities(tuple(Tray(name) for name in trays if not name.startswith("Custom.")), sided)


def _default(said: str) -> str:
    found = _DEFAULT.search(said)
    return found[1] if found else ""


def _refused(
    printer: str, why: str | None, plain: str, reasoned: str, problem: str
) -> PrinterRefused:
    """Names the printer, and the reason where somebody gave one."""
    reason = (why or "").strip().rstrip(".")
    if not printer:
        return PrinterRefused(N_("The printer does not take the document."), problem)
    if reason.lower() in _NO_REASON:
        return PrinterRefused(plain, problem, printer=printer)
    return PrinterRefused(reasoned, problem, printer=printer, reason=reason)


def _run(
    command: Sequence[str], seconds: float, document: bytes = b""
) -> subprocess.CompletedProcess[str] | None:
    """What a program of the print system answers; None where it does not. Raises NoPrinter.

    `document`: what it reads.
    """
    program = shutil.which(command[0])
    if program is None:
        raise NoPrinter(N_("This computer has no print system."), f"no {command[0]}")
    try:
        said = subprocess.run(  # noqa: S603  (a list, no shell; the names are checked by lp)
            [program, *command[1:]],
            capture_output=True,
            timeout=seconds,
            check=False,
            input=document,
            # Its answers are read, so they must not be translated.
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        return None
    except OSError as error:
        raise NoPrinter(N_("This computer has no print system."), str(error)) from error
    answer, complaint = (each.decode("utf-8", "replace") for each in (said.stdout, said.stderr))
    return subprocess.CompletedProcess(said.args, said.returncode, answer, complaint)
