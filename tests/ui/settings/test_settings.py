"""The settings: what a manager changes with the keyboard, and what others are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from expatdesk.i18n import Language
from expatdesk.services.settings import keys
from expatdesk.services.setup.types import ReasonEntry
from expatdesk.texts import Pair
from expatdesk.ui.kit import CheckField, LabelledField
from expatdesk.ui.settings import SettingsPage
from expatdesk.ui.settings.beside import ARROW, BesideRow
from expatdesk.ui.settings.fields.pairs import PairForm
from expatdesk.ui.settings.sections import SECTIONS
from expatdesk.ui.theme import Theme, tokens
from tests.ui.audit import cut_texts, doubled_keys, nameless, rich_labels
from tests.ui.room import Household, Room
from tests.ui.settings.hands import ALT, CTRL, button, card, click, field, settings, type_into

TODAY = date(2026, 11, 24)
Enter = Callable[..., Room]


def test_a_price_from_a_day_is_set_and_seen_and_undone(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "prices")
    line = page.table.current_row()
    assert line is not None
    type_into(room, field(page, "price", "gross"), "65,00")
    type_into(room, field(page, "price", "valid_from"), "1-1-2027")
    room.press(Qt.Key.Key_Return)
    assert "The price is set." in room.seen()
    product = home.centre.setup.prices.all()[0]
    assert (product.prices[-1].valid_from, product.prices[-1].gross) == (date(2027, 1, 1), 65_00)
    assert "€\u00a065.00" in room.seen()
    assert "from 1 Jan 2027" in room.seen()
    room.undo()
    assert home.centre.setup.prices.all()[0].prices[-1].gross != 65_00


def test_a_coming_price_is_forgotten(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "prices")
    type_into(room, field(page, "price", "gross"), "65,00")
    type_into(room, field(page, "price", "valid_from"), "1-1-2027")
    room.press(Qt.Key.Key_S, CTRL)
    click(room, button(room, "Forget"))
    assert all(p.gross != 65_00 for p in home.centre.setup.prices.all()[0].prices)


def test_yesterday_is_refused_at_its_field(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "prices")
    type_into(room, field(page, "price", "valid_from"), "23-11-2026")
    room.press(Qt.Key.Key_Return)
    error = card(page, "price").fields["valid_from"].error()
    assert error == "What was valid in the past stays as it was."


def test_the_front_desk_reads_and_is_refused_in_words(home: Household, enter: Enter) -> None:
    room = enter("S. Jansen")
    page = settings(room, "prices")
    assert "Only a manager can do this." in room.seen()
    assert not card(page, "price").button.isVisible()
    before = home.centre.setup.prices.all()
    type_into(room, field(page, "price", "gross"), "1,00")
    room.press(Qt.Key.Key_Return)
    assert room.seen().count("Only a manager can do this.") == 2
    assert home.centre.setup.prices.all() == before


def test_public_holidays_of_a_year_are_filled_in(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "closures")
    click(room, page.extra)
    type_into(room, field(page, "holidays", "year"), "2027")
    room.press(Qt.Key.Key_Return)
    closures = home.centre.setup.closures.between(date(2027, 1, 1), date(2027, 12, 31))
    days = {line.entry.first_day for line in closures}
    assert {date(2027, 1, 1), date(2027, 4, 27), date(2027, 10, 4)} <= days
    assert page.table.rows_model.rowCount() == len(closures)
    room.undo()
    assert home.centre.setup.closures.between(date(2027, 1, 1), date(2027, 12, 31)) == ()


def test_a_closure_over_a_visit_lists_it_before_it_is_confirmed(
    home: Household, enter: Enter
) -> None:
    booked = home.book("Arjun Sharma", date(2026, 11, 25), 9 * 60)
    room = enter()
    page = settings(room, "closures")
    room.press(Qt.Key.Key_N, ALT)
    room.type("Stock-taking")
    type_into(room, card(page, "entry").fields["name"].inputs()[1], "Inventaris")
    type_into(room, field(page, "entry", "first_day"), "25-11-2026")
    type_into(room, field(page, "entry", "last_day"), "25-11-2026")
    room.press(Qt.Key.Key_Return)
    assert "1 appointment lies in this time" in room.seen()
    assert button(room, f"25 Nov 2026, 09:00 · {booked.code}")
    assert home.centre.setup.closures.between(TODAY, date(2026, 11, 30)) == ()
    room.press(Qt.Key.Key_Return)
    (closure,) = home.centre.setup.closures.between(TODAY, date(2026, 11, 30))
    assert closure.entry.name.en == "Stock-taking"
    assert "in this time" not in room.seen()


def test_hours_of_the_week_are_changed_from_a_day(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "desks")
    monday = field(page, "week", "hours")
    type_into(room, monday, "10-12.30, 13:00-18:00")
    type_into(room, field(page, "week", "valid_from"), "4 jan 2027")
    room.press(Qt.Key.Key_Return)
    assert "The hours are set." in room.seen()
    plan = home.centre.setup.desks.all()[0].weeks[-1]
    assert plan.valid_from == date(2027, 1, 4)
    assert [(h.start_minute, h.end_minute) for h in plan.hours if h.weekday == 0] == [
        (600, 750),
        (780, 1080),
    ]


def test_nonsense_in_the_hours_is_said_with_its_day(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "desks")
    type_into(room, field(page, "week", "hours"), "all day")
    room.press(Qt.Key.Key_Return)
    error = card(page, "week").fields["hours"].error()
    assert error == "Monday: Write opening times like 9:00–12:30."


def test_a_setting_is_changed_with_its_day(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "centre")
    type_into(room, field(page, "value", "value"), "Expat Centre Rijnland")
    room.press(Qt.Key.Key_Return)
    assert home.centre.settings.get(keys.CENTRE_NAME) == "Expat Centre Rijnland"
    room.undo()
    assert home.centre.settings.get(keys.CENTRE_NAME) == "Expat Centre Leiden"


def test_what_somebody_else_changed_is_said_with_both_values(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "topics")
    topic = home.centre.setup.topics.all()[0]
    english = field(page, "entry", "name")
    type_into(room, english, "Mine")
    from dataclasses import replace

    theirs = replace(topic.entry, name=Pair("Theirs", topic.entry.name.nl))
    home.centre.setup.topics.change(
        home.actor(), topic.topic_id, topic.version, theirs, key="theirs"
    )
    room.press(Qt.Key.Key_Return)
    assert "Somebody else has changed this meanwhile." in room.seen()
    assert "now “Theirs / " in room.seen()
    assert "you typed “Mine / " in room.seen()
    click(room, button(room, "Save mine"))
    assert home.centre.setup.topics.all()[0].entry.name.en == "Mine"


def test_the_language_left_behind_is_marked(home: Household, enter: Enter, clock: object) -> None:
    from dataclasses import replace
    from datetime import timedelta

    reason = home.centre.setup.reasons.all()[0]
    clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]
    entry = ReasonEntry(Pair("Newer in English", reason.entry.name.nl), reason.entry.position)
    home.centre.setup.reasons.change(
        home.actor(), reason.code, reason.version, replace(entry), key="newer"
    )
    room = enter()
    page = settings(room, "reasons")
    pair = card(page, "entry").fields["name"]
    assert isinstance(pair, PairForm)
    assert pair.older() is Language.NL
    assert "! older than the other language" in room.seen()


def test_a_new_topic_is_made_and_stays_picked(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "topics")
    room.press(Qt.Key.Key_N, ALT)
    room.type("Pets")
    room.press(Qt.Key.Key_Return)
    line = page.table.current_row()
    assert line is not None
    assert home.centre.setup.topics.all()[-1].entry.name.en == "Pets"
    assert line.key == home.centre.setup.topics.all()[-1].topic_id


def test_an_empty_name_is_refused_before_it_is_sent(home: Household, enter: Enter) -> None:
    room = enter()
    page = settings(room, "staff")
    room.press(Qt.Key.Key_N, ALT)
    room.press(Qt.Key.Key_S, CTRL)
    assert card(page, "entry").fields["name"].error() == "This must not be empty."


def test_the_theme_is_chosen_here_by_everybody(home: Household, enter: Enter) -> None:
    room = enter("S. Jansen")
    page = settings(room, "window")
    page.window_choices.theme.choose("light")
    page.window_choices.theme.setFocus()
    room.press(Qt.Key.Key_Right)
    assert tokens().name == "dark"
    assert room.desk.preferences.text("window/theme") == "dark"
    page.window_choices.language.setFocus()
    room.press(Qt.Key.Key_Right)
    assert room.desk.language == "nl"


@pytest.mark.parametrize("section", [section.name for section in SECTIONS])
def test_each_section_shows_what_there_is(home: Household, enter: Enter, section: str) -> None:
    room = enter()
    page = settings(room, section)
    lines = page.table.rows_model.rowCount()
    assert lines or page.nothing.isVisible()
    assert page.panel.cards or not lines
    for one in page.panel.cards:
        asks_for_something_new = one.editor.name in {"rate", "another step"}
        assert one.values() is not None or one.editor.ready or asks_for_something_new


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_everything_has_a_name_and_its_place(
    home: Household,
    enter: Enter,
    dressed: Theme,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    dressed.choose("dark" if theme == "dark" else "light")
    room = enter(size=size)
    room.desk.set_language(language)
    for section in (*(one.name for one in SECTIONS), "window"):
        page = settings(room, section)
        for form in ("what there is", "new", "with its errors"):
            if form == "new":
                page.begin_new()
            elif form == "with its errors" and page.panel.cards:
                page.save_current()
            room.settle()
            # A hint that takes a line more moves what is under it with the events after.
            room.settle()
            assert nameless(page) == [], (section, form)
            assert cut_texts(page) == [], (section, form)
            assert cut_choices(page) == [], (section, form)
            assert squeezed(page) == [], (section, form)
            assert rich_labels(page) == [], (section, form)
            assert doubled_keys(room.window) == [], (section, form)


def cut_choices(page: SettingsPage) -> list[str]:
    """Words of the program that do not fit: of a tick, and of boxes that stand in one line."""
    boxes = [box for one in page.findChildren(BesideRow) for box in one.findChildren(QComboBox)]
    ticks = [tick for tick in page.findChildren(CheckField) if tick.isVisible()]
    return [tick.text() for tick in ticks if tick.sizeHint().width() > tick.width()] + [
        box.itemText(at)
        for box in boxes
        for at in range(box.count())
        if box.isVisible()
        and box.fontMetrics().horizontalAdvance(box.itemText(at)) + ARROW > box.width()
    ]


def squeezed(page: SettingsPage) -> list[str]:
    """Hints and errors that reach into the field above them, or have too little height."""
    fields = [one for one in page.findChildren(LabelledField) if one.note.isVisible()]
    return [
        one.note.text()
        for one in fields
        if one.note.y() <= one.field.geometry().bottom()
        or one.note.height() < one.note.heightForWidth(one.note.width())
    ]


def test_an_empty_section_says_what_belongs_there(home: Household, enter: Enter) -> None:
    room = enter()
    settings(room, "centre")
    page = settings(room, "days")
    assert page.nothing.isVisible()
    assert page.nothing.words.text().startswith("An evening longer, a morning closed")


def test_what_was_typed_stands_there_again_when_its_line_is_opened_again(
    home: Household, enter: Enter
) -> None:
    room = enter()
    page = settings(room, "prices")
    type_into(room, field(page, "price", "gross"), "65,00")
    page.table.selectRow(1)
    room.settle()
    assert "Not saved yet" in room.seen()
    assert field(page, "price", "gross").text() != "65,00"

    settings(room, "staff")
    page = settings(room, "prices")
    page.table.selectRow(0)
    room.settle()
    assert "65" in field(page, "price", "gross").text()
    room.press(Qt.Key.Key_S, CTRL)
    assert home.centre.setup.prices.all()[0].prices[-1].gross == 65_00
