"""Where a centre is kept: a folder with a SQLite file, or a PostgreSQL database by its URL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import make_url

from expatdesk.paths import data_dir

Dialect = Literal["sqlite", "postgresql"]


@dataclass(frozen=True)
class Place:
    """Exactly one of `directory` and `address` is set; made by `folder` or `url`."""

    directory: Path | None = None
    address: str | None = None

    @classmethod
    def folder(cls, path: Path) -> Place:
        """All of a centre in one folder of this machine."""
        return cls(directory=path)

    @classmethod
    def url(cls, address: str) -> Place:
        """A database on a PostgreSQL server, "postgresql+psycopg://user@host/name".

        A plain "postgresql://" means the same. Raises ValueError for anything else.
        """
        scheme, colon, rest = address.partition("://")
        if not colon or scheme not in {"postgresql", "postgresql+psycopg"}:
            raise ValueError("the address of a database starts with postgresql://")
        return cls(address=f"postgresql+psycopg://{rest}")

    @property
    def dialect(self) -> Dialect:
        return "postgresql" if self.address is not None else "sqlite"

    @property
    def database_file(self) -> Path:
        """The SQLite file; only where the place is a folder."""
        return self.home / "centre.db"

    @property
    def reserve_file(self) -> Path:
        """Space set aside, to be given up when the disk is full."""
        return self.home / "reserve.bin"

    @property
    def closed_file(self) -> Path:
        """How the database file looked when the last program closed it in good order."""
        return self.home / "closed.txt"

    @property
    def backups(self) -> Path:
        """Backups in the centre's own folder; of a database on a server in this user's."""
        return (self.directory or data_dir()) / "backups"

    @property
    def home(self) -> Path:
        if self.directory is None:
            raise ValueError("a database on a server has no folder")
        return self.directory

    def __str__(self) -> str:
        """As a person may see it: never with the password."""
        if self.address is None:
            return str(self.database_file)
        return make_url(self.address).render_as_string(hide_password=True)
