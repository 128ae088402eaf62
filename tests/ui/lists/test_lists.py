"""The page "To do": what waits is done with a key, and taken back with another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from expatdesk.i18n import translator
from expatdesk.services.appointments.types import MessageEntry
from expatdesk.services.printing import PLAIN, PrintOptions
from expatdesk.services.reception.types import FollowUpEntry
from expatdesk.terms import MessageKind, PrintState, VisitState
from expatdesk.ui.lists import ListsPage
from expatdesk.ui.lists.mails import MailsTab
from expatdesk.ui.lists.unprinted import UnprintedTab
from expatdesk.ui.theme import Theme
from expatdesk.workflows.printing import FileSpooler, LpSpooler, Printer, PrinterRefused, Spooled
from tests.ui.audit import cut_texts, cut_titles, doubled_keys, nameless, readable, rich_labels
from tests.ui.room import Household, Room

TODAY = date(2026, 11, 24)
ALT = Qt.KeyboardModifier.AltModifier
Enter = Callable[..., Room]


def lists(room: Room, tab: str) -> ListsPage:
    page = room.open("lists", tab=tab)
    assert isinstance(page, ListsPage)
    return page


def call(home: Household, kind: MessageKind = MessageKind.CALL) -> None:
    address = "+31612345678" if kind is MessageKind.CALL else "ana@home.example"
    entry = MessageEntry(
        kind=kind,
        address=address,
        language="en",
        subject="A place has come free",
        body="We keep it for you until Thursday.",
        party_id=home.person("Ana Lucía Fernández Ortiz", email="ana@home.example"),
    )
    home.centre.reception.draft(home.actor(), entry, key=home.key())


def test_a_call_is_done_with_enter_and_back_with_undo(home: Household, enter: Enter) -> None:
    call(home)
    room = enter()
    page = lists(room, "calls")
    assert "Ana Lucía Fernández Ortiz" in room.seen()
    assert "06 12 34 56 78" in room.seen()
    room.press(Qt.Key.Key_Return)
    assert page.tab.count() == 0
    assert "Nobody is to be called" in room.seen()
    room.undo()
    assert page.tab.count() == 1


def test_the_reason_of_a_call_is_in_the_language_of_the_window_and_its_text_in_theirs(
    home: Household, enter: Enter
) -> None:
    entry = MessageEntry(
        kind=MessageKind.CALL,
        address="+31612345678",
        language="nl",
        subject=translator("nl").gettext("A place has come free"),
        body="Wij houden de plek vrij.",
        party_id=home.person("Ana Lucía Fernández Ortiz"),
    )
    home.centre.reception.draft(home.actor(), entry, key=home.key())
    room = enter()
    table = lists(room, "calls").tab.table
    assert table.rows_model.index(0, 3).data() == "Place came free"
    assert "A place has come free" in room.seen()
    assert "What to say, in Dutch" in room.seen()
    assert "Wij houden de plek vrij." in room.seen()


def test_a_reason_that_staff_wrote_stays_as_it_is(home: Household, enter: Enter) -> None:
    entry = MessageEntry(
        kind=MessageKind.CALL, address="", language="en", subject="Bring the deed", body=""
    )
    home.centre.reception.draft(home.actor(), entry, key=home.key())
    room = enter()
    lists(room, "calls")
    assert "Bring the deed" in room.seen()
    assert "no number known" in room.seen()


def test_a_call_is_discarded_with_delete(home: Household, enter: Enter) -> None:
    call(home)
    room = enter()
    lists(room, "calls")
    room.press(Qt.Key.Key_Delete)
    assert home.centre.reception.messages(MessageKind.CALL) == []
    room.undo()
    assert len(home.centre.reception.messages(MessageKind.CALL)) == 1


def test_a_mail_becomes_a_file_for_the_mail_program(
    home: Household, enter: Enter, tmp_path: Path
) -> None:
    from expatdesk.services.settings import keys

    call(home, MessageKind.MAIL)
    home.centre.settings.set(home.actor(), keys.CENTRE_EMAIL, "hello@centre.example", key="mail")
    room = enter()
    tab = lists(room, "mails").tab
    assert isinstance(tab, MailsTab)
    row = tab.row()
    assert row is not None
    tab.save_to(row, tmp_path / "offer.eml")
    room.settle()
    written = (tmp_path / "offer.eml").read_text()
    assert "To: Ana" in written or "ana@home.example" in written
    assert "From: Expat Centre Leiden <hello@centre.example>" in written
    assert "Saved as offer.eml" in room.seen()
    room.press(Qt.Key.Key_Return)
    assert home.centre.reception.messages(MessageKind.MAIL) == []


def test_a_free_place_is_offered_called_about_and_taken(home: Household, enter: Enter) -> None:
    person = home.person(
        "Yuki Tanaka",
        phone="+31687654321",
        municipality_id=home.founded.municipalities["Leiden"],
    )
    home.wait(person, TODAY + timedelta(days=1))
    room = enter()
    page = lists(room, "waiting")
    assert "free Wed 25 Nov 09:00" in page.tab.table.rows_model.data(
        page.tab.table.rows_model.index(0, 3)
    )
    room.press(Qt.Key.Key_Return)
    assert "The place is kept" in room.seen()
    (to_make,) = home.centre.reception.messages(MessageKind.CALL)
    assert to_make.address == "+31687654321"
    room.press(Qt.Key.Key_1, ALT)
    assert "06 87 65 43 21" in room.seen()
    room.press(Qt.Key.Key_F4)
    assert page.toggle.value() == "waiting"
    room.press(Qt.Key.Key_Return)
    assert "Booked with code" in room.seen()
    assert home.centre.reception.waiting_list() == []
    assert home.centre.reception.messages(MessageKind.CALL) == []
    room.undo()
    assert len(home.centre.reception.waiting_list()) == 1


def test_what_is_not_known_of_a_party_is_asked_in_the_booking_form(
    home: Household, enter: Enter
) -> None:
    waiting = home.wait(home.person("Yuki Tanaka"), TODAY + timedelta(days=1))
    room = enter()
    lists(room, "waiting")
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    assert room.window.current_name == "booking"
    assert room.elsewhere("booking").opened == [{"waiting": waiting}]


def test_somebody_is_taken_off_the_waiting_list_and_put_back(home: Household, enter: Enter) -> None:
    home.wait(home.person("Yuki Tanaka"), TODAY + timedelta(days=1))
    room = enter()
    page = lists(room, "waiting")
    room.press(Qt.Key.Key_Delete)
    assert page.tab.count() == 0
    room.undo()
    assert page.tab.count() == 1


@pytest.fixture
def followed(home: Household) -> Household:
    booked = home.book("Giorgi Beridze", TODAY + timedelta(days=1), 9 * 60)
    for days, note in ((0, "ask for the certificate"), (3, "phone the landlord")):
        entry = FollowUpEntry(booked.visit_id, TODAY + timedelta(days=days), note)
        home.centre.reception.add_follow_up(home.actor(), entry, key=home.key())
    return home


def test_follow_ups_stand_by_their_day_and_are_done_and_undone(
    followed: Household, enter: Enter
) -> None:
    room = enter()
    page = lists(room, "follow_ups")
    shown = [row.note for row in page.tab.table.rows_model.rows()]
    assert shown == ["ask for the certificate", "phone the landlord"]
    room.press(Qt.Key.Key_Return)
    assert [row.note for row in page.tab.table.rows_model.rows()] == ["phone the landlord"]
    room.undo()
    assert page.tab.count() == 2


def test_what_is_due_now_is_parted_from_what_comes_later(followed: Household, enter: Enter) -> None:
    room = enter()
    page = lists(room, "follow_ups")
    model = page.tab.table.rows_model

    def parts() -> list[object]:
        return [model.index(line, 0).data() for line in range(model.rowCount())]

    assert parts() == ["Now", "Later"]
    assert page.now.text() == "1 to do now"
    to_do = followed.centre.appointments.today(TODAY).to_do
    assert [(line.kind, line.count) for line in to_do] == [("follow_up", page.tab.to_do())]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert parts() == ["Later", "Now"]


def test_the_number_beside_the_room_is_that_of_the_page(followed: Household, enter: Enter) -> None:
    call(followed)
    room = enter()
    room.window.count_badges()
    page = lists(room, "calls")
    assert page.now.text() == "2 to do now"
    assert room.window.navigation.rooms["lists"].count() == 2


def test_a_follow_up_opens_its_visit(followed: Household, enter: Enter) -> None:
    room = enter()
    page = lists(room, "follow_ups")
    row = page.tab.row()
    room.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert room.elsewhere("agenda").opened == [{"visit": row.visit_id}]


class Jammed(LpSpooler):
    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled:
        raise PrinterRefused("The printer does not take the document.", "paper jam")

    def printers(self) -> list[Printer]:
        return []


@pytest.fixture
def unprinted(home: Household, clock: object) -> Household:
    """A receipt that was paid and whose printer jammed."""
    from expatdesk.services.till.types import ChargeRequest, Tender
    from expatdesk.terms import Means
    from expatdesk.workflows.paper import Paper

    booked = home.book("Giorgi Beridze", TODAY, 13 * 60)
    home.advance(booked, VisitState.ARRIVED)
    request = ChargeRequest(booked.visit_id, (Tender(Means.PIN, 60_50),))
    issued = home.centre.till.charge(home.actor(), request, key="charge").value
    centre = home.centre
    paper = Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)
    assert paper.put_out(home.actor(), issued.receipt_id, Jammed()).state is PrintState.FAILED
    return home


def test_what_did_not_print_is_tried_again(
    unprinted: Household, enter: Enter, tmp_path: Path
) -> None:
    room = enter()
    page = lists(room, "unprinted")
    tab = page.tab
    assert isinstance(tab, UnprintedTab)
    assert "paper jam" in room.seen()
    tab.spool = Jammed
    room.press(Qt.Key.Key_Return)
    assert "The printer does not take the document." in room.seen()
    assert tab.count() == 1
    tab.spool = lambda: FileSpooler(tmp_path)
    room.press(Qt.Key.Key_Return)
    assert "is printed" in room.seen()
    assert tab.count() == 0
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_history_says_who_did_what_on_a_day(followed: Household, enter: Enter) -> None:
    room = enter()
    page = lists(room, "history")
    table = page.tab.table
    said = [table.rows_model.data(table.rows_model.index(at, 3)) for at in range(page.tab.count())]
    assert said[0].startswith("Noted to come back to")
    assert any(words.startswith("Booked") for words in said)
    page.tab.table.setFocus()
    room.press(Qt.Key.Key_Left, ALT)
    assert page.tab.count() == 0
    assert "Nothing was done on this day" in room.seen()


def test_history_names_the_desk_in_the_language_of_the_window(
    followed: Household, enter: Enter
) -> None:
    room = enter()
    room.desk.set_language("nl")
    lists(room, "history")
    desk2 = followed.centre.appointments.catalogue().desks[1].name
    assert desk2.nl != desk2.en
    assert desk2.nl in room.seen().splitlines()
    assert desk2.en not in room.seen().splitlines()


def test_f12_leaves_nothing_of_anybody_to_be_read(followed: Household, enter: Enter) -> None:
    home = followed
    call(home)
    call(home, MessageKind.MAIL)
    waits = home.person("Yuki Tanaka", phone="+31687654321", email="yuki@home.example")
    home.wait(waits, TODAY + timedelta(days=1))
    booked = home.book("Eleni Papadopoulou", TODAY + timedelta(days=2), 10 * 60)
    version = home.centre.appointments.visit(booked.visit_id).version
    home.centre.appointments.cancel(
        home.actor(),
        booked.visit_id,
        version,
        VisitState.CANCELLED_BY_VISITOR,
        "Eleni is ill",
        key=home.key(),
    )
    secrets = (
        "Ana Luc", "Yuki", "Tanaka", "Beridze", "Papadopoulou", "Eleni", "@", "12 34 56 78",
        "87 65 43 21", "12345678", "87654321", "We keep it for you", "landlord", "certificate",
    )  # fmt: skip
    room = enter()
    for tab in ("calls", "mails", "waiting", "follow_ups", "history"):
        lists(room, tab)
        before = readable(room.window)
        assert any(secret in before for secret in secrets), tab
        room.press(Qt.Key.Key_F12)
        hidden = readable(room.window)
        assert [secret for secret in secrets if secret in hidden] == [], tab
        room.press(Qt.Key.Key_F12)
        assert readable(room.window) == before, tab


def test_the_tabs_count_and_the_keys_lead_to_them(followed: Household, enter: Enter) -> None:
    room = enter()
    page = lists(room, "calls")
    assert page._words("follow_ups")() == "Follow-ups 1"  # of two, one comes later
    assert page._words("calls")() == "Calls"
    room.press(Qt.Key.Key_4, ALT)
    assert page.toggle.value() == "follow_ups"
    assert page.tab.table.hasFocus()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_everything_has_a_name_and_its_place(
    unprinted: Household,
    enter: Enter,
    dressed: Theme,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    call(unprinted)
    call(unprinted, MessageKind.MAIL)
    unprinted.wait(unprinted.person("Yuki Tanaka"), TODAY + timedelta(days=1))
    booked = unprinted.book("Giorgi Beridze", TODAY + timedelta(days=1), 9 * 60)
    entry = FollowUpEntry(booked.visit_id, TODAY, "ask for the certificate")
    unprinted.centre.reception.add_follow_up(unprinted.actor(), entry, key=unprinted.key())
    dressed.choose("dark" if theme == "dark" else "light")
    room = enter(size=size)
    room.desk.set_language(language)
    for tab in ("calls", "mails", "waiting", "follow_ups", "unprinted", "history"):
        page = lists(room, tab)
        assert nameless(page) == [], tab
        assert cut_texts(page) == [], tab
        assert cut_titles(page) == [], tab
        assert not page.toggle.is_cut(), tab
        assert page.tab.table.isVisible(), tab
        assert page.tab.table.horizontalScrollBar().maximum() == 0, tab
        assert rich_labels(page) == [], tab
        assert doubled_keys(room.window) == [], tab
