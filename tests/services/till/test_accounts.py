"""What an employer pays waits on its account: no receipt, no turnover, a slip."""

from __future__ import annotations

from datetime import timedelta

import pytest
from services.till.selling import (
    CHILD,
    FAMILY_OF_FIVE,
    FAMILY_OF_FOUR,
    MONDAY,
    SINGLE,
    Booked,
    Desk,
)
from sqlalchemy import func, select, update

from expatdesk.model.till import Receipt, UnbilledCharge, UnbilledLine
from expatdesk.services.base import Invalid, NotFound
from expatdesk.services.till.checks import check_till
from expatdesk.services.till.types import LineChoice, NothingDue, NotOnAccount
from expatdesk.terms import AccountState, Behalf, ChargeState, PaymentTerms


def booked_by_employer(desk: Desk, employer: int, **columns: object) -> Booked:
    return desk.visit(
        FAMILY_OF_FIVE,
        employer=employer,
        booker=Behalf.EMPLOYER,
        booker_party_id=employer,
        payer=Behalf.EMPLOYER,
        payer_party_id=employer,
        **columns,
    )


def test_a_family_of_five_on_the_employer_s_account(desk: Desk) -> None:
    """Scenario S1: 112.50 excl. VAT waits on Meridiaan's account."""
    family = booked_by_employer(desk, desk.organisation())
    sheet = desk.centre.till.sheet(family.visit_id)

    done = desk.centre.till.put_on_account(
        desk.actor, family.visit_id, (), sheet.po_number, key="a"
    )

    assert sheet.account_allowed
    assert sheet.payer_name == "Meridiaan Biotech"
    assert sheet.recipient is not None
    assert sheet.recipient.vat_id == "NL800765432B01"
    slip = desk.centre.till.slip(done.value)
    assert (slip.label, slip.net, slip.po_number) == ("S2026-000001", 11250, "MB-7781")
    assert slip.account == "Meridiaan Biotech"
    assert slip.reference == family.code
    assert [line.net for line in slip.lines] == [5000, 2500, 1250, 1250, 1250]
    assert {line.vat for line in slip.lines} == {0}
    assert desk.due(family) == 0
    assert done.changes.touches("account")
    with desk.store.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(Receipt)) == 0
        assert list(check_till(tx)) == []
    assert desk.centre.till.totals(MONDAY).taken == 0


def test_the_youngest_who_was_split_off_is_on_the_same_account(desk: Desk) -> None:
    """Scenario S1: four come, the youngest two weeks later; together they are 112.50."""
    employer = desk.organisation()
    columns = {"payer": Behalf.EMPLOYER, "payer_party_id": employer}
    family = desk.visit(FAMILY_OF_FOUR, **columns)
    youngest = desk.visit(
        (CHILD,),
        day=MONDAY + timedelta(days=14),
        case_id=family.case_id,
        split_from_id=family.visit_id,
        **columns,
    )

    unbilled = desk.centre.till.put_on_account(desk.actor, family.visit_id, key="a").value

    assert desk.centre.till.slip(unbilled).net == 11250
    assert desk.due(youngest) == 0


def test_tried_again_it_is_the_same_charge(desk: Desk) -> None:
    family = booked_by_employer(desk, desk.organisation())

    one = desk.centre.till.put_on_account(desk.actor, family.visit_id, key="same")
    two = desk.centre.till.put_on_account(desk.actor, family.visit_id, key="same")

    assert one.value == two.value
    with pytest.raises(NothingDue):
        desk.centre.till.put_on_account(desk.actor, family.visit_id, key="other")


def test_who_has_no_agreement_pays_at_the_desk(desk: Desk) -> None:
    employer = desk.organisation("Kade en Zoon", PaymentTerms.AT_DESK)
    by_employer = booked_by_employer(desk, employer)
    by_visitor = desk.visit(SINGLE)

    for visit in (by_employer, by_visitor):
        assert not desk.centre.till.sheet(visit.visit_id).account_allowed
        with pytest.raises(NotOnAccount):
            desk.centre.till.put_on_account(desk.actor, visit.visit_id, key=desk.key())
    assert desk.charge(by_employer).total == 13614


def test_what_is_dropped_is_not_on_the_account(desk: Desk) -> None:
    family = booked_by_employer(desk, desk.organisation())
    choice = LineChoice(family.persons[4], drop_reason="Goodwill")

    unbilled = desk.centre.till.put_on_account(desk.actor, family.visit_id, [choice], key="a")

    assert desk.centre.till.slip(unbilled.value).net == 10000
    states = [line.state for line in desk.centre.till.sheet(family.visit_id).settled]
    assert states == [ChargeState.ON_ACCOUNT] * 4 + [ChargeState.DROPPED]


def test_part_on_the_account_and_part_paid_at_the_desk(desk: Desk) -> None:
    family = booked_by_employer(desk, desk.organisation())

    desk.centre.till.put_on_account(
        desk.actor, family.visit_id, person_ids=family.persons[:1], key="a"
    )

    assert desk.due(family) == 7564
    assert desk.charge(family, recipient=None).total == 7564


def test_withdrawn_it_is_due_again(desk: Desk) -> None:
    family = booked_by_employer(desk, desk.organisation())
    till = desk.centre.till
    unbilled = till.put_on_account(desk.actor, family.visit_id, key="a").value

    till.withdraw_from_account(desk.actor, unbilled, "The visitor pays after all", key="w")

    assert desk.due(family) == 13614
    with pytest.raises(NotOnAccount):
        till.withdraw_from_account(desk.actor, unbilled, "Once more", key="w2")
    with desk.store.reading() as tx:
        assert list(check_till(tx)) == []
    assert till.slip(till.put_on_account(desk.actor, family.visit_id, key="b").value).label == (
        "S2026-000002"
    )


def test_what_is_invoiced_is_not_withdrawn(desk: Desk) -> None:
    family = booked_by_employer(desk, desk.organisation())
    unbilled = desk.centre.till.put_on_account(desk.actor, family.visit_id, key="a").value
    with desk.store.writing() as tx:
        tx.execute(update(UnbilledCharge).values(state=AccountState.BILLED))

    with pytest.raises(NotOnAccount):
        desk.centre.till.withdraw_from_account(desk.actor, unbilled, "Too late", key="w")
    assert desk.due(family) == 0


def test_an_order_number_may_look_like_a_citizen_service_number(desk: Desk) -> None:
    family = booked_by_employer(desk, desk.organisation())
    till = desk.centre.till

    unbilled = till.put_on_account(desk.actor, family.visit_id, (), "111222333", key="a").value

    assert till.slip(unbilled).po_number == "111222333"
    another = booked_by_employer(desk, desk.organisation("Kade en Zoon"))
    with pytest.raises(Invalid):
        till.put_on_account(desk.actor, another.visit_id, (), "9" * 61, key="b")
    with pytest.raises(NotFound):
        till.slip(4711)


def test_the_slip_has_a_line_for_each_person(desk: Desk) -> None:
    family = booked_by_employer(desk, desk.organisation())
    desk.centre.till.put_on_account(desk.actor, family.visit_id, key="a")

    with desk.store.reading() as tx:
        rows = tx.rows(select(UnbilledLine.__table__).order_by(UnbilledLine.ordinal))
    assert [row.vat_points for row in rows] == [2100] * 5
    assert {row.ledger_account for row in rows} == {"8000"}
    assert "O’Kealy" not in str(rows)
