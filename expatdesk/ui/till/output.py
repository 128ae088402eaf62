"""Brings documents to paper, into a file or into the outbox, and says how that went.

Whatever the printer says, the document stands: it is only not printed yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from expatdesk.documents.parts import Layout
from expatdesk.i18n import _
from expatdesk.storage.changes import Changes
from expatdesk.terms import PrintState
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.operations import Progress
from expatdesk.ui.printing import FileAt, queue_of, spooler
from expatdesk.ui.till.opening import Contact
from expatdesk.ui.till.previewing import paper_of
from expatdesk.ui.till.trouble import PrintTrouble
from expatdesk.workflows.paper import OnPaper, slip_order
from expatdesk.workflows.printing import Spooler
from expatdesk.workflows.receipt_mail import Outbox

if TYPE_CHECKING:
    from expatdesk.workflows.printing.queue import Printed

FOLDER = "till/folder"
"""Preference: where PDFs were saved last."""


class Output(QObject):
    """Runs on the thread for long jobs, with the bar of troubles beside it."""

    def __init__(self, desk: Desk, trouble: PrintTrouble, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._trouble, self._window = desk, trouble, window
        self._with_file: Callable[[Path], None] | None = None

    # documents

    def print_receipt(self, receipt_id: int, layout: Layout | None, language: str = "") -> None:
        """Prints it; a second time it is a copy."""
        self._submit(receipt_id, spooler(), PrintState.PRINTED, layout, language)

    def print_all(self, receipt_ids: Sequence[int]) -> None:
        """Prints those that are not on paper yet, one after the other."""
        for receipt_id in receipt_ids:
            self.print_receipt(receipt_id, None)

    def mail_receipt(self, receipt_id: int, contact: Contact, layout: Layout | None) -> None:
        """Puts a mail with the document into the outbox."""
        out = Outbox(
            self._desk.services,
            self._desk.actor,
            address=contact.address,
            name=contact.name,
            language=contact.language,
            party_id=contact.party_id,
        )
        self._submit(receipt_id, out, PrintState.MAILED, layout, "")

    def save_receipt(self, receipt_id: int, label: str, layout: Layout | None) -> None:
        """Asks where to, and saves the PDF there."""
        self._ask_file(
            label, lambda path: self._submit(receipt_id, FileAt(path), PrintState.FILED, layout, "")
        )

    def _submit(
        self,
        receipt_id: int,
        out: Spooler,
        state: PrintState,
        layout: Layout | None,
        language: str,
    ) -> None:
        actor, paper = self._desk.actor, paper_of(self._desk)

        def work(_progress: Progress) -> OnPaper:
            return paper.put_out(
                actor, receipt_id, out, layout=layout, language=language, state=state
            )

        again = partial(self._submit, receipt_id, out, state, layout, language)
        self._desk.operations.job(
            self,
            work,
            lambda done: self._told(done, again, layout),
            lambda error: self._failed(error, again, receipt_id, layout),
        )

    def _told(self, done: OnPaper, again: Callable[[], None], layout: Layout | None) -> None:
        self._desk.spread(Changes.of("till", done.receipt_id))
        if done.state is PrintState.MAILED:
            self._desk.spread(Changes.of("messages"))
            self._desk.notify(_("{number} is in the outbox.").format(number=done.label))
        elif done.state is PrintState.FILED:
            self._desk.notify(
                _("{number} was saved as {file}.").format(number=done.label, file=done.target)
            )
        if done.problem is None:
            self._trouble.dismiss()
        else:
            save = partial(self.save_receipt, done.receipt_id, done.label, layout)
            self._trouble.explain(done.label, done.problem.message, again, save)

    def _failed(
        self, error: Exception, again: Callable[[], None], receipt_id: int, layout: Layout | None
    ) -> None:
        save = partial(self.save_receipt, receipt_id, "", layout)
        self._trouble.explain("", lambda: words_of(error)[1], again, save)

    # slips

    def print_slip(
        self,
        unbilled_id: int,
        layout: Layout,
        language: str,
        failed: Printed | None = None,
    ) -> None:
        """Prints the slip of a charge on an account. `failed`: the try that did not succeed."""
        queue, actor, till = queue_of(self._desk), self._desk.actor, self._desk.services.till

        def work(_progress: Progress) -> Printed:
            if failed is not None:
                return queue.again(actor, failed.job_id, failed.tries)
            label = till.slip(unbilled_id).label
            return queue.put(actor, slip_order(unbilled_id, label, layout, language))

        def told(printed: Printed) -> None:
            self._desk.spread(Changes.of("printing", printed.job_id))
            label, problem = printed.order.title, printed.problem
            if problem is None:
                self._trouble.dismiss()
                return
            again = partial(self.print_slip, unbilled_id, layout, language, printed)
            save = partial(self.save_slip, unbilled_id, label, layout, language)
            self._trouble.explain(label, problem.message, again, save)

        self._desk.operations.job(self, work, told)

    def save_slip(self, unbilled_id: int, label: str, layout: Layout, language: str) -> None:
        """Asks where to, and saves the slip there."""
        self._ask_file(label, lambda path: self._file_slip(unbilled_id, path, layout, language))

    def _file_slip(self, unbilled_id: int, path: Path, layout: Layout, language: str) -> None:
        paper = paper_of(self._desk)

        def work(_progress: Progress) -> None:
            FileAt(path).submit(paper.slip(unbilled_id, layout, language), path.stem)

        def told(_nothing: None) -> None:
            self._trouble.dismiss()
            self._desk.notify(_("Saved as {name}.").format(name=path.name))

        self._desk.operations.job(self, work, told)

    # files

    def _ask_file(self, label: str, then: Callable[[Path], None]) -> None:
        folder = self._desk.preferences.text(FOLDER) or str(Path.home())
        dialog = QFileDialog(self._window, _("Save as PDF"), folder, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{label or 'document'}.pdf")
        self._with_file = then
        dialog.fileSelected.connect(self._file_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _file_chosen(self, file: str) -> None:
        path, then = Path(file), self._with_file
        self._desk.preferences.set(FOLDER, str(path.parent))
        if then is not None:
            then(path)
