"""Questions of eligibility that the booking form asks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import QuestionLine, QuestionSetUp
from expatdesk.texts import Pair
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Choices,
    Content,
    Editor,
    FieldSpec,
    Line,
    Section,
    Text,
    Values,
    Write,
    made,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre


def read(centre: Centre, today: date) -> Content:
    services: Choices = tuple(
        (s.service_id, words.later(s.entry.name)) for s in centre.setup.services.all()
    )
    codes: Choices = tuple(
        (r.code, _reason(r.code, r.entry.name)) for r in centre.setup.reasons.all()
    )
    lines = centre.setup.questions.all()
    return Content(
        tuple(_line(centre, one, services, codes, today) for one in lines),
        new=_editor(centre, None, services, codes, today),
    )


def _reason(code: str, name: Pair) -> Text:
    return lambda: f"{code} · {words.said(name)}"


def _line(
    centre: Centre, one: QuestionLine, services: Choices, codes: Choices, today: date
) -> Line:
    first, last = one.entry.valid_from, one.entry.valid_until
    return Line(
        one.question_id,
        words.later(one.entry.text),
        dict(services).get(one.entry.service_id, ""),
        words.standing(first, last, today),
        words.standing_word(first, last, today),
        parts=(_editor(centre, one, services, codes, today),),
    )


def _editor(
    centre: Centre, one: QuestionLine | None, services: Choices, codes: Choices, today: date
) -> Editor:
    entry = one.entry if one else _empty(services, codes, today)

    def save(write: Write, values: Values) -> Done[object]:
        wanted = made(QuestionSetUp, values)
        questions = centre.setup.questions
        if one is None:
            return questions.add(write.actor, wanted, key=write.key)
        return questions.change(write.actor, one.question_id, one.version, wanted, key=write.key)

    return Editor(
        "entry",
        (lambda: _("Question")) if one else (lambda: _("New question")),
        _fields(services, codes),
        vars(entry),
        save,
    )


def _fields(services: Choices, codes: Choices) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("service_id", lambda: _("Service"), "choice", choices=services),
        FieldSpec("text", lambda: _("Question"), "long_pair", required=True),
        FieldSpec(
            "refuses_on",
            lambda: _("Refused when the answer is"),
            "choice",
            choices=((True, lambda: _("yes")), (False, lambda: _("no"))),
        ),
        FieldSpec("position", lambda: _("Place in the list"), "number", beside=True),
        FieldSpec("refusal_code", lambda: _("Reason"), "choice", choices=codes),
        FieldSpec("advice", lambda: _("Where to go instead"), "long_pair", required=True),
        FieldSpec("valid_from", lambda: _("First day"), "date", required=True),
        FieldSpec("valid_until", lambda: _("Last day"), "date", beside=True),
    )


def _empty(services: Choices, codes: Choices, today: date) -> QuestionSetUp:
    service = services[0][0] if services else 0
    assert isinstance(service, int)
    return QuestionSetUp(
        service_id=service,
        position=1,
        text=Pair(),
        refuses_on=True,
        refusal_code=str(codes[0][0]) if codes else "",
        advice=Pair(),
        valid_from=today,
    )


QUESTIONS = Section(
    "questions",
    lambda: _("Eligibility questions"),
    lambda: _("What the booking form asks first, and where to send whom it must refuse."),
    (lambda: _("Question"), lambda: _("Service"), lambda: _("State")),
    read,
    new_words=lambda: _("New question"),
)
