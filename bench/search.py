"""A keystroke in the search, with 100,000 people: the query, and until its answer is painted.

Names of the sample are typed letter by letter, one to eight of each; a third of them go on with
the beginning of a second word. The query is the one of the booking form (people) and the one of
Ctrl+K (people, appointments, receipts, organisations); each reads the lines that are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

from bench._centres import Stocked, servers, six_desks, write_crowd
from bench._measure import Figure, once, percentile, scaled, within
from bench._window import press, window_on
from expatdesk.terms import DeskKind

QUERY_MS = 16.0
PAINTED_MS = 50.0
PEOPLE = 100_000
NAMES = 80
LONGEST = 8

_DESKS = (DeskKind.MUNICIPAL,) * 3 + (DeskKind.HELPDESK,) * 3


def figures(scale: float = 1.0) -> list[Figure]:
    return list(_figures(scale))


def _figures(scale: float) -> Iterator[Figure]:
    with servers() as templates:
        for dialect, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
            with six_desks(templates, dialect, _DESKS) as stocked:
                crowd = write_crowd(stocked, scaled(PEOPLE, scale, 200))
                words = _words(crowd, scaled(NAMES, scale, 2))
                yield from _queries(stocked, words, name)
                yield _painted(stocked, words, name)


def _queries(stocked: Stocked, words: list[str], name: str) -> Iterator[Figure]:
    people = stocked.centre.people
    for what, ask in (("people", people.find), ("everything", people.find_anything)):
        ask("a")
        taken = [
            once(partial(ask, word[:length]))
            for word in words
            for length in range(1, len(word) + 1)
        ]
        yield within(
            f"a keystroke in search, {name}: query for {what}, 95th percentile",
            percentile(taken, 95),
            QUERY_MS,
        )


def _painted(stocked: Stocked, words: list[str], name: str) -> Figure:
    taken = []
    with window_on(stocked.centre, stocked.actor, "agenda") as shown:
        field = shown.window.header.search
        field.setFocus()

        def typed(letter: str) -> float:
            return shown.until_painted(
                field.popover, lambda: press(field, letter), shown.desk.operations.idle
            )

        typed("a")
        for word in words:
            field.clear()
            taken += [typed(letter) for letter in word]
    return within(
        f"a keystroke in search, {name}: key to painted, 95th percentile",
        percentile(taken, 95),
        PAINTED_MS,
    )


def _words(crowd: list[str], count: int) -> list[str]:
    """What is typed: a part of a name, and of every third the beginning of another."""
    rng = Random(5)
    typed = []
    for number, name in enumerate(rng.sample(crowd, count)):
        parts = name.split()
        rng.shuffle(parts)
        word = parts[0][:LONGEST]
        typed.append(f"{word} {parts[1][:4]}" if number % 3 == 0 and len(parts) > 1 else word)
    return typed
