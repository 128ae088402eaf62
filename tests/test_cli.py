"""The command line: each command, and what it says when something is in the way."""

from __future__ import annotations

import os
import pwd
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from databases import Templates
from samples import Samples
from storage.later import later_program

from expatdesk import __version__, cli, i18n
from expatdesk.application import open_centre
from expatdesk.storage.place import Place
from expatdesk.workflows.sample import moment_of

WEDNESDAY = "2026-11-25 11:05"
ONLY_SQLITE = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever the machine speaks, and as it was afterwards."""
    before = i18n.current_language()
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    yield
    i18n.set_language(before)


@pytest.fixture(scope="module")
def samples(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return Samples(templates, tmp_path_factory.mktemp("samples"))


@pytest.fixture
def sample(samples: Samples, dialect: str) -> Iterator[Place]:
    """A sample centre, closed."""
    with samples.store(dialect, WEDNESDAY) as store:
        store.close()
        yield store.place


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the window was asked for, instead of a window."""
    asked: list[dict[str, Any]] = []

    def open_window(place: Place, *, now: datetime | None = None, sample: bool = False) -> int:
        asked.append({"place": place, "now": now, "sample": sample})
        return 0

    monkeypatch.setattr(cli, "_open_window", open_window)
    return asked


def run(*arguments: str, place: Place | None = None) -> Result:
    where: tuple[str, ...] = ()
    if place is not None:
        where = ("--database", place.address) if place.address else ("--data", str(place.home))
    return CliRunner().invoke(cli.main, [*where, *arguments], catch_exceptions=False)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everywhere, so it becomes somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


class TestHelp:
    @pytest.mark.parametrize("command", ["demo", "tour", "verify", "backup", "restore"])
    def test_each_command_is_documented_in_plain_words(self, command: str) -> None:
        overview = run("--help").output
        assert re.search(rf"^  {command} +[A-Z]", overview, re.MULTILINE)
        result = run(command, "--help")
        assert result.exit_code == 0
        assert len(result.output) > 150

    def test_it_names_the_places_and_the_exit_codes(self) -> None:
        text = run("--help").output
        for word in ("--data DIR", "--database URL", "Exit codes"):
            assert word in text

    def test_it_says_its_version(self) -> None:
        assert run("--version").output.strip().endswith(__version__)


