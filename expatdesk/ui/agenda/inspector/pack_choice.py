"""Which sheets go with a visit now: what packs offer, what was given, what somebody chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Final

from expatdesk.i18n import current_language
from expatdesk.services.sheets.types import GivenLine, LanguageLine, Offer, OfferedSheet
from expatdesk.terms import FINISHED, UNDER_WAY, VisitState
from expatdesk.workflows.sheet_orders import Handed

RECEIVED: Final = UNDER_WAY | FINISHED | {VisitState.TURNED_AWAY}
"""States in which somebody has stood at the desk: sheets go with them, before that the
confirmation."""


class Paper(Enum):
    """What comes out with the key of the paper."""

    CONFIRMATION = auto()
    PACK = auto()
    AGAIN = auto()
    """All of it was given: what went with the visitor last, once more."""
    CHOOSE = auto()
    """Nothing is offered by itself: sheets are chosen by hand."""


@dataclass(frozen=True)
class PackRead:
    """What is offered, and the languages of the sheets that are in use, in their order."""

    offer: Offer
    languages: tuple[LanguageLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the centre has no sheets at all."""
        return not (self.offer.sheets or self.offer.others or self.offer.given)


@dataclass(frozen=True)
class PackChoice:
    """The sheets for one visit. `ticks`: what was said by hand, by sheet; the rest is supposed.

    Supposed is what is offered and was not given in this version yet; of somebody who is turned
    away the sheet that helps, and no more.
    """

    read: PackRead
    state: VisitState
    languages: tuple[str, ...]
    ticks: Mapping[int, bool] = field(default_factory=dict)
    added: tuple[int, ...] = ()

    @property
    def visit_id(self) -> int:
        return self.read.offer.visit_id

    @property
    def rows(self) -> tuple[OfferedSheet, ...]:
        """What can be ticked: what is offered, then what was added by hand."""
        others = {sheet.sheet_id: sheet for sheet in self.read.offer.others}
        return (*self.read.offer.sheets, *(others[one] for one in self.added if one in others))

    @property
    def others(self) -> tuple[OfferedSheet, ...]:
        """What can still be added by hand."""
        return tuple(one for one in self.read.offer.others if one.sheet_id not in self.added)

    @property
    def chosen(self) -> tuple[OfferedSheet, ...]:
        """The sheets that are printed, in their order."""
        return tuple(sheet for sheet in self.rows if self.is_ticked(sheet))

    def is_ticked(self, sheet: OfferedSheet) -> bool:
        said = self.ticks.get(sheet.sheet_id)
        return self._is_supposed(sheet) if said is None else said

    def _is_supposed(self, sheet: OfferedSheet) -> bool:
        if self.given_of(sheet) is not None:
            return False
        helps = any(each.reason for each in sheet.because)
        return helps or self.state is not VisitState.TURNED_AWAY

    def given_of(self, sheet: OfferedSheet) -> GivenLine | None:
        """When this version of it was given last, if it was."""
        given = [
            line
            for line in self.read.offer.given
            if (line.sheet_id, line.number) == (sheet.sheet_id, sheet.number)
        ]
        return given[-1] if given else None

    @property
    def last_given(self) -> tuple[GivenLine, ...]:
        """What went with the visitor together, the last time."""
        given = self.read.offer.given
        return tuple(line for line in given if line.at == given[-1].at)

    @property
    def helping(self) -> tuple[OfferedSheet, ...]:
        """Sheets that help with why somebody was turned away and were not given yet."""
        return tuple(
            sheet
            for sheet in self.read.offer.sheets
            if any(each.reason for each in sheet.because) and self.given_of(sheet) is None
        )

    @property
    def paper(self) -> Paper:
        """What the key prints."""
        if self.state not in RECEIVED or self.read.is_empty:
            return Paper.CONFIRMATION
        if self.chosen:
            return Paper.PACK
        return Paper.AGAIN if self.read.offer.given else Paper.CHOOSE

    @property
    def count(self) -> int:
        """How many sheets the key prints."""
        return len(self.last_given if self.paper is Paper.AGAIN else self.chosen)

    def handed(self) -> Handed:
        """What is printed now."""
        versions = tuple((sheet.sheet_id, sheet.number) for sheet in self.chosen)
        return Handed(self.visit_id, versions, self.languages)

    def handed_again(self) -> Handed:
        """What went with the visitor last: the same versions, in the same languages."""
        versions = tuple((line.sheet_id, line.number) for line in self.last_given)
        wanted = {code for line in self.last_given for code in line.languages}
        order = [line.code for line in self.read.languages]
        return Handed(self.visit_id, versions, tuple(code for code in order if code in wanted))

    # by hand

    def ticked(self, sheet_id: int, *, on: bool) -> PackChoice:
        return replace(self, ticks={**self.ticks, sheet_id: on})

    def with_added(self, sheet_id: int) -> PackChoice:
        """One that no pack offers."""
        added = (*(one for one in self.added if one != sheet_id), sheet_id)
        return replace(self.ticked(sheet_id, on=True), added=added)

    def in_languages(self, languages: tuple[str, ...]) -> PackChoice:
        return replace(self, languages=languages)

    def renewed(self, read: PackRead, state: VisitState) -> PackChoice:
        """The same by hand on what is offered now."""
        return replace(self, read=read, state=state)

    def forgotten(self) -> PackChoice:
        """Without what was ticked: it has been printed. What was left out stays so."""
        left_out = {sheet_id: on for sheet_id, on in self.ticks.items() if not on}
        return replace(self, ticks=left_out, added=())


def first_choice(read: PackRead, state: VisitState) -> PackChoice:
    """What is supposed of a visit before anybody has said anything."""
    return PackChoice(read, state, language_choices(read)[0])


def language_choices(read: PackRead) -> list[tuple[str, ...]]:
    """In which languages a pack can be had: first what is supposed.

    English and Dutch (the first two); the visitor's own where sheets are written in it too; each
    alone.
    """
    codes = [line.code for line in read.languages]
    choices: list[tuple[str, ...]] = [tuple(codes[:2])]
    if read.offer.language in codes[2:]:
        choices.insert(0, (read.offer.language, *codes[1:2]))
    choices += [(code,) for code in codes]
    return list(dict.fromkeys(choices))


def language_words(languages: Iterable[str]) -> str:
    """EN + NL."""
    return " + ".join(code.upper() for code in languages)


def title_of(sheet: OfferedSheet) -> str:
    """In the window's language, else in the first that it has."""
    own = sheet.titles.get(current_language())
    return own or next(iter(sheet.titles.values()), "") or sheet.code
