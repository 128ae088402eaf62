"""Which parts of a shown name a typed line has found."""

from __future__ import annotations

import re

from expatdesk.names import fold, query_tokens

_WORD = re.compile(r"\w+")


def marks(title: str, typed: str) -> tuple[tuple[int, int], ...]:
    """(start, length) of each beginning of a word of `title` that a part of `typed` asks for.

    Folded as the search does: "zoe" marks "Zoë". What was found by another form of the name
    (a transcription, an e-mail address) marks nothing.
    """
    wanted = sorted(query_tokens(typed), key=len, reverse=True)
    found = []
    for word in _WORD.finditer(title):
        for token in wanted:
            length = _prefix(word[0], token)
            if length:
                found.append((word.start(), length))
                break
    return tuple(found)


def _prefix(word: str, token: str) -> int:
    """How many characters of `word` fold to `token`; 0 where it does not begin with it."""
    if not fold(word).startswith(token):
        return 0
    for length in range(1, len(word) + 1):
        if len(fold(word[:length])) >= len(token):
            return length
    return 0
