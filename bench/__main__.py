"""Takes all figures, prints them and writes docs/figures.md: `make bench`.

Names of modules after it (`python -m bench places search`) take only these, and write nothing;
neither does `--scale 0.01`, a quick look with less stored and fewer rounds.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench._measure import Figure

MODULES = (
    "start",
    "places",
    "agenda_day",
    "gap",
    "sample",
    "search",
    "booking",
    "receipt_pdf",
    "sheets",
    "sheet_editor",
)
REPORT = Path(__file__).parents[1] / "docs" / "figures.md"

_HEAD = """# Figures

What ExpatDesk must reach, measured beside its floor in the same run (`make bench`). A ratio is
the median of what each round says; floors and rounds are described at the head of each module in
`bench/`. A figure without a floor is an absolute limit.

"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(MODULES))
    parser.add_argument("--scale", type=float, default=1.0)
    asked = parser.parse_args(arguments)
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.*=false")
    taken: list[Figure] = []
    for name in asked.modules or MODULES:
        for figure in importlib.import_module(f"bench.{name}").figures(asked.scale):
            print(f"{'ok' if figure.holds else 'NO':3} {_line(figure)}", flush=True)
            taken.append(figure)
    if not asked.modules and asked.scale == 1.0:
        REPORT.write_text(_HEAD + "\n".join(_report(taken)) + "\n", encoding="utf-8")
    failed = [figure for figure in taken if not figure.holds]
    print(f"{len(taken) - len(failed)} of {len(taken)} figures hold.")
    return 1 if failed else 0


def _line(figure: Figure) -> str:
    floor = "" if figure.floor == "–" else f" (ours {figure.ours}, floor {figure.floor})"
    return f"{figure.what}: {figure.measured}{floor}, must be {figure.must_be}"


def _report(figures: Iterable[Figure]) -> Iterator[str]:
    yield f"{datetime.now(UTC):%d %B %Y}. {_machine()}"
    yield ""
    yield "| what | ours | floor | measured | must be | holds |"
    yield "|---|---|---|---|---|---|"
    for one in figures:
        holds = "yes" if one.holds else "**no**"
        yield (
            f"| {one.what} | {one.ours} | {one.floor} | {one.measured} | {one.must_be} | {holds} |"
        )


def _machine() -> str:
    """What it was measured on, in words that tell nothing of the machine's owner."""
    import PySide6
    import sqlalchemy
    import sqlcipher3

    from bench._centres import postgresql_version

    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlcipher3.sqlite_version}, "
        f"PostgreSQL {postgresql_version()}, SQLAlchemy {sqlalchemy.__version__}, "
        f"Qt {PySide6.__version__}, window drawn offscreen.{_priority()}"
    )


def _priority() -> str:
    """Whether the machine had other work to do that had to wait."""
    if not hasattr(os, "sched_getscheduler") or os.sched_getscheduler(0) == os.SCHED_OTHER:
        return ""
    return " Other work ran on the machine and had to stand back (real-time priority)."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
