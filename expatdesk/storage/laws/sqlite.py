"""The laws as triggers of SQLite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from expatdesk.storage.laws.law import PREFIX, Law, Refusal, Trigger, quoted

_YEAR = re.compile(r"\{year:([^}]*)\}")
_EXISTS = "there is a row with this key already"


def triggers(laws: Iterable[Law], connection: Connection) -> Iterator[Trigger]:
    """All triggers; the connection is asked for the keys of the tables."""
    for law in laws:
        for number, refusal in enumerate(law.refusals):
            yield _refusal(law, number, refusal)
        for table in law.irreplaceable:
            yield from _irreplaceable(law, table, connection)


def _refusal(law: Law, number: int, refusal: Refusal) -> Trigger:
    return _trigger(
        law,
        str(number),
        f"BEFORE {refusal.change}",
        refusal.table,
        _written(refusal.condition),
        refusal.text,
    )


def _trigger(
    law: Law, suffix: str, occasion: str, table: str, condition: str, words: str
) -> Trigger:
    name = f"{PREFIX}{law.name}_{suffix}"
    when = f" WHEN {condition}" if condition else ""
    sql = (
        f"CREATE TRIGGER {name} {occasion} ON {table}{when}"
        f" BEGIN SELECT RAISE(ABORT, {quoted(law.message(words))}); END"
    )
    return Trigger(law.name, table, name, (sql,), sql)


def _written(condition: str) -> str:
    condition = condition.replace("{now}", "CAST(strftime('%s', 'now') AS INTEGER)")
    return _YEAR.sub(r"CAST(strftime('%Y', \1) AS INTEGER)", condition)


def _irreplaceable(law: Law, table: str, connection: Connection) -> Iterator[Trigger]:
    keys = _keys(connection, table)
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE "
        + " AND ".join(f"{column} = NEW.{column}" for column in key)
        + ")"
        for key in keys
    )
    yield _trigger(law, f"{table}_again", "BEFORE INSERT", table, taken, _EXISTS)
    if ["rowid"] in keys:
        # Before the insert SQLite shows a row id of -1 where it will choose one itself, so a
        # row that really had -1 would stand in the way of all others.
        yield _trigger(
            law, f"{table}_id", "AFTER INSERT", table, "NEW.rowid < 1", "ids are positive"
        )


def _keys(connection: Connection, table: str) -> list[list[str]]:
    """Columns of every unique key of a table, its row id (which a primary key may be) first."""
    found = connection.exec_driver_sql(
        "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?", (table,)
    ).scalar()
    if found is None:
        raise ValueError(f"a law speaks of {table}, which is not there")
    keys = [] if found else [["rowid"]]
    for index in connection.exec_driver_sql(f"PRAGMA index_list({table})").mappings().all():
        if not index["unique"]:
            continue
        info = connection.exec_driver_sql(f"PRAGMA index_info({index['name']})").mappings()
        columns = [row["name"] for row in info]
        if index["partial"] or None in columns:
            raise ValueError(f"{index['name']}: no law can guard a key over part of a table")
        keys.append(columns)
    return sorted(keys)
