"""All laws of a centre together: put into a database, taken out, looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from expatdesk.storage.laws import postgresql, sqlite
from expatdesk.storage.laws.law import Law, Trigger

_SQLITE_INSTALLED = (
    "SELECT tbl_name, name, sql FROM sqlite_master"
    " WHERE type = 'trigger' AND name LIKE 'law!_%' ESCAPE '!'"
)
# Kind, whether it is switched on, and what its function does.
_POSTGRESQL_INSTALLED = (
    "SELECT c.relname, t.tgname, concat_ws(' ', t.tgtype, t.tgenabled, p.prosrc)"
    " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
    " WHERE NOT t.tgisinternal AND t.tgname LIKE 'law!_%%' ESCAPE '!'"
    " AND c.relnamespace = current_schema()::regnamespace"
)
_POSTGRESQL_FUNCTIONS = (
    "SELECT p.proname FROM pg_proc p WHERE p.proname LIKE 'law!_%%' ESCAPE '!'"
    " AND p.pronamespace = current_schema()::regnamespace"
)


@dataclass(frozen=True)
class Laws:
    """All laws of a centre.

    `at_work`: tables in which a row means that the centre is at work, so that it may no longer
    be filled in bulk.
    """

    laws: tuple[Law, ...] = ()
    at_work: tuple[str, ...] = ()

    def install(self, connection: Connection) -> None:
        """Put all laws into the database; their tables must be there and the laws must not."""
        for trigger in self._triggers(connection):
            for statement in trigger.create:
                connection.exec_driver_sql(statement)

    def drop(self, connection: Connection) -> None:
        """Take out every law that is in the database, also one of an earlier program."""
        installed = [key.split(".") for key in self.catalogue(connection)]
        if connection.dialect.name == "postgresql":
            for table, name in installed:
                connection.exec_driver_sql(f'DROP TRIGGER "{name}" ON "{table}"')
            for name in connection.exec_driver_sql(_POSTGRESQL_FUNCTIONS).scalars().all():
                connection.exec_driver_sql(f'DROP FUNCTION "{name}"()')
            return
        for _, name in installed:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')

    def missing(self, connection: Connection) -> list[str]:
        """Names of laws that do not stand in the database as this program writes them."""
        found = self.catalogue(connection)
        gone = {
            trigger.law
            for trigger in self._triggers(connection)
            if found.get(f"{trigger.table}.{trigger.name}") != trigger.text
        }
        return [law.name for law in self.laws if law.name in gone]

    @staticmethod
    def catalogue(connection: Connection) -> dict[str, str]:
        """The laws as they stand in the database: "table.trigger" to its text."""
        query = (
            _POSTGRESQL_INSTALLED if connection.dialect.name == "postgresql" else _SQLITE_INSTALLED
        )
        rows = connection.exec_driver_sql(query).all()
        return {f"{table}.{name}": text for table, name, text in rows}

    def _triggers(self, connection: Connection) -> Iterator[Trigger]:
        if connection.dialect.name == "postgresql":
            return postgresql.triggers(self.laws)
        return sqlite.triggers(self.laws, connection)
