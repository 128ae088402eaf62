"""Text as paper can show it: one line, no controls, no character that the fonts lack.

Nothing here is markup: documents draw plain strings, so ``<b>`` in a name stays ``<b>``.
"""

from __future__ import annotations

from expatdesk.documents.typeface import Face, Typeface, typeface
from expatdesk.names import clean, is_latin
from expatdesk.names.person import transcribed

# Zero-width joiners shape letters of scripts that paper does not draw yet; alone they are nothing.
_JOINERS = str.maketrans("", "", "\u200c\u200d")


def drawable(text: str, face: Face) -> str:
    """``text`` with whatever the face cannot draw put into Latin letters.

    Controls, bidi marks and line ends become nothing or one space; an emoji becomes its name.
    """
    known = typeface(face)
    if known.drawable.issuperset(text) and "  " not in text:
        return text
    return "".join(_spelled(character, known) for character in clean(text))


def covered(text: str, face: Face) -> bool:
    """Whether the face shows every character of ``text`` that can be seen at all."""
    return typeface(face).drawable.issuperset(clean(text).translate(_JOINERS))


def name_lines(name: str, latin: str = "", face: Face = Face.STRONG) -> tuple[str, ...]:
    """A person's name as printed: as written where the face can, else the passport form.

    A name written in Greek or Cyrillic letters gets its passport form under it.
    """
    written, passport = clean(name), clean(latin)
    if not covered(written, face):
        return (drawable(passport or written, face),)
    if passport and passport != written and not is_latin(written):
        return (written, drawable(passport, face))
    return (written,)


def one_name(name: str, latin: str = "", face: Face = Face.STRONG) -> str:
    """The name on one line, as lists and tables have it."""
    return " · ".join(name_lines(name, latin, face))


def _spelled(character: str, known: Typeface) -> str:
    if character in known.drawable:
        return character
    return "".join(letter for letter in transcribed(character) if letter in known.drawable)
