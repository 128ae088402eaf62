"""A process that is timed from outside: a bare window, and so many plain mapped classes.

Arguments: how many classes, and how many columns each has beside its key.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from sqlalchemy import Integer
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, mapped_column


class Base(DeclarativeBase):
    pass


class Window(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        super().paintEvent(event)
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        os._exit(0)


def plain(number: int, columns: int) -> type:
    annotations: dict[str, object] = {f"column_{n}": Mapped[str] for n in range(columns)}
    annotations["id"] = Mapped[int]
    return type(
        f"Plain{number}",
        (Base,),
        {
            "__tablename__": f"plain_{number}",
            "__annotations__": annotations,
            "id": mapped_column(Integer(), primary_key=True),
        },
    )


def main(classes: int, columns: int) -> None:
    for number in range(classes):
        plain(number, columns)
    configure_mappers()
    application = QApplication([])
    window = Window()
    window.show()
    application.exec()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
