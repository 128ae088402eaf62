"""Charging a visit: lines, means, sums, and one button that takes the money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from expatdesk.clock import local
from expatdesk.formats import amount, time_hm
from expatdesk.i18n import _
from expatdesk.services.till.types import FeeLine, Recipient
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    PageTitle,
    Pill,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    ScrollColumn,
    ToggleButton,
    column,
    names_hidden,
    row,
)
from expatdesk.ui.kit.taborder import follow_the_eye
from expatdesk.ui.till.bill import Bill, make_bill, sent_as
from expatdesk.ui.till.case_papers import CasePapers
from expatdesk.ui.till.drafting import ChargeDraft
from expatdesk.ui.till.foot import LAYOUT_MS, reveal
from expatdesk.ui.till.form import Form, Way
from expatdesk.ui.till.lines import LinesCard
from expatdesk.ui.till.opening import Opened, first_form, fitting, open_visit, price, was_committed
from expatdesk.ui.till.paper_panel import PaperPanel
from expatdesk.ui.till.paying import PayingCard
from expatdesk.ui.till.previewing import previewed
from expatdesk.ui.till.recipient import RecipientCard
from expatdesk.ui.till.taking import Taken, Taking
from expatdesk.ui.till.totals import TotalsCard

NARROW = 620
"""Below this width the sums stand under the means instead of beside them, px."""


class ChargeView(QWidget):
    """``taken`` carries what became of it; ``document_wanted`` and ``slip_wanted`` an id."""

    taken = Signal(object)
    document_wanted = Signal(int)
    slip_wanted = Signal(int)
    back_wanted = Signal()

    def __init__(self, desk: Desk, panel: PaperPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._panel = desk, panel
        self._visit_id = 0
        self._opened: Opened | None = None
        self._form = Form("")
        self._added: tuple[FeeLine, ...] = ()
        self._bill: Bill | None = None
        self._drawn: object = None
        self._narrow = False
        self.draft = ChargeDraft(desk, self)
        self.taking = Taking(desk, self)
        self._order = QTimer(self, singleShot=True, interval=LAYOUT_MS)
        self._make_parts()
        self._lay_out()
        self._connect()

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
        self.kept_note = PlainLabel(self._kept_words, role="small", tone="warning", wrap=True)
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.back_wanted.emit)
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

    def _connect(self) -> None:
        self.lines.edited.connect(self._edited)
        self.lines.inline_open.connect(self._inline_opened)
        self.paying.edited.connect(self._edited)
        self.recipient.edited.connect(self._named)
        self.mail.toggled.connect(self._mail_toggled)
        self.papers.document_wanted.connect(self.document_wanted)
        self.papers.slip_wanted.connect(self.slip_wanted)
        self.taking.taken.connect(self._taken)
        self.taking.refused.connect(self._refused)
        self._panel.chosen.connect(self._paper_chosen)
        self._desk.names_hidden_changed.connect(self._names_hidden)
        self._order.timeout.connect(self._follow_the_eye)

    # opening

    def open_visit(self, visit_id: int, means: str | None = None) -> None:
        """Reads the visit and its draft, and shows it."""
        self._visit_id, self._opened = visit_id, None
        self._desk.operations.read(
            self,
            "visit",
            self._reader(visit_id),
            lambda opened: self._show(opened, means),
            self._not_opened,
        )

    def refresh(self) -> None:
        """Something of it has changed elsewhere: the lines are read anew, the choices stay."""
        if self._opened is None or self.taking.busy or self.lines.busy():
            return
        self._desk.operations.read(self, "visit", self._reader(self._visit_id), self._reread)

    def leave(self) -> None:
        """Another page is opened: what was chosen is kept."""
        self.draft.save()

    def _reader(self, visit_id: int) -> Callable[[], Opened]:
        centre, desk_id = self._desk.services, self._desk.actor.desk_id
        return partial(open_visit, centre, visit_id, desk_id)

    def _show(self, opened: Opened, means: str | None) -> None:
        sheet = opened.sheet
        first = first_form(opened, means)
        kept = opened.kept
        self.draft.begin(sheet.visit_id, first, kept=kept)
        self._opened, self._drawn = opened, None
        self._added = ()
        self._form = first if kept is None else fitting(replace(kept, sent=""), sheet)
        self.lines.offer(opened.products)
        self._panel.offer()
        self._panel.begin(
            lambda: _("Receipt preview"), layout=opened.layout, language=self._form.language
        )
        if kept is not None and was_committed(kept, sheet):
            self._send_again(opened, kept)
            return
        if not sheet.lines and kept is not None and not kept.added:
            self.draft.drop()
        self.kept_note.setVisible(kept is not None and bool(kept.sent))
        self.kept_note.refresh()
        self._price_and_show()
        self.paying.focus_first()

    def _send_again(self, opened: Opened, kept: Form) -> None:
        """It came through before the power went: the same key finds what was issued."""
        bill = make_bill(opened.sheet, kept, ())
        self.taking.take(opened, kept, bill)

    def _reread(self, opened: Opened) -> None:
        self._opened = opened
        self._form = fitting(self._form, opened.sheet)
        self._render()

    def _not_opened(self, error: Exception) -> None:
        self._desk.tell(error)
        self.back_wanted.emit()

    # choosing

    def _edited(self, form: Form) -> None:
        added = form.added != self._form.added
        self._form = form
        self.draft.keep(form)
        if added:
            self._price_and_show()
        else:
            self._render()

    def _named(self, named: bool, recipient: Recipient) -> None:  # noqa: FBT001  from a signal
        self._edited(replace(self._form, named=named, recipient=recipient))

    def _mail_toggled(self, wanted: bool) -> None:  # noqa: FBT001  connected to a signal
        self._edited(replace(self._form, mail=wanted))

    def _paper_chosen(self) -> None:
        if self.isVisible() and self._opened is not None:
            self._edited(replace(self._form, language=self._panel.language()))

    def _inline_opened(self, opened: bool) -> None:  # noqa: FBT001  connected to a signal
        # While a small form is open Enter and Esc are its own.
        self.back.set_key(None if opened else "Esc")
        self._enable()
        if opened:
            reveal(self.scroller, self.lines.opened_form())
        elif self._bill is not None and self._bill.total:
            self.paying.focus_first()

    def _price_and_show(self) -> None:
        wanted = self._form.added
        if not wanted:
            self._priced(())
            return
        centre = self._desk.services
        self._desk.operations.read(self, "added", lambda: price(centre, wanted), self._priced)

    def _priced(self, lines: tuple[FeeLine, ...]) -> None:
        self._added = lines
        self._render()

    # showing

    @property
    def bill(self) -> Bill | None:
        """The sums as they are shown."""
        return self._bill

    def effective(self) -> Form:
        """The form as it is sent: above the limit a name is needed."""
        return replace(self._form, named=self._form.named or self._needs_name())

    def _needs_name(self) -> bool:
        if self._opened is None or self._bill is None or self._form.way is Way.ACCOUNT:
            return False
        return self._bill.total > self._opened.sheet.recipient_above

    def _render(self) -> None:
        opened = self._opened
        if opened is None:
            return
        sheet, form = opened.sheet, self._form
        bill = self._bill = make_bill(sheet, form, self._added)
        drawn = (sheet, bill.rows, self._added)
        if drawn != self._drawn:
            self._drawn = drawn
            self.lines.show_bill(sheet, opened.names, form, bill, self._added)
        else:
            self.lines.follow(form)
        self.paying.show_form(sheet, form, bill)
        self.totals.show_bill(bill, form.way)
        needed = self._needs_name()
        self.recipient.show_recipient(
            named=form.named or needed,
            needed=needed,
            recipient=form.recipient,
            covered=self._desk.names_hidden,
        )
        self._show_parts(opened, bill)
        self._show_head(opened)
        self._order.start()
        previewed(self._desk, self._panel, opened, self.effective(), bill)

    def _follow_the_eye(self) -> None:
        follow_the_eye(self.scroller, self.back, self.mail, self.take_button)

    def _names_hidden(self, _hidden: bool) -> None:  # noqa: FBT001  connected to a signal
        self._render()

    def _show_parts(self, opened: Opened, bill: Bill) -> None:
        something = bool(opened.sheet.lines or self._form.added)
        self.nothing.setVisible(not something)
        self.paying.setVisible(bill.total > 0)
        self.totals.setVisible(something)
        self.recipient.setVisible(bill.total > 0 and self._form.way is not Way.ACCOUNT)
        self.papers.show_papers(opened.sheet.documents, opened.slips)
        mailable = bool(opened.contact.address) and self._form.way is not Way.ACCOUNT
        self.mail.setVisible(mailable and bill.total > 0)
        self.mail.blockSignals(True)
        self.mail.setChecked(self._form.mail)
        self.mail.blockSignals(False)
        self.take_button.setVisible(something)
        self.take_button.retranslate()
        self._enable()
        if not bill.total and self.take_button.isEnabled():
            # The fields of the means are gone: Enter must not fall on some other button.
            self.take_button.setFocus()

    def _show_head(self, opened: Opened) -> None:
        self.title.refresh()
        self.reference.refresh()
        self.below_title.refresh()
        self.pill.set_state(opened.sheet.state.value)
        self.pill.setMinimumWidth(self.pill.sizeHint().width())

    def _enable(self) -> None:
        bill = self._bill
        ready = bill is not None and (bill.total > 0 or bill.free)
        self.take_button.setEnabled(ready and not self.taking.busy and not self.lines.busy())

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        narrow = self.width() < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.reference.setVisible(not narrow)
        self.below_title.setVisible(narrow)
        for label in (self.title, self.below_title):
            label.refresh()
        self.lines.set_narrow(narrow=narrow)
        if narrow:
            self.halves.removeWidget(self.totals)
            self.below.addWidget(self.totals)
        else:
            self.below.removeWidget(self.totals)
            self.halves.addWidget(self.totals, 10)

    # taking

    def take(self) -> None:
        """Takes the money, settles without a receipt, or puts it on the account."""
        opened, bill = self._opened, self._bill
        if opened is None or bill is None or self.taking.busy:
            return
        self.paying.clear_problems()
        self.recipient.fields.clear_errors()
        if bill.total and not self.paying.settle():
            return
        if bill.problem is not None:
            self._say(bill.problem.field, bill.problem.words)
            return
        form = replace(self.effective(), sent=sent_as(self._form, bill))
        self.draft.sending(form)
        self.taking.take(opened, form, bill)
        self._enable()

    def _taken(self, taken: Taken) -> None:
        self.draft.drop()
        self._opened = None
        self.taken.emit(taken)

    def _refused(self, error: Exception, certain: bool) -> None:  # noqa: FBT001  from a signal
        """``certain``: nothing was written; otherwise the same key is sent again."""
        self._enable()
        if self._drawn is None:
            self._price_and_show()
        if certain:
            self.draft.keep(self._form)
        field = getattr(error, "field", "")
        message = getattr(error, "message", None)
        if not (callable(message) and self._say(field, message)):
            self._desk.tell(error)
            self.refresh()

    def _say(self, field: str, words: Callable[[], str]) -> bool:
        said = self.paying.show_problem(field, words) or self.recipient.show_problem(field, words)
        if not said and field == "lines":
            self._desk.notify(words(), level="warning")
        return said

    # words

    def _title(self) -> str:
        opened: Opened | None = getattr(self, "_opened", None)
        if opened is None:
            return _("Charge")
        sheet = opened.sheet
        name = "••••" if names_hidden() else sheet.title or sheet.latin
        if sheet.party_size == 1 or self._narrow:
            return _("Charge — {name}").format(name=name)
        return _("Charge — {name} · family of {count}").format(name=name, count=sheet.party_size)

    def _reference_words(self) -> str:
        opened: Opened | None = getattr(self, "_opened", None)
        if opened is None:
            return ""
        sheet = opened.sheet
        time = time_hm(local(sheet.starts_at))
        words = _("Appointment {code} · {time}").format(code=sheet.visit_code, time=time)
        if self._narrow and sheet.party_size > 1:
            party = _("family of {count}").format(count=sheet.party_size)
            words = f"{party} · {words}"
        return words

    def _kept_words(self) -> str:
        return _("This charge was interrupted: nothing has been taken. Press Enter to take it now.")

    def _take_words(self) -> str:
        bill: Bill | None = getattr(self, "_bill", None)
        if bill is None:
            return _("Take and print receipt")
        if bill.free:
            return _("Settle without receipt")
        if self._form.way is Way.ACCOUNT:
            return _("Put on account and print slip")
        words = (
            _("Take {amount} and mail receipt")
            if self._form.mail
            else _("Take {amount} and print receipt")
        )
        return words.format(amount=amount(bill.to_pay))
