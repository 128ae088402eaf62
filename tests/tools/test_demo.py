"""The demonstration: a window where there is a display, the tour where there is none."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo_script", ROOT / "tools" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "SAMPLES", tmp_path / "demo-data")
    monkeypatch.setattr(module.sys, "argv", ["demo.py"])
    monkeypatch.setattr(module.sys, "platform", "linux")
    # Put back what main() sets.
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return module


@pytest.fixture
def runs(demo: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What expatdesk was asked for; all of it succeeds."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(demo, "expatdesk", lambda *arguments: int(bool(asked.append(arguments))))
    return asked


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_with_a_display_the_window_opens(
    demo: ModuleType,
    runs: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    monkeypatch.setenv(variable, ":0")
    assert demo.main() == 0
    assert runs == [("demo",)]


def test_without_a_display_it_says_so_and_draws_the_tour(
    demo: ModuleType, runs: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo.main() == 0
    assert runs == [("demo", "--no-window"), ("tour", str(demo.TOUR))]
    assert "no display" in capsys.readouterr().out


def test_no_tour_is_drawn_of_a_sample_that_failed(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(demo, "expatdesk", lambda *words: asked.append(words[0]) or 2)
    assert demo.main() == 2
    assert asked == ["demo"]


def test_the_sample_of_another_day_goes_and_nothing_else(demo: ModuleType) -> None:
    old, kept = demo.SAMPLES / "2001-01-01", demo.SAMPLES / "notes"
    old.mkdir(parents=True)
    kept.mkdir()
    today = demo.data_of_today()
    assert set(demo.SAMPLES.iterdir()) == {today, kept}
    (today / "centre").write_text("as it is")
    assert (demo.data_of_today() / "centre").read_text() == "as it is"
