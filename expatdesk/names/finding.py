"""Words under which a record is found, and what a typed line asks for.

A record is found when every token of the query begins one of its own tokens. All tokens consist
of letters and digits only, so that any full-text index keeps them whole; all that is forgiving
happens here, on the side of the record:

- compounds apart and joined: "O’Kealy" is stored as o, kealy and okealy;
- both ways of writing ü, ø and å without them: muller and mueller, and the way back;
- the passport form, and a transcription of other scripts;
- every end of a run of Chinese, Japanese or Korean signs: 明澈 finds 欧阳明澈;
- digits as typed, and turned around behind a mark: whoever types the last digits of a phone
  number asks for the beginning of the reversed one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product

from expatdesk.names.folding import APOSTROPHES, JOINERS, fold, is_east_asian, is_latin
from expatdesk.names.person import PersonName, transcribed

REVERSED = "x"  # stands before digits that are turned around
_SHORTEST_END = 3  # digits; fewer are no end of a number

_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
_CONTRACTED = re.compile(r"([aou])e|aa")
_MOST_KINDS = 3  # of letters spelled out in all combinations
_ASCII_WORD = re.compile(r"[A-Za-z0-9'`-]+")
_NUMBER_AT_END = re.compile(r"\d[\d ./–-]*$")
_LOOKS_LIKE_NUMBER = re.compile(r"[+\d()./–-]*\d[+\d()./–-]*")


def search_tokens(
    name: PersonName, email: str = "", phone: str = "", codes: Iterable[str] = ()
) -> frozenset[str]:
    """All tokens of a record. `phone` is in E.164; `codes` are references, with letters or not."""
    tokens: set[str] = set()
    for text in {name.full, name.given, name.prefix, name.surname, name.latin, name.original,
                 name.call, email}:  # fmt: skip
        tokens.update(_text_tokens(text))
    for text in (name.given, name.surname, f"{name.prefix} {name.surname}"):
        tokens.update(_joined_pairs(text))
    tokens.update(_spellings(f"{name.prefix}{name.surname}".replace(" ", "")))
    tokens.update(_phone_tokens(phone))
    for code in codes:
        tokens.update(_text_tokens(code), _code_tokens(code))
    return frozenset(_only_words(tokens))


def query_tokens(text: str) -> tuple[str, ...]:
    """What a typed line asks for: each token must begin a token of the record.

    Digits that begin with 0 or + are the beginning of a phone number, three and more others are
    the end of one, or of a reference. An empty line asks for nothing.
    """
    tokens: list[str] = []
    number = ""
    for chunk in [*text.replace("(0)", "").split(), ""]:
        if _LOOKS_LIKE_NUMBER.fullmatch(chunk):
            number += chunk
            continue
        if number:
            tokens.append(_number_asked(number))
            number = ""
        tokens.extend(fold(word) for word in _words(chunk))
    return tuple(dict.fromkeys(_only_words(tokens)))


def _text_tokens(text: str) -> Iterator[str]:
    for word in _words(text):
        yield from _word_tokens(word)


@lru_cache(maxsize=20_000)
def _word_tokens(word: str) -> frozenset[str]:
    pieces = "".join(" " if _joins_parts(c) else c for c in word).split()
    joins = ("".join(pieces[start:]) for start in range(1, len(pieces) - 1))
    tokens: set[str] = set()
    for piece in {word, *pieces, *joins}:
        tokens.update(_spellings(piece), _east_asian_ends(piece))
    return frozenset(tokens)


def _joined_pairs(text: str) -> Iterator[str]:
    """Neighbours written as one word, for "Min Ji" and "Van den Berg" typed without the gap."""
    for left, right in pairwise(_words(text)):
        yield from _spellings(left + right)


def _words(text: str) -> Iterator[str]:
    """Runs between spaces and other separators; hyphens and apostrophes do not separate."""
    if text.isascii():
        return iter(_ASCII_WORD.findall(text))
    composed = unicodedata.normalize("NFC", text)
    kept = (c if _is_part_of_word(c) else " " for c in composed)
    return iter("".join(kept).split())


def _is_part_of_word(character: str) -> bool:
    return (
        character.isalnum()
        or character in JOINERS
        or _joins_parts(character)
        or unicodedata.category(character).startswith("M")
    )


def _joins_parts(character: str) -> bool:
    """Hyphens, apostrophes and the non-joiner: what stands between them is a part of its own."""
    return (
        character in APOSTROPHES or character == "\u200c" or unicodedata.category(character) == "Pd"
    )


def _spellings(word: str) -> Iterator[str]:
    """The word folded, and in the other ways in which it is written without its marks."""
    if not is_latin(word):
        yield fold(word)
        yield fold(transcribed(word)).replace(" ", "")
        return
    plain = fold(word)
    yield plain
    yield _CONTRACTED.sub(lambda match: match[1] or "a", plain)
    if word.isascii():
        return
    lower = unicodedata.normalize("NFC", word.casefold())
    kinds = [letter for letter in _SPELLED_OUT if letter in lower]
    if len(kinds) > _MOST_KINDS:
        yield fold(_spelled_out(lower, kinds))
        return
    for chosen in product((True, False), repeat=len(kinds)):
        wanted = [kind for kind, taken in zip(kinds, chosen, strict=True) if taken]
        yield fold(_spelled_out(lower, wanted))


def _spelled_out(lower: str, letters: list[str]) -> str:
    return "".join(_SPELLED_OUT[c] if c in letters else c for c in lower)


def _east_asian_ends(word: str) -> Iterator[str]:
    for start in range(1, 0 if word.isascii() else len(word)):
        if is_east_asian(word[start]):
            yield fold(word[start:])
            yield fold(transcribed(word[start:])).replace(" ", "")


def _phone_tokens(phone: str) -> Iterator[str]:
    digits = _digits(phone)
    yield from _digit_tokens(digits)
    if phone.startswith("+31"):
        yield from _digit_tokens(f"0{digits[2:]}")


def _digit_tokens(digits: str) -> Iterator[str]:
    if digits:
        yield digits
        yield REVERSED + digits[::-1]


def _code_tokens(code: str) -> Iterator[str]:
    """Any stretch of the number at the end of a reference is found, not only its last digits."""
    match = _NUMBER_AT_END.search(code)
    digits = _digits(match[0]) if match else ""
    if len(digits) >= _SHORTEST_END:
        yield digits
    for end in range(_SHORTEST_END, len(digits) + 1):
        yield REVERSED + digits[end - 1 :: -1]


def _number_asked(number: str) -> str:
    digits = _digits(number)
    if number.startswith("+"):
        return digits
    if digits.startswith("00"):
        return digits[2:] or digits
    if digits.startswith("0") or len(digits) < _SHORTEST_END:
        return digits
    return REVERSED + digits[::-1]


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def _only_words(tokens: Iterable[str]) -> Iterator[str]:
    """The tokens without anything that an index might split at, and without empty ones."""
    for token in tokens:
        word = token if token.isalnum() else "".join(c for c in token if c.isalnum())
        if word:
            yield word
