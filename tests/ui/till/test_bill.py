"""What is charged, as sums: rounding, change, several means, and what is left open."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.services.till.tenders import take
from expatdesk.services.till.types import AddedLine, ChargeSheet, FeeLine, Recipient
from expatdesk.terms import Behalf, FamilyRole, Means, VisitState
from expatdesk.texts import Pair
from expatdesk.ui.till.bill import (
    Fate,
    choices_of,
    in_full,
    make_bill,
    persons_of,
    quick_amounts,
    sent_as,
)
from expatdesk.ui.till.form import Form, Mark, Part, Sent, Way, read, written

TODAY = date(2026, 11, 24)


def fee(person: int, gross: int, **columns: object) -> FeeLine:
    line = FeeLine(
        person,
        FamilyRole.FIRST,
        1,
        "registration.first",
        Pair("First registration", "Eerste inschrijving"),
        gross,
        gross - round(gross * 21 / 121),
        2100,
        full_gross=gross,
    )
    return replace(line, **columns)


def sheet_of(*lines: FeeLine) -> ChargeSheet:
    return ChargeSheet(
        visit_id=1,
        visit_version=1,
        visit_code="7QK-4M2",
        starts_at=0,
        state=VisitState.AT_DESK,
        title="Arjun Sharma",
        latin="",
        party_size=len(lines),
        payer=Behalf.VISITOR,
        payer_party_id=None,
        payer_name="",
        po_number="",
        account_allowed=False,
        lines=lines,
        settled=(),
        documents=(),
        exemptions=(),
        recipient=None,
        cash_allowed=True,
    )


FAMILY = sheet_of(fee(1, 6050), fee(2, 3025), fee(3, 1513), fee(4, 1513))
EVERYTHING = Form(
    "key",
    marks={2: Mark(now=False), 3: Mark(exemption_id=7, proof="Letter"), 4: Mark(in_full=True)},
    added=(AddedLine(9, 2, "cards"),),
    way=Way.SPLIT,
    received=5000,
    reference="T4471",
    paid_on=TODAY,
    parts=(Part(Means.ONLINE, 1000, "ORDER-17", TODAY), Part(Means.CASH)),
    rest=Means.CASH,
    po_number="MB-7781",
    named=True,
    recipient=Recipient("王小明", ("Hooigracht 12", "2312 KS Leiden"), "Wang Xiaoming"),
    language="nl",
    mail=True,
    sent="charge",
    documents=(3, 4),
)


def test_cash_is_rounded_to_five_cents_and_change_given() -> None:
    bill = make_bill(FAMILY, Form("k", way=Way.CASH, received=12500))
    assert (bill.total, bill.to_pay, bill.rounding, bill.change) == (12101, 12100, -1, 400)
    assert bill.vat == ((2100, 2101),)


def test_pin_is_never_rounded() -> None:
    bill = make_bill(FAMILY, Form("k", way=Way.PIN))
    assert (bill.to_pay, bill.rounding, bill.cash) == (12101, 0, None)


@given(
    total=st.integers(1, 200_000),
    parts=st.lists(
        st.tuples(st.sampled_from(list(Means)), st.integers(1, 40_000)), min_size=1, max_size=4
    ),
    rest=st.sampled_from(list(Means)),
)
def test_whatever_the_form_lets_through_the_till_takes(
    total: int, parts: list[tuple[Means, int]], rest: Means
) -> None:
    form = Form("k", way=Way.SPLIT, parts=tuple(Part(*part) for part in parts), rest=rest)
    bill = make_bill(sheet_of(fee(1, total)), form)
    if bill.problem is not None:
        return
    taken = take(total, bill.tenders, cash_allowed=True, today=TODAY)
    assert (taken.to_pay, taken.rounding) == (bill.to_pay, bill.rounding)


@given(total=st.integers(1, 1_000_000))
def test_quick_amounts_are_notes_above_the_amount(total: int) -> None:
    amounts = quick_amounts(total)
    assert amounts == tuple(sorted(set(amounts)))
    assert all(cents > total and cents % 500 == 0 for cents in amounts)
    assert len(amounts) <= 4


def test_each_payment_keeps_its_own_reference_and_day() -> None:
    earlier = date(2026, 11, 20)
    parts = (Part(Means.ONLINE, 1000, "ORDER-17", earlier), Part(Means.CASH, 500, "x", earlier))
    form = Form("k", way=Way.SPLIT, parts=parts, rest=Means.PIN, reference="4711", paid_on=TODAY)
    bill = make_bill(sheet_of(fee(1, 6050)), form)
    noted = {each.means: (each.reference, each.paid_on) for each in bill.tenders}
    assert noted == {
        Means.ONLINE: ("ORDER-17", earlier),
        Means.PIN: ("4711", None),
        Means.CASH: ("", None),
    }


def test_a_draft_of_before_the_payments_had_references_is_still_read() -> None:
    data = json.loads(written(EVERYTHING))
    data["parts"] = [["online", 1000], ["cash", None]]
    assert read(json.dumps(data)).parts == (Part(Means.ONLINE, 1000), Part(Means.CASH))


def test_a_line_that_was_exempt_is_charged_with_its_vat() -> None:
    line = fee(1, 0, net=0, invoice_net=0, exemption_id=7, full_gross=6050)
    full = in_full(line)
    assert (full.gross, full.vat, full.exempt) == (6050, 1050, False)


def test_who_is_charged_later_is_in_neither_sum_nor_choices() -> None:
    form = Form("k", marks={2: Mark(now=False, drop_reason="not here")})
    bill = make_bill(FAMILY, form)
    assert bill.total == 6050 + 1513 + 1513
    assert bill.rows[1].fate is Fate.LATER
    assert choices_of(bill) == ()
    assert persons_of(bill) == (1, 3, 4)


def test_nobody_at_all_is_a_problem_and_not_everybody() -> None:
    marks = {person: Mark(now=False) for person in (1, 2, 3, 4)}
    bill = make_bill(FAMILY, Form("k", marks=marks), (fee(0, 500),))
    assert bill.problem is not None
    assert bill.problem.field == "lines"


def test_all_dropped_is_settled_for_nothing() -> None:
    sheet = sheet_of(fee(1, 6050))
    form = Form("k", marks={1: Mark(drop_reason="a mistake")}, way=Way.ACCOUNT)
    bill = make_bill(sheet, form)
    assert (bill.free, sent_as(form, bill)) == (True, Sent.FREE)


def test_a_draft_brings_everything_back() -> None:
    assert read(written(EVERYTHING)) == EVERYTHING


def test_a_draft_keeps_no_citizen_service_number() -> None:
    form = Form("k", marks={1: Mark(drop_reason="123456782 came along")})
    assert "123456782" not in written(form)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"key": 1}', "no JSON", '{"marks": []}'])
def test_what_is_no_draft_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read(body)


def test_two_forms_with_other_keys_hold_the_same_choices() -> None:
    assert EVERYTHING.same_choices(replace(EVERYTHING, key="other", sent=""))
    assert not EVERYTHING.same_choices(replace(EVERYTHING, way=Way.PIN))
