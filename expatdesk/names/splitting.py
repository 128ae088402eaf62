"""A guess at the parts of a name that was typed as one line. A suggestion, never a rule."""

from __future__ import annotations

from typing import NamedTuple

# Prefixes (voorvoegsels) as they occur in the Netherlands, those of the neighbours included.
_PREFIXES = frozenset(
    prefix.strip()
    for prefix in """
    aan|aan de|aan den|aan der|aan het|aan 't|af|al|am|auf|auf dem|auf den|auf der|aus|aus dem
    |aus den|aus der|bij|bij de|bij den|bij het|bij 't|boven d'|d'|da|dal|dalla|das|de|de die
    |de la|de las|de le|de van der|deca|degli|dei|del|della|den|der|des|di|die le|do|don|dos|du
    |el|het|im|in|in de|in den|in der|in het|in 't|l'|la|las|le|les|lo|los|onder|onder de
    |onder den|onder het|onder 't|op|op de|op den|op der|op gen|op het|op 't|op ten|over|over de
    |over den|over het|over 't|'s|'t|te|ten|ter|tho|thoe|thor|to|toe|tot|uijt|uijt de|uijt den
    |uijt te de|uijt ten|uit|uit de|uit den|uit het|uit 't|uit te de|uit ten|van|van de
    |van de l'|van den|van der|van gen|van het|van la|van 't|van ter|van van de|ver|vom|von
    |von dem|von den|von der|von und zu|von 't|voor|voor de|voor den|voor in 't|voor 't|vor
    |vor der|zu|zum|zur
    """.split("|")
)
_GENERATION = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_LONGEST = 4  # words in a prefix


class Words(NamedTuple):
    surname: str
    prefix: str
    given: str


def split_words(line: str) -> Words:
    """Surname, prefix and given names of a line in Latin letters."""
    before, comma, after = line.partition(",")
    if comma and before.strip():
        return _after_comma(before.split(), after.split(), shouted=line.isupper())
    words = line.replace(",", " ").split()
    shouted = line.isupper()
    for start in range(1, len(words) - 1):
        length = _prefix_at(words, start, shouted=shouted)
        if length and start + length < len(words):
            end = start + length
            return Words(" ".join(words[end:]), " ".join(words[start:end]), " ".join(words[:start]))
    length = _prefix_at(words, 0, shouted=shouted)
    if 0 < length < len(words) and words[0][0].islower():  # "van der Berg", no given name
        return Words(" ".join(words[length:]), " ".join(words[:length]), "")
    last = -2 if len(words) > 2 and words[-1].casefold() in _GENERATION else -1
    return Words(" ".join(words[last:]), "", " ".join(words[:last]))


def _after_comma(surname: list[str], rest: list[str], *, shouted: bool) -> Words:
    for start in range(max(len(rest) - _LONGEST, 0), len(rest)):
        if start + _prefix_at(rest, start, shouted=shouted) == len(rest):
            return Words(" ".join(surname), " ".join(rest[start:]), " ".join(rest[:start]))
    length = _prefix_at(surname, 0, shouted=shouted)
    if length == len(surname):
        length = 0
    return Words(" ".join(surname[length:]), " ".join(surname[:length]), " ".join(rest))


def _prefix_at(words: list[str], start: int, *, shouted: bool) -> int:
    """Number of words of the prefix that begins here, 0 where none does.

    All particles that follow one another must be a prefix together: of "de los Ángeles" nothing
    is. One word with a capital ("Van") may be a given name.
    """
    if start and _is_particle(words[start - 1]):
        return 0
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        if _key(words[start : start + length]) not in _PREFIXES:
            continue
        alone = length == 1 and not shouted and words[start][0].isupper()
        torn = any(map(_is_particle, words[start + length : start + length + 1]))
        return 0 if alone or torn else length
    return 0


def _is_particle(word: str) -> bool:
    return word.islower() and _key([word]) in _PREFIXES


def _key(words: list[str]) -> str:
    return " ".join(words).casefold().replace("’", "'")
