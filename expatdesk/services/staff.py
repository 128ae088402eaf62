"""Who works here, and who acts at which desk."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from expatdesk.clock import Clock
from expatdesk.i18n import N_, Language
from expatdesk.model.services import Desk
from expatdesk.model.staff import Staff as StaffRow
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import Written, change_row, edit, plain, remove_row
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair


@dataclass(frozen=True)
class StaffEntry:
    """`short_name` stands over a desk's column: "S. Jansen"."""

    name: str
    short_name: str
    call_name: str = ""
    is_manager: bool = False
    active: bool = True
    usual_desk_id: int | None = None


@dataclass(frozen=True)
class StaffInfo:
    staff_id: int
    version: int
    entry: StaffEntry

    @property
    def short_name(self) -> str:
        return self.entry.short_name

    @property
    def is_manager(self) -> bool:
        return self.entry.is_manager


class LastManager(Invalid):
    def __init__(self) -> None:
        super().__init__(N_("The centre needs one manager at least."), field="is_manager")


class Staff:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def active(self) -> list[StaffInfo]:
        """Who works here now, by short name: to be chosen from at the desk."""
        with self._store.reading() as tx:
            return [one for one in _lines(tx) if one.entry.active]

    def all(self) -> list[StaffInfo]:
        """Those who have left too."""
        with self._store.reading() as tx:
            return _lines(tx)

    def actor(self, staff_id: int, desk_id: int, language: Language | str = "en") -> Actor:
        """A member of staff at a desk. Raises NotFound for one who has left."""
        spoken = Language(language)
        with self._store.reading() as tx:
            one = _line(tx, staff_id)
            desk = tx.first(select(Desk.name_en, Desk.name_nl).where(Desk.id == desk_id))
        if not one.entry.active or desk is None:
            raise NotFound
        return Actor(
            staff_id=staff_id,
            desk_id=desk_id,
            staff_name=one.short_name,
            desk_name=Pair(desk.name_en, desk.name_nl).in_language(spoken),
            is_manager=one.is_manager,
            language=spoken.value,
        )

    def add(self, actor: Actor, entry: StaffEntry, *, key: str) -> Done[int]:
        """Raises Invalid, NotAllowed."""

        def work(tx: Tx) -> Written:
            staff_id = tx.insert(StaffRow, **_checked(tx, entry))
            _note(tx, actor, staff_id, "added")
            return Written(staff_id, lambda key: self._remove(actor, staff_id, 1, key))

        return edit(self._store, actor, key, work)

    def change(
        self, actor: Actor, staff_id: int, version: int, entry: StaffEntry, *, key: str
    ) -> Done[int]:
        """Who leaves is made inactive: what was done under the name stays.

        Raises Invalid, LastManager, NotAllowed, NotFound, Stale.
        """

        def work(tx: Tx) -> Written:
            was = _line(tx, staff_id).entry
            _keep_a_manager(tx, staff_id, entry)
            change_row(
                tx,
                StaffRow,
                staff_id,
                version,
                _checked(tx, entry),
                mine=entry,
                theirs=lambda: _line(tx, staff_id).entry,
            )
            _note(tx, actor, staff_id, "changed")
            return Written(
                staff_id, lambda key: self.change(actor, staff_id, version + 1, was, key=key)
            )

        return edit(self._store, actor, key, work)

    def _remove(self, actor: Actor, staff_id: int, version: int, key: str) -> Done[int]:
        """Undoes `add`. Raises InUse once something was done under the name."""

        def work(tx: Tx) -> Written:
            remove_row(tx, StaffRow, staff_id, version)
            _note(tx, actor, staff_id, "removed")
            return Written(staff_id)

        return edit(self._store, actor, key, work)


def _note(tx: Tx, actor: Actor, staff_id: int, action: str) -> None:
    log(tx, actor, "staff", staff_id, action)
    tx.touch("staff", staff_id)


def _checked(tx: Tx, entry: StaffEntry) -> dict[str, object]:
    name, short_name = plain(entry.name, "name"), plain(entry.short_name, "short_name")
    for field, text in (("name", name), ("short_name", short_name)):
        if not text:
            raise Invalid(N_("Enter a name."), field=field)
    desk = entry.usual_desk_id
    if desk is not None and tx.scalar(select(Desk.id).where(Desk.id == desk)) is None:
        raise NotFound
    return {
        "name": name,
        "short_name": short_name,
        "call_name": plain(entry.call_name, "call_name"),
        "is_manager": entry.is_manager,
        "active": entry.active,
        "usual_desk_id": desk,
    }


def _keep_a_manager(tx: Tx, staff_id: int, entry: StaffEntry) -> None:
    if entry.is_manager and entry.active:
        return
    other = select(StaffRow.id).where(StaffRow.is_manager, StaffRow.active, StaffRow.id != staff_id)
    if tx.scalar(other.limit(1)) is None:
        raise LastManager


def _line(tx: Tx, staff_id: int) -> StaffInfo:
    one = next((one for one in _lines(tx) if one.staff_id == staff_id), None)
    if one is None:
        raise NotFound
    return one


def _lines(tx: Tx) -> list[StaffInfo]:
    rows = tx.rows(
        select(
            StaffRow.id,
            StaffRow.version,
            StaffRow.name,
            StaffRow.short_name,
            StaffRow.call_name,
            StaffRow.is_manager,
            StaffRow.active,
            StaffRow.usual_desk_id,
        )
    )
    lines = [
        StaffInfo(
            r.id,
            r.version,
            StaffEntry(r.name, r.short_name, r.call_name, r.is_manager, r.active, r.usual_desk_id),
        )
        for r in rows
    ]
    return sorted(lines, key=lambda one: (one.short_name.casefold(), one.staff_id))
