"""The way of every paper to its printer: noted, made, handed over, and what came of it.

What does not come out stays in the queue with the reason in words, and is made anew from its
subject when it is printed again: no paper with names on it is ever kept for that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from expatdesk.i18n import N_
from expatdesk.services.base import Actor, Refusal, Stale, new_key
from expatdesk.services.printing.types import Outcome, PrintJob, PrintOrder, Profile, Why
from expatdesk.storage.changes import Changes
from expatdesk.terms import JobState, PaperKind
from expatdesk.workflows.printing.profiles import NOTHING_HERE, Here, profile_for
from expatdesk.workflows.printing.types import NotPrinted, PrinterHangs, Spooler

if TYPE_CHECKING:
    from expatdesk.application import Centre

Renderer = Callable[["Centre", PrintOrder], bytes]
"""Makes the paper of an order as it stands now. May raise Refusal."""


Afterwards = Callable[["Centre", Actor, int, PrintOrder], Changes]
"""What is written down once a paper is out, and what changed by it; gets the id of the job."""


@dataclass(frozen=True)
class Printed:
    """How a try ended. `problem`: the refusal in words; None where the printer took it."""

    job_id: int
    tries: int
    order: PrintOrder
    state: JobState
    target: str = ""
    problem: Refusal | None = None
    changes: Changes = field(default_factory=Changes)
    """What was written down because it is out."""

    @property
    def is_out(self) -> bool:
        return self.state is JobState.PRINTED


class PrintQueue:
    """`put` prints, `again` prints what did not come out, `cancel` gives it up.

    `renderers`: who makes which kind of paper; `afterwards`: what follows once it is out.
    `here`: what this computer prints in its own way.
    Methods wait for the printer: never on the window's thread.
    """

    def __init__(
        self,
        centre: Centre,
        spooler: Spooler,
        renderers: Mapping[str, Renderer],
        here: Here = NOTHING_HERE,
        afterwards: Mapping[str, Afterwards] | None = None,
    ) -> None:
        self._centre = centre
        self._afterwards = afterwards or {}
        self._spooler = spooler
        self._renderers = renderers
        self._here = here

    def profile(self, kind: PaperKind) -> Profile:
        """Where and how a kind of paper is printed now."""
        return profile_for(self._centre.settings, kind, self._here)

    def put(
        self, actor: Actor, order: PrintOrder, *, profile: Profile | None = None, key: str = ""
    ) -> Printed:
        """Prints a paper by the profile of its kind. What fails comes back in words.

        The same paper that failed before is tried again: it does not stand in the queue twice.
        Raises the errors of storage, and NotAllowed; then nothing was printed.
        """
        how, mine = profile or self.profile(order.paper), key or new_key()
        queue = self._centre.printing.queue
        for job in queue.open_jobs():
            if job.state is JobState.FAILED and job.order == order:
                try:
                    begun = queue.again(actor, job.job_id, job.tries, how, key=mine)
                except Stale:
                    break  # somebody else goes on with it; this one is asked for all the same
                return self._print(actor, job.job_id, begun.value, order, how)
        added = queue.add(actor, order, how, key=f"{mine}:new")
        return self._print(actor, added.value, 1, order, how)

    def again(
        self, actor: Actor, job_id: int, tries: int, *, printer: str | None = None, key: str = ""
    ) -> Printed:
        """Prints a paper of the queue once more, made anew from its subject.

        `tries`: the try that was seen. `printer`: another one than is set for its kind. Where
        the paper is in other hands already, Stale is raised and nothing is printed.
        """
        queue = self._centre.printing.queue
        order = queue.job(job_id).order
        how = self.profile(order.paper)
        if printer is not None and printer != how.printer:
            # Another printer has other trays.
            how = Profile(printer, replace(how.options, tray=""))
        begun = queue.again(actor, job_id, tries, how, key=key or new_key())
        return self._print(actor, job_id, begun.value, order, how)

    def _print(
        self, actor: Actor, job_id: int, tries: int, order: PrintOrder, how: Profile
    ) -> Printed:
        queue = self._centre.printing.queue
        job = queue.job(job_id)
        if (job.tries, job.state) != (tries, JobState.PENDING):
            return _ended(job)  # asked for a second time by the same key
        ended, problem = self._try(order, how)
        changes = Changes()
        try:
            # First, and once for each job: should we end in between, it is not forgotten that
            # the paper is out, and printed again it is not written down twice.
            if ended.state is JobState.PRINTED and order.kind in self._afterwards:
                changes = self._afterwards[order.kind](self._centre, actor, job_id, order)
        finally:
            queue.record(actor, job_id, tries, ended)
        target = ended.target or how.printer
        return Printed(job_id, tries, order, ended.state, target, problem, changes)

    def _try(self, order: PrintOrder, how: Profile) -> tuple[Outcome, Refusal | None]:
        try:
            pdf = self._renderers[order.kind](self._centre, order)
            spooled = self._spooler.submit(pdf, order.title, how.printer, how.options)
        except NotPrinted as refused:
            return outcome_of(refused), refused
        except Refusal as refused:
            return Outcome(JobState.FAILED, why=_why(refused)), refused
        return Outcome(JobState.PRINTED, spooled.target, spooled.job), None


def _ended(job: PrintJob) -> Printed:
    """What became of a paper, as it was written down."""
    why = job.why
    problem = NotPrinted(why.text, job.problem, printer=why.printer, reason=why.reason)
    return Printed(
        job.job_id,
        job.tries,
        job.order,
        job.state,
        job.target or job.profile.printer,
        problem if why.text else None,
    )


def outcome_of(refused: NotPrinted) -> Outcome:
    """How a refusal of the printer is written down; silence may have been paper."""
    state = JobState.UNKNOWN if isinstance(refused, PrinterHangs) else JobState.FAILED
    return Outcome(state, why=_why(refused), problem=refused.problem)


def _why(refused: Refusal) -> Why:
    values = {name: str(value) for name, value in refused.values.items()}
    if values.keys() <= {"printer", "reason"}:
        return Why(refused.text, values.get("printer", ""), values.get("reason", ""))
    return Why(N_("The paper cannot be made: {reason}"), reason=refused.message())
