"""The data of `make demo`: seven years of a centre, filled in bulk, and then verified."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench._measure import Figure, within
from bench._sample import expatdesk, fill, years

MUST_BE = 60.0


def figures(scale: float = 1.0) -> list[Figure]:
    return list(_figures(scale))


def _figures(scale: float) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="expatdesk-bench-") as folder:
        home = Path(folder) / "centre"
        started = time.perf_counter()
        fill(home, scale)
        filled = time.perf_counter() - started
        yield within(f"sample centre, {years(scale)} years: filled", filled, MUST_BE, "s")
        started = time.perf_counter()
        done = expatdesk(home, "verify")
        taken = time.perf_counter() - started
    laws = [line for line in done.stdout.splitlines() if line]
    broken = [line for line in laws if not line.startswith("ok")]
    yield Figure(
        "… and verified",
        f"{len(laws)} laws in {taken:.1f} s",
        "–",
        f"{len(broken)} broken",
        "0 broken",
        done.returncode == 0 and bool(laws) and not broken,
    )
