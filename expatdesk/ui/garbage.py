"""Garbage is collected on the window's thread alone.

Python looks for cycles on whatever thread happens to allocate. A worker that reads a page could so
come to destroy widgets and timers, which Qt allows only on the thread that made them: the
program may crash then, at some other moment.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1000
"""How often it is looked whether there is something to collect."""


class GarbageMan(QObject):
    """Takes over from Python's own collecting; lives on the thread on which it is made."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Whatever was loaded until now stays, and need not be looked through."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collects the generations that are due by Python's own thresholds, the oldest first."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if threshold and count > threshold
        ]
        if due:
            gc.collect(max(due))
