"""Each figure can be taken. How long things last is said by `make bench`, on a quiet machine;
what does not depend on the machine must hold here too.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def taken(module: str) -> list[str]:
    """The lines of a quick look at one module: "ok" or "NO", then the figure."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", module, "--scale", "0.01"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=110,
        check=False,
    )
    *lines, last = done.stdout.splitlines() or [""]
    assert re.fullmatch(rf"\d+ of {len(lines)} figures hold\.", last), done.stderr
    return lines


@pytest.mark.parametrize(
    ("module", "count"),
    [
        ("start", 2),
        ("agenda_day", 2),
        ("gap", 1),
        ("search", 6),
        ("booking", 4),
        ("receipt_pdf", 3),
        ("sheets", 3),
    ],
)
def test_every_figure_is_taken(module: str, count: int) -> None:
    lines = taken(module)

    assert len(lines) == count
    fixed = [line for line in lines if "statements" in line or "heavy packages" in line]
    assert all(line.startswith("ok") for line in fixed), fixed


def test_free_places_cost_four_statements_at_the_most_on_both_databases() -> None:
    counts = [line for line in taken("places") if "statements" in line]

    assert len(counts) == 4
    assert all(line.startswith("ok") for line in counts), counts


def test_the_sample_is_filled_in_time_and_every_law_holds() -> None:
    assert [line[:2] for line in taken("sample")] == ["ok", "ok"]
