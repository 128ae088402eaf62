"""From a key in the editor of a sheet to the painted paper, and how long typing has to wait.

In the real room, on a sheet of the program in English and Dutch: each key is pressed, then it is
waited until the paper with its letter is painted. Then keys come faster than any person types,
and a timer of one millisecond says how far apart the turns of the loop are meanwhile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from bench._centres import servers, six_desks
from bench._measure import Figure, percentile, scaled, within
from bench._window import Shown, press, wait, window_on
from expatdesk.terms import DeskKind
from expatdesk.ui.kit.preview_pages import Paper
from expatdesk.ui.sheets.page import SheetsPage
from expatdesk.workflows.first_sheets import first_sheets

PREVIEW_MUST_BE = 150.0
GAP_MUST_BE = 20.0
KEYS = 60
STEP_MS = 25
CODE = "health_insurance"
_LETTERS = "the quick brown fox "


def figures(scale: float = 1.0) -> list[Figure]:
    return list(_figures(scale))


def _figures(scale: float) -> Iterator[Figure]:
    keys = scaled(KEYS, scale, 5)
    with servers() as templates, six_desks(templates, "sqlite", (DeskKind.MUNICIPAL,)) as stocked:
        stocked.centre.sheets.give_first(first_sheets())
        manager = dataclasses.replace(stocked.actor, is_manager=True)
        with window_on(stocked.centre, manager, "sheets") as shown:
            page = _page(shown)
            page.seek(stocked.centre.sheets.sheet_of(CODE).sheet_id)
            shown.settle()
            taken = [_painted(shown, page, letter) for letter in _typed(keys)]
            gaps = _Typing(page, list(_typed(keys))).run()
            shown.settle()
    what = "preview after a keystroke in the editor, to painted, 95th percentile"
    yield within(what, percentile(taken, 95), PREVIEW_MUST_BE)
    what = "gap of the event loop while a sheet is typed and drawn, 99th percentile"
    yield within(what, percentile(gaps, 99), GAP_MUST_BE)


def _typed(count: int) -> str:
    return (_LETTERS * (count // len(_LETTERS) + 1))[:count]


def _painted(shown: Shown, page: SheetsPage, letter: str) -> float:
    """Milliseconds from the key to its paper."""
    (before, *_more) = _papers(page)
    edit = page.room.editor.pair.left.edit

    def is_there() -> bool:
        (now, *_others) = _papers(page)
        return now is not before and now.sharpness > 0

    inside = page.room.preview.pane.widget()
    assert isinstance(inside, QWidget)
    taken = shown.until_painted(inside, partial(press, edit, letter), is_there)
    shown.desk.operations.wait_until_idle()
    return taken


def _papers(page: SheetsPage) -> Sequence[Paper]:
    return page.room.preview.pane._inside.papers  # noqa: SLF001  what is painted


class _Typing(QObject):
    """Keys at a steady pace, and the beat that is listened to meanwhile."""

    def __init__(self, page: SheetsPage, letters: list[str]) -> None:
        super().__init__()
        self._edit = page.room.editor.pair.left.edit
        self._letters = letters
        self._gaps: list[float] = []
        self._since = QElapsedTimer()
        self._beat = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._felt)
        self._step = QTimer(self, interval=STEP_MS)
        self._step.timeout.connect(self._press)

    def run(self) -> list[float]:
        """Milliseconds of each gap until all is typed."""
        self._since.start()
        self._beat.start()
        self._step.start()
        while self._letters:
            wait(50)
        self._beat.stop()
        self._step.stop()
        return self._gaps

    @Slot()
    def _felt(self) -> None:
        self._gaps.append(self._since.nsecsElapsed() / 1e6)
        self._since.start()

    @Slot()
    def _press(self) -> None:
        if self._letters:
            press(self._edit, self._letters.pop(0))


def _page(shown: Shown) -> SheetsPage:
    page = shown.window.current_page()
    assert isinstance(page, SheetsPage)
    return page
