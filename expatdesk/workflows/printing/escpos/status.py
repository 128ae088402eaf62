"""What a receipt printer says of itself: four bytes that it answers at once (DLE EOT n).

Source: ESC/POS command reference, "DLE EOT" and "GS r". Bits 0, 1, 4 and 7 of an answer are
always 0, 1, 1 and 0: whatever looks otherwise is no answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from expatdesk.i18n import N_

PRINTER: Final = b"\x10\x04\x01"
CAUSE: Final = b"\x10\x04\x02"
FAULT: Final = b"\x10\x04\x03"
PAPER: Final = b"\x10\x04\x04"
DONE: Final = b"\x1dr\x01"
"""Answered when all that was sent before has been worked through."""
_FIXED, _FIXED_BITS = 0x93, 0x12
_NEVER_DONE = 0x90
_OFFLINE, _COVER, _PAPER_STOP, _PAPER_END = 0x08, 0x04, 0x20, 0x60
_CUTTER, _FATAL, _HOT = 0x08, 0x20, 0x40


@dataclass(frozen=True)
class Trouble:
    """Why it does not print, as a message id with the place `printer`; `bits` for the log."""

    text: str
    bits: str


def is_answer(said: bytes) -> bool:
    """Whether these bytes are an answer to a question of this module."""
    return len(said) == 1 and said[0] & _FIXED == _FIXED_BITS


def is_done(said: bytes) -> bool:
    """Whether these bytes answer DONE: bits 4 and 7 are 0, as they are in no other answer.

    A printer may also speak unasked (four bytes, "automatic status back") just when its paper
    runs out.
    """
    return len(said) == 1 and not said[0] & _NEVER_DONE


def trouble_of(ask: Callable[[bytes], bytes]) -> Trouble | None:
    """What keeps the printer from printing; None where nothing does.

    `ask` sends a question and gives the answer; what it raises is raised.
    """
    printer, paper = _bits(ask(PRINTER)), _bits(ask(PAPER))
    if paper & _PAPER_END == _PAPER_END:
        return _trouble(N_("The printer “{printer}” has run out of paper."), printer, paper)
    if not printer & _OFFLINE:
        return None
    cause, fault = _bits(ask(CAUSE)), _bits(ask(FAULT))
    bits = (printer, paper, cause, fault)
    if cause & _PAPER_STOP:
        return _trouble(N_("The printer “{printer}” has run out of paper."), *bits)
    if cause & _COVER:
        return _trouble(N_("The cover of the printer “{printer}” is open."), *bits)
    if fault & _CUTTER:
        return _trouble(N_("The knife of the printer “{printer}” is stuck."), *bits)
    if fault & _HOT:
        return _trouble(N_("The printer “{printer}” is too hot. Wait a little."), *bits)
    if fault & _FATAL:
        text = N_("The printer “{printer}” reports a fault. Switch it off and on again.")
        return _trouble(text, *bits)
    return _trouble(N_("The printer “{printer}” is not ready. Look at its lights."), *bits)


def _bits(answer: bytes) -> int:
    return answer[0] if is_answer(answer) else 0


def _trouble(text: str, *bits: int) -> Trouble:
    return Trouble(text, " ".join(f"{one:08b}" for one in bits))
