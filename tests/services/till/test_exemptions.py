"""Scenario S3 and how an exemption is settled: rule, day of the visit, booker, proof."""

from __future__ import annotations

from datetime import date

import pytest
from services.till.selling import COUPLE, SINGLE, Booked, Desk
from sqlalchemy import select

from expatdesk.model.till import Charge, ExemptionEmployer, Receipt
from expatdesk.services.base import Invalid
from expatdesk.services.till.types import LineChoice, NothingDue, QuoteRequest, Tender
from expatdesk.terms import Behalf, ChargeState, FamilyRole, Means, VisitState

BEFORE, AFTER = date(2019, 12, 16), date(2020, 1, 13)


@pytest.fixture
def university(desk: Desk) -> int:
    """Leiden University, named in both rules for staff of a founding institution."""
    organisation = desk.organisation("Leiden University")
    with desk.store.writing() as tx:
        for code in ("institution", "institution_booked"):
            tx.insert(
                ExemptionEmployer,
                exemption_id=desk.centre.founded.exemptions[code],
                organisation_id=organisation,
            )
    return organisation


def researcher(desk: Desk, university: int, day: date, rule: str, **columns: object) -> Booked:
    return desk.visit(
        SINGLE,
        day=day,
        employer=university,
        exemption_id=desk.centre.founded.exemptions[rule],
        exemption_proof="Letter of appointment",
        **columns,
    )


def test_booked_for_16_december_2019_by_himself_he_is_exempt(desk: Desk, university: int) -> None:
    visit = researcher(desk, university, BEFORE, "institution")

    line = desk.centre.till.sheet(visit.visit_id).lines[0]
    assert (line.exempt, line.gross, line.vat, line.full_gross) == (True, 0, 0, 6050)
    assert desk.centre.till.exempt(desk.actor, visit.visit_id, key="e1").value == 1
    settled = desk.centre.till.sheet(visit.visit_id).settled
    assert [(line.state, line.gross, line.reason) for line in settled] == [
        (ChargeState.EXEMPT, 0, "Letter of appointment")
    ]


def test_booked_for_13_january_2020_by_himself_he_pays(
    desk: Desk, university: int, at: object
) -> None:
    """Booked on 16 December 2019: the rule of the day of the visit decides, not of booking."""
    assert callable(at)
    at("2019-12-16 10:00")
    visit = researcher(desk, university, AFTER, "institution", state=VisitState.PLANNED)

    assert desk.due(visit) == 6050
    assert desk.centre.till.sheet(visit.visit_id).exemptions == ()


def test_booked_for_13_january_2020_by_his_employer_he_is_exempt(
    desk: Desk, university: int
) -> None:
    visit = researcher(
        desk,
        university,
        AFTER,
        "institution_booked",
        booker=Behalf.EMPLOYER,
        booker_party_id=university,
    )

    assert desk.due(visit) == 0
    assert [e[0] for e in desk.centre.till.sheet(visit.visit_id).exemptions] == [
        desk.centre.founded.exemptions["institution_booked"]
    ]


def test_the_quote_names_the_rules_that_could_hold(desk: Desk, university: int) -> None:
    founded = desk.centre.founded
    early = {"institution", "agency", "researcher", "orientation_year", "new_business"}
    for day, booker, rules in (
        (BEFORE, Behalf.VISITOR, early),
        (AFTER, Behalf.VISITOR, set()),
        (AFTER, Behalf.AGENT, set()),
        (AFTER, Behalf.EMPLOYER, {"institution_booked"}),
    ):
        request = QuoteRequest(
            founded.services["first_registration"],
            ((None, FamilyRole.FIRST),),
            day,
            booker=booker,
            employer_id=university,
            exemption_id=founded.exemptions["institution_booked"],
        )

        quoted = desk.centre.till.quote(request)

        assert set(quoted.exemptions) == {founded.exemptions[code] for code in rules}
        assert quoted.gross == (0 if "institution_booked" in rules else 6050)


def test_another_employer_s_staff_is_not_exempt(desk: Desk, university: int) -> None:
    other = desk.organisation("Meridiaan Biotech")
    visit = desk.visit(
        SINGLE,
        day=AFTER,
        employer=university,
        booker=Behalf.EMPLOYER,
        booker_party_id=other,
        exemption_id=desk.centre.founded.exemptions["institution_booked"],
    )

    assert desk.due(visit) == 6050


def test_without_proof_nobody_is_exempt(desk: Desk, university: int) -> None:
    visit = desk.visit(
        SINGLE,
        day=BEFORE,
        employer=university,
        exemption_id=desk.centre.founded.exemptions["institution"],
    )

    with pytest.raises(Invalid) as refused:
        desk.centre.till.exempt(desk.actor, visit.visit_id, key="e1")

    assert refused.value.field == "exemption_proof"


def test_an_exemption_chosen_at_the_desk_needs_a_rule_of_that_day(
    desk: Desk, university: int
) -> None:
    visit = desk.visit(SINGLE, day=AFTER, employer=university)
    rule = desk.centre.founded.exemptions["institution"]

    with pytest.raises(Invalid) as refused:
        desk.centre.till.exempt(
            desk.actor,
            visit.visit_id,
            [LineChoice(visit.persons[0], exemption_id=rule, exemption_proof="Staff card")],
            key="e1",
        )

    assert refused.value.field == "exemption"


def test_of_an_exempt_couple_one_may_be_charged_in_full_all_the_same(
    desk: Desk, university: int
) -> None:
    visit = desk.visit(
        COUPLE,
        day=BEFORE,
        employer=university,
        exemption_id=desk.centre.founded.exemptions["institution"],
        exemption_proof="Staff card",
    )

    issued = desk.charge(
        visit, Tender(Means.PIN, 3025), choices=(LineChoice(visit.persons[1]),), recipient=None
    )

    assert issued.total == 3025
    assert {line.role: line.state for line in desk.centre.till.sheet(visit.visit_id).settled} == {
        FamilyRole.FIRST: ChargeState.EXEMPT,
        FamilyRole.PARTNER: ChargeState.PAID,
    }


def test_when_everybody_is_exempt_or_dropped_no_receipt_is_issued(
    desk: Desk, university: int
) -> None:
    visit = desk.visit(COUPLE, day=BEFORE, employer=university)
    rule = desk.centre.founded.exemptions["institution"]
    choices = [
        LineChoice(visit.persons[0], exemption_id=rule, exemption_proof="Staff card"),
        LineChoice(visit.persons[1], drop_reason="Paid twice in 2018"),
    ]

    with pytest.raises(NothingDue):
        desk.charge(visit, choices=tuple(choices))
    assert desk.centre.till.exempt(desk.actor, visit.visit_id, choices, key="e1").value == 2
    assert desk.centre.till.exempt(desk.actor, visit.visit_id, choices, key="e1").value == 2

    with desk.store.reading() as tx:
        assert tx.rows(select(Receipt.id)) == []
        assert [row.state for row in tx.rows(select(Charge.state).order_by(Charge.id))] == [
            ChargeState.EXEMPT,
            ChargeState.DROPPED,
        ]


def test_a_reason_with_a_citizen_service_number_is_refused(desk: Desk) -> None:
    visit = desk.visit(SINGLE)

    with pytest.raises(Invalid) as refused:
        desk.centre.till.exempt(
            desk.actor,
            visit.visit_id,
            [LineChoice(visit.persons[0], drop_reason="BSN 111222333 known")],
            key="e1",
        )

    assert refused.value.field == "drop_reason"
    assert desk.due(visit) == 6050
