"""A process that is timed from outside: the program, until its agenda is drawn with data.

Arguments: the folder of the centre, and the moment at which its clock stands (ISO).
"""

from __future__ import annotations

import gc
import sys
from datetime import datetime
from pathlib import Path

from expatdesk.application import load
from expatdesk.cli import _open_window


def main(folder: Path, now: datetime) -> None:
    gc.disable()  # both as the command line does first of all
    load()
    from PySide6.QtCore import QCoreApplication, QTimer

    from expatdesk.storage.place import Place
    from expatdesk.ui.agenda.day_view import DayCanvas

    paint = DayCanvas.paintEvent

    def painted(canvas: DayCanvas, event: object) -> None:
        paint(canvas, event)  # type: ignore[arg-type]
        if canvas.layout_ is not None and canvas.layout_.placed:
            sys.stdout.write(" ".join(sorted(sys.modules)) + "\n")
            sys.stdout.flush()
            QTimer.singleShot(0, QCoreApplication.quit)

    DayCanvas.paintEvent = painted  # type: ignore[assignment,method-assign]
    _open_window(Place.folder(folder), now=now, sample=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
