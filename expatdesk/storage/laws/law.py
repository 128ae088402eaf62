"""A law: what is refused, and the triggers that refuse it on each engine.

On both engines a broken law raises an IntegrityError (PostgreSQL's code 23514) whose message
begins with "law " and its name. Laws are no part of the migrations: an upgrade drops them all,
migrates, and puts them back.
"""

from __future__ import annotations

from dataclasses import dataclass

from expatdesk.storage.errors import LAW_MARK

# Every trigger and function of a law begins so, and nothing else does.
PREFIX = "law_"


@dataclass(frozen=True)
class Refusal:
    """One condition under which a change of a table's row is refused.

    `change` is INSERT, UPDATE or DELETE, looked at before it happens. `condition` is SQL over
    NEW and OLD that means the same on both engines, except for {now} (epoch seconds) and
    {year:expression} (of a date), which each writes in its own way; "" refuses always. `lock`
    names rows that PostgreSQL locks first; on SQLite a writer is alone.
    """

    table: str
    change: str
    text: str
    condition: str = ""
    lock: str = ""


@dataclass(frozen=True)
class Law:
    """A name, by which an error speaks of it, and what it refuses.

    `irreplaceable`: tables on which SQLite's REPLACE must not slip through (it takes rows away
    without asking the triggers for DELETE), so an INSERT with an existing key is refused, and
    on PostgreSQL TRUNCATE. `at_commit`: tables with a condition on NEW that PostgreSQL refuses
    when the transaction commits.
    """

    name: str
    refusals: tuple[Refusal, ...] = ()
    irreplaceable: tuple[str, ...] = ()
    at_commit: tuple[Refusal, ...] = ()

    def message(self, text: str) -> str:
        return f"{LAW_MARK}{self.name}: {text}"


@dataclass(frozen=True)
class Trigger:
    """A trigger of a law: how it is made, and how its text reads in the database afterwards."""

    law: str
    table: str
    name: str
    create: tuple[str, ...]
    text: str


def quoted(words: str) -> str:
    """A string literal in SQL."""
    return "'" + words.replace("'", "''") + "'"
