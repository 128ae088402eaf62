"""What a check says of a law, gathered from any number of broken places without keeping them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from expatdesk.i18n import _, ngettext
from expatdesk.storage.tx import Tx

SHOWN = 5  # broken places of a law that are named; the others are counted


@dataclass(frozen=True)
class Finding:
    """A law in words, whether it holds, and where it does not."""

    law: str
    holds: bool
    detail: str = ""


Check = Callable[[Tx], Iterable[str]]
"""Names the places at which a law is broken; none where it holds. A step that only reads."""


class Tally:
    """The first places in words, and how many there were."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._count = 0

    def add(self, place: str) -> None:
        self._count += 1
        if len(self._first) < SHOWN:
            self._first.append(place)

    def finding(self, law: str) -> Finding:
        if not self._count:
            return Finding(law, holds=True)
        detail = "; ".join(self._first)
        rest = self._count - len(self._first)
        if rest:
            more = ngettext("and {count} more", "and {count} more", rest)
            detail += " " + more.format(count=rest)
        return Finding(law, holds=False, detail=detail)


def looked_at(law: str, places: Iterable[str]) -> Finding:
    tally = Tally()
    for place in places:
        tally.add(place)
    return tally.finding(law)


def numbered(words: str, ids: Iterable[object]) -> Iterator[str]:
    """Places that are rows, by their ids; `words` is a message id such as "visit {number}"."""
    for number in ids:
        yield _(words).format(number=number)
