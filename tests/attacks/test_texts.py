"""Attacks by what is typed: nothing breaks a statement, a sentence, a file or another field."""

from __future__ import annotations

import csv
import dataclasses
import random
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attacks.raids import ADDRESS, Raid
from services.reception.receiving import moment

from expatdesk import guard
from expatdesk.names import clean
from expatdesk.services.appointments.types import MessageEntry, VisitQuery
from expatdesk.services.base import Invalid, Refusal
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.people.types import IdentifierFound
from expatdesk.services.reception.types import FollowUpEntry
from expatdesk.services.till.types import Recipient, Tender
from expatdesk.terms import FollowUpKind, Means, MessageKind, VisitState

NAMES = [
    row["full"]
    for row in csv.DictReader(
        (Path(__file__).parents[1] / "data" / "names.csv").read_text("utf-8").splitlines()
    )
]
NASTY = [
    "a\0b",
    "\ud800 alone",
    "\u202e00,52 €",
    "{0} {name.__class__} %s %(x)s",
    "'; DROP TABLE person; --",
    "x" * 500,
]
ASKED = [
    *NASTY, "%", "_", "\\", '"', "*", "Mary OR John", "NEAR(Mary John)", "-Mary", "^M",
    "full_name:Mary", "(((", "'", "&", "|", "!", ":*", "2026-%", "2026\0-1", "C2026-_", "﷽" * 200,
]  # fmt: skip
REST = {"language": "en", "kind": MessageKind.MAIL}


def said(write: Callable[[], object]) -> None:
    """It is done, or refused with a sentence; anything else is a failure of the program."""
    try:
        write()
    except Refusal as refused:
        sentence = refused.message()
    else:
        return
    assert sentence


def found(desk: Raid, text: str) -> list[object]:
    """What all searches find together."""
    centre, first, last = desk.centre, date(2026, 1, 1), date(2026, 12, 31)
    codes = [centre.appointments.by_code(text)]
    return [
        *centre.people.find(text),
        *centre.people.find_anything(text),
        *centre.people.page(text=f"{text} Quix"),
        *centre.organisations.find(text),
        *centre.till.receipts(first, last, text),
        *centre.till.slips(first, last, text),
        *centre.appointments.visits(VisitQuery(first, last, text=f"{text} Quix")),
        *(code for code in codes if code is not None),
    ]


class Digits(random.Random):
    """Draws codes without letters, each another one."""

    def choice(self, seq: Any) -> Any:
        return super().choice([mark for mark in seq if mark.isdigit()])


class TestWhateverIsTyped:
    @pytest.mark.parametrize("text", NASTY)
    def test_a_booking_takes_it_or_says_why_not(self, desk: Raid, text: str) -> None:
        texts = {"note": text, "booker_contact": text, "exemption_proof": text}
        said(lambda: desk.book(**texts))
        here = desk.centre.founded.desks["desk1"]
        place = desk.centre.appointments.place_at(
            desk.service_id, 1, moment("2026-09-14 09:00"), here, squeeze=True
        )
        said(lambda: desk.book(place=place, squeeze_reason=text))
        start, end = moment("2026-09-16 09:00"), moment("2026-09-16 10:00")
        said(
            lambda: desk.centre.appointments.block(desk.actor, here, start, end, text, key="block")
        )
        said(lambda: desk.centre.appointments.save_draft(desk.actor, "token", "booking", text))

    @pytest.mark.parametrize("text", NASTY)
    def test_receiving_takes_it_or_says_why_not(self, desk: Raid, text: str) -> None:
        visit, reception, actor = desk.book(), desk.centre.reception, desk.actor
        desk.advance(visit, VisitState.ARRIVED)
        due = date(2026, 9, 21)
        entry = FollowUpEntry(visit_id=visit.visit_id, kind=FollowUpKind.OTHER, due=due, note=text)
        mail = MessageEntry(address=text, subject=text, body=text, **REST)  # type: ignore[arg-type]
        said(lambda: desk.step_back(visit, text))
        said(lambda: reception.add_follow_up(actor, entry, key=desk.key()))
        said(lambda: reception.draft(actor, mail, key=desk.key()))
        said(lambda: desk.turn_away(visit, "R04", note=text))

    @pytest.mark.parametrize("text", NASTY)
    def test_the_till_takes_it_or_says_why_not(self, desk: Raid, text: str) -> None:
        visit = desk.book()
        said(lambda: desk.pay(visit, Tender(Means.PIN, 6050, reference=text)))
        for field in ("name", "latin", "vat_id"):
            recipient = dataclasses.replace(Recipient("A", ADDRESS), **{field: text})
            said(lambda who=recipient: desk.pay(visit, Tender(Means.PIN, 6050), recipient=who))

    @pytest.mark.parametrize("text", NASTY)
    def test_people_and_organisations_take_it_or_say_why_not(self, desk: Raid, text: str) -> None:
        for field in ("given", "surname", "original", "street", "postcode", "email", "phone"):
            said(lambda name=field: desk.person("Mary Kate", **{name: text}))
        said(lambda: desk.person(text))
        for each in dataclasses.fields(OrganisationEntry):
            if each.type == "str":
                entry = OrganisationEntry(**{"name": "Meridiaan", each.name: text})
                said(lambda it=entry: desk.centre.organisations.add(desk.actor, it, key=desk.key()))

    def test_every_search_is_only_a_search(self, desk: Raid) -> None:
        """Nobody and nothing here is called so, and a wildcard is a character like others."""
        desk.centre.people._random = Digits()  # a reference with letters might begin so
        desk.pay(desk.book())
        for text in ASKED:
            assert found(desk, text) == [], ascii(text)


