"""A visit that goes to another day: roles and papers are those of the new day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attacks.raids import Raid
from sqlalchemy import insert, select, update

from expatdesk.model.appointments import Visit
from expatdesk.model.people import Person
from expatdesk.model.services import Paper, PaperRule
from expatdesk.services.appointments.types import Booked, Moved, WaitingRequest
from expatdesk.services.base import Actor, Invalid
from expatdesk.services.settings import keys
from expatdesk.services.till.types import QuoteRequest
from expatdesk.terms import FamilyRole, PaperNeed, PaperScope, PaperState, PartOfDay

FIRST, PARTNER, CHILD = FamilyRole.FIRST, FamilyRole.PARTNER, FamilyRole.CHILD
BORN = date(2008, 9, 16)
"""Of age on 16 September 2026, a Wednesday."""
BEFORE, AFTER = "2026-09-15 09:00", "2026-09-16 09:00"
TOO_LATE = "2026-11-16 09:00"


@pytest.fixture
def desk(centre: Any, jansen: Actor, at: Any) -> Raid:
    """The scenario centre on Monday 14 September 2026 at half past eight."""
    at("2026-09-14 08:30")
    return Raid(centre, jansen)


def family(desk: Raid, when: str = BEFORE, child: FamilyRole = CHILD) -> Booked:
    persons = [desk.person("Meral Kaya"), desk.person("Selin Kaya", birth_date=BORN)]
    return desk.book(when, (FIRST, child), persons=persons)


def roles(desk: Raid, visit: Booked) -> list[FamilyRole]:
    return [comer.role for comer in desk.sheet(visit).comers]


def papers(desk: Raid, visit: Booked) -> set[tuple[str, int | None]]:
    return {(paper.name.en, paper.person_id) for paper in desk.sheet(visit).papers}


def test_a_child_who_is_of_age_by_the_new_day_pays_in_full(desk: Raid) -> None:
    visit = family(desk)
    assert desk.due(visit) == 6050 + 1513

    done = desk.move(visit, AFTER)

    assert (done.value.version, done.value.of_age) == (2, 1)
    assert roles(desk, visit) == [FIRST, FIRST]
    assert desk.due(visit) == 2 * 6050
    assert "role_judged" in desk.actions(visit)
    done.undo()
    assert roles(desk, visit) == [FIRST, CHILD]
    assert desk.due(visit) == 6050 + 1513


def test_who_is_under_age_by_the_new_day_pays_as_a_child(desk: Raid) -> None:
    visit = family(desk, AFTER, FIRST)
    done = desk.move(visit, BEFORE)
    assert done.value.under_age == 1
    assert roles(desk, visit) == [FIRST, CHILD]
    assert desk.due(visit) == 6050 + 1513


def test_the_papers_follow_the_role(desk: Raid) -> None:
    """A child brings its birth certificate by another rule than an adult."""
    visit, born_adult = family(desk), family(desk, "2026-09-16 11:00", FIRST)
    child = desk.sheet(visit).comers[1].person_id
    adult = desk.sheet(born_adult).comers[1].person_id

    moved = desk.move(visit, AFTER).value

    assert moved.papers > 0
    of_child = {name for name, person in papers(desk, visit) if person == child}
    assert of_child == {name for name, person in papers(desk, born_adult) if person == adult}
    assert not any("marriage" in name.lower() for name in of_child)


def test_within_the_day_nothing_is_judged(desk: Raid) -> None:
    visit = family(desk)
    assert desk.move(visit, "2026-09-15 10:00").value == Moved(2)


def new_rule(desk: Raid, valid_from: date, need: PaperNeed = PaperNeed.MANDATORY) -> None:
    with desk.store.writing() as tx:
        paper = tx.scalar(select(Paper.id).where(Paper.code == "photo"))
        if paper is None:
            paper = tx.insert(
                Paper, code="photo", position=90, name_en="Photo", name_nl="Foto",
                name_en_changed=0, name_nl_changed=0,
            )  # fmt: skip
        tx.execute(
            insert(PaperRule).values(
                service_id=desk.service_id,
                paper_id=paper,
                scope=PaperScope.EACH,
                need=need,
                employer_address_only=False,
                home_address_only=False,
                valid_from=valid_from,
            )
        )


def test_a_paper_that_is_asked_from_a_day_on_is_asked_of_who_moves_there(desk: Raid) -> None:
    new_rule(desk, date(2026, 9, 16))
    visit = desk.book(BEFORE, (FIRST, PARTNER))
    before = papers(desk, visit)

    done = desk.move(visit, AFTER)

    added = papers(desk, visit) - before
    assert {name for name, _ in added} == {"Photo"}
    assert {person for _, person in added} == set(desk.persons(visit))
    assert done.value.papers == 2
    done.undo()
    assert papers(desk, visit) == before


def test_a_paper_that_somebody_has_looked_at_stays_on_the_list(desk: Raid) -> None:
    new_rule(desk, date(2026, 9, 16))
    visit = desk.book(AFTER)
    photo = next(p for p in desk.sheet(visit).papers if p.name.en == "Photo")
    desk.centre.reception.set_paper(
        desk.actor, photo.visit_paper_id, PaperState.SEEN, key=desk.key()
    )
    desk.move(visit, BEFORE)
    assert next(p for p in desk.sheet(visit).papers if p.name.en == "Photo").state == "seen"


def test_a_need_that_is_stricter_from_a_day_on_is_taken_over(desk: Raid) -> None:
    visit = desk.book(BEFORE)
    loose = next(p for p in desk.sheet(visit).papers if p.need is not PaperNeed.MANDATORY)
    with desk.store.writing() as tx:
        tx.execute(
            insert(PaperRule).values(
                service_id=desk.service_id,
                paper_id=loose.paper_id,
                scope=PaperScope.EACH if loose.person_id else PaperScope.ONCE,
                need=PaperNeed.MANDATORY,
                employer_address_only=False,
                home_address_only=False,
                valid_from=date(2026, 9, 16),
            )
        )
    desk.move(visit, AFTER)
    now = next(p for p in desk.sheet(visit).papers if p.paper_id == loose.paper_id)
    assert (now.need, now.visit_paper_id) == (PaperNeed.MANDATORY, loose.visit_paper_id)


def test_who_comes_on_a_day_of_their_own_is_not_asked_anew_with_the_others(desk: Raid) -> None:
    visit = desk.book(BEFORE, (FIRST, PARTNER))
    partner = desk.persons(visit)[1]
    desk.split(visit, 1, "2026-09-17 09:00")
    new_rule(desk, date(2026, 9, 16))
    desk.move(visit, AFTER)
    assert partner not in {person for name, person in papers(desk, visit) if name == "Photo"}


def test_rebooked_over_the_birthday_a_child_comes_as_a_person_of_its_own(desk: Raid) -> None:
    visit = family(desk)
    booked = desk.rebook(visit, AFTER, 2).value
    assert (booked.of_age, booked.under_age) == (1, 0)
    assert roles(desk, booked) == [FIRST, FIRST]
    assert desk.due(booked) == 2 * 6050


def test_a_free_split_keeps_the_price_of_the_day_that_decides(desk: Raid) -> None:
    """The fee stays with the family's visit: on that day it was a child."""
    visit = family(desk)
    later = desk.split(visit, 1, AFTER)
    assert roles(desk, later) == [FIRST]
    assert desk.due(later) == desk.due(visit) == 6050 + 1513


