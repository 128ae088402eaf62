"""Papers on their way to a printer: kept until they are out, so that none is forgotten.

A row is written before the printer is asked and again when it has answered. Where the program
ends in between, the row stays "pending": it is shown, and nothing prints it by itself, for
nobody can know whether it came out.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import ColumnElement, delete, func, select, update

from expatdesk.clock import Clock
from expatdesk.model.printing import PrintJob as JobRow
from expatdesk.model.staff import Staff
from expatdesk.services.base import Actor, Done, NotFound, Right, Stale, log, require
from expatdesk.services.once import Written, once
from expatdesk.services.printing.types import (
    OPEN,
    Outcome,
    PrintJob,
    PrintOptions,
    PrintOrder,
    Profile,
    Why,
)
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import JobState

TOPIC = "printing"


class Queue:
    """The papers of all kinds but the till's documents (see Documents)."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def open_jobs(self) -> list[PrintJob]:
        """Papers that are not out, or of which nobody knows it, oldest first."""
        with self._store.reading() as tx:
            return _jobs(tx, JobRow.state.in_(sorted(OPEN)))

    def open_count(self) -> int:
        """How many of them there are."""
        with self._store.reading() as tx:
            counted = select(func.count()).where(JobRow.state.in_(sorted(OPEN)))
            return int(tx.scalar(counted))

    def job(self, job_id: int) -> PrintJob:
        """One paper, whatever became of it. Raises NotFound."""
        with self._store.reading() as tx:
            return _job(tx, job_id)

    def add(self, actor: Actor, order: PrintOrder, profile: Profile, *, key: str) -> Done[int]:
        """Notes that a paper is to be printed, and gives its id; its first try begins.

        Nobody is told: how it ends is said by `record`.
        """
        require(actor, Right.LOOK)

        def work(tx: Tx) -> Written[int]:
            return Written(_insert(tx, actor, order, profile))

        return once(self._store, key, int, work)

    def again(
        self, actor: Actor, job_id: int, tries: int, profile: Profile, *, key: str
    ) -> Done[int]:
        """Begins another try of a paper, perhaps at another printer; gives its number.

        `tries`: the try that was seen. Where somebody else goes on with the paper already, or
        has cancelled it, Stale is raised: two desks that press the button get one paper.
        Raises NotFound.
        """
        require(actor, Right.LOOK)

        def work(tx: Tx) -> Written[int]:
            _claim(tx, job_id, tries)
            _update(
                tx,
                job_id,
                state=JobState.PENDING,
                tries=tries + 1,
                tried_at=tx.now,
                target="",
                job="",
                reason=_dumped(Why()),
                problem="",
                printer=profile.printer,
                **asdict(profile.options),
            )
            return Written(tries + 1)

        return once(self._store, key, int, work)

    def record(self, actor: Actor, job_id: int, tries: int, outcome: Outcome) -> Done[int]:
        """Writes down how a try ended; of an earlier try than the last one nothing changes.

        Raises NotFound.
        """
        require(actor, Right.LOOK)
        with self._store.writing() as tx:
            job = _job(tx, job_id)
            if (job.tries, job.state) == (tries, JobState.PENDING):
                _update(
                    tx,
                    job_id,
                    state=outcome.state,
                    target=outcome.target,
                    job=outcome.job,
                    reason=_dumped(outcome.why),
                    problem=outcome.problem,
                )
                _log(tx, actor, job, outcome.state, outcome.job)
            tx.touch(TOPIC, job_id)
        return Done(job_id, tx.changes)

    def cancel(self, actor: Actor, job_id: int, tries: int, *, key: str) -> Done[int]:
        """The paper is not wanted any more. Raises NotFound, Stale as `again`."""
        require(actor, Right.LOOK)

        def work(tx: Tx) -> Written[int]:
            before = _claim(tx, job_id, tries)
            _update(tx, job_id, state=JobState.CANCELLED)
            _log(tx, actor, before, JobState.CANCELLED)
            tx.touch(TOPIC, job_id)

            def undo() -> Done[object]:
                return self._revive(actor, before, key=f"{key}:undo")

            return Written(job_id, undo)

        return once(self._store, key, int, work)

    def _revive(self, actor: Actor, before: PrintJob, *, key: str) -> Done[int]:
        """Takes `cancel` back. Raises NotFound, Stale."""

        def work(tx: Tx) -> Written[int]:
            now = _job(tx, before.job_id)
            if (now.tries, now.state) != (before.tries, JobState.CANCELLED):
                raise Stale(before, now)
            _update(tx, before.job_id, state=before.state)
            _log(tx, actor, before, before.state)
            tx.touch(TOPIC, before.job_id)
            return Written(before.job_id)

        return once(self._store, key, int, work)


