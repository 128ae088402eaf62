"""What the agenda, the lists, the opening screen and the inspector show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from services.appointments.front_desk import FrontDesk, counted, epoch, written
from sqlalchemy import delete, update

from expatdesk.model.appointments import (
    Appointment,
    CaseReceipt,
    FollowUp,
    Message,
    Question,
    Visit,
    VisitPerson,
)
from expatdesk.model.services import Closure, DeskException
from expatdesk.model.staff import EventLog
from expatdesk.services.appointments.types import Booked, Comer, VisitQuery
from expatdesk.services.appointments.visit_sheet import next_state
from expatdesk.services.base import NotFound, new_key
from expatdesk.terms import (
    Behalf,
    Channel,
    FamilyRole,
    FollowUpKind,
    MessageKind,
    MessageState,
    Source,
    VisitState,
)

MONDAY, TUESDAY = "2026-09-14", "2026-09-15"
DAY = date(2026, 9, 15)


def put(desk: FrontDesk, booked: Booked, state: VisitState, **times: int) -> None:
    """As the reception leaves a visit."""
    with desk.store.writing() as tx:
        tx.execute(update(Visit).where(Visit.id == booked.visit_id).values(state=state, **times))


def named(desk: FrontDesk, name: str, **more: object) -> tuple[Comer, ...]:
    return (Comer(desk.person(name, **more), FamilyRole.FIRST),)


def test_day_has_a_column_for_each_desk_with_hours_and_staff(desk: FrontDesk) -> None:
    view = desk.agenda.day(DAY)
    assert [c.desk.name.en for c in view.columns] == ["Desk 1", "Desk 2", "Desk 3", "Desk 4"]
    assert [c.staff for c in view.columns] == ["S. Jansen", "M. Visser", "A. Kaya", ""]
    assert [(written(a), written(b)) for a, b in view.columns[0].open] == [
        ("09:00", "12:30"),
        ("13:00", "16:30"),
    ]
    assert view.now == epoch(f"{MONDAY} 08:00")


def test_steps_show_name_state_money_and_since_when(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00", comers=named(desk, "王小明", latin="Wang Xiaoming"))
    since = epoch(f"{TUESDAY} 08:55")
    put(desk, booked, VisitState.ARRIVED, arrived_at=since)
    first, second = desk.agenda.day(DAY).steps
    assert (first.title, first.latin) == ("王小明", "Wang Xiaoming")
    assert (first.state, first.since) == (VisitState.ARRIVED, since)
    assert (first.ordinal, first.steps, second.ordinal) == (1, 2, 2)
    assert (first.money.kind, first.money.due) == ("due", 6050)
    assert (first.code, first.squeezed, first.visit_version) == (booked.code, False, 1)


def test_no_shows_stay_in_the_day_and_cancelled_visits_do_not(desk: FrontDesk) -> None:
    kept, missed = desk.book(f"{TUESDAY} 09:00"), desk.book(f"{TUESDAY} 10:00")
    gone = desk.book(f"{TUESDAY} 11:00")
    put(desk, missed, VisitState.NO_SHOW, ended_at=epoch(f"{TUESDAY} 10:20"))
    desk.agenda.cancel(
        desk.actor, gone.visit_id, 1, VisitState.CANCELLED_BY_VISITOR, "", key=new_key()
    )
    view = desk.agenda.day(DAY)
    assert {s.visit_id for s in view.steps} == {kept.visit_id, missed.visit_id}
    assert view.counts == {
        VisitState.PLANNED: 1,
        VisitState.NO_SHOW: 1,
        VisitState.CANCELLED_BY_VISITOR: 1,
    }
    listed = desk.agenda.visits(VisitQuery(DAY, DAY))
    assert [row.visit_id for row in listed] == [kept.visit_id, missed.visit_id, gone.visit_id]


def test_closed_day_and_other_hours_say_why(desk: FrontDesk) -> None:
    with desk.store.writing() as tx:
        tx.insert(
            Closure,
            first_day=date(2026, 12, 25),
            last_day=date(2026, 12, 26),
            name_en="Christmas",
            name_nl="Kerstmis",
        )
        tx.insert(
            DeskException,
            desk_id=desk.desks["desk2"],
            day=DAY,
            start_minute=540,
            end_minute=600,
            note="leaves at ten",
        )
    closed = desk.agenda.day(date(2026, 12, 25))
    assert closed.closed is not None
    assert (closed.closed.nl, closed.columns[0].open) == ("Kerstmis", ())
    column = desk.agenda.day(DAY).columns[1]
    assert (column.note, len(column.open)) == ("leaves at ten", 1)


@pytest.mark.parametrize("visits", [1, 9])
def test_day_and_week_take_six_statements_however_full(desk: FrontDesk, visits: int) -> None:
    for number in range(visits):
        desk.book(f"{TUESDAY} {9 + number // 3:02d}:00", squeeze_reason=f"number {number}")
    with counted(desk.store) as sent:
        view = desk.agenda.day(DAY)
    assert (len(view.steps), len(sent) <= 6) == (2 * visits, True)
    with counted(desk.store) as sent:
        week = desk.agenda.week(DAY)
    assert len(sent) <= 6
    assert (week.first_day, len(week.days)) == (date(2026, 9, 14), 7)
    assert [len(day.steps) for day in week.days] == [0, 2 * visits, 0, 0, 0, 0, 0]


def test_anonymous_visits_have_no_name(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    with desk.store.writing() as tx:
        tx.execute(delete(VisitPerson))
        tx.execute(update(Visit).values(code=None, anonymised_at=tx.now))
    step = desk.agenda.day(DAY).steps[0]
    assert (step.title, step.latin, step.code, step.money.kind) == ("", "", "", "unknown")
    assert (desk.sheet(booked).comers, desk.sheet(booked).code) == ((), "")
    assert desk.agenda.visits(VisitQuery(DAY, DAY))[0].title == ""


def test_merged_person_is_shown_as_the_record_that_stayed(desk: FrontDesk) -> None:
    kept = desk.person("Zoë Müller")
    twin = desk.person("Zoe Muller")
    booked = desk.book(f"{TUESDAY} 09:00", comers=(Comer(twin, FamilyRole.FIRST),))
    desk.centre.people.merge(desk.actor, kept, twin, key=new_key())
    assert desk.agenda.day(DAY).steps[0].title == "Zoë Müller"
    assert desk.sheet(booked).comers[0].full_name == "Zoë Müller"


def test_list_is_filtered_by_text_state_desk_service_and_pages(desk: FrontDesk) -> None:
    first = desk.book(f"{TUESDAY} 09:00", comers=named(desk, "Zoë O’Kealy"))
    second = desk.book(f"{TUESDAY} 10:00", desk="desk2", comers=named(desk, "Yuki Tanaka"))
    talk = desk.book("2026-09-16 09:00", desk="desk4", service_id=desk.talk, municipality_id=None)
    put(desk, second, VisitState.DONE)

    def ids(**more: object) -> list[int]:
        query = VisitQuery(DAY, date(2026, 9, 30), **more)
        return [row.visit_id for row in desk.agenda.visits(query)]

    assert ids() == [first.visit_id, second.visit_id, talk.visit_id]
    assert ids(text="zoe okealy") == [first.visit_id]
    assert ids(text="kealy zo") == [first.visit_id]
    assert ids(text=second.code.lower().replace("-", "")) == [second.visit_id]
    assert ids(text="leiden tanaka") == [second.visit_id]
    assert ids(states=frozenset({VisitState.DONE})) == [second.visit_id]
    assert ids(desk_id=desk.desks["desk2"]) == [second.visit_id]
    assert ids(desk_id=desk.desks["desk4"]) == [talk.visit_id]
    assert ids(service_id=desk.talk) == [talk.visit_id]
    assert ids(offset=1, limit=1) == [second.visit_id]
    row = desk.agenda.visits(VisitQuery(DAY, DAY))[0]
    assert (row.desk.en, row.municipality, row.source) == ("Desk 1", "Leiden", Source.PHONE)


def test_sheet_shows_who_books_who_pays_and_the_one_next_step(desk: FrontDesk) -> None:
    employer = desk.employer()
    party = named(desk, "Arjun Sharma", employer_id=employer, email="a.sharma@example.example")
    booked = desk.book(
        f"{TUESDAY} 09:00",
        comers=party,
        booker=Behalf.EMPLOYER,
        booker_party_id=employer,
        payer=Behalf.EMPLOYER,
        payer_party_id=employer,
    )
    sheet = desk.sheet(booked)
    assert (sheet.booker_name, sheet.payer_name, sheet.employer) == ("Meridiaan Biotech",) * 3
    assert sheet.email == "a.sharma@example.example"
    assert sheet.next_state is VisitState.ARRIVED
    assert sheet.money.kind == "account"
    plain = desk.sheet(desk.book(f"{TUESDAY} 10:00", comers=named(desk, "Mary Example")))
    assert (plain.booker_name, plain.payer_name) == ("Mary Example", "Mary Example")
    with pytest.raises(NotFound):
        desk.agenda.visit(4711)


def test_next_step_leads_over_the_helpdesk_only_where_the_service_does() -> None:
    way = [VisitState.PLANNED]
    while (following := next_state(way[-1], helpdesk=True)) is not None:
        way.append(following)
    assert way == [
        VisitState.PLANNED,
        VisitState.ARRIVED,
        VisitState.AT_DESK,
        VisitState.AT_HELPDESK,
        VisitState.DONE,
    ]
    assert next_state(VisitState.AT_DESK, helpdesk=False) is VisitState.DONE
    assert next_state(VisitState.NO_SHOW, helpdesk=True) is None


def test_history_of_a_case_holds_its_visits_and_receipts(
    desk: FrontDesk, at: Callable[[str], int]
) -> None:
    first = desk.book(f"{TUESDAY} 09:00")
    at(f"{MONDAY} 08:10")
    desk.book(f"{TUESDAY} 10:00")
    at(f"{MONDAY} 08:20")
    desk.book(f"{TUESDAY} 11:00", case_id=first.case_id)
    lines = desk.agenda.history("case", first.case_id)
    assert [(written(line.at), line.action) for line in lines] == [
        ("08:00", "booked"),
        ("08:20", "booked"),
    ]
    assert desk.agenda.history("case", 4711) == []


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_history_finds_receipts_of_the_case(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00")
    # The law of references is left aside: only the way from case to receipt is looked at.
    with desk.store.writing() as tx:
        tx.execute("PRAGMA defer_foreign_keys = ON")
        tx.insert(CaseReceipt, case_id=booked.case_id, receipt_id=7)
        tx.insert(EventLog, at=tx.now, subject="receipt", subject_id=7, action="issued")
        found = tx.rows(_history(booked.case_id))
        tx.execute(delete(CaseReceipt))
    assert [row.action for row in found] == ["issued", "booked"]


def _history(case_id: int) -> object:
    from expatdesk.services.appointments.history import _about

    return _about("case", case_id)


def test_today_counts_who_waits_who_comes_and_what_is_to_do(
    desk: FrontDesk, at: Callable[[str], int]
) -> None:
    waiting = desk.book(f"{MONDAY} 09:00", 2)
    desk.book(f"{MONDAY} 10:00", 3)
    busy = desk.book(f"{MONDAY} 09:00", desk="desk2")
    old = desk.book(f"{MONDAY} 11:00")
    with desk.store.writing() as tx:
        tx.execute(delete(Appointment).where(Appointment.id < 0))
        tx.insert(
            Message, kind=MessageKind.CALL, state=MessageState.DRAFT, language="en",
            subject="", body="", created_at=tx.now,
        )  # fmt: skip
        for due in (date(2026, 9, 14), date(2026, 9, 15)):
            tx.insert(FollowUp, case_id=busy.case_id, kind=FollowUpKind.CERTIFICATE, due=due)
        topic = next(iter(desk.centre.founded.topics.values()))
        tx.insert(
            Question, day=date(2026, 9, 14), at=tx.now, topic_id=topic,
            channel=Channel.DESK, minutes=5,
        )  # fmt: skip
    put(desk, waiting, VisitState.ARRIVED, arrived_at=epoch(f"{MONDAY} 08:55"))
    put(desk, busy, VisitState.AT_DESK, at_desk_at=epoch(f"{MONDAY} 09:00"))
    put(desk, old, VisitState.PLANNED, day=date(2026, 9, 11))
    at(f"{MONDAY} 09:09")
    with counted(desk.store) as sent:
        view = desk.agenda.today(date(2026, 9, 14))
    assert len(sent) <= 12
    assert (written(view.opens_at or 0), written(view.closes_at or 0)) == ("09:00", "16:30")
    assert (view.desks_open, view.waiting, view.longest_wait_minutes) == (4, 1, 14)
    assert (view.to_come, view.next_party_size) == (2, 3)
    assert written(view.next_starts_at or 0) == "10:00"
    assert [v.visit_id for v in view.now_and_next][:2] == [waiting.visit_id, busy.visit_id]
    assert {todo.kind: todo.count for todo in view.to_do} == {
        "call": 1,
        "follow_up": 1,
        "unfinished_yesterday": 1,
    }
    assert view.questions_today == 1
    assert written(view.first_free or 0) == "09:30"
    week = desk.days(MONDAY, "2026-09-20")
    assert view.free_this_week == sum(len(day.places) for day in week)
