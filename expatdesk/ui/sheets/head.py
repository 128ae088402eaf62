"""Over the texts: which sheet it is, how it stands, and what can be done with it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.sheets.types import SheetView
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import (
    IconButton,
    PageTitle,
    Pill,
    PrimaryButton,
    SecondaryButton,
    SegmentedToggle,
    row,
)
from expatdesk.ui.sheets.words import all_titles, standing_state, standing_words, title_of

LIST_WIDTH = 232
SHEETS, PACKS = "sheets", "packs"
GAP = 10
LEAST_TITLE = 110
"""Width that the title keeps, px."""


class SheetHead(QWidget):
    """``turned`` carries SHEETS or PACKS; the others follow their buttons."""

    turned = Signal(str)
    history_wanted = Signal()
    insert_wanted = Signal()
    publish_wanted = Signal()
    more_wanted = Signal()
    preview_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: SheetView | None = None
        self._both = True
        self._packs = False
        self._wanted: dict[QWidget, bool] = {}
        self.toggle: SegmentedToggle[str] = SegmentedToggle(
            [(SHEETS, lambda: _("Sheets")), (PACKS, lambda: _("Packs"))],
            name=lambda: _("Sheets or packs"),
        )
        self.title = PageTitle(self._title_words)
        self.standing = Pill(self._standing_words)
        self.history = SecondaryButton(lambda: _("History"), on=self.history_wanted.emit)
        self.insert = SecondaryButton(lambda: _("Insert"), on=self.insert_wanted.emit, menu=True)
        self.publish = PrimaryButton(self._publish_words, on=self.publish_wanted.emit)
        self.more = IconButton("ellipsis", lambda: _("More"), on=self.more_wanted.emit, framed=True)
        self.beside = IconButton(
            "panel-right", lambda: _("Preview or list"), on=self.preview_wanted.emit, framed=True
        )
        self._lay_out()
        self.toggle.chosen.connect(self._turned)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        row(self.toggle, None, self.more, spacing=8, parent=left)
        self.tools = QWidget()
        tools = row(spacing=8, parent=self.tools)
        tools.addWidget(self.title, 1)
        for part in (self.standing, self.history, self.insert, self.publish, self.beside):
            tools.addWidget(part)
        line = row(spacing=12, parent=self)
        line.addWidget(left)
        line.addWidget(self.tools, 1)

    def show_view(self, view: SheetView | None, *, allowed: bool, changed: bool) -> None:
        """Which sheet it is; ``changed``: there is something to publish."""
        self._view = view
        self.standing.refresh()
        self.title.setVisible(self._packs or view is not None)
        self.standing.set_state("neutral" if view is None else standing_state(view))
        self._wanted = {
            self.publish: allowed and view is not None,
            self.insert: allowed and view is not None,
            self.history: view is not None,
            self.standing: view is not None,
        }
        self.publish.setEnabled(changed)
        self.publish.retranslate()
        self._fit()

    def show_packs(self, *, packs: bool) -> None:
        """Whether the packs are shown under it, which bring their own buttons."""
        self._packs = packs
        self.toggle.choose(PACKS if packs else SHEETS)
        self.more.setVisible(not packs)
        self.title.setVisible(packs or self._view is not None)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fit()

    def _fit(self) -> None:
        """What finds no room beside the title is left to its key and to "More"."""
        room = self.width() - LIST_WIDTH - GAP - LEAST_TITLE
        if self.beside.isVisibleTo(self):
            room -= self.beside.sizeHint().width() + GAP
        for part, wanted in self._wanted.items():
            needed = part.sizeHint().width() + GAP
            if part is self.standing:
                # It stands under the preview too: the title comes first.
                needed += max(self._title_width() - LEAST_TITLE, 0)
            part.setVisible(wanted and needed <= room and not self._packs)
            room -= needed if wanted else 0
        layout = self.tools.layout()
        if layout is not None:
            layout.activate()
        self._fit_title()

    @Slot(object)
    def _turned(self, to: str) -> None:
        self.turned.emit(to)

    def _title_width(self) -> int:
        """What the title in the window's language needs at least, px."""
        if self._view is None:
            return 0
        titles = {code: text.title for code, text in self._view.texts.items()}
        words = title_of(titles, self._view.code)
        return ceil(QFontMetricsF(font("heading")).horizontalAdvance(words))

    def _title_words(self) -> str:
        view = self._view
        if self._packs:
            return _("Packs")
        if view is None:
            return ""
        titles = {code: text.title for code, text in view.texts.items()}
        return all_titles(titles, view.code) if self._both else title_of(titles, view.code)

    def _fit_title(self) -> None:
        """All languages where there is room; else that of the window, smaller if need be."""
        view, room = self._view, self.title.width()
        if view is None or self._packs:
            self.title.setFont(font("title"))
            self.title.refresh()
            return
        titles = {code: text.title for code, text in view.texts.items()}
        large = QFontMetricsF(font("title"))
        self._both = large.horizontalAdvance(all_titles(titles, view.code)) <= room
        own = large.horizontalAdvance(title_of(titles, view.code))
        self.title.setFont(font("title" if self._both or own <= room else "heading"))
        self.title.refresh()

    def _standing_words(self) -> str:
        return "" if self._view is None else standing_words(self._view)

    def _publish_words(self) -> str:
        number = 0 if self._view is None else self._view.published
        return _("Publish v{number}").format(number=number + 1)
