"""What can still be done with an issued document: a button each, and the form it opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.base import Done, Refusal
from expatdesk.services.till.types import Issued, Recipient
from expatdesk.terms import DocumentKind, Means
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Card, FlowLayout, SecondaryButton
from expatdesk.ui.till.correcting import CorrectingForm, InvoiceForm, MeansForm, RefundForm
from expatdesk.ui.till.reading import Issue


class CorrectionsCard(Card):
    """``issued`` carries what the till has issued, and whether paper of it is handed out.

    ``inline_open`` tells whether a form is open.
    """

    issued = Signal(object, bool)
    inline_open = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Corrections"), parent=parent)
        self._desk = desk
        self._issue: Issue | None = None
        self.refund, self.means, self.invoice = RefundForm(), MeansForm(), InvoiceForm()
        self.refund_button = SecondaryButton(
            lambda: _("Refund in full…"), key="F7", on=self._ask_refund
        )
        self.means_button = SecondaryButton(
            lambda: _("Correct means…"), key="F8", on=self._ask_means
        )
        self.invoice_button = SecondaryButton(
            lambda: _("Invoice in another name…"), key="F9", on=self._ask_invoice
        )
        holder = QWidget()
        line = FlowLayout(holder, spacing=8)
        for button in (self.refund_button, self.means_button, self.invoice_button):
            line.addWidget(button)
        self.add(holder)
        for form in self._forms():
            self.add(form)
            form.closed.connect(self._closed)
        self.refund.wanted.connect(self._refund)
        self.means.wanted.connect(self._correct)
        self.invoice.wanted.connect(self._bill)

    def show_issue(self, issue: Issue) -> None:
        """Offers what makes sense for this document."""
        if self._issue is not None and self._issue.view.receipt_id != issue.view.receipt_id:
            self.close_forms()
        self._issue = issue
        sale = issue.view.kind is DocumentKind.RECEIPT
        paid = issue.view.kind in (DocumentKind.RECEIPT, DocumentKind.CREDIT)
        self.refund_button.setVisible(issue.refundable)
        self.invoice_button.setVisible(sale and issue.refundable)
        self.means_button.setVisible(paid)
        self.setVisible(paid)

    def opened_form(self) -> CorrectingForm | None:
        """The form that is open."""
        return next((form for form in self._forms() if form.isVisibleTo(self)), None)

    def close_forms(self) -> None:
        """Leaves whatever is open."""
        for form in self._forms():
            if form.isVisibleTo(self):
                form.close_form()

    def _forms(self) -> tuple[CorrectingForm, ...]:
        return (self.refund, self.means, self.invoice)

    def _ask_refund(self) -> None:
        issue = self._issue
        if issue is not None:
            means = _offered(issue)
            paid = [each for each in issue.means if each in means]
            self.refund.offer(issue.left, means, paid[-1] if paid else means[0])
            self._open(self.refund)

    def _ask_means(self) -> None:
        if self._issue is not None:
            self.means.offer(self._issue.means, _offered(self._issue))
            self._open(self.means)

    def _ask_invoice(self) -> None:
        if self._issue is not None:
            self._open(self.invoice)

    def _open(self, form: CorrectingForm) -> None:
        self.close_forms()
        form.begin()
        self.inline_open.emit(True)

    @Slot()
    def _closed(self) -> None:
        self.inline_open.emit(any(form.isVisibleTo(self) for form in self._forms()))

    # what is sent

    @Slot(object, str)
    def _refund(self, means: Means, reason: str) -> None:
        actor, till, key = self._desk.actor, self._desk.services.till, self.refund.key
        receipt_id = self._receipt_id()
        self._send(
            self.refund,
            lambda: till.refund_in_full(actor, receipt_id, means, reason, key=key),
            on_paper=True,
        )

    @Slot(object, object, str)
    def _correct(self, wrong: Means, right: Means, reason: str) -> None:
        actor, till, key = self._desk.actor, self._desk.services.till, self.means.key
        receipt_id = self._receipt_id()
        self._send(
            self.means,
            lambda: till.correct_means(actor, receipt_id, wrong, right, reason, key=key),
            on_paper=False,
        )

    @Slot(object)
    def _bill(self, recipient: Recipient) -> None:
        actor, till, key = self._desk.actor, self._desk.services.till, self.invoice.key
        receipt_id = self._receipt_id()
        self._send(
            self.invoice,
            lambda: till.invoice_for(actor, receipt_id, recipient, key=key),
            on_paper=True,
        )

    def _receipt_id(self) -> int:
        return 0 if self._issue is None else self._issue.view.receipt_id

    def _send(
        self, form: CorrectingForm, work: Callable[[], Done[Issued]], *, on_paper: bool
    ) -> None:
        def issued(done: Done[Issued]) -> None:
            form.close_form()
            self.issued.emit(done.value, on_paper)

        def failed(error: Exception) -> None:
            if isinstance(error, Refusal):
                form.refuse(error)
            else:
                form.confirm.setEnabled(True)
                self._desk.tell(error)

        self._desk.operations.write(self, work, issued, failed)


def _offered(issue: Issue) -> tuple[Means, ...]:
    """The means of the centre: cash only where it is taken."""
    return tuple(each for each in Means if each is not Means.CASH or issue.cash_allowed)