class TestNames:
    @pytest.mark.parametrize("dialect", ["sqlite"])
    def test_every_name_is_booked_found_and_charged(self, desk: Raid) -> None:
        days = [f"2026-09-{day} {hour}:00" for day in range(14, 26) for hour in ("09", "10", "14")]
        open_days = [when for when in days if when[8:10] not in {"19", "20"}]
        hours = [*open_days, *(when.replace(":00", ":30") for when in open_days)]
        for name, when in zip(NAMES, hours, strict=False):
            person = desk.person(name)
            visit = desk.book(when, persons=[person])
            issued = desk.pay(visit, recipient=Recipient(name, ADDRESS))
            assert person in {found.person_id for found in desk.centre.people.find(name)}, name
            assert desk.sheet(visit).comers[0].full_name == clean(name)
            assert desk.centre.till.receipt(issued.receipt_id).recipient.name == clean(name)
        assert desk.findings() == []

    def test_braces_in_a_name_are_letters_of_it(self, desk: Raid) -> None:
        """A refusal fills its sentence once; what is filled in is not looked at again."""
        refusal = Invalid("{name} is {other}.", name="{other.__class__} %s", other="here")
        assert refusal.message() == "{other.__class__} %s is here."

    def test_two_hundred_letters_and_five_hundred(self, desk: Raid) -> None:
        for length in (200, 500):
            name = "Wolfeschlegelsteinhausen " * 40
            assert desk.person(name[:length].strip())
        with pytest.raises(Invalid):
            desk.person("x" * 501)


class TestTheGuard:
    @pytest.mark.parametrize(
        "text",
        [
            "111\u200c222333",  # joiners, spaces without width, soft hyphens, marks of direction
            "111\u200d222333",
            "111\u200b222333",
            "1\u20601\u20601222333",
            "111\ufeff222\u202e333",
            "1112\u034f22333",
            "111\ufe0f222333",
            "1\u00ad1\u00ad1222333",
            "１１１２２２３３３",  # full width
            "١١١٢٢٢٣٣٣",  # Arabic
            "१११२२२३३३",  # Devanagari
            "1.1.1.2.2.2.3.3.3",
            "111 / 222 / 333",
            "111 - 222 - 333",
            "111. 222. 333",
            "111,222,333",
            "111'222'333",
            "111·222·333",
            "scan_111222333.pdf",
            "BSN111222333",
        ],
    )
    def test_no_mark_between_the_digits_hides_them(self, text: str) -> None:
        (found,) = guard.find_identifiers(f"see {text} below")
        assert not any(c.isdecimal() for c in guard.masked(f"see {text} below"))
        assert found.start >= len("see ")

    @pytest.mark.parametrize(
        "text",
        [
            "071 516 51 65", "071 - 516 51 65", "+31 71 516 51 65", "06-12345678",
            "+44 20 7946 0958",
            "NL001234567B01", "NL 0012.34.567.B.01", "NL91 ABNA 0417 1643 00", "PO 4500012345",
            "2026-004183", "C2026-000012", "14-09-2026", "20260914", "2026 / 09 / 14",
            "14-09-2026 09:30", "Monday 09.00 - 12.15", "€ 1.234.567,89", "2333 CW 12",
        ],
    )  # fmt: skip
    def test_what_looks_alike_is_left_alone(self, text: str) -> None:
        assert guard.find_identifiers(text) == []

    def test_a_number_is_not_hidden_in_any_text_of_a_booking(self, desk: Raid) -> None:
        for field in ("note", "booker_contact", "exemption_proof"):
            with pytest.raises(IdentifierFound):
                desk.book(**{field: "111\u200c222\u200b333"})

    @pytest.mark.parametrize(
        "text", ["1 " * 20_000, "1" * 100_000, "NL" + "1 " * 20_000, "v num" + "e" * 50_000]
    )
    def test_no_text_keeps_the_desk_waiting(self, text: str) -> None:
        begun = time.process_time()
        guard.find_identifiers(text)
        assert time.process_time() - begun < 3
