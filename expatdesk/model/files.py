"""Files that were issued: their bytes and their hash."""

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.model.base import Base, Blob, Epoch, Id


class StoredFile(Base):
    """Bytes of an issued document. `content` is large: load it alone."""

    __tablename__ = "stored_file"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    name: Mapped[str]  # no personal data in it
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(Integer())
    sha256: Mapped[str]
    content: Mapped[Blob]
    created_at: Mapped[Epoch]
