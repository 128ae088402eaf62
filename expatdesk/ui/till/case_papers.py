"""What was issued before: receipts, refunds, corrections and slips, each a link."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.formats import amount, date_medium
from expatdesk.i18n import _
from expatdesk.services.till.types import ReceiptRow, SlipRow
from expatdesk.ui.kit import Card, LinkButton, Pill, PlainLabel, Text, clear, column, row
from expatdesk.ui.till.words import account_look, account_word, kind_word


class PaperLink(LinkButton):
    """Leads to a document; ``wanted`` carries its id."""

    wanted = Signal(int)

    def __init__(self, text: Text, number: int, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self._number = number
        self.clicked.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        self.wanted.emit(self._number)


class CasePapers(Card):
    """``document_wanted`` carries a receipt's id, ``slip_wanted`` an unbilled charge's."""

    document_wanted = Signal(int)
    slip_wanted = Signal(int)

    def __init__(self, title: Text | None = None, parent: QWidget | None = None) -> None:
        super().__init__(title or _documents_words, spacing=2, parent=parent)
        self._shown: object = None
        self.rows = column(spacing=2)
        self.add(self.rows)

    def show_papers(self, documents: Sequence[ReceiptRow], slips: Sequence[SlipRow] = ()) -> None:
        """Shows the links; without any the card goes."""
        self.setVisible(bool(documents or slips))
        shown = (tuple(documents), tuple(slips))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self.rows)
        for document in documents:
            self._put_document(document)
        for slip in slips:
            self._put_slip(slip)

    def _put_document(self, document: ReceiptRow) -> None:
        link = PaperLink(partial(_label_of, document), document.receipt_id)
        link.wanted.connect(self.document_wanted)
        detail = PlainLabel(
            lambda: f"{date_medium(document.day)} · {document.staff}", role="small", tone="muted"
        )
        parts: list[QWidget] = [detail]
        if document.credited:
            parts.append(Pill(partial(_credited_words, document), state="neutral"))
        self._put(link, parts, document.total)

    def _put_slip(self, slip: SlipRow) -> None:
        link = PaperLink(partial(_slip_of, slip), slip.unbilled_id)
        link.wanted.connect(self.slip_wanted)
        account = PlainLabel(slip.account, role="small", tone="muted", personal=True)
        state = Pill(partial(account_word, slip.state), state=account_look(slip.state))
        self._put(link, [account, state], slip.net)

    def _put(self, link: LinkButton, parts: Sequence[QWidget], cents: int) -> None:
        line = row(link, spacing=8)
        for part in parts:
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(PlainLabel(partial(amount, cents), role="amount_small", elide=False))
        self.rows.addLayout(line)


def _documents_words() -> str:
    return _("Documents of this case")


def _label_of(document: ReceiptRow) -> str:
    return f"{kind_word(document.kind)} {document.label}"


def _slip_of(slip: SlipRow) -> str:
    return _("Slip {number}").format(number=slip.label)


def _credited_words(document: ReceiptRow) -> str:
    if document.credited >= document.total:
        return _("Refunded")
    return _("Partly refunded")
