"""Everything that must hold before a change lands; goes on after a failure and lists all of them.

`--lint` leaves the tests out; `--soak` runs the long forms of the tests alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

LINT = (
    ("format", "ruff", "format", "--check", "."),
    ("ruff", "ruff", "check", "."),
    ("types", "mypy"),
    ("types of the tools", "mypy", "tools"),
    ("floors", "lint-imports", "--no-cache"),
    ("translations", "python", "tools/translations.py", "check"),
)
TESTS = ("tests", "pytest", "-n", "2", "-m", "not soak")
SOAK = ("soak", "pytest", "-m", "soak", "--timeout", "3600", "-s")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    choice = arguments.add_mutually_exclusive_group()
    choice.add_argument("--lint", action="store_true")
    choice.add_argument("--soak", action="store_true")
    chosen = arguments.parse_args()
    steps = (SOAK,) if chosen.soak else LINT if chosen.lint else (*LINT, TESTS)
    failed = [name for name, *command in steps if not holds(name, *command)]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll of it holds.")
    return 1 if failed else 0


def holds(name: str, program: str, *arguments: str) -> bool:
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    # Tests draw their windows in memory; those that need a real one start a display themselves.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([BIN / program, *arguments], cwd=ROOT, env=environment, check=False)
    word = "holds" if done.returncode == 0 else "FAILED"
    print(f"-- {name} {word} ({time.monotonic() - began:.0f} s)", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
