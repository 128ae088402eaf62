"""Two desks at the same moment: one wins, the other is told, and nothing is lost or doubled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from services.sheets.writing import FIRST, Office

from expatdesk.services.base import Refusal
from expatdesk.services.sheets.sheets import Sheets
from expatdesk.services.sheets.types import DraftInput, SheetEntry
from expatdesk.storage.store import Store

ROUNDS = 6


class Desk(threading.Thread):
    """One desk that writes as soon as the others are ready too."""

    def __init__(self, write: Callable[[], Any], gate: threading.Barrier) -> None:
        super().__init__()
        self.write = write
        self.gate = gate
        self.result: object = None

    def run(self) -> None:
        self.gate.wait()
        try:
            self.result = self.write()
        except Refusal as refusal:
            self.result = refusal


def at_once(*writes: Callable[[], Any]) -> list[str]:
    """What came of writes that begin together: names of results or refusals, sorted."""
    gate = threading.Barrier(len(writes))
    desks = [Desk(write, gate) for write in writes]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(30)
    return sorted(type(desk.result).__name__ for desk in desks)


def both(stores: tuple[Store, Store]) -> tuple[Sheets, Sheets]:
    return Sheets(stores[0], stores[0].clock), Sheets(stores[1], stores[1].clock)


def test_of_two_who_publish_one_wins_and_numbers_have_no_gap(
    office: Office, two_stores: tuple[Store, Store]
) -> None:
    sheet = office.ids["bsn"]
    for number in range(2, 2 + ROUNDS):
        draft = office.save(en=f"# Number {number}\n").value
        found = at_once(
            *(
                partial(sheets.publish, office.mine, sheet, draft, key=f"{number}-{at}")
                for at, sheets in enumerate(both(two_stores))
            )
        )
        assert found == ["Done", "Stale"]
        assert office.view().published == number


def test_of_two_who_begin_a_draft_one_wins_and_the_other_has_both(
    office: Office, two_stores: tuple[Store, Store]
) -> None:
    for code in ("bsn", "renting", "schools"):
        found = at_once(
            *(
                partial(
                    sheets.save_draft,
                    office.mine,
                    office.ids[code],
                    DraftInput({"en": f"# Of desk {at}\n"}),
                    0,
                    1,
                    key=f"{code}-{at}",
                )
                for at, sheets in enumerate(both(two_stores))
            )
        )
        assert found == ["Done", "Stale"]
        assert office.view(code).bodies["en"].startswith("# Of desk")


def test_who_saves_while_the_other_publishes(
    office: Office, two_stores: tuple[Store, Store]
) -> None:
    """Either what was saved is refused, or publishing is: never is it lost in between."""
    sheet = office.ids["bsn"]
    one, other = both(two_stores)
    for number in range(ROUNDS):
        view = office.view()
        draft = office.save(en=f"# Begun {number}\n").value
        entry = DraftInput({"en": f"# Saved {number}\n"})
        found = at_once(
            partial(one.publish, office.mine, sheet, draft, key=f"p{number}"),
            partial(
                other.save_draft, office.theirs, sheet, entry, draft, view.published,
                key=f"s{number}",
            ),
        )  # fmt: skip
        assert found == ["Done", "Stale"]
        now = office.view()
        published = now.published == view.published + 1
        assert now.bodies["en"] == (f"# Begun {number}\n" if published else f"# Saved {number}\n")


def test_of_two_who_add_the_same_sheet_one_is_told(
    office: Office, two_stores: tuple[Store, Store]
) -> None:
    for number in range(40, 40 + ROUNDS):
        entry = SheetEntry(f"sheet_{number}", number)
        found = at_once(
            *(
                partial(sheets.add_sheet, office.mine, entry, key=f"{number}-{at}")
                for at, sheets in enumerate(both(two_stores))
            )
        )
        assert found == ["Done", "Invalid"]


def test_two_programs_that_start_at_once_give_the_first_sheets_once(
    two_stores: tuple[Store, Store],
) -> None:
    one, other = both(two_stores)
    assert at_once(partial(one.give_first, FIRST), partial(other.give_first, FIRST)) == [
        "int",
        "int",
    ]
    assert len(one.shelf()) == 3
    assert len(one.packs()) == 2
