"""Settings: what is set has a day; the past stays, the future may change."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from expatdesk.clock import FixedClock, now_epoch
from expatdesk.model.settings import Setting as SettingRow
from expatdesk.model.staff import EventLog
from expatdesk.services.base import Actor, Invalid, NotAllowed, NotFound, Stale
from expatdesk.services.settings import Setting, Settings, keys, value
from expatdesk.services.settings.keys import ALL, named
from expatdesk.services.settings.profiles import PROFILES
from expatdesk.services.settings.values import parsed
from expatdesk.storage.store import Store
from expatdesk.terms import PaperKind

TODAY = date(2026, 11, 24)
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def settings(centre: object) -> Settings:
    return centre.settings  # type: ignore[attr-defined]


def test_what_was_never_set_is_as_the_program_has_it(settings: Settings) -> None:
    assert settings.get(keys.HOLD_MINUTES) == 10
    assert settings.get(keys.CHILD_UNDER) == 18
    assert settings.get(keys.RECEIPT_LANGUAGE) == "both"


def test_the_scenario_centre_takes_cash_and_a_new_centre_does_not(settings: Settings) -> None:
    assert settings.get(keys.CASH_ALLOWED) is True
    assert keys.CASH_ALLOWED.default is False


def test_a_value_counts_from_its_day_on(settings: Settings, visser: Actor) -> None:
    settings.set(visser, keys.GRID_MINUTES, 30, NEW_YEAR, key="k1")
    assert settings.get(keys.GRID_MINUTES) == 15
    assert settings.get(keys.GRID_MINUTES, NEW_YEAR) == 30
    assert settings.get(keys.GRID_MINUTES, NEW_YEAR - timedelta(days=1)) == 15


def test_what_is_set_later_on_a_day_did_not_stand_before(
    settings: Settings, visser: Actor, clock: FixedClock
) -> None:
    before = now_epoch(clock)
    clock.advance(timedelta(hours=1))
    settings.set(visser, keys.GRID_MINUTES, 30, key="k1")
    assert settings.get(keys.GRID_MINUTES) == 30
    assert settings.known_at(keys.GRID_MINUTES, before) == 15
    assert settings.known_at(keys.GRID_MINUTES, now_epoch(clock)) == 30


def test_an_address_is_kept_line_by_line(settings: Settings, visser: Actor) -> None:
    settings.set(visser, keys.CENTRE_ADDRESS, ("Bargelaan 190", " ", "2333 CW Leiden"), key="k1")
    assert settings.get(keys.CENTRE_ADDRESS) == ("Bargelaan 190", "2333 CW Leiden")


def test_the_past_is_not_changed(settings: Settings, visser: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        settings.set(visser, keys.GRID_MINUTES, 30, TODAY - timedelta(days=1), key="k1")
    assert refused.value.field == "valid_from"
    assert settings.get(keys.GRID_MINUTES, TODAY) == 15


def test_only_a_manager_sets(settings: Settings, jansen: Actor) -> None:
    with pytest.raises(NotAllowed):
        settings.set(jansen, keys.CASH_ALLOWED, False, key="k1")


def test_tried_again_it_happens_once(settings: Settings, visser: Actor, store: Store) -> None:
    settings.set(visser, keys.LATE_MINUTES, 5, key="same")
    again = settings.set(visser, keys.LATE_MINUTES, 20, key="same")
    assert not again.changes
    assert settings.get(keys.LATE_MINUTES) == 5
    with store.reading() as tx:
        assert len(tx.rows(select(EventLog.id).where(EventLog.subject == "setting"))) == 1


@pytest.mark.parametrize("dialect", ["postgresql"])  # SQLite lets nobody in between
def test_two_tries_that_cross_set_it_once(settings: Settings, visser: Actor, store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        tries = [
            pool.submit(settings.set, visser, keys.LATE_MINUTES, 5, NEW_YEAR, key="same")
            for _ in range(4)
        ]
    assert [one.result().value for one in tries] == [None] * 4
    with store.reading() as tx:
        assert len(tx.rows(select(EventLog.id).where(EventLog.subject == "setting"))) == 1


def test_undo_and_forgetting_happen_once_for_their_keys(settings: Settings, visser: Actor) -> None:
    done = settings.set(visser, keys.LATE_MINUTES, 5, NEW_YEAR, key="k1")
    settings.drop_coming(visser, keys.LATE_MINUTES, NEW_YEAR, key="k2")
    assert not settings.drop_coming(visser, keys.LATE_MINUTES, NEW_YEAR, key="k2").changes
    assert done.undo is not None
    with pytest.raises(Stale):
        done.undo()


def test_undo_brings_the_old_value_back(settings: Settings, visser: Actor) -> None:
    first = settings.set(visser, keys.LATE_MINUTES, 5, key="k1")
    second = settings.set(visser, keys.LATE_MINUTES, 20, key="k2")
    assert second.undo is not None
    second.undo()
    assert settings.get(keys.LATE_MINUTES) == 5
    assert first.undo is not None
    first.undo()
    assert settings.get(keys.LATE_MINUTES) == 10


def test_undo_is_refused_when_somebody_set_it_since(settings: Settings, visser: Actor) -> None:
    mine = settings.set(visser, keys.LATE_MINUTES, 5, key="k1")
    settings.set(visser, keys.LATE_MINUTES, 20, key="k2")
    assert mine.undo is not None
    with pytest.raises(Stale) as stale:
        mine.undo()
    assert (stale.value.mine, stale.value.theirs) == (5, 20)


def test_an_edit_over_another_brings_both_values(settings: Settings, visser: Actor) -> None:
    settings.set(visser, keys.LATE_MINUTES, 20, key="k1")
    with pytest.raises(Stale) as stale:
        settings.set(visser, keys.LATE_MINUTES, 5, replaces=10, key="k2")
    assert (stale.value.mine, stale.value.theirs) == (5, 20)


def test_what_comes_can_be_dropped_and_brought_back(settings: Settings, visser: Actor) -> None:
    settings.set(visser, keys.CASH_ALLOWED, False, NEW_YEAR, key="k1")
    done = settings.drop_coming(visser, keys.CASH_ALLOWED, NEW_YEAR, key="k2")
    assert settings.get(keys.CASH_ALLOWED, NEW_YEAR) is True
    assert done.undo is not None
    done.undo()
    assert settings.get(keys.CASH_ALLOWED, NEW_YEAR) is False
    with pytest.raises(Invalid):
        settings.drop_coming(visser, keys.CASH_ALLOWED, TODAY, key="k3")
    with pytest.raises(NotFound):
        settings.drop_coming(visser, keys.GRID_MINUTES, NEW_YEAR, key="k4")


def test_the_window_lists_what_is_valid_and_what_comes(
    settings: Settings, visser: Actor, clock: FixedClock
) -> None:
    settings.set(visser, keys.CASH_ALLOWED, False, NEW_YEAR, key="k1")
    lines = {line.setting.name: line for line in settings.all()}
    assert list(lines) == [setting.name for setting in ALL]
    cash = lines["till.cash_allowed"]
    assert (cash.value, cash.since, cash.coming) == (True, date(2016, 11, 1), ((NEW_YEAR, False),))
    assert lines["late.minutes"].since is None
    clock.advance(timedelta(days=60))
    cash = {line.setting.name: line for line in settings.all()}["till.cash_allowed"]
    assert (cash.value, cash.since, cash.coming) == (False, NEW_YEAR, ())


def test_all_settings_of_a_day_are_read_at_once(settings: Settings, visser: Actor) -> None:
    settings.set(visser, keys.GRID_MINUTES, 30, NEW_YEAR, key="k1")
    now, then = settings.on(), settings.on(NEW_YEAR)
    assert (now[keys.GRID_MINUTES], then[keys.GRID_MINUTES]) == (15, 30)
    assert now[keys.CENTRE_NAME] == "Expat Centre Leiden"


def test_several_are_set_together_or_not_at_all(settings: Settings, visser: Actor) -> None:
    shown = {"printing.sheets_printer": "", "printing.sheets_copies": 1}
    wanted: dict[str, object] = {"printing.sheets_printer": "A", "printing.sheets_copies": 2}
    done = settings.set_all(visser, wanted, NEW_YEAR, replaces=shown, key="k1")
    sheets = PROFILES[PaperKind.SHEETS]
    then = settings.on(NEW_YEAR)
    assert (then[sheets.printer], then[sheets.copies]) == ("A", 2)
    assert settings.on()[sheets.copies] == 1

    with pytest.raises(Stale) as stale:
        settings.set_all(visser, wanted, NEW_YEAR, replaces=shown, key="k2")
    assert stale.value.theirs == wanted
    with pytest.raises(Invalid):
        settings.set_all(visser, {**wanted, "printing.sheets_copies": 10}, replaces={}, key="k3")
    assert settings.on(NEW_YEAR)[sheets.copies] == 2

    assert done.undo is not None
    done.undo()
    assert settings.on(NEW_YEAR)[sheets.printer] == ""
    assert settings.on(NEW_YEAR)[sheets.copies] == 1


def test_a_change_is_told_and_logged(settings: Settings, visser: Actor, store: Store) -> None:
    done = settings.set(visser, keys.GRID_MINUTES, 20, key="k1")
    assert done.changes.touches("settings")
    with store.reading() as tx:
        row = tx.first(
            select(EventLog.staff_id, EventLog.desk_id, EventLog.action, EventLog.details)
        )
    assert row is not None
    assert (row.staff_id, row.desk_id, row.action) == (visser.staff_id, visser.desk_id, "set")
    assert json.loads(row.details) == {
        "name": "booking.grid_minutes",
        "since": "2026-11-24",
        "value": "20",
    }


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_stored_value_that_means_nothing_does_not_stop_the_desk(
    settings: Settings, store: Store
) -> None:
    for day, text in ((1, '"soon"'), (2, "{"), (3, "7")):
        with store.writing() as tx:
            tx.insert(
                SettingRow,
                key="booking.grid_minutes",
                valid_from=date(2026, 11, day),
                value=text,
                changed_at=0,
            )
            assert value(tx, keys.GRID_MINUTES, TODAY) == 15
    assert {line.setting.name: line for line in settings.all()}["booking.grid_minutes"].value == 15


@pytest.mark.parametrize(
    ("setting", "bad"),
    [
        (keys.HOLD_MINUTES, 0),
        (keys.HOLD_MINUTES, True),
        (keys.HOLD_MINUTES, "10"),
        (keys.GRID_MINUTES, 7),
        (keys.RETENTION_RECIPIENT_YEARS, 6),
        (keys.CASH_ALLOWED, 1),
        (keys.VAT_MODE, "none"),
        (keys.CENTRE_NAME, " "),
        (keys.CENTRE_NAME, "x" * 201),
        (keys.CENTRE_EMAIL, "a\u202eb"),
        (keys.CENTRE_PHONE, 71),
        (PROFILES[PaperKind.SHEETS].copies, 10),
        (PROFILES[PaperKind.LETTERS].sides, "both"),
        (keys.CENTRE_ADDRESS, "Bargelaan 190"),
    ],
)
def test_a_key_refuses_what_it_cannot_be(setting: Setting[object], bad: object) -> None:
    with pytest.raises(Invalid) as refused:
        setting.parse(bad)
    assert refused.value.field == "value"
    assert refused.value.message()


def test_each_key_takes_its_own_default_and_choices() -> None:
    for setting in ALL:
        assert setting.parse(setting.default) == setting.default
        for choice in setting.choices:
            assert setting.parse(choice) == choice
        assert named(setting.name) is setting
        stored = json.dumps(setting.default)
        assert parsed(setting, stored) == setting.default
    assert named("till.colour") is None
    assert len({setting.name for setting in ALL}) == len(ALL)
