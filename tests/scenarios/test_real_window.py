"""The program itself, started from the command line, on a real (if invisible) display."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import open_store

from expatdesk.application import assemble
from expatdesk.clock import SystemClock
from expatdesk.storage.place import Place

DRIVE = Path(__file__).parent / "drive.py"
DISPLAY_SECONDS, PROGRAM_SECONDS = 20, 110
COLOURS = 200
"""A window with text, icons and states has many; an empty or black one has a few."""


@pytest.fixture
def display() -> Iterator[str]:
    """A display without a screen. On a desk it may be missing, where the tests must pass not."""
    server = shutil.which("Xvfb")
    if server is None and not os.environ.get("CI"):
        pytest.skip("no Xvfb on this machine")
    assert server is not None, "make test installs xvfb"
    ours, theirs = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(theirs), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[theirs],
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as said:
        number = said.readline().strip()
    assert number, "the display did not start"
    yield f":{number}"
    process.terminate()
    process.wait(DISPLAY_SECONDS)


@pytest.mark.timeout(PROGRAM_SECONDS + 30)
def test_the_program_opens_books_by_keys_and_closes(display: str, tmp_path: Path) -> None:
    folder = tmp_path / "centre"
    done = subprocess.run(
        [sys.executable, DRIVE, folder],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
            "HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=PROGRAM_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert (seen["platform"], seen["start"]) == ("xcb", "today")
    assert (seen["Ctrl+N"], seen["booked"]) == ("booking", "agenda")
    assert seen["first look"] > COLOURS
    assert seen["second look"] > COLOURS
    store = open_store(Place.folder(folder), SystemClock())
    try:
        (found,) = assemble(store, SystemClock()).people.find("quirina")
    finally:
        store.close()
    assert found.full_name == "Quirina Zonderland"
