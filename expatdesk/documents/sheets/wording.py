"""What a sheet says about itself, in each of its languages that the program speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from expatdesk import formats
from expatdesk.documents.sheets.paper import SheetOnPaper
from expatdesk.i18n import N_, Language, Speech, translator

_NAMES = {"en": N_("English"), "nl": N_("Dutch")}


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Speaks the languages of a sheet; English where it speaks none of them."""

    speeches: tuple[Speech, ...]

    @property
    def first(self) -> Language:
        return self.speeches[0].language

    def each(self, message: str) -> tuple[str, ...]:
        """The text in each language, equal ones once."""
        return tuple(dict.fromkeys(speech.gettext(message) for speech in self.speeches))

    def within(self, code: str, message: str) -> str:
        """The text in one language; in the first one where the program does not speak it."""
        found = next((each for each in self.speeches if each.language == code), self.speeches[0])
        return found.gettext(message)

    def both(self, message: str) -> str:
        """The same on one line: "Made for · Gemaakt voor"."""
        return " · ".join(self.each(message))

    def made_on(self, made_at: datetime) -> tuple[str, ...]:
        return tuple(
            speech.gettext(N_("made on {day}")).format(
                day=formats.date_medium(made_at, speech.language)
            )
            for speech in self.speeches
        )

    def lines(self, paper: SheetOnPaper) -> tuple[str, ...]:
        """Number, version and until when it holds, on a line for each language."""
        return tuple(" · ".join(_says(speech, paper)) for speech in self.speeches)

    def missing(self, codes: Sequence[str]) -> str:
        """That a language is not there, in the one that is and in the one that is not."""
        return " · ".join(_not_yet(codes, self._with(codes)))

    def _with(self, codes: Sequence[str]) -> tuple[Speech, ...]:
        return tuple(dict.fromkeys((*self.speeches, *_spoken(codes))))


def words_in(codes: Sequence[str]) -> SheetWords:
    return SheetWords(_spoken(codes) or (translator(Language.EN),))


def _spoken(codes: Sequence[str]) -> tuple[Speech, ...]:
    known = {language.value for language in Language}
    return tuple(translator(code) for code in codes if code in known)


def _says(speech: Speech, paper: SheetOnPaper) -> Iterator[str]:
    say = speech.gettext
    yield say(N_("Sheet {number}")).format(number=paper.number)
    version = N_("draft of version {number}") if paper.draft else N_("version {number}")
    yield say(version).format(number=paper.version)
    if paper.checked_on:
        day = formats.date_long(paper.checked_on, speech.language)
        yield say(N_("checked on {day}")).format(day=day)
    if paper.valid_for_year:
        yield say(N_("valid for {year}")).format(year=paper.valid_for_year)


def _not_yet(codes: Sequence[str], speeches: Sequence[Speech]) -> Iterator[str]:
    for speech in speeches:
        names = [_name(code, speech) for code in codes]
        text = speech.gettext(N_("This sheet is not there in {language} yet."))
        yield text.format(language=", ".join(names))


def _name(code: str, speech: Speech) -> str:
    if code in _NAMES:
        return speech.gettext(_NAMES[code])
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(speech.language.value).languages.get(code)
    except UnknownLocaleError:
        name = None
    return str(name or code)
