"""A slip: a charge on an account, that is no receipt and may still be withdrawn."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from expatdesk.clock import local
from expatdesk.formats import amount, moment_medium
from expatdesk.i18n import _
from expatdesk.services.base import Done, Refusal
from expatdesk.services.till.types import SlipView
from expatdesk.terms import AccountState
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    Hairline,
    KeyValueRow,
    PageTitle,
    Pill,
    PlainLabel,
    ScrollColumn,
    SecondaryButton,
    clear,
    column,
    row,
    veiled,
)
from expatdesk.ui.till.correcting import WithdrawForm
from expatdesk.ui.till.foot import DocumentFoot
from expatdesk.ui.till.issued_view import IssuedView
from expatdesk.ui.till.output import Output
from expatdesk.ui.till.paper_panel import PaperPanel, Wanted
from expatdesk.ui.till.previewing import paper_of
from expatdesk.ui.till.reading import Slip, read_slip
from expatdesk.ui.till.words import account_look, account_word, said


class SlipPage(IssuedView):
    """Shows one slip."""

    def __init__(
        self, desk: Desk, panel: PaperPanel, output: Output, parent: QWidget | None = None
    ) -> None:
        self._unbilled_id = 0
        self._slip: SlipView | None = None
        super().__init__(desk, panel, output, parent)
        self.title = PageTitle(self._title)
        self.pill = Pill()
        self.head = PlainLabel("", tone="muted", wrap=True)
        self.rows = column(spacing=5)
        self.withdraw_button = SecondaryButton(
            lambda: _("Withdraw from account…"), key="F7", on=self._ask_withdraw
        )
        self.form = WithdrawForm()
        self.form.wanted.connect(self._withdraw)
        self.form.closed.connect(self._form_closed)
        self.foot = DocumentFoot(
            words=_slip_words,
            on_print=self._print,
            on_back=self._go_back,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card(padding=14)
        card.add(self.head)
        card.add(self.rows)
        scroller = ScrollColumn(spacing=12)
        scroller.content.addWidget(card)
        scroller.content.addLayout(row(self.withdraw_button, None))
        scroller.content.addWidget(self.form)
        scroller.content.addStretch(1)
        body = column(spacing=12, parent=self)
        body.addLayout(row(self.title, self.pill, None, spacing=10))
        body.addWidget(scroller, 1)
        body.addWidget(self.foot)

    def open_slip(self, unbilled_id: int, *, fresh: bool = False) -> None:
        """Reads a slip and shows it."""
        self._unbilled_id, self._slip, self._fresh = unbilled_id, None, fresh
        self.form.hide()
        self.foot.begin(fresh=fresh)
        self._ask()

    def _ask(self) -> None:
        centre, unbilled_id = self._desk.services, self._unbilled_id
        self._desk.operations.read(
            self, "slip", partial(read_slip, centre, unbilled_id), self._show, self._not_found
        )

    def _show(self, slip: Slip) -> None:
        first, view = self._slip is None, slip.view
        self._slip = view
        self.pill.set_state(account_look(view.state), partial(account_word, view.state))
        self.title.refresh()
        self.head.set_text(partial(_head_words, view))
        self.withdraw_button.setVisible(view.state is AccountState.OPEN)
        self._panel.offer(_slip_words if self._fresh else "", save=True)
        clear(self.rows)
        for line in view.lines:
            cents = partial(amount, line.invoice_net, symbol=False)
            self.rows.addWidget(KeyValueRow(partial(said, line.text), cents, role="text"))
        self.rows.addWidget(Hairline())
        total = partial(amount, view.net)
        self.rows.addWidget(KeyValueRow(lambda: _("Total excl. VAT"), total, strong=True))
        if first:
            self._show_paper(slip)

    def _show_paper(self, slip: Slip) -> None:
        paper, unbilled_id = paper_of(self._desk), self._unbilled_id
        self._panel.begin(slip.view.label, layout=slip.layout, language="both")
        self._panel.show_paper(
            Wanted(lambda layout, language: paper.slip(unbilled_id, layout, language)), soon=False
        )
        self.setFocus()

    @Slot()
    def _print(self) -> None:
        if self._slip is not None and self.isVisible():
            self._output.print_slip(self._unbilled_id, self._panel.paper(), self._panel.language())

    @Slot()
    def _save(self) -> None:
        if self._slip is not None and self.isVisible():
            self._output.save_slip(
                self._unbilled_id, self._slip.label, self._panel.paper(), self._panel.language()
            )

    # withdrawing

    def _ask_withdraw(self) -> None:
        self.foot.give_way(to_form=True)
        self.form.begin()

    @Slot()
    def _form_closed(self) -> None:
        self.foot.give_way(to_form=False)

    @Slot(str)
    def _withdraw(self, reason: str) -> None:
        actor, till, key = self._desk.actor, self._desk.services.till, self.form.key
        unbilled_id = self._unbilled_id

        def done(_done: Done[int]) -> None:
            self.form.close_form()
            self._desk.notify(_("The charge is off the account; the fee is due again."))
            self.refresh()

        def failed(error: Exception) -> None:
            if isinstance(error, Refusal):
                self.form.refuse(error)
            else:
                self._desk.tell(error)

        self._desk.operations.write(
            self,
            lambda: till.withdraw_from_account(actor, unbilled_id, reason, key=key),
            done,
            failed,
        )

    def _title(self) -> str:
        return "" if self._slip is None else _("Slip {number}").format(number=self._slip.label)


def _slip_words() -> str:
    return _("Print slip")


def _head_words(view: SlipView) -> str:
    parts = [veiled(view.account), moment_medium(local(view.at)), view.staff, said(view.desk)]
    if view.po_number:
        parts.insert(1, _("PO number {number}").format(number=view.po_number))
    if view.reference:
        parts.append(_("Appointment {code}").format(code=view.reference))
    return " · ".join(parts)
