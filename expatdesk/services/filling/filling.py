"""One unit of work from the empty centre to the filled one; half of it is never kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import func, select

from expatdesk.model.settings import Setting
from expatdesk.model.staff import EventLog
from expatdesk.services.filling import money, rows, sheets
from expatdesk.services.filling.past import Past
from expatdesk.services.filling.sequences import set_sequences
from expatdesk.services.setup.founding import write_plan
from expatdesk.services.setup.plan import CentrePlan, Founded
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

Progress = Callable[[float], None]

# How far the work is after each part; making the past takes about a third of the time.
_FOUNDED, _MADE, _WRITTEN = 0.02, 0.35, 0.98


def fill_centre(
    store: Store,
    plan: CentrePlan,
    live: Callable[[Founded, Progress], Past],
    progress: Progress,
) -> None:
    """Founds the centre by the plan and writes its past, as `live` makes it from the ids given.

    The laws are lifted meanwhile and stand again before the commit; `verify` says whether they
    hold. `progress` hears parts of one. Raises NotEmpty or AlreadyFounded where there is a
    centre.
    """
    with store.filling() as tx:
        founded = write_plan(tx, plan)
        past = live(founded, lambda part: progress(_FOUNDED + (_MADE - _FOUNDED) * part))
        _write(tx, past, lambda part: progress(_MADE + (_WRITTEN - _MADE) * part))
        set_sequences(tx, store.metadata)
    progress(1.0)


def read_mark(store: Store, key: str) -> tuple[date, str] | None:
    """(day, value) of the mark that a filling left; None where there is none."""
    with store.reading() as tx:
        row = tx.first(
            select(Setting.valid_from, Setting.value)
            .where(Setting.key == key)
            .order_by(Setting.valid_from.desc())
            .limit(1)
        )
    return None if row is None else (row[0], row[1])


def last_log_line(store: Store) -> int:
    """When something was done last, epoch seconds; 0 where nothing was."""
    with store.reading() as tx:
        return int(tx.scalar(select(func.max(EventLog.at))) or 0)


def _write(tx: Tx, past: Past, progress: Progress) -> None:
    """Parents before children; each part with the share of the time that it takes."""
    parts = (
        (0.02, rows.write_days),
        (0.05, rows.write_organisations),
        (0.35, rows.write_people),
        (0.55, rows.write_visits),
        (0.68, rows.write_ticks),
        (0.90, money.write_money),
        (0.93, sheets.write_sheets),
        (1.00, rows.write_desk_life),
    )
    for done, write in parts:
        write(tx, past)
        progress(done)
    key, day, value = past.mark
    tx.insert(Setting, key=key, valid_from=day, value=value, changed_at=tx.now)
