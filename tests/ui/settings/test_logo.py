"""The centre's logo in the settings: chosen, seen on white, taken away; what is no picture said."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from expatdesk.services.settings import keys
from expatdesk.ui.settings import SettingsPage
from expatdesk.ui.settings.fields.picture import PictureForm
from expatdesk.workflows.letterhead import logo_of
from tests.ui import audit
from tests.ui.room import Room
from tests.ui.settings.hands import card, click, pick, settings


def file_of(folder: Path, colour: str = "teal") -> Path:
    buffer = BytesIO()
    Image.new("RGB", (300, 90), colour).save(buffer, "PNG")
    file = folder / f"{colour}.png"
    file.write_bytes(buffer.getvalue())
    return file


@pytest.fixture
def room(enter: Callable[..., Room]) -> Room:
    return enter()


def opened(room: Room) -> tuple[SettingsPage, PictureForm]:
    page = settings(room, "centre")
    pick(room, page, "Logo")
    form = card(page, "value").fields["value"]
    assert isinstance(form, PictureForm)
    return page, form


def save(room: Room, page: SettingsPage) -> None:
    click(room, card(page, "value").button)


def shown(room: Room) -> int:
    return room.centre.settings.get(keys.CENTRE_LOGO)


def test_a_picture_is_chosen_and_kept(room: Room, tmp_path: Path) -> None:
    page, form = opened(room)
    assert not card(page, "value").button.isEnabled(), "nothing has changed yet"
    form.take_file(str(file_of(tmp_path)))
    room.settle()
    save(room, page)
    logo = logo_of(room.centre.files, shown(room))
    assert logo is not None
    assert (logo.width, logo.height) == (300, 90)


def test_it_is_taken_away_and_comes_back_by_undo(room: Room, tmp_path: Path) -> None:
    page, form = opened(room)
    form.take_file(str(file_of(tmp_path)))
    room.settle()
    save(room, page)
    first = shown(room)

    page, form = opened(room)
    click(room, form.remove)
    assert not form.remove.isVisible()
    save(room, page)
    assert shown(room) == keys.NO_LOGO
    room.undo()
    assert shown(room) == first


def test_what_is_no_picture_is_said_under_the_field_and_the_old_one_stays(
    room: Room, tmp_path: Path
) -> None:
    page, form = opened(room)
    form.take_file(str(file_of(tmp_path)))
    room.settle()
    bad = tmp_path / "letter.png"
    bad.write_text("not a picture")
    form.take_file(str(bad))
    room.settle()
    assert "not a picture that can be read" in form.error()
    form.take_file(str(tmp_path / "gone.png"))
    room.settle()
    assert "cannot be read" in form.error()
    save(room, page)
    assert shown(room) != keys.NO_LOGO, "the one that was chosen before"


def test_a_file_that_is_too_large_is_refused_without_being_read_whole(
    room: Room, tmp_path: Path
) -> None:
    _page, form = opened(room)
    huge = tmp_path / "huge.png"
    with huge.open("wb") as file:
        file.truncate(3_000_000_000)
    form.take_file(str(huge))
    room.settle()
    assert "larger than 2 MB" in form.error()


def test_the_list_says_that_there_is_a_picture(room: Room, tmp_path: Path) -> None:
    page, form = opened(room)
    form.take_file(str(file_of(tmp_path)))
    room.settle()
    save(room, page)
    assert "a picture" in audit.readable(page)


def test_who_is_no_manager_looks_only(enter: Callable[..., Room]) -> None:
    room = enter("S. Jansen")
    _page, form = opened(room)
    assert not form.choose.isEnabled()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_the_field_has_names_and_cuts_no_word(
    enter: Callable[..., Room], language: str, size: tuple[int, int], tmp_path: Path
) -> None:
    room = enter(size=size)
    page, form = opened(room)
    form.take_file(str(file_of(tmp_path)))
    room.settle()
    room.desk.set_language(language)
    room.settle()
    assert audit.nameless(page.panel) == []
    assert audit.cut_texts(page.panel) == []
