"""Everything that travels with the program is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from expatdesk import paths


def test_a_checkout_reads_its_own_resources_and_translations() -> None:
    root = Path(__file__).resolve().parent.parent
    assert paths.resources_dir() == root / "resources"
    assert paths.translations_dir() == root / "translations"


def test_a_wheel_reads_what_it_carries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_data" / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resources_dir() == tmp_path / "_data" / "resources"


def test_asking_where_data_would_live_makes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert paths.data_dir() == tmp_path / "data" / "ExpatDesk"
    assert list(tmp_path.iterdir()) == []


def test_only_paths_asks_a_module_for_its_place() -> None:
    package = Path(paths.__file__).parent
    # Alembic loads its own files by their place.
    asking = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "__file__" in path.read_text(encoding="utf-8") and "migrations" not in path.parts
    }
    assert asking == {"paths.py"}
