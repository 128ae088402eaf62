"""A service that was added: booked, charged, changed from a day on, and gone if never used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from services.appointments.front_desk import FrontDesk
from services.till.selling import AT_HOME

from expatdesk.services.appointments.types import Booked
from expatdesk.services.base import Actor, Invalid, NotAllowed, NotFound, Stale, new_key
from expatdesk.services.edits import InUse, PastStays
from expatdesk.services.setup import Setup
from expatdesk.services.setup.codes import free_code
from expatdesk.services.setup.steps import BookedAlready
from expatdesk.services.setup.types import (
    Duration,
    FeeLineSetUp,
    NewStep,
    PaperRuleEntry,
    Price,
    ProductEntry,
    QuestionSetUp,
    ServiceEntry,
    ServiceLine,
    StepEntry,
)
from expatdesk.services.till.types import ChargeRequest, QuoteRequest, Tender
from expatdesk.terms import FamilyRole, Means, PaperNeed, PaperScope
from expatdesk.texts import Pair

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NEW_YEAR = date(2027, 1, 1)
FIRST, PARTNER = FamilyRole.FIRST, FamilyRole.PARTNER
LICENCE = ServiceEntry(Pair("Driving licence", "Rijbewijs"), 9, True, 0, 4, False)
EXCHANGE = ProductEntry(Pair("Exchange of a driving licence", "Omwisselen"), "general", "8010")
PRICE = Price(TODAY, gross=2420, net=2000)


def step(centre: Any, name: str = "Counter", desk: str = "desk1", **more: Any) -> NewStep:
    entry = StepEntry(Pair(name, name), 5, frozenset({centre.founded.desks[desk]}))
    return NewStep(replace(entry, **more), TODAY, (Duration(1, 20), Duration(3, 40)))


def line(setup: Setup, service_id: int) -> ServiceLine:
    return next(one for one in setup.services.all() if one.service_id == service_id)


@pytest.fixture
def added(centre: Any, visser: Actor) -> int:
    """A driving licence at desk 1, then a talk at desk 3; the first person pays € 24.20."""
    setup: Setup = centre.setup
    service = setup.services.add(visser, LICENCE, step(centre), key="s").value
    talk = step(centre, "Talk", "desk3")
    setup.services.add_step(visser, service, 1, talk, key="t")
    product = setup.prices.add(visser, EXCHANGE, PRICE, key="p").value
    setup.services.set_fee(visser, service, 2, FIRST, product, TODAY, key="f")
    return service


def booked(centre: Any, actor: Actor, service: int, persons: int = 1) -> Booked:
    desk = FrontDesk(centre, actor)
    return desk.book(
        "2026-11-25 09:00", persons, service_id=service, municipality_id=None, key=new_key()
    )


def test_it_is_booked_at_its_desks_for_as_long_as_its_party_takes(
    centre: Any, jansen: Actor, added: int
) -> None:
    desk = FrontDesk(centre, jansen)
    alone = booked(centre, jansen, added)
    assert desk.steps(alone) == [("desk1", "09:00", "09:20"), ("desk3", "09:20", "09:40")]
    three = desk.book("2026-11-26 09:00", 3, service_id=added, municipality_id=None)
    assert desk.steps(three) == [("desk1", "09:00", "09:40"), ("desk3", "09:40", "10:20")]
    # Five minutes stay free after it.
    assert "09:20" not in desk.starts("2026-11-25", service_id=added)
    assert "09:25" in desk.starts("2026-11-25", service_id=added)


def test_it_is_charged_with_a_receipt(centre: Any, jansen: Actor, added: int) -> None:
    visit = booked(centre, jansen, added, persons=2)
    due = centre.till.sheet(visit.visit_id)
    assert [(one.role, one.gross, one.text.nl) for one in due.lines] == [
        (FIRST, 2420, "Omwisselen")
    ]
    request = ChargeRequest(visit.visit_id, (Tender(Means.PIN, 2420),), recipient=AT_HOME)
    issued = centre.till.charge(jansen, request, key="c").value
    view = centre.till.receipt(issued.receipt_id)
    assert (view.total, view.vat, view.lines[0].vat_points) == (2420, 420, 2100)
    assert centre.till.sheet(visit.visit_id).lines == ()


def test_its_papers_and_questions_are_those_that_are_set(
    centre: Any, visser: Actor, added: int
) -> None:
    setup: Setup = centre.setup
    paper = setup.papers.all()[0]
    rule = PaperRuleEntry(added, None, PaperScope.EACH, PaperNeed.MANDATORY, None, TODAY)
    setup.papers.add_rule(visser, paper.paper_id, paper.version, rule, key="r")
    reason = setup.reasons.all()[0].code
    text = Pair("Valid?", "Geldig?")
    question = QuestionSetUp(added, 1, text, False, reason, Pair("Go", "Ga"), TODAY)
    setup.questions.add(visser, question, key="q")
    service = centre.appointments.catalogue().service(added)
    assert [one.text for one in service.questions] == [text]
    visit = booked(centre, visser, added, persons=2)
    sheet = centre.appointments.visit(visit.visit_id)
    assert [one.name.en for one in sheet.papers] == [paper.entry.name.en] * 2


def test_codes_are_made_from_names_and_never_double(centre: Any, visser: Actor) -> None:
    setup: Setup = centre.setup
    for at, (name, code) in enumerate(
        (
            (Pair("Driving licence", "Rijbewijs"), "driving_licence"),
            (Pair("Driving-licence!", ""), "driving_licence_2"),
            (Pair("", "Één-op-één gesprek"), "een_op_een_gesprek"),
            (Pair("驾照", ""), "service"),
            (Pair("First registration", ""), "first_registration_2"),
        )
    ):
        entry = replace(LICENCE, name=name)
        made = setup.services.add(visser, entry, step(centre), key=f"k{at}").value
        assert line(setup, made).code == code
    assert free_code(Pair("x" * 60), {"x" * 40}, "product") == "x" * 40 + "_2"
    assert free_code(Pair("30% ruling", "Dertigprocentregeling"), (), "product") == (
        "dertigprocentregeling"
    )


def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(
    centre: Any, visser: Actor, jansen: Actor
) -> None:
    setup: Setup = centre.setup
    whole = step(centre)
    before = setup.services.all()
    for entry, first, field in (
        (replace(LICENCE, name=Pair()), whole, "name"),
        (replace(LICENCE, max_persons=0), whole, "max_persons"),
        (replace(LICENCE, step_gap_minutes=7), whole, "step_gap_minutes"),
        (LICENCE, step(centre, ""), "step_name"),
        (LICENCE, step(centre, desk_ids=frozenset()), "desk_ids"),
        (LICENCE, step(centre, buffer_minutes=3), "buffer_minutes"),
        (LICENCE, replace(whole, durations=()), "durations"),
        (LICENCE, replace(whole, durations=(Duration(2, 30),)), "durations"),
        (LICENCE, replace(whole, valid_from=YESTERDAY), "valid_from"),
    ):
        with pytest.raises(Invalid) as refused:
            setup.services.add(visser, entry, first, key=new_key())
        assert refused.value.field == field
    gone = step(centre, desk_ids=frozenset({999}))
    with pytest.raises(NotFound):
        setup.services.add(visser, LICENCE, gone, key=new_key())
    with pytest.raises(NotAllowed):
        setup.services.add(jansen, LICENCE, whole, key=new_key())
    assert setup.services.all() == before


def test_added_by_mistake_it_goes_with_all_its_parts_and_comes_back(
    centre: Any, visser: Actor, added: int
) -> None:
    setup: Setup = centre.setup
    paper = setup.papers.all()[0]
    rule = PaperRuleEntry(added, None, PaperScope.ONCE, PaperNeed.MANDATORY, None, TODAY)
    setup.papers.add_rule(visser, paper.paper_id, paper.version, rule, key="r")
    was = line(setup, added)
    with pytest.raises(NotFound):
        setup.services.remove(visser, added, was.version - 1, key="stale")
    done = setup.services.remove(visser, added, was.version, key="x")
    assert all(one.service_id != added for one in setup.services.all())
    assert all(r.entry.service_id != added for p in setup.papers.all() for r in p.rules)
    assert done.undo is not None
    done.undo()
    assert line(setup, added) == was
    assert any(r.entry.service_id == added for p in setup.papers.all() for r in p.rules)


def test_a_place_that_a_form_keeps_keeps_the_service(
    centre: Any, visser: Actor, added: int, at: Callable[[str], int]
) -> None:
    place = FrontDesk(centre, visser).place("2026-11-25 09:00", service_id=added)
    centre.appointments.hold(visser, "form", added, 1, place, minutes=10)
    was = line(centre.setup, added)
    with pytest.raises(InUse):
        centre.setup.services.remove(visser, added, was.version, key="x")
    at("2026-11-24 12:30")
    centre.setup.services.remove(visser, added, was.version, key="y")
    assert FrontDesk(centre, visser).ticks() == 0


def test_undo_of_adding_takes_it_out(centre: Any, visser: Actor) -> None:
    setup: Setup = centre.setup
    before = setup.services.all()
    done = setup.services.add(visser, LICENCE, step(centre), key="s")
    assert done.undo is not None
    done.undo()
    assert setup.services.all() == before


def test_what_was_booked_stays_and_keeps_its_steps(centre: Any, visser: Actor, added: int) -> None:
    setup: Setup = centre.setup
    booked(centre, visser, added)
    was = line(setup, added)
    assert was.booked
    with pytest.raises(InUse):
        setup.services.remove(visser, added, was.version, key="x")
    with pytest.raises(InUse):
        setup.services.remove_step(visser, was.steps[1].step_id, was.version, key="y")
    with pytest.raises(BookedAlready):
        setup.services.add_step(visser, added, was.version, step(centre), key="z")
    assert line(setup, added) == was


def test_only_the_last_of_several_steps_goes_and_it_comes_back(
    centre: Any, visser: Actor, added: int
) -> None:
    setup: Setup = centre.setup
    was = line(setup, added)
    first, last = was.steps
    with pytest.raises(Invalid):
        setup.services.remove_step(visser, first.step_id, was.version, key="a")
    done = setup.services.remove_step(visser, last.step_id, was.version, key="b")
    assert line(setup, added).steps == (first,)
    with pytest.raises(Invalid):
        setup.services.remove_step(visser, first.step_id, was.version + 1, key="c")
    assert done.undo is not None
    done.undo()
    assert line(setup, added).steps == was.steps


# --- fees ---------------------------------------------------------------------------------


def quoted(centre: Any, service: int, day: date, *roles: FamilyRole) -> int:
    comers = tuple((None, role) for role in roles or (FIRST,))
    quote = centre.till.quote(QuoteRequest(service, comers, day))
    return int(quote.gross)


def dearer(centre: Any, visser: Actor) -> int:
    entry = replace(EXCHANGE, name=Pair("Exchange, new", "Omwisselen, nieuw"))
    return int(centre.setup.prices.add(visser, entry, Price(TODAY, 3630, 3000), key="d").value)


def test_a_fee_begins_on_its_day_and_the_one_before_ends(
    centre: Any, visser: Actor, added: int
) -> None:
    setup: Setup = centre.setup
    product, was = dearer(centre, visser), line(setup, added)
    done = setup.services.set_fee(visser, added, was.version, FIRST, product, NEW_YEAR, key="n")
    assert quoted(centre, added, date(2026, 12, 31)) == 2420
    assert quoted(centre, added, NEW_YEAR) == 3630
    assert [(f.valid_from, f.valid_until) for f in line(setup, added).fees] == [
        (TODAY, date(2026, 12, 31)),
        (NEW_YEAR, None),
    ]
    assert done.undo is not None
    done.undo()
    assert line(setup, added).fees == was.fees


def test_each_role_has_its_own_fee(centre: Any, visser: Actor, added: int) -> None:
    setup: Setup = centre.setup
    product, was = dearer(centre, visser), line(setup, added)
    setup.services.set_fee(visser, added, was.version, PARTNER, product, TOMORROW, key="n")
    assert quoted(centre, added, TODAY, FIRST, PARTNER) == 2420
    assert quoted(centre, added, TOMORROW, FIRST, PARTNER) == 6050


def test_a_coming_fee_is_forgotten_and_the_one_before_goes_on(
    centre: Any, visser: Actor, added: int
) -> None:
    setup: Setup = centre.setup
    product, was = dearer(centre, visser), line(setup, added)
    setup.services.set_fee(visser, added, was.version, FIRST, product, NEW_YEAR, key="n")
    done = setup.services.drop_fee(visser, added, was.version + 1, FIRST, NEW_YEAR, key="o")
    assert line(setup, added).fees == was.fees
    assert quoted(centre, added, NEW_YEAR) == 2420
    assert done.undo is not None
    done.undo()
    assert quoted(centre, added, NEW_YEAR) == 3630


def test_a_fee_set_today_by_mistake_is_gone_at_once(centre: Any, visser: Actor, added: int) -> None:
    was = line(centre.setup, added)
    centre.setup.services.drop_fee(visser, added, was.version, FIRST, TODAY, key="o")
    assert quoted(centre, added, TODAY) == 0


def test_a_fee_is_ended_and_goes_on(centre: Any, visser: Actor) -> None:
    setup: Setup = centre.setup
    service = centre.founded.services["first_registration"]
    was = line(setup, service)
    fee = next(f for f in was.fees if f.role is FIRST)
    ended = setup.services.end_fee(
        visser, service, was.version, FIRST, fee.valid_from, TODAY, key="e"
    )
    assert (quoted(centre, service, TODAY), quoted(centre, service, TOMORROW)) == (6050, 0)
    setup.services.end_fee(visser, service, was.version + 1, FIRST, fee.valid_from, None, key="g")
    assert line(setup, service).fees == was.fees
    assert ended.undo is not None
    with pytest.raises(Stale):
        ended.undo()


def test_a_fee_that_goes_on_ends_where_the_next_begins(
    centre: Any, visser: Actor, added: int
) -> None:
    setup: Setup = centre.setup
    product, was = dearer(centre, visser), line(setup, added)
    setup.services.set_fee(visser, added, was.version, FIRST, product, NEW_YEAR, key="n")
    setup.services.end_fee(visser, added, was.version + 1, FIRST, TODAY, TODAY, key="e")
    assert quoted(centre, added, TOMORROW) == 0
    setup.services.end_fee(visser, added, was.version + 2, FIRST, TODAY, None, key="g")
    assert [(f.valid_from, f.valid_until) for f in line(setup, added).fees] == [
        (TODAY, date(2026, 12, 31)),
        (NEW_YEAR, None),
    ]


def test_fees_of_the_past_stay(centre: Any, visser: Actor) -> None:
    setup: Setup = centre.setup
    service = centre.founded.services["first_registration"]
    was = line(setup, service)
    fee: FeeLineSetUp = next(f for f in was.fees if f.role is FIRST)
    tariff = setup.services
    for attack in (
        lambda key: tariff.set_fee(
            visser, service, was.version, FIRST, fee.product_id, YESTERDAY, key=key
        ),
        lambda key: tariff.drop_fee(visser, service, was.version, FIRST, fee.valid_from, key=key),
        lambda key: tariff.end_fee(
            visser, service, was.version, FIRST, fee.valid_from, date(2026, 11, 1), key=key
        ),
    ):
        with pytest.raises(PastStays):
            attack(new_key())
    assert line(setup, service) == was


def test_a_fee_needs_a_product_with_a_price_on_its_day(
    centre: Any, visser: Actor, added: int
) -> None:
    setup: Setup = centre.setup
    coming = replace(PRICE, valid_from=NEW_YEAR)
    late = setup.prices.add(visser, EXCHANGE, coming, key="late").value
    version = line(setup, added).version
    with pytest.raises(Invalid) as refused:
        setup.services.set_fee(visser, added, version, PARTNER, late, TODAY, key="a")
    assert refused.value.field == "product_id"
    with pytest.raises(NotFound):
        setup.services.set_fee(visser, added, version, PARTNER, 999, TODAY, key="b")
    with pytest.raises(NotFound):
        setup.services.drop_fee(visser, added, version, PARTNER, NEW_YEAR, key="c")
    setup.services.set_fee(visser, added, version, PARTNER, late, NEW_YEAR, key="d")
    with pytest.raises(Invalid):
        setup.prices.drop_price(visser, late, 1, NEW_YEAR, key="e")
    assert quoted(centre, added, NEW_YEAR, FIRST, PARTNER) == 4840


def test_of_two_managers_the_slower_is_told(centre: Any, visser: Actor, added: int) -> None:
    product, was = dearer(centre, visser), line(centre.setup, added)
    tariff = centre.setup.services
    tariff.set_fee(visser, added, was.version, PARTNER, product, TODAY, key="a")
    with pytest.raises(Stale):
        tariff.set_fee(visser, added, was.version, FIRST, product, TODAY, key="b")
    with pytest.raises(Stale):
        tariff.add_step(visser, added, was.version, step(centre), key="c")
