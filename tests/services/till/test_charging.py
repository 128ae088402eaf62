"""Taking money for a visit and issuing the receipt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from services.till.selling import (
    AT_HOME,
    CHILD,
    COUPLE,
    FAMILY_OF_FOUR,
    MONDAY,
    SINGLE,
    Desk,
)
from sqlalchemy import func, select

from expatdesk.model.settings import Setting
from expatdesk.model.till import Posting, Receipt
from expatdesk.services.base import Actor, Invalid, NotAllowed, NotFound
from expatdesk.services.till.checks import check_till
from expatdesk.services.till.types import (
    AddedLine,
    CashNotAccepted,
    ChargeRequest,
    LineChoice,
    NothingDue,
    Recipient,
    RecipientMissing,
    Tender,
    WrongAmount,
)
from expatdesk.terms import ChargeState, DocumentKind, Means, VisitState

PIN, CASH, ONLINE = Means.PIN, Means.CASH, Means.ONLINE


def postings(desk: Desk, receipt_id: int) -> dict[str, int]:
    with desk.store.reading() as tx:
        rows = tx.rows(
            select(Posting.account, Posting.amount).where(Posting.receipt_id == receipt_id)
        )
    return {row.account: row.amount for row in rows}


def clean(desk: Desk) -> bool:
    with desk.store.reading() as tx:
        return list(check_till(tx)) == []


def test_a_single_person_pays_60_50_by_pin_and_gets_the_first_receipt(desk: Desk) -> None:
    visit = desk.visit(SINGLE)

    issued = desk.charge(visit, Tender(PIN, 6050, reference="T4471"), recipient=None)

    assert (issued.label, issued.total, issued.rounding) == ("2026-000001", 6050, 0)
    receipt = desk.centre.till.receipt(issued.receipt_id)
    assert receipt.kind is DocumentKind.RECEIPT
    assert receipt.vat == 1050
    assert receipt.recipient is None
    assert receipt.reference == visit.code
    assert receipt.staff == "S. Jansen"
    assert receipt.desk.nl == "Balie 1"
    assert receipt.supplier.name == "Expat Centre Leiden"
    assert receipt.supplier.vat_id == "NL800123456B01"
    assert [line.gross for line in receipt.lines] == [6050]
    assert [(p.means, p.amount, p.reference) for p in receipt.payments] == [(PIN, 6050, "T4471")]
    assert desk.due(visit) == 0
    sheet = desk.centre.till.sheet(visit.visit_id)
    assert [line.state for line in sheet.settled] == [ChargeState.PAID]
    assert [row.label for row in sheet.documents] == ["2026-000001"]
    assert clean(desk)


def test_a_family_of_four_pays_121_00_in_cash(desk: Desk) -> None:
    """Scenario S4, first steps: € 121.01, rounding −0.01 on its own account."""
    family = desk.visit(FAMILY_OF_FOUR)

    issued = desk.charge(family, Tender(CASH, 12100, tendered=15000))

    assert (issued.total, issued.rounding, issued.to_pay, issued.change) == (12101, -1, 12100, 2900)
    assert postings(desk, issued.receipt_id) == {
        "1000": 12100,
        "4990": 1,
        "8000": -10000,
        "1520": -2101,
    }
    receipt = desk.centre.till.receipt(issued.receipt_id)
    assert [line.vat for line in receipt.lines] == [1050, 525, 263, 263]
    assert receipt.vat == 2101
    assert receipt.payments[0].change == 2900
    assert clean(desk)


def test_a_payment_may_be_split_over_several_means(desk: Desk) -> None:
    family = desk.visit(FAMILY_OF_FOUR)

    issued = desk.charge(family, Tender(PIN, 10003), Tender(CASH, 2100, tendered=5000))

    assert (issued.rounding, issued.change) == (2, 2900)
    assert postings(desk, issued.receipt_id) == {
        "1110": 10003,
        "1000": 2100,
        "4990": -2,
        "8000": -10000,
        "1520": -2101,
    }


def test_a_wrong_amount_issues_nothing(desk: Desk) -> None:
    visit = desk.visit(SINGLE)

    with pytest.raises(WrongAmount):
        desk.charge(visit, Tender(PIN, 6000))

    assert desk.due(visit) == 6050
    with desk.store.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(Receipt)) == 0
    assert desk.charge(visit, Tender(PIN, 6050)).label == "2026-000001"


def test_cash_is_off_unless_the_setting_says_otherwise(desk: Desk) -> None:
    with desk.store.writing() as tx:
        tx.insert(
            Setting, key="till.cash_allowed", valid_from=MONDAY, value="false", changed_at=tx.now
        )
    visit = desk.visit(SINGLE)

    assert not desk.centre.till.sheet(visit.visit_id).cash_allowed
    with pytest.raises(CashNotAccepted):
        desk.charge(visit, Tender(CASH, 6050))


def test_tried_again_after_a_lost_connection_it_happened_once(desk: Desk) -> None:
    visit = desk.visit(SINGLE)
    request = ChargeRequest(visit.visit_id, (Tender(PIN, 6050),))

    first = desk.centre.till.charge(desk.actor, request, key="same")
    again = desk.centre.till.charge(desk.actor, request, key="same")

    assert again.value == first.value
    assert first.changes.ids("visits") == {visit.visit_id}
    assert first.changes.touches("till")
    assert first.undo is None
    assert not again.changes
    with desk.store.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(Receipt)) == 1


def test_what_is_settled_cannot_be_charged_again(desk: Desk) -> None:
    visit = desk.visit(SINGLE)
    desk.charge(visit)

    with pytest.raises(NothingDue):
        desk.charge(visit, Tender(PIN, 6050))


def test_two_payers_make_two_documents(desk: Desk) -> None:
    couple = desk.visit(COUPLE)
    first, partner = couple.persons

    one = desk.charge(couple, Tender(PIN, 3025), person_ids=(partner,), recipient=None)
    two = desk.charge(couple, Tender(CASH, 6050), person_ids=(first,), recipient=None)

    assert [one.total, two.total] == [3025, 6050]
    with pytest.raises(NothingDue):
        desk.charge(couple, Tender(PIN, 3025), person_ids=(partner,))
    assert clean(desk)


def test_a_line_can_be_dropped_with_a_reason(desk: Desk) -> None:
    couple = desk.visit(COUPLE)

    issued = desk.charge(
        couple,
        Tender(PIN, 6050),
        choices=(LineChoice(couple.persons[1], drop_reason="Goodwill after the power cut"),),
        recipient=None,
    )

    assert issued.total == 6050
    assert desk.due(couple) == 0
    dropped = desk.centre.till.sheet(couple.visit_id).settled[1]
    assert (dropped.state, dropped.reason) == (
        ChargeState.DROPPED,
        "Goodwill after the power cut",
    )


def test_a_product_can_be_added_with_a_reason(desk: Desk) -> None:
    visit = desk.visit(SINGLE)
    product = desk.centre.founded.products["registration_child"]
    added = AddedLine(product, quantity=2, reason="Two children who were not booked")

    shown = desk.centre.till.added([added])
    issued = desk.charge(visit, Tender(PIN, 9076), added=(added,), recipient=None)

    assert [(line.quantity, line.gross, line.vat) for line in shown] == [(2, 3026, 525)]

    receipt = desk.centre.till.receipt(issued.receipt_id)
    assert [(line.quantity, line.gross) for line in receipt.lines] == [(1, 6050), (2, 3026)]
    assert receipt.vat == 1575
    assert clean(desk)
    with pytest.raises(Invalid):
        desk.charge(visit, Tender(PIN, 1513), added=(AddedLine(product),))
    for wrong in (AddedLine(4711, reason="x"), AddedLine(product, quantity=0, reason="x")):
        with pytest.raises(Invalid):
            desk.centre.till.added([wrong])


def test_products_are_offered_at_the_price_of_the_day(desk: Desk) -> None:
    offered = desk.centre.till.products()

    assert [(p.code, p.gross, p.vat_points) for p in offered] == [
        ("registration_child", 1513, 2100),
        ("registration_first", 6050, 2100),
        ("registration_partner", 3025, 2100),
    ]
    assert desk.centre.till.products(date(2018, 9, 30)) == ()


def test_paid_online_says_the_day_on_which_it_was_paid(desk: Desk) -> None:
    visit = desk.visit(day=MONDAY + timedelta(days=10), state=VisitState.PLANNED)
    paid_on = MONDAY - timedelta(days=3)

    issued = desk.charge(visit, Tender(ONLINE, 6050, reference="iDEAL 8812", paid_on=paid_on))

    receipt = desk.centre.till.receipt(issued.receipt_id)
    assert receipt.payments[0].paid_on == paid_on
    assert receipt.day == MONDAY
    assert receipt.service_day == MONDAY + timedelta(days=10)
    assert receipt.prepayment


def test_above_100_euros_a_name_and_an_address_are_needed(desk: Desk) -> None:
    family = desk.visit(FAMILY_OF_FOUR)
    paid = Tender(PIN, 12101)

    for nobody in (None, Recipient("Arjun Sharma", ()), Recipient(" ", ("Hooigracht 12",))):
        with pytest.raises(RecipientMissing):
            desk.charge(family, paid, recipient=nobody)
    suggested = desk.centre.till.sheet(family.visit_id).recipient
    issued = desk.charge(family, paid, recipient=suggested)

    assert suggested == Recipient("Mary-Kate O’Kealy", ("Hooigracht 12", "2312 KS Leiden"))
    assert desk.centre.till.receipt(issued.receipt_id).recipient == suggested
    assert clean(desk)


def test_up_to_100_euros_no_name_is_asked_for(desk: Desk) -> None:
    """€ 90.75: a simplified invoice; on request it has a name all the same."""
    anonymous, named = desk.visit(COUPLE), desk.visit(COUPLE)

    one = desk.charge(anonymous, Tender(PIN, 9075), recipient=None)
    two = desk.charge(named, Tender(PIN, 9075), recipient=AT_HOME)

    assert desk.centre.till.receipt(one.receipt_id).recipient is None
    assert desk.centre.till.receipt(two.receipt_id).recipient == AT_HOME


def test_the_face_holds_no_name(desk: Desk) -> None:
    issued = desk.charge(desk.visit(FAMILY_OF_FOUR), recipient=AT_HOME)

    with desk.store.reading() as tx:
        face = tx.scalar(select(Receipt.face).where(Receipt.id == issued.receipt_id))
    for name in ("Sharma", "Hooigracht", "Kealy", "Jansen"):
        assert name not in face


def test_a_citizen_service_number_on_an_invoice_is_refused(desk: Desk) -> None:
    visit = desk.visit(SINGLE)

    with pytest.raises(Invalid):
        desk.charge(visit, recipient=Recipient("Arjun Sharma 111222333", ("Hooigracht 12",)))


def test_numbers_begin_anew_each_year_and_the_chain_goes_on(
    desk: Desk, at: Callable[[str], int]
) -> None:
    visits = [desk.visit(SINGLE) for _ in range(3)]
    at("2026-12-31 23:59")
    old = desk.charge(visits[0])
    at("2027-01-01 00:00")
    new = [desk.charge(visit) for visit in visits[1:]]

    assert old.label == "2026-000001"
    assert [issued.label for issued in new] == ["2027-000001", "2027-000002"]
    with desk.store.reading() as tx:
        assert [r.position for r in tx.rows(select(Receipt.position))] == [1, 2, 3]
    assert clean(desk)


def test_a_clock_that_goes_back_does_not_take_the_receipts_back(
    desk: Desk, at: Callable[[str], int]
) -> None:
    one, two = desk.visit(SINGLE), desk.visit(SINGLE)
    later = at("2026-09-14 11:17")
    desk.charge(one)
    at("2026-09-14 11:02")

    issued = desk.charge(two)

    assert desk.centre.till.receipt(issued.receipt_id).issued_at == later
    assert clean(desk)


def test_under_the_small_business_scheme_no_vat_is_charged(desk: Desk) -> None:
    with desk.store.writing() as tx:
        tx.insert(Setting, key="till.vat_mode", valid_from=MONDAY, value='"kor"', changed_at=tx.now)

    issued = desk.charge(desk.visit(SINGLE))

    receipt = desk.centre.till.receipt(issued.receipt_id)
    assert (receipt.total, receipt.vat) == (6050, 0)
    assert "KOR" in receipt.supplier.vat_note.en


def test_what_is_set_later_does_not_change_an_issued_receipt(desk: Desk) -> None:
    issued = desk.charge(desk.visit(SINGLE))
    before = desk.centre.till.receipt(issued.receipt_id)
    with desk.store.writing() as tx:
        tx.insert(
            Setting, key="centre.name", valid_from=MONDAY, value='"Another"', changed_at=tx.now
        )
        tx.execute("UPDATE desk SET name_en = 'Somewhere else'")
        tx.execute("UPDATE product SET name_en = 'Something else'")

    assert desk.centre.till.receipt(issued.receipt_id) == before


def test_a_visit_that_is_not_there_cannot_be_charged(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.centre.till.sheet(4711)
    with pytest.raises(NotFound):
        desk.centre.till.receipt(4711)


def test_who_may_not_charge_is_refused(desk: Desk) -> None:
    class Visitor(Actor):
        rights = frozenset()  # type: ignore[assignment]

    nobody = Visitor(1, 1, "Nobody", "Desk 1")
    visit = desk.visit(SINGLE)

    with pytest.raises(NotAllowed):
        desk.centre.till.charge(
            nobody, ChargeRequest(visit.visit_id, (Tender(PIN, 6050),)), key="k"
        )


def test_a_child_s_line_and_its_vat(desk: Desk) -> None:
    """12.50 × 1.21 = 15.125: the consumer's price is 15.13, of which 2.63 VAT."""
    family = desk.visit((*COUPLE, CHILD))

    issued = desk.charge(family, Tender(PIN, 1513), person_ids=(family.persons[2],), recipient=None)

    assert desk.centre.till.receipt(issued.receipt_id).vat == 263
