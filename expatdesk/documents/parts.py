"""Plain values that several papers are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from expatdesk.i18n import Language

if TYPE_CHECKING:
    from expatdesk.documents.picture import CheckedPicture


class Languages(StrEnum):
    """In which languages a paper is printed; with both, English stands first."""

    EN = "en"
    NL = "nl"
    BOTH = "both"

    @property
    def each(self) -> tuple[Language, ...]:
        return tuple(Language) if self is Languages.BOTH else (Language(self.value),)

    @property
    def first(self) -> Language:
        """The language of figures and dates that are printed once."""
        return self.each[0]


class Layout(StrEnum):
    """On what a paper of the till is printed."""

    A5 = "a5"
    ROLL = "roll"
    """80 mm wide, of which printers reach 72."""
    ROLL_58 = "roll58"
    """58 mm wide, of which printers reach 48."""

    @property
    def is_roll(self) -> bool:
        return self is not Layout.A5


@dataclass(frozen=True, slots=True)
class Words:
    """A short text in both languages; where one is missing the other stands in."""

    english: str
    dutch: str = ""

    def within(self, language: Language) -> str:
        if language is Language.NL:
            return self.dutch or self.english
        return self.english or self.dutch


@dataclass(frozen=True, slots=True)
class Centre:
    """The supplier of what is sold, and how it is reached."""

    name: str
    address: tuple[str, ...]
    vat_id: str = ""
    chamber_number: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    logo: CheckedPicture | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whose name is on the paper; ``latin`` is the form of the passport."""

    name: str
    latin: str = ""
    address: tuple[str, ...] = ()
    vat_id: str = ""


NO_WORDS = Words("")
