"""How long the window's event loop is kept waiting while 20,000 people are worked through.

In the room of the people, through its own reader and job threads: the list is scrolled to its
end page by page, then names are typed into its filter, while all people are exported again and
again. A timer of one millisecond says how far apart the turns of the loop are.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Slot

from bench._centres import servers, six_desks, write_crowd
from bench._measure import Figure, percentile, scaled, within
from bench._window import Shown, press, wait, window_on
from expatdesk.terms import DeskKind
from expatdesk.ui.people import PeoplePage
from expatdesk.ui.people.export import export_people

MUST_BE = 20.0
PEOPLE = 20_000
KEYS = 60
STEP_MS = 40
_LONGEST_S = 120

_DESKS = (DeskKind.MUNICIPAL,) * 3 + (DeskKind.HELPDESK,) * 3


def figures(scale: float = 1.0) -> list[Figure]:
    return list(_figures(scale))


def _figures(scale: float) -> Iterator[Figure]:
    with servers() as templates, six_desks(templates, "sqlite", _DESKS) as stocked:
        crowd = write_crowd(stocked, scaled(PEOPLE, scale, 600))
        with (
            tempfile.TemporaryDirectory(prefix="expatdesk-bench-") as folder,
            window_on(stocked.centre, stocked.actor, "people") as shown,
        ):
            work = _Work(shown, len(crowd), " ".join(crowd)[: scaled(KEYS, scale, 5)], folder)
            gaps = work.run()
    yield within(
        "gap of the event loop over people listed, searched, exported, 99th percentile",
        percentile(gaps, 99),
        MUST_BE,
    )


class _Work(QObject):
    """What the person at the desk does, and the beat that is listened to meanwhile."""

    def __init__(self, shown: Shown, people: int, keys: str, folder: str) -> None:
        super().__init__()
        page = shown.window.current_page()
        assert isinstance(page, PeoplePage)
        self._shown = shown
        self._page = page
        self._people = people
        self._keys = list(keys)
        self._file = Path(folder) / "people.csv"
        self._exports = 0
        self._gaps: list[float] = []
        self._since = QElapsedTimer()
        self._beat = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._felt)
        self._step = QTimer(self, interval=STEP_MS)
        self._step.timeout.connect(self._go_on)

    def run(self) -> list[float]:
        """Milliseconds of each gap until everything is done."""
        self._export()
        self._since.start()
        self._beat.start()
        self._step.start()
        limit = time.monotonic() + _LONGEST_S
        while (self._keys or not self._exports) and time.monotonic() < limit:
            wait(100)
        self._beat.stop()
        self._step.stop()
        assert not self._keys
        assert self._exports
        assert self._shown.desk.operations.wait_until_idle(60_000)
        return self._gaps

    def _export(self) -> None:
        """All of them, as the page's own export does it, whatever stands in the filter."""
        people, file = self._shown.desk.services.people, self._file
        self._shown.desk.operations.job(
            self, lambda progress: export_people(people, "", file, progress), self._exported
        )

    def _exported(self, count: int) -> None:
        assert count == self._people
        self._exports += 1
        if self._keys:
            self._export()

    @Slot()
    def _felt(self) -> None:
        self._gaps.append(self._since.nsecsElapsed() / 1e6)
        self._since.start()

    @Slot()
    def _go_on(self) -> None:
        table = self._page.list.table
        listed = table.rows_model.rowCount()
        if listed < self._people and not self._page.list.text():
            table.scrollToBottom()
        elif self._keys:
            field = self._page.list.filter
            key = self._keys.pop(0)
            if key == " ":
                field.clear()
            else:
                press(field, key)
