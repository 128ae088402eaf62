"""Another day in the same case: the whole party, or one of a family."""

from __future__ import annotations

from typing import Any

import pytest
from services.reception.receiving import COUPLE, FAMILY_OF_FIVE, FrontDesk
from sqlalchemy import select

from expatdesk.model.appointments import Visit
from expatdesk.services.appointments.types import Booked, PlaceTaken
from expatdesk.services.base import Invalid, Stale
from expatdesk.terms import AddressKind, Outcome, PaperState, VisitState

S = VisitState


def rebook(desk: FrontDesk, visit: Booked, when: str, **more: Any) -> Any:
    persons = len(desk.sheet(visit).comers)
    place = desk.place(when, persons, moving=visit)
    return desk.centre.reception.rebook(desk.actor, visit.visit_id, place, key=desk.key(), **more)


def split(desk: FrontDesk, visit: Booked, comer: int, when: str) -> Any:
    person = desk.sheet(visit).comers[comer].person_id
    return desk.centre.reception.split_off(
        desk.actor, visit.visit_id, person, desk.place(when), key=desk.key()
    )


def column(desk: FrontDesk, visit: Booked, name: str) -> Any:
    with desk.store.reading() as tx:
        return tx.scalar(select(getattr(Visit, name)).where(Visit.id == visit.visit_id))


def test_turned_away_and_rebooked_keeps_case_party_and_papers_anew(desk: FrontDesk) -> None:
    visit = desk.book(roles=COUPLE, note="speaks Hindi")
    desk.turn_away(visit, "R04")
    done = rebook(desk, visit, "2026-09-17 09:00")
    new, old = desk.sheet(done.value), desk.sheet(visit)
    assert (new.case_id, new.previous_id, new.state) == (old.case_id, old.visit_id, S.PLANNED)
    assert new.code != old.code
    assert [(c.person_id, c.role) for c in new.comers] == [
        (c.person_id, c.role) for c in old.comers
    ]
    assert {c.outcome for c in new.comers} == {None}
    assert {p.state for p in new.papers} == {PaperState.EXPECTED}
    assert new.papers
    assert new.note == "speaks Hindi"
    assert [v.state for v in new.case_visits] == [S.TURNED_AWAY, S.PLANNED]
    assert desk.actions(visit)[-1] == "rebooked"


def test_a_planned_visit_becomes_rescheduled_and_gives_its_place_back(desk: FrontDesk) -> None:
    visit = desk.book()
    held = desk.ticks()
    done = rebook(desk, visit, "2026-09-14 09:15")
    assert desk.sheet(visit).state is S.RESCHEDULED
    assert desk.ticks() == held, "the new place may lie over the old one"
    done.undo()
    assert desk.sheet(visit).state is S.PLANNED
    assert desk.sheet(visit).case_visits[0].visit_id == visit.visit_id
    assert len(desk.sheet(visit).case_visits) == 1
    assert desk.ticks() == held


def test_rebooked_once_only_and_not_undone_under_its_follower(desk: FrontDesk) -> None:
    visit = desk.book()
    turned = desk.turn_away(visit, "R04")
    rebook(desk, visit, "2026-09-17 09:00")
    with pytest.raises(Invalid):
        rebook(desk, visit, "2026-09-18 09:00")
    with pytest.raises(Invalid):
        turned.undo()
    assert desk.sheet(visit).state is S.TURNED_AWAY


