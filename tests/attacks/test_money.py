"""Attacks on money: paid for once, never for nothing, and never forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attacks.raids import Raid
from services.reception.receiving import CHILD, FIRST, PARTNER
from sqlalchemy import func, select

from expatdesk.model.till import Posting
from expatdesk.services.base import KeyReused, Refusal
from expatdesk.services.till.house import house_now
from expatdesk.services.till.types import (
    AlreadyInvoiced,
    ChargeRequest,
    LineChoice,
    NothingDue,
    QuoteRequest,
    Recipient,
    Tender,
)
from expatdesk.terms import FamilyRole, Means, VisitState

TOO_LATE = "2026-11-16 09:00"
IN_TIME = "2026-09-21 09:00"
COUPLE = (FIRST, PARTNER)
FAMILY = (FIRST, PARTNER, CHILD)


class TestSplitOffTooLate:
    def test_who_has_paid_with_the_family_pays_anew(self, desk: Raid) -> None:
        family = desk.book(roles=COUPLE)
        desk.pay(family)

        late = desk.split(family, 1, TOO_LATE)

        assert (desk.due(family), desk.due(late)) == (0, 6050)
        assert desk.centre.appointments.visit(late.visit_id).money.kind == "due"
        desk.pay(late)
        assert (desk.due(family), desk.due(late)) == (0, 0)
        assert desk.findings() == []

    def test_once_paid_anew_it_is_paid_for_every_visit_that_follows(
        self, desk: Raid, at: Callable[[str], int]
    ) -> None:
        family = desk.book(roles=COUPLE)
        desk.pay(family)
        late = desk.split(family, 1, TOO_LATE)
        desk.pay(late)
        at("2026-11-16 09:00")
        desk.turn_away(late, "R03")

        again = desk.rebook(late, "2026-11-18 09:00").value

        assert desk.due(again) == 0

    def test_who_comes_in_time_and_is_moved_too_far_pays_anew(self, desk: Raid) -> None:
        family = desk.book(roles=COUPLE)
        free = desk.split(family, 1, IN_TIME)
        assert desk.due(free) == 9075

        moved = desk.move(free, TOO_LATE)

        assert (desk.due(family), desk.due(free)) == (6050, 6050)
        moved.undo()
        assert desk.due(free) == 9075

    def test_whoever_was_charged_at_the_free_visit_pays_anew_all_the_same(self, desk: Raid) -> None:
        """The fee belongs to the family's visit, at whichever visit it was taken."""
        family = desk.book(roles=COUPLE)
        free = desk.split(family, 1, IN_TIME)
        desk.pay(free)
        assert desk.due(free) == desk.due(family) == 0

        desk.move(free, TOO_LATE)

        assert (desk.due(family), desk.due(free)) == (0, 6050)

    def test_moved_back_in_time_nothing_is_asked_and_nothing_that_was_paid_is_forgotten(
        self, desk: Raid
    ) -> None:
        family = desk.book(roles=COUPLE)
        desk.pay(family)
        late = desk.split(family, 1, TOO_LATE)
        desk.move(late, IN_TIME)
        assert desk.due(late) == 0

        desk.move(late, TOO_LATE)
        desk.pay(late)
        desk.move(late, "2026-09-22 09:00")

        assert desk.due(late) == 0
        assert desk.findings() == []

    def test_the_quote_leaves_out_what_was_paid_before(self, desk: Raid) -> None:
        family = desk.book(roles=COUPLE)
        desk.pay(family)
        partner = desk.persons(family)[1]

        def quoted(*, anew: bool) -> int:
            request = QuoteRequest(
                desk.service_id,
                ((partner, FamilyRole.PARTNER),),
                date(2026, 11, 16),
                case_id=family.case_id,
                priced_anew=anew,
            )
            return int(desk.centre.till.quote(request).gross)

        assert (quoted(anew=False), quoted(anew=True)) == (0, 6050)


