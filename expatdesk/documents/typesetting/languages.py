"""Whose way of writing a Chinese character is meant, where the characters themselves tell."""

from __future__ import annotations

import re

_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# In this order a name is tried: each list lacks what only its neighbours write.
_LISTS = (("gb2312", "zh-Hans"), ("big5", "zh-Hant"), ("shift_jis", "ja"), ("big5hkscs", "zh-HK"))


def language_of(text: str) -> str:
    """The language for the shaper, as BCP 47 has it; ``und`` where it makes no difference.

    Kana and Hangul decide; otherwise the first national list that has every character. A name
    that several countries write alike gets the forms of the mainland.
    """
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    characters = "".join(_HAN.findall(text))
    if not characters:
        return "und"
    return next((name for coding, name in _LISTS if _fits(characters, coding)), "zh-Hans")


def _fits(characters: str, coding: str) -> bool:
    try:
        characters.encode(coding)
    except UnicodeEncodeError:
        return False
    return True
