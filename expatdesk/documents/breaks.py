"""Where a line of text may end (UAX #14), quickly for the words of which most texts consist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Letters and digits of which the standard says nothing but that they hang together.
_LETTER = "A-Za-zÀ-ÖØ-öø-ʯΑ-ΡΣ-ωЀ-ҁҊ-ԯḀ-ỿ"
_SIGN = rf"[{_LETTER}0-9]"
# A space between two such words; what stands before it cannot reach over it.
_BETWEEN_WORDS = re.compile(rf"(?<={_SIGN}) +(?={_SIGN})|(?<=[.,;:)]) +(?={_SIGN})")
_SIMPLE = re.compile(rf"{_SIGN}+(?:[-.,'’]{_SIGN}+)*[.,;:]? *")
_AFTER_HYPHEN = re.compile(rf"(?<={_SIGN}-)(?=[{_LETTER}])")


def pieces(text: str) -> list[str]:
    """``text`` cut where a line may end: after each piece; joined they are the text."""
    found: list[str] = []
    start = 0
    for space in _BETWEEN_WORDS.finditer(text):
        found += _cut(text[start : space.end()])
        start = space.end()
    found += _cut(text[start:])
    return found


def clusters(text: str) -> Iterator[str]:
    """What readers take for one character (UAX #29): never cut, not even in the longest word."""
    if text.isascii():
        return iter(text)
    from uniseg.graphemecluster import grapheme_clusters

    return iter(grapheme_clusters(text))


def _cut(text: str) -> list[str] | tuple[str, ...]:
    if not text:
        return []
    if _SIMPLE.fullmatch(text):
        return _AFTER_HYPHEN.split(text) if "-" in text else [text]
    return _by_the_book(text)


@lru_cache(maxsize=1024)
def _by_the_book(text: str) -> tuple[str, ...]:
    """The library looks up each character in its tables, which takes a twentieth of a ms."""
    from uniseg.linebreak import line_break_units

    return tuple(line_break_units(text))
