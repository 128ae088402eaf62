"""Set up everything that this checkout needs, once: .venv, packages, Qt's system libraries.

Runs under the system's own Python (3.11 or newer) and needs nothing but its standard library. A
stamp in .venv remembers which packages were set up; while nothing changes, this takes a moment.
Where it may not install system packages it says in one sentence what to install.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up-for"

# What is loaded -> the package of Debian and Ubuntu that has it.
QT_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
QT_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# A display without a screen, for the tests that open a real window.
TEST_DISPLAY = {"Xvfb": "xvfb", "xauth": "xauth"}
# A print system, for the tests that print; they start one of their own.
TEST_PRINTING = {"cupsd": "cups-daemon", "lp": "cups-client", "pdftopdf": "cups-core-drivers"}
# Programs that no user calls stand beside the PATH of many users.
BESIDE_PATH = ("/usr/sbin", "/usr/lib/cups/filter")


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  whatever Python the machine has runs this
        _stop(
            f"ExpatDesk needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}."
        )
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--tests", action="store_true", help="what tests need besides")
    for_tests: bool = arguments.parse_args().tests
    if sys.platform == "linux":
        _system_libraries(for_tests=for_tests)
    wanted = _fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    _environment()
    _packages()
    STAMP.write_text(wanted, encoding="utf-8")


def _fingerprint() -> str:
    """Changes when the list of packages, this script, the Python or the place changes."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), Path(__file__).read_bytes()]
    parts += [sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _system_libraries(*, for_tests: bool) -> None:
    needed = [package for name, package in QT_ALWAYS.items() if not _loads(name)]
    window = [package for name, package in QT_WINDOW.items() if not _loads(name)]
    printing = []
    if for_tests:
        window += [package for name, package in TEST_DISPLAY.items() if not _finds(name)]
        printing = [package for name, package in TEST_PRINTING.items() if not _finds(name)]
    missing = needed + window + printing
    if not missing or _apt_installs(missing):
        return
    sentence = f"please install them, for example: apt-get install {' '.join(missing)}"
    if needed:
        _stop(f"Qt's system libraries are missing and may not be installed from here; {sentence}")
    if window:
        _say(f"A window on a display needs some more system packages; {sentence}")
    if printing:
        _say(f"The tests that print fail without some more system packages; {sentence}")


def _finds(program: str) -> bool:
    return any(shutil.which(str(Path(folder, program))) for folder in ("", *BESIDE_PATH))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt_installs(packages: list[str]) -> bool:
    """Whether apt could install them: as root, or through sudo if it asks for no password."""
    apt = shutil.which("apt-get")
    prefix = _as_root()
    if apt is None or prefix is None:
        return False
    _say(f"Installing system packages: {' '.join(packages)}")
    install = ["install", "-y", "-qq", "--no-install-recommends", *packages]
    # Through sudo the environment would be lost.
    silent = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", apt]
    return all(_quietly(*silent, *command) for command in (["update", "-qq"], install))


def _quietly(*command: str) -> bool:
    """Run it, and show what it said only where it failed."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        _say(done.stdout)
    return done.returncode == 0


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run([sudo, "-n", "true"], check=False, capture_output=True)
    return [sudo, "-n"] if asked.returncode == 0 else None


def _environment() -> None:
    if _python().is_file() and _runs("-c", "import pip"):
        return
    try:
        import ensurepip  # noqa: F401  Debian has it in a package of its own
    except ImportError:
        package = f"python3.{sys.version_info.minor}-venv"
        if sys.platform != "linux" or not _apt_installs([package]):
            _stop(
                f"Python's venv is not complete here; please install it: apt-get install {package}"
            )
    _say("Making .venv")
    venv.create(VENV, clear=True, with_pip=True)


def _packages() -> None:
    _say("Installing packages into .venv (a few minutes the first time)")
    pip: tuple[str, ...] = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    if os.geteuid() == 0:
        # pip warns of root; in an environment of its own there is nothing to warn of.
        pip = (*pip, "--root-user-action=ignore")
    steps = (("--upgrade", "pip>=25.1"), ("--editable", ".", "--group", "dev"))
    if not all(_runs(*pip, *step) for step in steps):
        _stop("The packages could not be installed; what pip says stands above.")


def _python() -> Path:
    return VENV / "bin" / "python"


def _runs(*arguments: str) -> bool:
    return subprocess.run([_python(), *arguments], cwd=ROOT, check=False).returncode == 0


def _say(text: str) -> None:
    print(text, flush=True)


def _stop(text: str) -> None:
    sys.exit(text)


if __name__ == "__main__":
    main()
