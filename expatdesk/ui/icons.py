"""The one icon family, tinted with a token and kept in Qt's own pixmap cache."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache

from expatdesk.paths import resources_dir
from expatdesk.ui.tokens import ICON_SIZE


@cache
def _drawing(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, size: int = ICON_SIZE, ratio: float | None = None) -> QPixmap:
    """The icon ``name`` in ``colour`` (``#rrggbb``), ``size`` logical pixels wide.

    ``ratio`` is the pixel ratio of the screen; without it, that of the application. Raises
    FileNotFoundError for a name that resources/icons does not have.
    """
    dpr = ratio if ratio is not None else _ratio()
    key = f"expatdesk/{name}/{colour}/{size}/{dpr}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    # The SVG module is loaded when the first icon is drawn and not before.
    from PySide6.QtSvg import QSvgRenderer

    source = _drawing(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    made = QPixmap(round(size * dpr), round(size * dpr))
    made.setDevicePixelRatio(dpr)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def icon(name: str, colour: str, size: int = ICON_SIZE) -> QIcon:
    """The icon for an action or a menu."""
    return QIcon(pixmap(name, colour, size))


def _ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
