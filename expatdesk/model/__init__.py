"""What is kept: the tables of every subject, gathered so that `metadata` is whole."""

from expatdesk.model import (
    appointments,
    files,
    people,
    printing,
    services,
    settings,
    sheets,
    staff,
    till,
)
from expatdesk.model.base import Base
from expatdesk.storage.search_index import declare_index

metadata = Base.metadata
declare_index(metadata, "person")

__all__ = [
    "Base",
    "appointments",
    "files",
    "metadata",
    "people",
    "printing",
    "services",
    "settings",
    "sheets",
    "staff",
    "till",
]
