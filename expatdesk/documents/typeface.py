"""The two faces of every document: Inter with tabular digits, regular and strong.

All paper uses the tabular cut, also for running text: amounts align without a third and fourth
embedded font, which would cost a quarter of the time and half the size of a receipt.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from expatdesk.paths import resources_dir

if TYPE_CHECKING:
    from pathlib import Path


class Face(StrEnum):
    """The value is the name under which ReportLab knows the face."""

    TEXT = "ExpatDesk-Text"
    STRONG = "ExpatDesk-Strong"


_FILES = {Face.TEXT: "ExpatDeskPaper-Regular.ttf", Face.STRONG: "ExpatDeskPaper-SemiBold.ttf"}

# Right-to-left scripts need reordering and shaping, and a mark that has no letter of its own needs
# its place over one; plain strings get neither.
_UNSHAPED = frozenset({"R", "AL", "AN", "NSM"})


@dataclass(frozen=True, slots=True)
class Typeface:
    """What layout has to know of a face: which characters it draws, and how wide they are."""

    face: Face
    advances: Mapping[str, float]
    """Width of each character in thousandths of the type size."""
    drawable: frozenset[str]
    """Characters that come out right as a plain string."""

    def width(self, text: str, size: float) -> float:
        """Width in points; ``text`` holds drawable characters only."""
        advances = self.advances
        return sum([advances[character] for character in text]) * size / 1000


@cache
def typeface(face: Face) -> Typeface:
    """Registers the face with ReportLab at its first use; raises OSError where its file is gone."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(face.value, str(font_file(face)), asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(font)
    widths: dict[int, float] = font.face.charWidths
    advances = {chr(code): width for code, width in widths.items()}
    advances["\u00a0"] = advances[" "]
    return Typeface(face, advances, frozenset(filter(_plain, advances)))


def font_file(face: Face) -> Path:
    return resources_dir() / "fonts" / "inter" / _FILES[face]


def _plain(character: str) -> bool:
    return (
        unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        and unicodedata.bidirectional(character) not in _UNSHAPED
    )
