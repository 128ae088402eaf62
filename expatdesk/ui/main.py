"""Opens the window on a centre: who works where, what others change, and the daily upkeep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from expatdesk.formats import date_medium
from expatdesk.i18n import _, ngettext
from expatdesk.paths import data_dir
from expatdesk.ui.app import Furniture, run
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of, search_of
from expatdesk.ui.idle import IdleWatch
from expatdesk.ui.shell import Colleague, MainWindow, Place

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.clock import Clock
    from expatdesk.services.base import Actor
    from expatdesk.services.staff import StaffInfo
    from expatdesk.storage import place as storage_place
    from expatdesk.storage.changes import Changes
    from expatdesk.ui.operations import Progress
    from expatdesk.workflows.upkeep import Upkeep

DAY_MS = 24 * 60 * 60 * 1000
UPKEEP_AFTER_MS = 5_000


def open_window(
    place: storage_place.Place,
    open_centre: Callable[[storage_place.Place, Clock | None], Centre],
    *,
    now: datetime | None = None,
    sample: bool = False,
) -> int:
    """Opens the window on the centre at a place; returns the exit code when it is closed.

    `open_centre` puts the centre together (see application). `now`: a sample centre's clock
    goes on from there. A failure to open is said in a window.
    """
    from expatdesk.workflows.refusals import words_for

    opened: list[Centre] = []
    keeper: list[Keeper] = []
    folder = place.home if place.dialect == "sqlite" else data_dir()

    def centre() -> Centre:
        from expatdesk.clock import ShiftedClock

        opened.append(open_centre(place, None if now is None else ShiftedClock(now)))
        return opened[0]

    def furnish(desk: Desk) -> Furniture:
        keeper.append(Keeper(desk, folder / "backups", sample=sample))
        return Furniture(pages_of(desk), search_of(desk), ready=keeper[0].start)

    try:
        return run(centre, furnish, folder=folder, wording=words_for)
    finally:
        for each in opened:
            each.store.close()


class Keeper(QObject):
    """Keeps the window in step with the centre while it is open.

    Offers desks and staff, remembers who was chosen, tells what other desks change, and lets
    the daily upkeep run in the background.
    """

    _heard = Signal(object)

    def __init__(self, desk: Desk, backups: Path, *, sample: bool = False) -> None:
        super().__init__(desk)
        self._desk = desk
        self._backups = backups
        self._sample = sample
        self._window: MainWindow | None = None
        self._last_backup: date | None = None
        self._unprinted = 0
        self._daily = QTimer(self, interval=DAY_MS)
        self._daily.timeout.connect(self._keep_up)
        self._heard.connect(self._spread)
        desk.actor_changed.connect(self._remember_actor)
        desk.language_changed.connect(self._language_changed)
        desk.changed.connect(self._changed)

    def take(self, window: MainWindow) -> None:
        """Puts into the window who works here and how the centre is."""
        self._window = window
        window.status.printing_wanted.connect(self._show_unprinted)
        self._ask_staff()
        self._say_status()
        self._count_unprinted()

    def start(self, window: MainWindow) -> None:
        """The window is painted: everything else may begin."""
        self.take(window)
        IdleWatch(self._desk, self)
        self._desk.services.store.watch().start(self._heard.emit)
        self._daily.start()
        self._say_upgrade()
        QTimer.singleShot(UPKEEP_AFTER_MS, self, self._keep_up)

    def _say_upgrade(self) -> None:
        """Where the copy from before lies, when this start has upgraded the centre."""
        from expatdesk.workflows.refusals import words_after_upgrade

        upgraded = self._desk.services.store.upgraded
        if upgraded is not None and upgraded.copy is not None:
            self._desk.notify(words_after_upgrade(upgraded.copy), level="info")

    # who works where

    def _ask_staff(self) -> None:
        staff, appointments = self._desk.services.staff, self._desk.services.appointments
        language = self._desk.language

        def ask() -> tuple[list[StaffInfo], list[Place]]:
            desks = appointments.catalogue().desks
            names = [
                Place(d.desk_id, d.name.nl if language == "nl" else d.name.en)
                for d in desks
                if d.active
            ]
            return staff.active(), names

        self._desk.operations.read(self, "staff", ask, self._offer)

    def _offer(self, found: tuple[list[StaffInfo], list[Place]]) -> None:
        staff, desks = found
        if self._window is None:
            return
        if not staff or not desks:
            self._window.open_page("first")
            return
        colleagues = [
            Colleague(one.staff_id, one.short_name, one.is_manager, self._desk.language)
            for one in staff
        ]
        self._window.header.offer(desks, colleagues)
        self._choose_actor(staff, desks)

    def _choose_actor(self, staff: list[StaffInfo], desks: list[Place]) -> None:
        """Who was here before, otherwise a manager at the usual desk."""
        memory, desk = self._desk.preferences, self._desk
        known = {one.staff_id for one in staff}
        first = next((one for one in staff if one.is_manager), staff[0])
        staff_id = memory.number("desk/staff")
        staff_id = staff_id if staff_id in known else first.staff_id
        places = {place.id for place in desks}
        desk_id = memory.number("desk/desk")
        if desk_id not in places:
            usual = first.entry.usual_desk_id
            desk_id = usual if usual in places and usual is not None else desks[0].id
        language = desk.language
        desk.operations.read(
            self,
            "actor",
            lambda: desk.services.staff.actor(staff_id, desk_id, language),
            desk.set_actor,
        )

    @Slot(object)
    def _remember_actor(self, actor: Actor) -> None:
        self._desk.preferences.set("desk/staff", actor.staff_id)
        self._desk.preferences.set("desk/desk", actor.desk_id)

    @Slot(str)
    def _language_changed(self, _language: str) -> None:
        self._ask_staff()

    # what changes

    @Slot(object)
    def _spread(self, changes: Changes) -> None:
        self._desk.spread(changes)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.touches("staff") or changes.touches("catalogue"):
            self._ask_staff()
        if changes.touches("till") or changes.touches("printing"):
            self._count_unprinted()

    # what is not printed

    def _count_unprinted(self) -> None:
        printing = self._desk.services.printing
        self._desk.operations.read(self, "unprinted", printing.waiting_count, self._say_unprinted)

    def _say_unprinted(self, count: int) -> None:
        self._unprinted = count
        if self._window is not None:
            self._window.status.show_status(printing=self._said_unprinted)

    def _said_unprinted(self) -> str:
        count = self._unprinted
        if not count:
            return ""
        words = ngettext("{count} paper is not printed", "{count} papers are not printed", count)
        return words.format(count=count)

    @Slot()
    def _show_unprinted(self) -> None:
        self._desk.go("lists", tab="unprinted")

    # upkeep

    @Slot()
    def _keep_up(self) -> None:
        from expatdesk.workflows.paper import Paper
        from expatdesk.workflows.upkeep import keep_up

        centre = self._desk.services
        paper = Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)
        self._desk.operations.job(
            self,
            lambda progress: keep_up(centre, paper, self._backups, _goes_on(progress)),
            self._kept_up,
        )

    def _kept_up(self, done: Upkeep) -> None:
        removed = {item.kind: item.count for item in done.removed}
        gone = removed.get("visits", 0) + removed.get("people", 0)
        if gone and not self._sample:
            self._desk.notify(
                ngettext(
                    "Retention: {count} record was made anonymous.",
                    "Retention: {count} records were made anonymous.",
                    gone,
                ).format(count=gone),
                level="info",
            )
        self._say_status()

    def _say_status(self) -> None:
        from expatdesk.workflows.upkeep import last_backup

        self._last_backup = last_backup(self._backups)
        if self._window is not None:
            self._window.status.show_status(
                connection=self._said_connection, backup=self._said_backup, well=True
            )

    def _said_connection(self) -> str:
        if self._sample:
            return _("Sample centre")
        store = self._desk.services.store
        return _("This computer") if store.dialect == "sqlite" else str(store.place)

    def _said_backup(self) -> str:
        if self._last_backup is None:
            return _("No backup yet")
        return _("Last backup {day}").format(day=date_medium(self._last_backup))


def _goes_on(progress: Progress) -> Callable[[], bool]:
    """Asked between two bites of work; ends the job where it was cancelled."""

    def ask() -> bool:
        progress.check()
        return True

    return ask
