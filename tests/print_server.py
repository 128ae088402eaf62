"""A print system of its own for tests: a private CUPS whose printers write files.

All that it has stands in one temporary folder, its socket too; nothing of the machine's own
printing is read or touched. It runs as an ordinary user, also where the tests run as root. It is
up in a few hundredths of a second, so each test that wants one has its own.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SECONDS = 10.0
LONGEST_SOCKET = 107
"""A path to a socket may not be longer, bytes."""
_MISSING = "no CUPS: install cups-daemon, cups-client and cups-core-drivers"
_SERVER = """\
Listen {socket}
Browsing No
WebInterface No
DirtyCleanInterval 0
DefaultAuthType None
<Location />
Order deny,allow
Allow all
</Location>
<Location /admin>
Order deny,allow
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
"""
_FILES = """\
ServerRoot {home}/root
RequestRoot {home}/spool
TempDir {home}/spool/tmp
CacheDir {home}/cache
StateDir {home}/state
ErrorLog {home}/log/error
AccessLog {home}/log/access
PageLog {home}/log/page
FileDevice Yes
"""
# A printer that takes PDF as the system's own filters leave it.
_DRIVER = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PAPER.PPD"
*Manufacturer: "Paper"
*Product: "(Paper)"
*ModelName: "Paper as PDF"
*ShortNickName: "Paper as PDF"
*NickName: "Paper as PDF"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A5
*PageSize A5: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A5
*PageRegion A5: ""
*CloseUI: *PageRegion
*OpenUI *InputSlot/Media Source: PickOne
*DefaultInputSlot: Upper
*InputSlot Upper/Upper tray: ""
*InputSlot Lower/Lower tray: ""
*CloseUI: *InputSlot
*OpenUI *Duplex/2-Sided Printing: PickOne
*DefaultDuplex: None
*Duplex None: ""
*Duplex DuplexNoTumble: ""
*Duplex DuplexTumble: ""
*CloseUI: *Duplex
*DefaultImageableArea: A5
*ImageableArea A5: "0 0 420 595"
*DefaultPaperDimension: A5
*PaperDimension A5: "420 595"
"""


