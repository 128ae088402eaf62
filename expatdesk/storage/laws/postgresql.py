"""The laws as functions and triggers of PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from expatdesk.storage.laws.law import PREFIX, Law, Refusal, Trigger, quoted

_YEAR = re.compile(r"\{year:([^}]*)\}")
# pg_trigger.tgtype: once for each row 1, before 2, INSERT 4, DELETE 8, UPDATE 16, TRUNCATE 32.
_ROW, _BEFORE, _TRUNCATE = 1, 2, 32
_CHANGES = {"INSERT": 4, "DELETE": 8, "UPDATE": 16}


def triggers(laws: Iterable[Law]) -> Iterator[Trigger]:
    """All triggers, each with a function of its own."""
    for law in laws:
        for number, refusal in enumerate(law.refusals):
            yield _refusal(law, f"{PREFIX}{law.name}_{number}", refusal)
        for number, refusal in enumerate(law.at_commit):
            yield _at_commit(law, f"{PREFIX}{law.name}_at_commit_{number}", refusal)
        for table in law.irreplaceable:
            yield _truncate(law, f"{PREFIX}{law.name}_truncate_{table}", table)


def _refusal(law: Law, name: str, refusal: Refusal) -> Trigger:
    occasion = f"TRIGGER {name} BEFORE {refusal.change} ON {refusal.table} FOR EACH ROW"
    kind = _ROW | _BEFORE | _CHANGES[refusal.change]
    return _trigger(law, name, refusal.table, occasion, kind, _body(law, refusal))


def _at_commit(law: Law, name: str, refusal: Refusal) -> Trigger:
    occasion = (
        f"CONSTRAINT TRIGGER {name} AFTER {refusal.change} ON {refusal.table}"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    )
    kind = _ROW | _CHANGES[refusal.change]
    return _trigger(law, name, refusal.table, occasion, kind, _body(law, refusal))


def _truncate(law: Law, name: str, table: str) -> Trigger:
    occasion = f"TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
    body = f"BEGIN {_raise(law, 'the table is not emptied')} RETURN NULL; END"
    return _trigger(law, name, table, occasion, _BEFORE | _TRUNCATE, body)


def _trigger(law: Law, name: str, table: str, occasion: str, kind: int, body: str) -> Trigger:
    create = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $law${body}$law$",
        f"CREATE {occasion} EXECUTE FUNCTION {name}()",
    )
    # "O": switched on.
    return Trigger(law.name, table, name, create, f"{kind} O {body}")


def _body(law: Law, refusal: Refusal) -> str:
    body = f"PERFORM 1 FROM {refusal.lock} FOR UPDATE; " if refusal.lock else ""
    refuse = _raise(law, refusal.text)
    condition = _written(refusal.condition)
    body += f"IF {condition} THEN {refuse} END IF;" if condition else refuse
    row = "OLD" if refusal.change == "DELETE" else "NEW"
    return f"BEGIN {body} RETURN {row}; END"


def _written(condition: str) -> str:
    condition = condition.replace("{now}", "floor(extract(epoch FROM clock_timestamp()))")
    return _YEAR.sub(r"extract(year FROM CAST(\1 AS date))", condition)


def _raise(law: Law, words: str) -> str:
    # 23514 is check_violation, an IntegrityError to every driver.
    return (
        f"RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = {quoted(law.name)},"
        f" MESSAGE = {quoted(law.message(words))};"
    )
