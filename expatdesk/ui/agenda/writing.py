"""One write at a time, said in a bar with Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from expatdesk.services.base import Actor, Done, Stale, new_key
from expatdesk.ui.context import Desk

T = TypeVar("T")
Failed = Callable[[Exception], None]
Work = Callable[[Actor, str], Done[T]]


class OneWrite(QObject):
    """Sends one write at a time: while `busy` nothing else is sent.

    `finished` follows a write that was done. `stale`: somebody else has changed it meanwhile, and
    it must be asked anew.
    """

    busy_changed = Signal(bool)
    finished = Signal()
    stale = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._busy = False

    @property
    def busy(self) -> bool:
        return self._busy

    def run(
        self,
        work: Work[T],
        said: Callable[[T], str],
        *,
        failed: Failed | None = None,
    ) -> bool:
        """Sends a write; False while another one is under way.

        `said` puts what has been done in words; `failed` takes a refusal, which is otherwise
        shown as a notice.
        """
        if self._busy:
            return False
        desk, actor, key = self._desk, self._desk.actor, new_key()
        self._set_busy(busy=True)

        def done(result: Done[T]) -> None:
            self._set_busy(busy=False)
            words = said(result.value)
            if words:
                desk.notify(words, result.undo)
            self.finished.emit()

        def refused(error: Exception) -> None:
            self._set_busy(busy=False)
            if isinstance(error, Stale):
                self.stale.emit()
            if failed is None:
                desk.tell(error)
            else:
                failed(error)

        desk.operations.write(self, lambda: work(actor, key), done, refused)
        return True

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
