"""Which words a card of the agenda has room for. Pure: nothing is drawn here.

Words of the program stand whole or not at all: a longer wording gives way to a shorter one, and
this to the sign of the state. Only the name of a person may be cut with an ellipsis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from expatdesk.ui.agenda.geometry import Box
from expatdesk.ui.fonts import Role

Measure = Callable[[str, Role], float]
"""The width of words in a font, px."""

LINE: Final = 17.0
"""Height of a line of a card, px."""
MARGIN: Final = 4.0
"""What of the height of a card is no line, px."""
NAME_LEAST: Final = 52.0
"""A name keeps so much beside other words, px, or all that it needs."""
APART: Final = 8.0
"""Between a name and the money at the right, px."""
LEAD_APART: Final = 6.0
"""Between the words in front and the name, px."""


@dataclass(frozen=True)
class CardWords:
    """What a card would say; of several wordings the longest stands first."""

    name: str
    time: str
    details: tuple[str, ...]
    money: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    """Sign, word and time of the state; empty where nothing is to be said."""
    sign: str = ""


LineKind = Literal["detail", "state", "money"]


@dataclass(frozen=True)
class Line:
    """A line under the name."""

    kind: LineKind
    text: str


@dataclass(frozen=True)
class CardFit:
    """What a card says. `name_at` and `name_room`: where the name stands, px from the left."""

    lead: str
    name_at: float
    name_room: float
    money: str
    lines: tuple[Line, ...] = ()


def fit_card(said: CardWords, width: float, height: float, measure: Measure) -> CardFit:
    """The words for a card whose inside is so wide and that is so high.

    A card of one line has sign and time in front of the name; a higher one says them below.
    """
    count = int((height - MARGIN) // LINE)
    if count <= 1:
        return _one_line(said, width, measure)
    money = _money_beside(said, width, measure)
    cut = measure(said.name, "small_strong") + _behind(money, measure) > width
    if cut and len(_below(said, width, measure, money)) < count - 1:
        money = ""  # it has a line of its own, and the name is not cut for it
    room = max(width - _behind(money, measure), 0.0)
    if count == 2 and said.sign:
        with_sign = [*(f"{said.sign} {detail}" for detail in said.details), said.sign]
        only = Line("detail", first_fitting(with_sign, "small", width, measure))
        return CardFit("", 0.0, room, money, (only,) if only.text else ())
    return CardFit("", 0.0, room, money, tuple(_below(said, width, measure, money)[: count - 1]))


def first_fitting(wordings: Sequence[str], role: Role, width: float, measure: Measure) -> str:
    """The first of these that fits whole; nothing where none does."""
    return next((each for each in wordings if measure(each, role) <= width), "")


def _least(said: CardWords, measure: Measure) -> float:
    return min(measure(said.name, "small_strong"), NAME_LEAST)


def _behind(money: str, measure: Measure) -> float:
    return measure(money, "small") + APART if money else 0.0


def _before(lead: str, measure: Measure) -> float:
    return measure(lead, "amount_small") + LEAD_APART if lead else 0.0


def _money_beside(said: CardWords, width: float, measure: Measure) -> str:
    least = _least(said, measure)
    return next((m for m in said.money if width - _behind(m, measure) >= least), "")


def _one_line(said: CardWords, width: float, measure: Measure) -> CardFit:
    least = _least(said, measure)
    for lead, money in _leads(said):
        left, right = _before(lead, measure), _behind(money, measure)
        if width - left - right >= least:
            return CardFit(lead, left, width - left - right, money)
    return CardFit("", 0.0, max(width, 0.0), "")


def _leads(said: CardWords) -> Iterator[tuple[str, str]]:
    """What may stand before and behind the name, the most first; the state outlives the money."""
    both = " ".join(part for part in (said.sign, said.time) if part)
    for lead in (both, said.sign):
        for money in said.money:
            yield lead, money
    yield both, ""
    yield said.sign, ""


def _below(said: CardWords, width: float, measure: Measure, beside: str) -> list[Line]:
    """The lines under the name, the most wanted first."""
    detail = first_fitting(said.details, "small", width, measure)
    state = first_fitting(said.states, "small_strong", width, measure)
    money = "" if beside else first_fitting(said.money, "small", width, measure)
    lines: tuple[Line, ...] = (Line("detail", detail), Line("state", state), Line("money", money))
    return [line for line in lines if line.text]


def beside(box: Box, size: tuple[float, float], around: Box) -> Box:
    """Where a note on a place stands: under it, above it where there is no room below.

    Nowhere outside `around`, as far as it fits in there.
    """
    width, height = size
    x = max(min(box.x, around.right - width), around.x)
    below = box.bottom + 4
    y = below if below + height <= around.bottom else max(box.y - 4 - height, around.y)
    return Box(x, y, width, height)
