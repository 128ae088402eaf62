"""Which printer prints what: receipts, information sheets, letters and lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.printing import PrintOptions, Profile, profile_on
from expatdesk.services.settings.profiles import PROFILES
from expatdesk.services.settings.settings import SettingLine
from expatdesk.terms import PaperKind, Sides
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
    taken,
)
from expatdesk.workflows.printing.words import kind_words, printer_words, profile_words

if TYPE_CHECKING:
    from expatdesk.application import Centre


def read(centre: Centre, today: date) -> Content:
    settings = {line.setting.name: line for line in centre.settings.all()}
    return Content(tuple(_line(centre, kind, settings, today) for kind in PaperKind))


def _line(
    centre: Centre, kind: PaperKind, settings: Mapping[str, SettingLine], today: date
) -> Line:
    lines = [settings[one.name] for one in PROFILES[kind].all]
    now = profile_on(centre.settings.on(today), kind)
    coming = sorted({day for line in lines for day, _value in line.coming})
    return Line(
        kind,
        title=partial(kind_words, kind),
        detail=partial(printer_words, now.printer),
        state="info" if coming else "",
        word=(lambda: _("changes {day}").format(day=words.day(coming[0])())) if coming else "",
        parts=(_editor(centre, kind, now, today), _notes(centre, kind, lines, coming, now)),
    )


def _editor(centre: Centre, kind: PaperKind, now: Profile, today: date) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        start = taken(values, "valid_from", date)
        shown = now if start == today else profile_on(centre.settings.on(start), kind)
        old, new = _plain(kind, shown), _plain(kind, taken(values, "profile", Profile))
        changed = {name: value for name, value in new.items() if value != old[name]}
        return centre.settings.set_all(
            write.actor, changed, start, replaces=_shown_for(changed, old), key=write.key
        )

    return Editor(
        "profile",
        partial(kind_words, kind),
        (
            FieldSpec(
                "profile",
                lambda: _("How it is printed"),
                "profile",
                choices=((kind.value, partial(kind_words, kind)),),
            ),
            FieldSpec("valid_from", lambda: _("Valid from"), "date", required=True),
        ),
        {"profile": now, "valid_from": today},
        save,
    )


def _shown_for(changed: Mapping[str, object], old: Mapping[str, object]) -> dict[str, object]:
    return {name: old[name] for name in changed}


def _plain(kind: PaperKind, profile: Profile) -> dict[str, object]:
    """The settings of a profile, by their names."""
    keys, options = PROFILES[kind], profile.options
    return {
        keys.printer.name: profile.printer,
        keys.tray.name: options.tray,
        keys.copies.name: options.copies,
        keys.sides.name: options.sides.value,
    }


def _notes(
    centre: Centre, kind: PaperKind, lines: list[SettingLine], coming: list[date], now: Profile
) -> Notes:
    since = max((line.since for line in lines if line.since), default=None)
    valid = words.period(since, None) if since else (lambda: _("never set"))
    notes = [Note(partial(profile_words, now), valid, "done")]
    for day in coming:
        then = _then(kind, lines, day)
        notes.append(
            Note(
                partial(profile_words, then),
                words.period(day, None),
                "info",
                action=lambda: _("Forget"),
                run=partial(_forget, centre, kind, day),
                said=lambda: _("The coming value is forgotten."),
            )
        )
    return Notes(lambda: _("What is valid, and what comes"), tuple(notes))


def _then(kind: PaperKind, lines: list[SettingLine], day: date) -> Profile:
    """The profile as it will be on a day to come."""
    values = {}
    for line in lines:
        values[line.setting.name] = line.value
        for start, value in line.coming:
            if start <= day:
                values[line.setting.name] = value
    keys = PROFILES[kind]
    options = PrintOptions(
        keys.tray.parse(values[keys.tray.name]),
        keys.copies.parse(values[keys.copies.name]),
        Sides(keys.sides.parse(values[keys.sides.name])),
    )
    return Profile(keys.printer.parse(values[keys.printer.name]), options)


def _forget(centre: Centre, kind: PaperKind, day: date, write: Write) -> Done[object]:
    names = [one.name for one in PROFILES[kind].all]
    return centre.settings.drop_all(write.actor, names, day, key=write.key)


PRINTERS = Section(
    "printers",
    lambda: _("Printers"),
    lambda: _(
        "Which printer prints what. Each desk prints on the printer of this name at its own "
        "computer; one that does it otherwise says so under “This window”."
    ),
    (lambda: _("Paper"), lambda: _("Printer"), lambda: _("Coming")),
    read,
)
