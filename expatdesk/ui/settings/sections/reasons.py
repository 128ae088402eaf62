"""Why somebody is turned away, and what is asked about at the helpdesk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import ReasonEntry, ReasonLine, TopicEntry, TopicLine
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
    off,
)
from expatdesk.ui.sheets.words import title_of

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.sheets.types import SheetRow

Sheets = Mapping[str, Text]


def read_reasons(centre: Centre, today: date) -> Content:
    del today
    lines, sheets = centre.setup.reasons.all(), _sheets(centre)
    return Content(
        tuple(_reason_line(centre, one, sheets) for one in lines),
        new=_reason(centre, None, len(lines) + 1, sheets),
    )


def _sheets(centre: Centre) -> Sheets:
    """The sheets in use by their codes, in the order of their numbers."""
    rows = sorted(centre.sheets.shelf(), key=lambda row: row.number)
    return {row.code: _titled(row) for row in rows if row.active}


def _titled(row: SheetRow) -> Text:
    return lambda: title_of(row.titles, row.code)


def _reason_line(centre: Centre, one: ReasonLine, sheets: Sheets) -> Line:
    state, word = _state(one.entry.name, active=one.entry.active)
    return Line(
        one.code,
        lambda: f"{one.code} · {words.said(one.entry.name)}",
        sheets.get(one.entry.sheet, one.entry.sheet),
        state,
        word,
        parts=(_reason(centre, one, one.entry.position, sheets),),
    )


def _sheet_choices(sheets: Sheets, code: str) -> Choices:
    """None, every sheet in use, and what stands there although there is no such sheet (yet)."""
    strange = ((code, code),) if code and code not in sheets else ()
    return (("", lambda: "–"), *sheets.items(), *strange)


def _reason(centre: Centre, one: ReasonLine | None, position: int, sheets: Sheets) -> Editor:
    entry = one.entry if one else ReasonEntry(Pair(), position)

    def save(write: Write, values: Values) -> Done[object]:
        typed = {name: value for name, value in values.items() if name != "code"}
        wanted, reasons = made(ReasonEntry, typed), centre.setup.reasons
        if one is None:
            return reasons.add(write.actor, str(values["code"]), wanted, key=write.key)
        return reasons.change(write.actor, one.code, one.version, wanted, key=write.key)

    return Editor(
        "entry",
        (lambda: _("Reason {code}").format(code=one.code))
        if one
        else (lambda: _("New refusal reason")),
        (
            FieldSpec("name", lambda: _("Words"), "pair", required=True),
            FieldSpec(
                "code",
                lambda: _("Code"),
                required=True,
                fixed=one is not None,
                hint=lambda: _("R and two digits."),
            ),
            FieldSpec("position", lambda: _("Place in the list"), "number", beside=True),
            FieldSpec(
                "sheet",
                lambda: _("The sheet that helps"),
                "choice",
                choices=_sheet_choices(sheets, entry.sheet),
            ),
            FieldSpec("active", lambda: _("In use"), "check"),
        ),
        {**vars(entry), "code": one.code if one else ""},
        save,
    )


def read_topics(centre: Centre, today: date) -> Content:
    del today
    lines = centre.setup.topics.all()
    return Content(
        tuple(_topic_line(centre, one) for one in lines), new=_topic(centre, None, len(lines) + 1)
    )


def _topic_line(centre: Centre, one: TopicLine) -> Line:
    state, word = _state(one.entry.name, active=one.entry.active)
    return Line(
        one.topic_id,
        words.later(one.entry.name),
        str(one.entry.position),
        state,
        word,
        parts=(_topic(centre, one, one.entry.position),),
    )


def _topic(centre: Centre, one: TopicLine | None, position: int) -> Editor:
    entry = one.entry if one else TopicEntry(Pair(), position)

    def save(write: Write, values: Values) -> Done[object]:
        wanted = made(TopicEntry, values)
        if one is None:
            return centre.setup.topics.add(write.actor, wanted, key=write.key)
        return centre.setup.topics.change(
            write.actor, one.topic_id, one.version, wanted, key=write.key
        )

    return Editor(
        "entry",
        words.later(entry.name) if one else (lambda: _("New topic")),
        (
            FieldSpec("name", lambda: _("Topic"), "pair", required=True),
            FieldSpec("position", lambda: _("Place in the list"), "number"),
            FieldSpec("active", lambda: _("In use"), "check"),
        ),
        vars(entry),
        save,
    )


def _state(name: Pair, *, active: bool) -> tuple[str, Text]:
    """In use, switched off, or with one language behind the other."""
    if active and name.older() is not None:
        return "warning", lambda: _("translate")
    return off(active=active)


REASONS = Section(
    "reasons",
    lambda: _("Refusal reasons"),
    lambda: _(
        "Why a visitor is turned away. A code that was used is switched off, never taken out."
    ),
    (lambda: _("Reason"), lambda: _("Sheet"), lambda: _("State")),
    read_reasons,
    new_words=lambda: _("New refusal reason"),
)
TOPICS = Section(
    "topics",
    lambda: _("Question topics"),
    lambda: _("What questions at the helpdesk are counted under."),
    (lambda: _("Topic"), lambda: _("Place"), lambda: _("State")),
    read_topics,
    new_words=lambda: _("New topic"),
)