def test_a_late_split_is_priced_by_its_own_day(desk: Raid) -> None:
    visit = family(desk)
    later = desk.split(visit, 1, TOO_LATE)
    assert (desk.due(visit), desk.due(later)) == (6050, 6050)


def test_the_fee_of_a_free_split_is_told_as_it_will_be_asked(desk: Raid) -> None:
    visit = desk.book(BEFORE, (FIRST, PARTNER))
    partner = desk.persons(visit)[1]
    request = QuoteRequest(
        desk.service_id,
        ((partner, PARTNER),),
        date(2026, 9, 22),
        case_id=visit.case_id,
        split_from_id=visit.visit_id,
    )
    assert desk.centre.till.quote(request).gross == 3025
    later = desk.split(visit, 1, "2026-09-22 09:00")
    desk.pay(later)
    assert desk.due(visit) == 0


def test_the_age_is_a_setting_with_a_date(desk: Raid, visser: Actor) -> None:
    visit = family(desk, BEFORE)
    desk.centre.settings.set(visser, keys.CHILD_UNDER, 21, date(2026, 9, 16), key=desk.key())
    assert desk.move(visit, AFTER).value.of_age == 0
    assert roles(desk, visit) == [FIRST, CHILD]


def test_nobody_of_age_is_booked_as_a_child(desk: Raid) -> None:
    with pytest.raises(Invalid) as refused:
        family(desk, AFTER)
    assert refused.value.field == "comers"
    assert "18" in refused.value.message()
    with desk.store.reading() as tx:
        assert tx.rows(select(Visit.id)) == []


def test_a_place_from_the_waiting_list_is_taken_in_the_role_of_its_day(
    desk: Raid, at: Callable[[str], int]
) -> None:
    parent, child = desk.person("Meral Kaya"), desk.person("Selin Kaya", birth_date=BORN)
    people = desk.centre.people
    people.set_household(desk.actor, [(parent, FIRST), (child, CHILD)], key=desk.key())
    waiting = desk.centre.reception.wait(
        desk.actor,
        WaitingRequest(
            service_id=desk.service_id,
            person_id=parent,
            party_size=2,
            first_day=date(2026, 9, 14),
            last_day=date(2026, 9, 18),
            part_of_day=PartOfDay.ANY,
        ),
        key=desk.key(),
    ).value
    desk.centre.reception.offer(desk.actor, waiting, desk.place(AFTER, 2), key=desk.key())
    booked = desk.centre.reception.accept(
        desk.actor,
        waiting,
        municipality_id=desk.centre.founded.municipalities["Leiden"],
        key=desk.key(),
    ).value
    assert roles(desk, booked) == [FIRST, FIRST]


def test_a_birthday_that_was_typed_wrong_is_no_reason_to_lose_the_visit(desk: Raid) -> None:
    """Who was merged or corrected meanwhile is judged as known now."""
    visit = family(desk)
    with desk.store.writing() as tx:
        tx.execute(
            update(Person)
            .where(Person.id == desk.persons(visit)[1])
            .values(birth_date=date(2010, 1, 1), birth_year=2010)
        )
    assert desk.move(visit, AFTER).value.of_age == 0
    assert roles(desk, visit) == [FIRST, CHILD]
