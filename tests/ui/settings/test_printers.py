"""The receipt printer is chosen from those that this computer has."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from cups import Cups
from PySide6.QtCore import Qt

from expatdesk.services.settings import keys
from expatdesk.ui.kit import ComboField
from expatdesk.ui.settings import SettingsPage
from expatdesk.ui.settings.fields.printers import PrinterForm
from expatdesk.ui.theme import Theme
from expatdesk.workflows.printing import LpSpooler, Printer
from tests.ui.audit import cut_texts, nameless, rich_labels
from tests.ui.room import Household, Room
from tests.ui.settings.hands import button, click, field, pick, settings, type_into

TODAY = date(2026, 11, 24)
CTRL = Qt.KeyboardModifier.ControlModifier
Enter = Callable[..., Room]


def open_printers(room: Room) -> tuple[SettingsPage, PrinterForm]:
    page = settings(room, "centre")
    pick(room, page, "Receipt printer")
    return page, form_of(page)


def form_of(page: SettingsPage) -> PrinterForm:
    card = page.panel.named("value")
    assert card is not None
    form = card.fields["value"]
    assert isinstance(form, PrinterForm)
    return form


def offered(form: PrinterForm) -> list[str]:
    combo: ComboField[str] = form.field
    return [combo.itemText(at) for at in range(combo.count())]


def keep(home: Household, printer: str) -> None:
    home.centre.settings.set(home.actor(), keys.PRINTER, printer, key=home.key())


def test_the_printers_of_the_system_are_offered_with_its_default(
    home: Household, enter: Enter, cups: Cups
) -> None:
    for name in ("Archive", "Broken", "Roll", "Stopped"):
        cups.add(name, default=name == "Roll")
    cups.reject("Broken")
    cups.pause("Stopped")
    room = enter()
    _page, form = open_printers(room)
    assert offered(form) == [
        "The system’s default printer",
        "No printer",
        "Roll",
        "Archive",
        "Broken (takes no documents now)",
        "Stopped (paused)",
    ]
    assert form.note.text() == "4 printers found. The system’s default: Roll."
    assert form.field.currentText() == "The system’s default printer"


def test_a_printer_is_chosen_by_keys_from_a_day_and_undone(
    home: Household, enter: Enter, cups: Cups
) -> None:
    cups.add("Archive")
    cups.add("Roll")
    room = enter()
    page, form = open_printers(room)
    assert form.note.text() == "2 printers found. None is the system’s default."
    form.field.setFocus()
    room.press(Qt.Key.Key_Down, times=2)
    assert form.field.currentText() == "Archive"
    type_into(room, field(page, "value", "valid_from"), "1-1-2027")
    room.press(Qt.Key.Key_S, CTRL)
    get = home.centre.settings.get
    assert (get(keys.PRINTER), get(keys.PRINTER, date(2027, 1, 1))) == ("", "Archive")
    assert "from 1 Jan 2027" in room.seen()
    room.undo()
    assert get(keys.PRINTER, date(2027, 1, 1)) == ""


def test_no_printer_is_a_choice_and_is_said_in_words(
    home: Household, enter: Enter, cups: Cups
) -> None:
    room = enter()
    page, form = open_printers(room)
    form.field.setFocus()
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_S, CTRL)
    assert home.centre.settings.get(keys.PRINTER) == keys.NO_PRINTER
    line = page.table.current_row()
    assert line is not None
    assert callable(line.detail)
    assert line.detail() == "No printer"
    assert keys.NO_PRINTER not in room.seen()


def test_a_kept_printer_that_is_not_there_stays_and_is_marked(
    home: Household, enter: Enter, cups: Cups
) -> None:
    keep(home, "Front-Desk")
    cups.add("Roll", default=True)
    room = enter()
    page, form = open_printers(room)
    assert form.field.currentText() == "Front-Desk (not found)"
    assert form.value() == "Front-Desk"
    assert not page.panel.dirty()

    cups.add("Front-Desk")
    click(room, button(room, "Look again"))
    assert form.field.currentText() == "Front-Desk"
    assert offered(form)[2:] == ["Roll", "Front-Desk"]


def test_what_was_chosen_but_not_saved_outlives_another_look(
    home: Household, enter: Enter, cups: Cups
) -> None:
    cups.add("Roll", default=True)
    room = enter()
    page, form = open_printers(room)
    form.field.setFocus()
    room.press(Qt.Key.Key_Down, times=2)
    cups.remove("Roll")
    click(room, button(room, "Look again"))
    assert form.field.currentText() == "Roll (not found)"
    assert form.value() == "Roll"
    assert page.panel.dirty()
    assert form.note.text() == "No printer is set up on this computer."


def test_a_system_without_printing_says_so_and_can_be_asked_again(
    home: Household, enter: Enter, cups: Cups
) -> None:
    keep(home, "Roll")
    cups.add("Roll", default=True)
    cups.stop()
    room = enter()
    _page, form = open_printers(room)
    assert form.note.text() == "The print system does not run."
    # Whether it is there nobody knows, so nobody says that it is not.
    assert form.field.currentText() == "Roll"
    cups.start()
    click(room, button(room, "Look again"))
    assert form.note.text() == "1 printer found. The system’s default: Roll."


def test_a_machine_without_lp_says_so(
    home: Household, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    room = enter()
    _page, form = open_printers(room)
    assert form.note.text() == "This computer has no print system."
    assert offered(form) == ["The system’s default printer", "No printer"]


def test_a_print_system_that_hangs_holds_up_nobody(
    home: Household, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    asked: list[threading.Thread] = []

    def printers(_spooler: LpSpooler) -> list[Printer]:
        asked.append(threading.current_thread())
        assert goes_on.wait(20)
        return [Printer("Roll", is_default=True)]

    monkeypatch.setattr(LpSpooler, "printers", printers)
    room = enter()
    page = settings(room, "centre")
    rows = page.table.rows_model.rows()
    page.table.selectRow([line.key for line in rows].index(keys.PRINTER.name))
    form = form_of(page)
    # The window goes on: it says that it looks, and other settings can be read.
    assert form.note.text() == "Looking for printers…"
    form.look()
    page.table.selectRow(0)
    assert page.panel.named("value") is not None
    page.table.selectRow([line.key for line in rows].index(keys.PRINTER.name))
    goes_on.set()
    room.settle()
    assert form_of(page).note.text() == "1 printer found. The system’s default: Roll."
    assert threading.main_thread() not in asked
    # Once for each time that the form was opened; asking twice at a time is no use.
    assert len(asked) == 2


def test_the_front_desk_reads_which_printer_it_is(
    home: Household, enter: Enter, cups: Cups
) -> None:
    keep(home, "Roll")
    cups.add("Roll")
    room = enter("S. Jansen")
    _page, form = open_printers(room)
    assert form.field.currentText() == "Roll"
    assert not form.field.isEnabled()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_its_words_have_their_place(
    home: Household,
    enter: Enter,
    cups: Cups,
    dressed: Theme,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    dressed.choose("dark" if theme == "dark" else "light")
    keep(home, "Front-Desk")
    cups.add("Roll", default=True)
    room = enter(size=size)
    page, form = open_printers(room)
    room.desk.set_language(language)
    room.settle()
    assert nameless(page) == []
    assert cut_texts(page) == []
    assert rich_labels(page) == []
    header = page.table.horizontalHeader()
    for column in (0, 1):
        title = str(page.table.rows_model.headerData(column, Qt.Orientation.Horizontal))
        assert header.fontMetrics().horizontalAdvance(title) < header.sectionSize(column)
    for at in range(form.field.count()):
        width = form.field.fontMetrics().horizontalAdvance(form.field.itemText(at))
        assert width < form.field.width() - 40, form.field.itemText(at)
