"""The slip of a charge on an account, as it prints; saved, or opened in the till."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from expatdesk.i18n import _
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.kit import (
    PageImage,
    PlainLabel,
    PreviewPane,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    column,
    row,
)
from expatdesk.ui.operations import Progress
from expatdesk.workflows.paper import Paper

SCALE = 2.0
"""Pixels of the preview a point."""
WIDEST = 620


class SlipView(QWidget):
    """``closed`` when it is to be put away."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unbilled_id = 0
        self._label = ""
        self.title = PlainLabel(self._title, role="heading")
        self.preview = PreviewPane(name=lambda: _("Slip"))
        self.preview.setMaximumWidth(WIDEST)
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.closed.emit)
        self.till = SecondaryButton(lambda: _("Open in the till"), on=self._open_till)
        self.save = PrimaryButton(
            lambda: _("Save as PDF…"), key="Return", icon="save", on=self._ask_file
        )
        middle = row()
        middle.addStretch(1)
        middle.addWidget(self.preview, 100)
        middle.addStretch(1)
        body = column(self.title, spacing=10, parent=self)
        body.addLayout(middle, 1)
        body.addLayout(row(self.back, None, self.till, self.save))

    def open_slip(self, unbilled_id: int, label: str) -> None:
        """Draws the slip of a charge."""
        self._unbilled_id, self._label = unbilled_id, label
        self.title.refresh()
        self.preview.show_words(lambda: _("The paper is being made…"))
        self.preview.setFocus()
        paper = self._paper()

        def draw() -> list[PageImage]:
            from expatdesk.documents.raster import page_sizes, picture

            pdf = paper.slip(unbilled_id, paper.layout())
            pages = [picture(pdf, at, SCALE) for at in range(len(page_sizes(pdf)))]
            return [PageImage(page.width, page.height, page.rgb) for page in pages]

        def failed(error: Exception) -> None:
            self.preview.show_words(words_of(error)[1])

        self._desk.operations.read(self, "slip", draw, self.preview.show_pages, failed)

    def _title(self) -> str:
        return _("Slip {number}").format(number=self._label)

    def _paper(self) -> Paper:
        centre = self._desk.services
        return Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)

    def _open_till(self) -> None:
        self._desk.go("till", slip=self._unbilled_id)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Save as"), f"{self._label}.pdf")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_to(self, file: str) -> None:
        """Writes the slip to a file."""
        paper, unbilled_id, path = self._paper(), self._unbilled_id, Path(file)

        def work(progress: Progress) -> Path:
            progress.check()
            path.write_bytes(paper.slip(unbilled_id, paper.layout()))
            return path

        self._desk.operations.job(self, work, self._saved)

    def _saved(self, path: Path) -> None:
        self._desk.notify(_("Saved as {name}.").format(name=path.name))
