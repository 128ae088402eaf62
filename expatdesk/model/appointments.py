"""Cases, visits and their steps at the desks, and who holds which desk when."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.model.base import Base, Epoch, Id, Versioned, maybe_ref, ref
from expatdesk.terms import (
    AddressKind,
    Behalf,
    Channel,
    FamilyRole,
    FollowUpKind,
    LateAnswer,
    MessageKind,
    MessageState,
    Outcome,
    PaperNeed,
    PaperState,
    PartOfDay,
    Source,
    VisitState,
    WaitingState,
)


class Case(Base):
    """Holds the visits of one registration together, with its money."""

    __tablename__ = "visit_case"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    service_id: Mapped[int] = ref("service.id")
    opened_at: Mapped[Epoch]
    anonymised_at: Mapped[int | None] = mapped_column(BigInteger())


class Visit(Versioned, Base):
    """One visit of a party, of one or more steps. Times are UTC, `day` is in Amsterdam."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_day", "day"),
        Index("ix_visit_case", "case_id"),
        CheckConstraint("starts_at < ends_at", name="order"),
        CheckConstraint("starts_at % 300 = 0 AND ends_at % 300 = 0", name="ticks"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    case_id: Mapped[int] = ref("visit_case.id")
    code: Mapped[str | None] = mapped_column(unique=True)  # "7QK-4M2"; none once anonymous
    service_id: Mapped[int] = ref("service.id")
    state: Mapped[VisitState]
    day: Mapped[date]
    starts_at: Mapped[Epoch]
    ends_at: Mapped[Epoch]
    party_size: Mapped[int] = mapped_column(Integer())
    language: Mapped[str]  # ISO 639
    source: Mapped[Source]
    booker: Mapped[Behalf]
    booker_party_id: Mapped[int | None] = maybe_ref("party.id")
    booker_contact: Mapped[str] = mapped_column(default="", server_default="")
    payer: Mapped[Behalf]
    payer_party_id: Mapped[int | None] = maybe_ref("party.id", index=True)
    exemption_id: Mapped[int | None] = maybe_ref("exemption.id")
    exemption_proof: Mapped[str] = mapped_column(default="", server_default="")
    municipality_id: Mapped[int | None] = maybe_ref("municipality.id")
    address_kind: Mapped[AddressKind]
    note: Mapped[str] = mapped_column(default="", server_default="")
    squeeze_reason: Mapped[str | None]  # not none: squeezed in, holds no ticks
    previous_id: Mapped[int | None] = maybe_ref("visit.id", index=True)
    split_from_id: Mapped[int | None] = maybe_ref("visit.id", index=True)
    priced_anew: Mapped[bool] = mapped_column(default=False, server_default="0")
    booked_at: Mapped[Epoch]
    arrived_at: Mapped[int | None] = mapped_column(BigInteger())
    at_desk_at: Mapped[int | None] = mapped_column(BigInteger())
    at_helpdesk_at: Mapped[int | None] = mapped_column(BigInteger())
    ended_at: Mapped[int | None] = mapped_column(BigInteger())
    late: Mapped[LateAnswer | None]
    head_count: Mapped[int | None] = mapped_column(Integer())
    refusal_code: Mapped[str | None]
    anonymised_at: Mapped[int | None] = mapped_column(BigInteger())


class VisitPerson(Base):
    __tablename__ = "visit_person"
    __table_args__ = (Index("ix_visit_person_person", "person_id"),)

    visit_id: Mapped[int] = ref("visit.id", primary_key=True)
    person_id: Mapped[int] = ref("person.id", primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer())
    role: Mapped[FamilyRole]
    outcome: Mapped[Outcome | None]
    refusal_code: Mapped[str | None]


class VisitPaper(Base):
    """One paper to be seen at a visit: of one person, or, without one, once for all."""

    __tablename__ = "visit_paper"
    __table_args__ = (
        Index("ix_visit_paper_visit", "visit_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    visit_id: Mapped[int] = ref("visit.id")
    person_id: Mapped[int | None] = maybe_ref("person.id")
    paper_id: Mapped[int] = ref("paper.id")
    need: Mapped[PaperNeed]
    state: Mapped[PaperState]


class Appointment(Base):
    """One step of a visit at one desk. The buffer after it is held too."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_time", "starts_at", "desk_id", "busy_until", "active"),
        Index("ix_appointment_visit", "visit_id"),
        CheckConstraint("starts_at < ends_at AND ends_at <= busy_until", name="order"),
        CheckConstraint(
            "starts_at % 300 = 0 AND ends_at % 300 = 0 AND busy_until % 300 = 0", name="ticks"
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    visit_id: Mapped[int] = ref("visit.id")
    step_id: Mapped[int] = ref("service_step.id")
    ordinal: Mapped[int] = mapped_column(Integer())
    desk_id: Mapped[int] = ref("desk.id")
    starts_at: Mapped[Epoch]
    ends_at: Mapped[Epoch]
    busy_until: Mapped[Epoch]
    active: Mapped[bool] = mapped_column(default=True, server_default="1")


class Hold(Base):
    """A place kept while a form is open, or for an offer; ends by itself."""

    __tablename__ = "hold"
    __table_args__ = (
        Index("ix_hold_token", "token"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    token: Mapped[str]
    expires_at: Mapped[Epoch]


class HoldStep(Base):
    __tablename__ = "hold_step"
    __table_args__ = (
        Index("ix_hold_step_hold", "hold_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    hold_id: Mapped[int] = ref("hold.id")
    step_id: Mapped[int] = ref("service_step.id")
    desk_id: Mapped[int] = ref("desk.id")
    starts_at: Mapped[Epoch]
    ends_at: Mapped[Epoch]
    busy_until: Mapped[Epoch]


class Occupancy(Base):
    """A desk is in one place: one row for each five minutes (tick = UTC epoch // 300)."""

    __tablename__ = "occupancy"
    __table_args__ = (
        CheckConstraint(
            "(appointment_id IS NULL) <> (hold_id IS NULL)",
            name="owner",
        ),
        Index("ix_occupancy_appointment", "appointment_id"),
        Index("ix_occupancy_hold", "hold_id"),
        {"sqlite_with_rowid": False},
    )

    desk_id: Mapped[int] = ref("desk.id", primary_key=True)
    tick: Mapped[int] = mapped_column(BigInteger(), primary_key=True, autoincrement=False)
    appointment_id: Mapped[int | None] = maybe_ref("appointment.id")
    hold_id: Mapped[int | None] = maybe_ref("hold.id")


class WaitingEntry(Versioned, Base):
    """Somebody who wants to hear when a place comes free."""

    __tablename__ = "waiting_entry"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    service_id: Mapped[int] = ref("service.id")
    person_id: Mapped[int] = ref("person.id", index=True)
    visit_id: Mapped[int | None] = maybe_ref("visit.id")  # to be moved forward
    party_size: Mapped[int] = mapped_column(Integer())
    first_day: Mapped[date]
    last_day: Mapped[date]
    part_of_day: Mapped[PartOfDay]
    state: Mapped[WaitingState]
    offered_at: Mapped[int | None] = mapped_column(BigInteger())
    offer_starts_at: Mapped[int | None] = mapped_column(BigInteger())
    offer_token: Mapped[str | None]  # the hold that keeps the offered place
    created_at: Mapped[Epoch]


class Message(Versioned, Base):
    """Something to be told: a call to make, or a mail drafted until mail is set up."""

    __tablename__ = "message"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    kind: Mapped[MessageKind]
    state: Mapped[MessageState]
    party_id: Mapped[int | None] = maybe_ref("party.id", index=True)
    visit_id: Mapped[int | None] = maybe_ref("visit.id", index=True)
    waiting_id: Mapped[int | None] = maybe_ref("waiting_entry.id")
    address: Mapped[str] = mapped_column(default="", server_default="")  # e-mail or phone
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    file_id: Mapped[int | None] = maybe_ref("stored_file.id")
    created_at: Mapped[Epoch]
    done_at: Mapped[int | None] = mapped_column(BigInteger())


class FollowUp(Versioned, Base):
    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_due", "done_at", "due"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    case_id: Mapped[int] = ref("visit_case.id", index=True)
    person_id: Mapped[int | None] = maybe_ref("person.id")
    kind: Mapped[FollowUpKind]
    due: Mapped[date]
    note: Mapped[str] = mapped_column(default="", server_default="")
    done_at: Mapped[int | None] = mapped_column(BigInteger())


class Question(Base):
    """A question answered at the helpdesk, without a name."""

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_day", "day"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    day: Mapped[date]
    at: Mapped[Epoch]
    topic_id: Mapped[int] = ref("question_topic.id")
    channel: Mapped[Channel]
    minutes: Mapped[int] = mapped_column(Integer())
    staff_id: Mapped[int | None] = maybe_ref("staff.id")
    desk_id: Mapped[int | None] = maybe_ref("desk.id")


class CaseReceipt(Base):
    """Which till documents belong to a case. Receipts themselves carry no person key."""

    __tablename__ = "case_receipt"
    __table_args__ = (UniqueConstraint("receipt_id"),)

    case_id: Mapped[int] = ref("visit_case.id", primary_key=True)
    receipt_id: Mapped[int] = ref("receipt.id", primary_key=True)
