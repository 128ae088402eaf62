"""A process that is timed from outside: the program, until its agenda is drawn with data.

Arguments: the folder of the centre, and the moment at which its clock stands (ISO).
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path


def main(folder: Path, now: datetime) -> None:
    from expatdesk.application import open_centre
    from expatdesk.storage.place import Place
    from expatdesk.ui.agenda.day_view import DayCanvas
    from expatdesk.ui.main import open_window

    paint = DayCanvas.paintEvent

    def painted(canvas: DayCanvas, event: object) -> None:
        paint(canvas, event)  # type: ignore[arg-type]
        if canvas.layout_ is not None and canvas.layout_.placed:
            sys.stdout.write(" ".join(sorted(sys.modules)) + "\n")
            sys.stdout.flush()
            os._exit(0)

    DayCanvas.paintEvent = painted  # type: ignore[assignment,method-assign]
    open_window(Place.folder(folder), open_centre, now=now, sample=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
