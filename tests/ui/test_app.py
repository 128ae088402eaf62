"""The window as a program: quick to start, and never a traceback on the screen."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from expatdesk.clock import FixedClock
from expatdesk.ui.app import Furniture, remembered_language, run
from expatdesk.ui.context import Desk
from expatdesk.ui.crash import CrashGuard, ErrorWindow, report_of
from expatdesk.ui.kit import PlainLabel
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, Page, PageSpec


def furnish(desk: Desk) -> Furniture:
    def opened(window: MainWindow) -> None:
        QTimer.singleShot(0, window.close)

    page = PageSpec("today", "today", lambda: "Today", Page)
    return Furniture([page], new_page="today", ready=opened)


def test_importing_the_window_loads_nothing_heavy() -> None:
    code = (
        "import sys, expatdesk.ui.app; "
        "heavy = 'sqlalchemy reportlab alembic babel keyring phonenumbers pypdfium2 icalendar'; "
        "print([name for name in heavy.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_window_opens_and_remembers_where_it_was(
    qapp: QApplication, clock: FixedClock, tmp_path: Path
) -> None:
    centre = SimpleNamespace(clock=clock)
    code = run(lambda: centre, furnish, folder=tmp_path, language="nl", theme="light")
    assert code == 0
    kept = Preferences(tmp_path / "window.ini")
    assert kept.text("window/page") == "today"
    assert remembered_language(kept) == "nl"
    assert not kept.state("window/geometry").isEmpty()
    assert not any(t.name.startswith("expatdesk-") for t in threading.enumerate())


def test_a_centre_that_cannot_be_opened_is_said_in_words(
    qapp: QApplication, tmp_path: Path
) -> None:
    said: list[str] = []

    def refuse() -> SimpleNamespace:
        raise OSError("secret detail")

    def look() -> None:
        for window in qapp.topLevelWidgets():
            if isinstance(window, ErrorWindow):
                said.extend(label.text() for label in window.findChildren(PlainLabel))
                window.accept()

    timer = QTimer(singleShot=True, interval=0)
    timer.timeout.connect(look)
    timer.start()
    code = run(
        refuse,  # type: ignore[arg-type]
        furnish,
        folder=tmp_path,
        language="en",
        theme="light",
        wording=lambda error: "The folder cannot be read." if isinstance(error, OSError) else None,
    )
    assert code == 1
    assert "The folder cannot be read." in said
    assert not any("secret" in words for words in said)


def failing() -> None:
    raise ValueError("Okonkwo was here")


def test_a_report_names_the_places_and_not_the_data() -> None:
    with pytest.raises(ValueError, match="Okonkwo") as caught:
        failing()
    report = report_of(caught.type, caught.tb)
    assert report.startswith("ValueError")
    assert "failing" in report
    assert "Okonkwo" not in report
    assert str(Path.home()) not in report


def dialogs() -> list[QDialog]:
    windows = QApplication.topLevelWidgets()
    return [w for w in windows if isinstance(w, ErrorWindow) and w.isVisible()]


def test_ten_failures_open_one_window_and_the_work_goes_on(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guard = CrashGuard(tmp_path / "crash.log")
    guard.install()
    try:
        for _number in range(10):
            try:
                failing()
            except ValueError:
                sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        qtbot.waitUntil(guard.is_showing)
        QApplication.processEvents()
        shown = dialogs()
        assert len(shown) == 1
        assert not shown[0].isModal()
        gone: list[bool] = []
        shown[0].destroyed.connect(lambda: gone.append(True))
        shown[0].close()
        qtbot.waitUntil(lambda: gone == [True])
        assert not guard.is_showing()
    finally:
        guard.remove()
    assert "Okonkwo" not in (tmp_path / "crash.log").read_text() + capsys.readouterr().err


def test_a_failure_in_another_thread_is_shown_too(qtbot: QtBot, tmp_path: Path) -> None:
    guard = CrashGuard(tmp_path / "missing" / "crash.log")
    guard.install()
    try:
        thread = threading.Thread(target=failing)
        thread.start()
        thread.join()
        qtbot.waitUntil(guard.is_showing)
        dialogs()[0].close()
    finally:
        guard.remove()


def test_preferences_survive_nonsense(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text("[window]\nwidth=many\nlanguage=@Invalid()\n")
    kept = Preferences(file)
    assert kept.number("window/width", 1440) == 1440
    assert remembered_language(kept) in {"en", "nl"}
    kept.set("window/width", 1200)
    assert kept.flush()
    assert Preferences(file).number("window/width") == 1200
