"""A paper seen as it prints, then printed or saved: the confirmation, the list of a day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from expatdesk.i18n import _
from expatdesk.terms import PrintState
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.kit import (
    PageImage,
    PreviewPane,
    PrimaryButton,
    SecondaryButton,
    SegmentedToggle,
    Text,
    row,
)
from expatdesk.ui.operations import Progress
from expatdesk.ui.printing import spooler as system_spooler
from expatdesk.workflows.printing import Spooled, Spooler

_SCALE = 1.2
"""Pixels of the preview a point."""


class HandOut(Protocol):
    """What is printed, off the window's thread. `name`: of its file, without the ending."""

    @property
    def name(self) -> str: ...

    def pdf(self, language: str) -> bytes:
        """The paper as it would be printed now."""
        ...

    def submit(self, language: str, spooler: Spooler) -> Spooled:
        """Prints it. Raises NotPrinted with the reason."""
        ...


class HandOutPanel(AskPanel):
    """Preview, language, and what is to become of it. `done`: it went out."""

    done = Signal()

    def __init__(
        self,
        desk: Desk,
        paper: HandOut,
        title: Text,
        languages: list[tuple[str, Text]],
        language: str,
        *,
        spooler: Spooler | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent=parent)
        self._desk = desk
        self._paper = paper
        self.spooler: Spooler = spooler if spooler is not None else system_spooler()
        self.language = SegmentedToggle(languages, name=lambda: _("Language of the paper"))
        self.language.choose(language)
        self.language.chosen.connect(self._draw)
        self.preview = PreviewPane()
        self.preview.setMinimumHeight(320)
        self.print = PrimaryButton(
            lambda: _("Print"), key="Return", icon="printer", on=self._print, large=True
        )
        self.save = SecondaryButton(lambda: _("Save PDF…"), on=self._save_pdf, grows=True)
        self.content.addLayout(row(self.language, None))
        self.content.addWidget(self.preview)
        self.content.addWidget(self.print)
        self.saving = row(self.save)
        self.content.addLayout(self.saving)
        desk.names_hidden_changed.connect(self._draw)
        self._draw()

    def first_field(self) -> QWidget | None:
        return self.preview

    def chosen(self) -> str:
        """The language of the paper: "en", "nl" or "both"."""
        return self.language.value()

    @Slot(bool)
    @Slot(object)
    def _draw(self, _language: object = None) -> None:
        if self._desk.names_hidden:
            self.preview.show_words(lambda: _("Names are hidden (F12)."))
            return
        paper, language = self._paper, self.chosen()
        self.preview.show_words(lambda: _("The paper is being made…"))

        def work() -> list[PageImage]:
            from expatdesk.documents.raster import pictures

            pages = pictures(paper.pdf(language), scale=_SCALE)
            return [PageImage(page.width, page.height, page.rgb) for page in pages]

        self._desk.operations.read(self, "paper", work, self._drawn, self._not_drawn)

    def _drawn(self, pages: list[PageImage]) -> None:
        # Names may have been hidden while the paper was being made.
        if not self._desk.names_hidden:
            self.preview.show_pages(pages)

    def _not_drawn(self, error: Exception) -> None:
        self.preview.show_words(words_of(error)[1])

    @Slot()
    def _print(self) -> None:
        paper, language, spooler = self._paper, self.chosen(), self.spooler

        def work(progress: Progress) -> Spooled:
            progress.check()
            return paper.submit(language, spooler)

        self._desk.operations.job(self, work, self._printed, self.refuse)

    def _printed(self, spooled: Spooled) -> None:
        said = _("Sent to the printer {name}.") if spooled.state is PrintState.PRINTED else ""
        self._desk.notify((said or _("Saved as {name}.")).format(name=spooled.target))
        self.done.emit()

    @Slot()
    def _save_pdf(self) -> None:
        self.ask_file("pdf", self.save_pdf)

    def ask_file(self, ending: str, then: Callable[[str], None]) -> None:
        """Asks where to write a file of this kind."""
        dialog = QFileDialog(self, _("Save as"), f"{self._paper.name}.{ending}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.fileSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_pdf(self, file: str) -> None:
        """Writes the paper to a file."""
        self.write(file, self._paper.pdf)

    def write(self, file: str, make: Callable[[str], bytes]) -> None:
        """Writes what is made in the chosen language to a file."""
        path, language = Path(file), self.chosen()

        def work(progress: Progress) -> Path:
            progress.check()
            path.write_bytes(make(language))
            return path

        self._desk.operations.job(self, work, self._written, self.refuse)

    def _written(self, path: Path) -> None:
        self._desk.notify(_("Saved as {name}.").format(name=path.name))
