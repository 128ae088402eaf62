"""Widgets are never destroyed by the thread of a worker."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from expatdesk.ui.garbage import GarbageMan


class Knot(QObject):
    """Holds itself, so that only collecting frees it; notes on which thread that was."""

    def __init__(self, freed: list[str]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: freed.append(threading.current_thread().name))


def test_what_a_worker_leaves_behind_is_collected_by_the_window(qtbot) -> None:
    before = gc.get_threshold()
    freed: list[str] = []
    parent = QObject()
    man = GarbageMan(parent)
    gc.set_threshold(50, 5, 5)
    try:
        man.begin()
        Knot(freed)
        worker = threading.Thread(target=lambda: [[n] for n in range(10_000)], name="worker")
        worker.start()
        worker.join()
        pile = [[number] for number in range(1_000)]
        assert freed == [], "nobody but the window collects"
        for _ in range(50):
            man.look()
            pile.extend([number] for number in range(1_000))
        assert freed == ["MainThread"]
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def test_nothing_is_done_where_nothing_is_due(qtbot, monkeypatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: (10, 0, 0))
    monkeypatch.setattr(gc, "collect", collected.append)
    GarbageMan(QObject()).look()
    assert collected == []
