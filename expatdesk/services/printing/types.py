"""What is to be printed and how, and what became of it, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from expatdesk.i18n import _
from expatdesk.services.settings.profiles import PROFILES
from expatdesk.services.settings.values import Values
from expatdesk.terms import JobState, PaperKind, Sides

Plain = str | int | bool | None | list[str] | list[int]
"""A value of an order: it is kept as JSON."""

OPEN: Final = frozenset({JobState.PENDING, JobState.UNKNOWN, JobState.FAILED})
"""States of a paper about which somebody still has to do something."""


@dataclass(frozen=True)
class PrintOptions:
    """How a paper is printed. `tray`: the printer's own name, empty for the usual one."""

    tray: str = ""
    copies: int = 1
    sides: Sides = Sides.ONE


PLAIN: Final = PrintOptions()
"""One copy, on one side, from the usual tray."""


@dataclass(frozen=True)
class Profile:
    """Where and how a kind of paper is printed. `printer`: empty for the computer's default."""

    printer: str = ""
    options: PrintOptions = PLAIN


def profile_on(values: Values, kind: PaperKind) -> Profile:
    """The profile of a kind of paper, as the settings of a day have it."""
    keys = PROFILES[kind]
    options = PrintOptions(values[keys.tray], values[keys.copies], Sides(values[keys.sides]))
    return Profile(values[keys.printer], options)


@dataclass(frozen=True)
class PrintOrder:
    """A paper: of what it is made, and by which name the printer's queue shows it.

    `kind` names who makes it ("confirmation", "day_list" …), `subject_id` the row that it is
    about. It is made anew each time it is printed, so `parameters` hold ids, days and codes and
    never a name; `title` is a code or a day likewise.
    """

    kind: str
    paper: PaperKind
    title: str
    subject_id: int | None = None
    language: str = ""
    parameters: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True)
class Why:
    """Why a paper did not come out: a message id, and what fills its places."""

    text: str = ""
    printer: str = ""
    reason: str = ""

    def words(self) -> str:
        """In the current language."""
        said = _(self.text) if self.text else ""
        return said.format(printer=self.printer, reason=self.reason)


@dataclass(frozen=True)
class PrintJob:
    """A paper in the queue. `problem`: what the print system said, for whoever mends it.

    `tries` says which try the other values are of: who goes on names it. Times are epoch seconds.
    """

    job_id: int
    order: PrintOrder
    profile: Profile
    state: JobState
    target: str
    job: str
    why: Why
    problem: str
    tries: int
    at: int
    tried_at: int
    staff: str


@dataclass(frozen=True)
class Outcome:
    """How a try ended, as it is written down. `target`: the printer; `job`: its number there."""

    state: JobState
    target: str = ""
    job: str = ""
    why: Why = Why()
    problem: str = ""
