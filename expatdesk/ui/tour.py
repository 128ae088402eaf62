"""The tour: each window of a centre as a picture, and each document as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from expatdesk.clock import day_of
from expatdesk.documents.parts import Layout
from expatdesk.paths import data_dir
from expatdesk.ui.app import Furniture, application_of, dress, make_window
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of, search_of
from expatdesk.ui.language import speak
from expatdesk.ui.main import Keeper
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow

if TYPE_CHECKING:
    from expatdesk.application import Centre

SIZE = QSize(1440, 900)
SETTLE_MS = 150  # for timers that fetch a moment after the last answer
ROUNDS = 4


def draw(centre: Centre, folder: Path, *, language: str, theme: str) -> Iterator[Path]:
    """Opens each window on the centre's data and draws it; then the documents.

    Yields the path of each file as it is written. Raises OSError where the folder cannot be
    written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    application = application_of(["expatdesk"])
    with TemporaryDirectory(prefix="expatdesk-tour-") as memory:
        preferences = Preferences(Path(memory) / "window.ini")
        dress(application, preferences, cast("Literal['light', 'dark']", theme))
        speak(language)
        operations = Operations()
        try:
            desk = Desk(centre, operations, preferences, centre.clock, language=language)
            yield from _windows(desk, folder, f"{language}-{theme}")
        finally:
            operations.shutdown()
    yield from _documents(centre, folder, language)


def _windows(desk: Desk, folder: Path, suffix: str) -> Iterator[Path]:
    window = _window(desk)
    for name, opens in _stops(desk).items():
        opens(window)
        _settle(desk)
        path = folder / f"{name}-{suffix}.png"
        if not window.grab().save(str(path)):
            raise OSError(f"cannot write {path}")
        yield path
    window.close()


def _window(desk: Desk) -> MainWindow:
    """The main window as it stands on a desk, with somebody at work."""
    centre = desk.services
    window = make_window(desk, Furniture(pages_of(desk), search_of(desk)))
    place = centre.store.place
    backups = place.backups if place.dialect == "sqlite" else data_dir() / "backups"
    keeper = Keeper(desk, backups)
    window.resize(SIZE)
    keeper.take(window)
    _settle(desk)
    window.start("today")
    window.show()
    window.count_badges()
    return window


def _stops(desk: Desk) -> dict[str, Callable[[MainWindow], object]]:
    """Where the tour stops, and how it gets there."""
    visits = _interesting(desk.services)
    day = desk.today()

    def to(page: str, **arguments: object) -> Callable[[MainWindow], object]:
        return lambda window: window.open_page(page, **arguments)

    stops: dict[str, Callable[[MainWindow], object]] = {
        "1-today": to("today"),
        "2-agenda": to("agenda", day=day, visit=visits["arrived"]),
        "2-agenda-done": to("agenda", day=day, visit=visits["done"]),
        "3-booking": to("booking", day=day, person=visits["person"]),
        "4-people": to("people", person=visits["person"]),
        "5-organisations": to("organisations"),
        "6-till": to("till"),
        "6-till-charge": to("till", visit=visits["due"]),
        "7-to-do": to("lists"),
        "8-sheets": to("sheets"),
        "8-sheets-packs": to("sheets", packs=True),
        "9-settings": to("settings"),
    }
    return stops


def _interesting(centre: Centre) -> dict[str, int]:
    """Visits and a person that show something: waiting, done, something still to be paid."""
    today = day_of(int(centre.clock.now().timestamp()))
    steps = centre.appointments.day(today).steps
    if not steps:
        today -= timedelta(days=1)
        steps = centre.appointments.day(today).steps

    def first(*wanted: str) -> int:
        found = [s.visit_id for s in steps if s.state.value in wanted or s.money.kind in wanted]
        return found[0] if found else (steps[0].visit_id if steps else 0)

    due = [s for s in steps if s.money.kind == "due" and s.state.value in ("arrived", "at_desk")]
    visit_id = due[0].visit_id if due else first("due")
    family = max(steps, key=lambda step: step.party_size, default=None)
    person = 0
    if family is not None:
        person = centre.appointments.visit(family.visit_id).comers[0].person_id
    return {
        "arrived": first("arrived"),
        "done": first("done"),
        "due": visit_id,
        "person": person,
    }


def _settle(desk: Desk) -> None:
    """Waits until everything asked for has come and been painted."""
    for _round in range(ROUNDS):
        desk.operations.wait_until_idle(20_000)
        loop = QEventLoop()
        QTimer.singleShot(SETTLE_MS, loop.quit)
        loop.exec()
    QApplication.processEvents()


def _documents(centre: Centre, folder: Path, language: str) -> Iterator[Path]:
    from expatdesk.workflows.tour_papers import papers_of

    for name, pdf in papers_of(centre, language, Layout.A5):
        path = folder / f"{name}-{language}.pdf"
        path.write_bytes(pdf)
        yield path
