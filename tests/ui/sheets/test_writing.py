"""Writing a sheet: what is typed, marked, offered, put in, and saved by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from expatdesk.services.base import Actor
from expatdesk.services.sheets.types import SheetView
from expatdesk.ui.sheets.editor import text_edit
from tests.ui.one_room import FoundedCentre
from tests.ui.sheets.hands import CTRL, ENTER, ESC, SHIFT, SheetsRoom

Read = Callable[..., SheetView]
Enter = Callable[..., SheetsRoom]


def kinds(room: SheetsRoom, language: str = "en") -> list[tuple[str, str]]:
    """What is underlined in a text: its kind, and the words under it."""
    side = room.sheets.room.editor.pair.side_of(language)
    assert side is not None
    body = side.edit.body()
    return [(mark.kind, body[mark.start : mark.end]) for mark in side.edit.marks()]


# typing and saving


def test_a_sheet_opens_with_both_texts_and_its_paper(room: SheetsRoom) -> None:
    assert room.english.body().startswith("# Your BSN\n")
    assert room.dutch.body().startswith("# Uw BSN\n")
    assert room.sheets.head.title.text() == "Your BSN · Uw BSN"
    assert room.sheets.head.standing.text() == "v1 · not checked"
    assert room.sheets.room.preview.pane.page_count() == 1
    assert room.state() == "As published"


def test_the_draft_saves_itself_a_moment_after_the_last_key(
    room: SheetsRoom, read: Read, qtbot: QtBot
) -> None:
    room.end_of("personal number")
    room.type(" for life")
    assert room.state() == "Not saved yet"
    assert read().draft is None
    qtbot.waitUntil(lambda: room.state() == "Draft saved 11:42", timeout=4000)
    draft = read()
    assert draft.draft is not None
    assert "your personal number for life." in draft.texts["en"].body
    assert draft.texts["nl"].body == room.dutch.body()


def test_ctrl_s_saves_at_once(room: SheetsRoom, read: Read) -> None:
    room.type("x")
    room.save()
    assert room.state() == "Draft saved 11:42"
    assert read().texts["en"].body.startswith("x# Your BSN")


def test_another_sheet_and_another_page_save_what_was_typed(room: SheetsRoom, read: Read) -> None:
    room.type("x")
    room.into("digid")
    assert read("bsn").texts["en"].body.startswith("x#")
    room.type("y")
    room.window.open_page("today")
    room.settle()
    assert read("digid").texts["en"].body.startswith("y#")


def test_closing_the_window_saves_what_was_typed(room: SheetsRoom, read: Read) -> None:
    room.type("x")
    room.window.close()
    room.settle()
    assert read("bsn").texts["en"].body.startswith("x#")


def test_what_is_typed_and_taken_back_begins_no_draft(room: SheetsRoom, read: Read) -> None:
    room.type("x")
    room.press(Qt.Key.Key_Z, CTRL)
    room.save()
    assert room.state() == "As published"
    assert read().draft is None


def test_a_text_of_nearly_a_million_characters_can_be_written(room: SheetsRoom, read: Read) -> None:
    data = QMimeData()
    data.setText("A line that goes on. {today}\n" * 33_000)
    room.english.insertFromMimeData(data)
    room.type("abc")
    room.save()
    assert len(read().texts["en"].body) == len(room.english.body()) > 950_000
    pane = room.sheets.room.preview.pane
    assert pane.page_count() == 0
    assert "Too long" in room.sheets.room.preview._empty_words()
    room.press(Qt.Key.Key_Z, CTRL)
    room.press(Qt.Key.Key_Z, CTRL)
    room.save()
    assert pane.page_count() == 1


def test_keys_of_the_window_are_not_the_texts_own(room: SheetsRoom) -> None:
    before = room.english.body()
    room.press(Qt.Key.Key_K, CTRL)
    assert room.window.header.search.hasFocus()
    assert room.english.body() == before


def test_what_cannot_be_saved_is_said_and_kept(
    room: SheetsRoom, read: Read, centre: FoundedCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = centre.sheets.save_draft

    def fails(*_args: object, **_named: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(centre.sheets, "save_draft", fails)
    room.type("x")
    room.save()
    assert room.state().startswith("Not saved: ")
    room.into("digid").into("bsn")
    assert room.english.body().startswith("x#"), "it comes back with its sheet"
    monkeypatch.setattr(centre.sheets, "save_draft", save)
    room.save()
    assert read().texts["en"].body.startswith("x#")


def test_signs_that_must_not_break_stay_as_they_are(room: SheetsRoom, read: Read) -> None:
    assert "€ 159" in room.english.body()
    room.end_of("## Next")
    room.type(" 🙂")
    room.save()
    body = read().texts["en"].body
    assert "about € 159 a month" in body
    assert "## Next 🙂\n" in body


def test_undo_belongs_to_each_text(room: SheetsRoom) -> None:
    before = room.english.body()
    room.type("abc")
    room.press(Qt.Key.Key_F6)
    assert room.focused() is room.dutch
    room.type("xyz")
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.dutch.body().startswith("# Uw BSN")
    assert room.english.body() == f"abc{before}"
    room.press(Qt.Key.Key_F6)
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.english.body() == before
    room.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert room.english.body() == f"abc{before}"


def test_pasted_text_loses_what_nobody_can_see(room: SheetsRoom) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("o\xadne\r\ntwo\x00\x07\x0bthree")
    room.english.insertFromMimeData(data)
    room.settle()
    assert room.english.body().startswith("one\ntwo\nthree# Your BSN")


def test_more_than_a_million_characters_are_refused_in_words(room: SheetsRoom) -> None:
    before = room.english.body()
    data = QMimeData()
    data.setText("x" * (text_edit.MOST + 1))
    room.english.insertFromMimeData(data)
    room.settle()
    assert room.english.body() == before
    assert room.notice() == "A sheet may have a million characters, no more."


def test_a_line_break_of_qts_own_is_a_line_feed(room: SheetsRoom) -> None:
    room.press(ENTER, SHIFT)
    assert room.english.body().startswith("\n# Your BSN")


# what is marked


def test_an_unknown_field_is_marked_where_it_stands_and_f8_leads_to_it(room: SheetsRoom) -> None:
    room.end_of("first person.")
    room.type(" {fee.foo}")
    assert [words for words in room.troubles() if words.startswith("en:5 ")]
    assert ("problem", "{fee.foo}") in kinds(room)
    room.press(Qt.Key.Key_F6)
    room.press(Qt.Key.Key_F8)
    assert room.focused() is room.english
    assert room.english.textCursor().selectedText() == "{fee.foo}"
    assert any("fee.foo" in words for words in room.seen(room.sheets.room.editor.problems))


def test_facts_are_underlined_by_whether_somebody_confirmed_them(
    room: SheetsRoom, centre: FoundedCentre, actor: Actor, read: Read
) -> None:
    assert [kind for kind, _words in kinds(room)] == ["open", "open"]
    assert "2 facts to confirm" in room.seen()
    view = read()
    centre.sheets.confirm_facts(actor, view.sheet_id, view.facts[:1], key="k")
    room.sheets.room.refresh()
    room.settle()
    assert [kind for kind, _words in kinds(room)] == ["confirmed", "open"]
    room.end_of("with your ")
    room.type("old ")
    assert [kind for kind, _words in kinds(room)] == ["open", "open"], "its words are others now"


def test_parts_that_do_not_correspond_are_said_at_the_second_language(room: SheetsRoom) -> None:
    room.press(Qt.Key.Key_End, CTRL)
    room.type("\n## One more\n")
    assert [words for words in room.troubles() if words.startswith("nl:")]


def test_a_place_behind_an_emoji_is_marked_right(room: SheetsRoom) -> None:
    room.end_of("personal number.")
    room.type(" 🙂🙂 {fee.foo} ")
    assert ("problem", "{fee.foo}") in kinds(room)
    room.press(Qt.Key.Key_F8)
    assert room.english.textCursor().selectedText() == "🙂"
    room.press(Qt.Key.Key_F8)
    assert room.english.textCursor().selectedText() == "{fee.foo}"


# what is put in


def test_a_brace_offers_the_fields_and_enter_puts_one_in(room: SheetsRoom) -> None:
    room.end_of("personal number")
    room.type(" {fee")
    offer = room.sheets.room.editor.pair.left.offer
    assert offer.is_open()
    assert offer.offered()[0] == "fee.registration_first"
    room.press(Qt.Key.Key_Down)
    room.press(ENTER)
    assert not offer.is_open()
    line = room.english.body().split("\n")[1]
    assert line.endswith("{" + "fee.registration_partner" + "}.")
    assert room.focused() is room.english


def test_esc_closes_the_offer_and_then_leaves_the_text(room: SheetsRoom) -> None:
    room.type("{cen")
    room.press(ESC)
    assert not room.sheets.room.editor.pair.left.offer.is_open()
    assert room.focused() is room.english
    room.press(ESC)
    assert room.focused() is room.sheets.shelf.list


@pytest.mark.parametrize(
    ("key", "modifier", "expected"),
    [
        (Qt.Key.Key_B, CTRL, "**Apply**"),
        (Qt.Key.Key_H, CTRL | SHIFT, "## Apply"),
        (Qt.Key.Key_L, CTRL | SHIFT, "- Apply"),
        (Qt.Key.Key_W, CTRL | SHIFT, "::: warning\n1. Apply\n:::"),
        (Qt.Key.Key_I, CTRL | SHIFT, "::: tip\n1. Apply\n:::"),
        (Qt.Key.Key_T, CTRL | SHIFT, "|---|---|"),
        (Qt.Key.Key_U, CTRL | SHIFT, "[Apply](https://){.qr}"),
        (Qt.Key.Key_F, CTRL | SHIFT, "[Apply]{.check #fact_1}"),
        (Qt.Key.Key_Y, CTRL | SHIFT, "[Apply]{.yearly #fact_1}"),
    ],
)
def test_each_form_has_its_key(
    centre: FoundedCentre,
    enter: Enter,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    expected: str,
) -> None:
    room = enter(centre).into("digid")
    before = room.english.body()
    room.select("Apply")
    room.press(key, modifier)
    assert expected in room.english.body()
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.english.body() == before, "one step of undo"


def test_the_menu_shows_what_a_field_says_today(room: SheetsRoom) -> None:
    menu = room.sheets.room.editor.insertions.menu("en")
    groups = {action.text(): action.menu() for action in menu.actions() if action.menu()}
    assert list(groups) == ["Fees", "The centre", "The visitor and the appointment", "The day"]
    fees = {action.text().split("\t")[0]: action for action in groups["Fees"].actions()}
    first = next(action for words, action in fees.items() if "first" in words.casefold())
    assert first.text().endswith("\t€ 60.50".replace(" ", "\u00a0")) or first.text().endswith(
        "\t€ 60.50"
    )
    room.english.setFocus()
    first.trigger()
    room.settle()
    assert room.english.body().startswith("{fee.registration_first}# Your BSN")
    menu.deleteLater()


def test_f4_opens_the_menu_and_the_arrows_go_to_a_field(room: SheetsRoom, qtbot: QtBot) -> None:
    room.press(Qt.Key.Key_F4)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        menu = QApplication.activePopupWidget()
        assert menu is not None
        qtbot.keyClick(menu, key)
    room.settle()
    assert QApplication.activePopupWidget() is None
    assert room.english.body().startswith("{fee.")
    assert room.focused() is room.english


def test_a_field_shows_its_value_on_the_paper(room: SheetsRoom) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    seen = room.sheets.room.preview.seen()
    assert seen is not None
    text = PdfReader(BytesIO(seen.pdf)).pages[0].extract_text().replace("\xa0", " ")
    assert "The service costs € 60.50 for the first person" in " ".join(text.split())


# the other language


def test_the_other_text_is_older_until_it_is_marked_or_changed(
    room: SheetsRoom, read: Read
) -> None:
    room.end_of("personal number")
    room.type(" for life")
    room.save()
    right = room.sheets.room.editor.pair.right
    assert right.sign.text() == "! English changed after this text"
    assert read().texts["nl"].older_than == ("en",)
    (line,) = [one for one in room.sheets.shelf.model.lines() if one.row.code == "bsn"]
    assert "NL" in [sign.word for sign in line.signs]

    room.press(Qt.Key.Key_F5)
    panel = room.sheets.steps.panel
    assert panel.isVisible()
    assert "for life" in panel.view.toPlainText()
    room.press(ENTER, CTRL)
    assert read().texts["nl"].older_than == ()
    assert not right.sign.isVisible()
    assert room.notice() == "Nederlands is marked as up to date."
    room.undo()
    assert read().texts["nl"].older_than == ("en",)

    room.dutch.setFocus()
    room.type("x")
    room.save()
    assert read().texts["nl"].older_than == ()


def test_each_text_says_when_it_was_changed_and_by_whom(room: SheetsRoom) -> None:
    left = room.sheets.room.editor.pair.left
    assert left.changed.text() == "Changed 24 Nov 2026"
    room.type("x")
    room.save()
    assert left.changed.text() == "Changed 24 Nov 2026 · M. Visser"


def test_both_texts_scroll_together_part_by_part(
    centre: FoundedCentre, enter: Enter, qtbot: QtBot, actor: Actor, read: Read
) -> None:
    from expatdesk.services.sheets.types import DraftInput

    view = read("bsn")
    long = "A line of text that is long enough to be a line.\n\n"
    bodies = {
        "en": "# T\n" + "".join(f"## Part {n}\n{long * 12}" for n in range(5)),
        "nl": "# T\n" + "".join(f"## Deel {n}\n{long * 6}" for n in range(5)),
    }
    centre.sheets.save_draft(actor, view.sheet_id, DraftInput(bodies), 0, 1, key="k")
    room = enter(centre).into("bsn")
    english, dutch = room.english, room.dutch
    place = english.body().index("## Part 3")
    english.verticalScrollBar().setValue(round(english.top_of(place)))
    wanted = round(dutch.top_of(dutch.body().index("## Deel 3")))
    qtbot.waitUntil(lambda: abs(dutch.verticalScrollBar().value() - wanted) <= 2, timeout=2000)
    assert english.verticalScrollBar().value() == round(english.top_of(place))


# who may not


def test_who_is_no_manager_reads_and_does_not_write(
    centre: FoundedCentre, enter: Enter, actor: Actor
) -> None:
    import dataclasses

    clerk = dataclasses.replace(actor, is_manager=False)
    room = enter(centre, clerk).into("bsn")
    before = room.english.body()
    room.type("x")
    room.press(Qt.Key.Key_B, CTRL)
    assert room.english.body() == before
    assert room.strip() == "Only a manager changes sheets. You can read and print."
    assert not room.sheets.head.publish.isVisible()
    room.press(Qt.Key.Key_F2)
    assert not room.sheets.keeping.details.isVisible()


def test_hidden_markup_of_a_text_is_never_rich(room: SheetsRoom) -> None:
    data = QMimeData()
    data.setText("<b>x</b><img src=x>")
    QApplication.clipboard().setMimeData(data)
    room.press(Qt.Key.Key_V, CTRL)
    assert room.english.body().startswith("<b>x</b><img src=x># Your BSN")


def test_a_sign_that_paper_cannot_show_is_said_where_it_stands(room: SheetsRoom) -> None:
    room.type("\U0001f600")
    words = " ".join(room.seen(room.sheets.room.editor))
    assert "“\U0001f600” cannot be printed. On paper stands “:grinning:”." in words
