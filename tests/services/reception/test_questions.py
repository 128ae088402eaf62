"""Questions at the helpdesk, without a name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from services.reception.receiving import FrontDesk

from expatdesk.services.appointments.types import QuestionEntry
from expatdesk.services.base import Invalid, NotFound
from expatdesk.terms import Channel

MONDAY = date(2026, 9, 14)


def ask(desk: FrontDesk, topic: int = 0, minutes: int = 5, actor: Any = None) -> Any:
    topics = desk.centre.appointments.catalogue().topics
    entry = QuestionEntry(topics[topic].topic_id, Channel.PHONE, minutes)
    return desk.centre.reception.ask(actor or desk.actor, entry, key=desk.key())


def test_eight_questions_are_counted_by_topic(desk: FrontDesk) -> None:
    for number in range(8):
        ask(desk, topic=0 if number < 3 else 1, minutes=number)
    counts = desk.centre.reception.questions(MONDAY)
    assert [(c.count, c.minutes) for c in counts] == [(5, 25), (3, 3)]
    assert counts[0].topic.en
    assert desk.centre.reception.questions(date(2026, 9, 15)) == []
    assert desk.centre.appointments.today(MONDAY).questions_today == 8


def test_the_recent_ones_come_newest_first(desk: FrontDesk, at: Any) -> None:
    ask(desk, minutes=1)
    at("2026-09-14 09:10")
    ask(desk, minutes=2)
    recent = desk.centre.reception.recent_questions(MONDAY, limit=1)
    assert [(q.minutes, q.channel, q.staff) for q in recent] == [(2, Channel.PHONE, "S. Jansen")]


def test_one_takes_out_ones_own_of_today(desk: FrontDesk, kaya: Any, at: Any) -> None:
    first, second = ask(desk), ask(desk)
    first.undo()
    assert desk.centre.reception.questions(MONDAY)[0].count == 1
    with pytest.raises(NotFound):
        first.undo()
    forget = desk.centre.reception.forget_question
    with pytest.raises(Invalid):
        forget(kaya, second.value, key=desk.key())
    at("2026-09-15 09:00")
    with pytest.raises(Invalid):
        second.undo()


@pytest.mark.parametrize("minutes", [-1, 241])
def test_minutes_are_bounded(desk: FrontDesk, minutes: int) -> None:
    with pytest.raises(Invalid) as caught:
        ask(desk, minutes=minutes)
    assert caught.value.field == "minutes"


def test_a_topic_is_one_of_the_list(desk: FrontDesk) -> None:
    entry = QuestionEntry(4711, Channel.DESK, 1)
    with pytest.raises(Invalid) as caught:
        desk.centre.reception.ask(desk.actor, entry, key="k")
    assert caught.value.field == "topic_id"
