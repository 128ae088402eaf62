"""The settings of the centre and its till: each with the day from which it is valid."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from expatdesk.i18n import _
from expatdesk.services.base import Done
from expatdesk.services.settings import keys
from expatdesk.services.settings.profiles import PROFILES
from expatdesk.services.settings.setting import Setting
from expatdesk.services.settings.settings import SettingLine
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Content,
    Editor,
    FieldSpec,
    Kind,
    Line,
    Note,
    Notes,
    Section,
    Text,
    Values,
    Write,
    taken,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.workflows.letterhead import Logo


_OF_PRINTERS: Final = frozenset(
    setting.name for profile in PROFILES.values() for setting in profile.all
)
"""They have a section of their own."""


def read(centre: Centre, today: date) -> Content:
    lines = (line for line in centre.settings.all() if line.setting.name not in _OF_PRINTERS)
    return Content(tuple(_line(centre, line, today) for line in lines))


def _line(centre: Centre, line: SettingLine, today: date) -> Line:
    setting = line.setting
    coming = bool(line.coming)
    return Line(
        setting.name,
        title=lambda: _(setting.label),
        detail=_shown(setting, line.value),
        state="info" if coming else "",
        word=(lambda: _("changes {day}").format(day=words.day(line.coming[0][0])()))
        if coming
        else "",
        parts=(_editor(centre, line, today), _coming(centre, line)),
    )


def _editor(centre: Centre, line: SettingLine, today: date) -> Editor:
    setting = line.setting

    def save(write: Write, values: Values) -> Done[object]:
        start = values["valid_from"]
        assert isinstance(start, date)
        before = line.value
        for day, value in line.coming:
            before = value if day <= start else before
        if setting.name == keys.CENTRE_LOGO.name:
            return _save_logo(centre, write, values, before)
        return centre.settings.set(
            write.actor, setting, values["value"], start, replaces=before, key=write.key
        )

    kind, choices = _kind(line)
    return Editor(
        "value",
        lambda: _(setting.label),
        (
            FieldSpec(
                "value",
                lambda: _("Value"),
                kind,
                hint=(lambda: _(setting.hint)) if setting.hint else "",
                choices=choices,
            ),
            FieldSpec("valid_from", lambda: _("Valid from"), "date", required=True),
        ),
        {"value": _value(centre, line), "valid_from": today},
        save,
    )


def _value(centre: Centre, line: SettingLine) -> object:
    """What the field shows: of a logo the picture itself."""
    if line.setting.name == keys.CENTRE_LOGO.name:
        return _logo(centre, line.value)
    return line.value


def _logo(centre: Centre, value: object) -> Logo:
    from expatdesk.workflows.letterhead import Logo, logo_of

    assert isinstance(value, int)
    return Logo(value, logo_of(centre.files, value))


def _save_logo(centre: Centre, write: Write, values: Values, before: object) -> Done[object]:
    from expatdesk.workflows.letterhead import Logo, set_logo

    logo, start = taken(values, "value", Logo), taken(values, "valid_from", date)
    assert isinstance(before, int)
    return set_logo(centre, write.actor, logo, start, replaces=before, key=write.key)


def _coming(centre: Centre, line: SettingLine) -> Notes:
    notes = [Note(_shown(line.setting, line.value), _since(line), "done")]
    for day, value in line.coming:
        notes.append(
            Note(
                _shown(line.setting, value),
                words.period(day, None),
                "info",
                action=lambda: _("Forget"),
                run=partial(_forget, centre, line, day),
                said=lambda: _("The coming value is forgotten."),
            )
        )
    return Notes(lambda: _("What is valid, and what comes"), tuple(notes))


def _forget(centre: Centre, line: SettingLine, day: date, write: Write) -> Done[object]:
    return centre.settings.drop_coming(write.actor, line.setting, day, key=write.key)


def _since(line: SettingLine) -> Text:
    return words.period(line.since, None) if line.since else (lambda: _("never set"))


def _kind(line: SettingLine) -> tuple[Kind, tuple[tuple[object, Text], ...]]:
    setting = line.setting
    if setting.name == keys.CENTRE_LOGO.name:
        return "picture", ()
    if setting.choices:
        return "choice", tuple((one, _shown(setting, one)) for one in setting.choices)
    if isinstance(setting.default, bool):
        return "check", ()
    if isinstance(setting.default, int):
        return "number", ()
    return ("lines", ()) if isinstance(setting.default, tuple) else ("text", ())


def _shown(setting: Setting[object], value: object) -> Text:
    if setting.name == keys.CENTRE_LOGO.name:
        return (lambda: _("a picture")) if value else (lambda: _("none"))
    if isinstance(value, bool):
        return (lambda: _("yes")) if value else (lambda: _("no"))
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value) or "–"
    if value in words.SETTING_VALUES:
        return lambda: _(words.SETTING_VALUES[str(value)])
    return str(value) or "–"


CENTRE = Section(
    "centre",
    lambda: _("Centre and till"),
    lambda: _("Who the centre is, how it books, takes money and keeps data. Each has its day."),
    (lambda: _("Setting"), lambda: _("Value"), lambda: _("Coming")),
    read,
)
