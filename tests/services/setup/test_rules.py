"""Exemptions, papers, reasons, topics and questions: dated rules and lists of words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from expatdesk.model.people import Organisation, Party
from expatdesk.services.base import Actor, Invalid, NotFound, Stale
from expatdesk.services.edits import PastStays
from expatdesk.services.setup import Setup
from expatdesk.services.setup.types import (
    ExemptionEntry,
    ExemptionLine,
    PaperEntry,
    PaperLine,
    PaperRuleEntry,
    QuestionSetUp,
    ReasonEntry,
    TopicEntry,
)
from expatdesk.storage.store import Store
from expatdesk.terms import (
    AddressKind,
    Behalf,
    PaperNeed,
    PaperScope,
    PartyKind,
    PaymentTerms,
    ResidenceClass,
)
from expatdesk.texts import Pair

TODAY = date(2026, 11, 24)
NEW_YEAR = date(2027, 1, 1)
VOLUNTEERS = ExemptionEntry(
    "volunteers",
    Pair("Volunteers", "Vrijwilligers"),
    Pair("Letter of the association", "Brief van de vereniging"),
    NEW_YEAR,
)


def exemption(setup: Setup, code: str) -> ExemptionLine:
    return next(line for line in setup.exemptions.all() if line.entry.code == code)


def paper(setup: Setup, code: str) -> PaperLine:
    return next(line for line in setup.papers.all() if line.code == code)


def test_an_exemption_that_has_not_begun_may_change_in_all(setup: Setup, visser: Actor) -> None:
    done = setup.exemptions.add(visser, VOLUNTEERS, key="k1")
    wanted = replace(VOLUNTEERS, booked_by=Behalf.AGENT, valid_from=date(2027, 2, 1))
    change = setup.exemptions.change(visser, done.value, 1, wanted, key="k2")
    now = exemption(setup, "volunteers").entry
    assert (now.booked_by, now.valid_from) == (Behalf.AGENT, date(2027, 2, 1))
    assert change.undo is not None
    change.undo()
    assert exemption(setup, "volunteers").entry.booked_by is None


def test_a_running_exemption_is_ended_and_its_terms_stay(setup: Setup, visser: Actor) -> None:
    line = exemption(setup, "institution_booked")
    with pytest.raises(PastStays):
        setup.exemptions.change(
            visser, line.exemption_id, 1, replace(line.entry, booked_by=None), key="k1"
        )
    last = date(2026, 11, 1)
    with pytest.raises(PastStays):
        setup.exemptions.change(
            visser, line.exemption_id, 1, replace(line.entry, valid_until=last), key="k2"
        )
    ended = replace(line.entry, valid_until=TODAY, proof=Pair("Letter", "Brief"))
    done = setup.exemptions.change(visser, line.exemption_id, 1, ended, key="k3")
    now = exemption(setup, "institution_booked").entry
    assert (now.valid_until, now.proof.nl) == (TODAY, "Brief")
    assert done.undo is not None
    done.undo()
    assert exemption(setup, "institution_booked").entry == line.entry


def test_an_exemption_of_the_past_is_not_reopened(setup: Setup, visser: Actor) -> None:
    line = exemption(setup, "agency")
    with pytest.raises(PastStays):
        setup.exemptions.change(
            visser, line.exemption_id, 1, replace(line.entry, valid_until=None), key="k1"
        )


def test_employers_of_an_exemption(setup: Setup, visser: Actor, store: Store) -> None:
    with store.writing() as tx:
        rijnland = tx.insert(Party, kind=PartyKind.ORGANISATION, code="o-1", created_at=tx.now)
        tx.insert(
            Organisation,
            id=rijnland,
            name="Universiteit Rijnland",
            sort_key="universiteit rijnland",
            payment_terms=PaymentTerms.MONTHLY,
        )
    line = exemption(setup, "institution_booked")
    done = setup.exemptions.set_employers(visser, line.exemption_id, 1, [rijnland], key="k1")
    assert exemption(setup, "institution_booked").employer_ids == {rijnland}
    with pytest.raises(NotFound):
        setup.exemptions.set_employers(visser, line.exemption_id, 2, [999], key="k2")
    assert done.undo is not None
    done.undo()
    assert exemption(setup, "institution_booked").employer_ids == frozenset()


def test_a_paper_is_asked_for_from_a_day_on(setup: Setup, visser: Actor) -> None:
    added = setup.papers.add(visser, "photo", PaperEntry(Pair("Photo", "Pasfoto"), 99), key="k1")
    service = setup.services.all()[0].service_id
    rule = PaperRuleEntry(
        service,
        ResidenceClass.NON_EU,
        PaperScope.ADULTS,
        PaperNeed.MANDATORY,
        AddressKind.HOME,
        NEW_YEAR,
    )
    done = setup.papers.add_rule(visser, added.value, 1, rule, key="k2")
    assert [r.entry for r in paper(setup, "photo").rules] == [rule]
    past = replace(rule, valid_from=date(2026, 11, 23))
    with pytest.raises(PastStays):
        setup.papers.add_rule(visser, added.value, 2, past, key="k3")
    with pytest.raises(NotFound):
        setup.papers.add_rule(visser, added.value, 2, replace(rule, service_id=99), key="k4")
    assert done.undo is not None
    done.undo()
    assert paper(setup, "photo").rules == ()


def test_a_paper_is_no_longer_asked_for(setup: Setup, visser: Actor) -> None:
    line = paper(setup, "confirmation")
    (rule,) = line.rules
    done = setup.papers.end_rule(visser, line.paper_id, 1, rule.rule_id, TODAY, key="k1")
    assert paper(setup, "confirmation").rules[0].entry.valid_until == TODAY
    with pytest.raises(Stale):
        setup.papers.end_rule(visser, line.paper_id, 1, rule.rule_id, NEW_YEAR, key="k2")
    assert done.undo is not None
    done.undo()
    assert paper(setup, "confirmation").rules == line.rules


def test_a_paper_has_a_code_of_its_own_and_a_name(setup: Setup, visser: Actor) -> None:
    entry = PaperEntry(Pair("Photo", "Pasfoto"), 99)
    for code in ("passport", "Photo", "1st", ""):
        with pytest.raises(Invalid) as refused:
            setup.papers.add(visser, code, entry, key="k1")
        assert refused.value.field == "code"
    line = paper(setup, "passport")
    renamed = replace(line.entry, name=Pair("Valid passport", line.entry.name.nl))
    done = setup.papers.change(visser, line.paper_id, 1, renamed, key="k2")
    assert paper(setup, "passport").entry.name.en == "Valid passport"
    assert done.undo is not None
    done.undo()
    assert paper(setup, "passport").entry.name.en == "Passport"


def test_a_reason_is_added_switched_off_and_taken_back(setup: Setup, visser: Actor) -> None:
    entry = ReasonEntry(Pair("Came without an appointment", "Geen afspraak"), 19)
    added = setup.reasons.add(visser, "R19", entry, key="k1")
    off = replace(entry, active=False, sheet="registration")
    done = setup.reasons.change(visser, "R19", 1, off, key="k2")
    assert not setup.reasons.all()[-1].entry.active
    assert done.undo is not None
    done.undo()
    assert setup.reasons.all()[-1].entry.active
    assert added.undo is not None
    with pytest.raises(NotFound):
        added.undo()
    for code in ("R04", "X1", "R1"):
        with pytest.raises(Invalid):
            setup.reasons.add(visser, code, entry, key="k3")


def test_a_topic_is_added_renamed_and_taken_back(setup: Setup, visser: Actor) -> None:
    added = setup.topics.add(visser, TopicEntry(Pair("Pets", "Huisdieren"), 31), key="k1")
    assert setup.topics.all()[-1].entry.name.nl == "Huisdieren"
    first = setup.topics.all()[0]
    moved = replace(first.entry, position=50)
    setup.topics.change(visser, first.topic_id, 1, moved, key="k2")
    assert setup.topics.all()[-1].topic_id == first.topic_id
    with pytest.raises(Stale):
        setup.topics.change(visser, first.topic_id, 1, first.entry, key="k3")
    assert added.undo is not None
    added.undo()
    assert added.value not in [line.topic_id for line in setup.topics.all()]


def question(setup: Setup) -> QuestionSetUp:
    return QuestionSetUp(
        service_id=setup.services.all()[0].service_id,
        position=20,
        text=Pair("Is the contract signed?", "Is het contract getekend?"),
        refuses_on=False,
        refusal_code="R03",
        advice=Pair("Come with the contract.", "Kom met het contract."),
        valid_from=NEW_YEAR,
    )


def test_a_question_is_asked_from_a_day_on(setup: Setup, visser: Actor) -> None:
    entry = question(setup)
    added = setup.questions.add(visser, entry, key="k1")
    assert setup.questions.all()[-1].entry == entry
    other = replace(entry, refuses_on=True)
    done = setup.questions.change(visser, added.value, 1, other, key="k2")
    assert setup.questions.all()[-1].entry == other
    assert done.undo is not None
    done.undo()
    assert setup.questions.all()[-1].entry == entry


def test_a_question_that_is_asked_may_be_reworded_and_ended(setup: Setup, visser: Actor) -> None:
    line = setup.questions.all()[0]
    with pytest.raises(PastStays):
        setup.questions.change(
            visser, line.question_id, 1, replace(line.entry, refuses_on=True), key="k1"
        )
    reworded = replace(line.entry, text=Pair("Who comes?", "Wie komt er?"), valid_until=TODAY)
    setup.questions.change(visser, line.question_id, 1, reworded, key="k2")
    assert setup.questions.all()[0].entry == reworded
    with pytest.raises(Stale):
        setup.questions.change(visser, line.question_id, 1, line.entry, key="k3")


def test_a_question_needs_both_languages_and_a_known_reason(setup: Setup, visser: Actor) -> None:
    entry = question(setup)
    for bad, field in (
        (replace(entry, text=Pair("Only English", "")), "text"),
        (replace(entry, advice=Pair("", "Alleen Nederlands")), "advice"),
        (replace(entry, refusal_code="R77"), "refusal_code"),
    ):
        with pytest.raises(Invalid) as refused:
            setup.questions.add(visser, bad, key="k1")
        assert refused.value.field == field
    yesterday = replace(entry, valid_from=TODAY - timedelta(days=1))
    with pytest.raises(PastStays):
        setup.questions.add(visser, yesterday, key="k2")
    added = setup.questions.add(visser, entry, key="k3")
    assert added.undo is not None
    added.undo()
    assert added.value not in [line.question_id for line in setup.questions.all()]
