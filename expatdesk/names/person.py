"""A person's name and the forms in which it is shown and sorted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from expatdesk.names.folding import fold_for_sorting, is_east_asian, is_latin
from expatdesk.names.splitting import split_words

_INITIALS = re.compile(r"(?:\w\w?\.\s?)+")
_ARTICLES = ("'", "’")  # 't and 's never take a capital


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as it is kept. Only `full` is mandatory; an empty text stands for "not known".

    full: as shown, in the order and script the person uses.
    given, prefix, surname: its parts ("Joost", "van der", "Wielenmaker"). Who has one name only
    has it as surname, as the population register does.
    latin: as in the passport, for names in other scripts, for bank files and receipt printers.
    original: in the original script, where `full` is Latin.
    call: the name to be called by.
    """

    full: str
    given: str = ""
    prefix: str = ""
    surname: str = ""
    latin: str = ""
    original: str = ""
    call: str = ""


class _Parts(NamedTuple):
    """What a list is sorted by. `initial` is a surname that is an initial only."""

    surname: str
    prefix: str
    given: str
    initial: str = ""


def display(name: PersonName) -> str:
    """The name as the person shows it."""
    return name.full


def latin_form(name: PersonName) -> str:
    """The name in Latin letters: as shown, otherwise as in the passport, otherwise transcribed."""
    if is_latin(name.full):
        return name.full
    return name.latin or transcribed(name.full)


def formal(name: PersonName) -> str:
    """The surname as it stands after "mevrouw" or "Dear Mr": "Van der Wielenmaker".

    A prefix takes its capital where no given name precedes it; 't never does.
    """
    if not name.surname:
        return name.full
    prefix = name.prefix
    if not prefix.startswith(_ARTICLES):
        prefix = prefix[:1].upper() + prefix[1:]
    return _joined(prefix, name.surname)


def list_form(name: PersonName) -> str:
    """The name as it stands in a sorted list, in Latin letters: "Wielenmaker, Joost van der"."""
    parts = _parts(name)
    if parts.initial:
        return _joined(parts.surname, parts.initial)
    rest = _joined(parts.given, parts.prefix)
    return f"{parts.surname}, {rest}" if rest else parts.surname


def sort_key(name: PersonName, override: str | None = None) -> str:
    """The key of the name in a Dutch list: "wielenmaker, joost". `override` replaces the rule.

    Names sort by the surname without its prefix, then the given names, folded. In other scripts
    the parts of the passport form count: the surname stands there where it stands in the name as
    shown. A surname that is only an initial (a father's name) follows the given name without a
    comma; of a surname that stands around the given names the last part counts. Whoever sorts by
    a given name that is written last (Mongolia) needs the override.
    """
    if override is not None:
        return override
    parts = _parts(name)
    key = fold_for_sorting(parts.surname)
    if parts.initial:
        return _joined(key, fold_for_sorting(parts.initial))
    return f"{key}, {given}" if (given := fold_for_sorting(parts.given)) else key


def order_key(name: PersonName, override: str | None = None) -> str:
    """A key for storing: compared byte by byte it gives the order of a Dutch list.

    As `sort_key`, but the prefix decides between equal surnames, and a shorter surname comes
    before a longer one that begins with it.
    """
    surname, _, given = sort_key(name, override).partition(", ")
    prefix = fold_for_sorting(_parts(name).prefix)
    return f"{surname}\x01{prefix}\x01{given}"


def split_full(full: str) -> PersonName:
    """The parts that a line such as "Joost van der Wielenmaker" seems to have, case untouched.

    A suggestion for whoever types a name in one line. "Wielenmaker, Joost van der" is understood
    as well; one word is a surname. Names in other scripts stay whole: they have no order that
    could be guessed.
    """
    line = " ".join(full.split())
    if not is_latin(line):
        return PersonName(full=line)
    surname, prefix, given = split_words(line)
    if "," in line:
        line = _joined(given, prefix, surname)
    return PersonName(full=line, given=given, prefix=prefix, surname=surname)


def transcribed(text: str) -> str:
    """Any script in ASCII letters, sign by sign: a guess where no passport form is known."""
    from anyascii import anyascii  # 4 MB of tables, wanted by few names

    return str(anyascii(text))


def _parts(name: PersonName) -> _Parts:
    if not name.surname:
        return _parts_of_a_line(name)
    surname, given = name.surname, name.given
    if not is_latin(surname + given):
        surname, given = _in_latin(name)
    else:
        surname, given = _around(name)
    if given and _INITIALS.fullmatch(surname):
        return _Parts(given, name.prefix, "", initial=surname)
    return _Parts(surname, name.prefix, given)


def _parts_of_a_line(name: PersonName) -> _Parts:
    """Parts guessed where only the full name is known (or a given name beside it)."""
    if is_latin(name.full):
        return _Parts(*split_words(name.full))
    line = name.latin or transcribed(name.full)
    if "," not in line and any(map(is_east_asian, name.full)):
        surname, _, given = line.partition(" ")
        return _Parts(surname, "", given)
    return _Parts(*split_words(line))


def _in_latin(name: PersonName) -> tuple[str, str]:
    """Surname and given names out of the passport form, otherwise transcribed."""
    if not name.latin:
        return transcribed(name.surname), transcribed(name.given)
    before, comma, after = name.latin.partition(",")
    if comma:
        return before.strip(), after.strip()
    words = name.latin.split()
    count = len(name.surname.split())
    if not name.given or count >= len(words):
        return name.latin, ""
    if name.full.startswith(name.surname):
        return " ".join(words[:count]), " ".join(words[count:])
    return " ".join(words[-count:]), " ".join(words[:-count])


def _around(name: PersonName) -> tuple[str, str]:
    """A surname whose first part stands before the given names sorts by its last part."""
    before, given, after = name.full.partition(f" {name.given} ")
    if given and after and f"{before} {after}" == name.surname:
        return after, f"{before} {name.given}"
    return name.surname, name.given


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
