"""Finds citizen service numbers and V-numbers in what is typed, so that they are not kept.

The centre may not hold a BSN, and consent does not change that (UAVG art. 46); the V-number of the
immigration service is treated alike. Looked at are free text, names and names of files, never VAT
ids, chamber-of-commerce or order numbers, which look the same. One number in eleven passes the
test by chance: a finding can be overridden, and is never to be logged with its digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["bsn", "v_number"]

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_LENGTHS = (9, 8)
_LEADING_ZEROS = "00"  # no citizen has such a number, our own series do

# Single marks between the groups, or the same longer one everywhere ("111 / 222 / 333").
_MARK = r"[\s._/'’·•|*~\u2010-\u2015\u2212-]"
_RUN = re.compile(rf"\d+(?:(?:{_MARK}{{1,3}}|,)\d+)*")
_GROUP = re.compile(r"\d+")
_V_NUMBER = re.compile(
    r"(?<![^\W_])v(?:reemdelingen)?[\s._-]*(?:(?:num+[eb]+r|nr|no)\.?[\s:.#=_-]*|(?<=[v-]))"
    r"(?P<digits>\d(?:[\s.-]?\d){9})(?!\d)",
    re.IGNORECASE,
)
# The grapheme joiner and the variation selectors: marks of nothing.
_UNSEEN_MARKS = frozenset("\u034f" + "".join(map(chr, range(0xFE00, 0xFE10))))
_VAT_ID = re.compile(r"(?<![^\W_])NL[\s.]?(?:\d[\s.]?){9}B[\s.]?\d\d(?!\d)", re.IGNORECASE)
_IBAN = re.compile(r"(?<![^\W_])[A-Z]{2}\d\d(?:\s?[A-Z0-9]{1,4}){3,8}(?![^\W_])", re.IGNORECASE)


class Found(NamedTuple):
    """A number that must not be kept, and where it stands in the text."""

    kind: Kind
    start: int
    end: int


def eleven_test(digits: str) -> bool:
    """Whether 8 or 9 digits could be a BSN: weights 9 to 2 and −1, sum divisible by 11."""
    if len(digits) not in _LENGTHS or not digits.isdecimal() or not int(digits):
        return False
    padded = digits.rjust(len(_WEIGHTS), "0")
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, padded, strict=True))
    return total % 11 == 0


def find_identifiers(text: str) -> list[Found]:
    """All BSNs and V-numbers in the text, in order and without overlap.

    Found inside words and names of files and when grouped by dots, spaces or hyphens, in any
    digits. Not taken for one: dates, IBANs, VAT ids, and valid phone numbers with + or 0.
    """
    plain, places = _visible(text)
    candidates = [Found("v_number", *match.span("digits")) for match in _V_NUMBER.finditer(plain)]
    bsn = [found for run in _RUN.finditer(plain) for found in _in_run(plain, run)]
    if bsn:
        harmless = [*_ibans(plain), *_spans(_VAT_ID.finditer(plain)), *_phones(plain)]
        candidates += [found for found in bsn if not _lies_in(found, harmless)]
    return [
        Found(found.kind, places[found.start], places[found.end - 1] + 1)
        for found in _without_overlap(candidates)
    ]


def masked(text: str) -> str:
    """The text with a bullet for each digit of what was found."""
    characters = list(text)
    for found in find_identifiers(text):
        for place in range(found.start, found.end):
            if characters[place].isdecimal():
                characters[place] = "•"
    return "".join(characters)


def _visible(text: str) -> tuple[str, Sequence[int]]:
    """The text without what cannot be seen, and where each of its characters stood.

    Web pages and PDF files put soft hyphens, joiners and marks of direction between digits.
    """
    if text.isascii():
        return text, range(len(text))
    places = [place for place, c in enumerate(text) if not _is_invisible(c)]
    return "".join(text[place] for place in places), places


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or character in _UNSEEN_MARKS


def _in_run(text: str, run: re.Match[str]) -> Iterator[Found]:
    """Every 8 or 9 digits of the run that begin and end with a group and pass the test."""
    groups = [
        (run.start() + group.start(), run.start() + group.end())
        for group in _GROUP.finditer(run[0])
    ]
    for first, (start, _) in enumerate(groups):
        for last in range(first, len(groups)):
            end = groups[last][1]
            digits = _ascii_digits(text[start:end])
            if len(digits) > _LENGTHS[0]:
                break
            if (
                eleven_test(digits)
                and not digits.startswith(_LEADING_ZEROS)
                and _is_grouped_like_one(text[start:end], last - first + 1)
                and not _is_date(text[start:end])
            ):
                yield Found("bsn", start, end)


def _is_grouped_like_one(written: str, groups: int) -> bool:
    """Two groups with a hyphen or stroke between them are a reference ("2026-00123").

    Longer marks are the same throughout; "09.00 - 12.15" is something else.
    """
    between = {mark for mark in _GROUP.split(written) if mark}
    if groups == 2:
        return all(c.isspace() or c == "." for mark in between for c in mark)
    return len(between) == 1 or all(len(mark) == 1 for mark in between)


def _is_date(written: str) -> bool:
    """20260914, 14-09-2026, 2026.09.14: a day of these two centuries."""
    parts = [_ascii_digits(part) for part in _GROUP.findall(written)]
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    if [len(part) for part in parts] == [2, 2, 4]:
        parts.reverse()
    if [len(part) for part in parts] != [4, 2, 2] or not 1900 <= int(parts[0]) < 2100:
        return False
    try:
        date(*map(int, parts))
    except ValueError:
        return False
    return True


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    from stdnum import iban

    for match in _IBAN.finditer(text):
        end = match.end()
        while end > match.start() and not iban.is_valid(text[match.start() : end]):
            end = max(text.rfind(" ", match.start(), end), match.start())
        if end > match.start():
            yield match.start(), end


def _phones(text: str) -> Iterator[tuple[int, int]]:
    from phonenumbers import PhoneNumberMatcher

    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    for match in PhoneNumberMatcher(plain, "NL"):
        if match.raw_string.lstrip("([").startswith(("+", "0")):
            yield match.start, match.end


def _spans(matches: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    return (match.span() for match in matches)


def _lies_in(found: Found, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= found.start and found.end <= end for start, end in spans)


def _without_overlap(candidates: list[Found]) -> list[Found]:
    chosen: list[Found] = []
    for found in sorted(candidates, key=lambda found: (found.start, -found.end)):
        if not chosen or found.start >= chosen[-1].end:
            chosen.append(found)
    return chosen


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())