def forget(tx: Tx, before: int, limit: int) -> int:
    """A step of retention: removes papers that were asked for before an epoch second."""
    old = select(JobRow.id).where(JobRow.at < before).limit(limit)
    return tx.changed(delete(JobRow).where(JobRow.id.in_(old)))


def _claim(tx: Tx, job_id: int, tries: int) -> PrintJob:
    """The open job, taken by this transaction: whoever comes later finds another try."""
    taken = tx.changed(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.tries == tries, JobRow.state.in_(sorted(OPEN)))
        .values(tries=tries)
    )
    job = _job(tx, job_id)
    if not taken:
        raise Stale(tries, job)
    return job


def _insert(tx: Tx, actor: Actor, order: PrintOrder, profile: Profile) -> int:
    return tx.insert(
        JobRow,
        kind=order.kind,
        subject_id=order.subject_id,
        parameters=json.dumps(dict(order.parameters), sort_keys=True),
        language=order.language,
        title=order.title,
        paper=order.paper,
        printer=profile.printer,
        **asdict(profile.options),
        state=JobState.PENDING,
        target="",
        job="",
        reason=_dumped(Why()),
        problem="",
        tries=1,
        at=tx.now,
        tried_at=tx.now,
        staff_id=actor.staff_id,
        desk_id=actor.desk_id,
    )


def _update(tx: Tx, job_id: int, **values: object) -> None:
    tx.execute(update(JobRow).where(JobRow.id == job_id).values(**values))


def _log(tx: Tx, actor: Actor, job: PrintJob, state: JobState, number: str = "") -> None:
    action = "print_cancelled" if state is JobState.CANCELLED else state.value
    log(tx, actor, "print_job", job.job_id, action, code=job.order.title, job=number)


def _dumped(why: Why) -> str:
    return json.dumps(asdict(why), sort_keys=True, ensure_ascii=False)


def _job(tx: Tx, job_id: int) -> PrintJob:
    found = _jobs(tx, JobRow.id == job_id)
    if not found:
        raise NotFound
    return found[0]


def _jobs(tx: Tx, *conditions: ColumnElement[bool]) -> list[PrintJob]:
    rows = tx.rows(
        select(JobRow.__table__, Staff.short_name.label("staff"))
        .join(Staff, Staff.id == JobRow.staff_id)
        .where(*conditions)
        .order_by(JobRow.id)
    )
    return [
        PrintJob(
            job_id=row.id,
            order=PrintOrder(
                kind=row.kind,
                paper=row.paper,
                title=row.title,
                subject_id=row.subject_id,
                language=row.language,
                parameters=json.loads(row.parameters),
            ),
            profile=Profile(row.printer, PrintOptions(row.tray, row.copies, row.sides)),
            state=row.state,
            target=row.target,
            job=row.job,
            why=Why(**json.loads(row.reason)),
            problem=row.problem,
            tries=row.tries,
            at=row.at,
            tried_at=row.tried_at,
            staff=row.staff,
        )
        for row in rows
    ]
