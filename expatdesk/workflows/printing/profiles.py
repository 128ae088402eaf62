"""Which printer prints what: the centre's choice, and this computer's where it has one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from expatdesk.services.base import Invalid
from expatdesk.services.printing.types import PrintOptions, Profile, profile_on
from expatdesk.services.settings.profiles import PROFILES
from expatdesk.terms import PaperKind, Sides

if TYPE_CHECKING:
    from expatdesk.services.settings import Settings

Here = Mapping[PaperKind, Profile]
"""What this computer does in its own way; kinds that are missing follow the centre."""

NOTHING_HERE: Final[Here] = {}


def profile_for(settings: Settings, kind: PaperKind, here: Here = NOTHING_HERE) -> Profile:
    """Where and how a kind of paper is printed today at this computer."""
    return here[kind] if kind in here else profile_on(settings.on(), kind)


def written(profile: Profile) -> str:
    """A computer's own choice as the window remembers it."""
    return json.dumps({"printer": profile.printer, **asdict(profile.options)}, ensure_ascii=False)


def read(kind: PaperKind, text: str) -> Profile | None:
    """What `written` wrote; None where there is nothing, or nothing that means anything."""
    keys = PROFILES[kind]
    try:
        plain = json.loads(text)
        return Profile(
            keys.printer.parse(plain["printer"]),
            PrintOptions(
                keys.tray.parse(plain["tray"]),
                keys.copies.parse(plain["copies"]),
                Sides(keys.sides.parse(plain["sides"])),
            ),
        )
    except (ValueError, TypeError, KeyError, RecursionError, Invalid):
        return None
