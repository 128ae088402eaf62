"""One person: typed, mended, made one with another, put into a household."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from databases import open_store
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from services.till.selling import Desk as Selling

from expatdesk.services.base import Actor, new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.people import People
from expatdesk.services.people.types import PersonEntry
from expatdesk.storage.place import Place
from expatdesk.terms import FamilyRole, VisitState
from expatdesk.ui.kit import UndoBar
from expatdesk.ui.kit.button import Button
from expatdesk.ui.people.page import PeoplePage
from tests.ui.one_room import Room

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BSN = "123456782"  # passes the 11-test and belongs to nobody
Add = Callable[..., int]
Open = Callable[[], Room]


def page_of(room: Room) -> PeoplePage:
    assert isinstance(room.page, PeoplePage)
    return room.page


def words_in(widget: QWidget) -> list[str]:
    """The words of all labels and buttons that are seen in a part of the window."""
    seen = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return seen + [
        button.text().replace("&&", "&")
        for button in widget.findChildren(Button)
        if button.isVisible()
    ]


def undo(room: Room) -> None:
    bar = room.window.findChild(UndoBar)
    assert isinstance(bar, UndoBar)
    assert bar.isVisible()
    room.press(Qt.Key.Key_Z, CTRL)


# typing


def test_a_new_person_is_typed_with_the_keyboard_and_stands_in_the_list(
    open_room: Open, centre: SimpleNamespace
) -> None:
    room = open_room()
    room.press(Qt.Key.Key_N, CTRL | SHIFT)
    room.type("Mary-Kate O'Kealy")
    room.press(Qt.Key.Key_Tab)
    room.type("17-5-1990")
    room.press(Qt.Key.Key_Tab, times=2)
    room.type("mk@okealy.example")
    room.press(Qt.Key.Key_Return)
    (row,) = centre.people.page()
    assert (row.full_name, row.birth_date.isoformat()) == ("Mary-Kate O'Kealy", "1990-05-17")
    assert page_of(room).panel.name.text() == "Mary-Kate O'Kealy"
    assert page_of(room).list.record_id() == row.person_id
    assert page_of(room).list.isVisible()


def test_a_wrong_address_is_said_at_its_field_and_nothing_is_lost(
    open_room: Open, add: Add, centre: SimpleNamespace
) -> None:
    ada = add("Ada Berg")
    room = open_room()
    room.press(Qt.Key.Key_F2)
    fields = page_of(room).form.fields
    room.fill(fields.email, "ada@")
    room.press(Qt.Key.Key_Return)
    assert fields.labelled["email"].error() == "This is not an e-mail address."
    assert fields.email.hasFocus()
    assert fields.email.text() == "ada@"
    room.type("berg.example")
    assert fields.labelled["email"].error() == ""
    room.press(Qt.Key.Key_Return)
    assert centre.people.person(ada).entry.email == "ada@berg.example"
    assert "ada@berg.example" in words_in(page_of(room).panel)


def test_an_edit_can_be_taken_back(open_room: Open, add: Add, centre: SimpleNamespace) -> None:
    ada = add("Ada Berg", city="Leiden")
    room = open_room()
    room.press(Qt.Key.Key_F2)
    room.fill(page_of(room).form.fields.texts["city"], "Oegstgeest")
    room.press(Qt.Key.Key_Return)
    assert centre.people.person(ada).entry.city == "Oegstgeest"
    undo(room)
    assert centre.people.person(ada).entry.city == "Leiden"
    assert page_of(room).list.table.rows_model.rows()[0].row.city == "Leiden"


def test_esc_leaves_the_form_and_keeps_the_person_as_they_were(
    open_room: Open, add: Add, centre: SimpleNamespace
) -> None:
    ada = add("Ada Berg")
    room = open_room()
    room.press(Qt.Key.Key_F2)
    room.fill(page_of(room).form.fields.name, "Somebody Else")
    room.press(Qt.Key.Key_Escape)
    assert page_of(room).list.isVisible()
    assert centre.people.person(ada).entry.full_name == "Ada Berg"


def test_a_citizen_number_is_refused_and_kept_only_as_a_false_alarm(
    open_room: Open, centre: SimpleNamespace
) -> None:
    room = open_room()
    room.press(Qt.Key.Key_N, CTRL | SHIFT)
    room.type(f"Ada Berg {BSN}")
    room.press(Qt.Key.Key_Return)
    form = page_of(room).form
    assert "citizen service number" in form.fields.labelled["full_name"].error()
    assert centre.people.page() == []
    room.press(Qt.Key.Key_F, ALT)
    (row,) = centre.people.page()
    assert row.full_name == f"Ada Berg {BSN}"
    (line,) = [
        line
        for line in centre.appointments.history("person", row.person_id)
        if line.action == "guard_overridden"
    ]
    assert BSN not in str(line.details)


def test_who_is_known_already_is_shown_while_one_types_and_can_be_taken(
    open_room: Open, add: Add
) -> None:
    zoe = add("Zoë O’Kealy", birth_year=1991)
    room = open_room()
    room.press(Qt.Key.Key_N, CTRL | SHIFT)
    room.type("zoe okealy")
    form = page_of(room).form
    form._pause.stop()
    form._look_for_duplicates()
    room.settle()
    assert [found.person_id for found in form.duplicates.found()] == [zoe]
    assert "Zoë O’Kealy" in words_in(form.duplicates)
    room.press(Qt.Key.Key_U, ALT)
    assert page_of(room).list.isVisible()
    assert page_of(room).panel.name.text() == "Zoë O’Kealy"


# two desks at once


def elsewhere_changed(
    centre: SimpleNamespace, person_id: int, place: Place, **fields: object
) -> PersonEntry:
    """Another program has the same centre open and changes somebody."""
    other = open_store(place, centre.clock)
    try:
        people = People(other, centre.clock)
        sheet = people.person(person_id)
        entry = replace(sheet.entry, **fields)
        staff = centre.founded.staff["S. Jansen"]
        actor = Actor(staff, centre.founded.desks["desk1"], "S. Jansen", "Desk 1")
        people.change(actor, person_id, sheet.version, entry, key=new_key())
    finally:
        other.close()
    return entry


def test_an_edit_that_another_desk_has_overtaken_keeps_what_was_typed(
    open_room: Open, add: Add, centre: SimpleNamespace, place: Place
) -> None:
    ada = add("Ada Berg", city="Leiden", phone="0612345678", birth_year=1990)
    room = open_room()
    room.press(Qt.Key.Key_F2)
    form = page_of(room).form
    room.fill(form.fields.email, "ada@home.example")
    elsewhere_changed(centre, ada, place, city="Oegstgeest", email="ada@work.example")
    room.press(Qt.Key.Key_Return)
    assert form.fields.email.text() == "ada@home.example"
    assert centre.people.person(ada).entry.email == "ada@work.example"
    seen = words_in(form.differences)
    for words in ("ada@home.example", "ada@work.example", "Leiden", "Oegstgeest"):
        assert words in seen
    # What only they have changed is theirs at first, what was typed here is kept.
    assert dict(form.differences.keeps_mine()) == {"email": True, "city": False}
    room.press(Qt.Key.Key_Return)
    entry = centre.people.person(ada).entry
    assert (entry.email, entry.city, entry.birth_year) == ("ada@home.example", "Oegstgeest", 1990)


@pytest.mark.parametrize("mine", [True, False])
def test_of_two_values_either_can_be_chosen(
    open_room: Open, add: Add, centre: SimpleNamespace, place: Place, *, mine: bool
) -> None:
    ada = add("Ada Berg")
    room = open_room()
    room.press(Qt.Key.Key_F2)
    form = page_of(room).form
    room.fill(form.fields.birth, "1991")
    elsewhere_changed(centre, ada, place, birth_year=1992, call_name="Ad")
    room.press(Qt.Key.Key_Return)
    form.differences.choose("birth_date", mine=mine)
    form.differences.choose("call_name", mine=True)
    room.press(Qt.Key.Key_Return)
    entry = centre.people.person(ada).entry
    assert (entry.birth_year, entry.call_name) == (1991 if mine else 1992, "")


# the household


def test_a_partner_is_found_and_put_into_the_household(
    open_room: Open, add: Add, centre: SimpleNamespace
) -> None:
    chidi = add("Chidi Okonkwo", birth_year=1988)
    ngozi = add("Ngozi Okonkwo-de Vries", birth_year=1990)
    room = open_room()
    room.window.open_page("people", person=chidi)
    room.settle()
    room.press(Qt.Key.Key_H, ALT)
    room.type("ngozi")
    room.press(Qt.Key.Key_Return)
    assert [(m.person_id, m.role) for m in centre.people.household_of(chidi)] == [
        (chidi, FamilyRole.FIRST),
        (ngozi, FamilyRole.PARTNER),
    ]
    seen = words_in(page_of(room).panel.household)
    assert "Ngozi Okonkwo-de Vries" in seen
    assert "partner · 36" in seen
    undo(room)
    assert len(centre.people.household_of(chidi)) < 2


def test_a_child_is_added_as_a_new_person_of_the_household(
    open_room: Open, add: Add, centre: SimpleNamespace
) -> None:
    chidi = add("Chidi Okonkwo", birth_year=1988)
    room = open_room()
    room.press(Qt.Key.Key_H, ALT)
    room.type("Ada Okonkwo")
    room.press(Qt.Key.Key_Return, CTRL)
    room.type("2019")
    room.press(Qt.Key.Key_Return)
    assert [m.role for m in centre.people.household_of(chidi)] == [
        FamilyRole.FIRST,
        FamilyRole.CHILD,
    ]
    assert page_of(room).panel.name.text() == "Ada Okonkwo"


def family(centre: SimpleNamespace, actor: Actor, add: Add) -> tuple[int, int, int]:
    first, partner, child = add("Chidi Okonkwo"), add("Ngozi Okonkwo"), add("Ada Okonkwo")
    roles = (FamilyRole.FIRST, FamilyRole.PARTNER, FamilyRole.CHILD)
    members = list(zip((first, partner, child), roles, strict=True))
    centre.people.set_household(actor, members, key=new_key())
    return first, partner, child


def test_another_first_person_takes_the_role_and_gives_theirs(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor
) -> None:
    first, partner, _child = family(centre, actor, add)
    room = open_room()
    room.window.open_page("people", person=first)
    room.settle()
    member = centre.people.household_of(first)[1]
    menu = page_of(room).panel.household.menu_of(member)
    menu.actions()[0].trigger()
    room.settle()
    roles = {m.person_id: m.role for m in centre.people.household_of(first)}
    assert roles[partner] is FamilyRole.FIRST
    assert roles[first] is FamilyRole.PARTNER


def test_when_the_first_person_leaves_the_partner_is_first(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor
) -> None:
    first, partner, child = family(centre, actor, add)
    room = open_room()
    room.window.open_page("people", person=first)
    room.settle()
    member = centre.people.household_of(first)[0]
    page_of(room).panel.household.menu_of(member).actions()[-1].trigger()
    room.settle()
    assert [(m.person_id, m.role) for m in centre.people.household_of(partner)] == [
        (partner, FamilyRole.FIRST),
        (child, FamilyRole.CHILD),
    ]
    undo(room)
    assert len(centre.people.household_of(first)) == 3


def test_a_member_that_is_pressed_is_shown(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor
) -> None:
    first, _partner, _child = family(centre, actor, add)
    room = open_room()
    room.window.open_page("people", person=first)
    room.settle()
    links = page_of(room).panel.household.findChildren(Button)
    next(link for link in links if link.text() == "Ada Okonkwo").click()
    room.settle()
    assert page_of(room).panel.name.text() == "Ada Okonkwo"


# merging


def test_two_records_are_seen_side_by_side_made_one_and_taken_apart(
    open_room: Open, add: Add, centre: SimpleNamespace
) -> None:
    keep = add("Yuki Tanaka", email="yuki@tanaka.example", phone="0612345678")
    gone = add("Y. Tanaka", birth_year=1990, city="Leiden")
    room = open_room()
    room.window.open_page("people", person=keep)
    room.settle()
    room.press(Qt.Key.Key_F7)
    room.fill(page_of(room).merging.search, "y tanaka leiden")
    room.fill(page_of(room).merging.search, "y. tanaka")
    hits = page_of(room).merging.search.popover.hits()
    page_of(room).merging.search.popover.chosen.emit(
        next(hit.value for hit in hits if hit.value == gone)
    )
    room.settle()
    seen = words_in(page_of(room).merging)
    for words in ("Yuki Tanaka", "Y. Tanaka", "yuki@tanaka.example", "1990", "06 12 34 56 78"):
        assert words in seen
    room.press(Qt.Key.Key_Return)
    assert centre.people.person(gone).person_id == keep
    assert [line.row.person_id for line in page_of(room).list.table.rows_model.rows()] == [keep]
    assert "Y. Tanaka" in words_in(page_of(room).panel.merged)
    undo(room)
    assert centre.people.person(gone).person_id == gone
    assert len(page_of(room).list.table.rows_model.rows()) == 2


def test_the_other_one_can_stay(open_room: Open, add: Add, centre: SimpleNamespace) -> None:
    shown, other = add("Yuki Tanaka"), add("Tanaka Yuki")
    room = open_room()
    room.window.open_page("people", person=shown)
    room.settle()
    room.press(Qt.Key.Key_F7)
    page_of(room).merging.search.person_chosen.emit(other)
    room.settle()
    room.press(Qt.Key.Key_2, ALT)
    room.press(Qt.Key.Key_Escape)  # nothing has happened yet
    assert centre.people.person(other).merged == ()
    room.press(Qt.Key.Key_F7)
    page_of(room).merging.search.person_chosen.emit(other)
    room.settle()
    room.press(Qt.Key.Key_2, ALT)
    page_of(room).merging.merge.click()
    room.settle()
    assert centre.people.person(shown).person_id == other
    assert page_of(room).panel.name.text() == "Tanaka Yuki"


def test_a_merged_record_is_taken_apart_from_its_card_and_undo_puts_it_back(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor
) -> None:
    keep, gone = add("Yuki Tanaka"), add("Y. Tanaka")
    centre.people.merge(actor, keep, gone, key=new_key())
    room = open_room()
    (link,) = page_of(room).panel.merged.findChildren(Button)
    link.click()
    room.settle()
    assert centre.people.person(gone).person_id == gone
    undo(room)
    assert centre.people.person(gone).person_id == keep


def test_a_record_that_was_merged_opens_the_one_that_stays(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor
) -> None:
    add("Aart Aarts")
    keep, gone = add("Yuki Tanaka"), add("Y. Tanaka")
    centre.people.merge(actor, keep, gone, key=new_key())
    room = open_room()
    room.window.open_page("people", person=gone)
    room.settle()
    assert page_of(room).panel.name.text() == "Yuki Tanaka"
    assert page_of(room).list.record_id() == keep


# what hangs on a person


def test_a_visit_that_is_pressed_opens_in_the_agenda(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor
) -> None:
    ada = add("Ada Berg")
    visit = Selling(centre, actor).visit(persons=(ada,), state=VisitState.DONE)
    room = open_room()
    card = page_of(room).panel.visits
    assert "✓ Done" in words_in(card)
    assert "09:00 · First registration" in words_in(card)
    (link,) = card.findChildren(Button)
    link.click()
    room.settle()
    assert room.elsewhere("agenda").opened == [{"visit": visit.visit_id}]


def test_the_employer_opens_among_the_organisations(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor
) -> None:
    employer = centre.organisations.add(
        actor, OrganisationEntry("Meridiaan Biotech"), key=new_key()
    ).value
    add("Ada Berg", employer_id=employer)
    room = open_room()
    links = page_of(room).panel.contact.findChildren(Button)
    next(link for link in links if link.text() == "Meridiaan Biotech").click()
    room.settle()
    assert room.elsewhere("organisations").opened == [{"organisation": employer}]


def test_history_says_who_changed_which_fields(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor
) -> None:
    ada = add("Ada Berg", birth_year=1990, phone="0612345678")
    sheet = centre.people.person(ada)
    entry = replace(sheet.entry, city="Leiden", phone="06 12 34 56 78")
    centre.people.change(actor, ada, sheet.version, entry, key=new_key())
    room = open_room()
    room.press(Qt.Key.Key_F8)
    seen = words_in(page_of(room).panel.history)
    # The same number in another form is no change.
    assert "Changed: town" in seen
    assert "Added" in seen
    assert any("M. Visser" in words for words in seen)
    room.press(Qt.Key.Key_Escape)
    assert page_of(room).panel.household.isVisible()


def test_a_name_with_markup_is_shown_as_it_was_typed(open_room: Open, add: Add) -> None:
    add("<b>Ada</b> & Berg")
    room = open_room()
    assert page_of(room).panel.name.text() == "<b>Ada</b> & Berg"
    assert page_of(room).panel.name.textFormat() is Qt.TextFormat.PlainText
