"""Who may come and what they bring: the rules of the catalogue, by date."""

from __future__ import annotations

from datetime import date

import pytest
from services.appointments.front_desk import FrontDesk, counted
from sqlalchemy import update

from expatdesk.i18n import speaking
from expatdesk.model.services import PaperRule
from expatdesk.model.settings import MunicipalityPeriod
from expatdesk.services.appointments.papers import papers_asked
from expatdesk.services.appointments.types import (
    Catalogue,
    Comer,
    NotEligible,
    PaperRuleInfo,
    ServiceInfo,
)
from expatdesk.services.base import Invalid
from expatdesk.terms import (
    AddressKind,
    Behalf,
    FamilyRole,
    PaperNeed,
    PaperScope,
    ResidenceClass,
)
from expatdesk.texts import Pair

DAY = date(2026, 9, 15)
EU, NON_EU = ResidenceClass.EU, ResidenceClass.NON_EU
FIRST, PARTNER, CHILD = FamilyRole.FIRST, FamilyRole.PARTNER, FamilyRole.CHILD
HOME, EMPLOYER = AddressKind.HOME, AddressKind.EMPLOYER


def service(desk: FrontDesk) -> ServiceInfo:
    return desk.agenda.catalogue().service(desk.registration)


def asked(
    desk: FrontDesk,
    party: list[tuple[FamilyRole, ResidenceClass | None]],
    kind: AddressKind = HOME,
    on: date = DAY,
) -> dict[str, tuple[int, ...]]:
    comers = [(None, role, residence) for role, residence in party]
    found = papers_asked(service(desk).papers, comers, kind, on)
    return {rule.name.en.split(",", maxsplit=1)[0]: places for rule, places in found}


def test_family_of_five_brings_five_passports_and_one_lease(desk: FrontDesk) -> None:
    family = [(FIRST, NON_EU), (PARTNER, NON_EU), *[(CHILD, NON_EU)] * 3]
    papers = asked(desk, family)
    everybody = (0, 1, 2, 3, 4)
    assert papers["Passport"] == everybody
    assert papers["Residence permit"] == everybody
    assert papers["Birth certificate"] == everybody
    assert papers["Marriage"] == (0, 1)
    assert papers["Letter or contract from the employer with company and function"] == (0,)
    assert papers["Rental contract"] == ()
    assert papers["Consent form for a minor with the parents' identity documents"] == (2, 3, 4)
    assert "Employer's form for registration at its address" not in papers


def test_class_decides_which_passport_and_a_couple_may_differ(desk: FrontDesk) -> None:
    papers = asked(desk, [(FIRST, EU), (PARTNER, NON_EU)])
    assert papers["Passport or EU identity card"] == (0,)
    assert papers["Passport"] == (1,)
    assert papers["Residence permit"] == (1,)
    assert "Marriage" not in asked(desk, [(FIRST, EU)])


def test_of_an_unknown_class_only_what_everybody_brings(desk: FrontDesk) -> None:
    papers = asked(desk, [(FIRST, None)])
    assert "Passport" not in papers
    assert papers["Birth certificate"] == (0,)


def test_employers_address_asks_for_its_form_instead_of_a_lease(desk: FrontDesk) -> None:
    papers = asked(desk, [(FIRST, EU)], EMPLOYER)
    assert papers["Employer's form for registration at its address"] == ()
    assert "Rental contract" not in papers


def test_papers_follow_the_day_of_the_visit(desk: FrontDesk) -> None:
    with desk.store.writing() as tx:
        tx.execute(update(PaperRule).values(valid_until=DAY))
    assert asked(desk, [(FIRST, EU)], on=DAY)
    assert not asked(desk, [(FIRST, EU)], on=date(2026, 9, 16))
    assert desk.sheet(desk.book("2026-09-15 09:00")).papers
    assert not desk.sheet(desk.book("2026-09-16 09:00")).papers


def rule(
    paper: int, scope: PaperScope, need: PaperNeed, of: ResidenceClass | None
) -> PaperRuleInfo:
    return PaperRuleInfo(
        paper, Pair(f"paper {paper}"), of, scope, need,
        employer_address_only=False, home_address_only=False,
        valid_from=date(2020, 1, 1), valid_until=None,
    )  # fmt: skip


def test_two_rules_for_one_paper_ask_it_once_and_the_stricter_counts() -> None:
    rules = [
        rule(1, PaperScope.EACH, PaperNeed.MAY_FOLLOW, None),
        rule(1, PaperScope.FIRST, PaperNeed.MANDATORY, EU),
        rule(2, PaperScope.ONCE, PaperNeed.IF_APPLICABLE, EU),
        rule(2, PaperScope.ONCE, PaperNeed.MANDATORY, NON_EU),
        rule(3, PaperScope.ADULTS, PaperNeed.MANDATORY, None),
    ]
    party = [(None, FIRST, EU), (None, PARTNER, NON_EU), (None, CHILD, EU)]
    found = [(r.paper_id, r.need, places) for r, places in papers_asked(rules, party, HOME, DAY)]
    assert found == [
        (1, PaperNeed.MAY_FOLLOW, (1, 2)),
        (1, PaperNeed.MANDATORY, (0,)),
        (2, PaperNeed.MANDATORY, ()),
        (3, PaperNeed.MANDATORY, (0, 1)),
    ]


