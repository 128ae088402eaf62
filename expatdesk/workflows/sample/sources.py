"""What the sample centre is made of: names, organisations, streets and words, read from files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from expatdesk import paths
from expatdesk.services.setup.plan import StaffPlan
from expatdesk.terms import ResidenceClass


@dataclass(frozen=True)
class Spelling:
    """A part of a name as it is shown, and as in the passport (the same for Latin letters)."""

    shown: str
    latin: str


@dataclass(frozen=True)
class Origin:
    """Names of one part of the world. `latin_shown`: of a hundred, who show the Latin form."""

    code: str
    residence_class: ResidenceClass
    weight: int
    language: str
    given: tuple[Spelling, ...]
    surnames: tuple[Spelling, ...]
    join: str
    surname_first: bool
    single: bool
    prefixes: tuple[str, ...]
    latin_shown: int

    @property
    def has_own_script(self) -> bool:
        return any(spelling.shown != spelling.latin for spelling in self.given)


@dataclass(frozen=True)
class Town:
    name: str
    weight: int
    postcodes: tuple[str, ...]


@dataclass(frozen=True)
class Firms:
    institutions: tuple[str, ...]
    regular: tuple[str, ...]
    first_words: tuple[str, ...]
    lines: tuple[str, ...]
    agents: tuple[str, ...]
    contacts: tuple[str, ...]
    functions: tuple[str, ...]


@dataclass(frozen=True)
class Sources:
    """`words`: lists of phrases by their key in the file. `refusals`, `topics`: weights.

    `staff`: somebody who works here beside those of the centre's set-up.
    """

    origins: tuple[Origin, ...]
    towns: tuple[Town, ...]
    streets: tuple[str, ...]
    firms: Firms
    words: dict[str, tuple[str, ...]]
    refusals: dict[str, int]
    topics: dict[str, int]
    staff: StaffPlan

    def origin(self, code: str) -> Origin:
        return next(origin for origin in self.origins if origin.code == code)


def read_sources() -> Sources:
    """Raises OSError or tomllib.TOMLDecodeError where the files of the program are broken."""
    places, words, firms = _read("places"), _read("words"), _read("organisations")
    return Sources(
        origins=tuple(_origin(table) for table in _read("names")["origin"]),
        towns=tuple(
            Town(table["name"], table["weight"], tuple(table["postcodes"]))
            for table in places["municipality"]
        ),
        streets=tuple(places["streets"]),
        firms=Firms(**{name: tuple(values) for name, values in firms.items()}),
        words={name: tuple(value) for name, value in words.items() if isinstance(value, list)},
        refusals=words["turned_away"],
        topics=words["topics"],
        staff=StaffPlan(**words["staff"]),
    )


def _read(name: str) -> dict[str, Any]:
    path = paths.resources_dir() / "sample" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _origin(table: dict[str, Any]) -> Origin:
    return Origin(
        code=table["code"],
        residence_class=ResidenceClass(table["class"]),
        weight=table["weight"],
        language=table["language"],
        given=_spellings(table["given"]),
        surnames=_spellings(table.get("surnames", "")),
        join=table.get("join", " "),
        surname_first=table.get("order") == "surname",
        single=table.get("single", False),
        prefixes=tuple(table.get("prefixes", ())),
        latin_shown=table.get("latin_shown", 0),
    )


def _spellings(text: str) -> tuple[Spelling, ...]:
    """Words between spaces, "as shown|as in the passport", an underscore for a space."""
    found = []
    for word in text.split():
        shown, _, latin = word.replace("_", " ").partition("|")
        found.append(Spelling(shown, latin or shown))
    return tuple(found)
