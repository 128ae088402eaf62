"""What is typed, made harmless: no control characters, nothing that turns a line around.

A name that begins with U+202E prints "€ 25,00" behind it as "00,52 €"; isolates around it help
only when it holds none of its own.
"""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

Kind = Literal["control", "surrogate", "direction", "invisible"]

_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Part of no name, pasted in from web pages and PDF files. The joiners U+200C and U+200D stay:
# Persian and many Indian names are spelt with them.
_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff\ufff9\ufffa\ufffb")


class Stripped(NamedTuple):
    """A character that `clean` takes out: what it is, its code ("U+202E"), its position."""

    kind: Kind
    code: str
    position: int


def clean(text: str) -> str:
    """The text as it is kept: NFC, single spaces, no control characters or bidi controls.

    Line ends and tabs become spaces. Letters, case, marks and punctuation stay as typed.
    """
    kept = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or _kind(character) is None
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())


def clean_lines(text: str) -> str:
    """A text of several lines as it is kept: each line cleaned, none empty at either end."""
    return "\n".join(clean(line) for line in text.splitlines()).strip("\n")


def problems(text: str) -> tuple[Stripped, ...]:
    """What `clean` takes out of the text, in order; spaces too many are no problem."""
    return tuple(
        Stripped(kind, f"U+{ord(character):04X}", position)
        for position, character in enumerate(text)
        if (kind := _kind(character)) is not None
    )


def printable(text: str) -> str:
    """The cleaned text between isolates, for a line that holds more than this text.

    A name that runs from right to left then leaves the amount behind it where it is.
    """
    cleaned = clean(text)
    return f"{_ISOLATE}{cleaned}{_END_OF_ISOLATE}" if cleaned else ""


def _kind(character: str) -> Kind | None:
    if " " <= character < "\x7f":
        return None
    if character in _DIRECTION:
        return "direction"
    if character in _INVISIBLE:
        return "invisible"
    code = ord(character)
    if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:  # never a character
        return "control"
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp":
            return "control"
        case "Cs":
            return "surrogate"
    return None
