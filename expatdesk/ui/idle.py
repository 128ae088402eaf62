"""Blanks the names when nobody has touched the desk for a while (a setting, in minutes)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from expatdesk.services.settings import keys
from expatdesk.storage.changes import Changes
from expatdesk.ui.context import Desk

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
MINUTE_MS = 60_000


class IdleWatch(QObject):
    """Hides names after the minutes of the setting; zero never does. F12 shows them again."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._hide)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        desk.changed.connect(self._changed)
        self._ask()

    def set_minutes(self, minutes: int) -> None:
        """How long nothing may happen; zero switches the watch off."""
        self._timer.stop()
        self._timer.setInterval(minutes * MINUTE_MS)
        if minutes:
            self._timer.start()

    @property
    def minutes(self) -> int:
        """The term that holds now."""
        return self._timer.interval() // MINUTE_MS

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._timer.isActive() and event.type() in TOUCHES:
            self._timer.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _hide(self) -> None:
        self._desk.hide_names(hidden=True)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.touches("settings"):
            self._ask()

    def _ask(self) -> None:
        settings = self._desk.services.settings
        self._desk.operations.read(
            self, "idle", lambda: settings.get(keys.NAMES_HIDDEN_AFTER), self.set_minutes
        )
