"""Folded copies of a text: without case, marks and joining signs, for comparing and sorting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Letters that Unicode does not take apart into a base letter and a mark, and Arabic letters that
# look alike and have two codes. (ß is folded by casefold.)
_LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i",
        "þ": "th", "ŧ": "t", "ŋ": "ng", "ĸ": "k", "ƒ": "f", "ə": "e", "ɛ": "e", "ɔ": "o",
        "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "ɲ": "n", "ƴ": "y", "ƶ": "z", "ɨ": "i",
        "ʉ": "u", "ك": "ک", "ي": "ی", "ى": "ی", "ة": "ه",
    }
)  # fmt: skip
APOSTROPHES = "'’‘‛`´ʼʹ′＇՚׳"  # of these some stand for an apostrophe that begins a word
_NO_LETTERS = "ʻʿʾˈ״ʔ"  # okina and the like: part of the spelling, typed by nobody
JOINERS = "\u00ad\u200c\u200d\u2060·‧"
_DROPPED = dict.fromkeys(map(ord, APOSTROPHES + _NO_LETTERS + JOINERS))
_DROPPED_ASCII = dict.fromkeys(map(ord, "'`-"))
_SILENT = dict.fromkeys(map(ord, _NO_LETTERS + JOINERS))
_SAME_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_APOSTROPHE_INSIDE = re.compile(r"(?<=\w)'|'(?!\w)")


def fold(text: str) -> str:
    """The text for comparing: "Mary-Kate O’Kealy" becomes "marykate okealy".

    Case, marks, apostrophes, okina, joiners, middle dots and hyphens are gone, NFC and NFD are
    the same, the words stay apart.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_DROPPED_ASCII).split())
    composed = unicodedata.normalize("NFC", text)
    base = _base(composed.translate(_DROPPED)).translate(_DROPPED)
    return _compact(base, keep_hyphens=False)


def fold_for_sorting(text: str) -> str:
    """The text for sorting in a Dutch list: as `fold`, but hyphens and full stops stay.

    So does an apostrophe that begins a word ("'t Hartog"); one inside a word does not count.
    """
    base = _base(text.translate(_SILENT).translate(_SAME_APOSTROPHE)).translate(_SILENT)
    return _compact(_APOSTROPHE_INSIDE.sub("", base), keep_hyphens=True)


def is_latin(text: str) -> bool:
    """Whether all letters of the text are Latin ones; so is a text without letters."""
    return text.isascii() or all(
        _is_latin_letter(character) for character in text if character.isalpha()
    )


def is_east_asian(character: str) -> bool:
    """Whether this is a Chinese character, a Japanese syllable or a Korean one."""
    return character >= "\u2e80" and unicodedata.name(character, "").startswith(
        ("CJK UNIFIED", "CJK COMPAT", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC")
    )


def _base(text: str) -> str:
    """Compatibility forms resolved, case folded, marks stripped, special letters replaced."""
    apart = unicodedata.normalize("NFKD", text)
    apart = unicodedata.normalize("NFKD", apart.casefold())
    stripped = "".join(c for c in apart if not unicodedata.category(c).startswith("M"))
    return unicodedata.normalize("NFC", stripped).translate(_LETTERS)


def _compact(text: str, *, keep_hyphens: bool) -> str:
    return " ".join("".join(_hyphens(text, keep="-" if keep_hyphens else "")).split())


def _hyphens(text: str, keep: str) -> Iterator[str]:
    for character in text:
        yield keep if unicodedata.category(character) == "Pd" else character


def _is_latin_letter(character: str) -> bool:
    return unicodedata.category(character) == "Lm" or unicodedata.name(character, "").startswith(
        ("LATIN", "FULLWIDTH LATIN", "MASCULINE", "FEMININE")
    )
