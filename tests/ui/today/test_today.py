"""The opening screen: what a person reads there, and the ways from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from expatdesk.clock import FixedClock
from expatdesk.services.appointments.types import QuestionEntry
from expatdesk.services.setup.types import ClosureEntry
from expatdesk.terms import Channel, VisitState
from expatdesk.texts import Pair
from expatdesk.ui.kit import KeyValueRow
from expatdesk.ui.theme import Theme
from expatdesk.ui.today import TodayPage
from expatdesk.ui.today.now_list import ROW
from tests.ui.audit import cut_texts, doubled_keys, nameless, readable, rich_labels
from tests.ui.room import Household, Room

TODAY = date(2026, 11, 24)
ALT = Qt.KeyboardModifier.AltModifier
Enter = Callable[..., Room]


@pytest.fixture
def day_under_way(home: Household, clock: FixedClock) -> Household:
    """Booked at half past eight; now it is 11:42, two wait and one is served."""
    now = clock.now()
    clock.set(datetime(2026, 11, 24, 7, 30, tzinfo=UTC))
    wait = home.book(["محمد عبد الله"], TODAY, 11 * 60, latin="Mohammed Abdullah")
    serve = home.book(["Eleni Papadopoulou"], TODAY, 11 * 60, "desk2")
    family = home.book(["Giorgi Beridze", "Nino Beridze", "Luka Beridze"], TODAY, 13 * 60)
    home.book(["Yuki Tanaka"], TODAY, 14 * 60, "desk2")
    clock.set(now - timedelta(minutes=9))
    home.advance(wait, VisitState.ARRIVED)
    home.advance(serve, VisitState.ARRIVED, VisitState.AT_DESK)
    clock.set(now)
    assert family.visit_id
    return home


def page_of(room: Room) -> TodayPage:
    page = room.open("today")
    assert isinstance(page, TodayPage)
    return page


def test_the_day_is_said_in_words_and_figures(day_under_way: Household, enter: Enter) -> None:
    page = page_of(enter())
    assert page.title.text() == "Good morning, Marieke"
    assert page.opening.text() == "Open today 09:00 – 12:30, 13:00 – 16:30 · 4 desks"
    assert (page.waiting.figure.text(), page.waiting.detail.text()) == ("1", "longest 9 minutes")
    assert (page.to_come.figure.text(), page.to_come.detail.text()) == (
        "2",
        "next 13:00, party of 3",
    )
    assert page.taken.figure.text() == "€\u00a00.00"
    assert page.free.detail.text() == "first today 12:00"


def test_who_waits_comes_first_and_enter_opens_the_visit(
    day_under_way: Household, enter: Enter
) -> None:
    room = enter()
    page = page_of(room)
    lines = [page.now.rows.index(at).data() for at in range(4)]
    assert lines[0].startswith("11:00, محمد عبد الله, First registration · Desk 1, Arrived 11:33")
    assert "At desk" in lines[1]
    assert "3 persons" in lines[2]
    assert "unpaid" in lines[3]
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Return)
    assert room.window.current_name == "agenda"
    (opened,) = room.elsewhere("agenda").opened
    assert opened == {"visit": page.now.rows.rows[1].visit_id}


def test_a_question_is_logged_by_keys_and_taken_back(home: Household, enter: Enter) -> None:
    room = enter()
    page = page_of(room)
    topic = home.centre.appointments.catalogue().topics[0]
    room.press(Qt.Key.Key_Q, ALT)
    room.type(topic.name.en[:4])
    room.press(Qt.Key.Key_Return)
    room.replace("12")
    room.press(Qt.Key.Key_Return)
    assert "Question logged" in room.seen()
    (counted,) = home.centre.reception.questions(TODAY)
    assert (counted.topic_id, counted.count, counted.minutes) == (topic.topic_id, 1, 12)
    assert page.questions.today.text() == "1 today"
    assert page.questions.topic.text() == ""
    room.undo()
    assert home.centre.reception.questions(TODAY) == []
    assert page.questions.today.text() == "0 today"


def test_the_channel_stays_for_the_next_question(home: Household, enter: Enter) -> None:
    room = enter()
    page = page_of(room)
    page.questions.channel.setFocus()
    room.press(Qt.Key.Key_Right)
    for _ in range(2):
        page.questions.topic.setFocus()
        room.type("digid")
        room.press(Qt.Key.Key_Return)
        room.press(Qt.Key.Key_Return)
    rows = home.centre.reception.recent_questions(TODAY)
    assert [row.channel for row in rows] == [Channel.PHONE, Channel.PHONE]


def test_without_a_topic_nothing_is_logged(home: Household, enter: Enter) -> None:
    room = enter()
    page = page_of(room)
    page.questions.topic.setFocus()
    room.press(Qt.Key.Key_Return)
    assert page.questions.topic_field.error() == "Choose a topic."
    assert home.centre.reception.questions(TODAY) == []


def test_too_many_minutes_are_refused_at_their_field(home: Household, enter: Enter) -> None:
    room = enter()
    page = page_of(room)
    page.questions.topic.setFocus()
    room.type("digid")
    room.press(Qt.Key.Key_Return)
    room.replace("300")
    room.press(Qt.Key.Key_Return)
    assert page.questions.minutes_field.error() == "A number from 0 to 240 is needed here."
    assert home.centre.reception.questions(TODAY) == []


def test_what_is_to_do_leads_to_its_list(home: Household, enter: Enter) -> None:
    home.wait(home.person("Ana Lucía Fernández Ortiz"), TODAY)
    room = enter()
    page = page_of(room)
    (line,) = page.to_do.lines()
    assert line.accessibleName() == "1 Families on the waiting list"
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.window.current_name == "lists"


def test_an_unfinished_visit_of_yesterday_opens_in_the_agenda(
    home: Household, clock: FixedClock, enter: Enter
) -> None:
    now = clock.now()
    clock.set(now - timedelta(days=1, hours=3))
    left = home.book("Arjun Sharma", date(2026, 11, 23), 10 * 60)
    clock.set(now)
    room = enter()
    (line,) = page_of(room).to_do.lines()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.elsewhere("agenda").opened == [{"visit": left.visit_id}]


def test_a_closed_day_says_why_and_when_the_centre_opens_again(
    home: Household, enter: Enter
) -> None:
    closed = ClosureEntry(Pair("Stock-taking", "Inventaris"), TODAY, TODAY)
    home.centre.setup.closures.add(home.actor(), closed, key="closed")
    room = enter()
    page = page_of(room)
    words = "Closed today: Stock-taking · open again Wed 25 Nov at 09:00"
    assert page.opening.text() == words
    assert page.nobody.isVisible()
    room.desk.set_language("nl")
    room.settle()
    assert "Inventaris" in page.opening.text()


def test_f12_leaves_nothing_of_anybody_to_be_read(day_under_way: Household, enter: Enter) -> None:
    secrets = ("Papadopoulou", "محمد", "Beridze", "Tanaka")
    room = enter()
    page = page_of(room)
    room.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    room.type("Beridze")
    before = readable(room.window)
    assert [secret for secret in secrets if secret not in before] == []
    room.press(Qt.Key.Key_F12)
    assert [secret for secret in secrets if secret in readable(room.window)] == []
    assert "First registration" in page.now.rows.index(1).data()


def test_desks_with_other_hours_are_told_apart(home: Household, enter: Enter) -> None:
    early = [(9 * 60, 12 * 60), (13 * 60, 15 * 60)]
    for desk in ("desk1", "desk2"):
        number = home.founded.desks[desk]
        home.centre.setup.days.set_hours(home.actor(), number, TODAY, early, key=desk)
    page = page_of(enter())
    assert page.opening.text() == (
        "Open today: 2 desks 09:00 – 12:00, 13:00 – 15:00 · 2 desks 09:00 – 12:30, 13:00 – 16:30"
    )


def test_of_the_questions_only_whole_lines_are_seen(home: Household, enter: Enter) -> None:
    topics = home.centre.appointments.catalogue().topics[:6]
    for topic in topics:
        entry = QuestionEntry(topic.topic_id, Channel.DESK, 5)
        home.centre.reception.ask(home.actor(), entry, key=home.key())
    room = enter(size=(1100, 700))
    counts = page_of(room).questions.counts
    lines = counts.findChildren(KeyValueRow)
    seen = [line for line in lines if line.isVisible()]
    assert seen
    assert all(line.geometry().bottom() <= counts.height() for line in seen)
    assert all(line.height() >= line.sizeHint().height() for line in seen)
    room.window.resize(1440, 900)
    room.settle()
    assert all(line.isVisible() for line in lines)


def test_the_list_ends_with_a_whole_line(day_under_way: Household, enter: Enter) -> None:
    room = enter(size=(1100, 700))
    now = page_of(room).now
    assert now.viewport().height() % ROW == 0


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_everything_has_a_name_and_its_place(
    day_under_way: Household,
    enter: Enter,
    dressed: Theme,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    dressed.choose("dark" if theme == "dark" else "light")
    room = enter(size=size)
    room.desk.set_language(language)
    page = page_of(room)
    room.settle()
    assert nameless(page) == []
    assert cut_texts(page) == []
    assert rich_labels(page) == []
    assert doubled_keys(room.window) == []
