"""What was asked of the printers, and how it went; never what stood on the paper."""

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.model.base import BIG, Base, Epoch, Id, maybe_ref, ref
from expatdesk.terms import JobState, PaperKind, Sides


class PrintJob(Base):
    """A paper that was to be printed: of what it is made, and by which printer.

    It is made anew from its subject each time it is printed. No name stands here, only ids and
    codes. Till documents have tries of their own (ReceiptPrint), for a second one is a copy.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        Index("ix_print_job_state", "state"),
        Index("ix_print_job_subject", "kind", "subject_id"),
        Index("ix_print_job_at", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    kind: Mapped[str]  # of what: "confirmation", "day_list", "sheets" …
    subject_id: Mapped[int | None] = mapped_column(BIG)  # of a row of that kind, where one is meant
    parameters: Mapped[str]  # JSON: what else it is made of
    language: Mapped[str]  # "en", "nl", "both" …
    title: Mapped[str]  # as the printer's queue shows it: a code or a day
    paper: Mapped[PaperKind]
    printer: Mapped[str]  # the printer that is asked; empty for the computer's default one
    tray: Mapped[str]
    copies: Mapped[int] = mapped_column(Integer())
    sides: Mapped[Sides]
    state: Mapped[JobState]
    target: Mapped[str]  # the printer that took it
    job: Mapped[str]  # number that the printer's queue gave it
    reason: Mapped[str]  # JSON: why it failed, as message id and what fills its places
    problem: Mapped[str]  # why it failed, as the system said it
    tries: Mapped[int] = mapped_column(Integer())  # counts; a try says which one it is
    at: Mapped[Epoch]
    tried_at: Mapped[Epoch]
    staff_id: Mapped[int] = ref("staff.id")
    desk_id: Mapped[int | None] = maybe_ref("desk.id")
