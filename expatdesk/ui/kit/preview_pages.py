"""The sheets of paper in a preview: where each lies, and what is drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from expatdesk.ui.fonts import font
from expatdesk.ui.theme import tokens

GAP: Final = 16
MARGIN: Final = 20
LEAST: Final = 80
_A4_WIDTH: Final = 595.0
_MARKED, _MARKED_NOW = 70, 110
"""How strong the colour over found words is, of 255."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as RGB bytes without padding, ``width * 3`` a line."""

    width: int
    height: int
    rgb: bytes


@dataclass(slots=True)
class Paper:
    """A page: its size in points, and its picture where there is one yet.

    ``sharpness``: pixels of the picture a point.
    """

    size: QSizeF
    picture: QPixmap | None = None
    sharpness: float = 0.0


def paper_of(page: bytes | PageImage) -> Paper:
    """A page of which only the picture is known, taken to be as wide as A4."""
    picture = pixmap_of(page)
    width = max(picture.width(), 1)
    height = _A4_WIDTH * picture.height() / width
    return Paper(QSizeF(_A4_WIDTH, height), picture, width / _A4_WIDTH)


def pixmap_of(page: bytes | PageImage) -> QPixmap:
    """A picture to be drawn, from a PNG file or plain pixels."""
    if isinstance(page, PageImage):
        image = QImage(
            page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888
        )
        return QPixmap.fromImage(image.copy())
    made = QPixmap()
    made.loadFromData(page)
    return made


class PagesView(QWidget):
    """Draws the pages under one another, ``scale`` logical pixels a point."""

    def __init__(self) -> None:
        super().__init__()
        self.papers: list[Paper] = []
        self.scale = 1.0
        self._words = ""
        self._marks: dict[int, list[tuple[QRectF, bool]]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_papers(self, papers: Sequence[Paper], words: str) -> None:
        """Shows these pages, or the words where there is none."""
        self.papers = list(papers)
        self._words = words
        self._marks = {}
        self.adjust(self.scale)

    def mark(self, marks: dict[int, list[tuple[QRectF, bool]]]) -> None:
        """Marks boxes (in points) on pages by their number; True: the one that is looked at."""
        self._marks = marks
        self.update()

    def adjust(self, scale: float) -> None:
        """Takes another scale, and the room that the pages then need."""
        self.scale = scale
        wanted = self.needed(scale)
        self.setMinimumSize(wanted)
        self.setMaximumHeight(wanted.height())
        self.update()

    def needed(self, scale: float) -> QSize:
        """The room that all pages need at a scale."""
        width = self.widest() * scale + 2 * MARGIN
        height = sum(paper.size.height() * scale + GAP for paper in self.papers) - GAP
        return QSize(round(width), round(max(height + 2 * MARGIN, LEAST)))

    def widest(self) -> float:
        """The width of the widest page, points."""
        return max((paper.size.width() for paper in self.papers), default=0.0)

    def place(self, number: int) -> QRectF:
        """Where a page lies."""
        top = float(MARGIN)
        for paper in self.papers[:number]:
            top += paper.size.height() * self.scale + GAP
        size = self.papers[number].size * self.scale
        left = max((self.width() - size.width()) / 2, MARGIN)
        return QRectF(left, top, size.width(), size.height())

    def seen(self, area: QRectF) -> list[int]:
        """The pages of which something lies in an area."""
        return [at for at in range(len(self.papers)) if self.place(at).intersects(area)]

    def sizeHint(self) -> QSize:
        return self.needed(self.scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.papers:
            painter.setFont(font("small"))
            painter.setPen(QColor(tokens().ink2))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(MARGIN, 0, -MARGIN, 0), flags, self._words)
        for number in self.seen(QRectF(event.rect())):
            self._draw(painter, number)
        painter.end()

    def _draw(self, painter: QPainter, number: int) -> None:
        paper, place = self.papers[number], self.place(number)
        _draw_shadow(painter, place)
        if paper.picture is None:
            painter.fillRect(place, QColor("#ffffff"))
        else:
            painter.drawPixmap(place, paper.picture, QRectF(paper.picture.rect()))
        for box, now in self._marks.get(number, ()):
            self._draw_mark(painter, place, box, now=now)

    def _draw_mark(self, painter: QPainter, place: QRectF, box: QRectF, *, now: bool) -> None:
        """A veil of colour over what was found; a frame too around what is looked at."""
        scaled = QRectF(
            place.left() + box.left() * self.scale - 1,
            place.top() + box.top() * self.scale - 1,
            box.width() * self.scale + 2,
            box.height() * self.scale + 2,
        )
        veil = QColor("#e0a100")
        veil.setAlpha(_MARKED_NOW if now else _MARKED)
        painter.fillRect(scaled, veil)
        if now:
            painter.setPen(QPen(QColor("#8a3b00"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(scaled)


def _draw_shadow(painter: QPainter, place: QRectF) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for spread, strength in ((6, 8), (4, 10), (2, 14), (1, 20)):
        painter.setBrush(QColor(16, 24, 32, strength))
        grown = place.adjusted(-spread, -spread + 2, spread, spread + 2)
        painter.drawRoundedRect(grown, spread, spread)
    painter.restore()