class Cups:
    """A server on a socket in a folder of its own, and what somebody does at its printers."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="expatdesk-cups-"))
        self.socket = self.home / "socket"
        assert len(os.fsencode(self.socket)) <= LONGEST_SOCKET, self.socket
        for name in ("root/ppd", "spool/tmp", "cache", "state/certs", "log", "out"):
            (self.home / name).mkdir(parents=True)
        self._write("cupsd.conf", _SERVER.format(socket=self.socket))
        self._write("cups-files.conf", _FILES.format(home=self.home))
        self._write("paper.ppd", _DRIVER)
        self._user: dict[str, object] = {}
        if os.geteuid() == 0:
            self._user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            for place in (self.home, *self.home.rglob("*")):
                shutil.chown(place, "nobody", "nogroup")
        self.environment = {
            "CUPS_SERVER": str(self.socket),
            # The user's own default printer, and the machine's, are none of ours.
            "CUPS_SERVERROOT": str(self.home / "root"),
            "HOME": str(self.home),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    # the server

    def start(self) -> None:
        """Returns when it answers."""
        cupsd = shutil.which("cupsd", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
        if cupsd is None or shutil.which("lp") is None:
            raise RuntimeError(_MISSING)
        # Should this process be killed, the server goes too.
        guard = [setpriv, "--pdeathsig", "TERM"] if (setpriv := shutil.which("setpriv")) else []
        files = ("-c", self.home / "cupsd.conf", "-s", self.home / "cups-files.conf")
        self._process = subprocess.Popen(
            [*guard, cupsd, "-f", *files],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._user,  # type: ignore[call-overload]  # these three are there
        )
        self._wait(self._answers)

    def stop(self) -> None:
        """Down, as after a crash of the machine's print service; may be started again."""
        if self._process is not None:
            self.freeze(frozen=False)
            self._process.terminate()
            self._process.wait(SECONDS)
            self._process = None

    def freeze(self, *, frozen: bool = True) -> None:
        """Takes what is said to it and answers nothing, or answers again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    # its printers

    def add(self, name: str, *, default: bool = False) -> None:
        """A printer that writes its last document into a file."""
        device = f"file:{self._out(name)}"
        self._run("lpadmin", "-p", name, "-E", "-v", device, "-P", str(self.home / "paper.ppd"))
        if default:
            self._run("lpadmin", "-d", name)

    def remove(self, name: str) -> None:
        self._run("lpadmin", "-x", name)

    def reject(self, name: str, reason: str = "") -> None:
        """It takes no documents."""
        self._run("cupsreject", *(["-r", reason] if reason else []), name)

    def accept(self, name: str) -> None:
        self._run("cupsaccept", name)

    def pause(self, name: str, reason: str = "") -> None:
        """It takes documents and leaves them waiting."""
        self._run("cupsdisable", *(["-r", reason] if reason else []), name)

    def go_on(self, name: str) -> None:
        self._run("cupsenable", name)

    def waiting(self) -> list[str]:
        """Jobs that are not finished."""
        said = self._run("lpstat", "-W", "not-completed", "-o")
        return [line.split()[0] for line in said.splitlines()]

    def words(self, name: str) -> str:
        """What can be read on the last paper of a printer, once all its jobs are through."""
        from papers import text_of

        self._wait(lambda: not self.waiting())
        return text_of(self._out(name).read_bytes())

    def asked(self, number: int) -> dict[str, str | int]:
        """How a job was to be printed; the first one of this server is 1."""
        kept = self.home / "spool" / f"c{number:05}"
        self._wait(lambda: kept.exists() and not self.waiting())
        return _attributes(kept.read_bytes())

    def was_used(self, name: str) -> bool:
        return self._out(name).exists()

    def _out(self, name: str) -> Path:
        return self.home / "out" / f"{name.encode().hex()}.pdf"

    def _write(self, name: str, text: str) -> None:
        (self.home / name).write_text(text, encoding="utf-8")

    def _answers(self) -> bool:
        return "is running" in self._run("lpstat", "-r")

    def _run(self, program: str, *arguments: str) -> str:
        found = shutil.which(program, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
        if found is None:
            raise RuntimeError(_MISSING)
        done = subprocess.run(
            [found, *arguments],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, **self.environment, "LC_ALL": "C"},
            timeout=SECONDS,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}{self._log()}")
        return done.stdout

    def _wait(self, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SECONDS
        while not ready():
            if time.monotonic() > deadline:
                raise RuntimeError(f"CUPS did not come so far: {self._log()}")
            time.sleep(0.01)

    def _log(self) -> str:
        log = self.home / "log" / "error"
        said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        return said[-1000:]


def _attributes(control: bytes) -> dict[str, str | int]:
    """Texts and numbers of a job as the server keeps them (IPP, RFC 8010, section 3.1)."""
    found: dict[str, str | int] = {}
    at, name = 8, ""
    while control[at] != 0x03:
        tag = control[at]
        at += 1
        if tag < 0x10:
            continue  # another group begins
        name_length, at = int.from_bytes(control[at : at + 2]), at + 2
        name, at = control[at : at + name_length].decode() or name, at + name_length
        length, at = int.from_bytes(control[at : at + 2]), at + 2
        value, at = control[at : at + length], at + length
        if tag in (0x21, 0x23):
            found[name] = int.from_bytes(value)
        elif 0x41 <= tag <= 0x49:
            found[name] = value.decode()
    return found


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """A running server that `lp` and its kin of this process talk to; it has no printers yet."""
    made = Cups()
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    for name in ("LPDEST", "PRINTER"):
        monkeypatch.delenv(name, raising=False)
    yield made
    made.close()
