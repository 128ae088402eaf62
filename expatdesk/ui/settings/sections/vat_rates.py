"""Rates of value added tax by their first day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import VatRateLine
from expatdesk.ui.settings import words
from expatdesk.ui.settings.sections.prices import rate_words
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
    taken,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre


def read(centre: Centre, today: date) -> Content:
    rates = centre.setup.vat_rates.all()
    codes = sorted({rate.code for rate in rates})
    return Content(tuple(_line(centre, c, [r for r in rates if r.code == c], today) for c in codes))


def _line(centre: Centre, code: str, rates: list[VatRateLine], today: date) -> Line:
    past = [rate for rate in rates if rate.valid_from <= today]
    coming = [rate for rate in rates if rate.valid_from > today]
    state, word = ("info", words.day(coming[0].valid_from)) if coming else ("", "")
    return Line(
        code,
        words.vat(code),
        rate_words(past[-1]) if past else "–",
        state,
        word,
        parts=(_editor(centre, code, today), _notes(centre, rates, today)),
    )


def _editor(centre: Centre, code: str, today: date) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        start, points = taken(values, "valid_from", date), taken(values, "basis_points", int)
        line = VatRateLine(code, start, points)
        return centre.setup.vat_rates.set(write.actor, line, key=write.key)

    return Editor(
        "rate",
        lambda: _("New rate: {name}").format(name=words.vat(code)()),
        (
            FieldSpec("basis_points", lambda: _("Percent"), "percent", required=True),
            FieldSpec("valid_from", lambda: _("Valid from"), "date", required=True, beside=True),
        ),
        {"basis_points": None, "valid_from": today + timedelta(days=1)},
        save,
        button=lambda: _("Set the rate"),
        said=lambda: _("The rate is set."),
    )


def _notes(centre: Centre, rates: list[VatRateLine], today: date) -> Notes:
    now = [rate for rate in rates if rate.valid_from <= today][-1:]
    notes = [
        Note(
            rate_words(rate),
            words.period(rate.valid_from, None),
            "info" if rate.valid_from > today else ("done" if rate in now else "neutral"),
            action=(lambda: _("Forget")) if rate.valid_from > today else "",
            run=partial(_forget, centre, rate) if rate.valid_from > today else None,
            said=lambda: _("The coming rate is forgotten."),
        )
        for rate in reversed(rates)
    ]
    return Notes(lambda: _("Rates"), tuple(notes))


def _forget(centre: Centre, rate: VatRateLine, write: Write) -> Done[object]:
    return centre.setup.vat_rates.drop(write.actor, rate.code, rate.valid_from, key=write.key)


VAT_RATES = Section(
    "vat_rates",
    lambda: _("VAT rates"),
    lambda: _("The rates of the law. A credit uses the rate of its original."),
    (lambda: _("VAT"), lambda: _("Rate now"), lambda: _("Changes")),
    read,
)
