"""What is installed elsewhere finds its resources and speaks Dutch without the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


def test_every_resource_travels(names: list[str]) -> None:
    resources = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("resources/**/*.*")}
    assert {f"expatdesk/_data/{name}" for name in resources} <= set(names)


def test_the_catalogue_travels_compiled_and_without_its_source(names: list[str]) -> None:
    assert "expatdesk/_data/translations/nl/LC_MESSAGES/expatdesk.mo" in names
    assert not [name for name in names if name.endswith((".po", ".pot"))]


def test_tests_and_tools_stay_at_home(names: list[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert len(tops) == 2
    assert "expatdesk" in tops
    assert not [name for name in names if "test" in name.lower().split("/") or "demo-data" in name]


def test_the_licences_travel(names: list[str]) -> None:
    licences = [name.partition("/licenses/")[2] for name in names if "/licenses/" in name]
    assert {
        "LICENSE",
        "resources/fonts/inter/LICENSE",
        "resources/fonts/noto/LICENSE",
        "resources/icons/LICENSE",
    } <= set(licences)


def test_unpacked_elsewhere_it_finds_its_own_and_speaks_dutch(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    question = (
        "from expatdesk import paths, i18n, formats\n"
        "i18n.set_language('nl')\n"
        "print(paths.resources_dir(), i18n._('“{text}” is not an amount.'), sep='\\n')\n"
    )
    # -P and -s keep the checkout and the person's own packages out of the search.
    asked = subprocess.run(
        [sys.executable, "-s", "-P", "-c", question],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    resources, text = asked.stdout.splitlines()
    assert Path(resources) == tmp_path / "expatdesk" / "_data" / "resources"
    assert text == "“{text}” is geen bedrag."
