"""Texts of a paper in its one or two languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from expatdesk import formats
from expatdesk.documents.parts import Languages, Words
from expatdesk.i18n import Language, Speech, translator


@dataclass(frozen=True, slots=True)
class Wording:
    """Says every text once, or in English and in Dutch; figures stand once."""

    languages: Languages
    speeches: tuple[Speech, ...]

    @property
    def first(self) -> Language:
        return self.languages.first

    def each(self, message: str, **values: str | date) -> tuple[str, ...]:
        """The text in each language of the paper, equal ones once; days are put into words."""
        return tuple(dict.fromkeys(_said(speech, message, values) for speech in self.speeches))

    def label(self, message: str, **values: str | date) -> str:
        """Both languages on one line: "Number / Nummer"."""
        return " / ".join(self.each(message, **values))

    def sides(self, message: str, **values: str | date) -> tuple[str, ...]:
        """The text for each column of a paper whose languages stand beside each other."""
        return tuple(_said(speech, message, values) for speech in self.speeches)

    def word_sides(self, words: Words) -> tuple[str, ...]:
        return tuple(words.within(speech.language) for speech in self.speeches)

    def words(self, words: Words) -> tuple[str, ...]:
        spoken = (words.within(speech.language) for speech in self.speeches)
        return tuple(text for text in dict.fromkeys(spoken) if text)

    def euros(self, cents: int) -> str:
        return formats.amount(cents, self.first)

    def bare(self, cents: int) -> str:
        """An amount in a column of euros, without the sign."""
        return formats.amount(cents, self.first, symbol=False)

    def day(self, day: date) -> str:
        return formats.date_medium(day, self.first)


def _said(speech: Speech, message: str, values: dict[str, str | date]) -> str:
    if not values:
        return speech.gettext(message)
    told = {
        name: formats.date_medium(value, speech.language) if isinstance(value, date) else value
        for name, value in values.items()
    }
    return speech.gettext(message).format(**told)


@lru_cache(maxsize=len(Languages))
def wording(languages: Languages) -> Wording:
    return Wording(languages, tuple(translator(language) for language in languages.each))
