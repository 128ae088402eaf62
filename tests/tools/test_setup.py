"""Setting up says what is missing, installs it where it may, and does nothing twice."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, on a machine where everything is there, and a checkout of its own."""
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "tools" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(module, "_loads", lambda _library: True)
    monkeypatch.setattr(module.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(module.sys, "argv", ["setup.py", "--tests"])
    monkeypatch.setattr(module.sys, "platform", "linux")
    return module


@pytest.fixture
def steps(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done, in order; nothing is installed."""
    done: list[str] = []
    monkeypatch.setattr(setup, "_environment", lambda: done.append("environment"))
    monkeypatch.setattr(setup, "_packages", lambda: done.append("packages"))
    monkeypatch.setattr(setup, "_apt_installs", lambda names: bool(done.append(" ".join(names))))
    return done


def test_the_second_time_there_is_nothing_to_do(setup: ModuleType, steps: list[str]) -> None:
    setup.main()
    setup.main()
    assert steps == ["environment", "packages"]


def test_other_packages_in_the_list_are_installed_again(
    setup: ModuleType, steps: list[str], tmp_path: Path
) -> None:
    setup.main()
    (tmp_path / "pyproject.toml").write_text("[project] # one more")
    setup.main()
    assert steps == ["environment", "packages"] * 2


def test_where_nothing_may_be_installed_one_sentence_names_it(
    setup: ModuleType, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "_loads", lambda library: library != "libEGL.so.1")
    with pytest.raises(SystemExit, match=r"apt-get install libegl1$"):
        setup.main()
    assert steps == ["libegl1"]


def test_what_only_a_real_window_needs_stops_nothing(
    setup: ModuleType,
    steps: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(setup, "_loads", lambda library: library != "libxcb-cursor.so.0")
    setup.main()
    assert steps == ["libxcb-cursor0", "environment", "packages"]
    assert "apt-get install libxcb-cursor0" in capsys.readouterr().out


def test_the_tests_of_printing_get_their_print_system(
    setup: ModuleType,
    steps: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda name: None if "cups" in name else name)
    setup.main()
    assert steps == ["cups-daemon", "environment", "packages"]
    assert "The tests that print fail without" in capsys.readouterr().out
    monkeypatch.setattr(setup.sys, "argv", ["setup.py"])
    setup.main()
    assert len(steps) == 3


def test_a_print_server_beside_the_path_is_found(
    setup: ModuleType, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        setup.shutil, "which", lambda name: None if name in {"cupsd", "pdftopdf"} else name
    )
    setup.main()
    assert steps == ["environment", "packages"]


def test_without_root_and_without_sudo_nothing_is_tried(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup.shutil, "which", lambda name: None if name == "sudo" else name)
    monkeypatch.setattr(setup, "_quietly", lambda *_command: pytest.fail("was run"))
    assert setup._apt_installs(["libegl1"]) is False


@pytest.mark.parametrize("answer", [0, 1])
def test_sudo_is_used_only_if_it_asks_for_no_password(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(
        setup.subprocess,
        "run",
        lambda command, **_how: subprocess.CompletedProcess(command, answer),
    )
    monkeypatch.setattr(setup, "_quietly", lambda *command: not ran.append(" ".join(command)))
    assert setup._apt_installs(["libegl1"]) is (answer == 0)
    assert all(line.startswith("/usr/bin/sudo -n env ") for line in ran)
    assert len(ran) == (2 if answer == 0 else 0)


def test_an_older_python_is_told_which_one_is_needed(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 10, 12))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        setup.main()


def test_the_libraries_that_are_named_exist_under_that_name() -> None:
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "tools" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert sys.platform != "linux" or module._loads("libc.so.6")
    assert not module._loads("libnowhere.so.1")
    # These tests draw windows, so what every window needs is there.
    assert all(module._loads(library) for library in module.QT_ALWAYS)