def check(desk: FrontDesk, **more: object) -> None:
    values: dict[str, object] = {
        "answers": (),
        "municipality_id": desk.leiden,
        "address_kind": HOME,
        "on": DAY,
    } | more
    desk.agenda.check_eligibility(desk.registration, **values)


def test_municipality_counts_on_the_day_of_the_visit_for_the_kind_of_address(
    desk: FrontDesk,
) -> None:
    oegstgeest = desk.centre.founded.municipalities["Oegstgeest"]
    with desk.store.writing() as tx:
        tx.execute(
            update(MunicipalityPeriod)
            .where(MunicipalityPeriod.municipality_id == oegstgeest)
            .values(valid_until=date(2026, 12, 31))
        )
    check(desk, municipality_id=oegstgeest, on=date(2026, 12, 31))
    with pytest.raises(NotEligible) as refused:
        check(desk, municipality_id=oegstgeest, on=date(2027, 1, 1))
    assert refused.value.code == "R05"
    assert refused.value.message() == "On that day addresses in Oegstgeest are not accepted."
    assert "town hall" in refused.value.advice.en
    with pytest.raises(NotEligible):
        check(desk, municipality_id=oegstgeest, address_kind=EMPLOYER)
    with pytest.raises(Invalid):
        check(desk, municipality_id=4711)
    check(desk, municipality_id=None)


def test_first_question_that_refuses_gives_its_advice_in_both_languages(desk: FrontDesk) -> None:
    questions = {q.refusal_code: q for q in service(desk).questions}
    fine = [(q.question_id, not q.refuses_on) for q in questions.values()]
    check(desk, answers=fine)
    stay, hotel = questions["R07"], questions["R04"]
    wrong = [(hotel.question_id, True), (stay.question_id, False)]
    with pytest.raises(NotEligible) as refused:
        check(desk, answers=wrong)
    assert (refused.value.code, refused.value.field) == ("R07", "answers")
    assert refused.value.advice == stay.advice
    with speaking("nl"):
        assert refused.value.message()


def test_question_asks_nothing_before_its_day(desk: FrontDesk) -> None:
    ukraine = next(q for q in service(desk).questions if q.refusal_code == "R17")
    check(desk, answers=[(ukraine.question_id, True)], on=date(2022, 3, 3))
    with pytest.raises(NotEligible):
        check(desk, answers=[(ukraine.question_id, True)], on=date(2022, 3, 4))


def test_employers_address_needs_a_recognised_sponsor(desk: FrontDesk) -> None:
    sponsor, other = desk.employer(), desk.employer(sponsor=False)
    check(desk, address_kind=EMPLOYER, employer_id=sponsor)
    with pytest.raises(NotEligible) as refused:
        check(desk, address_kind=EMPLOYER, employer_id=other)
    assert refused.value.code == "R12"
    for employer in (None, other):
        visitor = (Comer(desk.person(employer_id=employer), FIRST),)
        with pytest.raises(NotEligible):
            desk.book("2026-09-15 09:00", comers=visitor, address_kind=EMPLOYER)
    visitor = (Comer(desk.person(employer_id=sponsor), FIRST),)
    desk.book("2026-09-15 09:00", comers=visitor, address_kind=EMPLOYER)
    desk.book(
        "2026-09-15 10:00",
        address_kind=EMPLOYER,
        booker=Behalf.EMPLOYER,
        booker_party_id=sponsor,
    )


def test_catalogue_is_whole_and_read_in_a_dozen_statements(desk: FrontDesk) -> None:
    with counted(desk.store) as sent:
        catalogue = desk.agenda.catalogue()
    assert len(sent) <= 14
    _assert_whole(catalogue, desk)


def _assert_whole(catalogue: Catalogue, desk: FrontDesk) -> None:
    first = catalogue.service(desk.registration)
    assert [d.name.nl for d in catalogue.desks] == ["Balie 1", "Balie 2", "Balie 3", "Balie 4"]
    assert [step.minutes(5, DAY) for step in first.steps] == [75, 30]
    assert [step.minutes(4, DAY) for step in first.steps] == [60, 30]
    with pytest.raises(LookupError):
        first.steps[0].minutes(1, date(1999, 1, 1))
    assert [step.desk_ids for step in first.steps] == [(1, 2), (3, 4)]
    assert len(first.questions) == 8
    leiden = next(m for m in catalogue.municipalities if m.name == "Leiden")
    assert leiden.accepts(HOME, DAY)
    assert {r.code for r in catalogue.reasons} == {f"R{n:02d}" for n in range(1, 19)}
    assert len(catalogue.topics) == len(desk.centre.founded.topics)
    booked = next(e for e in catalogue.exemptions if e.code == "institution_booked")
    assert (booked.booked_by, booked.employer_ids) == (Behalf.EMPLOYER, frozenset())
    assert not catalogue.service(desk.centre.founded.services["ind_card"]).active
