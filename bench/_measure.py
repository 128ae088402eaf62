"""How figures are taken: ours and the floor in turns, so that both have the same machine."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event

from expatdesk.storage.store import Store

Work = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """One line of the table. `measured` is the ratio to the floor, or the value itself."""

    what: str
    ours: str
    floor: str
    measured: str
    must_be: str
    holds: bool


def at_most(what: str, ratio: float, limit: float, *, ours: str, floor: str) -> Figure:
    """A ratio that may not be above its limit."""
    return Figure(what, ours, floor, f"{ratio:.2f} ×", f"≤ {limit:g} ×", ratio <= limit)


def at_least(what: str, ratio: float, limit: float, *, ours: str, floor: str) -> Figure:
    """A ratio that may not be below its limit."""
    return Figure(what, ours, floor, f"{ratio:.2f} ×", f"≥ {limit:.2f} ×", ratio >= limit)


def within(what: str, value: float, limit: float, unit: str = "ms") -> Figure:
    """A value without a floor."""
    said = f"{value:.1f} {unit}"
    return Figure(what, said, "–", said, f"≤ {limit:g} {unit}", value <= limit)


def count_of(what: str, count: int, limit: int) -> Figure:
    """So many of something, as a rule statements."""
    return Figure(what, str(count), "–", str(count), f"≤ {limit}", count <= limit)


def once(work: Work) -> float:
    """Milliseconds of one turn."""
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def in_turns(works: Sequence[Work], rounds: int, warm: int = 2) -> list[list[float]]:
    """Milliseconds of each turn of each work, the works one after the other in each round."""
    for work in works:
        for _turn in range(warm):
            work()
    gc.collect()
    taken: list[list[float]] = [[] for _work in works]
    for _round in range(rounds):
        for place, work in enumerate(works):
            taken[place].append(once(work))
    return taken


def ratio(ours: Sequence[float], floor: Sequence[float]) -> float:
    """The median of what each round says, so that a machine that drifts does not matter."""
    return statistics.median(mine / theirs for mine, theirs in zip(ours, floor, strict=True))


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so many of a hundred do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)]


def ms(value: float) -> str:
    return f"{value:.2f} ms" if value < 10 else f"{value:.0f} ms"


def scaled(number: int, scale: float, least: int = 1) -> int:
    """A size of the full run, made smaller for a quick look."""
    return max(least, round(number * scale))


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that a store is sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    engines = (store.engines.read, store.engines.write)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
