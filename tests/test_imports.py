"""The window is there before anything is imported that it does not need yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from databases import Templates

from expatdesk.clock import FixedClock
from expatdesk.storage.place import Place
from expatdesk.storage.store import Store
from expatdesk.workflows.founding import found

SCENARIO = Path(__file__).parent / "data" / "scenario-centre.toml"

# The program as the command line starts it, closed when its agenda is painted.
CODE = """
import sys
from pathlib import Path
from expatdesk import cli
from expatdesk.storage.place import Place
from expatdesk.application import load
load()
from expatdesk.ui import main

loaded = []

def painted(keeper, window):
    assert window.current_name == "agenda"
    loaded.extend(sys.modules)
    window.close()

main.Keeper.start = painted
code = cli._open_window(Place.folder(Path(sys.argv[1])))
assert code == 0
print(" ".join(loaded))
"""

HEAVY = (
    "PIL",
    "alembic",
    "babel",
    "bidi",
    "email_validator",
    "escpos",
    "holidays",
    "icalendar",
    "keyring",
    "markdown_it",
    "mdit_py_plugins",
    "phonenumbers",
    "psycopg",
    "pypdfium2",
    "reportlab",
    "segno",
    "stdnum",
    "uharfbuzz",
    "uniseg",
    "usb",
    "yaml",
)


@pytest.fixture
def dialect() -> str:
    return "sqlite"


def test_until_the_agenda_is_painted_nothing_heavy_is_imported(
    store: Store, place: Place, clock: FixedClock, templates: Templates
) -> None:
    found(store, clock, SCENARIO)
    store.close()
    (place.home / "window.ini").write_text("[window]\npage=agenda\nlanguage=en\n")

    done = subprocess.run(
        [sys.executable, "-c", CODE, str(place.home)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[1],
    )

    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "expatdesk.ui.agenda.page" in loaded
    assert [name for name in HEAVY if name in loaded] == []
