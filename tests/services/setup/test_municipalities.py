"""Municipalities take part in periods; those that are over stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from expatdesk.services.base import Actor, Invalid, NotFound, Stale
from expatdesk.services.edits import PastStays
from expatdesk.services.setup import Setup
from expatdesk.services.setup.types import MunicipalityEntry, MunicipalityLine
from expatdesk.terms import AddressKind

TODAY = date(2026, 11, 24)
NEW_YEAR = date(2027, 1, 1)
KATWIJK = MunicipalityEntry("0537", "Katwijk")


def of(setup: Setup, name: str) -> MunicipalityLine:
    return next(line for line in setup.municipalities.all() if line.entry.name == name)


def test_one_leaves_on_its_last_day(setup: Setup, visser: Actor) -> None:
    one = of(setup, "Oegstgeest")
    (period,) = one.periods
    done = setup.municipalities.end(
        visser, one.municipality_id, 1, period.period_id, date(2026, 12, 31), key="k1"
    )
    assert of(setup, "Oegstgeest").periods[0].valid_until == date(2026, 12, 31)
    assert done.undo is not None
    done.undo()
    assert of(setup, "Oegstgeest").periods == one.periods


def test_one_joins_and_addresses_are_taken_once_in_a_time(setup: Setup, visser: Actor) -> None:
    added = setup.municipalities.add(visser, KATWIJK, key="k1")
    setup.municipalities.accept(visser, added.value, 1, AddressKind.HOME, NEW_YEAR, key="k2")
    with pytest.raises(Invalid) as twice:
        setup.municipalities.accept(
            visser, added.value, 2, AddressKind.HOME, date(2028, 1, 1), key="k3"
        )
    assert twice.value.field == "valid_from"
    setup.municipalities.accept(
        visser, added.value, 2, AddressKind.EMPLOYER, TODAY, date(2026, 12, 31), key="k4"
    )
    kinds = {(p.kind, p.valid_from, p.valid_until) for p in of(setup, "Katwijk").periods}
    assert kinds == {
        (AddressKind.HOME, NEW_YEAR, None),
        (AddressKind.EMPLOYER, TODAY, date(2026, 12, 31)),
    }


def test_an_accepted_period_can_be_taken_back(setup: Setup, visser: Actor) -> None:
    added = setup.municipalities.add(visser, KATWIJK, key="k1")
    done = setup.municipalities.accept(visser, added.value, 1, AddressKind.HOME, NEW_YEAR, key="k2")
    assert added.undo is not None
    with pytest.raises(NotFound):
        added.undo()  # it has changed since
    assert done.undo is not None
    done.undo()
    assert of(setup, "Katwijk").periods == ()


def test_periods_of_the_past_stay(setup: Setup, visser: Actor) -> None:
    one = of(setup, "Leiden")
    period = one.periods[0]
    with pytest.raises(PastStays):
        setup.municipalities.end(
            visser, one.municipality_id, 1, period.period_id, date(2026, 11, 22), key="k1"
        )
    with pytest.raises(PastStays):
        setup.municipalities.accept(
            visser, one.municipality_id, 1, AddressKind.HOME, TODAY - timedelta(days=1), key="k2"
        )
    yesterday = TODAY - timedelta(days=1)
    setup.municipalities.end(visser, one.municipality_id, 1, period.period_id, yesterday, key="k3")
    assert of(setup, "Leiden").periods[0].valid_until == yesterday


def test_an_end_before_the_beginning(setup: Setup, visser: Actor) -> None:
    added = setup.municipalities.add(visser, KATWIJK, key="k1")
    with pytest.raises(Invalid) as refused:
        setup.municipalities.accept(
            visser, added.value, 1, AddressKind.HOME, NEW_YEAR, TODAY, key="k2"
        )
    assert refused.value.field == "valid_until"


def test_a_number_is_four_digits_and_belongs_to_one(setup: Setup, visser: Actor) -> None:
    for code in ("537", "05378", "O537"):
        with pytest.raises(Invalid):
            setup.municipalities.add(visser, MunicipalityEntry(code, "Katwijk"), key="k1")
    with pytest.raises(Invalid) as taken:
        setup.municipalities.add(visser, MunicipalityEntry("0546", "Leyden"), key="k2")
    assert taken.value.field == "cbs_code"


def test_one_is_renamed_and_stale_edits_are_told(setup: Setup, visser: Actor) -> None:
    one = of(setup, "Leiden")
    theirs, mine = MunicipalityEntry("0546", "Leyden"), MunicipalityEntry("0546", "Leide")
    done = setup.municipalities.change(visser, one.municipality_id, 1, theirs, key="k1")
    with pytest.raises(Stale) as stale:
        setup.municipalities.change(visser, one.municipality_id, 1, mine, key="k2")
    assert (stale.value.mine, stale.value.theirs) == (mine, theirs)
    assert done.undo is not None
    done.undo()
    assert of(setup, "Leiden").entry == one.entry


def test_a_fresh_one_is_taken_back(setup: Setup, visser: Actor) -> None:
    added = setup.municipalities.add(visser, KATWIJK, key="k1")
    assert added.undo is not None
    added.undo()
    assert len(setup.municipalities.all()) == 5
