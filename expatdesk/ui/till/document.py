"""An issued document: what it says, what belongs to it, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount
from expatdesk.i18n import _
from expatdesk.services.till.types import Issued
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    PageTitle,
    Pill,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    column,
    row,
)
from expatdesk.ui.till.case_papers import CasePapers
from expatdesk.ui.till.change import ChangeCard
from expatdesk.ui.till.corrections import CorrectionsCard
from expatdesk.ui.till.foot import DocumentFoot, reveal
from expatdesk.ui.till.history import HistoryCard
from expatdesk.ui.till.output import Output
from expatdesk.ui.till.paper_panel import PaperPanel, Wanted
from expatdesk.ui.till.previewing import paper_of
from expatdesk.ui.till.reading import Issue, read_issue
from expatdesk.ui.till.sums import SumsCard
from expatdesk.ui.till.words import kind_word, paper_state, unprinted

NARROW = 620
"""Below this width only the code of the visit is said, px."""


class DocumentView(QWidget):
    """``fresh`` documents were issued a moment ago: change is shown large, Enter does nothing."""

    document_wanted = Signal(int)
    visit_wanted = Signal(int)
    charge_wanted = Signal(int)
    corrected = Signal(object, bool)
    back_wanted = Signal()

    def __init__(
        self, desk: Desk, panel: PaperPanel, output: Output, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._output = desk, panel, output
        self._receipt_id = 0
        self._issue: Issue | None = None
        self._fresh = False
        self._language = ""
        self._make_parts()
        self._lay_out()
        panel.print_wanted.connect(self._print)
        panel.save_wanted.connect(self._save)
        panel.mail_wanted.connect(self._mail)

    def _make_parts(self) -> None:
        self.title = PageTitle(self._title)
        self.pill = Pill()
        self.visit = QuietButton(self._visit_words, on=self._open_visit)
        self.change = ChangeCard()
        self.sums = SumsCard()
        self.linked = CasePapers(lambda: _("Belongs to it"))
        self.linked.document_wanted.connect(self.document_wanted)
        self.corrections = CorrectionsCard(self._desk)
        self.corrections.issued.connect(self._corrected)
        self.corrections.inline_open.connect(self._inline_opened)
        self.history = HistoryCard()
        self.charge_rest = SecondaryButton(
            self._rest_words, key="F4", on=self._charge_rest, accent=True
        )
        self.foot = DocumentFoot(
            self.charge_rest,
            words=self._print_words,
            on_print=self._print,
            on_back=self.back_wanted.emit,
        )

    def _lay_out(self) -> None:
        self.scroller = ScrollColumn(spacing=12)
        for part in (self.change, self.sums, self.linked, self.corrections, self.history):
            self.scroller.content.addWidget(part)
        self.scroller.content.addStretch(1)
        body = column(spacing=12, parent=self)
        body.addLayout(row(self.title, self.pill, None, self.visit, spacing=10))
        body.addWidget(self.scroller, 1)
        body.addWidget(self.foot)

    # opening

    def open_document(self, receipt_id: int, *, change: int = 0, fresh: bool = False) -> None:
        """Reads a document and shows it."""
        self._receipt_id, self._issue, self._fresh = receipt_id, None, fresh
        self.change.show_change(change)
        self.corrections.close_forms()
        self._ask()

    def refresh(self) -> None:
        """Something of it has changed: its paper, or what belongs to it."""
        self._ask()

    def _ask(self) -> None:
        centre, receipt_id = self._desk.services, self._receipt_id
        self._desk.operations.read(
            self, "issue", partial(read_issue, centre, receipt_id), self._show, self._not_found
        )

    def _not_found(self, error: Exception) -> None:
        self._desk.tell(error)
        self.back_wanted.emit()

    def _show(self, issue: Issue) -> None:
        first = self._issue is None
        self._issue = issue
        view = issue.view
        look, word = paper_state(view.kind, issue.row.print_state)
        self.pill.set_state(look, word)
        self.pill.setMinimumWidth(self.pill.sizeHint().width())
        self.sums.show_issue(issue)
        self.linked.show_papers(issue.linked)
        self.corrections.show_issue(issue)
        self.history.show_lines(issue.history)
        self.visit.setVisible(issue.visit_id is not None)
        self._panel.offer(
            self._print_words if self._fresh else "", save=True, mail=bool(issue.contact.address)
        )
        self.charge_rest.setVisible(self._fresh and issue.open_cents > 0)
        self.foot.show_fresh(fresh=self._fresh)
        for part in (self.title, self.visit, self.charge_rest):
            part.retranslate()
        if first:
            self._panel.begin(self._panel_title, layout=issue.layout, language=view.language)
            paper = paper_of(self._desk)
            receipt_id = self._receipt_id
            self._panel.show_paper(
                Wanted(lambda layout, language: paper.pdf(receipt_id, layout, language)),
                soon=False,
            )
            self.setFocus()

    # doing

    def _print(self) -> None:
        if self._issue is None or not self.isVisible():
            return
        self._output.print_receipt(self._receipt_id, self._panel.paper(), self._panel.language())

    def _save(self) -> None:
        if self._issue is not None and self.isVisible():
            label = self._issue.view.label
            self._output.save_receipt(self._receipt_id, label, self._panel.paper())

    def _mail(self) -> None:
        if self._issue is not None and self.isVisible():
            contact = self._issue.contact
            self._output.mail_receipt(self._receipt_id, contact, self._panel.paper())

    def _open_visit(self) -> None:
        if self._issue is not None and self._issue.visit_id is not None:
            self.visit_wanted.emit(self._issue.visit_id)

    def _charge_rest(self) -> None:
        if self._issue is not None and self._issue.visit_id is not None:
            self.charge_wanted.emit(self._issue.visit_id)

    def _corrected(self, issued: Issued, on_paper: bool) -> None:  # noqa: FBT001  from a signal
        self.corrected.emit(issued, on_paper)

    def _inline_opened(self, opened: bool) -> None:  # noqa: FBT001  connected to a signal
        self.foot.give_way(to_form=opened)
        if opened:
            reveal(self.scroller, self.corrections.opened_form() or self.corrections)

    # words

    def _title(self) -> str:
        issue: Issue | None = getattr(self, "_issue", None)
        return "" if issue is None else f"{kind_word(issue.view.kind)} {issue.view.label}"

    def _panel_title(self) -> str:
        return self._title()

    def _visit_words(self) -> str:
        issue: Issue | None = getattr(self, "_issue", None)
        code = "" if issue is None else issue.view.reference
        if code and self.width() < NARROW:
            return code
        return _("Appointment {code}").format(code=code)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.visit.retranslate()

    def _rest_words(self) -> str:
        issue: Issue | None = getattr(self, "_issue", None)
        cents = 0 if issue is None else issue.open_cents
        return _("Charge the rest, {amount}").format(amount=amount(cents))

    def _print_words(self) -> str:
        issue: Issue | None = getattr(self, "_issue", None)
        if issue is not None and unprinted(issue.view.kind, issue.row.print_state):
            return _("Print")
        return _("Print copy")
