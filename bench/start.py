"""From the start of the process to the agenda drawn with its data, on the sample centre.

The floor is a process that shows a bare `QMainWindow`, imports `sqlalchemy.orm` and configures as
many plain mapped classes, of as many columns, as we have. Both are timed from outside, until they
say that they have painted.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench._measure import Figure, at_most, count_of, median, ms, ratio, scaled
from bench._sample import ROOT, environment, moment, sample
from expatdesk.model.base import Base

MUST_BE = 2.0
ROUNDS = 15
NOT_YET = (
    "reportlab", "alembic", "keyring", "babel", "psycopg", "phonenumbers", "pypdfium2", "uharfbuzz",
    "markdown_it", "PIL", "escpos", "expatdesk.ui.sheets.page", "expatdesk.ui.till.page",
)  # fmt: skip
"""Nothing of these is needed before a document, an upgrade, a key or a server is asked for."""


def figures(scale: float = 1.0) -> list[Figure]:
    return list(_figures(scale))


def _figures(scale: float) -> Iterator[Figure]:
    classes = list(Base.registry.mappers)
    columns = round(sum(len(one.columns) for one in classes) / len(classes)) - 1
    with sample(scale) as home, tempfile.TemporaryDirectory() as bytecode:
        # As the window of last time left it.
        (home / "window.ini").write_text("[window]\npage=agenda\nlanguage=en\ntheme=light\n")
        ours = [str(ROOT / "bench/_start_ours.py"), str(home), moment(home).isoformat()]
        bare = [str(ROOT / "bench/_start_floor.py"), str(len(classes)), str(columns)]
        where = Path(bytecode)
        loaded = set(_painted(ours, where)[1].split())
        _painted(bare, where)
        pairs = [
            (_painted(ours, where)[0], _painted(bare, where)[0])
            for _round in range(scaled(ROUNDS, scale, 2))
        ]
    mine, floor = [one for one, _ in pairs], [other for _, other in pairs]
    yield at_most(
        "process start to the agenda with data",
        ratio(mine, floor),
        MUST_BE,
        ours=ms(median(mine)),
        floor=ms(median(floor)),
    )
    early = [name for name in NOT_YET if name in loaded]
    yield count_of("… heavy packages imported before they are needed", len(early), 0)


def _painted(script: list[str], bytecode: Path) -> tuple[float, str]:
    """Milliseconds until the process has painted, and what it says; its end is waited for."""
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(PYTHONPYCACHEPREFIX=str(bytecode)),
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        taken = 1000 * (time.perf_counter() - started)
    if not said:
        raise RuntimeError(f"{script[0]} ended with {process.returncode} and painted nothing")
    return taken, said
