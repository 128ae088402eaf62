"""Beside the visits: questions at the helpdesk, the waiting list, calls, mail drafts, blocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from expatdesk import formats
from expatdesk.clock import day_of, from_epoch
from expatdesk.i18n import N_, Language, translator
from expatdesk.services.appointments.news import called_off_letter
from expatdesk.services.filling.past import (
    BlockPast,
    HoldPast,
    MessagePast,
    Past,
    QuestionPast,
    VisitPast,
    WaitingPast,
)
from expatdesk.services.reception.letters import offer_letter
from expatdesk.terms import (
    Channel,
    MessageKind,
    MessageState,
    PartOfDay,
    VisitState,
    WaitingState,
)
from expatdesk.workflows.sample.diary import Diary
from expatdesk.workflows.sample.ground import REGISTRATION, Ground
from expatdesk.workflows.sample.history import History, Work
from expatdesk.workflows.sample.life import Life
from expatdesk.workflows.sample.sources import Sources

_QUESTIONS_A_WEEK = 25
_CHANNELS = ((Channel.DESK, 52), (Channel.PHONE, 26), (Channel.EMAIL, 18), (Channel.VIDEO, 4))
_MINUTES = (3, 5, 5, 5, 8, 10, 10, 12, 15, 20)
_HOUR = 3_600
_KEPT_HOURS = 24


def ask_questions(work: Work, sources: Sources, past: Past, first: int) -> None:
    """Some 25 a week on open days, without a name; `first`: epoch seconds."""
    rng, ground = work.rng, work.ground
    topics = list(ground.founded.topics.items())
    weights = [sources.topics.get(name, 1) for name, _ in topics]
    for day in ground.open_days(day_of(first), work.today):
        opened = ground.calendar.open(ground.helpdesk[0], day)
        share = 0.35 if day.weekday() == 0 else 0.65
        count = round(_QUESTIONS_A_WEEK * share * rng.uniform(0.6, 1.4))
        for _ in range(count):
            begin, end = rng.choice(opened)
            at = rng.randrange(begin, end)
            if at >= work.now:
                continue
            desk = rng.choice(ground.helpdesk)
            past.questions.append(
                QuestionPast(
                    day,
                    at,
                    rng.choices(topics, weights)[0][1],
                    rng.choices([c for c, _ in _CHANNELS], [w for _, w in _CHANNELS])[0],
                    rng.choice(_MINUTES),
                    work.bookings.staff_at(desk)[0],
                    desk,
                )
            )
    past.questions.sort(key=lambda question: question.at)


def block_desks(work: Work, history: History, sources: Sources, past: Past) -> None:
    """Team meetings where a desk is free: now and then in the past weeks and in those to come."""
    rng, ground = work.rng, work.ground
    for day in ground.open_days(work.today - timedelta(days=30), work.today + timedelta(days=28)):
        desk = ground.helpdesk[-1]
        span = _free_hour(history.diary(day), ground, desk)
        if span is not None and (day == work.today or rng.random() < 0.3):
            past.blocks.append(BlockPast(desk, *span, rng.choice(sources.words["block_reasons"])))


def make_waiting_list(work: Work, history: History, past: Past) -> None:
    """Four who would like to come earlier; one of them has an offer that is kept for a day."""
    ahead = _planned_ahead(work, history.lives, 14)
    for number, life in enumerate(ahead[-4:], 1):
        visit = life.visits[-1]
        first_day = work.today + timedelta(days=1)
        offer = _offer(work, history, life) if number == 1 else None
        past.waiting.append(
            WaitingPast(
                id=number,
                service_id=life.case.service_id,
                person_id=life.people[0].id,
                party_size=life.party.size,
                first_day=first_day,
                last_day=max(first_day, visit.day - timedelta(days=1)),
                part_of_day=(PartOfDay.ANY, PartOfDay.MORNING, PartOfDay.ANY)[number % 3],
                state=WaitingState.OFFERED if offer else WaitingState.WAITING,
                created_at=work.now - number * 20 * _HOUR,
                offered_at=work.now - _HOUR if offer else None,
                offer_starts_at=offer.steps[0].starts_at if offer else None,
                offer_token=offer.token if offer else None,
            )
        )
        if offer is not None:
            past.holds.append(offer)
            _tell_of_offer(work, life, offer, past, number)


def write_messages(work: Work, lives: Sequence[Life], past: Past) -> None:
    """Confirmations that were sent, and drafts and calls that wait."""
    planned = _planned_ahead(work, lives, 0)
    for number, life in enumerate(planned[:5]):
        past.messages.append(_reminder(work, life, done=number < 2))
    moved = [
        (life, visit)
        for life in lives
        for visit in life.visits
        if visit.state is VisitState.CANCELLED_BY_CENTRE
        and 0 <= (work.today - visit.day).days < 30
        and life.people[0].entry.phone
    ]
    past.messages += [_call(work, life, visit) for life, visit in moved[:3]]


def _planned_ahead(work: Work, lives: Sequence[Life], days: int) -> list[Life]:
    """Cases whose visit is planned so many days ahead or later, the nearest first."""
    found = [
        life
        for life in lives
        if life.service == REGISTRATION
        and life.visits[-1].state is VisitState.PLANNED
        and (life.visits[-1].day - work.today).days > days
        and life.people[0].entry.phone
        and life.people[0].entry.email
    ]
    return sorted(found, key=lambda life: life.visits[-1].starts_at)


def _offer(work: Work, history: History, life: Life) -> HoldPast | None:
    """The next free place, held for them."""
    for day in work.ground.open_days(
        work.today + timedelta(days=1), life.visits[-1].day - timedelta(days=1)
    ):
        diary = history.diary(day)
        steps = diary.place(work.rng, REGISTRATION, life.party.size)
        if steps is not None:
            diary.take(steps)
            token = work.rng.randbytes(16).hex()
            until = min(work.now + (_KEPT_HOURS - 1) * _HOUR, steps[0].starts_at)
            return HoldPast(token, until, life.case.service_id, steps)
    return None


def _tell_of_offer(work: Work, life: Life, offer: HoldPast, past: Past, waiting_id: int) -> None:
    person = life.people[0]
    language = Language(life.party.language)
    subject, body = offer_letter(language, offer.steps[0].starts_at, offer.expires_at)
    for kind, address in (
        (MessageKind.CALL, person.entry.phone),
        (MessageKind.MAIL, person.entry.email),
    ):
        past.messages.append(
            MessagePast(
                kind=kind,
                state=MessageState.DRAFT,
                party_id=person.id,
                address=address,
                language=language.value,
                subject=subject,
                body=body,
                created_at=work.now - _HOUR,
                waiting_id=waiting_id,
            )
        )


def _call(work: Work, life: Life, visit: VisitPast) -> MessagePast:
    """Somebody whose visit was called off by the centre is to be rung up."""
    language = Language(life.party.language)
    subject, body = called_off_letter(language, visit.starts_at)
    return MessagePast(
        kind=MessageKind.CALL,
        state=MessageState.DRAFT,
        party_id=life.people[0].id,
        address=life.people[0].entry.phone,
        language=language.value,
        subject=subject,
        body=body,
        created_at=min((visit.ended_at or work.now) + 120, work.now),
        visit_id=visit.id,
    )


def _reminder(work: Work, life: Life, *, done: bool) -> MessagePast:
    visit, person = life.visits[-1], life.people[0]
    language = Language(life.party.language)
    say = translator(language).gettext
    start = from_epoch(visit.starts_at)
    created = max(visit.booked_at + 60, work.now - 30 * _HOUR)
    return MessagePast(
        kind=MessageKind.MAIL,
        state=MessageState.DONE if done else MessageState.DRAFT,
        party_id=person.id,
        address=person.entry.email,
        language=language.value,
        subject=say(N_("Your appointment at the Expat Centre")),
        body=say(
            N_(
                "We expect you on {day} at {time}. Please bring the papers on the list, and "
                "everyone who registers. Your code is {code}."
            )
        ).format(
            day=formats.weekday_date(start, language),
            time=formats.time_hm(start),
            code=visit.code,
        ),
        created_at=created,
        visit_id=visit.id,
        done_at=min(created + _HOUR, work.now) if done else None,
    )


def _free_hour(diary: Diary, ground: Ground, desk: int) -> tuple[int, int] | None:
    """The last half-hour or hour of the desk's day in which nobody is booked."""
    for begin, end in reversed(ground.calendar.open(desk, diary.day)):
        for minutes in (60, 30):
            start = end - minutes * 60
            if start >= begin and diary.is_free(desk, start, end):
                return start, end
    return None
