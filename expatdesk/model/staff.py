"""Who works here, and what was done: staff, desks' log, idempotency keys, changes, drafts."""

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.model.base import Base, Epoch, Id, Versioned, maybe_ref


class Staff(Versioned, Base):
    __tablename__ = "staff"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    name: Mapped[str]
    short_name: Mapped[str]  # as on the desk's column: "S. Jansen"
    call_name: Mapped[str] = mapped_column(default="", server_default="")
    is_manager: Mapped[bool] = mapped_column(default=False, server_default="0")
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
    usual_desk_id: Mapped[int | None] = maybe_ref("desk.id")


class EventLog(Base):
    """Who did what and when. `details` is a JSON object without names or contact data."""

    __tablename__ = "event_log"
    __table_args__ = (
        Index("ix_event_log_subject", "subject", "subject_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    at: Mapped[Epoch]
    staff_id: Mapped[int | None] = maybe_ref("staff.id")
    desk_id: Mapped[int | None] = maybe_ref("desk.id")
    subject: Mapped[str]  # "case", "visit", "person", "receipt", "setting" …
    subject_id: Mapped[int] = mapped_column(Integer())
    action: Mapped[str]  # "booked", "moved", "arrived" …
    details: Mapped[str] = mapped_column(default="{}", server_default="{}")


class DoneKey(Base):
    """Key of a write that has happened, with its result: tried again, it happens once."""

    __tablename__ = "done_key"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[Epoch]
    result: Mapped[str]


class ChangeRow(Base):
    """What a commit changed, for the windows at other desks."""

    __tablename__ = "change"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    at: Mapped[Epoch]
    writer: Mapped[str]
    topics: Mapped[str]


class Draft(Base):
    """A form that is being filled in, so that a crash loses nothing."""

    __tablename__ = "draft"

    token: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    desk_id: Mapped[int | None] = maybe_ref("desk.id")
    staff_id: Mapped[int | None] = maybe_ref("staff.id")
    body: Mapped[str]
    updated_at: Mapped[Epoch]
