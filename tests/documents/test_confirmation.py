"""The confirmation tells everything that a visitor needs, in each language."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from papers import AMSTERDAM, CENTRE, pages_of, text_of

from expatdesk.documents.confirmation import (
    Confirmation,
    Fee,
    PaperToBring,
    Settled,
    Step,
    Visitor,
    render_confirmation,
)
from expatdesk.documents.parts import Languages, Words
from expatdesk.terms import FamilyRole, PaperNeed


def on_friday(hour, minute=0):
    return datetime(2026, 10, 23, hour, minute, tzinfo=AMSTERDAM)


PASSPORT = PaperToBring(Words("Valid passport", "Geldig paspoort"))
LETTER = PaperToBring(Words("Letter of the employer", "Brief van de werkgever"))
BIRTH = PaperToBring(Words("Birth certificate", "Geboorteakte"), PaperNeed.MAY_FOLLOW)

FAMILY = Confirmation(
    reference="7QK-4M2",
    made_at=datetime(2026, 10, 1, 14, 5, tzinfo=AMSTERDAM),
    centre=CENTRE,
    service=Words("First registration", "Eerste inschrijving"),
    steps=(
        Step(
            Words("registration", "inschrijving"),
            Words("Desk 1", "Balie 1"),
            on_friday(9),
            on_friday(10),
        ),
        Step(
            Words("welcome talk", "welkomstgesprek"),
            Words("Desk 3", "Balie 3"),
            on_friday(10, 5),
            on_friday(10, 35),
        ),
    ),
    visitors=(
        Visitor("Arjun Sharma", "", FamilyRole.FIRST, (PASSPORT, LETTER)),
        Visitor("欧阳明澈", "Ouyang Mingche", FamilyRole.PARTNER, (PASSPORT, BIRTH)),
        Visitor("Meera Sharma", "", FamilyRole.CHILD, (PASSPORT, BIRTH)),
    ),
    papers_once=(PaperToBring(Words("Lease", "Huurcontract")),),
    fee=Fee(
        (
            (Words("First person", "Eerste persoon"), 6050),
            (Words("Partner", "Partner"), 3025),
            (Words("Child", "Kind"), 1513),
        ),
        10588,
        Settled.AT_DESK,
    ),
    change_until=datetime(2026, 10, 21, 17, 0, tzinfo=AMSTERDAM),
    qr_payload="7QK-4M2",
)


def test_in_english_it_says_when_where_who_what_and_how_much():
    text = text_of(render_confirmation(replace(FAMILY, languages=Languages.EN)))

    for part in (
        "7QK-4M2",
        "Friday 23 October 2026",
        "09:00–10:00 Desk 1 · registration",
        "10:05–10:35 Desk 3 · welcome talk",
        "Stationsweg 126",
        "2312 AV Leiden",
        "Arjun Sharma, first person",
        "欧阳明澈, partner",
        "Ouyang Mingche",
        "Once for all of you • Lease",
        "Birth certificate (may follow later)",
        "€ 105.88",
        "You pay at the desk",
        "+31 71 516 51 65",
        "Until 21 Oct 2026, 17:00",
        "If you are late",
        "1 / 1",
        "1 Oct 2026, 14:05",
    ):
        assert part in text


def test_in_dutch_it_says_the_same():
    text = text_of(render_confirmation(replace(FAMILY, languages=Languages.NL)))

    for part in (
        "Uw afspraak",
        "Vrijdag 23 oktober 2026",
        "Balie 1 · inschrijving",
        "Huurcontract",
        "€ 105,88",
        "Als u te laat bent",
    ):
        assert part in text
    assert "October" not in text


def test_with_both_languages_each_text_stands_in_each():
    text = " ".join(pages_of(render_confirmation(FAMILY)))

    for part in ("When", "Wanneer", "Valid passport", "Geldig paspoort", "€ 105.88", "€ 105,88"):
        assert part in text


def test_those_who_bring_the_same_papers_share_a_list():
    text = text_of(render_confirmation(replace(FAMILY, languages=Languages.EN)))

    assert "欧阳明澈 · Ouyang Mingche, Meera Sharma • Valid passport • Birth certificate" in text
    assert text.count("Valid passport") == 2


@pytest.mark.parametrize(
    ("settled", "said"),
    [
        (Settled.PAID, "This has been paid."),
        (Settled.ON_ACCOUNT, "Meridiaan Biotech B.V. pays."),
        (Settled.EXEMPT, "proof of your exemption"),
    ],
)
def test_it_says_who_pays(settled, said):
    fee = Fee(FAMILY.fee.lines, 10588, settled, payer="Meridiaan Biotech B.V.")

    text = text_of(render_confirmation(replace(FAMILY, fee=fee, languages=Languages.EN)))

    assert said in text


def test_a_family_of_twelve_gets_a_second_page_and_nobody_is_lost():
    crowd = tuple(
        Visitor(f"Visitor Number {number}", "", FamilyRole.CHILD, (PASSPORT, BIRTH) * (number % 3))
        for number in range(12)
    )

    pages = pages_of(render_confirmation(replace(FAMILY, visitors=crowd)))

    assert len(pages) > 1
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert all(f"Visitor Number {number}, child" in " ".join(pages) for number in range(12))


def test_a_format_sign_in_a_text_is_only_a_sign():
    odd = PaperToBring(Words("{paper} {0} %s", "{paper} {0} %s"))
    visitor = Visitor("{reference}", "", None, (odd,))

    text = text_of(
        render_confirmation(replace(FAMILY, visitors=(visitor,), languages=Languages.EN))
    )

    assert "{reference}" in text
    assert "{paper} {0} %s" in text
