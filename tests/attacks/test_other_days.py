"""Attacks on what another day changes: fees by age and date, after any other change."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from attacks.raids import IN_FULL, Raid
from services.reception.receiving import CHILD, FIRST, PARTNER

from expatdesk.services.appointments.fees import RegistrationFees
from expatdesk.services.appointments.types import Booked
from expatdesk.services.till.charging import charge
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.terms import FamilyRole, Means

BORN = date(2008, 9, 16)
"""Of age on 16 September 2026."""
BEFORE, AFTER, LATER = "2026-09-15 09:00", "2026-09-17 09:00", "2026-09-21 09:00"
IN_TIME, TOO_LATE = "2026-09-22 09:00", "2026-11-16 09:00"


def family(desk: Raid, when: str = BEFORE, child: FamilyRole = CHILD) -> Booked:
    persons = [desk.person("Meral Kaya"), desk.person("Selin Kaya", birth_date=BORN)]
    return desk.book(when, (FIRST, child), persons=persons)


def roles(desk: Raid, visit: Booked) -> list[FamilyRole]:
    return [comer.role for comer in desk.sheet(visit).comers]


def papers(desk: Raid, visit: Booked) -> set[tuple[str, int | None, str, str]]:
    return {
        (paper.name.en, paper.person_id, paper.need, paper.state)
        for paper in desk.sheet(visit).papers
    }


class TestTheVisitThatDecidesTheFee:
    def test_a_child_split_off_is_of_age_once_the_family_goes_past_the_birthday(
        self, desk: Raid
    ) -> None:
        """The fee is the family's: its day says who is a child, wherever that one comes."""
        visit = family(desk)
        free = desk.split(visit, 1, IN_TIME)
        assert desk.due(visit) == 6050 + 1513

        moved = desk.move(visit, AFTER)

        assert desk.due(visit) == desk.due(free) == 2 * 6050
        moved.undo()
        assert desk.due(visit) == desk.due(free) == 6050 + 1513

    def test_who_comes_back_by_undo_has_the_role_of_the_day(self, desk: Raid) -> None:
        visit = family(desk)
        person = desk.persons(visit)[1]
        split = desk.centre.reception.split_off(
            desk.actor, visit.visit_id, person, desk.place(IN_TIME), key=desk.key()
        )
        desk.move(visit, AFTER)

        split.undo()

        assert roles(desk, visit) == [FIRST, FIRST]
        assert desk.due(visit) == 2 * 6050
        born_adult = family(desk, "2026-09-17 13:30", FIRST)
        adult = desk.persons(born_adult)[1]
        assert {p[0] for p in papers(desk, visit) if p[1] == person} == {
            p[0] for p in papers(desk, born_adult) if p[1] == adult
        }

    def test_nobody_is_split_off_for_free_by_a_family_that_moves_away_from_them(
        self, desk: Raid
    ) -> None:
        """The free days run from the family's day, whichever of the two visits goes elsewhere."""
        visit = desk.book("2026-10-20 09:00", (FIRST, PARTNER))
        late = desk.split(visit, 1, "2026-11-16 09:00")
        assert desk.due(late) == 9075

        moved = desk.move(visit, BEFORE)

        assert (desk.due(visit), desk.due(late)) == (6050, 6050)
        moved.undo()
        assert desk.due(late) == 9075


class TestUndo:
    @pytest.mark.parametrize("dialect", ["sqlite"])
    @pytest.mark.parametrize(
        "party", [(CHILD,), (PARTNER, CHILD), (CHILD, CHILD), (FIRST, CHILD), (FIRST, FIRST)]
    )
    def test_a_move_over_a_birthday_that_is_undone_has_never_been(
        self, desk: Raid, party: tuple[FamilyRole, ...]
    ) -> None:
        persons = [desk.person("Selin Kaya", birth_date=BORN) for _ in party]
        visit = desk.book(BEFORE, party, persons=persons)
        before = roles(desk, visit), papers(desk, visit), desk.due(visit)

        desk.move(visit, AFTER).undo()

        assert (roles(desk, visit), papers(desk, visit), desk.due(visit)) == before


class TestPaidAnew:
    def test_what_was_paid_anew_at_a_visit_that_followed_is_not_forgotten(self, desk: Raid) -> None:
        """Late, cancelled, rebooked, paid, cancelled, taken up again, moved into the free days."""
        visit = desk.book(roles=(FIRST, PARTNER))
        desk.pay(visit)
        late = desk.split(visit, 1, TOO_LATE)
        off = desk.cancel(late)
        again = desk.rebook(late, "2026-11-18 09:00").value
        desk.pay(again)
        desk.cancel(again)
        off.undo()

        desk.move(late, IN_TIME)

        assert desk.due(late) == 0
        assert desk.findings() == []

    def test_a_merge_between_two_payments_is_no_double_payment(self, desk: Raid) -> None:
        visit = desk.book(roles=(FIRST, PARTNER))
        late = desk.split(visit, 1, IN_TIME)
        kept = desk.person("Ananya S. Sharma")
        desk.centre.people.merge(desk.actor, kept, desk.persons(late)[0], key=desk.key())
        desk.pay(visit)
        desk.move(late, TOO_LATE)
        desk.pay(late)
        assert desk.findings() == []

    def test_a_payer_merged_after_both_payments_is_no_double_payment(self, desk: Raid) -> None:
        visit = desk.book(roles=(FIRST, PARTNER))
        desk.pay(visit)
        late = desk.split(visit, 1, TOO_LATE)
        desk.pay(late)
        kept = desk.person("Ananya S. Sharma")
        desk.centre.people.merge(desk.actor, kept, desk.persons(late)[0], key=desk.key())
        assert desk.findings() == []

    @pytest.mark.parametrize("dialect", ["postgresql"])
    def test_whoever_is_moved_into_the_free_days_while_paying_anew_has_paid_anew(
        self, desk: Raid
    ) -> None:
        visit = desk.book(roles=(FIRST, PARTNER))
        desk.pay(visit)
        late = desk.split(visit, 1, TOO_LATE)
        moving = threading.Thread(target=desk.move, args=(late, IN_TIME))
        asked = ChargeRequest(late.visit_id, (Tender(Means.PIN, 6050),), recipient=IN_FULL)
        with desk.store.writing() as tx:
            charge(tx, RegistrationFees(), desk.actor, asked, "crossing")
            moving.start()
            moving.join(timeout=1.5)
        moving.join()

        assert desk.due(late) == 0
        assert desk.findings() == []
