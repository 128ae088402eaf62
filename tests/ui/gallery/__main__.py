"""Paints every widget in light and dark, English and Dutch."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from expatdesk.ui.fonts import load_fonts
from expatdesk.ui.language import speak
from expatdesk.ui.theme import Theme
from tests.ui.gallery.panels import PANELS
from tests.ui.gallery.window import window


def paint(folder: Path) -> list[Path]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    load_fonts()
    theme = Theme(application, "light")
    made = []
    for language in ("en", "nl"):
        speak(language)
        for choice in ("light", "dark"):
            theme.choose(choice)
            for name, panel in PANELS.items():
                widget = panel()
                widget.setProperty("surface", "ground")
                widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
                widget.resize(900, max(420, widget.sizeHint().height()))
                widget.show()
                application.processEvents()
                file = folder / f"{name}-{choice}-{language}.png"
                widget.grab().save(str(file))
                widget.close()
                made.append(file)
    return made


def paint_window(folder: Path) -> list[Path]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = application.findChild(Theme)
    assert isinstance(theme, Theme)
    made = []
    with TemporaryDirectory() as place:
        for language in ("en", "nl"):
            speak(language)
            for choice in ("light", "dark"):
                theme.choose(choice)
                for width, height in ((1440, 900), (1100, 700)):
                    shown = window(Path(place), language)
                    shown.resize(width, height)
                    shown.show()
                    shown.desk.operations.wait_until_idle()
                    application.processEvents()
                    file = folder / f"window-{width}-{choice}-{language}.png"
                    shown.grab().save(str(file))
                    made.append(file)
                    shown.desk.operations.shutdown()
                    shown.hide()
                    shown.deleteLater()
    return made


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    paint(target)
    paint_window(target)
