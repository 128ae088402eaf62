"""What is seen while a visit is charged: head, lines, means, sums, recipient, and the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.till.types import ChargeSheet, FeeLine
from expatdesk.ui.kit import (
    PageTitle,
    Pill,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    ScrollColumn,
    ToggleButton,
    column,
    row,
)
from expatdesk.ui.kit.taborder import follow_the_eye
from expatdesk.ui.till.bill import Bill
from expatdesk.ui.till.case_papers import CasePapers
from expatdesk.ui.till.charge_words import kept_words, reference_words, take_words, title_words
from expatdesk.ui.till.foot import LAYOUT_MS, Revealer
from expatdesk.ui.till.form import Form, Way
from expatdesk.ui.till.lines import LinesCard
from expatdesk.ui.till.opening import Opened
from expatdesk.ui.till.paying import PayingCard
from expatdesk.ui.till.recipient import RecipientCard
from expatdesk.ui.till.totals import TotalsCard

NARROW = 620
"""Below this width the sums stand under the means instead of beside them, px."""


class ChargeFrame(QWidget):
    """The parts of the view and where they stand; the view itself says what they show and do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened: Opened | None = None
        self._form = Form("")
        self._bill: Bill | None = None
        self._drawn: object = None
        self._narrow = False
        self._make_parts()
        self._lay_out()
        self._revealer = Revealer(self.scroller)
        self._order = QTimer(self, singleShot=True, interval=LAYOUT_MS)
        self._order.timeout.connect(self._follow_the_eye)

    def _make_parts(self) -> None:
        self.title = PageTitle(self._title)
        self.pill = Pill()
        self.reference = PlainLabel(self._reference_words, tone="muted", elide=False)
        self.below_title = PlainLabel(self._reference_words, role="small", tone="muted")
        self.below_title.hide()
        self.lines = LinesCard()
        self.paying = PayingCard()
        self.totals = TotalsCard()
        self.recipient = RecipientCard()
        self.papers = CasePapers()
        self.nothing = PlainLabel(
            lambda: _("Nothing is due for this visit."), tone="muted", wrap=True
        )
        self.kept_note = PlainLabel(kept_words, role="small", tone="warning", wrap=True)
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.go_back)
        self.mail = ToggleButton(lambda: _("Receipt by e-mail"))
        self.take_button = PrimaryButton(self._take_words, key="Return", on=self.take)
        self.take_button.height_px = 44

    def _lay_out(self) -> None:
        self.scroller = ScrollColumn(spacing=12)
        self.halves = row(spacing=14)
        self.halves.addWidget(self.paying, 17)
        self.halves.addWidget(self.totals, 10)
        self.below = column(spacing=12)
        content = self.scroller.content
        for part in (self.kept_note, self.lines, self.nothing):
            content.addWidget(part)
        content.addLayout(self.halves)
        content.addLayout(self.below)
        content.addWidget(self.recipient)
        content.addWidget(self.papers)
        content.addStretch(1)
        body = column(spacing=12, parent=self)
        body.addLayout(row(self.title, self.pill, None, self.reference, spacing=10))
        body.addWidget(self.below_title)
        body.addWidget(self.scroller, 1)
        body.addLayout(row(self.back, None, self.mail, self.take_button, spacing=10))

    def go_back(self) -> None:
        """The button Back."""
        raise NotImplementedError

    def take(self) -> None:
        """The primary button."""
        raise NotImplementedError

    # showing

    def show_charge(
        self, opened: Opened, bill: Bill, added: tuple[FeeLine, ...], *, needed: bool, covered: bool
    ) -> None:
        """Shows all that follows from the form. `needed`: the receipt needs a name; `covered`:
        names are hidden. Lines are built anew only where they have changed.
        """
        form, sheet = self._form, opened.sheet
        self._bill = bill
        drawn = (sheet, bill.rows, added)
        if drawn != self._drawn:
            self._drawn = drawn
            self.lines.show_bill(sheet, opened.names, form, bill, added)
        else:
            self.lines.follow(form)
        self.paying.show_form(sheet, form, bill)
        self.totals.show_bill(bill, form.way)
        self.recipient.show_recipient(
            named=form.named or needed, needed=needed, recipient=form.recipient, covered=covered
        )
        self.papers.show_papers(sheet.documents, opened.slips)
        self._show_parts(opened, bill)
        self._show_head(opened)
        self._order.start()

    def _show_parts(self, opened: Opened, bill: Bill) -> None:
        something = bool(opened.sheet.lines or self._form.added)
        on_account = self._form.way is Way.ACCOUNT
        self.nothing.setVisible(not something)
        self.paying.setVisible(bill.total > 0)
        self.totals.setVisible(something)
        self.recipient.setVisible(bill.total > 0 and not on_account)
        mailable = bool(opened.contact.address) and not on_account
        self.mail.setVisible(mailable and bill.total > 0)
        self.mail.blockSignals(True)
        self.mail.setChecked(self._form.mail)
        self.mail.blockSignals(False)
        self.take_button.setVisible(something)
        self.take_button.retranslate()

    def _show_head(self, opened: Opened) -> None:
        self.title.refresh()
        self.reference.refresh()
        self.below_title.refresh()
        self.pill.set_state(opened.sheet.state.value)
        self.pill.setMinimumWidth(self.pill.sizeHint().width())

    @Slot()
    def focus_means(self) -> None:
        """The keyboard goes to what the chosen means asks for, and that comes into sight."""
        self.paying.focus_first()
        self._revealer.reveal(self.paying)

    def say_problem(self, field: str, words: Callable[[], str]) -> bool:
        """Says at its field what is wrong; False where it is none that is seen."""
        return self.paying.show_problem(field, words) or self.recipient.show_problem(field, words)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        self.paying.clear_problems()
        self.recipient.fields.clear_errors()

    @Slot()
    def _follow_the_eye(self) -> None:
        follow_the_eye(self.scroller, self.back, self.mail, self.take_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.reference.setVisible(not narrow)
        self.below_title.setVisible(narrow)
        for label in (self.title, self.reference, self.below_title):
            label.refresh()
        self.lines.set_narrow(narrow=narrow)
        if narrow:
            self.halves.removeWidget(self.totals)
            self.below.addWidget(self.totals)
        else:
            self.below.removeWidget(self.totals)
            self.halves.addWidget(self.totals, 10)

    # words

    def _title(self) -> str:
        return title_words(self._sheet(), narrow=self._narrow)

    def _reference_words(self) -> str:
        return reference_words(self._sheet(), narrow=self._narrow)

    def _sheet(self) -> ChargeSheet | None:
        return None if self._opened is None else self._opened.sheet

    def _take_words(self) -> str:
        return take_words(self._form, self._bill)
