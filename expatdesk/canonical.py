"""One text for one content, and the chain that is made of such texts.

The form is JSON narrowed to what cannot be written in two ways: objects with string keys in order
of code points, lists, strings and integers, without spaces. No floats, no null, no booleans.
Strings are taken as they are; whoever wants NFC has normalised before.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Canonical: TypeAlias = "int | str | Sequence[Canonical] | Mapping[str, Canonical]"

VERSION_KEY = "version"
FIRST = "0" * 64  # stands for the predecessor of the first link
_HASH = re.compile(r"[0-9a-f]{64}")


def canonical_json(content: Mapping[str, Canonical], version: int) -> str:
    """The content and the version of its layout as one line of JSON.

    Raises TypeError for values of any other type than integer, string, list and mapping, and
    ValueError where the content has a key "version" or a string that is no Unicode text.
    """
    if VERSION_KEY in content:
        raise ValueError("the version is given beside the content")
    text = json.dumps(
        _plain({**content, VERSION_KEY: version}),
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    text.encode("utf-8")  # a lone surrogate is found now, not when the hash is checked
    return text


def chain_hash(previous_hex: str, text: str) -> str:
    """SHA-256 over the predecessor's hash, a line feed and the text in UTF-8, in hexadecimal.

    The first link has `FIRST` as predecessor. Raises ValueError where that is no such hash.
    """
    if not _HASH.fullmatch(previous_hex):
        raise ValueError("no SHA-256 of a predecessor")
    return hashlib.sha256(f"{previous_hex}\n{text}".encode()).hexdigest()


def _plain(value: object) -> object:
    """The value in JSON's own types, or TypeError."""
    match value:
        case bool():
            raise TypeError("a boolean has no place in canonical JSON; write 0 or 1")
        case int() | str():
            return value
        case Mapping():
            return {_key(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} has no place in canonical JSON")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be a string, not {type(key).__name__}")
    return key
