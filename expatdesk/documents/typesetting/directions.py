"""Which way each part of a line runs: the bidirectional algorithm (UAX #9), told to be careful.

Our papers run from left to right. What is written from right to left is held together as if it
stood between isolates, so that a figure or a comma behind a name stays behind it, whatever the
name brings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from expatdesk.names import clean

ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
_MARKS = (ISOLATE, END_OF_ISOLATE)
# What `clean` would take away and a line needs. Private characters stand in for it meanwhile;
# those that a text brings are dropped first, for no face draws them.
_STAND_INS = {
    0xE000: None,
    0xE001: None,
    0xE002: None,
    ord(ISOLATE): "\ue000",
    ord(END_OF_ISOLATE): "\ue001",
    0x00A0: "\ue002",
    0x202F: "\ue002",
}
_RESTORED = str.maketrans({"\ue000": ISOLATE, "\ue001": END_OF_ISOLATE, "\ue002": "\u00a0"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_FIGURES = frozenset({"EN", "AN", "ES", "ET"})
_LEVEL = re.compile(r"Level\(\s*(\d+),\s*\)")


def one_line(text: str) -> str:
    """``text`` as a line can hold it: cleaned, with spaces that do not break as they were.

    Of the characters that steer direction only isolates stay that open and close again.
    """
    return _balanced(clean(text.translate(_STAND_INS)).translate(_RESTORED))


def levels(text: str) -> list[int]:
    """The embedding level of each character: even runs to the right, odd to the left.

    The line as a whole runs from left to right, unless it holds nothing but letters that run the
    other way and their punctuation: then that stands where its readers look for it.
    """
    kinds = [unicodedata.bidirectional(character) for character in text]
    if _RIGHT_TO_LEFT.isdisjoint(kinds):
        return [0] * len(text)
    if ISOLATE not in text and "L" not in kinds and _FIGURES.isdisjoint(kinds):
        return _resolved(text, "R")
    held: list[str] = []
    places: list[int] = []
    for start, end, turned in _stretches(text, kinds):
        inside = range(start, end)
        if turned:
            held.append(f"{ISOLATE}{text[start:end]}{END_OF_ISOLATE}")
            places += [-1, *inside, -1]
        else:
            held.append(text[start:end])
            places += inside
    found = zip(places, _resolved("".join(held), "L"), strict=True)
    return [level for place, level in found if place >= 0]


def _stretches(text: str, kinds: list[str]) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each part, and whether it runs from the right.

    What stands between isolates already is left as it is: there the first letter decides.
    """
    at, depth = 0, 0
    while at < len(text):
        depth += (text[at] == ISOLATE) - (text[at] == END_OF_ISOLATE)
        turned = kinds[at] in _RIGHT_TO_LEFT and not depth
        end = _end_of_stretch(text, kinds, at) if turned else at + 1
        yield at, end, turned
        at = end


def _end_of_stretch(text: str, kinds: list[str], at: int) -> int:
    """Behind the last letter of the same direction before one of the other, with its marks."""
    end = at + 1
    for place in range(at + 1, len(text)):
        if kinds[place] == "L" or text[place] in _MARKS:
            break
        if kinds[place] in _RIGHT_TO_LEFT or (place == end and kinds[place] in {"NSM", "BN"}):
            end = place + 1
    return end


def _resolved(text: str, base: str) -> list[int]:
    """The levels that python-bidi finds, one for each character.

    Asked to explain itself it lists them for each byte of UTF-8; the text stands before that list.
    """
    from bidi import get_display

    told = str(get_display(text, base_dir=base, debug=True)).rpartition("levels: [")[2]
    of_bytes = [int(level) for level in _LEVEL.findall(told.partition("paragraphs:")[0])]
    found, at = [], 0
    for character in text:
        found.append(of_bytes[at])
        at += len(character.encode())
    if at != len(of_bytes):
        raise ValueError("levels do not fit their text")
    return found


def _balanced(text: str) -> str:
    """Without isolates that do not close, and without ends of isolates that did not open."""
    if ISOLATE not in text and END_OF_ISOLATE not in text:
        return text
    opened: list[int] = []
    kept = list(text)
    for place, character in enumerate(text):
        if character == ISOLATE:
            opened.append(place)
        elif character == END_OF_ISOLATE:
            if opened:
                opened.pop()
            else:
                kept[place] = ""
    for place in opened:
        kept[place] = ""
    return "".join(kept)
