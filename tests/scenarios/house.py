"""The scenario centre, and the windows that are opened on it.

Services are called here for what nobody does in the window: founding the centre, setting the
clock, and looking at what has been written.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from databases import open_store

from expatdesk.application import assemble
from expatdesk.clock import FixedClock, epoch_of, zone
from expatdesk.services.base import Actor
from expatdesk.services.setup.plan import Founded
from expatdesk.services.verification import verify
from expatdesk.storage.place import Place
from expatdesk.workflows.founding import found
from tests.scenarios.front import Front

SCENARIO = Path(__file__).parents[1] / "data" / "scenario-centre.toml"


def moment(text: str) -> datetime:
    """An instant in Amsterdam, "2026-09-14 11:17"."""
    return datetime.fromisoformat(text).replace(tzinfo=zone())


def epoch(text: str) -> int:
    """The same as epoch seconds."""
    at = moment(text)
    return epoch_of(at.date(), at.hour * 60 + at.minute)


class House:
    """A centre at a place, and the windows that are open on it."""

    def __init__(self, place: Place, clock: FixedClock, folder: Path) -> None:
        self.place, self.clock = place, clock
        self._folder = folder
        self._fronts: list[Front] = []
        self.founded = self._found()

    def _found(self) -> Founded:
        store = open_store(self.place, self.clock)
        try:
            return found(store, self.clock, SCENARIO)
        finally:
            store.close()

    def actor(self, name: str, desk: str) -> Actor:
        return Actor(
            staff_id=self.founded.staff[name],
            desk_id=self.founded.desks[desk],
            staff_name=name,
            desk_name=f"Desk {desk[-1]}",
            is_manager=name == "M. Visser",
        )

    def enter(self, name: str = "S. Jansen", desk: str = "desk1") -> Front:
        """Somebody sits down at a desk and opens the window."""
        store = open_store(self.place, self.clock)
        front = Front(assemble(store, self.clock), self.clock, self.actor(name, desk), self._folder)
        self._fronts.append(front)
        front.open()
        return front

    def close(self) -> None:
        for front in self._fronts:
            front.close()

    def power_cut(self, moment_: str, code: str, *, after_commit: bool) -> None:
        """Somebody charges a visit by PIN in a window of another process, and the power goes.

        Either just before the charge is committed, or when it is and nobody has been told.
        """
        done = subprocess.run(
            [
                sys.executable,
                str(Path(__file__).parent / "power_cut.py"),
                self.place.address or str(self.place.home),
                str(self._folder),
                moment_,
                code,
                "after" if after_commit else "before",
            ],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL, (done.returncode, done.stdout, done.stderr)

    def laws(self) -> list[str]:
        """What `verify` finds broken."""
        store = open_store(self.place, self.clock)
        try:
            return [f"{f.law}: {f.detail}" for f in verify(store) if not f.holds]
        finally:
            store.close()
