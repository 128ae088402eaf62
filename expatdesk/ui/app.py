"""The window as a program: one call that opens it and returns when it is closed.

Importing this module is cheap; whatever a page needs is imported when the page is made.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QLocale, QLoggingCategory, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from expatdesk.i18n import Language, _
from expatdesk.ui.context import Desk, Wording, words_of
from expatdesk.ui.crash import CrashGuard, ErrorWindow
from expatdesk.ui.fonts import load_fonts
from expatdesk.ui.garbage import GarbageMan
from expatdesk.ui.language import speak
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import GlobalSearch, MainWindow, PageSpec
from expatdesk.ui.theme import Choice, Theme

if TYPE_CHECKING:
    from expatdesk.application import Centre

PAINTED_AFTER_MS = 30


@dataclass(frozen=True)
class Furniture:
    """What is put into the window of a centre: its pages, and what Ctrl+K finds."""

    pages: Sequence[PageSpec]
    search: GlobalSearch | None = None
    start: str = "today"
    new_page: str = "booking"
    ready: Callable[[MainWindow], None] = field(default=lambda _window: None)


def run(
    centre_factory: Callable[[], Centre],
    furnish: Callable[[Desk], Furniture],
    *,
    folder: Path,
    language: str | None = None,
    theme: Choice | None = None,
    wording: Wording | None = None,
) -> int:
    """Opens the window on a centre and returns the exit code when it is closed.

    ``centre_factory`` may raise: the failure is said in a window (``wording`` puts it in
    words), and the code is 1. ``folder`` keeps what the window remembers. ``language`` and
    ``theme`` go before what was remembered. ``Furniture.ready`` is called once the first
    page is painted with what it asked for.
    """
    application = application_of(sys.argv[:1])
    preferences = Preferences(folder / "window.ini")
    dress(application, preferences, theme)
    spoken = language or remembered_language(preferences)
    speak(spoken)
    guard = CrashGuard(folder / "crash.log", application)
    guard.install()
    try:
        try:
            centre = centre_factory()
        except Exception as error:  # noqa: BLE001  whatever it is, it is said in a window
            return _refuse(application, error, wording)
        return _work(application, centre, furnish, preferences, spoken, wording)
    finally:
        guard.remove()


def application_of(arguments: Sequence[str] = ()) -> QApplication:
    """The one application of this process, made when there is none yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setApplicationName("ExpatDesk")
    # Names in scripts that Inter lacks are drawn with the fallback fonts; Qt says so each time.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    return QApplication(list(arguments))


def dress(
    application: QApplication, preferences: Preferences, theme: Choice | None = None
) -> Theme:
    """Fonts and theme; ``theme`` goes before the remembered one."""
    load_fonts()
    return Theme(application, theme or _choice_of(preferences.text("window/theme", "system")))


def remembered_language(preferences: Preferences) -> str:
    """The language of last time, otherwise that of the system where we speak it."""
    spoken = preferences.text("window/language", QLocale.system().name()[:2])
    return spoken if spoken in set(Language) else Language.EN.value


def make_window(desk: Desk, furniture: Furniture) -> MainWindow:
    """The window with its pages, not shown yet; for ``run``, for the tour, and for tests."""
    return MainWindow(desk, furniture.pages, search=furniture.search, new_page=furniture.new_page)


def _choice_of(text: str) -> Choice:
    return cast("Choice", text) if text in {"light", "dark"} else "system"


def _work(
    application: QApplication,
    centre: Centre,
    furnish: Callable[[Desk], Furniture],
    preferences: Preferences,
    language: str,
    wording: Wording | None,
) -> int:
    operations = Operations()
    desk = Desk(centre, operations, preferences, centre.clock, language=language, wording=wording)
    furniture = furnish(desk)
    window = make_window(desk, furniture)
    window.start(furniture.start)
    window.show()
    _Opening(window, furniture.ready).begin()
    try:
        return application.exec()
    finally:
        operations.shutdown()


class _Opening(QObject):
    """Lets the first page have its answers and be painted before anything else is asked."""

    def __init__(self, window: MainWindow, ready: Callable[[MainWindow], None]) -> None:
        super().__init__(window)
        self._window = window
        self._ready = ready

    def begin(self) -> None:
        operations = self._window.desk.operations
        if operations.idle():
            self._filled()
        else:
            operations.settled.connect(self._filled, Qt.ConnectionType.SingleShotConnection)

    @Slot()
    def _filled(self) -> None:
        QTimer.singleShot(PAINTED_AFTER_MS, self, self._painted)

    @Slot()
    def _painted(self) -> None:
        GarbageMan(self._window).begin()
        self._window.count_badges()
        self._ready(self._window)
        self.deleteLater()


def _refuse(application: QApplication, error: Exception, wording: Wording | None) -> int:
    own = wording(error) if wording is not None else None
    words = own or words_of(error)[1]
    window = ErrorWindow(words, title=_("ExpatDesk cannot open this centre"))
    window.show()
    application.exec()
    return 1
