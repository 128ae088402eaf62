"""What the centre offers and when: desks, hours, services, steps, papers, eligibility."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.model.base import Base, Dated, Epoch, Id, Named, Versioned, maybe_ref, ref
from expatdesk.terms import DeskKind, FamilyRole, PaperNeed, PaperScope, ResidenceClass


class Desk(Named, Versioned, Base):
    __tablename__ = "desk"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    kind: Mapped[DeskKind]
    position: Mapped[int] = mapped_column(Integer())
    active: Mapped[bool] = mapped_column(default=True, server_default="1")


class DeskHours(Dated, Base):
    """Week plan: on `weekday` (0 is Monday) open from start to end, minutes of the day."""

    __tablename__ = "desk_hours"
    __table_args__ = (
        CheckConstraint("start_minute < end_minute", name="order"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    desk_id: Mapped[int] = ref("desk.id", index=True)
    weekday: Mapped[int] = mapped_column(Integer())
    start_minute: Mapped[int] = mapped_column(Integer())
    end_minute: Mapped[int] = mapped_column(Integer())


class DeskException(Base):
    """A day on which a desk (or, without a desk, every desk) has other hours.

    All rows of a desk and day together replace its week plan; a row whose start and end are
    both zero says closed.
    """

    __tablename__ = "desk_exception"
    __table_args__ = (
        Index("ix_desk_exception_day", "day"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    desk_id: Mapped[int | None] = maybe_ref("desk.id")
    day: Mapped[date]
    start_minute: Mapped[int] = mapped_column(Integer())
    end_minute: Mapped[int] = mapped_column(Integer())
    note: Mapped[str] = mapped_column(default="", server_default="")


class Closure(Named, Versioned, Base):
    """Days on which the whole centre is closed, first and last day included.

    Public holidays are written here once a year from the holidays library and the local
    rule for 3 October, so that the manager sees and may change them.
    """

    __tablename__ = "closure"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="order"),
        Index("ix_closure_days", "last_day", "first_day"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    first_day: Mapped[date]
    last_day: Mapped[date]


class Block(Versioned, Base):
    """Time at one desk in which nobody is booked: meeting, training, illness."""

    __tablename__ = "block"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="order"),
        Index("ix_block_desk_time", "desk_id", "starts_at"),
        Index("ix_block_time", "starts_at", "ends_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    desk_id: Mapped[int] = ref("desk.id")
    starts_at: Mapped[Epoch]
    ends_at: Mapped[Epoch]
    reason: Mapped[str] = mapped_column(default="", server_default="")


class Service(Named, Versioned, Base):
    __tablename__ = "service"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)  # "first_registration" …
    position: Mapped[int] = mapped_column(Integer())
    active: Mapped[bool] = mapped_column(default=True, server_default="1")
    step_gap_minutes: Mapped[int] = mapped_column(Integer(), default=0, server_default="0")
    max_persons: Mapped[int] = mapped_column(Integer(), default=11, server_default="11")
    needs_municipality: Mapped[bool] = mapped_column(default=True, server_default="1")


class ServiceStep(Named, Base):
    """One part of a visit at one kind of desk; steps follow one another."""

    __tablename__ = "service_step"
    __table_args__ = (
        UniqueConstraint("service_id", "ordinal"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    service_id: Mapped[int] = ref("service.id")
    ordinal: Mapped[int] = mapped_column(Integer())
    buffer_minutes: Mapped[int] = mapped_column(Integer(), default=0, server_default="0")


class StepDesk(Base):
    """Desks that offer a step."""

    __tablename__ = "step_desk"

    step_id: Mapped[int] = ref("service_step.id", primary_key=True)
    desk_id: Mapped[int] = ref("desk.id", primary_key=True)


class StepDuration(Dated, Base):
    """Minutes a step takes from a number of persons on (a multiple of five)."""

    __tablename__ = "step_duration"
    __table_args__ = (
        CheckConstraint("minutes % 5 = 0 AND minutes > 0", name="ticks"),
        UniqueConstraint("step_id", "persons_from", "valid_from"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    step_id: Mapped[int] = ref("service_step.id")
    persons_from: Mapped[int] = mapped_column(Integer())
    minutes: Mapped[int] = mapped_column(Integer())


class ServiceFee(Dated, Base):
    """Which product a person in a role pays for a service."""

    __tablename__ = "service_fee"
    __table_args__ = (
        UniqueConstraint("service_id", "role", "valid_from"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    service_id: Mapped[int] = ref("service.id")
    role: Mapped[FamilyRole]
    product_id: Mapped[int] = ref("product.id")


class Paper(Named, Versioned, Base):
    __tablename__ = "paper"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(Integer())


class PaperRule(Dated, Base):
    """Which paper is asked of whom for a service; no class means of every class."""

    __tablename__ = "paper_rule"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    service_id: Mapped[int] = ref("service.id", index=True)
    paper_id: Mapped[int] = ref("paper.id")
    residence_class: Mapped[ResidenceClass | None]
    scope: Mapped[PaperScope]
    need: Mapped[PaperNeed]
    employer_address_only: Mapped[bool] = mapped_column(default=False, server_default="0")
    home_address_only: Mapped[bool] = mapped_column(default=False, server_default="0")


class EligibilityQuestion(Dated, Versioned, Base):
    """A question before booking; the answer in `refuses_on` refuses, with advice."""

    __tablename__ = "eligibility_question"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    service_id: Mapped[int] = ref("service.id", index=True)
    position: Mapped[int] = mapped_column(Integer())
    text_en: Mapped[str]
    text_nl: Mapped[str]
    refuses_on: Mapped[bool]
    refusal_code: Mapped[str]
    advice_en: Mapped[str]
    advice_nl: Mapped[str]
    changed_at: Mapped[int | None] = mapped_column(BigInteger())
