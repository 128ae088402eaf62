"""What happens when the program itself is wrong: one small window, a report, and the work goes on.

Neither holds anything personal: the message of an exception may quote a name, so only its
kind and the places in our own files are kept.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from pathlib import Path, PurePath
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from expatdesk.i18n import _
from expatdesk.ui.fonts import font
from expatdesk.ui.kit.buttons import PrimaryButton, SecondaryButton
from expatdesk.ui.kit.layout import column, row
from expatdesk.ui.kit.text import PageTitle, PlainLabel


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of the failure and the way to it, without its message and without values."""
    frames = traceback.extract_tb(trace)
    ways = (f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return "\n".join([kind.__name__, *ways])


def _short(filename: str) -> str:
    """The path from the package on; a home folder would name its owner."""
    parts = PurePath(filename).parts
    return "/".join(parts[parts.index("expatdesk") :]) if "expatdesk" in parts else parts[-1]


class ErrorWindow(QDialog):
    """Says that something went wrong; the report can be copied. It never stops the work."""

    def __init__(
        self,
        words: str,
        report: str = "",
        *,
        title: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = report
        said = title or _("Something went wrong")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(said)
        self.setAccessibleName(said)
        body = column(spacing=12, margins=(20, 18, 20, 16), parent=self)
        body.addWidget(PageTitle(said))
        body.addWidget(PlainLabel(words, wrap=True, selectable=True))
        if report:
            shown = QPlainTextEdit(report)
            shown.setReadOnly(True)
            shown.setFont(font("small"))
            shown.setAccessibleName(_("Error report"))
            body.addWidget(shown, 1)
        foot = row(None)
        if report:
            foot.addWidget(SecondaryButton(_("Copy the report"), on=self._copy))
        foot.addWidget(PrimaryButton(_("Close"), key="Return", on=self.accept))
        body.addLayout(foot)
        self.resize(560, 320 if report else 200)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report)


class CrashGuard(QObject):
    """Catches what nobody caught, in every thread, and shows it once at a time."""

    _caught = Signal(str)

    def __init__(self, log: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._faults: IO[str] | None = None
        self._window: ErrorWindow | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Takes the hooks of Python; a crash below Python writes its stack to the log."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        if self._log is None:
            return
        try:
            self._faults = self._log.open("a", encoding="utf-8")
        except OSError:
            # A folder that cannot be written is said elsewhere, and stops no window.
            return
        faulthandler.enable(self._faults)

    def remove(self) -> None:
        """Gives the hooks back."""
        sys.excepthook, threading.excepthook = self._before
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def is_showing(self) -> bool:
        """Whether a failure is on the screen."""
        return self._window is not None

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        del error
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._keep(report_of(kind, trace))

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is not SystemExit:
            self._keep(report_of(args.exc_type, args.exc_traceback))

    def _keep(self, report: str) -> None:
        if self._faults is not None:
            self._faults.write(report + "\n")
            self._faults.flush()
        sys.stderr.write(report + "\n")
        self._caught.emit(report)

    @Slot(str)
    def _show(self, report: str) -> None:
        if self._window is not None:
            return
        words = _("Your work is safe up to the last thing you saved. You can go on.")
        self._window = ErrorWindow(words, report, parent=QApplication.activeWindow())
        self._window.finished.connect(self._closed)
        self._window.show()

    @Slot()
    def _closed(self) -> None:
        self._window = None
