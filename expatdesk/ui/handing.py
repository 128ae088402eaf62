"""Prints in the background and says how it went: that it is out, or why not and what now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu, QWidget

from expatdesk.i18n import _
from expatdesk.storage.changes import Changes
from expatdesk.ui.context import Desk, Way
from expatdesk.ui.printing import printer_words, queue_of, spooler
from expatdesk.workflows.printing import Printer, PrinterState, Spooler

if TYPE_CHECKING:
    from expatdesk.services.printing import PrintOrder, Profile
    from expatdesk.ui.operations import Progress
    from expatdesk.workflows.printing.queue import Printed

Then = Callable[["Printed"], None]


class Handing(QObject):
    """Hands papers to the print queue. What fails is said in the window, with the ways on.

    `free`: a try has ended, however it did.
    """

    free = Signal()

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        spool: Callable[[], Spooler] = spooler,
    ) -> None:
        super().__init__(parent)
        self._desk, self._window, self._spool = desk, parent, spool

    def put(
        self, order: PrintOrder, then: Then | None = None, *, profile: Profile | None = None
    ) -> None:
        """Prints a paper at once. ``then`` says itself how it ended.

        ``profile``: another than that of its kind.
        """
        queue, actor = queue_of(self._desk, self._spool()), self._desk.actor
        self._run(lambda: queue.put(actor, order, profile=profile), then)

    def again(
        self, job_id: int, tries: int, printer: str | None = None, then: Then | None = None
    ) -> None:
        """Prints a paper of the queue once more, perhaps at another printer."""
        queue, actor = queue_of(self._desk, self._spool()), self._desk.actor
        self._run(lambda: queue.again(actor, job_id, tries, printer=printer), then)

    def _run(self, work: Callable[[], Printed], then: Then | None) -> None:
        def job(progress: Progress) -> Printed:
            progress.check()
            return work()

        self._desk.operations.job(self, job, partial(self._ended, then), self._failed)

    def _ended(self, then: Then | None, printed: Printed) -> None:
        self.free.emit()
        self._desk.spread(Changes.of("printing", printed.job_id) | printed.changes)
        (then or self.tell)(printed)

    def _failed(self, error: Exception) -> None:
        self.free.emit()
        # Whatever it was, the paper may be in the queue now.
        self._desk.spread(Changes.of("printing"))
        self._desk.tell(error)

    def tell(self, printed: Printed) -> None:
        """Says that it is out, or why not, with the ways on."""
        if printed.is_out:
            words = _("Sent to the printer {name}.")
            self._desk.notify(words.format(name=printer_words(printed.target)))
            return
        self._desk.trouble(
            partial(trouble_words, printed),
            Way(lambda: _("Print again"), partial(self.again, printed.job_id, printed.tries)),
            Way(lambda: _("Other printer…"), partial(self._elsewhere, printed)),
        )

    def _elsewhere(self, printed: Printed) -> None:
        menu = PrinterMenu(self._desk, self._window, self._spool)
        menu.chosen.connect(_Choice(self, printed, menu).take)
        menu.ask()


class _Choice(QObject):
    """Remembers of which paper the menu asks; goes with the menu."""

    def __init__(self, handing: Handing, printed: Printed, menu: PrinterMenu) -> None:
        super().__init__(menu)
        self._handing, self._printed = handing, printed

    @Slot(str)
    def take(self, printer: str) -> None:
        """Prints there."""
        self._handing.again(self._printed.job_id, self._printed.tries, printer)


class PrinterMenu(QObject):
    """Asks the system for its printers and offers them in a menu. ``chosen``: a printer's name."""

    chosen = Signal(str)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        spool: Callable[[], Spooler] = spooler,
        anchor: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._spool, self._anchor = desk, spool, anchor
        self._place = QCursor.pos()
        self.menu = QMenu(parent)
        self.menu.aboutToHide.connect(self.deleteLater)

    def ask(self) -> None:
        """Opens the menu once the printers are known; says why where they are not."""
        find = self._spool().printers
        self._desk.operations.job(self, lambda _progress: find(), self._offer, self._failed)

    def _offer(self, printers: Sequence[Printer]) -> None:
        for printer in printers:
            action = QAction(printer_state_words(printer).replace("&", "&&"), self.menu)
            action.setData(printer.name)
            self.menu.addAction(action)
        if not printers:
            nothing = self.menu.addAction(_("No printer is set up on this computer."))
            nothing.setEnabled(False)
        self.menu.triggered.connect(self._triggered)
        place = self._place
        if self._anchor is not None:
            place = self._anchor.mapToGlobal(self._anchor.rect().bottomLeft())
        self.menu.popup(place)

    def _failed(self, error: Exception) -> None:
        self._desk.tell(error)
        self.deleteLater()

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))


def trouble_words(printed: Printed) -> str:
    """Which paper did not come out, and why."""
    from expatdesk.workflows.print_papers import paper_words

    why = printed.problem.message() if printed.problem is not None else ""
    said = _("{paper} {title} is not printed. {problem}")
    return said.format(
        paper=paper_words(printed.order.kind), title=printed.order.title, problem=why
    )


def printer_state_words(printer: Printer) -> str:
    """A printer, and whether it takes documents."""
    if printer.state is PrinterState.PAUSED:
        return _("{printer} (paused)").format(printer=printer.name)
    if printer.state is PrinterState.REJECTING:
        return _("{printer} (takes no documents now)").format(printer=printer.name)
    return printer.name
