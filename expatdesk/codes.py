"""Codes for people outside: of a booking, and for checking a paper."""

from __future__ import annotations

import re
from random import Random

# No 0 O 1 I L, which are read for one another, and no vowels or Y: a code spells no word.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
_LENGTH = 6
_GROUP = 3
_SHA256 = re.compile(r"[0-9a-f]{64}")


def new_code(rng: Random) -> str:
    """A random code such as "7QK-4M2", one of 387 million; `rng` is a SystemRandom in earnest.

    Random and not counted: it says nothing about how many there are or who came before. That it is
    unique is for the table to say.
    """
    return _grouped("".join(rng.choice(ALPHABET) for _ in range(_LENGTH)))


def parse_code(text: str) -> str:
    """The code as it is kept, out of what somebody types or reads aloud.

    Case, spaces, hyphens and dots do not matter. Raises ValueError for anything else.
    """
    typed = re.sub(r"[\s.·‐-―_-]+", "", text)
    letters = typed.upper()
    if len(typed) != _LENGTH or not set(letters) <= set(ALPHABET):
        raise ValueError("no code")
    return _grouped(letters)


def verification_code(sha256_hex: str) -> str:
    """The first 48 bits of a hash as printed on paper: "9f3c·a1e0·77b4".

    Raises ValueError for what is not a SHA-256 in lower-case hexadecimal.
    """
    if not _SHA256.fullmatch(sha256_hex):
        raise ValueError("no SHA-256")
    return "·".join(sha256_hex[start : start + 4] for start in (0, 4, 8))


def _grouped(letters: str) -> str:
    return f"{letters[:_GROUP]}-{letters[_GROUP:]}"
