"""Which sheet helps with a reason of refusal: chosen from those that there are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from expatdesk.ui.kit import ComboField
from tests.ui import audit
from tests.ui.room import Room
from tests.ui.settings.hands import card, click, field, pick, settings
from tests.workflows.libraries import give_sheets

R04 = "R04 · Address is a hotel or holiday rental"


def sheet_of(room: Room, code: str) -> str:
    lines = room.centre.setup.reasons.all()
    return next(line.entry.sheet for line in lines if line.code == code)


def test_the_sheet_is_chosen_by_its_title(enter: Callable[..., Room]) -> None:
    room = enter()
    give_sheets(room.centre)
    page = settings(room, "reasons")
    pick(room, page, R04)
    combo = field(page, "entry", "sheet")
    assert isinstance(combo, ComboField)
    assert combo.currentText() == "Renting a home"
    combo.setFocus()
    room.press(Qt.Key.Key_Up)
    assert combo.currentText() == "Your BSN"
    click(room, card(page, "entry").button)
    assert sheet_of(room, "R04") == "bsn"
    assert "Your BSN" in audit.readable(page), "the list says it by its title too"


def test_a_code_that_names_no_sheet_is_kept_until_another_is_chosen(
    enter: Callable[..., Room],
) -> None:
    room = enter()
    page = settings(room, "reasons")
    pick(room, page, R04)
    combo = field(page, "entry", "sheet")
    assert isinstance(combo, ComboField)
    assert combo.value() == "renting"
