"""The receipt printer is chosen from those that this computer has."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from escpos_printer import ReceiptPrinter, receipt_printer
from print_server import Cups
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from expatdesk.services.printing import PrintOptions, Profile, profile_on
from expatdesk.services.settings import keys
from expatdesk.terms import PaperKind, Sides
from expatdesk.ui.kit import ComboField
from expatdesk.ui.printing import here_of
from expatdesk.ui.settings import SettingsPage
from expatdesk.ui.settings.fields.printers import PrinterForm
from expatdesk.ui.settings.fields.profiles import ProfileForm
from expatdesk.ui.theme import Theme
from expatdesk.ui.till.previewing import paper_of
from expatdesk.workflows.printing import LpSpooler, Printer
from expatdesk.workflows.printing.escpos import DOTS_58, device
from tests.ui.audit import cut_texts, nameless, rich_labels
from tests.ui.room import Household, Room
from tests.ui.settings.hands import button, card, click, field, pick, settings, type_into

__all__ = ["receipt_printer"]

TODAY = date(2026, 11, 24)
CTRL = Qt.KeyboardModifier.ControlModifier
DIRECT = ["Network receipt printer…", "USB receipt printer…"]
Enter = Callable[..., Room]


def open_printers(room: Room) -> tuple[SettingsPage, PrinterForm]:
    page = settings(room, "printers")
    pick(room, page, "Receipts")
    return page, form_of(page)


def form_of(page: SettingsPage) -> PrinterForm:
    return profile_of(page).printer


def profile_of(page: SettingsPage) -> ProfileForm:
    form = card(page, "profile").fields["profile"]
    assert isinstance(form, ProfileForm)
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
        *DIRECT,
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
    type_into(room, field(page, "profile", "valid_from"), "1-1-2027")
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
    assert offered(form)[2:] == ["Roll", "Front-Desk", *DIRECT]


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
    assert offered(form) == ["The system’s default printer", "No printer", *DIRECT]


def test_a_print_system_that_hangs_holds_up_nobody(
    home: Household, enter: Enter, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
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
    page.open_section("printers")
    qtbot.waitUntil(lambda: page.panel.named("profile") is not None)
    form = form_of(page)
    # The window goes on: it says that it looks, and other settings can be read.
    assert form.note.text() == "Looking for printers…"
    form.look()
    page.table.selectRow(1)
    assert page.panel.named("profile") is not None
    page.table.selectRow(0)
    goes_on.set()
    room.settle()
    assert form_of(page).note.text() == "1 printer found. The system’s default: Roll."
    assert threading.main_thread() not in asked
    # Once for each time that a form was opened; asking twice at a time is no use.
    assert len(asked) == 3


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


# how it is printed


def plain(form: ProfileForm) -> tuple[list[str], list[str], bool]:
    trays = [form.tray.itemText(at) for at in range(form.tray.count())]
    sides = [form.sides.itemText(at) for at in range(form.sides.count())]
    return trays, sides, form.sided.isVisible()


def test_tray_copies_and_sides_are_chosen_and_kept_together(
    home: Household, enter: Enter, cups: Cups
) -> None:
    cups.add("Archive", default=True)
    cups.add("Roll")
    room = enter()
    page = settings(room, "printers")
    pick(room, page, "Information sheets")
    form = profile_of(page)
    assert plain(form) == (
        ["The usual one", "Upper", "Lower"],
        ["No", "Yes, turned like a book", "Yes, turned like a pad"],
        True,
    )
    form.printer.field.setFocus()
    room.type("Arch")
    for field_, key, times in ((form.tray, Qt.Key.Key_Down, 2), (form.copies, Qt.Key.Key_3, 1),
                               (form.sides, Qt.Key.Key_Down, 1)):  # fmt: skip
        field_.setFocus()
        room.press(key, times=times)
    room.press(Qt.Key.Key_S, CTRL)
    wanted = Profile("Archive", PrintOptions("Lower", 3, Sides.LONG_EDGE))
    assert profile_on(home.centre.settings.on(), PaperKind.SHEETS) == wanted
    assert "Archive · tray Lower · 3 copies · both sides" in room.seen()
    room.undo()
    assert profile_on(home.centre.settings.on(), PaperKind.SHEETS) == Profile()
    assert profile_on(home.centre.settings.on(), PaperKind.RECEIPTS) == Profile()


def test_a_coming_profile_is_listed_and_forgotten_whole(
    home: Household, enter: Enter, cups: Cups
) -> None:
    coming: dict[str, object] = {
        "printing.letters_printer": "Archive",
        "printing.letters_copies": 2,
    }
    day = date(2027, 1, 1)
    home.centre.settings.set_all(home.actor(), coming, day, replaces={}, key=home.key())
    cups.add("Archive", default=True)
    room = enter()
    page = settings(room, "printers")
    pick(room, page, "Letters and lists")
    assert "Archive · 2 copies" in room.seen()
    assert "from 1 Jan 2027" in room.seen()
    click(room, button(room, "Forget"))
    assert profile_on(home.centre.settings.on(day), PaperKind.LETTERS) == Profile()
    room.undo()
    assert profile_on(home.centre.settings.on(day), PaperKind.LETTERS).options.copies == 2


def test_a_receipt_printer_in_the_network_is_set_up_by_keys(
    home: Household, enter: Enter, cups: Cups, receipt_printer: ReceiptPrinter
) -> None:
    room = enter()
    page, form = open_printers(room)
    assert not form.direct.isVisible()
    form.field.setFocus()
    room.type("Net")
    assert form.field.currentText() == "Network receipt printer…"
    assert form.direct.isVisible()
    room.press(Qt.Key.Key_Tab)
    assert room.focused() is form.direct.place

    for typed, said in (
        ("", "Type the printer’s address: 192.168.1.20, or its name in the network."),
        ("till 1", "Type the printer’s address: 192.168.1.20, or its name in the network."),
        ("127.0.0.1:0", "A port is a number from 1 to 65535."),
        ("127.0.0.1:x", "A port is a number from 1 to 65535."),
    ):
        room.replace(typed)
        room.press(Qt.Key.Key_S, CTRL)
        assert form.error() == said
        assert home.centre.settings.get(keys.PRINTER) == ""
        assert form.direct.place.text() == typed

    room.replace(receipt_printer.label)
    room.press(Qt.Key.Key_S, CTRL)
    kept = home.centre.settings.get(keys.PRINTER)
    assert kept == f"escpos://{receipt_printer.label}/?width=576"
    assert f"Receipt printer {receipt_printer.label} (80 mm)" in room.seen()
    # Opened again it stands there as it was typed.
    pick(room, page, "Information sheets")
    pick(room, page, "Receipts")
    form = form_of(page)
    assert form.direct.place.text() == receipt_printer.label
    assert not page.panel.dirty()


def test_a_test_page_comes_out_before_anything_is_saved(
    home: Household, enter: Enter, cups: Cups, receipt_printer: ReceiptPrinter
) -> None:
    room = enter()
    page, form = open_printers(room)
    form.field.setFocus()
    room.type("Net")
    form.direct.place.setFocus()
    room.replace(receipt_printer.label)
    click(room, profile_of(page).trial)
    assert len(receipt_printer.roll.cuts) == 1
    assert "Sent to the printer Receipt printer" in room.seen()
    assert home.centre.settings.get(keys.PRINTER) == ""

    receipt_printer.answers[4] = 0x72
    click(room, profile_of(page).trial)
    assert (
        "Test page test-receipts is not printed. "
        f"The printer “{receipt_printer.label}” has run out of paper." in room.seen()
    )


def test_a_printer_at_usb_needs_its_two_numbers(
    home: Household, enter: Enter, cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = enter()
    page, form = open_printers(room)
    form.field.setFocus()
    room.type("USB")
    form.direct.place.setFocus()
    room.replace("04b8")
    room.press(Qt.Key.Key_S, CTRL)
    assert form.error() == (
        "Type the printer’s two numbers at USB with a colon between: 04b8:0e15."
    )
    monkeypatch.setattr(device, "usb_printers", lambda: [("04b8:0e15", "TM-T20III")])
    click(room, form.direct.look)
    assert form.direct.place.text() == "04b8:0e15"
    assert form.direct.note.text() == "TM-T20III"
    form.direct.paper.choose(DOTS_58)
    room.press(Qt.Key.Key_S, CTRL)
    assert home.centre.settings.get(keys.PRINTER) == "usb://04b8:0e15/?width=384"
    assert page.panel.named("profile") is not None


def test_a_computer_prints_in_its_own_way_and_again_as_the_centre(
    home: Household, enter: Enter, cups: Cups
) -> None:
    cups.add("Archive", default=True)
    cups.add("Beside-me")
    keep(home, "Archive")
    room = enter("S. Jansen")
    page = settings(room, "window")
    here = page.window_choices.printers
    assert here.follows.isVisible()
    here.own.setFocus()
    room.press(Qt.Key.Key_Space)
    form = here.form()
    assert form.printer.field.currentText() == "Archive"
    form.printer.field.setFocus()
    room.type("Bes")
    click(room, here.save)
    own = Profile("Beside-me")
    assert here_of(room.desk.preferences) == {PaperKind.RECEIPTS: own}
    assert paper_of(room.desk).profile() == own
    here.own.setFocus()
    room.press(Qt.Key.Key_Space)
    click(room, here.save)
    assert here_of(room.desk.preferences) == {}
    assert paper_of(room.desk).profile() == Profile("Archive")
