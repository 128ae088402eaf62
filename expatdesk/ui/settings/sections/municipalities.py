"""Municipalities whose residents are registered here, each with its periods."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import AcceptedPeriod, MunicipalityEntry, MunicipalityLine
from expatdesk.terms import AddressKind
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Content,
    Editor,
    FieldSpec,
    Line,
    Note,
    Notes,
    Section,
    Values,
    Write,
    made,
    maybe,
    taken,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre


def read(centre: Centre, today: date) -> Content:
    lines = centre.setup.municipalities.all()
    return Content(tuple(_line(centre, one, today) for one in lines), new=_editor(centre, None))


def _line(centre: Centre, one: MunicipalityLine, today: date) -> Line:
    now = [
        p
        for p in one.periods
        if p.valid_from <= today and (p.valid_until is None or p.valid_until >= today)
    ]
    return Line(
        one.municipality_id,
        one.entry.name,
        lambda: ", ".join(words.word(p.kind)() for p in now),
        "done" if now else "neutral",
        (lambda: _("accepted")) if now else (lambda: _("not accepted")),
        parts=(_editor(centre, one), _accept(centre, one, today), _periods(centre, one, today)),
    )


def _editor(centre: Centre, one: MunicipalityLine | None) -> Editor:
    entry = one.entry if one else MunicipalityEntry("", "")

    def save(write: Write, values: Values) -> Done[object]:
        wanted = made(MunicipalityEntry, values)
        towns = centre.setup.municipalities
        if one is None:
            return towns.add(write.actor, wanted, key=write.key)
        return towns.change(write.actor, one.municipality_id, one.version, wanted, key=write.key)

    return Editor(
        "entry",
        entry.name or (lambda: _("New municipality")),
        (
            FieldSpec("name", lambda: _("Name"), required=True),
            FieldSpec(
                "cbs_code",
                lambda: _("Code of Statistics Netherlands"),
                required=True,
                hint=lambda: _("Four digits."),
            ),
        ),
        vars(entry),
        save,
    )


def _accept(centre: Centre, one: MunicipalityLine, today: date) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        return centre.setup.municipalities.accept(
            write.actor,
            one.municipality_id,
            one.version,
            taken(values, "kind", AddressKind),
            taken(values, "valid_from", date),
            maybe(values, "valid_until", date),
            key=write.key,
        )

    return Editor(
        "accept",
        lambda: _("Accept addresses"),
        (
            FieldSpec("kind", lambda: _("Kind"), "choice", choices=words.choices(AddressKind)),
            FieldSpec("valid_from", lambda: _("First day"), "date", required=True),
            FieldSpec(
                "valid_until",
                lambda: _("Last day"),
                "date",
                hint=lambda: _("Left empty: until further notice."),
                beside=True,
            ),
        ),
        {"kind": AddressKind.HOME, "valid_from": today, "valid_until": None},
        save,
        button=lambda: _("Accept"),
        said=lambda: _("The period is set."),
        ready=True,
    )


def _periods(centre: Centre, one: MunicipalityLine, today: date) -> Notes:
    notes = tuple(_period(centre, one, period, today) for period in one.periods)
    return Notes(lambda: _("Periods"), notes, lambda: _("No address is accepted yet."))


def _period(centre: Centre, one: MunicipalityLine, period: AcceptedPeriod, today: date) -> Note:
    running = period.valid_until is None
    over = period.valid_until is not None and period.valid_until < today
    last = max(today, period.valid_from) if running else None
    end = partial(_end, centre, one, period.period_id, last)
    return Note(
        words.word(period.kind),
        words.period(period.valid_from, period.valid_until),
        words.standing(period.valid_from, period.valid_until, today),
        action="" if over else ((lambda: _("End today")) if running else (lambda: _("Go on"))),
        run=None if over else end,
        said=lambda: _("The period is set."),
    )


def _end(
    centre: Centre, one: MunicipalityLine, period_id: int, last: date | None, write: Write
) -> Done[object]:
    return centre.setup.municipalities.end(
        write.actor, one.municipality_id, one.version, period_id, last, key=write.key
    )


MUNICIPALITIES = Section(
    "municipalities",
    lambda: _("Municipalities"),
    lambda: _("Whose new residents are registered here, from when until when."),
    (lambda: _("Municipality"), lambda: _("Addresses"), lambda: _("State")),
    read,
    new_words=lambda: _("New municipality"),
)
