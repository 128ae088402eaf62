"""The paper as it will be printed: page images on grey ground, as large as one wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.ui.kit.preview_keys import PreviewKeys
from expatdesk.ui.kit.preview_pages import GAP, MARGIN, PageImage, PagesView, Paper, paper_of
from expatdesk.ui.kit.preview_source import PdfSource, Sharp
from expatdesk.ui.kit.text import Text, say
from expatdesk.ui.theme import tokens

if TYPE_CHECKING:
    from expatdesk.documents.finding import Place
    from expatdesk.ui.operations import Operations

__all__ = ["PageImage", "PreviewPane"]

Fit = Literal["width", "page"]
TRUE: Final = 96 / 72
"""Logical pixels a point at which paper is as large as it is on the desk."""
STEPS: Final = (0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
NARROWEST: Final = 120
"""A page is never drawn narrower than this, px."""
PAUSE_MS: Final = 80
"""After the last movement, before pages are drawn sharp anew."""


class PreviewPane(QScrollArea):
    """Shows pages: pictures that somebody made, or a PDF that it draws itself as sharp as needed.

    Its keys stand in preview_keys. ``changed`` follows whatever a bar beside it says: page,
    number of pages, size, finds.
    ``zoomed`` carries how wide a page is, compared with the pane.
    """

    zoomed = Signal(float)
    changed = Signal()

    def __init__(self, *, name: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._fit: Fit | None = "width"
        self._empty: Text = lambda: _("Nothing to show yet")
        self._source: PdfSource | None = None
        self._found: Sequence[Place] = ()
        self._at = -1
        self._inside = PagesView()
        self.setProperty("surface", "desktop")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._sharpen)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self._keys = PreviewKeys(self)
        self.retranslate()

    # what is shown

    def show_pages(self, pages: Sequence[bytes | PageImage]) -> None:
        """Shows these pictures (PNG files or ``PageImage``s); none takes the old ones away."""
        self._leave(None)
        self._take([paper_of(page) for page in pages])
        self.verticalScrollBar().setValue(0)

    def show_pdf(self, pdf: bytes, operations: Operations) -> None:
        """Shows a PDF, drawn off the window's thread; the old pages stay until it is read."""
        source = PdfSource(pdf, operations, self)
        source.sized.connect(self._sized)
        source.drawn.connect(self._drawn)
        source.found.connect(self._was_found)
        source.failed.connect(self._failed)
        self._leave(source)
        source.measure()

    def _leave(self, source: PdfSource | None) -> None:
        """From now on the pages come from another source, or from none."""
        before, self._source = self._source, source
        if before is not None:
            before.deleteLater()

    def show_words(self, words: Text) -> None:
        """Says why there are no pages (being made, could not be made)."""
        self._empty = words
        self.show_pages([])

    def _take(self, papers: Sequence[Paper]) -> None:
        self._found, self._at = (), -1
        self._inside.show_papers(papers, say(self._empty))
        self.adjust()
        self.retranslate()
        self.changed.emit()

    @Slot(object, object)
    def _sized(self, source: PdfSource, sizes: Sequence[QSizeF]) -> None:
        if source is not self._source:
            return
        before, place = self._inside.papers, self.verticalScrollBar().value()
        papers = [Paper(size) for size in sizes]
        for paper, old in zip(papers, before, strict=False):
            # The same paper, a little changed: what was there is better than white.
            if old.picture is not None and old.size == paper.size:
                paper.picture = old.picture
        same = [paper.size for paper in before] == [paper.size for paper in papers]
        self._take(papers)
        self.verticalScrollBar().setValue(place if same else 0)
        self._sharpen()

    @Slot(object, object)
    def _drawn(self, source: PdfSource, drawn: Sharp) -> None:
        if source is not self._source:
            return
        paper = self._inside.papers[drawn.page]
        paper.picture, paper.sharpness = drawn.picture(), drawn.sharpness
        self._inside.update()
        self._sharpen()

    @Slot(object, str)
    def _failed(self, source: PdfSource, words: str) -> None:
        if source is self._source:
            self.show_words(words)

    @Slot()
    def _sharpen(self) -> None:
        """Asks for the picture of the next page that is seen and not sharp."""
        if self._source is None:
            return
        wanted = self._inside.scale * self.devicePixelRatioF()
        area = QRectF(QPointF(0, self.verticalScrollBar().value()), QSizeF(self.viewport().size()))
        for number in self._inside.seen(area):
            paper = self._inside.papers[number]
            if self._source.is_blurred(paper, wanted):
                self._source.draw(number, paper, wanted)
                return

    # pages

    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._inside.papers)

    def page(self) -> int:
        """The page in the middle of the pane; the first is 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        for number in range(self.page_count()):
            if self._inside.place(number).bottom() + GAP > middle:
                return number
        return max(self.page_count() - 1, 0)

    def go_to(self, page: int) -> None:
        """Shows a page from its top; the first is 0."""
        if self.page_count():
            number = min(max(page, 0), self.page_count() - 1)
            top = round(self._inside.place(number).top()) - MARGIN
            self.verticalScrollBar().setValue(top)

    # size

    @property
    def fit(self) -> Fit | None:
        """What decides on the size; None where somebody chose it."""
        return self._fit

    def set_fit(self, fit: Fit) -> None:
        """As wide as the pane, or as a whole page in it."""
        self._fit = fit
        self._rescale()

    def percent(self) -> int:
        """The size of the paper, compared with the paper on the desk."""
        return round(self._inside.scale / TRUE * 100)

    def set_zoom(self, factor: float) -> None:
        """1.0 is as large as the paper on the desk; from 0.5 to 4."""
        least = min(STEPS[0], self._fitting() / TRUE)
        self._fit = None
        self._rescale(min(max(factor, least), STEPS[-1]) * TRUE)

    def zoom(self, steps: int) -> None:
        """One step larger (1) or smaller (-1)."""
        now = self._inside.scale / TRUE
        if steps > 0:
            wanted = next((one for one in STEPS if one > now * 1.02), STEPS[-1])
        else:
            wanted = next((one for one in reversed(STEPS) if one < now * 0.98), now)
        self.set_zoom(wanted)

    def adjust(self) -> None:
        """Fits the pages to the pane, where they are to fit."""
        if self._fit is not None and self.page_count():
            self._inside.adjust(self._fitting())
        else:
            self._inside.adjust(self._inside.scale)

    def _rescale(self, scale: float | None = None) -> None:
        """Another size; what is in the middle stays there."""
        bar = self.verticalScrollBar()
        middle = (bar.value() + bar.pageStep() / 2) / max(self._inside.height(), 1)
        if scale is None:
            self.adjust()
        else:
            self._inside.adjust(scale)
        self._inside.resize(
            self._inside.needed(self._inside.scale).expandedTo(self.viewport().size())
        )
        bar.setValue(round(middle * self._inside.height() - bar.pageStep() / 2))
        across = self.horizontalScrollBar()
        across.setValue(across.maximum() // 2)
        self._pause.start()
        self.zoomed.emit(self._inside.scale / max(self._fitting(), 0.01))
        self.changed.emit()

    def _fitting(self) -> float:
        """The scale at which the pages fit: the same whether or not there is a scroll bar."""
        room = self.maximumViewportSize()
        widest = max(self._inside.widest(), 1.0)
        scale = max(room.width() - 2 * MARGIN, NARROWEST) / widest
        if self._fit == "page":
            first = self._inside.papers[self.page()].size if self.page_count() else QSizeF(1, 1)
            whole = max(room.height() - 2 * MARGIN, NARROWEST) / first.height()
            scale = min(scale, whole)
        if self._inside.needed(scale).height() > room.height():
            bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
            narrower = max(room.width() - bar - 2 * MARGIN, NARROWEST) / widest
            scale = min(scale, narrower)
        return scale

    # finding

    def can_search(self) -> bool:
        """Whether it knows the words on the pages: of pictures it does not."""
        return self._source is not None

    def search(self, words: str) -> None:
        """Finds words on all pages and shows the first place at or after the page that is seen."""
        if self._source is not None:
            self._source.find(words)

    def finds(self) -> tuple[int, int]:
        """Which find is shown (the first is 1), and how many there are."""
        return self._at + 1, len(self._found)

    def next_find(self, steps: int = 1) -> None:
        """Goes to the next find, or back; after the last comes the first."""
        if self._found:
            self._show_find((self._at + steps) % len(self._found))

    @Slot(object, object)
    def _was_found(self, source: PdfSource, found: Sequence[Place]) -> None:
        if source is not self._source:
            return
        here = self.page()
        self._found, self._at = found, -1
        first = next((at for at, place in enumerate(found) if place.page >= here), 0)
        if found:
            self._show_find(first)
        else:
            self._inside.mark({})
            self.changed.emit()

    def _show_find(self, number: int) -> None:
        self._at = number
        marks: dict[int, list[tuple[QRectF, bool]]] = {}
        for at, place in enumerate(self._found):
            boxes = [(QRectF(*box), at == number) for box in place.boxes]
            marks.setdefault(place.page, []).extend(boxes)
        self._inside.mark(marks)
        place = self._found[number]
        if place.boxes:
            page, box = self._inside.place(place.page), place.boxes[0]
            scale = self._inside.scale
            x, y = page.left() + box[0] * scale, page.top() + box[1] * scale
            self.ensureVisible(round(x), round(y), 80, self.viewport().height() // 3)
        self.changed.emit()

    # words, painting

    def retranslate(self) -> None:
        """Says its name and its keys again."""
        name = say(self._name) or _("Preview")
        count = self.page_count()
        told = ngettext("{count} page", "{count} pages", count).format(count=count)
        self.setAccessibleName(f"{name}, {told}" if count else name)
        self._keys.retranslate()
        if not count:
            self._inside.show_papers([], say(self._empty))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.adjust()
        self._pause.start()
        self.changed.emit()

    @Slot(int)
    def _moved(self, _value: int) -> None:
        self._pause.start()
        self.changed.emit()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens().desktop))
        painter.end()
        super().paintEvent(event)  # type: ignore[arg-type]
