"""People: every name books, is found by three ways of typing, and stands under its letter."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from expatdesk import names
from expatdesk.services.base import Actor, Invalid, NotFound, Stale, new_key
from expatdesk.services.people import IdentifierFound, People
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import FamilyRole, ResidenceClass

NAMES = Path(__file__).parents[1] / "data" / "names.csv"
ROWS = list(csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines()))


@pytest.fixture
def people(centre: object) -> People:
    service = centre.people  # type: ignore[attr-defined]
    assert isinstance(service, People)
    return service


@pytest.fixture
def add(people: People, jansen: Actor) -> Callable[..., int]:
    def one(full_name: str, **rest: object) -> int:
        household = {k: rest.pop(k) for k in ("household_of", "role") if k in rest}
        entry = PersonEntry(full_name=full_name, **rest)  # type: ignore[arg-type]
        return people.add(jansen, entry, key=new_key(), **household).value  # type: ignore[arg-type]

    return one


def found(people: People, text: str) -> list[str]:
    return [line.full_name for line in people.find(text)]


@pytest.mark.parametrize("row", ROWS, ids=[row["nr"] for row in ROWS])
def test_each_name_is_found_by_three_ways_of_typing(
    people: People, add: Callable[..., int], row: dict[str, str]
) -> None:
    add("Somebody Else")
    person = add(
        row["full"],
        given=row["given"],
        prefix=row["prefix"],
        surname=row["surname"],
        latin=row["latin"],
    )
    shown = names.clean(row["full"])
    for typed in (row["full"], row["latin"].lower(), names.fold(row["latin"]).split()[-1]):
        assert shown in found(people, typed), typed
    assert people.person(person).entry.full_name == shown


def test_the_list_is_sorted_without_prefix_and_accents(
    people: People, add: Callable[..., int]
) -> None:
    for row in ROWS:
        add(
            row["full"],
            given=row["given"],
            prefix=row["prefix"],
            surname=row["surname"],
            latin=row["latin"],
            sort_key=row["sort_key"],
        )
    keys = [line.sort_key for line in people.page()]
    assert keys == sorted(keys)
    assert keys == sorted(row["sort_key"] for row in ROWS)


def test_pages_follow_one_another_without_gap_or_double(
    people: People, add: Callable[..., int]
) -> None:
    ids = {add(f"Person Number {number}") for number in range(7)}
    seen = []
    after = None
    while rows := people.page(after, limit=3):
        seen += [row.person_id for row in rows]
        after = (rows[-1].sort_key, rows[-1].person_id)
    assert len(seen) == len(set(seen)) == 7
    assert set(seen) == ids


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Zoë Dunderveld", "zoe"),
        ("Jürgen Müller", "muller"),
        ("Jürgen Müller", "mueller"),
        ("Mary-Kate O’Kealy", "okealy"),
        ("Mary-Kate O’Kealy", "o'kealy mary"),
        ("欧阳明澈", "明澈"),
        ("Joost van der Wielenmaker", "wielenm joost"),
    ],
)
def test_search_folds_and_takes_parts_in_any_order(
    people: People, add: Callable[..., int], name: str, typed: str
) -> None:
    add(name)
    assert found(people, typed) == [name]


def test_search_by_mail_phone_and_reference(people: People, add: Callable[..., int]) -> None:
    person = add("Arjun Sharma", email="a.sharma@meridiaan.example", phone="06 12 34 56 78")
    code = people.person(person).code
    for typed in ("a.sharma@mer", "0612345678", "345678", "+31612345678", code):
        assert found(people, typed) == ["Arjun Sharma"], typed


def test_only_the_name_is_needed(people: People, jansen: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        people.add(jansen, PersonEntry(full_name=" \u200e\u202e "), key=new_key())
    assert refused.value.field == "full_name"
    assert people.add(jansen, PersonEntry(full_name="O"), key=new_key()).value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("phone", "12"),
        ("birth_date", date(2090, 1, 1)),
        ("birth_year", 1850),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(
    people: People, jansen: Actor, field: str, value: object
) -> None:
    entry = PersonEntry(full_name="Yuki Tanaka", **{field: value})  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        people.add(jansen, entry, key=new_key())
    assert refused.value.field == field
    assert people.page() == []


@pytest.mark.parametrize("field", ["full_name", "street", "call_name"])
def test_a_bsn_is_refused_wherever_it_is_typed(people: People, jansen: Actor, field: str) -> None:
    entry = PersonEntry(**{"full_name": "Yuki Tanaka", field: "Yuki 111222333"})  # type: ignore[arg-type]
    with pytest.raises(IdentifierFound) as refused:
        people.add(jansen, entry, key=new_key())
    assert refused.value.field == field
    done = people.add(jansen, entry, guard_overridden=True, key=new_key())
    assert people.person(done.value)


def test_an_override_is_logged_without_the_number(
    people: People, jansen: Actor, centre: object
) -> None:
    entry = PersonEntry(full_name="Nihal Null", street="Flat 111222333")
    people.add(jansen, entry, guard_overridden=True, key=new_key())
    with centre.store.reading() as tx:  # type: ignore[attr-defined]
        rows = tx.rows("SELECT action, details FROM event_log WHERE subject = 'person'")
    assert [row.action for row in rows] == ["added", "guard_overridden"]
    assert "111222333" not in str(rows)


@pytest.mark.parametrize(
    "name", ["<b>Jan</b>", "Jan & Co <img src=x>", "🦊 Fox", "A" * 200, "Jan\tde\x00 Wit"]
)
def test_odd_names_are_kept_as_typed_but_for_controls(
    people: People, add: Callable[..., int], name: str
) -> None:
    person = add(name)
    shown = people.person(person).entry.full_name
    assert shown == names.clean(name)
    assert "\x00" not in shown
    assert "\t" not in shown


def test_the_same_key_adds_once(people: People, jansen: Actor) -> None:
    key = new_key()
    first = people.add(jansen, PersonEntry(full_name="Suhartini"), key=key)
    again = people.add(jansen, PersonEntry(full_name="Suhartini"), key=key)
    assert first.value == again.value
    assert len(people.page()) == 1


def test_an_edit_of_an_old_version_is_refused_with_both(
    people: People, add: Callable[..., int], jansen: Actor
) -> None:
    person = add("Giorgi Beridze")
    people.change(
        jansen, person, 1, PersonEntry(full_name="Giorgi Beridze", city="Leiden"), key=new_key()
    )
    with pytest.raises(Stale) as refused:
        people.change(jansen, person, 1, PersonEntry(full_name="G. Beridze"), key=new_key())
    assert (refused.value.mine, refused.value.theirs) == (1, 2)
    assert people.person(person).entry.city == "Leiden"


def test_undo_of_an_edit_brings_back_what_was_there_and_found(
    people: People, add: Callable[..., int], jansen: Actor
) -> None:
    person = add("Katarzyna Wiśniewska", residence_class=ResidenceClass.EU)
    done = people.change(jansen, person, 1, PersonEntry(full_name="Kasia Nowak"), key=new_key())
    assert found(people, "wisniewska") == []
    assert done.undo is not None
    done.undo()
    assert found(people, "wisniewska") == ["Katarzyna Wiśniewska"]
    assert people.person(person).entry.residence_class is ResidenceClass.EU


def test_a_household_has_one_first_person(
    people: People, add: Callable[..., int], jansen: Actor
) -> None:
    chidi = add("Chidi Okonkwo")
    add("Ngozi Okonkwo-de Vries", household_of=chidi, role=FamilyRole.PARTNER)
    add("Ada Okonkwo", birth_year=2019, household_of=chidi, role=FamilyRole.CHILD)
    assert [member.role for member in people.household_of(chidi)] == [
        FamilyRole.FIRST,
        FamilyRole.PARTNER,
        FamilyRole.CHILD,
    ]
    assert people.find("ngozi")[0].household_of == "Chidi Okonkwo"
    with pytest.raises(Invalid):
        people.set_household(
            jansen, [(chidi, FamilyRole.FIRST), (chidi, FamilyRole.FIRST)], key=new_key()
        )


def test_who_could_be_the_same_is_shown_while_typing(
    people: People, add: Callable[..., int]
) -> None:
    add("Xiaoyu Wang", birth_date=date(1990, 3, 4))
    other_year = add("Xiaoyu Wang", birth_year=1971)
    typed = PersonEntry(full_name="wang xiaoyu", birth_date=date(1990, 3, 4))
    ids = [line.person_id for line in people.likely_duplicates(typed)]
    assert len(ids) == 1
    assert other_year not in ids


def test_merging_moves_the_names_and_undo_takes_it_apart(
    people: People, add: Callable[..., int], jansen: Actor
) -> None:
    kept = add("Mohammed Abdullah", email="m.abdullah@post.example")
    twin = add("Muhammad Abdallah")
    done = people.merge(jansen, kept, twin, key=new_key())
    assert found(people, "abdallah") == ["Mohammed Abdullah"]
    assert people.person(twin).person_id == kept
    assert [name for _merge, name in people.person(kept).merged] == ["Muhammad Abdallah"]
    assert len(people.page()) == 1
    assert done.undo is not None
    done.undo()
    assert found(people, "abdallah") == ["Muhammad Abdallah"]
    assert people.person(twin).person_id == twin


def test_merged_chains_lead_to_the_one_that_stays(
    people: People, add: Callable[..., int], jansen: Actor
) -> None:
    first, second, third = (add(name) for name in ("Ana Uno", "Ana Dos", "Ana Tres"))
    people.merge(jansen, second, third, key=new_key())
    people.merge(jansen, first, second, key=new_key())
    assert people.person(third).person_id == first
    assert found(people, "tres") == ["Ana Uno"]
    for left, right in itertools.permutations((first, second, third), 2):
        with pytest.raises(Invalid):
            people.merge(jansen, left, right, key=new_key())


def test_nobody_there(people: People) -> None:
    with pytest.raises(NotFound):
        people.person(4711)
    assert people.find("") == []
