"""A program of its own: charges a visit by PIN with the keys, and is killed in the middle.

Arguments: where the centre is kept, a folder for the window, the moment, the code of the visit,
and whether the power goes "before" or "after" the commit.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from databases import open_store

from expatdesk.application import Centre, assemble
from expatdesk.clock import FixedClock
from expatdesk.services.till import charging
from expatdesk.storage.place import Place
from expatdesk.ui.app import application_of, dress
from expatdesk.ui.preferences import Preferences
from tests.scenarios.front import Front
from tests.scenarios.house import moment


def power_goes(*_arguments: object, **_named: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def cut_the_power(centre: Centre, *, after_commit: bool) -> None:
    """Instead of telling the window about the charge, or instead of committing it."""
    inner = centre.till.charge if after_commit else charging.charge

    def charge(*arguments: object, **named: object) -> None:
        inner(*arguments, **named)  # type: ignore[arg-type]
        power_goes()

    if after_commit:
        centre.till.charge = charge  # type: ignore[method-assign, assignment]
    else:
        charging.charge = charge  # type: ignore[assignment]


def main(where: str, folder: str, at: str, code: str, when: str) -> None:
    place = Place.url(where) if "://" in where else Place.folder(Path(where))
    clock = FixedClock(moment(at))
    dress(application_of(), Preferences(Path(folder) / "other.ini"), "light")
    centre = assemble(open_store(place, clock), clock)
    cut_the_power(centre, after_commit=when == "after")
    desks = {desk.name.en: desk.desk_id for desk in centre.appointments.catalogue().desks}
    staff = {one.short_name: one.staff_id for one in centre.staff.active()}
    actor = centre.staff.actor(staff["S. Jansen"], desks["Desk 1"], "en")
    front = Front(centre, clock, actor, Path(folder))
    front.open()
    front.go_to(code)
    front.press("F4", "F6", "Return")


main(*sys.argv[1:])
