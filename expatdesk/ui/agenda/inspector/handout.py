"""A paper seen as it prints, then printed or saved: the confirmation, the list of a day."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from expatdesk.i18n import _
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.handing import Handing, PrinterMenu
from expatdesk.ui.kit import (
    Preview,
    PrimaryButton,
    SecondaryButton,
    SegmentedToggle,
    Text,
    row,
)
from expatdesk.ui.operations import Progress
from expatdesk.ui.printing import spooler as system_spooler
from expatdesk.workflows.printing import Spooler

if TYPE_CHECKING:
    from expatdesk.services.printing import PrintOrder
    from expatdesk.workflows.printing.queue import Printed


LEAST: Final = 300
AROUND: Final = 400
"""What stands above and under the paper, and the head and foot of the window, px."""


class HandOut(Protocol):
    """What is printed, off the window's thread. `name`: of its file, without the ending."""

    @property
    def name(self) -> str: ...

    def pdf(self, language: str) -> bytes:
        """The paper as it would be printed now."""
        ...

    def order(self, language: str) -> PrintOrder:
        """As it goes to the print queue."""
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
        self._failed: Printed | None = None
        self.spooler: Spooler = spooler if spooler is not None else system_spooler()
        self.handing = Handing(desk, self, spool=self._spool)
        self.language = SegmentedToggle(languages, name=lambda: _("Language of the paper"))
        self.language.choose(language)
        self.language.chosen.connect(self._draw)
        self.preview = Preview()
        self.print = PrimaryButton(
            self._print_words, key="Return", icon="printer", on=self._print, large=True
        )
        self.other = SecondaryButton(
            lambda: _("Other printer…"), icon="printer", on=self._ask_printer, grows=True
        )
        self.other.hide()
        self.save = SecondaryButton(lambda: _("Save PDF…"), on=self._save_pdf, grows=True)
        self.content.addLayout(row(self.language, None))
        self.content.addWidget(self.preview)
        # Where whoever pressed the button looks, however low the window is.
        self.content.addWidget(self.error)
        self.content.addWidget(self.print)
        self.content.addWidget(self.other)
        self.saving = row(self.save)
        self.content.addLayout(self.saving)
        desk.names_hidden_changed.connect(self._draw)
        self.preview.hide_wanted.connect(self._hide)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.setFixedHeight(max(LEAST, self.window().height() - AROUND))

    def first_field(self) -> QWidget | None:
        return self.preview.pane

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
        if not self.preview.page_count():
            self.preview.show_words(lambda: _("The paper is being made…"))
        self._desk.operations.read(
            self, "paper", lambda: paper.pdf(language), self._drawn, self._not_drawn
        )

    @Slot()
    def _hide(self) -> None:
        self._desk.hide_names(hidden=True)

    def _drawn(self, pdf: bytes) -> None:
        # Names may have been hidden while the paper was being made.
        if not self._desk.names_hidden:
            self.preview.show_pdf(pdf, self._desk.operations)

    def _not_drawn(self, error: Exception) -> None:
        self.preview.show_words(words_of(error)[1])

    # printing

    def _spool(self) -> Spooler:
        return self.spooler

    def _print_words(self) -> str:
        return _("Print again") if self._failed is not None else _("Print")

    @Slot()
    def _print(self) -> None:
        self._submit(None)

    def _submit(self, printer: str | None) -> None:
        """Prints it; what failed before is tried again, for there is one paper in the queue."""
        order, failed = self._paper.order(self.chosen()), self._failed
        if failed is not None and failed.order == order:
            self.handing.again(failed.job_id, failed.tries, printer, self._ended)
            return
        if failed is not None:
            self._give_up(failed)
        self.handing.put(order, self._ended)

    def _ended(self, printed: Printed) -> None:
        if printed.is_out:
            self._failed = None
            self.handing.tell(printed)
            self.done.emit()
            return
        self._failed = printed
        self.print.retranslate()
        self.other.show()
        if printed.problem is not None:
            self.refuse(printed.problem)

    def _give_up(self, failed: Printed) -> None:
        """In another language it is another paper: nobody waits for this one any more."""
        from expatdesk.services.base import new_key

        queue, actor = self._desk.services.printing.queue, self._desk.actor
        give_up = partial(queue.cancel, actor, failed.job_id, failed.tries, key=new_key())
        self._desk.operations.write(self, give_up)

    def _ask_printer(self) -> None:
        menu = PrinterMenu(self._desk, self, self._spool, self.other)
        menu.chosen.connect(self._elsewhere)
        menu.ask()

    @Slot(str)
    def _elsewhere(self, printer: str) -> None:
        self._submit(printer)

    # files

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
