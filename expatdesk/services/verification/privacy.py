"""The laws of privacy: terms of retention are kept, and nobody's citizen service number is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from expatdesk import guard
from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.appointments import (
    Case,
    CaseReceipt,
    FollowUp,
    Message,
    Visit,
    VisitPaper,
    VisitPerson,
)
from expatdesk.model.files import StoredFile
from expatdesk.model.people import Organisation, OrganisationContact, Party, Person
from expatdesk.model.services import Block, DeskException
from expatdesk.model.sheets import SheetVersion
from expatdesk.model.staff import EventLog
from expatdesk.model.till import Charge, Receipt, ReceiptRecipient
from expatdesk.services.retention import DAY, LOG_DAYS, is_due, terms_on
from expatdesk.services.verification.findings import numbered
from expatdesk.storage.tx import Tx

# Retention runs while the program is open; a centre may have been closed for some weeks.
GRACE_DAYS = 31
PAGE = 500
OVERRIDDEN = "guard_overridden"

Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


@dataclass(frozen=True)
class FreeText:
    """Columns in which people write. `key`: the row's id; `subject`: of its lines in the log."""

    words: str
    key: InstrumentedAttribute[int] | InstrumentedAttribute[str]
    columns: tuple[Column, ...]
    subject: str = ""


FREE_TEXTS = (
    FreeText(
        N_("person {number}"),
        Person.id,
        (
            Person.full_name,
            Person.given,
            Person.prefix,
            Person.surname,
            Person.latin,
            Person.original,
            Person.call_name,
            Person.street,
            Person.city,
        ),
        "person",
    ),
    FreeText(N_("organisation {number}"), Organisation.id, (Organisation.name, Organisation.street),
             "organisation"),
    FreeText(
        N_("visit {number}"),
        Visit.id,
        (Visit.note, Visit.booker_contact, Visit.exemption_proof, Visit.squeeze_reason),
        "visit",
    ),
    FreeText(N_("follow-up {number}"), FollowUp.id, (FollowUp.note,), "follow_up"),
    FreeText(N_("message {number}"), Message.id, (Message.subject, Message.body), "message"),
    FreeText(N_("charge {number}"), Charge.id, (Charge.reason,)),
    FreeText(N_("block {number}"), Block.id, (Block.reason,), "block"),
    FreeText(N_("other hours {number}"), DeskException.id, (DeskException.note,)),
    FreeText(N_("log line {number}"), EventLog.id, (EventLog.details,)),
    FreeText(N_("file {number}"), StoredFile.id, (StoredFile.name,)),
    FreeText(
        N_("version {number} of a sheet"), SheetVersion.id, (SheetVersion.note,)
    ),
    FreeText(
        N_("document {number}"),
        ReceiptRecipient.receipt_id,
        (ReceiptRecipient.name, ReceiptRecipient.latin, ReceiptRecipient.address),
        "receipt",
    ),
)  # fmt: skip


def no_identifiers(tx: Tx) -> Iterator[str]:
    """No free text holds a BSN or V-number, unless somebody has declared it a false alarm."""
    for text in FREE_TEXTS:
        yield from _in_text(tx, text)
    yield from _in_contacts(tx)


def terms_are_kept(tx: Tx) -> Iterator[str]:
    """What is older than its term is anonymous or gone, with some weeks of grace."""
    terms = terms_on(tx, day_of(tx.now) - timedelta(days=GRACE_DAYS))
    named = select(Visit.id).where(is_due(terms))
    yield from numbered(N_("visit {number}"), (row[0] for row in tx.execute(named)))
    papers = (
        select(VisitPaper.visit_id)
        .join(Visit, Visit.id == VisitPaper.visit_id)
        .where(Visit.day < terms.papers_before)
        .distinct()
    )
    yield from numbered(N_("papers of visit {number}"), (row[0] for row in tx.execute(papers)))
    recipients = (
        select(Receipt.label)
        .join(ReceiptRecipient, ReceiptRecipient.receipt_id == Receipt.id)
        .where(Receipt.day < terms.recipients_before)
    )
    yield from numbered(N_("name on {number}"), (row[0] for row in tx.execute(recipients)))
    oldest = tx.scalar(select(func.min(EventLog.at)))
    if oldest is not None and oldest < tx.now - (LOG_DAYS + GRACE_DAYS) * DAY:
        yield from numbered(N_("log of {number}"), [day_of(oldest).isoformat()])


