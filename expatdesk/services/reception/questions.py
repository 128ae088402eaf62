"""Questions at the helpdesk: logged by topic, channel and minutes, and without a name."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, delete, func, select

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.appointments import Question
from expatdesk.model.settings import QuestionTopic
from expatdesk.model.staff import Staff
from expatdesk.services.appointments.types import QuestionEntry
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.reception.subject import Part
from expatdesk.services.reception.types import QuestionRow, TopicCount
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair

LONGEST = 240
"""Minutes that one question may take."""


class Questions(Part):
    def ask(self, actor: Actor, entry: QuestionEntry, *, key: str) -> Done[int]:
        """Log one question; gives its id. Undo takes it out again. Raises Invalid."""

        def work(tx: Tx) -> Written[int]:
            _check(tx, entry)
            question_id = tx.insert(
                Question,
                day=day_of(tx.now),
                at=tx.now,
                topic_id=entry.topic_id,
                channel=entry.channel,
                minutes=entry.minutes,
                staff_id=actor.staff_id,
                desk_id=actor.desk_id,
            )
            log(tx, actor, "question", question_id, "asked", topic=entry.topic_id)
            tx.touch("questions", question_id)
            return Written(
                question_id, lambda: self.forget_question(actor, question_id, key=new_key())
            )

        return self._carry_out(actor, key, int, work)

    def forget_question(self, actor: Actor, question_id: int, *, key: str) -> Done[int]:
        """Take out a question that one has logged oneself today. Raises Invalid, NotFound."""

        def work(tx: Tx) -> Written[int]:
            row = tx.first(
                select(Question.staff_id, Question.day).where(Question.id == question_id)
            )
            if row is None:
                raise NotFound
            if (row.staff_id, row.day) != (actor.staff_id, day_of(tx.now)):
                raise Invalid(N_("Only one's own questions of today can be taken out."))
            tx.execute(delete(Question).where(Question.id == question_id))
            log(tx, actor, "question", question_id, "forgotten")
            tx.touch("questions", question_id)
            return Written(question_id)

        return self._carry_out(actor, key, int, work)

    def questions(self, day: date) -> list[TopicCount]:
        """How many questions of the day each topic had; the most asked first."""
        with self._store.reading() as tx:
            rows = tx.rows(_counts(day))
        return [
            TopicCount(row.id, Pair(row.name_en, row.name_nl), int(row.asked), int(row.minutes))
            for row in rows
        ]

    def recent_questions(self, day: date, limit: int = 20) -> list[QuestionRow]:
        """The last questions of the day, the newest first."""
        with self._store.reading() as tx:
            rows = tx.rows(_recent(day).limit(limit))
        return [
            QuestionRow(
                question_id=row.id,
                at=row.at,
                topic=Pair(row.name_en, row.name_nl),
                channel=row.channel,
                minutes=row.minutes,
                staff=row.short_name or "",
            )
            for row in rows
        ]


def _check(tx: Tx, entry: QuestionEntry) -> None:
    if not 0 <= entry.minutes <= LONGEST:
        raise Invalid(
            N_("A number from {low} to {high} is needed here."),
            field="minutes",
            low=0,
            high=LONGEST,
        )
    offered = select(QuestionTopic.id).where(
        QuestionTopic.id == entry.topic_id, QuestionTopic.active
    )
    if tx.first(offered) is None:
        raise Invalid(N_("Choose a topic from the list."), field="topic_id")


def _counts(day: date) -> Select[int, str, str, int, int]:
    asked = func.count().label("asked")
    return (
        select(
            QuestionTopic.id,
            QuestionTopic.name_en,
            QuestionTopic.name_nl,
            asked,
            func.sum(Question.minutes).label("minutes"),
        )
        .join(QuestionTopic, QuestionTopic.id == Question.topic_id)
        .where(Question.day == day)
        .group_by(
            QuestionTopic.id, QuestionTopic.name_en, QuestionTopic.name_nl, QuestionTopic.position
        )
        .order_by(asked.desc(), QuestionTopic.position)
    )


def _recent(day: date) -> Select[int, int, object, int, str, str, str]:
    return (
        select(
            Question.id,
            Question.at,
            Question.channel,
            Question.minutes,
            QuestionTopic.name_en,
            QuestionTopic.name_nl,
            Staff.short_name,
        )
        .join(QuestionTopic, QuestionTopic.id == Question.topic_id)
        .outerjoin(Staff, Staff.id == Question.staff_id)
        .where(Question.day == day)
        .order_by(Question.id.desc())
    )
