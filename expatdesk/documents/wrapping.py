"""Breaking a text into lines of a given width: at spaces, after hyphens, and inside long words."""

from __future__ import annotations

import re

from expatdesk.documents.plaintext import drawable
from expatdesk.documents.typeface import Face, Typeface, typeface

_PIECES = re.compile(r"[^ \-]*-+|[^ \-]+| ")


def wrap(text: str, face: Face, size: float, width: float) -> list[str]:
    """The lines, at least one, none wider than ``width`` points; nothing is lost or cut off."""
    shown = drawable(text, face)
    known = typeface(face)
    if known.width(shown, size) <= width:
        return [shown]
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(shown):
        if known.width((line + piece).rstrip(" "), size) <= width:
            line += piece
            continue
        lines.append(line)
        line = "" if piece == " " else piece
        while known.width(line, size) > width and len(line) > 1:
            fits = _longest(line, known, size, width)
            lines.append(line[:fits])
            line = line[fits:]
    lines.append(line)
    return [tidy for tidy in (each.strip(" ") for each in lines) if tidy] or [""]


def measure(text: str, face: Face, size: float) -> float:
    """Width of any text on one line, in points."""
    return typeface(face).width(drawable(text, face), size)


def _longest(word: str, known: Typeface, size: float, width: float) -> int:
    """How many characters of ``word`` fit, at least one."""
    room = width * 1000 / size
    for count, character in enumerate(word):
        room -= known.advances[character]
        if room < 0:
            return max(count, 1)
    return len(word)
