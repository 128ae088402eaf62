"""Papers on their way to a printer: none is forgotten, none printed twice by two desks at once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from expatdesk.clock import FixedClock
from expatdesk.model.printing import PrintJob as JobRow
from expatdesk.model.staff import EventLog
from expatdesk.services.base import Actor, NotFound, Stale
from expatdesk.services.printing import (
    Outcome,
    PrintOptions,
    PrintOrder,
    Profile,
    Queue,
    Why,
    profile_on,
)
from expatdesk.services.retention import Retention
from expatdesk.services.settings import keys
from expatdesk.storage.store import Store
from expatdesk.terms import JobState, PaperKind, Sides

ORDER = PrintOrder(
    "sheets", PaperKind.SHEETS, "7QK-4M2", 7, "both", {"sheets": [3, 1], "personal": True}
)
PROFILE = Profile("Archive", PrintOptions("Lower", 2, Sides.LONG_EDGE))
PAUSED = Outcome(
    JobState.FAILED,
    why=Why("The printer “{printer}” is paused: {reason}.", "Archive", "no paper"),
    problem="printer Archive disabled since today",
)


@pytest.fixture
def queue(centre: Any) -> Queue:
    return centre.printing.queue  # type: ignore[no-any-return]


@pytest.fixture
def job(queue: Queue, jansen: Actor) -> int:
    return queue.add(jansen, ORDER, PROFILE, key="k1").value


def test_a_paper_is_in_the_queue_until_it_is_out(queue: Queue, jansen: Actor, job: int) -> None:
    (waiting,) = queue.open_jobs()
    assert (waiting.job_id, waiting.order, waiting.profile) == (job, ORDER, PROFILE)
    assert (waiting.state, waiting.tries, waiting.staff) == (JobState.PENDING, 1, "S. Jansen")
    queue.record(jansen, job, 1, Outcome(JobState.PRINTED, "Archive", "Archive-7"))
    assert queue.open_jobs() == []
    assert queue.open_count() == 0
    done = queue.job(job)
    assert (done.state, done.target, done.job) == (JobState.PRINTED, "Archive", "Archive-7")


def test_what_failed_says_why_in_the_language_of_whoever_looks(
    queue: Queue, jansen: Actor, job: int
) -> None:
    queue.record(jansen, job, 1, PAUSED)
    (failed,) = queue.open_jobs()
    assert failed.why.words() == "The printer “Archive” is paused: no paper."
    assert failed.problem == "printer Archive disabled since today"
    assert queue.open_count() == 1


def test_it_is_tried_again_perhaps_elsewhere_and_the_reason_goes(
    queue: Queue, jansen: Actor, job: int, clock: FixedClock
) -> None:
    queue.record(jansen, job, 1, PAUSED)
    asked_at = queue.job(job).at
    clock.advance(timedelta(minutes=3))
    elsewhere = Profile("Roll")
    assert queue.again(jansen, job, 1, elsewhere, key="k2").value == 2
    now = queue.job(job)
    assert (now.state, now.tries, now.profile, now.why) == (JobState.PENDING, 2, elsewhere, Why())
    assert now.at == asked_at
    assert now.tried_at >= asked_at


def test_of_two_that_go_on_with_it_one_gets_it(queue: Queue, jansen: Actor, job: int) -> None:
    queue.record(jansen, job, 1, PAUSED)
    queue.again(jansen, job, 1, PROFILE, key="k2")
    with pytest.raises(Stale):
        queue.again(jansen, job, 1, PROFILE, key="k3")
    with pytest.raises(Stale):
        queue.cancel(jansen, job, 1, key="k4")
    assert queue.job(job).tries == 2


def test_two_desks_that_press_at_the_same_moment_print_it_once(
    queue: Queue, jansen: Actor, job: int
) -> None:
    queue.record(jansen, job, 1, PAUSED)

    def press(number: int) -> bool:
        try:
            queue.again(jansen, job, 1, PROFILE, key=f"desk {number}")
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(4) as desks:
        assert sorted(desks.map(press, range(4))) == [False, False, False, True]
    assert queue.job(job).tries == 2


def test_the_answer_to_an_earlier_try_changes_nothing(
    queue: Queue, jansen: Actor, job: int
) -> None:
    queue.again(jansen, job, 1, PROFILE, key="k2")
    queue.record(jansen, job, 1, PAUSED)
    assert queue.job(job).state is JobState.PENDING
    queue.record(jansen, job, 2, Outcome(JobState.PRINTED, "Archive", "Archive-8"))
    queue.record(jansen, job, 2, PAUSED)
    assert queue.job(job).state is JobState.PRINTED


def test_what_is_out_is_not_printed_again_nor_cancelled(
    queue: Queue, jansen: Actor, job: int
) -> None:
    queue.record(jansen, job, 1, Outcome(JobState.PRINTED))
    with pytest.raises(Stale):
        queue.again(jansen, job, 1, PROFILE, key="k2")
    with pytest.raises(Stale):
        queue.cancel(jansen, job, 1, key="k3")


@pytest.mark.parametrize("before", [JobState.FAILED, JobState.UNKNOWN, JobState.PENDING])
def test_a_paper_is_cancelled_and_wanted_after_all(
    queue: Queue, jansen: Actor, job: int, before: JobState
) -> None:
    if before is not JobState.PENDING:
        queue.record(jansen, job, 1, Outcome(before))
    done = queue.cancel(jansen, job, 1, key="k2")
    assert queue.open_jobs() == []
    assert queue.job(job).state is JobState.CANCELLED
    assert done.changes.ids("printing") == {job}
    assert done.undo is not None
    done.undo()
    assert [one.state for one in queue.open_jobs()] == [before]


def test_asked_twice_with_the_same_key_it_is_one_paper(
    queue: Queue, jansen: Actor, job: int
) -> None:
    assert queue.add(jansen, ORDER, PROFILE, key="k1").value == job
    assert queue.again(jansen, job, 1, PROFILE, key="k2").value == 2
    assert queue.again(jansen, job, 1, PROFILE, key="k2").value == 2


def test_what_is_not_there_is_not_printed(queue: Queue, jansen: Actor) -> None:
    for work in (
        lambda: queue.job(99),
        lambda: queue.record(jansen, 99, 1, PAUSED),
        lambda: queue.again(jansen, 99, 1, PROFILE, key="k2"),
        lambda: queue.cancel(jansen, 99, 1, key="k3"),
    ):
        with pytest.raises(NotFound):
            work()


def test_only_how_it_ended_is_told_and_logged_and_no_paper_is_kept(
    queue: Queue, jansen: Actor, store: Store
) -> None:
    added = queue.add(jansen, ORDER, PROFILE, key="k1")
    # While it is printed nobody is called to a paper that is out in a moment.
    assert not added.changes.touches("printing")
    done = queue.record(jansen, added.value, 1, Outcome(JobState.PRINTED, "Archive", "Archive-7"))
    assert done.changes.ids("printing") == {added.value}
    with store.reading() as tx:
        (line,) = tx.rows(select(EventLog.subject, EventLog.action, EventLog.details))
        (row,) = tx.rows(select(JobRow.__table__))
    assert (line.subject, line.action) == ("print_job", "printed")
    assert json.loads(line.details) == {"code": "7QK-4M2", "job": "Archive-7"}
    assert json.loads(row.parameters) == {"personal": True, "sheets": [3, 1]}
    assert not any(isinstance(value, bytes) for value in row)


def test_papers_of_long_ago_are_forgotten(
    queue: Queue, jansen: Actor, job: int, clock: FixedClock, centre: Any
) -> None:
    clock.advance(timedelta(days=29))
    later = queue.add(jansen, ORDER, PROFILE, key="k2").value
    clock.advance(timedelta(days=2))
    Retention(centre.store).run()
    assert [one.job_id for one in queue.open_jobs()] == [later]


def test_profiles_come_from_the_settings_and_begin_with_the_old_printer(
    centre: Any, visser: Actor
) -> None:
    settings = centre.settings
    settings.set(visser, keys.PRINTER, "Roll", key="k1")
    assert profile_on(settings.on(), PaperKind.RECEIPTS) == Profile("Roll")
    assert profile_on(settings.on(), PaperKind.LETTERS) == Profile()
    wanted = {
        "printing.sheets_printer": "Archive",
        "printing.sheets_tray": "Lower",
        "printing.sheets_copies": 2,
        "printing.sheets_sides": "two-sided-long-edge",
    }
    settings.set_all(visser, wanted, replaces={}, key="k2")
    assert profile_on(settings.on(), PaperKind.SHEETS) == PROFILE
