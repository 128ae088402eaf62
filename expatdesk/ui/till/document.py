"""An issued document: what it says, what belongs to it, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount
from expatdesk.i18n import _
from expatdesk.terms import PrintState
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
from expatdesk.ui.till.foot import DocumentFoot, Revealer
from expatdesk.ui.till.history import HistoryCard
from expatdesk.ui.till.issued_view import IssuedView
from expatdesk.ui.till.output import Output
from expatdesk.ui.till.paper_panel import PaperPanel, Wanted
from expatdesk.ui.till.previewing import paper_of
from expatdesk.ui.till.reading import Issue, read_issue
from expatdesk.ui.till.sums import SumsCard
from expatdesk.ui.till.words import kind_word, paper_look, paper_word, unprinted

GAPS = 40
"""Between title, pill and visit, px."""


class DocumentView(IssuedView):
    """``fresh`` documents were issued a moment ago: change is shown large, Enter goes on."""

    document_wanted = Signal(int)
    visit_wanted = Signal(int)
    charge_wanted = Signal(int)
    corrected = Signal(object, bool)

    def __init__(
        self, desk: Desk, panel: PaperPanel, output: Output, parent: QWidget | None = None
    ) -> None:
        self._receipt_id = 0
        self._issue: Issue | None = None
        self._short = False
        super().__init__(desk, panel, output, parent)
        self._make_parts()
        self._lay_out()
        self._connect()

    def _make_parts(self) -> None:
        self.title = PageTitle(self._title)
        self.pill = Pill()
        self.visit = QuietButton(self._visit_words, on=self._open_visit)
        self.change = ChangeCard()
        self.sums = SumsCard()
        self.linked = CasePapers(lambda: _("Belongs to it"))
        self.corrections = CorrectionsCard(self._desk)
        self.history = HistoryCard()
        self.charge_rest = SecondaryButton(
            self._rest_words, key="F4", on=self._charge_rest, accent=True
        )
        self.foot = DocumentFoot(
            self.charge_rest,
            words=self._print_words,
            on_print=self._print,
            on_back=self._go_back,
        )

    def _lay_out(self) -> None:
        self.scroller = ScrollColumn(spacing=12)
        self._revealer = Revealer(self.scroller)
        for part in (self.change, self.sums, self.linked, self.corrections, self.history):
            self.scroller.content.addWidget(part)
        self.scroller.content.addStretch(1)
        body = column(spacing=12, parent=self)
        body.addLayout(row(self.title, self.pill, None, self.visit, spacing=10))
        body.addWidget(self.scroller, 1)
        body.addWidget(self.foot)

    def _connect(self) -> None:
        self.linked.document_wanted.connect(self.document_wanted)
        self.corrections.issued.connect(self.corrected)
        self.corrections.inline_open.connect(self._inline_opened)
        self._panel.mail_wanted.connect(self._mail)

    # opening

    def open_document(self, receipt_id: int, *, change: int = 0, fresh: bool = False) -> None:
        """Reads a document and shows it. `change`: to give (cents), or negative to give back."""
        self._receipt_id, self._issue, self._fresh = receipt_id, None, fresh
        self.change.show_change(change)
        self.corrections.close_forms()
        self.foot.begin(fresh=fresh, cents=change)
        self._ask()

    def _ask(self) -> None:
        centre, receipt_id = self._desk.services, self._receipt_id
        self._desk.operations.read(
            self, "issue", partial(read_issue, centre, receipt_id), self._show, self._not_found
        )

    def _show(self, issue: Issue) -> None:
        first = self._issue is None
        self._issue = issue
        self.sums.show_issue(issue)
        self.linked.show_papers(issue.linked)
        self.corrections.show_issue(issue)
        self.history.show_lines(issue.history)
        self._panel.offer(
            self._print_words if self._fresh else "", save=True, mail=bool(issue.contact.address)
        )
        self._show_head(issue)
        self._show_foot(issue)
        if first:
            self._show_paper(issue)
            self.setFocus()

    def _show_head(self, issue: Issue) -> None:
        kind, state = issue.view.kind, issue.row.print_state
        self.pill.set_state(paper_look(kind, state), partial(paper_word, kind, state))
        self.visit.setVisible(issue.visit_id is not None)
        self.title.retranslate()
        self._fit_head()

    def _show_foot(self, issue: Issue) -> None:
        self.charge_rest.setVisible(self._fresh and issue.open_cents > 0)
        self.charge_rest.retranslate()
        self.foot.print_button.retranslate()
        self.foot.hold(unprinted=self._fresh and issue.row.print_state is PrintState.FAILED)

    def _show_paper(self, issue: Issue) -> None:
        view, paper, receipt_id = issue.view, paper_of(self._desk), self._receipt_id
        self._panel.begin(view.label, layout=issue.layout, language=view.language)
        self._panel.show_paper(
            Wanted(lambda layout, language: paper.pdf(receipt_id, layout, language)), soon=False
        )

    # doing

    @Slot()
    def _print(self) -> None:
        if self._issue is None or not self.isVisible():
            return
        self._output.print_receipt(self._receipt_id, self._panel.paper(), self._panel.language())

    @Slot()
    def _save(self) -> None:
        if self._issue is not None and self.isVisible():
            label = self._issue.view.label
            self._output.save_receipt(self._receipt_id, label, self._panel.paper())

    @Slot()
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

    @Slot(bool)
    def _inline_opened(self, opened: bool) -> None:  # noqa: FBT001  connected to a signal
        self.foot.give_way(to_form=opened)
        if opened:
            self._revealer.reveal(self.corrections.opened_form() or self.corrections)

    # words

    def _title(self) -> str:
        issue = self._issue
        return "" if issue is None else f"{kind_word(issue.view.kind)} {issue.view.label}"

    def _visit_words(self) -> str:
        code = "" if self._issue is None else self._issue.view.reference
        return code if self._short else _("Appointment {code}").format(code=code)

    def _fit_head(self) -> None:
        """Where there is no room only the code of the visit is said."""
        self._short = False
        self.visit.retranslate()
        wanted = sum(part.sizeHint().width() for part in (self.title, self.pill, self.visit))
        self._short = wanted + GAPS > self.width()
        self.visit.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _rest_words(self) -> str:
        cents = 0 if self._issue is None else self._issue.open_cents
        return _("Charge the rest, {amount}").format(amount=amount(cents))

    def _print_words(self) -> str:
        issue = self._issue
        if issue is not None and unprinted(issue.view.kind, issue.row.print_state):
            return _("Print")
        return _("Print copy")