def anonymous_is_empty(tx: Tx) -> Iterator[str]:
    """What was made anonymous names nobody any more."""
    filled = or_(
        Visit.code.is_not(None),
        Visit.booker_party_id.is_not(None),
        Visit.payer_party_id.is_not(None),
        Visit.booker_contact != "",
        Visit.exemption_proof != "",
        Visit.note != "",
        func.coalesce(Visit.squeeze_reason, "") != "",
        exists().where(VisitPerson.visit_id == Visit.id),
        exists().where(VisitPaper.visit_id == Visit.id),
        exists().where(Message.visit_id == Visit.id),
        exists().where(Charge.visit_id == Visit.id, Charge.person_id.is_not(None)),
    )
    visits = select(Visit.id).where(Visit.anonymised_at.is_not(None), filled)
    yield from numbered(N_("visit {number}"), (row[0] for row in tx.execute(visits)))
    people = (
        select(Party.id).join(Person, Person.id == Party.id).where(Party.anonymised_at.is_not(None))
    )
    yield from numbered(N_("person {number}"), (row[0] for row in tx.execute(people)))
    cases = select(Case.id).where(
        Case.anonymised_at.is_not(None), exists().where(CaseReceipt.case_id == Case.id)
    )
    yield from numbered(N_("case {number}"), (row[0] for row in tx.execute(cases)))


def _in_text(tx: Tx, text: FreeText) -> Iterator[str]:
    for rows in _pages(tx, text):
        suspects = [row[0] for row in rows if any(_suspicious(cell) for cell in row[1:])]
        excused = _excused(tx, text, suspects)
        yield from numbered(text.words, (one for one in suspects if one not in excused))


def _pages(tx: Tx, text: FreeText) -> Iterator[Sequence[Sequence[object]]]:
    """Only rows in which there is a digit at all."""
    digits = or_(*(column.like(f"%{digit}%") for column in text.columns for digit in "0123456789"))
    last: object = 0
    while rows := tx.rows(
        select(text.key, *text.columns)
        .where(text.key > last, digits)
        .order_by(text.key)
        .limit(PAGE)
    ):
        yield rows
        last = rows[-1][0]


def _suspicious(cell: object) -> bool:
    """Line by line, as it was typed: a house number and the postcode below it are no number."""
    if not isinstance(cell, str):
        return False
    return any(guard.find_identifiers(line) for line in cell.splitlines())


def _excused(tx: Tx, text: FreeText, ids: Sequence[object]) -> set[object]:
    """Rows of which the log says that the number is a false alarm, or no longer says anything.

    The log is kept for a year; what has not been touched for longer was looked at then.
    """
    if not ids or not text.subject:
        return set()
    rows = tx.rows(
        select(EventLog.subject_id, EventLog.action).where(
            EventLog.subject == text.subject, EventLog.subject_id.in_(ids)
        )
    )
    said = {row[0] for row in rows}
    overridden = {row[0] for row in rows if row[1] == OVERRIDDEN}
    if text.subject != "organisation":
        return set(overridden)
    old = tx.rows(
        select(Party.id).where(Party.id.in_(ids), Party.created_at < tx.now - LOG_DAYS * DAY)
    )
    return overridden | ({row[0] for row in old} - said)


def _in_contacts(tx: Tx) -> Iterator[str]:
    """Contacts are written with their organisation, and so is what was declared of them."""
    text = FreeText(
        N_("contact {number}"),
        OrganisationContact.id,
        (OrganisationContact.name, OrganisationContact.function),
    )
    organisation = FREE_TEXTS[1]
    for rows in _pages(tx, text):
        suspects = [row[0] for row in rows if any(_suspicious(cell) for cell in row[1:])]
        if not suspects:
            continue
        owners = tx.rows(
            select(OrganisationContact.id, OrganisationContact.organisation_id).where(
                OrganisationContact.id.in_(suspects)
            )
        )
        of = {row[0]: row[1] for row in owners}
        excused = _excused(tx, organisation, sorted(set(of.values())))
        yield from numbered(
            N_("contact {number}"), (one for one in suspects if of[one] not in excused)
        )
