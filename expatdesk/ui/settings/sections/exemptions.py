"""Who pays nothing, with which proof, and for which employers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.setup.types import ExemptionEntry, ExemptionLine
from expatdesk.terms import Behalf
from expatdesk.texts import Pair
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Content,
    Editor,
    FieldSpec,
    Line,
    Notes,
    Section,
    Values,
    Write,
    made,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre


def read(centre: Centre, today: date) -> Content:
    lines = centre.setup.exemptions.all()
    ids = {one for line in lines for one in line.employer_ids}
    names = {one: centre.organisations.organisation(one).entry.name for one in sorted(ids)}
    return Content(
        tuple(_line(centre, one, names, today) for one in lines),
        new=_editor(centre, None, today),
    )


def _line(centre: Centre, one: ExemptionLine, names: dict[int, str], today: date) -> Line:
    first, last = one.entry.valid_from, one.entry.valid_until
    parts: list[Editor | Notes] = [_editor(centre, one, today)]
    if one.entry.named_employers:
        parts.append(_employers(centre, one, names))
    return Line(
        one.exemption_id,
        words.later(one.entry.name),
        words.period(first, last),
        words.standing(first, last, today),
        words.standing_word(first, last, today),
        parts=tuple(parts),
    )


def _editor(centre: Centre, one: ExemptionLine | None, today: date) -> Editor:
    entry = one.entry if one else ExemptionEntry("", Pair(), Pair(), today)

    def save(write: Write, values: Values) -> Done[object]:
        wanted = made(ExemptionEntry, values)
        rules = centre.setup.exemptions
        if one is None:
            return rules.add(write.actor, wanted, key=write.key)
        return rules.change(write.actor, one.exemption_id, one.version, wanted, key=write.key)

    return Editor(
        "entry",
        words.later(entry.name) if one else (lambda: _("New exemption")),
        (
            FieldSpec("name", lambda: _("Name"), "pair", required=True),
            FieldSpec("proof", lambda: _("Proof to be shown"), "pair", required=True),
            FieldSpec("code", lambda: _("Code"), required=True),
            FieldSpec(
                "booked_by",
                lambda: _("Only when booked by"),
                "choice",
                choices=((None, lambda: _("Anybody")), *words.choices(Behalf)),
                beside=True,
            ),
            FieldSpec("valid_from", lambda: _("First day"), "date", required=True),
            FieldSpec(
                "valid_until",
                lambda: _("Last day"),
                "date",
                hint=lambda: _("Left empty: until further notice."),
                beside=True,
            ),
            FieldSpec("named_employers", lambda: _("Only for named employers"), "check"),
        ),
        vars(entry),
        save,
    )


def _employers(centre: Centre, one: ExemptionLine, names: dict[int, str]) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        chosen = values["employers"]
        assert isinstance(chosen, tuple)
        return centre.setup.exemptions.set_employers(
            write.actor,
            one.exemption_id,
            one.version,
            [organisation for organisation, _name in chosen],
            key=write.key,
        )

    shown = tuple(
        (i, names[i]) for i in sorted(one.employer_ids, key=lambda i: names[i].casefold())
    )
    return Editor(
        "employers",
        lambda: _("Employers it counts for"),
        (FieldSpec("employers", lambda: _("Employers"), "organisations"),),
        {"employers": shown},
        save,
    )


EXEMPTIONS = Section(
    "exemptions",
    lambda: _("Exemptions"),
    lambda: _("Who pays no fee, and what is to be shown for it. The day of the visit decides."),
    (lambda: _("Exemption"), lambda: _("Valid"), lambda: _("State")),
    read,
    new_words=lambda: _("New exemption"),
)
