"""The paper as it will be printed: page images on grey ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.ui.fonts import font
from expatdesk.ui.kit.text import Text, say
from expatdesk.ui.theme import tokens

_GAP = 16
_MARGIN = 20


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as RGB bytes without padding, ``width * 3`` a line."""

    width: int
    height: int
    rgb: bytes


class _Pages(QWidget):
    """Draws the pages under one another, each as wide as the place."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[QPixmap] = []
        self._zoom = 1.0
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_pages(self, pages: list[QPixmap], words: str) -> None:
        self._pages = pages
        self._words = words
        self.adjust()

    def zoom(self, factor: float) -> None:
        self._zoom = factor
        self.adjust()

    def adjust(self) -> None:
        width = self._page_width() + 2 * _MARGIN
        height = sum(self._page_height(page) + _GAP for page in self._pages) + 2 * _MARGIN - _GAP
        self.setMinimumSize(round(width) if self._zoom > 1 else 0, round(max(height, 80)))
        self.setMaximumHeight(round(max(height, 80)))
        self.update()

    def _page_width(self) -> float:
        around = self.parentWidget()
        room = (around.width() if around is not None else self.width()) - 2 * _MARGIN
        return max(room, 120) * self._zoom

    def _page_height(self, page: QPixmap) -> float:
        return self._page_width() * page.height() / max(page.width(), 1)

    def sizeHint(self) -> QSize:
        return QSize(round(self._page_width()) + 2 * _MARGIN, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._pages:
            painter.setFont(font("small"))
            painter.setPen(QColor(now.ink2))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        top, width = float(_MARGIN), self._page_width()
        left = max((self.width() - width) / 2, _MARGIN)
        for page in self._pages:
            place = QRectF(left, top, width, self._page_height(page))
            if place.intersects(QRectF(event.rect())):
                _draw_shadow(painter, place)
                painter.drawPixmap(place, page, QRectF(page.rect()))
            top += place.height() + _GAP
        painter.end()


def _draw_shadow(painter: QPainter, place: QRectF) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for spread, strength in ((6, 8), (4, 10), (2, 14), (1, 20)):
        painter.setBrush(QColor(16, 24, 32, strength))
        grown = place.adjusted(-spread, -spread + 2, spread, spread + 2)
        painter.drawRoundedRect(grown, spread, spread)
    painter.restore()


class PreviewPane(QScrollArea):
    """Shows pages; Ctrl and + or - change their size, the arrow keys scroll.

    ``show_pages`` takes PNG files or ``PageImage``s, as the workers that rasterise give them.
    """

    zoomed = Signal(float)

    def __init__(self, *, name: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._zoom = 1.0
        self._empty: Text = lambda: _("Nothing to show yet")
        self._inside = _Pages()
        self.setProperty("surface", "desktop")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._count = 0
        self.retranslate()

    def show_pages(self, pages: Sequence[bytes | PageImage]) -> None:
        """Shows these pages; none takes the old ones away."""
        made = [_pixmap(page) for page in pages]
        self._count = len(made)
        self._inside.show_pages(made, say(self._empty))
        self.verticalScrollBar().setValue(0)
        self.retranslate()

    def show_words(self, words: Text) -> None:
        """Says why there are no pages (being made, could not be made)."""
        self._empty = words
        self.show_pages([])

    def page_count(self) -> int:
        """How many pages are shown."""
        return self._count

    def set_zoom(self, factor: float) -> None:
        """1.0 is as wide as the pane; from 0.5 to 3."""
        self._zoom = min(max(factor, 0.5), 3.0)
        self._inside.zoom(self._zoom)
        self.zoomed.emit(self._zoom)

    def retranslate(self) -> None:
        """Says its name again."""
        name = say(self._name) or _("Preview")
        pages = ngettext("{count} page", "{count} pages", self._count)
        told = pages.format(count=self._count)
        self.setAccessibleName(f"{name}, {told}" if self._count else name)
        if not self._count:
            self._inside.show_pages([], say(self._empty))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._inside.adjust()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = {Qt.Key.Key_Plus: 1.2, Qt.Key.Key_Equal: 1.2, Qt.Key.Key_Minus: 1 / 1.2}
            factor = steps.get(Qt.Key(event.key()))
            if factor is not None:
                self.set_zoom(self._zoom * factor)
                return
            if event.key() == Qt.Key.Key_0:
                self.set_zoom(1.0)
                return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens().desktop))
        painter.end()
        super().paintEvent(event)


def _pixmap(page: bytes | PageImage) -> QPixmap:
    if isinstance(page, PageImage):
        image = QImage(
            page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888
        )
        return QPixmap.fromImage(image.copy())
    made = QPixmap()
    made.loadFromData(page)
    return made
