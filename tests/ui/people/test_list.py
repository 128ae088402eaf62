"""The list of people: its order, its pages, finding in it, and taking it along."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from expatdesk.exchange.csv_rows import read_rows
from expatdesk.model.people import Party, Person
from expatdesk.services.base import Actor, new_key
from expatdesk.terms import FamilyRole, PartyKind
from expatdesk.ui.kit.text import DOTS
from expatdesk.ui.operations import Cancelled
from expatdesk.ui.people.listing import PAGE, lines_of
from expatdesk.ui.people.page import PeoplePage
from expatdesk.ui.theme import Theme
from tests.ui.audit import cut_texts, cut_titles, doubled_keys, nameless, readable, rich_labels
from tests.ui.one_room import Room

NAMES = Path(__file__).parents[2] / "data" / "names.csv"
CTRL = Qt.KeyboardModifier.ControlModifier
Add = Callable[..., int]
Open = Callable[[], Room]


def page_of(room: Room) -> PeoplePage:
    assert isinstance(room.page, PeoplePage)
    return room.page


def shown_names(room: Room) -> list[str]:
    return [line.row.full_name for line in page_of(room).list.table.rows_model.rows()]


def crowd(centre: SimpleNamespace, count: int) -> None:
    """So many people, written at once, sorted by their number."""
    with centre.store.writing() as tx:
        tx.insert_many(
            Party,
            [
                {"id": 10_000 + n, "kind": PartyKind.PERSON, "code": f"C{n:05}",
                 "created_at": tx.now}
                for n in range(count)
            ],
        )  # fmt: skip
        tx.insert_many(
            Person,
            [
                {"id": 10_000 + n, "full_name": f"Ada Vliet{n:05}",
                 "sort_key": f"vliet{n:05}, ada"}
                for n in range(count)
            ],
        )  # fmt: skip


def test_every_name_stands_under_its_letter_in_the_order_of_a_dutch_list(
    open_room: Open, add: Add
) -> None:
    with NAMES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        add(
            row["full"],
            given=row["given"],
            prefix=row["prefix"],
            surname=row["surname"],
            latin=row["latin"],
            # Who sorts by the given name that is written last says so.
            sort_key=row["sort_key"] if row["nr"] == "39" else "",
        )
    room = open_room()
    assert shown_names(room) == [row["full"] for row in sorted(rows, key=lambda r: r["sort_key"])]
    letters = [line.letter for line in page_of(room).list.table.rows_model.rows() if line.letter]
    assert letters == sorted(set(letters))
    under = {r["full"]: r["sort_key"][0].upper() for r in rows}
    current = ""
    for line in page_of(room).list.table.rows_model.rows():
        current = line.letter or current
        assert current == under[line.row.full_name]


def test_two_thousand_people_come_in_pages_while_one_scrolls(
    open_room: Open, centre: SimpleNamespace
) -> None:
    crowd(centre, 2000)
    room = open_room()
    table = page_of(room).list.table
    assert table.rows_model.rowCount() == PAGE
    assert page_of(room).count.text() == "2,000 persons"
    counts = [PAGE]
    while table.rows_model.rowCount() < 2000 and len(counts) < 9:
        bar = table.verticalScrollBar()
        bar.setValue(bar.maximum() - 20)  # near the end, and not at it
        room.settle()
        counts.append(table.rows_model.rowCount())
    assert counts == [500, 1000, 1500, 2000]
    names = shown_names(room)
    assert names == sorted(names)
    assert len(set(names)) == 2000


def test_the_end_key_goes_on_from_page_to_page(open_room: Open, centre: SimpleNamespace) -> None:
    crowd(centre, 700)
    room = open_room()
    page_of(room).list.table.setFocus()
    room.press(Qt.Key.Key_End)
    room.press(Qt.Key.Key_End)
    assert page_of(room).panel.name.text() == "Ada Vliet00699"


def test_who_is_asked_for_is_found_far_down_the_list(
    open_room: Open, centre: SimpleNamespace
) -> None:
    crowd(centre, 1200)
    room = open_room()
    room.window.open_page("people", person=10_000 + 1100)
    room.settle()
    assert page_of(room).panel.name.text() == "Ada Vliet01100"
    assert page_of(room).list.record_id() == 10_000 + 1100


@pytest.mark.parametrize(
    "typed", ["zoe", "okealy", "zoë o'kealy", "zoe@mail.example", "0612345678"]
)
def test_typing_narrows_the_list_and_enter_books_for_the_first(
    open_room: Open, add: Add, typed: str
) -> None:
    zoe = add("Zoë O’Kealy", email="zoe@mail.example", phone="06 12345678")
    add("Arjun Sharma")
    room = open_room()
    room.press(Qt.Key.Key_F, CTRL)
    room.type(typed)
    assert shown_names(room) == ["Zoë O’Kealy"]
    assert page_of(room).count.text() == "1 of 2"
    room.press(Qt.Key.Key_Return)
    assert room.elsewhere("booking").opened == [{"person": zoe}]


def test_enter_pressed_before_the_answer_is_there_books_for_who_was_typed(
    open_room: Open, add: Add
) -> None:
    add("Aart Aarts")
    wanted = add("Zara Zwart")
    room = open_room()
    assert page_of(room).panel.name.text() == "Aart Aarts"
    field = page_of(room).list.filter
    field.setText("zwart")  # nothing is answered before Enter
    page_of(room).panel.book.click()
    room.settle()
    assert room.elsewhere("booking").opened == [{"person": wanted}]


def test_down_goes_from_the_filter_into_the_list_and_arrows_show_each(
    open_room: Open, add: Add
) -> None:
    for name in ("Ada Berg", "Bo Dam", "Cy Enk"):
        add(name)
    room = open_room()
    seen = []
    for _ in range(3):
        seen.append(page_of(room).panel.name.text())
        room.press(Qt.Key.Key_Down)
    assert seen == ["Ada Berg", "Bo Dam", "Cy Enk"]


def test_esc_empties_the_filter_before_it_goes_back(open_room: Open, add: Add) -> None:
    add("Ada Berg")
    room = open_room()
    room.type("zz")
    assert page_of(room).list.empty.isVisible()
    room.press(Qt.Key.Key_Escape)
    assert page_of(room).list.text() == ""
    assert shown_names(room) == ["Ada Berg"]
    assert room.window.current_name == "people"


def test_an_empty_centre_says_what_belongs_here_and_offers_the_first_step(
    open_room: Open, qtbot: object
) -> None:
    room = open_room()
    empty = page_of(room).list.empty
    assert empty.isVisible()
    assert empty.title.text() == "Nobody here yet"
    assert empty.button is not None
    empty.button.click()
    room.settle()
    room.type("Yuki Tanaka")
    room.press(Qt.Key.Key_Return)
    assert shown_names(room) == ["Yuki Tanaka"]


def test_f12_blanks_names_and_addresses(open_room: Open, add: Add) -> None:
    add("Ada Berg", email="ada@berg.example", phone="0612345678")
    room = open_room()
    room.press(Qt.Key.Key_F12)
    model = page_of(room).list.table.rows_model
    texts = {column.name: model.data(model.index(0, at)) for at, column in enumerate(model.columns)}
    assert {texts[name] for name in ("name", "email", "phone")} == {DOTS}
    assert page_of(room).panel.name.text() == DOTS


def test_f12_leaves_nothing_of_anybody_to_be_read(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor
) -> None:
    ada = add(
        "Ada Berg", latin="Adah Bergh", original="アダ", call_name="Adje", birth_year=1984,
        email="ada@berg.example", phone="0612345678", street="Hooigracht 12",
        postcode="2312 KT", city="Leiden",
    )  # fmt: skip
    bo, merged = add("Bo Dam", email="bo@dam.example"), add("Adda Berghe")
    roles = [(ada, FamilyRole.FIRST), (bo, FamilyRole.PARTNER)]
    centre.people.set_household(actor, roles, key=new_key())
    centre.people.merge(actor, ada, merged, key=new_key())
    secrets = (
        "Ada", "Berg", "アダ", "1984", "@", "12 34 56 78", "12345678", "Hooigracht", "2312",
        "Bo Dam",
    )  # fmt: skip
    room = open_room()
    page = page_of(room)
    steps: list[Callable[[], object]] = [
        lambda: page.seek(ada),
        lambda: room.press(Qt.Key.Key_F8),
        lambda: (room.press(Qt.Key.Key_Escape), page.panel.show_home(), room.type("Berg")),
        lambda: (room.press(Qt.Key.Key_Escape), room.press(Qt.Key.Key_F7), room.type("Bo D")),
        lambda: page.merging.search.person_chosen.emit(bo),
        lambda: (page.show_list(), page.list.filter.setFocus(), room.type("Berghoff")),
        lambda: (room.press(Qt.Key.Key_K, CTRL), room.type("Ada B")),
    ]
    for step in steps:
        step()
        room.settle()
        before = readable(room.window)
        assert any(secret in before for secret in secrets) or page.panel.history.isVisible()
        room.press(Qt.Key.Key_F12)
        assert [secret for secret in secrets if secret in readable(room.window)] == []
        room.press(Qt.Key.Key_F12)
        assert readable(room.window) == before


def test_who_is_asked_for_stands_in_the_seen_part_of_the_list(
    open_room: Open, centre: SimpleNamespace
) -> None:
    crowd(centre, 700)
    room = open_room()
    room.window.open_page("people", person=10_000 + 600)
    room.settle()
    table = page_of(room).list.table
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_beside_the_panel_town_and_employer_have_their_place(open_room: Open, add: Add) -> None:
    add("Ada Berg", email="ada@berg.example", phone="0612345678", city="Leiden")
    room = open_room()
    table = page_of(room).list.table
    columns = enumerate(table.rows_model.columns)
    seen = [column.name for at, column in columns if not table.isColumnHidden(at)]
    assert {"name", "born", "city", "employer"} <= set(seen)
    room.window.resize(1100, 700)
    room.settle()
    name = table.columnWidth(table.rows_model.column_named("name"))
    assert name >= 150
    assert table.horizontalScrollBar().maximum() == 0


def test_what_another_desk_changes_is_seen_at_once(
    open_room: Open, add: Add, centre: SimpleNamespace
) -> None:
    from expatdesk.storage.changes import Changes

    add("Ada Berg")
    room = open_room()
    second = add("Bo Dam")
    room.desk.spread(Changes.of("people", second))
    room.settle()
    assert shown_names(room) == ["Ada Berg", "Bo Dam"]
    assert page_of(room).panel.name.text() == "Ada Berg"


# export


def test_all_people_are_exported_and_the_file_reads_back(
    open_room: Open, add: Add, tmp_path: Path
) -> None:
    add("=Ada Berg", birth_year=1990, phone="+49 30 901820", email="ada@berg.example")
    add("欧阳明澈", latin="Ouyang Mingche")
    room = open_room()
    file = tmp_path / "people.csv"
    page_of(room).export_to(str(file))
    room.settle()
    heads, *lines = read_rows(file.read_text(encoding="utf-8"))
    assert heads[:4] == ["Code", "Name", "Name as in the passport", "Born"]
    assert [line[1] for line in lines] == ["=Ada Berg", "欧阳明澈"]
    assert lines[0][3:7] == ["1990", "", "ada@berg.example", "+49 30 901820"]
    assert lines[1][2] == "Ouyang Mingche"


def test_the_filter_holds_for_the_export_too(open_room: Open, add: Add, tmp_path: Path) -> None:
    add("Ada Berg")
    add("Bo Dam")
    room = open_room()
    room.type("dam")
    file = tmp_path / "people.csv"
    page_of(room).export_to(str(file))
    room.settle()
    assert [line[1] for line in read_rows(file.read_text(encoding="utf-8"))][1:] == ["Bo Dam"]


def test_an_export_that_is_stopped_leaves_no_file(
    open_room: Open, centre: SimpleNamespace, tmp_path: Path
) -> None:
    crowd(centre, 3000)
    room = open_room()
    job = page_of(room).export_to(str(tmp_path / "people.csv"))
    steps: list[int] = []

    def stop(done: int, _total: int, _words: str) -> None:
        steps.append(done)
        job.cancel()

    job.progressed.connect(stop, Qt.ConnectionType.DirectConnection)
    room.settle()
    assert steps
    assert max(steps) < 3000
    assert not list(tmp_path.glob("people.csv*"))


def test_a_broken_export_leaves_no_half_file(tmp_path: Path) -> None:
    from expatdesk.exchange.csv_rows import write_csv
    from expatdesk.i18n import Language

    def rows() -> object:
        yield from ([str(n)] for n in range(600))
        raise Cancelled

    with pytest.raises(Cancelled):
        write_csv(tmp_path / "half.csv", ["Number"], rows(), Language.EN)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


# the look


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_everything_has_a_name_and_room_for_its_words(
    open_room: Open, add: Add, dressed: Theme, language: str, theme: str, size: tuple[int, int]
) -> None:
    dressed.choose(theme)  # type: ignore[arg-type]
    add("Ada Berg", email="ada@berg.example", phone="0612345678", street="Hooigracht 12")
    add("Bo Dam")
    room = open_room()
    room.window.resize(*size)
    room.desk.set_language(language)
    room.settle()
    page = page_of(room)
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: room.press(Qt.Key.Key_F8),
        lambda: (room.press(Qt.Key.Key_Escape), page.panel.show_home()),
        lambda: (room.press(Qt.Key.Key_Escape), room.press(Qt.Key.Key_F2)),
        lambda: (room.press(Qt.Key.Key_Escape), room.press(Qt.Key.Key_F7)),
        lambda: page.merging.search.person_chosen.emit(
            page.list.table.rows_model.rows()[1].row.person_id
        ),
        lambda: (room.press(Qt.Key.Key_Escape), room.type("qqq")),
    ]
    for step in steps:
        step()
        room.settle()
        assert nameless(room.window) == []
        assert cut_texts(room.window) == []
        assert cut_titles(room.window) == []
        assert doubled_keys(room.window) == []
        assert rich_labels(room.window) == []


def test_the_letter_stands_once_also_where_a_page_ends(centre: SimpleNamespace) -> None:
    crowd(centre, 4)
    rows = centre.people.page()
    assert [line.letter for line in lines_of(rows)] == ["V", "", "", ""]
    assert [line.letter for line in lines_of(rows[2:], rows[1])] == ["", ""]


def test_the_list_is_painted_without_reading_phone_numbers_twice(open_room: Open, add: Add) -> None:
    from expatdesk.ui.people.listing import shown_phone

    add("Ada Berg", phone="0612345678")
    room = open_room()
    before = shown_phone.cache_info().misses
    page_of(room).list.table.viewport().repaint()
    QApplication.processEvents()
    assert shown_phone.cache_info().misses == before
