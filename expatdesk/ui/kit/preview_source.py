"""A PDF as the source of a preview: measured, drawn and searched off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QPixmap

from expatdesk.i18n import _
from expatdesk.ui.kit.preview_pages import PageImage, Paper, pixmap_of

if TYPE_CHECKING:
    from expatdesk.documents.finding import Place
    from expatdesk.ui.operations import Operations

MOST_PIXELS: Final = 16_000_000
"""A picture of a page is never larger: beyond it a page is stretched when it is drawn."""
_SHARP: Final = 0.02
"""By how much a picture may miss its size, as a share of it."""


@dataclass(frozen=True, slots=True)
class Sharp:
    """The picture of a page, ``sharpness`` pixels a point."""

    page: int
    sharpness: float
    image: PageImage

    def picture(self) -> QPixmap:
        """To be drawn. On the window's thread."""
        return pixmap_of(self.image)


class PdfSource(QObject):
    """Each signal carries the source itself first: an answer may be older than what is shown."""

    sized = Signal(object, object)
    drawn = Signal(object, object)
    found = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, pdf: bytes, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._operations = operations

    def measure(self) -> None:
        """Asks for the sizes of the pages."""
        pdf = self._pdf

        def work() -> list[QSizeF]:
            from expatdesk.documents.raster import page_sizes

            return [QSizeF(*size) for size in page_sizes(pdf)]

        self._operations.read(self, "sizes", work, self._sized, self._failed)

    def is_blurred(self, paper: Paper, wanted: float) -> bool:
        """Whether a page needs another picture to be seen at so many pixels a point."""
        most = _most(paper)
        return abs(paper.sharpness - min(wanted, most)) > _SHARP * wanted

    def draw(self, number: int, paper: Paper, wanted: float) -> None:
        """Asks for the picture of a page at so many pixels a point."""
        pdf, scale = self._pdf, min(wanted, _most(paper))

        def work() -> Sharp:
            from expatdesk.documents.raster import picture

            seen = picture(pdf, number, scale)
            return Sharp(number, scale, PageImage(seen.width, seen.height, seen.rgb))

        self._operations.read(self, "draw", work, self._drawn, self._failed)

    def find(self, words: str) -> None:
        """Asks where words stand."""
        pdf = self._pdf

        def work() -> Sequence[Place]:
            from expatdesk.documents.finding import find_text

            return find_text(pdf, words)

        self._operations.read(self, "find", work, self._found, self._failed)

    def _sized(self, sizes: list[QSizeF]) -> None:
        self.sized.emit(self, sizes)

    def _drawn(self, drawn: Sharp) -> None:
        self.drawn.emit(self, drawn)

    def _found(self, found: Sequence[Place]) -> None:
        self.found.emit(self, found)

    def _failed(self, error: Exception) -> None:
        message = getattr(error, "message", None)
        self.failed.emit(self, message() if callable(message) else _("This paper cannot be shown."))


def _most(paper: Paper) -> float:
    area = max(paper.size.width() * paper.size.height(), 1.0)
    return float((MOST_PIXELS / area) ** 0.5)
