"""A receipt printer for tests: it listens on loopback, answers as its state is, and keeps dots."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PIL import Image

READY, OFFLINE = 0x12, 0x1A
NO_PAPER, COVER_OPEN, KNIFE = 0x72, 0x16, 0x1A


@dataclass
class Roll:
    """What came out: rows of dots from the top, and after how many of them it was cut."""

    rows: list[bytes] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    def picture(self) -> Image.Image:
        """Black on white, as the paper looks."""
        width = len(self.rows[0]) * 8
        raw = b"".join(self.rows)
        return Image.frombytes("1", (width, len(self.rows)), bytes(255 - one for one in raw))


class ReceiptPrinter:
    """Its answers are bytes by the question's number; those that are missing it does not give.

    `deaf_after`: bytes of a paper after which it takes no more. `hangs_up_after`: … after which
    it closes the line. `out_of_paper_after`: … after which its answers say so. `babbles`: what it
    says where it should say that it is through.
    """

    def __init__(self) -> None:
        self.answers: dict[int, int] = dict.fromkeys((1, 2, 3, 4), READY)
        self.acknowledges = True
        self.babbles = b""
        self.hangs_up_after: int | None = None
        self.deaf_after: int | None = None
        self.out_of_paper_after: int | None = None
        self.roll = Roll()
        self.received = 0
        self.served = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        # A small window, so that a printer that takes no more is noticed at once.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener.settimeout(20)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._closing = threading.Event()
        self._thread.start()

    @property
    def address(self) -> str:
        return f"escpos://127.0.0.1:{self._listener.getsockname()[1]}/"

    @property
    def label(self) -> str:
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            socket.create_connection(self._listener.getsockname(), timeout=1).close()
        self._thread.join(5)
        self._listener.close()

    def _serve(self) -> None:
        while not self._closing.is_set():
            line, _peer = self._listener.accept()
            with line:
                if not self._closing.is_set():
                    line.settimeout(5)
                    self._talk(line)
                    self.served += 1

    def _talk(self, line: socket.socket) -> None:
        """Works off commands until the other side is through, as a printer's buffer does."""
        unread = b""
        before = self.received
        while not self._closing.is_set():
            here = self.received - before
            if self.hangs_up_after is not None and here >= self.hangs_up_after:
                return
            if self.deaf_after is not None and here >= self.deaf_after:
                self._closing.wait(5)
                return
            try:
                said = line.recv(1024)
            except OSError:
                return
            if not said:
                return
            self.received += len(said)
            unread = self._work_off(unread + said, line, self.received - before)

    def _work_off(self, data: bytes, line: socket.socket, here: int) -> bytes:
        while data:
            taken = self._command(data, line, here)
            if not taken:
                break
            data = data[taken:]
        return data

    def _command(self, data: bytes, line: socket.socket, here: int) -> int:
        """One command; how many bytes it had, 0 where it is not whole yet."""
        if data.startswith(b"\x10\x04") and len(data) >= 3:
            self._answer(line, data[2], here)
            return 3
        if data.startswith(b"\x1b@"):
            self.roll.commands.append("init")
            return 2
        if data.startswith(b"\x1dr") and len(data) >= 3:
            if self.babbles:
                _say(line, self.babbles)
            elif self.acknowledges:
                _say(line, b"\x00")
            return 3
        if data.startswith(b"\x1dVB") and len(data) >= 4:
            self.roll.cuts.append(len(self.roll.rows))
            self.roll.commands.append("cut")
            return 4
        if data.startswith(b"\x1dv0") and len(data) >= 8:
            across = data[4] + 256 * data[5]
            down = data[6] + 256 * data[7]
            whole = 8 + across * down
            if len(data) < whole:
                return 0
            raw = data[8:whole]
            self.roll.rows += [raw[at : at + across] for at in range(0, len(raw), across)]
            self.roll.commands.append("image")
            return whole
        known = (b"\x10\x04", b"\x1dr", b"\x1dVB", b"\x1dv0", b"\x1b@")
        assert any(one.startswith(data[: len(one)]) for one in known), data[:16]
        return 0

    def _answer(self, line: socket.socket, question: int, here: int) -> None:
        answers = dict(self.answers)
        if self.out_of_paper_after is not None and here >= self.out_of_paper_after:
            answers |= {1: OFFLINE, 2: 0x32, 4: NO_PAPER}
        if question in answers:
            _say(line, bytes([answers[question]]))


def _say(line: socket.socket, words: bytes) -> None:
    """Who has asked may have hung up meanwhile."""
    with contextlib.suppress(OSError):
        line.sendall(words)


@pytest.fixture
def receipt_printer() -> Iterator[ReceiptPrinter]:
    """A printer at the network that is ready and says so."""
    made = ReceiptPrinter()
    yield made
    made.close()
