"""Booking: all that a visit is comes with one transaction, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from services.appointments.front_desk import FrontDesk, counted, epoch, written
from sqlalchemy import func, select

from expatdesk.model.appointments import Appointment, Case, Occupancy, Visit, VisitPerson
from expatdesk.model.staff import DoneKey, EventLog
from expatdesk.services.appointments import booking as booking_module
from expatdesk.services.appointments.types import Booked, Comer, NotEligible, PlaceTaken
from expatdesk.services.base import Invalid, Stale, new_key
from expatdesk.services.people.types import IdentifierFound
from expatdesk.storage.changes import Changes
from expatdesk.terms import (
    AddressKind,
    Behalf,
    FamilyRole,
    PaperState,
    Source,
    VisitState,
)

TUESDAY = "2026-09-15"
# Passes the eleven-test and belongs to nobody.
NUMBER = "111222333"


def test_family_is_booked_with_its_steps_persons_and_papers(desk: FrontDesk) -> None:
    party = desk.party(5)
    done = desk.booked(f"{TUESDAY} 09:00", 5, comers=party, note="needs a lift")
    sheet = desk.sheet(done.value)
    assert desk.steps(done.value) == [("desk1", "09:00", "10:15"), ("desk3", "10:15", "10:45")]
    assert [c.person_id for c in sheet.comers] == [c.person_id for c in party]
    assert (sheet.state, sheet.note, len(sheet.comers)) == (VisitState.PLANNED, "needs a lift", 5)
    assert {p.state for p in sheet.papers} == {PaperState.EXPECTED}
    assert len([p for p in sheet.papers if p.name.en == "Passport"]) == 5
    assert desk.ticks() == (75 + 30) // 5
    assert done.changes.ids("visits") == {done.value.visit_id}


def test_who_and_when_stand_in_the_log_without_names(desk: FrontDesk) -> None:
    booked = desk.book(
        f"{TUESDAY} 09:00", comers=(Comer(desk.person("Zoë Tester"), FamilyRole.FIRST),)
    )
    (line,) = desk.agenda.history("visit", booked.visit_id)
    assert (line.staff, line.desk.en, line.action) == ("S. Jansen", "Desk 1", "booked")
    assert line.details["starts_at"] == epoch(f"{TUESDAY} 09:00")
    assert "Zoë" not in str(line.details)


def test_same_key_books_once(desk: FrontDesk) -> None:
    key = new_key()
    place, party = desk.place(f"{TUESDAY} 09:00"), desk.party(1)
    first = desk.booked("", place=place, comers=party, key=key)
    again = desk.booked("", place=place, comers=party, key=key)
    assert again.value == first.value
    assert not again.changes
    with desk.store.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(Visit)) == 1


def test_place_that_was_taken_meanwhile_is_refused_and_nothing_is_left(desk: FrontDesk) -> None:
    place = desk.place(f"{TUESDAY} 09:00")
    desk.booked("", place=place)
    with pytest.raises(PlaceTaken) as refused:
        desk.booked("", place=place)
    assert refused.value.message() == "Desk 1 is already taken at 09:00."
    with desk.store.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(Case)) == 1


def test_the_table_itself_refuses_a_desk_in_two_places(
    desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = desk.place(f"{TUESDAY} 09:00")
    desk.booked("", place=place)
    monkeypatch.setattr(booking_module, "check_free", lambda *_: None)
    with pytest.raises(PlaceTaken, match="Somebody else has just taken"):
        desk.booked("", place=place)


@pytest.mark.parametrize("count", [0, 12])
def test_nobody_and_twelve_are_refused(desk: FrontDesk, count: int) -> None:
    place = desk.place(f"{TUESDAY} 09:00", max(1, min(count, 11)))
    with pytest.raises(Invalid) as refused:
        desk.agenda.book(desk.actor, desk.booking(place, desk.party(count)), key=new_key())
    assert refused.value.field == "comers"


def test_the_same_person_twice_is_refused(desk: FrontDesk) -> None:
    person = desk.person()
    twice = (Comer(person, FamilyRole.FIRST), Comer(person, FamilyRole.PARTNER))
    with pytest.raises(Invalid, match="twice"):
        desk.book(f"{TUESDAY} 09:00", 2, comers=twice)


def test_record_that_was_merged_is_booked_as_the_one_that_stayed(desk: FrontDesk) -> None:
    kept, merged = desk.person("Jana Nováková"), desk.person("Jana Novakova")
    desk.centre.people.merge(desk.actor, kept, merged, key=new_key())
    booked = desk.book(f"{TUESDAY} 09:00", comers=(Comer(merged, FamilyRole.FIRST),))
    assert [c.person_id for c in desk.sheet(booked).comers] == [kept]
    both = (Comer(kept, FamilyRole.FIRST), Comer(merged, FamilyRole.PARTNER))
    with pytest.raises(Invalid, match="twice"):
        desk.book(f"{TUESDAY} 10:00", 2, comers=both)


def test_someone_who_is_not_there_is_refused(desk: FrontDesk) -> None:
    with pytest.raises(Invalid, match="no longer there"):
        desk.book(f"{TUESDAY} 09:00", comers=(Comer(987_654, FamilyRole.FIRST),))


def test_the_past_is_refused_and_a_walk_in_may_have_begun(
    desk: FrontDesk, at: Callable[[str], int]
) -> None:
    place = desk.place(f"{TUESDAY} 10:00")
    at(f"{TUESDAY} 10:10")
    with pytest.raises(Invalid, match="past"):
        desk.booked("", place=place)
    booked = desk.booked("", place=place, source=Source.DESK).value
    assert written(desk.sheet(booked).starts_at) == "10:00"
    at(f"{TUESDAY} 11:16")
    with pytest.raises(Invalid, match="past"):
        desk.book(f"{TUESDAY} 11:00", source=Source.DESK)


def test_employer_who_pays_is_an_organisation(desk: FrontDesk) -> None:
    for party in (None, desk.person()):
        with pytest.raises(Invalid) as refused:
            desk.book(f"{TUESDAY} 09:00", payer=Behalf.EMPLOYER, payer_party_id=party)
        assert refused.value.field == "payer_party_id"
    booked = desk.book(
        f"{TUESDAY} 09:00",
        booker=Behalf.EMPLOYER,
        payer=Behalf.EMPLOYER,
        payer_party_id=desk.employer(),
        booker_contact="HR, Ms Bakker",
    )
    sheet = desk.sheet(booked)
    assert (sheet.payer_name, sheet.booker_contact) == ("Meridiaan Biotech", "HR, Ms Bakker")


@pytest.mark.parametrize("field", ["note", "booker_contact", "exemption_proof", "squeeze_reason"])
def test_citizen_service_numbers_are_refused_in_every_text(desk: FrontDesk, field: str) -> None:
    place = desk.place(f"{TUESDAY} 09:00")
    text = {field: f"his number is {NUMBER}"}
    with pytest.raises(IdentifierFound) as refused:
        desk.booked("", place=place, **text)
    assert refused.value.field == field
    booked = desk.booked("", place=place, guard_overridden=True, **text).value
    lines = desk.agenda.history("visit", booked.visit_id)
    assert [line.action for line in lines] == ["booked", "guard_overridden"]


def test_squeezing_in_needs_a_reason_and_takes_no_ticks(desk: FrontDesk) -> None:
    first = desk.book(f"{TUESDAY} 09:00")
    with pytest.raises(Invalid) as refused:
        desk.book(f"{TUESDAY} 09:00", squeeze_reason="  ")
    assert refused.value.field == "squeeze_reason"
    ticks = desk.ticks()
    second = desk.book(f"{TUESDAY} 09:00", squeeze_reason="flight at noon")
    assert desk.ticks() == ticks
    assert desk.steps(second)[0] == desk.steps(first)[0]
    assert desk.sheet(second).squeeze_reason == "flight at noon"


def test_squeeze_in_may_run_past_closing_but_not_lie_on_a_closed_day(desk: FrontDesk) -> None:
    late = desk.book(f"{TUESDAY} 16:00", squeeze_reason="one single more")
    assert desk.steps(late)[1][1:] == ("16:30", "17:00")


def test_time_for_the_party_must_still_be_what_was_chosen(desk: FrontDesk) -> None:
    place = desk.place(f"{TUESDAY} 09:00", 1)
    with pytest.raises(PlaceTaken, match="has changed"):
        desk.booked("", place=place, comers=desk.party(3))


def test_places_made_up_are_refused(desk: FrontDesk) -> None:
    place = desk.place(f"{TUESDAY} 09:00")
    first, second = place.steps
    elsewhere = replace(first, desk_id=second.desk_id)
    with pytest.raises(PlaceTaken, match="does not offer"):
        desk.booked("", place=replace(place, steps=(elsewhere, second)))
    odd = replace(first, starts_at=first.starts_at + 60, ends_at=first.ends_at + 60)
    with pytest.raises(Invalid, match="five minutes"):
        desk.booked("", place=replace(place, starts_at=odd.starts_at, steps=(odd, second)))
    end = first.starts_at + 1800
    early = replace(second, starts_at=first.starts_at, ends_at=end, busy_until=end)
    with pytest.raises(Invalid, match="follow one another"):
        desk.booked("", place=replace(place, steps=(first, early)))
    with pytest.raises(PlaceTaken, match="not given"):
        desk.booked("", place=replace(place, steps=(first,)))


def test_municipality_is_asked_for_and_must_take_part(desk: FrontDesk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.book(f"{TUESDAY} 09:00", municipality_id=None)
    assert refused.value.field == "municipality_id"
    with pytest.raises(NotEligible) as outside:
        desk.book(
            f"{TUESDAY} 09:00",
            municipality_id=desk.centre.founded.municipalities["Oegstgeest"],
            address_kind=AddressKind.EMPLOYER,
        )
    assert outside.value.code == "R05"


def test_answer_that_refuses_says_where_to_go(desk: FrontDesk) -> None:
    (service,) = (s for s in desk.agenda.catalogue().services if s.service_id == desk.registration)
    question = next(q for q in service.questions if q.refusal_code == "R06")
    with pytest.raises(NotEligible) as refused:
        desk.book(f"{TUESDAY} 09:00", answers=((question.question_id, True),))
    assert (refused.value.code, refused.value.advice) == ("R06", question.advice)
    desk.book(f"{TUESDAY} 09:00", answers=((question.question_id, False),))


def test_code_that_exists_already_is_made_anew(
    desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = iter(["7QK-4M2", "7QK-4M2", "7QK-4M2", "8QK-4M2"])
    monkeypatch.setattr(booking_module, "new_code", lambda _rng: next(codes))
    first, second = desk.book(f"{TUESDAY} 09:00"), desk.book(f"{TUESDAY} 10:00")
    assert (first.code, second.code) == ("7QK-4M2", "8QK-4M2")
    assert desk.agenda.by_code("8qk 4m2") == second.visit_id
    assert desk.agenda.by_code("none") is None


def test_undo_takes_the_booking_away_as_if_it_had_never_been(desk: FrontDesk) -> None:
    done = desk.booked(f"{TUESDAY} 09:00")
    assert done.undo is not None
    done.undo()
    with desk.store.reading() as tx:
        for table in (Visit, Case, Appointment, Occupancy, VisitPerson):
            assert tx.scalar(select(func.count()).select_from(table)) == 0
        actions = [row[0] for row in tx.rows(select(EventLog.action).order_by(EventLog.id))]
    assert actions[-2:] == ["booked", "unbooked"]
    desk.book(f"{TUESDAY} 09:00")


def test_undo_is_refused_once_something_has_come_of_it(desk: FrontDesk) -> None:
    done = desk.booked(f"{TUESDAY} 09:00")
    desk.agenda.move(
        desk.actor, done.value.visit_id, 1, desk.place(f"{TUESDAY} 10:00"), key=new_key()
    )
    assert done.undo is not None
    with pytest.raises(Stale):
        done.undo()


def test_undo_keeps_the_case_that_other_visits_have(desk: FrontDesk) -> None:
    first = desk.book(f"{TUESDAY} 09:00")
    second = desk.booked(f"{TUESDAY} 10:00", case_id=first.case_id, previous_id=first.visit_id)
    assert second.value.case_id == first.case_id
    assert [v.visit_id for v in desk.sheet(first).case_visits] == [
        first.visit_id,
        second.value.visit_id,
    ]
    assert second.undo is not None
    second.undo()
    assert [v.visit_id for v in desk.sheet(first).case_visits] == [first.visit_id]


def test_result_of_a_write_is_kept_under_its_key(desk: FrontDesk) -> None:
    booked = desk.book(f"{TUESDAY} 09:00", key="my-key")
    with desk.store.reading() as tx:
        assert tx.scalar(select(func.count()).where(DoneKey.key == "my-key")) == 1
    again = desk.booked(f"{TUESDAY} 10:00", key="my-key")
    assert again.value == Booked(booked.visit_id, booked.case_id, booked.code)
    assert again.changes == Changes()


def test_booking_takes_few_statements(desk: FrontDesk) -> None:
    place, party = desk.place(f"{TUESDAY} 09:00", 3), desk.party(3)
    with counted(desk.store) as sent:
        desk.booked("", place=place, comers=party)
    assert len(sent) <= 20
