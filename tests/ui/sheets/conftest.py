"""The room of the sheets on the scenario centre, with three sheets of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from expatdesk.clock import FixedClock
from expatdesk.services.base import Actor, new_key
from expatdesk.services.sheets.first import FirstPack, FirstSheet, FirstSheets, FirstText
from expatdesk.services.sheets.types import DraftInput, SheetView
from expatdesk.storage.store import Store
from expatdesk.texts import Pair
from expatdesk.ui.operations import Operations
from tests.ui.one_room import FoundedCentre, founded_centre, manager_of
from tests.ui.sheets.hands import SheetsRoom

BSN_EN = """# Your BSN
The citizen service number is your personal number.

## What it costs
The service costs {fee.registration_first} for the first person.

## Next
- [keep it with your passport]{.check #passport}
- insurance costs [about € 159 a month]{.yearly #premium}
"""
BSN_NL = """# Uw BSN
Het burgerservicenummer is uw persoonlijke nummer.

## Wat het kost
De dienst kost {fee.registration_first} voor de eerste persoon.

## Verder
- [bewaar het bij uw paspoort]{.check #passport}
- een verzekering kost [ongeveer € 159 per maand]{.yearly #premium}
"""
DIGID_EN = "# DigiD\nYour login for the government.\n\n## How\n1. Apply\n2. Wait for a letter\n"
DIGID_NL = "# DigiD\nUw inlog bij de overheid.\n\n## Hoe\n1. Vraag aan\n2. Wacht op een brief\n"
RENT_EN = "# Renting a home\nHow to rent.\n\n## Deposit\nTwo months at most.\n"
RENT_NL = "# Een woning huren\nZo huurt u.\n\n## Borg\nHoogstens twee maanden.\n"


def first_sheets() -> FirstSheets:
    def sheet(number: int, code: str, english: str, dutch: str) -> FirstSheet:
        texts = {"en": FirstText(english, "Our notes"), "nl": FirstText(dutch, "Onze notities")}
        return FirstSheet(code, number, "Front desk", 2026, texts)

    return FirstSheets(
        (("en", "English"), ("nl", "Nederlands")),
        (
            sheet(1, "bsn", BSN_EN, BSN_NL),
            sheet(2, "digid", DIGID_EN, DIGID_NL),
            sheet(3, "renting", RENT_EN, RENT_NL),
        ),
        (FirstPack(Pair("First registration", "Eerste inschrijving"), ("bsn", "digid")),),
    )


@pytest.fixture
def dialect() -> str:
    """The window is tested on SQLite; the services under it are on both."""
    return "sqlite"


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 24 November 2026, 11:42 in Amsterdam."""
    return FixedClock(datetime(2026, 11, 24, 10, 42, tzinfo=UTC))


@pytest.fixture
def bare_centre(store: Store) -> FoundedCentre:
    """The centre without any sheet."""
    return founded_centre(store)


@pytest.fixture
def centre(bare_centre: FoundedCentre) -> FoundedCentre:
    bare_centre.sheets.give_first(first_sheets())
    return bare_centre


@pytest.fixture
def actor(bare_centre: FoundedCentre) -> Actor:
    return manager_of(bare_centre)


@pytest.fixture
def colleague(bare_centre: FoundedCentre, actor: Actor) -> Actor:
    """Another manager, at another desk."""
    staff = bare_centre.founded.staff["A. Kaya"]
    return dataclasses.replace(actor, staff_id=staff, staff_name="A. Kaya", is_manager=True)


@pytest.fixture
def read(centre: FoundedCentre) -> Callable[[str], SheetView]:
    """A sheet as it stands in the centre, by its code."""

    def one(code: str = "bsn") -> SheetView:
        view: SheetView = centre.sheets.sheet_of(code)
        return view

    return one


@pytest.fixture
def elsewhere(
    centre: FoundedCentre, colleague: Actor, read: Callable[[str], SheetView]
) -> Callable[..., int]:
    """The colleague saves other texts of a sheet at another desk."""

    def save(code: str = "bsn", **bodies: str) -> int:
        view = read(code)
        entry = DraftInput({**view.bodies, **bodies}, view.sources, view.valid_for_year)
        done = centre.sheets.save_draft(
            colleague, view.sheet_id, entry, view.draft_version, view.published, key=new_key()
        )
        return int(done.value)

    return save


@pytest.fixture
def enter(
    actor: Actor, clock: FixedClock, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> Iterator[Callable[..., SheetsRoom]]:
    """Opens the room for the manager, or for somebody else, in a window of a size."""
    opened: list[SheetsRoom] = []

    def open_it(
        centre: FoundedCentre, who: Actor | None = None, size: tuple[int, int] = (1440, 900)
    ) -> SheetsRoom:
        room = SheetsRoom("sheets", centre, who or actor, clock, operations, tmp_path, qtbot)
        opened.append(room)
        if size != (1440, 900):
            room.window.resize(*size)
            room.settle()
        return room

    yield open_it
    for room in opened:
        room.close()


@pytest.fixture
def room(centre: FoundedCentre, enter: Callable[..., SheetsRoom]) -> SheetsRoom:
    """The room with the keyboard in the English text of the first sheet."""
    return enter(centre).into("bsn")
