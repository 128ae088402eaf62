"""Short texts in both languages, with the time at which each was changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from expatdesk.i18n import Language


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in English and Dutch; the times are epoch seconds, None for "never changed"."""

    en: str = ""
    nl: str = ""
    en_changed: int | None = None
    nl_changed: int | None = None

    def in_language(self, language: Language) -> str:
        """The text in this language, in the other one where it is missing."""
        wanted, other = (self.en, self.nl) if language is Language.EN else (self.nl, self.en)
        return wanted or other

    def older(self) -> Language | None:
        """The side that was left behind when the other one changed, None where none was.

        A side that is missing is behind. Both changed at once are equally new.
        """
        if bool(self.en) != bool(self.nl):
            return Language.NL if self.en else Language.EN
        en, nl = _rank(self.en_changed), _rank(self.nl_changed)
        if en == nl:
            return None
        return Language.EN if en < nl else Language.NL

    def changed(self, *, now: int, en: str | None = None, nl: str | None = None) -> Pair:
        """The pair with new texts; a side whose text stays the same keeps its time.

        None leaves a side alone; to say that an unchanged side still holds, use `confirmed`.
        """
        pair = self
        if en is not None and en != self.en:
            pair = replace(pair, en=en, en_changed=now)
        if nl is not None and nl != self.nl:
            pair = replace(pair, nl=nl, nl_changed=now)
        return pair

    def confirmed(self, *, now: int) -> Pair:
        """The pair read through and found to say the same in both languages."""
        return replace(self, en_changed=now, nl_changed=now)


def _rank(moment: int | None) -> tuple[bool, int]:
    return moment is not None, moment or 0
