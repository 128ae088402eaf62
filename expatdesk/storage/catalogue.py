"""All that a database says of its own schema, in a form that can be compared.

Two databases with equal catalogues have the same tables, columns, defaults, checks, keys,
indexes, triggers and functions, in whatever order they were made.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection

_SQLITE = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_POSTGRESQL = {
    "column": (
        "SELECT c.relname || '.' || a.attname,"
        " concat_ws(' ', format_type(a.atttypid, a.atttypmod), k.collname, a.attnotnull,"
        " pg_get_expr(d.adbin, d.adrelid))"
        " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
        " LEFT JOIN pg_collation k ON k.oid = a.attcollation"
        " WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND {here}"
    ),
    "constraint": (
        "SELECT c.relname || '.' || n.conname, pg_get_constraintdef(n.oid)"
        " FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid WHERE {here}"
    ),
    "index": (
        "SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_class c WHERE c.relkind = 'i' AND {here}"
    ),
    "trigger": (
        "SELECT c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid)"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND {here}"
    ),
    "function": (
        "SELECT c.proname, c.prosrc FROM pg_proc c WHERE c.pronamespace ="
        " current_schema()::regnamespace"
    ),
    "sequence": "SELECT c.relname, '' FROM pg_class c WHERE c.relkind = 'S' AND {here}",
}
_HERE = "c.relnamespace = current_schema()::regnamespace"


def catalogue(connection: Connection) -> dict[str, str]:
    """Everything in the schema, by kind and name, to its definition, normalised."""
    if connection.dialect.name == "postgresql":
        return {
            f"{kind} {name}": definition
            for kind, query in _POSTGRESQL.items()
            for name, definition in connection.exec_driver_sql(query.format(here=_HERE)).all()
        }
    return {
        f"{kind} {name}": _normal(sql) if kind == "table" else " ".join(sql.split())
        for kind, name, sql in connection.exec_driver_sql(_SQLITE).all()
    }


def _normal(sql: str) -> str:
    """A CREATE TABLE with its columns and constraints in the order of the alphabet."""
    head, body, tail = _outer(" ".join(sql.replace('"', "").split()))
    return f"{head}({'; '.join(sorted(_parts(body)))}){tail}"


def _outer(sql: str) -> tuple[str, str, str]:
    first, last = sql.find("("), sql.rfind(")")
    return sql[:first].strip(), sql[first + 1 : last], sql[last + 1 :].strip()


def _parts(body: str) -> list[str]:
    """Split at the commas that stand in no bracket and no string."""
    parts, depth, start = [], 0, 0
    for token in re.finditer(r"'(?:[^']|'')*'|[(),]", body):
        if token[0] == "(":
            depth += 1
        elif token[0] == ")":
            depth -= 1
        elif token[0] == "," and depth == 0:
            parts.append(body[start : token.start()].strip())
            start = token.end()
    return [*parts, body[start:].strip()]
