"""Steps that read settings inside somebody else's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TypeVar

from sqlalchemy import Date, Select, bindparam, select

from expatdesk.clock import day_of
from expatdesk.model.settings import Setting as SettingRow
from expatdesk.services.base import Invalid
from expatdesk.services.settings.setting import Setting
from expatdesk.storage.tx import Tx

T = TypeVar("T")


class Values:
    """All settings as they are on one day: `values[keys.CASH_ALLOWED]`."""

    def __init__(self, on: date, texts: Mapping[str, str]) -> None:
        self.on = on
        self._texts = texts

    def __getitem__(self, setting: Setting[T]) -> T:
        return parsed(setting, self._texts.get(setting.name))


def values_on(tx: Tx, on: date) -> Values:
    """All settings on a day, in one statement."""
    rows = tx.rows(
        select(SettingRow.key, SettingRow.value)
        .where(SettingRow.valid_from <= on)
        .order_by(SettingRow.valid_from)
    )
    return Values(on, {row.key: row.value for row in rows})  # the latest stays


def value(tx: Tx, setting: Setting[T], on: date) -> T:
    """One setting on a day."""
    return parsed(setting, tx.scalar(_one(), {"name": setting.name, "day": on}))


def value_at(tx: Tx, setting: Setting[T], moment: int) -> T:
    """One setting on the day of an instant, without what was set after that instant."""
    statement = (
        select(SettingRow.value)
        .where(
            SettingRow.key == setting.name,
            SettingRow.valid_from <= day_of(moment),
            SettingRow.changed_at <= moment,
        )
        .order_by(SettingRow.valid_from.desc())
        .limit(1)
    )
    return parsed(setting, tx.scalar(statement))


@cache
def _one() -> Select[str]:
    return (
        select(SettingRow.value)
        .where(
            SettingRow.key == bindparam("name"),
            SettingRow.valid_from <= bindparam("day", type_=Date),
        )
        .order_by(SettingRow.valid_from.desc())
        .limit(1)
    )


def course(tx: Tx, setting: Setting[T]) -> tuple[tuple[date, T], ...]:
    """All values of one setting, each with the day from which it holds, the default first."""
    rows = tx.rows(
        select(SettingRow.valid_from, SettingRow.value)
        .where(SettingRow.key == setting.name)
        .order_by(SettingRow.valid_from)
    )
    stored = ((row.valid_from, parsed(setting, row.value)) for row in rows)
    return ((date.min, setting.default), *stored)


def parsed(setting: Setting[T], text: str | None) -> T:
    """The stored text as a value; the default where nothing is stored or it means nothing.

    A value of an older program that this one does not understand must not stop the desk.
    """
    if text is None:
        return setting.default
    try:
        return setting.parse(json.loads(text))
    except (Invalid, json.JSONDecodeError):
        return setting.default


def written(plain: object) -> str:
    """A value as it is stored."""
    return json.dumps(plain, ensure_ascii=False)
