"""The opening screen: the day at a glance, who is here, who comes, what is to be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, literal_column, select, union_all

from expatdesk.clock import day_of
from expatdesk.model.appointments import FollowUp, Message, Question, Visit, WaitingEntry
from expatdesk.model.printing import PrintJob
from expatdesk.model.services import Service
from expatdesk.model.till import ReceiptPrint
from expatdesk.services.appointments.agenda import read_days
from expatdesk.services.appointments.hours import days_between
from expatdesk.services.appointments.loading import read_service
from expatdesk.services.appointments.places import places_of
from expatdesk.services.appointments.room import read_room
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import (
    AgendaStep,
    DayView,
    DeskHours,
    NowAndNext,
    TodayView,
    ToDo,
)
from expatdesk.storage.tx import Tx
from expatdesk.terms import (
    COMING,
    UNDER_WAY,
    JobState,
    MessageKind,
    MessageState,
    PrintState,
    VisitState,
    WaitingState,
)
from expatdesk.texts import Pair

SHOWN = 8
"""Visits under "now and next"."""
UNFINISHED_DAYS = 14
"""How far back a visit that nobody finished is still asked for."""

_URGENT = frozenset({"call", "unprinted", "unfinished_yesterday"})
_QUESTIONS = "questions"


class Today(Part):
    def today(self, day: date) -> TodayView:
        """The opening screen of a day; some ten statements."""
        with self._store.reading() as tx:
            view = read_days(tx, [day])[0]
            counts = _counts(tx, day)
            free, first_free = _free_this_week(tx, day)
        visits = _first_steps(view.steps)
        waiting = [v for v in visits if v.state is VisitState.ARRIVED]
        to_come = [v for v in visits if v.state in COMING]
        upcoming = next((v for v in to_come if v.starts_at >= view.now), None) or (
            to_come[0] if to_come else None
        )
        opening = [interval for column in view.columns for interval in column.open]
        waits = [view.now - v.since for v in waiting if v.since is not None]
        return TodayView(
            day=day,
            closed=view.closed,
            opens_at=min((start for start, _ in opening), default=None),
            closes_at=max((end for _, end in opening), default=None),
            desks_open=sum(bool(column.open) for column in view.columns),
            waiting=len(waiting),
            longest_wait_minutes=max(waits, default=0) // 60,
            to_come=len(to_come),
            next_starts_at=upcoming.starts_at if upcoming else None,
            next_party_size=upcoming.party_size if upcoming else 0,
            now_and_next=_now_and_next(view, visits),
            free_this_week=free,
            first_free=first_free,
            to_do=tuple(
                ToDo(kind, count, urgent=kind in _URGENT)
                for kind, count in counts.items()
                if kind != _QUESTIONS and count
            ),
            questions_today=counts[_QUESTIONS],
            plan=tuple(
                DeskHours(column.desk.name, tuple(column.open))
                for column in view.columns
                if column.open
            ),
        )


def _first_steps(steps: Iterable[AgendaStep]) -> list[AgendaStep]:
    return [step for step in steps if step.ordinal == 1]


def _now_and_next(view: DayView, visits: list[AgendaStep]) -> tuple[NowAndNext, ...]:
    """Who waits and who is served first, then who comes next, each at the desk of the moment."""
    desks = {column.desk.desk_id: column.desk.name for column in view.columns}
    later = {
        s.visit_id: s for s in view.steps if s.ordinal > 1 and s.state is VisitState.AT_HELPDESK
    }
    here = [v for v in visits if v.state in UNDER_WAY]
    here.sort(key=lambda v: (v.state is not VisitState.ARRIVED, v.starts_at))
    coming = [v for v in visits if v.state in COMING]
    return tuple(
        NowAndNext(
            visit_id=visit.visit_id,
            starts_at=visit.starts_at,
            title=visit.title,
            latin=visit.latin,
            party_size=visit.party_size,
            service=visit.service,
            desk=desks.get(later.get(visit.visit_id, visit).desk_id, Pair()),
            state=visit.state,
            since=visit.since,
            money=visit.money,
        )
        for visit in (*here, *coming)[: max(SHOWN, len(here))]
    )


def _free_this_week(tx: Tx, day: date) -> tuple[int, int | None]:
    """Free places until Sunday for one person and the first service of the list."""
    service_id = tx.scalar(
        select(Service.id).where(Service.active).order_by(Service.position, Service.id).limit(1)
    )
    if service_id is None:
        return 0, None
    rule = read_service(tx, int(service_id))
    sunday = day + timedelta(days=6 - day.weekday())
    room = read_room(tx, rule, day, sunday, not_before=tx.now)
    starts: list[int] = []
    for each in days_between(day, sunday):
        needs = rule.needs(1, each)
        if needs is not None and room.calendar.closure(each) is None:
            starts += [place.starts_at for place in places_of(room.frame(needs), each)]
    return len(starts), starts[0] if starts else None


def _counts(tx: Tx, day: date) -> dict[str, int]:
    """What waits to be done, by the page that it leads to; one statement."""
    counted = {
        "call": _messages(MessageKind.CALL),
        "mail": _messages(MessageKind.MAIL),
        "follow_up": _count(FollowUp.done_at.is_(None), FollowUp.due <= day),
        "waiting": _count(WaitingEntry.state.in_([WaitingState.WAITING, WaitingState.OFFERED])),
        "unprinted": _unprinted(),
        "unfinished_yesterday": _count(
            Visit.day >= day_of(tx.now) - timedelta(days=UNFINISHED_DAYS),
            Visit.day < day,
            Visit.state.in_(sorted(COMING | UNDER_WAY)),
        ),
        _QUESTIONS: _count(Question.day == day),
    }
    rows = tx.rows(
        union_all(
            *(
                select(literal_column(f"'{kind}'"), statement.scalar_subquery())
                for kind, statement in counted.items()
            )
        )
    )
    return {str(row[0]): int(row[1]) for row in rows}


def _count(*conditions: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).where(*conditions)


def _messages(kind: MessageKind) -> Select[int]:
    return _count(Message.state == MessageState.DRAFT, Message.kind == kind)


def _unprinted() -> Select[int]:
    """Papers that are not out: documents by their latest try, and the queue of the others."""
    latest = select(func.max(ReceiptPrint.id)).group_by(ReceiptPrint.receipt_id)
    documents = _count(
        ReceiptPrint.id.in_(latest),
        ReceiptPrint.state.in_([PrintState.PENDING, PrintState.FAILED]),
    )
    others = _count(
        PrintJob.state.in_([JobState.PENDING, JobState.UNKNOWN, JobState.FAILED]),
    )
    return select(documents.scalar_subquery() + others.scalar_subquery())
