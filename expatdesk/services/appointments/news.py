"""What a visitor is to hear when the centre calls an appointment off."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from expatdesk import formats
from expatdesk.clock import from_epoch
from expatdesk.i18n import N_, Language, translator
from expatdesk.model.appointments import Message, Visit, VisitPerson
from expatdesk.model.people import Person
from expatdesk.services.appointments.case_money import kept
from expatdesk.services.appointments.messages import draft_message, write_message
from expatdesk.services.appointments.types import MessageEntry
from expatdesk.services.base import Actor
from expatdesk.storage.tx import Tx
from expatdesk.terms import Behalf, MessageKind, MessageState

CALLED_OFF = N_("Cancelled by the centre: find another day")
"""Subject of the message, by which it is also taken back."""


def called_off_letter(language: Language, starts_at: int) -> tuple[str, str]:
    """Subject and text of the news that a visit cannot take place (its start, epoch seconds)."""
    say = translator(language).gettext
    start = from_epoch(starts_at)
    body = say(N_("The appointment on {day} at {time} had to be cancelled.")).format(
        day=formats.weekday_date(start, language), time=formats.time_hm(start)
    )
    return say(CALLED_OFF), body


def tell_called_off(tx: Tx, actor: Actor, visit_id: int, starts_at: int) -> None:
    """Step: one call to make to who booked, and a mail to the visitor where there is an address."""
    reached = _reached(tx, visit_id)
    if reached is None:
        return
    subject, body = called_off_letter(reached.language, starts_at)
    ways = [(MessageKind.CALL, reached.caller_id, reached.phone)]
    if reached.email:
        ways.append((MessageKind.MAIL, reached.person_id, reached.email))
    for kind, party_id, address in ways:
        entry = MessageEntry(
            kind=kind,
            address=address,
            language=reached.language.value,
            subject=subject,
            body=body,
            party_id=party_id,
            visit_id=visit_id,
        )
        draft_message(tx, actor, entry)


def untell_called_off(tx: Tx, visit_id: int) -> None:
    """Step: the visit takes place after all; what has not been told yet need not be."""
    subjects = [translator(language).gettext(CALLED_OFF) for language in Language]
    rows = tx.rows(
        select(Message.id, Message.version).where(
            Message.visit_id == visit_id,
            Message.state == MessageState.DRAFT,
            Message.subject.in_(subjects),
        )
    )
    for row in rows:
        write_message(tx, row.id, row.version, MessageState.DISCARDED)


@dataclass(frozen=True)
class _Reached:
    """Whom to ring up, and where the visitors get their mail."""

    caller_id: int
    phone: str
    person_id: int
    email: str
    language: Language


def _reached(tx: Tx, visit_id: int) -> _Reached | None:
    """None where nobody of the visit is known any more."""
    row = tx.first(
        select(
            Visit.language,
            Visit.booker,
            Visit.booker_party_id,
            Visit.booker_contact,
            Person.id,
            Person.phone,
            Person.email,
        )
        .join(VisitPerson, VisitPerson.visit_id == Visit.id)
        .join(Person, Person.id == kept(VisitPerson.person_id))
        .where(Visit.id == visit_id)
        .order_by(VisitPerson.ordinal)
        .limit(1)
    )
    if row is None:
        return None
    language = Language.NL if row.language == Language.NL else Language.EN
    by_others = row.booker is not Behalf.VISITOR and row.booker_party_id is not None
    caller_id = row.booker_party_id if by_others else row.id
    phone = row.booker_contact if by_others and row.booker_contact else row.phone
    return _Reached(caller_id, phone or "", row.id, row.email or "", language)