def test_who_is_here_is_not_rebooked(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.advance(visit, S.ARRIVED)
    with pytest.raises(Invalid):
        rebook(desk, visit, "2026-09-17 09:00")


def test_a_taken_place_changes_nothing(desk: FrontDesk) -> None:
    visit = desk.book()
    place = desk.place("2026-09-17 09:00")
    desk.book("2026-09-17 09:00")
    with pytest.raises(PlaceTaken):
        desk.centre.reception.rebook(desk.actor, visit.visit_id, place, key="k")
    assert desk.sheet(visit).state is S.PLANNED


def test_no_show_and_cancelled_can_come_again(desk: FrontDesk) -> None:
    visit, other = desk.book(), desk.book("2026-09-14 10:00")
    desk.no_show(visit)
    desk.centre.appointments.cancel(
        desk.actor, other.visit_id, 1, S.CANCELLED_BY_VISITOR, "ill", key=desk.key()
    )
    for number, each in enumerate((visit, other)):
        done = rebook(desk, each, f"2026-09-{17 + number} 09:00")
        assert desk.sheet(done.value).previous_id == each.visit_id


def test_one_of_a_family_comes_two_weeks_later_free(desk: FrontDesk) -> None:
    visit = desk.book(roles=FAMILY_OF_FIVE)
    desk.advance(visit, S.ARRIVED)
    terms = desk.centre.reception.split_terms(visit.visit_id)
    assert (str(terms.first_day), str(terms.free_until)) == ("2026-09-14", "2026-10-14")
    done = split(desk, visit, 4, "2026-09-28 09:00")
    old, new = desk.sheet(visit), desk.sheet(done.value)
    assert [c.outcome for c in old.comers] == [None] * 4 + [Outcome.ANOTHER_DAY]
    assert column(desk, visit, "party_size") == 4
    assert [c.person_id for c in new.comers] == [old.comers[4].person_id]
    assert (new.case_id, new.split_from_id) == (old.case_id, old.visit_id)
    assert column(desk, done.value, "priced_anew") is False
    assert old.comers[4].person_id not in {p.person_id for p in old.papers}
    desk.advance(visit, S.AT_DESK, S.DONE)
    assert desk.sheet(visit).state is S.PARTLY_DONE


def test_undo_of_splitting_brings_the_person_back(desk: FrontDesk) -> None:
    visit = desk.book(roles=COUPLE)
    before = desk.sheet(visit)
    done = split(desk, visit, 1, "2026-09-28 09:00")
    done.undo()
    after = desk.sheet(visit)
    assert [c.outcome for c in after.comers] == [None, None]
    assert column(desk, visit, "party_size") == 2
    assert sorted((p.person_id or 0, p.paper_id) for p in after.papers) == sorted(
        (p.person_id or 0, p.paper_id) for p in before.papers
    )
    with pytest.raises(Stale):
        done.undo()


@pytest.mark.parametrize(
    ("when", "anew"), [("2026-10-14 09:00", False), ("2026-10-15 09:00", True)]
)
def test_after_thirty_days_it_is_priced_anew(desk: FrontDesk, when: str, *, anew: bool) -> None:
    visit = desk.book(roles=COUPLE)
    assert column(desk, split(desk, visit, 1, when).value, "priced_anew") is anew


def test_who_was_split_for_free_and_is_rebooked_too_late_is_priced_anew(desk: FrontDesk) -> None:
    visit = desk.book(roles=COUPLE)
    later = split(desk, visit, 1, "2026-10-14 09:00").value
    last = rebook(desk, later, "2026-10-15 09:00").value
    assert column(desk, last, "priced_anew") is True


def test_a_whole_party_is_never_priced_anew_by_rebooking(desk: FrontDesk) -> None:
    visit = desk.book()
    desk.turn_away(visit, "R04")
    last = rebook(desk, visit, "2026-12-15 09:00").value
    assert column(desk, last, "priced_anew") is False


def test_the_days_are_those_of_the_day_of_the_first_visit(desk: FrontDesk, visser: Any) -> None:
    from datetime import date

    from expatdesk.services.settings import keys

    desk.centre.settings.set(visser, keys.SPLIT_FREE_DAYS, 7, date(2026, 9, 21), key=desk.key())
    early = desk.book(roles=COUPLE)
    late = desk.book("2026-09-21 09:00", COUPLE)
    terms = desk.centre.reception.split_terms
    assert terms(early.visit_id).free_until == date(2026, 10, 14)
    assert terms(late.visit_id).free_until == date(2026, 9, 28)


def test_the_last_one_and_the_registered_one_stay(desk: FrontDesk) -> None:
    single = desk.book()
    with pytest.raises(Invalid):
        split(desk, single, 0, "2026-09-28 09:00")
    couple = desk.book("2026-09-14 10:00", COUPLE)
    desk.advance(couple, S.ARRIVED, S.AT_DESK)
    person = desk.sheet(couple).comers[0].person_id
    reception = desk.centre.reception
    reception.set_outcome(desk.actor, couple.visit_id, person, Outcome.REGISTERED, key="o")
    with pytest.raises(Invalid):
        split(desk, couple, 0, "2026-09-28 09:00")
    split(desk, couple, 1, "2026-09-28 09:00")
    with pytest.raises(Invalid):
        split(desk, couple, 1, "2026-09-29 09:00")
    other = desk.sheet(couple).comers[1].person_id
    with pytest.raises(Invalid):
        reception.set_outcome(desk.actor, couple.visit_id, other, Outcome.REGISTERED, key="p")


def test_a_child_is_split_off_also_at_an_employers_address(desk: FrontDesk) -> None:
    from expatdesk.services.organisations.types import OrganisationEntry

    entry = OrganisationEntry(name="Meridiaan Biotech", recognised_sponsor=True)
    employer = desk.centre.organisations.add(desk.actor, entry, key=desk.key()).value
    people = [desk.person("Arjun Sharma", employer_id=employer), desk.person("Ananya Sharma")]
    visit = desk.book(roles=COUPLE, persons=people, address_kind=AddressKind.EMPLOYER)
    later = split(desk, visit, 1, "2026-09-28 09:00").value
    assert desk.sheet(later).address_kind is AddressKind.EMPLOYER


def test_the_fee_stays_with_the_family_or_is_asked_anew(desk: FrontDesk) -> None:
    def due(visit: Booked) -> int:
        return sum(line.gross for line in desk.centre.till.sheet(visit.visit_id).lines)

    soon = desk.book(roles=COUPLE)
    free = split(desk, soon, 1, "2026-09-28 09:00").value
    assert (due(soon), due(free)) == (9075, 9075), "the case is one"
    late = desk.book("2026-09-14 10:00", COUPLE)
    anew = split(desk, late, 1, "2026-10-15 09:00").value
    assert (due(late), due(anew)) == (6050, 6050)
