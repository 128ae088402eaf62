"""Settings: typed keys whose values have a day from which they are valid."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import delete, select, update

from expatdesk.clock import Clock, day_of, today
from expatdesk.i18n import N_
from expatdesk.model.settings import Setting as SettingRow
from expatdesk.services.base import (
    Actor,
    Done,
    Invalid,
    NotFound,
    Right,
    Stale,
    log,
    require,
)
from expatdesk.services.once import Written, once
from expatdesk.services.settings import keys
from expatdesk.services.settings.setting import Setting
from expatdesk.services.settings.values import Values, parsed, value, value_at, values_on, written
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

T = TypeVar("T")


@dataclass(frozen=True)
class SettingLine:
    """One setting in the window: what is valid and what comes.

    `since`: None while it has never been set. `coming`: (from, value), in order.
    """

    setting: Setting[object]
    value: object
    since: date | None
    coming: tuple[tuple[date, object], ...]


class Settings:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def get(self, setting: Setting[T], on: date | None = None) -> T:
        """The value on a day, today where none is named."""
        with self._store.reading() as tx:
            return value(tx, setting, on or today(self._clock))

    def known_at(self, setting: Setting[T], moment: int) -> T:
        """The value as it stood at an instant (epoch seconds): what was set later that day
        does not count. For paper that is made again and must look as it did.
        """
        with self._store.reading() as tx:
            return value_at(tx, setting, moment)

    def on(self, day: date | None = None) -> Values:
        """All settings on a day, today where none is named."""
        with self._store.reading() as tx:
            return values_on(tx, day or today(self._clock))

    def all(self) -> tuple[SettingLine, ...]:
        """Every setting that there is, in the order of the window."""
        with self._store.reading() as tx:
            rows = tx.rows(
                select(SettingRow.key, SettingRow.valid_from, SettingRow.value).order_by(
                    SettingRow.key, SettingRow.valid_from
                )
            )
            now = day_of(tx.now)
        stored: dict[str, list[tuple[date, str]]] = {}
        for row in rows:
            stored.setdefault(row.key, []).append((row.valid_from, row.value))
        return tuple(_line(s, stored.get(s.name, []), now) for s in keys.ALL)

    def set(
        self,
        actor: Actor,
        setting: Setting[T],
        new: T,
        valid_from: date | None = None,
        *,
        replaces: T | None = None,
        key: str,
    ) -> Done[None]:
        """Sets a value from a day on, today where none is named; the past stays as it was.

        `replaces`: the value that was shown for that day; where another one stands there
        meanwhile, Stale is raised. Raises Invalid and NotAllowed.
        """
        require(actor, Right.MANAGE)
        accepted = setting.parse(new)

        def work(tx: Tx) -> Written[str]:
            start = valid_from or day_of(tx.now)
            _check_start(start, day_of(tx.now))
            before = value(tx, setting, start)
            if replaces is not None and before != replaces:
                raise Stale(accepted, before)
            replaced = _put(tx, actor, setting, start, written(accepted))

            def undo() -> Done[object]:
                changed = [(setting, accepted, replaced)]
                return self._take_back(actor, start, changed, f"{key}:undo")

            return Written("set", undo)

        return self._once(key, work)

    def set_all(
        self,
        actor: Actor,
        values: Mapping[str, object],
        valid_from: date | None = None,
        *,
        replaces: Mapping[str, object],
        key: str,
    ) -> Done[None]:
        """Sets several settings, by their names, from one day on: all of them or none.

        `replaces`: the values that were shown; where others stand meanwhile, Stale is raised
        with both. Raises Invalid and NotAllowed; KeyError for a name that is no setting's.
        """
        require(actor, Right.MANAGE)
        accepted = [(one, one.parse(new)) for one, new in _by_name(values)]

        def work(tx: Tx) -> Written[str]:
            start = valid_from or day_of(tx.now)
            _check_start(start, day_of(tx.now))
            stands = {one.name: value(tx, one, start) for one, _new in accepted}
            if any(stands[name] != shown for name, shown in replaces.items()):
                raise Stale(dict(values), stands)
            replaced = [
                (one, new, _put(tx, actor, one, start, written(new))) for one, new in accepted
            ]

            def undo() -> Done[object]:
                return self._take_back(actor, start, replaced, f"{key}:undo")

            return Written("set", undo)

        return self._once(key, work)

    def drop_coming(
        self, actor: Actor, setting: Setting[T], valid_from: date, *, key: str
    ) -> Done[None]:
        """Forgets a value that is not valid yet. Raises NotFound, Invalid, NotAllowed."""
        require(actor, Right.MANAGE)

        def work(tx: Tx) -> Written[str]:
            _check_start(valid_from, day_of(tx.now) + timedelta(days=1))
            stored = _stored(tx, setting, valid_from)
            if stored is None:
                raise NotFound
            _remove(tx, actor, setting, valid_from)
            was = parsed(setting, stored)

            def undo() -> Done[object]:
                return self.set(actor, setting, was, valid_from, key=f"{key}:undo")

            return Written("dropped", undo)

        return self._once(key, work)

    def drop_all(
        self, actor: Actor, names: Collection[str], valid_from: date, *, key: str
    ) -> Done[None]:
        """Forgets what is set for several settings from a day to come. Raises as `drop_coming`."""
        require(actor, Right.MANAGE)
        wanted = [one for one, _nothing in _by_name(dict.fromkeys(names))]

        def work(tx: Tx) -> Written[str]:
            _check_start(valid_from, day_of(tx.now) + timedelta(days=1))
            stored = {one.name: _stored(tx, one, valid_from) for one in wanted}
            was = {one.name: parsed(one, stored[one.name]) for one in wanted if stored[one.name]}
            if not was:
                raise NotFound
            for one in wanted:
                if one.name in was:
                    _remove(tx, actor, one, valid_from)

            def undo() -> Done[object]:
                return self.set_all(actor, was, valid_from, replaces={}, key=f"{key}:undo")

            return Written("dropped", undo)

        return self._once(key, work)

    def _take_back(
        self,
        actor: Actor,
        start: date,
        changed: Sequence[tuple[Setting[T], T, str | None]],
        key: str,
    ) -> Done[None]:
        """Undoes a change: (setting, what was set, the text that stood there before, if any).

        Raises Stale, and Invalid once the day is over from which the values were valid.
        """

        def work(tx: Tx) -> Written[str]:
            _check_start(start, day_of(tx.now))
            for setting, mine, _before in changed:
                stands = _stored(tx, setting, start)
                if stands is None or parsed(setting, stands) != mine:
                    raise Stale(mine, value(tx, setting, start))
            for setting, _mine, before in changed:
                if before is None:
                    _remove(tx, actor, setting, start)
                else:
                    _put(tx, actor, setting, start, before)
            return Written("undone")

        return self._once(key, work)

    def _once(self, key: str, work: Callable[[Tx], Written[str]]) -> Done[None]:
        """Once for its key; that it happened is kept, not what it gave."""
        done = once(self._store, key, str, work)
        return Done(None, done.changes, done.undo)


def _by_name(values: Mapping[str, object]) -> list[tuple[Setting[object], object]]:
    known = {setting.name: setting for setting in keys.ALL}
    return [(known[name], new) for name, new in values.items()]


def _check_start(start: date, earliest: date) -> None:
    if start < earliest:
        raise Invalid(N_("What was valid in the past stays as it was."), field="valid_from")


def _line(setting: Setting[object], stored: list[tuple[date, str]], now: date) -> SettingLine:
    past = [pair for pair in stored if pair[0] <= now]
    since, text = past[-1] if past else (None, None)
    coming = tuple((day, parsed(setting, t)) for day, t in stored if day > now)
    return SettingLine(setting, parsed(setting, text), since, coming)


def _stored(tx: Tx, setting: Setting[T], valid_from: date) -> str | None:
    """The text that stands for exactly this day."""
    text = tx.scalar(
        select(SettingRow.value).where(
            SettingRow.key == setting.name, SettingRow.valid_from == valid_from
        )
    )
    return None if text is None else str(text)


def _put(tx: Tx, actor: Actor, setting: Setting[T], start: date, text: str) -> str | None:
    """Writes the value of a day and says what stood there."""
    before = _stored(tx, setting, start)
    if before is None:
        tx.insert(
            SettingRow,
            key=setting.name,
            valid_from=start,
            value=text,
            changed_at=tx.now,
            staff_id=actor.staff_id,
        )
    else:
        tx.execute(
            update(SettingRow)
            .where(SettingRow.key == setting.name, SettingRow.valid_from == start)
            .values(value=text, changed_at=tx.now, staff_id=actor.staff_id)
        )
    log(tx, actor, "setting", 0, "set", name=setting.name, since=start.isoformat(), value=text)
    tx.touch("settings")
    return before


def _remove(tx: Tx, actor: Actor, setting: Setting[T], start: date) -> None:
    tx.execute(
        delete(SettingRow).where(SettingRow.key == setting.name, SettingRow.valid_from == start)
    )
    log(tx, actor, "setting", 0, "dropped", name=setting.name, since=start.isoformat())
    tx.touch("settings")
