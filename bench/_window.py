"""The real window on a centre, drawn where nobody sees it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from expatdesk.application import Centre
from expatdesk.services.base import Actor
from expatdesk.ui.app import Furniture, application_of, dress, make_window
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of, search_of
from expatdesk.ui.language import speak
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, PageSpec

_PATIENCE_MS = 20_000


@dataclass(frozen=True)
class Shown:
    """A window that is shown, and what stands behind it."""

    application: QApplication
    desk: Desk
    window: MainWindow

    def settle(self) -> None:
        """Everything asked for has come and been painted, and nothing is about to be asked."""
        for _round in range(3):
            assert self.desk.operations.wait_until_idle(_PATIENCE_MS)
            wait(50)

    def until_painted(
        self, widget: QWidget, act: Callable[[], object], shown: Callable[[], bool]
    ) -> float:
        """Milliseconds from an act until the widget has painted what `shown` says is there."""
        watch = _Painted(widget, shown)
        started = time.perf_counter()
        act()
        while not watch.seen:
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() - started > _PATIENCE_MS / 1000:
                raise TimeoutError("nothing was painted")
        taken = 1000 * (time.perf_counter() - started)
        widget.removeEventFilter(watch)
        return taken


class _Painted(QObject):
    """Notes that a widget is painted once the answer is there."""

    def __init__(self, widget: QWidget, shown: Callable[[], bool]) -> None:
        super().__init__()
        self.seen = False
        self._shown = shown
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        if event.type() == QEvent.Type.Paint and self._shown():
            self.seen = True
        return False


@contextmanager
def window_on(
    centre: Centre,
    actor: Actor,
    start: str,
    pages: Callable[[Desk], list[PageSpec]] = pages_of,
) -> Iterator[Shown]:
    """The window as the program makes it, at its usual size, on one of its pages."""
    application = application_of(["expatdesk"])
    with tempfile.TemporaryDirectory(prefix="expatdesk-bench-") as folder:
        preferences = Preferences(Path(folder) / "window.ini")
        dress(application, preferences, "light")
        speak("en")
        operations = Operations()
        try:
            desk = Desk(centre, operations, preferences, centre.clock, actor=actor)
            window = make_window(desk, Furniture(pages(desk), search_of(desk)))
            window.start(start)
            window.show()
            window.activateWindow()
            shown = Shown(application, desk, window)
            shown.settle()
            yield shown
            window.close()
            window.deleteLater()
            application.processEvents()
        finally:
            operations.shutdown()


def press(widget: QWidget, text: str) -> None:
    """One key, as the keyboard sends it; any letter there is."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(widget, event)


def wait(milliseconds: int) -> None:
    """Lets the event loop run so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
