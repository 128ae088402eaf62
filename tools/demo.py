"""Open the window on the sample centre; without a display, draw the tour of it instead.

The sample centre lives in demo-data/ of this checkout, apart from any real centre. Its days end
today, so that a new one is made on another day and the old one goes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "demo-data"
TOUR = ROOT / "tour"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--tour", action="store_true", help="draw the tour, display or not")
    wants_tour: bool = arguments.parse_args().tour
    if not wants_tour and has_display():
        return expatdesk("demo")
    if not wants_tour:
        print("There is no display here, so the tour of the windows is drawn instead.", flush=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    failed = expatdesk("demo", "--no-window") or expatdesk("tour", str(TOUR))
    if not failed:
        print(f"The tour is in {TOUR}.")
    return failed


def has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def expatdesk(*arguments: str) -> int:
    program = Path(sys.executable).with_name("expatdesk")
    return subprocess.run([program, "--data", data_of_today(), *arguments], check=False).returncode


def data_of_today() -> Path:
    today = SAMPLES / datetime.now(tz=ZoneInfo("Europe/Amsterdam")).date().isoformat()
    for old in SAMPLES.glob("20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]"):
        if old != today:
            shutil.rmtree(old)
    today.mkdir(parents=True, exist_ok=True)
    return today


if __name__ == "__main__":
    sys.exit(main())
