"""Text as paper can show it: one line, no controls, no character that all our fonts lack.

Nothing here is markup: documents draw plain strings, so ``<b>`` in a name stays ``<b>``.
"""

from __future__ import annotations

import unicodedata

from expatdesk.documents.typeface import Face, Typeface, typeface
from expatdesk.documents.typesetting import has_glyph, one_line
from expatdesk.i18n import N_
from expatdesk.names import clean, is_latin, printable
from expatdesk.names.person import transcribed

NOT_AS_WRITTEN = N_("cannot be printed here as written")
"""Stands beside a name of which `undrawable` finds characters, for its form is another one."""

_LETTERS = frozenset({"L", "R", "AL"})


def drawable(text: str, face: Face) -> str:
    """``text`` as a line can hold it; what no font has is put into Latin letters.

    Controls, bidi marks and line ends become nothing or one space; an emoji becomes its name.
    """
    known = typeface(face)
    if known.drawable.issuperset(text) and "  " not in text:
        return text
    return "".join(
        character if _is_drawn(character, face) else _spelled(character, known)
        for character in one_line(text)
    )


def undrawable(text: str, face: Face = Face.STRONG) -> str:
    """The characters of ``text`` that no font here has, each once; of nearly every name none."""
    lacking = (character for character in clean(text) if not has_glyph(character, face))
    return "".join(dict.fromkeys(lacking))


def name_lines(name: str, latin: str = "", face: Face = Face.STRONG) -> tuple[str, ...]:
    """A person's name as printed: as written, and under it the passport form of another script.

    A name with characters that `undrawable` finds is printed in its passport form alone, or
    sign by sign in Latin letters where none is known; the paper then says so beside it.
    """
    written, passport = clean(name), clean(latin)
    if undrawable(written, face):
        return (drawable(passport or written, face),)
    if passport and passport != written and not is_latin(written):
        return (_held(written), drawable(passport, face))
    return (_held(written),)


def one_name(name: str, latin: str = "", face: Face = Face.STRONG) -> str:
    """The name on one line, as lists and tables have it."""
    return " · ".join(name_lines(name, latin, face))


def _held(name: str) -> str:
    """A name of both directions that begins at the right keeps the order of its words."""
    directions = [
        direction for each in name if (direction := unicodedata.bidirectional(each)) in _LETTERS
    ]
    if directions and directions[0] != "L" and "L" in directions:
        return printable(name)
    return name


def _is_drawn(character: str, face: Face) -> bool:
    return character in typeface(face).drawable or has_glyph(character, face)


def _spelled(character: str, known: Typeface) -> str:
    return "".join(letter for letter in transcribed(character) if letter in known.drawable)
