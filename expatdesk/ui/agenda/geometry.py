"""Where things of a day stand: time to pixels and back, columns, and blocks beside one another.

No Qt and no colours. Times are epoch seconds, so that a day on which the clock changes is an
hour shorter or longer here too; pixels are logical, from the top left of the whole sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from expatdesk.clock import TICK, local

HOUR = 3600


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@dataclass(frozen=True)
class Scale:
    """The hours of a day from top to bottom."""

    first: int
    last: int
    per_hour: float
    """Pixels of one hour."""
    top: float = 0.0

    @property
    def height(self) -> float:
        return (self.last - self.first) * self.per_hour / HOUR

    def y(self, epoch: float) -> float:
        """Where an instant stands."""
        return self.top + (epoch - self.first) * self.per_hour / HOUR

    def at(self, y: float) -> float:
        """The instant at a height; the inverse of `y`, not bound to the hours shown."""
        return self.first + (y - self.top) * HOUR / self.per_hour

    def snapped(self, y: float, step: int = TICK) -> int:
        """The nearest instant that is a multiple of `step` seconds, within the hours shown."""
        nearest = round(self.at(y) / step) * step
        return min(max(nearest, self.first), self.last)

    def hours(self) -> list[tuple[int, str]]:
        """Each full hour with its time on the wall; on the long night one stands twice."""
        return [(at, f"{local(at):%H:%M}") for at in range(self.first, self.last + 1, HOUR)]


def span_of(spans: Iterable[tuple[int, int]], default: tuple[int, int]) -> tuple[int, int]:
    """The full hours that hold all of these spans, and half an hour after the last one.

    `default` where there are none.
    """
    known = [span for span in spans if span[0] < span[1]]
    if not known:
        return default
    first = min(start for start, _end in known)
    last = max(end for _start, end in known) + HOUR // 2
    # Every zone that we know of is whole hours from UTC, so that these are full hours here.
    return first - first % HOUR, last + -last % HOUR


def lanes(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each span its lane and how many lanes stand beside one another there.

    Spans that overlap, also through others, share the width evenly; the earlier and longer
    stands at the left. What only touches stands in one lane.
    """
    order = sorted(range(len(spans)), key=lambda at: (spans[at][0], -spans[at][1], at))
    found: list[tuple[int, int]] = [(0, 1)] * len(spans)
    group: list[int] = []
    ends: list[int] = []
    for at in order:
        start, end = spans[at]
        if group and start >= max(ends):
            _share(found, group, len(ends))
            group, ends = [], []
        lane = next((i for i, until in enumerate(ends) if until <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        found[at] = (lane, 1)
        group.append(at)
    _share(found, group, len(ends))
    return found


def _share(found: list[tuple[int, int]], group: list[int], count: int) -> None:
    for at in group:
        found[at] = (found[at][0], count)


@dataclass(frozen=True)
class Columns:
    """Columns of equal width beside one another."""

    left: float
    width: float
    count: int

    def x(self, index: int) -> float:
        return self.left + index * self.width

    def at(self, x: float) -> int | None:
        """The column at this place."""
        index = int((x - self.left) // self.width) if self.width > 0 else -1
        return index if 0 <= index < self.count else None


def gaps(open_: Sequence[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """What of the hours shown is not open."""
    closed, at = [], first
    for start, end in sorted(open_):
        if start > at:
            closed.append((at, min(start, last)))
        at = max(at, end)
    if at < last:
        closed.append((at, last))
    return [(start, end) for start, end in closed if start < end]
