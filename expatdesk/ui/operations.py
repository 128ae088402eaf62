"""Work off the window's thread: one reader, one writer, one for long jobs.

Nothing here waits. What a worker has made comes back by a queued signal in the window's
thread, and is dropped when its owner is gone.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from expatdesk.services.base import Done

T = TypeVar("T")

BUSY_AFTER_MS = 300
# Qt gives Python's lock away and takes it back many times in one painting; at the usual 5 ms a
# busy worker makes the window wait for each (99th percentile of its gaps 46 ms, here 11 ms).
SWITCH_SECONDS = 0.0005


class Cancelled(Exception):
    """Raised inside a job by ``Progress.step`` once somebody has pressed Cancel."""


class _Committed(Protocol):
    """The part of ``Done`` that is needed here."""

    @property
    def changes(self) -> object: ...


@dataclass(slots=True)
class _Task:
    """One piece of work and where its answer goes."""

    owner: QObject
    work: Callable[[], object]
    then: Callable[[object], None] | None
    failed: Callable[[Exception], None] | None
    ticket: int
    question: tuple[int, str] | None = None
    write: bool = False
    value: object = None
    error: Exception | None = None


class Job(QObject):
    """A long piece of work: what it says of itself, and the way to stop it."""

    progressed = Signal(int, int, str)
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Asks the work to stop at its next step."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Whether somebody has asked it to stop."""
        return self._stop.is_set()


