"""The sample centre as `make demo` makes it, in a folder of its own, and processes that use it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bench._measure import scaled
from expatdesk.application import open_centre
from expatdesk.storage.place import Place
from expatdesk.workflows.sample import moment_of

ROOT = Path(__file__).parents[1]
YEARS = 7


def years(scale: float) -> int:
    return scaled(YEARS, scale)


@contextmanager
def sample(scale: float) -> Iterator[Path]:
    """The folder of a sample centre."""
    with tempfile.TemporaryDirectory(prefix="expatdesk-bench-") as folder:
        home = Path(folder) / "centre"
        fill(home, scale)
        yield home


def fill(home: Path, scale: float) -> None:
    expatdesk(home, "demo", "--years", str(years(scale)), "--no-window", check=True)


def moment(home: Path) -> datetime:
    """Where the clock of the sample stands."""
    centre = open_centre(Place.folder(home), create=False)
    try:
        return moment_of(centre) or centre.clock.now()
    finally:
        centre.store.close()


def expatdesk(home: Path, *arguments: str, check: bool = False) -> subprocess.CompletedProcess[str]:
    """The program itself, as from a command line."""
    return subprocess.run(
        [sys.executable, "-m", "expatdesk", "--data", str(home), *arguments],
        check=check,
        capture_output=True,
        text=True,
        env=environment(),
        cwd=ROOT,
    )


def environment(**more: str) -> dict[str, str]:
    """As a user has it: without a display, and with bytecode that is kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **more}
