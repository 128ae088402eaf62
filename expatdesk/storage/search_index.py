"""Finds rows by beginnings of words. Knows tokens and ids, not what they stand for.

Whoever writes a row gives its tokens, already folded: lower case, no spaces in them. A query
is a list of beginnings; a row is found if each begins one of its tokens. Nothing is ranked,
because ranking has to look at every match: the newest ids come first.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from sqlalchemy import MetaData

from expatdesk.storage.place import Dialect
from expatdesk.storage.tx import Tx

_DECLARED = "search_indexes"
_NEWEST = 2_000
# PostgreSQL takes lexemes below 2 KiB; nobody types more than this.
_LONGEST = 200


def declare_index(metadata: MetaData, name: str) -> None:
    """Say that the centre has a search index of this name; storage makes it with the tables."""
    names: list[str] = metadata.info.setdefault(_DECLARED, [])
    if name not in names:
        names.append(name)


def declared_indexes(metadata: MetaData, dialect: Dialect) -> list[SearchIndex]:
    return [SearchIndex.for_(dialect, name) for name in metadata.info.get(_DECLARED, ())]


def _clean(tokens: Iterable[str]) -> list[str]:
    """Tokens as both engines can hold them: no spaces, no NUL, not too long, each once."""
    words = " ".join(tokens).replace("\0", "").split()
    return list(dict.fromkeys(word[:_LONGEST] for word in words))


class SearchIndex(ABC):
    """One index, in the table `<name>_search`."""

    def __init__(self, name: str) -> None:
        self.table = f"{name}_search"

    @staticmethod
    def for_(dialect: Dialect, name: str = "person") -> SearchIndex:
        return _Tsvector(name) if dialect == "postgresql" else _Fts5(name)

    @abstractmethod
    def ddl(self) -> list[str]:
        """Statements that make the index."""

    @abstractmethod
    def write_many(self, tx: Tx, entries: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Set the tokens of many rows that are not in the index yet."""

    @abstractmethod
    def remove(self, tx: Tx, row: int) -> None:
        """Take a row out; nothing happens if it is not in."""

    @abstractmethod
    def matching(self, tx: Tx, prefixes: Sequence[str], limit: int = 50) -> list[int]:
        """Ids of rows in which each prefix begins a token, newest first; [] for no prefixes."""

    @abstractmethod
    def optimize(self, tx: Tx) -> None:
        """Forget the tokens of removed rows (for an erasure; a VACUUM follows)."""

    def write(self, tx: Tx, row: int, tokens: Sequence[str]) -> None:
        """Set the tokens of one row, in place of those it had."""
        self.remove(tx, row)
        self.write_many(tx, [(row, tokens)])


class _Fts5(SearchIndex):
    """SQLite: FTS5 without content. Tokens are words between spaces; nothing is folded again."""

    def ddl(self) -> list[str]:
        # The categories are all of Unicode but separators and controls: marks of Tamil and
        # Thai, joiners, signs, and what is newer than SQLite's tables stay in their token.
        return [
            (
                f"CREATE VIRTUAL TABLE {self.table} USING fts5(tokens, content='',"
                " contentless_delete=1, prefix='1 2 3', detail=full,"
                " tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Cf Cn Co'\")"
            )
        ]

    def write_many(self, tx: Tx, entries: Iterable[tuple[int, Sequence[str]]]) -> None:
        rows = [(row, " ".join(_clean(tokens))) for row, tokens in entries]
        if rows:
            tx.connection.exec_driver_sql(
                f"INSERT INTO {self.table} (rowid, tokens) VALUES (?, ?)", rows
            )

    def remove(self, tx: Tx, row: int) -> None:
        tx.connection.exec_driver_sql(f"DELETE FROM {self.table} WHERE rowid = ?", (row,))

    def matching(self, tx: Tx, prefixes: Sequence[str], limit: int = 50) -> list[int]:
        prefixes = _clean(prefixes)
        if not prefixes:
            return []
        query = " AND ".join('"' + prefix.replace('"', '""') + '" *' for prefix in prefixes)
        return list(
            tx.connection.exec_driver_sql(
                f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH ?"
                " ORDER BY rowid DESC LIMIT ?",
                (query, limit),
            ).scalars()
        )

    def optimize(self, tx: Tx) -> None:
        tx.connection.exec_driver_sql(
            f"INSERT INTO {self.table} ({self.table}) VALUES ('optimize')"
        )


class _Tsvector(SearchIndex):
    """PostgreSQL: the same tokens as a tsvector under a GIN index."""

    def ddl(self) -> list[str]:
        return [
            f"CREATE TABLE {self.table} (id BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)",
            f"CREATE INDEX ix_{self.table} ON {self.table} USING gin (tokens)",
        ]

    def write_many(self, tx: Tx, entries: Iterable[tuple[int, Sequence[str]]]) -> None:
        rows = [(row, _clean(tokens)) for row, tokens in entries]
        if rows:
            tx.connection.exec_driver_sql(
                f"INSERT INTO {self.table} (id, tokens) VALUES (%s, array_to_tsvector(%s::text[]))",
                rows,
            )

    def remove(self, tx: Tx, row: int) -> None:
        tx.connection.exec_driver_sql(f"DELETE FROM {self.table} WHERE id = %s", (row,))

    def matching(self, tx: Tx, prefixes: Sequence[str], limit: int = 50) -> list[int]:
        prefixes = _clean(prefixes)
        if not prefixes:
            return []
        query = " & ".join(_quoted(prefix) + ":*" for prefix in prefixes)
        found = self._ask(tx, self._newest, query, limit)
        return found if len(found) == limit else self._ask(tx, self._all, query, limit)

    def _ask(self, tx: Tx, statement: str, query: str, limit: int) -> list[int]:
        return list(tx.connection.exec_driver_sql(statement, (query, limit)).scalars())

    @property
    def _newest(self) -> str:
        """Common beginnings have enough matches among the newest rows: look there first.

        Left to itself the planner sorts every match of a short beginning, or walks through
        the whole table for a rare one.
        """
        return (
            f"SELECT id FROM (SELECT id, tokens FROM {self.table} ORDER BY id DESC"
            f" LIMIT {_NEWEST}) AS newest WHERE tokens @@ %s::tsquery ORDER BY id DESC LIMIT %s"
        )

    @property
    def _all(self) -> str:
        """Rarer beginnings have so few matches that they can be sorted."""
        return (
            f"WITH found AS MATERIALIZED (SELECT id FROM {self.table}"
            " WHERE tokens @@ %s::tsquery) SELECT id FROM found ORDER BY id DESC LIMIT %s"
        )

    def optimize(self, tx: Tx) -> None:
        tx.connection.exec_driver_sql(f"SELECT gin_clean_pending_list('ix_{self.table}')")


def _quoted(prefix: str) -> str:
    """A lexeme in a tsquery: in quotes, where quotes and backslashes are doubled."""
    return "'" + prefix.replace("\\", "\\\\").replace("'", "''") + "'"