class TestTheCaseHasItsMoney:
    def test_who_was_credited_and_comes_back_pays_again(self, desk: Raid) -> None:
        family = desk.book(roles=FAMILY)
        issued = desk.pay(family)
        refund = desk.centre.till.refund_in_full
        refund(desk.actor, issued.receipt_id, Means.PIN, "Wish", key="refund")

        again = desk.rebook(family, "2026-09-15 09:00", 3).value

        assert desk.due(again) == 10588
        desk.pay(again)
        assert desk.due(again) == desk.due(family) == 0
        assert desk.findings() == []

    def test_paid_online_cancelled_and_rebooked_is_paid(self, desk: Raid) -> None:
        visit = desk.book()
        desk.pay(visit, Tender(Means.ONLINE, 6050, paid_on=date(2026, 9, 1)))
        desk.cancel(visit)

        assert desk.due(desk.rebook(visit, "2026-09-16 09:00").value) == 0

    def test_who_was_let_off_cannot_be_charged(self, desk: Raid) -> None:
        visit = desk.book()
        person = desk.persons(visit)[0]
        choice = LineChoice(person, drop_reason="Goodwill")
        desk.centre.till.exempt(desk.actor, visit.visit_id, [choice], key="exempt")

        with pytest.raises(NothingDue):
            desk.pay(visit, Tender(Means.PIN, 6050))

    def test_however_often_a_payer_was_merged_it_has_paid(self, desk: Raid) -> None:
        visit = desk.book()
        desk.pay(visit)
        last = desk.persons(visit)[0]
        undos = []
        for number in range(5):
            kept = desk.person(f"Mary {number}")
            undos.append(desk.centre.people.merge(desk.actor, kept, last, key=desk.key()).undo)
            last = kept

        assert desk.due(visit) == 0
        assert desk.due(desk.rebook(visit, "2026-09-16 09:00").value) == 0
        # Taken apart in the middle, those below stay together.
        undos[2]()
        assert desk.sheet(visit).comers[0].full_name == "Mary 1"

    def test_two_who_turn_out_to_be_one_pay_and_come_once(self, desk: Raid) -> None:
        visit = desk.book(roles=COUPLE)
        kept, double = desk.persons(visit)
        desk.centre.people.merge(desk.actor, kept, double, key="merge")

        assert desk.due(visit) == 6050
        desk.pay(visit)
        again = desk.rebook(visit, "2026-09-16 09:00").value
        assert desk.due(again) == 0
        assert len(desk.persons(again)) == 1


class TestNothingDrifts:
    def test_refunds_and_corrections_by_turns_leave_every_account_as_it_should(
        self, desk: Raid
    ) -> None:
        """Cash, PIN, refund by bank, and both corrected twice: only the roundings remain."""
        till, actor = desk.centre.till, desk.actor
        visit = desk.book(roles=FAMILY)
        sale = desk.pay(visit, Tender(Means.CASH, 10590, tendered=20000))
        till.correct_means(actor, sale.receipt_id, Means.CASH, Means.PIN, "a", key="1")
        till.correct_means(actor, sale.receipt_id, Means.PIN, Means.CASH, "b", key="2")
        credit = till.refund_in_full(
            actor, sale.receipt_id, Means.BANK_TRANSFER, "c", key="3"
        ).value
        till.correct_means(actor, credit.receipt_id, Means.BANK_TRANSFER, Means.CASH, "d", key="4")
        till.correct_means(actor, credit.receipt_id, Means.CASH, Means.PIN, "e", key="5")

        with desk.store.reading() as tx:
            house = house_now(tx)
            sums = select(Posting.account, func.sum(Posting.amount)).group_by(Posting.account)
            left = {row[0]: int(row[1]) for row in tx.rows(sums) if row[1]}
        # 105.88 in cash made 105.90, and 105.88 by PIN went back.
        assert left == {
            house.accounts[Means.CASH]: 10590,
            house.accounts[Means.PIN]: -10588,
            house.rounding_account: -2,
        }
        assert desk.findings() == []

    def test_a_second_invoice_in_one_name_is_refused_however_it_is_spaced(self, desk: Raid) -> None:
        issued = desk.pay(desk.book())
        asked = desk.centre.till.invoice_for
        first = Recipient("Meridiaan Biotech", ("Einsteinweg 55", "2333 CC Leiden"))
        again = Recipient(" Meridiaan\u200b  Biotech ", ("Einsteinweg  55", "", "2333 CC Leiden"))
        asked(desk.actor, issued.receipt_id, first, key="1")

        with pytest.raises(AlreadyInvoiced):
            asked(desk.actor, issued.receipt_id, again, key="2")


class TestWhatIsTypedAtTheTill:
    @pytest.mark.parametrize(
        "tender",
        [
            Tender(Means.CASH, 6050, tendered=10**30),
            Tender(Means.PIN, 10**30),
            Tender(Means.PIN, -6050),
            Tender(Means.ONLINE, 6050, paid_on=date(26, 9, 1)),
            Tender(Means.ONLINE, 6050, paid_on=date(9999, 12, 31)),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, desk: Raid, tender: Tender) -> None:
        visit = desk.book()
        with pytest.raises(Refusal) as refused:
            desk.pay(visit, tender)
        assert refused.value.message()

    @pytest.mark.parametrize("dialect", ["sqlite"])
    def test_the_key_of_another_kind_of_write_is_no_answer(self, desk: Raid) -> None:
        visit = desk.book()
        version = desk.sheet(visit).version
        desk.centre.reception.advance(
            desk.actor, visit.visit_id, version, VisitState.ARRIVED, key="k"
        )
        request = ChargeRequest(visit.visit_id, (Tender(Means.PIN, 6050),))

        with pytest.raises(KeyReused):
            desk.centre.till.charge(desk.actor, request, key="k")

    def test_a_clock_a_year_back_changes_no_number_of_a_receipt(
        self, desk: Raid, at: Callable[[str], int]
    ) -> None:
        first, second = desk.book(), desk.book("2026-09-14 10:00")
        desk.pay(first)
        at("2025-09-14 09:00")

        assert desk.pay(second).label == "2026-000002"
        assert desk.findings() == []
