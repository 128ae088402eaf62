"""The chosen place is held while somebody works on the form, and let go when they leave."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from expatdesk.clock import now_epoch
from expatdesk.services.appointments.types import HoldInfo, Place
from expatdesk.services.base import Done
from expatdesk.ui.context import Desk

BEAT_MS = 5_000
WARN_SECONDS = 120
"""So long before its end the page begins to count down."""


class HoldKeeper(QObject):
    """Takes, renews and releases the hold of one form.

    ``held`` carries the HoldInfo, ``refused`` the reason why the place cannot be had; ``left``
    the seconds until the hold ends, once they are few (0: it has ended), and −1 when there is
    time again. It is renewed after half its time if anybody has done something meanwhile
    (``touch``), so that a form forgotten over lunch gives its place back.
    """

    held = Signal(object)
    refused = Signal(object)
    left = Signal(int)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._token = ""
        self._wanted: tuple[int, int, Place, int | None] | None = None
        self._info: HoldInfo | None = None
        self._since = 0
        self._touched = False
        self._number = 0
        self._warned = False
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self.look)

    def begin(self, token: str) -> None:
        """Another form, with its own token."""
        self.release()
        self._token = token

    def info(self) -> HoldInfo | None:
        """What is held."""
        return self._info

    def take(
        self, service_id: int, persons: int, place: Place, moving_visit_id: int | None = None
    ) -> None:
        """Holds this place instead of the one before; asked for again, it is renewed."""
        self._wanted = (service_id, persons, place, moving_visit_id)
        self._touched = False
        self._number += 1
        number, actor, token = self._number, self._desk.actor, self._token
        appointments = self._desk.services.appointments

        def taken(done: Done[HoldInfo]) -> None:
            if number == self._number:
                self._taken(done.value)

        def failed(error: Exception) -> None:
            if number == self._number:
                self._failed(error)

        self._desk.operations.write(
            self,
            lambda: appointments.hold(
                actor, token, service_id, persons, place, moving_visit_id=moving_visit_id
            ),
            taken,
            failed,
        )

    def release(self) -> None:
        """Gives back what is held or being asked for."""
        self._beat.stop()
        self._number += 1
        asked, self._wanted, self._info = self._wanted, None, None
        self._tell_time()
        if asked is None or not self._token:
            return
        actor, token = self._desk.actor, self._token
        appointments = self._desk.services.appointments
        self._desk.operations.write(self, lambda: appointments.release(actor, token))

    def forget(self) -> None:
        """The hold has become a booking: there is nothing to give back."""
        self._beat.stop()
        self._number += 1
        self._wanted = self._info = None
        self._tell_time()

    @Slot()
    def touch(self) -> None:
        """Somebody is working on the form."""
        self._touched = True

    @Slot()
    def renew(self) -> None:
        """Holds the same place from now on."""
        if self._wanted is not None:
            self.take(*self._wanted)

    @Slot()
    def look(self) -> None:
        """Renews or counts down, as the time and the work on the form have it."""
        if self._info is None:
            return
        now, end = now_epoch(self._desk.clock), self._info.expires_at
        if self._touched and end > now and (now - self._since) * 2 >= end - self._since:
            self.renew()
            return
        self._tell_time()

    def _taken(self, info: HoldInfo) -> None:
        self._info = info
        self._since = now_epoch(self._desk.clock)
        self._beat.start()
        self._tell_time()
        self.held.emit(info)

    def _failed(self, error: Exception) -> None:
        self._beat.stop()
        self._wanted = self._info = None
        self._tell_time()
        self.refused.emit(error)

    def _tell_time(self) -> None:
        left = -1
        if self._info is not None:
            seconds = self._info.expires_at - now_epoch(self._desk.clock)
            left = max(seconds, 0) if seconds <= WARN_SECONDS else -1
        if left >= 0 or self._warned:
            self._warned = left >= 0
            self.left.emit(left)