class Progress:
    """Handed to the work of a job; may be called from any thread."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def step(self, done: int, total: int = 0, words: str = "") -> None:
        """Says how far the work is (``total`` 0: not known). Raises Cancelled when asked to."""
        self.check()
        self._job.progressed.emit(done, total, words)

    def check(self) -> None:
        """Raises Cancelled when somebody has pressed Cancel."""
        if self._job.is_cancelled():
            raise Cancelled


class _Worker:
    """A thread that takes tasks from its queue in order."""

    def __init__(self, name: str, deliver: Callable[[_Task], None]) -> None:
        self._deliver = deliver
        self._tasks: deque[_Task | None] = deque()
        self._ready = threading.Condition()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._started = False

    def add(self, task: _Task) -> list[_Task]:
        """Queues ``task`` and returns the ones that it makes superfluous."""
        with self._ready:
            old: list[_Task] = []
            if task.question is not None:
                old = [t for t in self._tasks if t is not None and t.question == task.question]
                for one in old:
                    self._tasks.remove(one)
            self._tasks.append(task)
            self._ready.notify()
            if not self._started:
                self._started = True
                self._thread.start()
        return old

    def stop(self, *, drop: bool) -> None:
        """Ends the thread after what is queued, or after what runs when ``drop``."""
        with self._ready:
            if drop:
                self._tasks.clear()
            self._tasks.append(None)
            self._ready.notify()
        if self._started:
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._ready:
                while not self._tasks:
                    self._ready.wait()
                task = self._tasks.popleft()
            if task is None:
                return
            try:
                task.value = task.work()
            except Exception as error:  # noqa: BLE001  every failure is told in the window
                task.error = error
            self._deliver(task)
            del task


@dataclass(slots=True)
class _Pending:
    """What has been asked and not answered."""

    count: int = 0
    shown: bool = False
    newest: dict[tuple[int, str], int] = field(default_factory=dict)


class Operations(QObject):
    """Sends work to its thread and brings the answers back.

    ``committed`` tells what each write changed, ``busy`` that the window has waited for more
    than 300 ms (and later that it no longer waits), ``unhandled`` the failures that nobody
    took.
    """

    committed = Signal(object)
    busy = Signal(bool)
    unhandled = Signal(object)
    settled = Signal()
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_SECONDS)
        self._tickets = count(1)
        self._pending = _Pending()
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._reader = _Worker("expatdesk-reader", self._answered.emit)
        self._writer = _Worker("expatdesk-writer", self._answered.emit)
        self._jobs = _Worker("expatdesk-jobs", self._answered.emit)
        self._running_jobs: set[Job] = set()
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._patience.timeout.connect(self._show_busy)

    def read(
        self,
        owner: QObject,
        question: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Runs ``work`` on the reader and gives its answer to ``then`` in this thread.

        Of reads with the same owner and question the newest wins: older ones that wait are
        dropped, and an older answer is ignored.
        """
        key = (shiboken6.getCppPointer(owner)[0], question)
        task = self._task(owner, work, then, failed)
        task.question = key
        self._pending.newest[key] = task.ticket
        self._send(self._reader, task)

    def write(
        self,
        owner: QObject,
        work: Callable[[], Done[T]],
        then: Callable[[Done[T]], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Runs ``work`` on the writer: never dropped, one after the other, in order.

        ``committed`` is emitted with its changes even when the owner is gone.
        """
        task = self._task(owner, work, then, failed)
        task.write = True
        self._send(self._writer, task)

    def job(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Runs long work on a thread of its own; the Job shows how far it is and cancels it.

        After ``cancel`` the work ends with Cancelled, which is not told as a failure unless
        ``failed`` is given.
        """
        job = Job(self)
        self._running_jobs.add(job)
        progress = Progress(job)

        def run() -> T:
            progress.check()
            return work(progress)

        def finish(error: Exception | None, value: object) -> None:
            self._running_jobs.discard(job)
            job.finished.emit()
            job.deleteLater()
            if error is None:
                if then is not None and shiboken6.isValid(owner):
                    then(cast("T", value))
            elif failed is not None and shiboken6.isValid(owner):
                failed(error)
            elif not isinstance(error, Cancelled):
                self.unhandled.emit(error)

        task = self._task(
            self, run, lambda value: finish(None, value), lambda error: finish(error, None)
        )
        self._send(self._jobs, task)
        return job

    def idle(self) -> bool:
        """Whether nothing is asked and unanswered."""
        return self._pending.count == 0

    def wait_until_idle(self, timeout_ms: int = 20_000) -> bool:
        """Runs the event loop until everything is answered; for tests and for closing."""
        if self.idle():
            return True
        loop = QEventLoop()
        self.settled.connect(loop.quit)
        limit = QTimer(singleShot=True, interval=timeout_ms)
        limit.timeout.connect(loop.quit)
        limit.start()
        # An answer may ask the next thing at once: settled, and busy again.
        while not self.idle() and limit.isActive():
            loop.exec()
        return self.idle()

    def shutdown(self) -> None:
        """Finishes the writes, drops the reads, cancels the jobs, and joins the threads."""
        if self._closed:
            return
        self._closed = True
        self._patience.stop()
        for job in self._running_jobs:
            job.cancel()
        self._reader.stop(drop=True)
        self._jobs.stop(drop=True)
        self._writer.stop(drop=False)

    def _task(
        self,
        owner: QObject,
        work: Callable[[], object],
        then: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> _Task:
        taken = cast("Callable[[object], None] | None", then)
        return _Task(owner, work, taken, failed, next(self._tickets))

    def _send(self, worker: _Worker, task: _Task) -> None:
        if self._closed:
            return
        self._pending.count += 1
        if self._pending.count == 1:
            self._patience.start()
        for _superfluous in worker.add(task):
            self._answer_counted()

    @Slot(object)
    def _deliver(self, task: _Task) -> None:
        if self._closed or not shiboken6.isValid(self):
            return
        try:
            self._hand_over(task)
        finally:
            self._answer_counted()

    def _hand_over(self, task: _Task) -> None:
        if task.write and task.error is None:
            self.committed.emit(cast("_Committed", task.value).changes)
        if task.question is not None:
            if self._pending.newest.get(task.question) != task.ticket:
                return
            del self._pending.newest[task.question]
        if not shiboken6.isValid(task.owner):
            # A write that failed is told even when its window has been closed meanwhile.
            if task.write and task.error is not None:
                self.unhandled.emit(task.error)
            return
        if task.error is None:
            if task.then is not None:
                task.then(task.value)
        elif task.failed is not None:
            task.failed(task.error)
        else:
            self.unhandled.emit(task.error)

    def _answer_counted(self) -> None:
        self._pending.count -= 1
        if self._pending.count > 0:
            return
        self._patience.stop()
        if self._pending.shown:
            self._pending.shown = False
            self.busy.emit(False)
        self.settled.emit()

    @Slot()
    def _show_busy(self) -> None:
        self._pending.shown = True
        self.busy.emit(True)
