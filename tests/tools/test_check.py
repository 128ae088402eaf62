"""One run of the checks shows everything that is wrong."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script; its steps say `import sys; sys.exit(...)`."""
    spec = importlib.util.spec_from_file_location("check_script", ROOT / "tools" / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.sys, "argv", ["check.py"])
    return module


def step(name: str, code: int) -> tuple[str, ...]:
    return name, Path(sys.executable).name, "-c", f"raise SystemExit({code})"


def test_all_steps_run_and_all_that_fail_are_named(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "LINT", (step("one", 1), step("two", 0)))
    monkeypatch.setattr(check, "TESTS", step("three", 3))
    assert check.main() == 1
    assert "Failed: one, three" in capsys.readouterr().out


def test_it_passes_only_if_all_pass(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "LINT", (step("one", 0),))
    monkeypatch.setattr(check, "TESTS", step("two", 0))
    assert check.main() == 0
    assert "All of it holds" in capsys.readouterr().out


def test_ci_runs_what_a_desk_runs() -> None:
    run = ROOT / ".ci" / "run"
    assert run.stat().st_mode & 0o111
    assert run.read_text(encoding="utf-8").splitlines()[-1].endswith("exec make test")


def test_every_program_that_is_run_is_installed(check: ModuleType) -> None:
    for _name, program, *_arguments in (*check.LINT, check.TESTS, check.SOAK):
        assert (check.BIN / program).is_file(), program