class TestWindow:
    def test_without_a_command_the_window_opens_on_the_folder(
        self, opened: list[dict[str, Any]], tmp_path: Path
    ) -> None:
        assert run("--data", str(tmp_path)).exit_code == 0
        assert opened == [{"place": Place.folder(tmp_path), "now": None, "sample": False}]

    def test_or_on_the_database(self, opened: list[dict[str, Any]]) -> None:
        run("--database", "postgresql://desk@server/centre")
        assert opened[0]["place"] == Place.url("postgresql://desk@server/centre")

    def test_or_on_the_users_own_folder(
        self, opened: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(cli, "data_dir", lambda: tmp_path / "own")
        run()
        assert opened[0]["place"] == Place.folder(tmp_path / "own")

    def test_not_on_both(self, tmp_path: Path) -> None:
        result = run("--data", str(tmp_path), "--database", "postgresql://desk@server/centre")
        assert result.exit_code == 2
        assert "not both" in result.output

    def test_not_on_something_else(self) -> None:
        result = run("--database", "mysql://server/centre")
        assert result.exit_code == 2
        assert "postgresql://" in result.output


class TestDemo:
    def test_it_fills_an_empty_folder_and_opens_the_window(
        self, opened: list[dict[str, Any]], tmp_path: Path
    ) -> None:
        place = Place.folder(tmp_path / "centre")
        assert run("demo", "--years", "1", "--seed", "3", place=place).exit_code == 0
        assert opened[0]["sample"]
        again = run("demo", "--years", "1", "--seed", "3", "--no-window", place=place)
        assert again.exit_code == 0
        assert "Sample centre" not in again.output, "it is there already"
        assert len(opened) == 1

    @ONLY_SQLITE
    def test_a_sample_of_another_day_is_opened_with_its_own_clock(
        self, sample: Place, opened: list[dict[str, Any]]
    ) -> None:
        assert run("demo", "--years", "1", place=sample).exit_code == 0
        centre = open_centre(sample)
        expected = moment_of(centre)
        centre.store.close()
        assert opened[0]["now"] == expected

    @ONLY_SQLITE
    def test_another_centre_is_not_filled(self, sample: Place) -> None:
        result = run("demo", "--seed", "99", "--years", "1", place=sample)
        assert result.exit_code == 2
        assert "already a centre" in result.output

    @pytest.mark.parametrize("years", ["0", "21", "x"])
    def test_years_are_counted_from_one_to_twenty(self, years: str, tmp_path: Path) -> None:
        result = run("demo", "--years", years, place=Place.folder(tmp_path))
        assert result.exit_code == 2
        assert not list(tmp_path.iterdir())


class TestTour:
    @ONLY_SQLITE
    def test_it_draws_into_the_folder_at_the_samples_own_time(
        self, sample: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from expatdesk.ui import tour

        asked: dict[str, Any] = {}

        def draw(centre: Any, folder: Path, *, language: str, theme: str) -> Iterator[Path]:
            asked.update(now=centre.clock.now(), language=language, theme=theme)
            yield folder / "1-today.png"

        monkeypatch.setattr(tour, "draw", draw)
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
        folder = tmp_path / "tour"
        result = run("tour", str(folder), "--language", "nl", "--theme", "dark", place=sample)
        assert result.exit_code == 0
        assert result.output.strip() == str(folder / "1-today.png")
        assert (asked["language"], asked["theme"]) == ("nl", "dark")
        centre = open_centre(sample)
        moment = moment_of(centre)
        centre.store.close()
        assert moment is not None
        assert timedelta(0) <= asked["now"] - moment < timedelta(minutes=1)


class TestVerify:
    def test_each_law_in_a_line(self, sample: Place) -> None:
        result = run("verify", place=sample)
        assert result.exit_code == 0
        lines = result.output.splitlines()
        assert len(lines) >= 25
        assert all(line.startswith("ok  ") for line in lines)

    def test_it_exits_with_one_where_a_law_is_broken(self, sample: Place) -> None:
        centre = open_centre(sample)
        with centre.store.writing() as tx:
            tx.execute("DELETE FROM occupancy")
        centre.store.close()
        result = run("verify", place=sample)
        assert result.exit_code == 1
        assert "BROKEN  Appointments hold their desks" in result.output

    def test_without_a_centre_there_is_nothing_to_verify(self, tmp_path: Path) -> None:
        result = run("verify", place=Place.folder(tmp_path / "nobody"))
        assert result.exit_code == 2
        assert "There is no centre" in result.output
        assert not (tmp_path / "nobody").exists()


class TestBackupAndRestore:
    def test_there_and_back(self, sample: Place, tmp_path: Path) -> None:
        file = tmp_path / "backup.db"
        result = run("backup", str(file), place=sample)
        assert result.exit_code == 0
        assert str(file) in result.output
        target = Place.folder(tmp_path / "again")
        assert run("restore", str(file), place=target).exit_code == 0
        assert run("verify", place=target).exit_code == 0

    @ONLY_SQLITE
    def test_a_place_that_is_taken_is_not_restored_into(
        self, sample: Place, tmp_path: Path
    ) -> None:
        file = tmp_path / "backup.db"
        run("backup", str(file), place=sample)
        result = run("restore", str(file), place=sample)
        assert result.exit_code == 2
        assert "already a centre" in result.output

    def test_a_backup_that_is_not_there(self, tmp_path: Path) -> None:
        result = run("restore", str(tmp_path / "missing.db"), place=Place.folder(tmp_path / "c"))
        assert result.exit_code == 2
        assert "missing.db" in result.output
        assert not (tmp_path / "c").exists()

    def test_a_file_that_is_no_backup(self, tmp_path: Path) -> None:
        file = tmp_path / "letter.txt"
        file.write_text("Dear all")
        result = run("restore", str(file), place=Place.folder(tmp_path / "c"))
        assert result.exit_code == 2
        assert "not a whole backup" in result.output
        assert not (tmp_path / "c" / "centre.db").exists()

    @ONLY_SQLITE
    def test_a_folder_that_is_not_there(self, sample: Place, tmp_path: Path) -> None:
        result = run("backup", str(tmp_path / "nowhere" / "backup.db"), place=sample)
        assert result.exit_code == 2
        assert "cannot write" in result.output


class TestUpgrade:
    """A centre of an earlier program is brought up to date by whichever command comes first."""

    @pytest.fixture(autouse=True)
    def later(
        self, sample: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[None]:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
        with later_program(tmp_path / "scripts"):
            yield

    def test_it_says_once_where_the_copy_from_before_is(self, sample: Place) -> None:
        result = run("verify", place=sample)
        assert result.exit_code == 0
        (copy,) = sample.backups.glob("before-upgrade-*.db")
        assert "brought up to date" in result.stderr
        assert str(copy) in result.stderr
        assert "brought up to date" not in run("verify", place=sample).output

    def test_without_a_copy_it_does_not_begin_and_says_why(self, sample: Place) -> None:
        sample.backups.parent.mkdir(parents=True, exist_ok=True)
        sample.backups.write_text("in the way")
        result = run("verify", place=sample)
        assert result.exit_code == 2
        assert "nothing was changed" in result.output
        assert f"cannot write at {sample.backups}" in result.output


@pytest.mark.parametrize("command", [("verify",), ("demo", "--no-window"), ("tour", "x")])
def test_a_centre_of_a_later_program_is_refused_in_words(
    sample: Place, command: tuple[str, ...]
) -> None:
    centre = open_centre(sample)
    with centre.store.writing() as tx:
        tx.execute("UPDATE schema_meta SET schema = 999, min_program = '99.1'")
    centre.store.close()
    result = run(*command, place=sample)
    assert result.exit_code == 2
    assert "This centre needs ExpatDesk 99.1 or later." in result.output


class TestFaults:
    """Said in a sentence, never as a traceback."""

    @ONLY_SQLITE
    @pytest.mark.parametrize("command", [("verify",), ("demo", "--no-window"), ("tour", "x")])
    def test_a_damaged_file_is_said_with_the_way_out(
        self, sample: Place, command: tuple[str, ...]
    ) -> None:
        with sample.database_file.open("r+b") as stream:
            stream.write(b"no database at all" * 100)
        result = run(*command, place=sample)
        assert result.exit_code == 2
        assert "is damaged" in result.output
        assert "Traceback" not in result.output

    @ONLY_SQLITE
    def test_a_folder_that_cannot_be_written(self, sample: Place) -> None:
        sample.home.parent.chmod(0o755)
        sample.database_file.chmod(0o444)
        sample.home.chmod(0o555)
        try:
            with as_nobody():
                result = run("verify", place=sample)
        finally:
            sample.home.chmod(0o700)
        assert result.exit_code == 2
        assert "cannot write" in result.output

    def test_a_place_below_a_file_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        result = run("demo", "--no-window", place=Place.folder(tmp_path / "file" / "centre"))
        assert result.exit_code == 2
        assert "cannot write" in result.output

    def test_what_is_in_the_way_is_said_in_the_language_of_the_system(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LANG", "nl_NL.UTF-8")
        run("verify", place=Place.folder(tmp_path / "nobody"))
        assert i18n.current_language() == "nl"


def test_a_server_that_does_not_answer_is_said() -> None:
    result = run("--database", "postgresql://desk@127.0.0.1:9/centre", "verify")
    assert result.exit_code == 2
    assert "no connection" in result.output


@ONLY_POSTGRESQL
def test_the_whole_way_as_programs_of_their_own(empty_place: Place, tmp_path: Path) -> None:
    """A sample on SQLite, verified, kept, and brought back on PostgreSQL, verified again."""
    folder, file = str(tmp_path / "centre"), str(tmp_path / "kept.db")
    assert empty_place.address is not None
    said = program("--data", folder, "demo", "--years", "1", "--no-window")
    assert "Traceback" not in said
    assert "BROKEN" not in program("--data", folder, "verify")
    program("--data", folder, "backup", file)
    program("--database", empty_place.address, "restore", file)
    said = program("--database", empty_place.address, "verify")
    assert said.count("ok  ") >= 25
    assert "BROKEN" not in said


def program(*arguments: str) -> str:
    """Runs the program itself; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", "expatdesk", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
