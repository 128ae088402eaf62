"""The room to the eye and to the ear: every part of it, in both sizes and both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from expatdesk.ui.theme import Theme
from tests.ui.audit import cut_texts, cut_titles, doubled_keys, nameless, rich_labels
from tests.ui.one_room import FoundedCentre
from tests.ui.sheets.hands import ALT, CTRL, SHIFT, SheetsRoom

Enter = Callable[..., SheetsRoom]
Elsewhere = Callable[..., int]
SIZES = [(1440, 900), (1100, 700)]


def parts(room: SheetsRoom, elsewhere: Elsewhere) -> dict[str, Callable[[], object]]:
    """The ways to everything that can be seen in the room."""

    def clash() -> None:
        elsewhere(en="# Your BSN\nTheirs.\n")
        room.english.setFocus()
        room.type("y")
        room.save()
        room.press(Qt.Key.Key_D, CTRL)

    def typed() -> None:
        room.english.setFocus()
        room.end_of("personal number.")
        room.type(" {fee.foo} [x](javascript:y) ")
        room.save()

    return {
        "texts": lambda: None,
        "problems": typed,
        "since": lambda: room.press(Qt.Key.Key_F5),
        "publish": lambda: room.press(Qt.Key.Key_Return, CTRL),
        "facts": lambda: room.press(Qt.Key.Key_F9),
        "history": lambda: room.press(Qt.Key.Key_F7),
        "details": lambda: room.press(Qt.Key.Key_F2),
        "new": lambda: room.press(Qt.Key.Key_N, CTRL | SHIFT),
        "languages": lambda: room.press(Qt.Key.Key_G, CTRL | SHIFT),
        "all sheets": lambda: room.press(Qt.Key.Key_E, CTRL | SHIFT),
        "clash": clash,
    }


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES)
def test_every_part_has_names_and_room_for_its_words(
    centre: FoundedCentre,
    enter: Enter,
    elsewhere: Elsewhere,
    size: tuple[int, int],
    language: str,
) -> None:
    room = enter(centre, size=size)
    room.desk.set_language(language)
    room.settle()
    room.into("bsn")
    for name, show in parts(room, elsewhere).items():
        show()
        room.settle()
        assert nameless(room.window) == [], name
        assert rich_labels(room.sheets) == [], name
        assert doubled_keys(room.window) == [], name
        assert _words(room, cut_texts(room.sheets)) == [], name
        assert cut_titles(room.sheets) == [], name
        if name not in ("texts", "problems"):
            room.press(Qt.Key.Key_Escape)


def colour_of_the_title(room: SheetsRoom) -> str:
    formats = room.english.document().begin().layout().formats()
    return str(formats[0].format.foreground().color().name())


def _words(room: SheetsRoom, cut: list[str]) -> list[str]:
    """Without data: the title of a sheet may be cut."""
    title = room.sheets.head.title.text()
    return [words for words in cut if words != title]


def test_with_little_room_the_list_and_the_paper_take_turns(
    centre: FoundedCentre, enter: Enter
) -> None:
    room = enter(centre, size=(1100, 700)).into("bsn")
    assert room.sheets.shelf.isVisible()
    assert not room.sheets.room.preview.isVisible()
    room.press(Qt.Key.Key_F10)
    assert not room.sheets.shelf.isVisible()
    assert room.sheets.room.preview.isVisible()
    assert room.focused() is room.english
    room.press(Qt.Key.Key_F, CTRL)
    assert room.sheets.shelf.isVisible()
    assert room.focused() is room.sheets.shelf.filter


def test_packs_are_the_other_half_of_the_room(centre: FoundedCentre, enter: Enter) -> None:
    room = enter(centre).into("bsn")
    room.press(Qt.Key.Key_2, ALT)
    assert room.sheets.packs is not None
    assert room.sheets.packs.isVisible()
    assert not room.sheets.room.preview.isVisible()
    assert room.sheets.head.title.text() == "Packs"
    room.press(Qt.Key.Key_1, ALT)
    assert room.sheets.room.editor.isVisible()
    room.click(room.sheets.room.preview.packs)
    assert room.sheets.packs.isVisible()


def test_the_dark_theme_colours_the_texts_anew(
    centre: FoundedCentre, enter: Enter, dressed: Theme
) -> None:
    room = enter(centre).into("bsn")
    before = room.english.body()
    light = colour_of_the_title(room)
    dressed.choose("dark")
    room.settle()
    assert colour_of_the_title(room) != light
    assert room.english.body() == before
    assert room.state() == "As published", "another colour is no change of the text"


def test_the_language_of_the_window_changes_no_text(centre: FoundedCentre, enter: Enter) -> None:
    room = enter(centre).into("bsn")
    before = room.english.body(), room.dutch.body()
    room.desk.set_language("nl")
    room.settle()
    assert (room.english.body(), room.dutch.body()) == before
    assert room.sheets.room.drafting.state() == "published"
