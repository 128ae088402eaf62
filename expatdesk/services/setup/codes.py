"""Codes by which programs know what was added: made from its name, as those of the founding."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import count

from expatdesk.names.folding import fold
from expatdesk.texts import Pair

_SIGNS = re.compile(r"[^a-z0-9]+")
_LENGTH = 40


def free_code(name: Pair, taken: Container[str], otherwise: str) -> str:
    """Makes certificate_of_life of "Certificate of life", with a number where that is taken.

    `otherwise`: the code of what has a name without Latin letters.
    """
    made = (_code(text) for text in (name.en, name.nl))
    code = next((one for one in made if one and one[0].isalpha()), otherwise)[:_LENGTH]
    numbered = (f"{code}_{number}" for number in count(2))
    return code if code not in taken else next(one for one in numbered if one not in taken)


def _code(text: str) -> str:
    return _SIGNS.sub("_", fold(text.replace("-", " "))).strip("_")
