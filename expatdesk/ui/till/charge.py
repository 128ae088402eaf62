"""Charging a visit: what is chosen, what it comes to, and the money that is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.till.types import FeeLine, Recipient
from expatdesk.ui.context import Desk
from expatdesk.ui.till.bill import Bill, make_bill, sent_as
from expatdesk.ui.till.charge_frame import ChargeFrame
from expatdesk.ui.till.drafting import ChargeDraft
from expatdesk.ui.till.form import Form, Way
from expatdesk.ui.till.opening import Opened, first_form, fitting, open_visit, price, was_committed
from expatdesk.ui.till.paper_panel import PaperPanel
from expatdesk.ui.till.previewing import previewed
from expatdesk.ui.till.taking import Taken, Taking


class ChargeView(ChargeFrame):
    """``taken`` carries what became of it; ``document_wanted`` and ``slip_wanted`` an id."""

    taken = Signal(object)
    document_wanted = Signal(int)
    slip_wanted = Signal(int)
    back_wanted = Signal()

    def __init__(self, desk: Desk, panel: PaperPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._panel = desk, panel
        self._visit_id = 0
        self._means: str | None = None
        self._added: tuple[FeeLine, ...] = ()
        self.draft = ChargeDraft(desk, self)
        self.taking = Taking(desk, self)
        self._connect()

    def _connect(self) -> None:
        self.lines.edited.connect(self._edited)
        self.lines.inline_open.connect(self._inline_opened)
        self.paying.edited.connect(self._edited)
        self.paying.chosen.connect(self.focus_means)
        self.recipient.edited.connect(self._named)
        self.mail.toggled.connect(self._mail_toggled)
        self.papers.document_wanted.connect(self.document_wanted)
        self.papers.slip_wanted.connect(self.slip_wanted)
        self.taking.taken.connect(self._taken)
        self.taking.refused.connect(self._refused)
        self._panel.chosen.connect(self._paper_chosen)
        self._desk.names_hidden_changed.connect(self._names_hidden)

    def go_back(self) -> None:
        self.back_wanted.emit()

    # opening

    def open_visit(self, visit_id: int, means: str | None = None) -> None:
        """Reads the visit and its draft, and shows it."""
        self._visit_id, self._means, self._opened = visit_id, means, None
        self._desk.operations.read(
            self, "visit", self._reader(visit_id), self._show, self._not_opened
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

    def _show(self, opened: Opened) -> None:
        sheet, kept = opened.sheet, opened.kept
        first = first_form(opened, self._means)
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
        self.focus_means()

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

    @Slot(object)
    def _edited(self, form: Form) -> None:
        added = form.added != self._form.added
        self._form = form
        self.draft.keep(form)
        if added:
            self._price_and_show()
        else:
            self._render()

    @Slot(bool, object)
    def _named(self, named: bool, recipient: Recipient) -> None:  # noqa: FBT001  from a signal
        self._edited(replace(self._form, named=named, recipient=recipient))

    @Slot(bool)
    def _mail_toggled(self, wanted: bool) -> None:  # noqa: FBT001  connected to a signal
        self._edited(replace(self._form, mail=wanted))

    @Slot()
    def _paper_chosen(self) -> None:
        if self.isVisible() and self._opened is not None:
            self._edited(replace(self._form, language=self._panel.language()))

    @Slot(bool)
    def _inline_opened(self, opened: bool) -> None:  # noqa: FBT001  connected to a signal
        # While a small form is open Enter and Esc are its own.
        self.back.set_key(None if opened else "Esc")
        self._enable()
        if opened:
            self._revealer.reveal(self.lines.opened_form())
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
        return replace(self._form, named=self._form.named or self._needs_name(self._bill))

    def _needs_name(self, bill: Bill | None) -> bool:
        if self._opened is None or bill is None or self._form.way is Way.ACCOUNT:
            return False
        return bill.total > self._opened.sheet.recipient_above

    def _render(self) -> None:
        opened = self._opened
        if opened is None:
            return
        bill = make_bill(opened.sheet, self._form, self._added)
        needed = self._needs_name(bill)
        self.show_charge(opened, bill, self._added, needed=needed, covered=self._desk.names_hidden)
        self._enable()
        if not bill.total and self.take_button.isEnabled():
            # The fields of the means are gone: Enter must not fall on some other button.
            self.take_button.setFocus()
        previewed(self._desk, self._panel, opened, self.effective(), bill)

    @Slot()
    def _names_hidden(self) -> None:
        self._render()

    def _enable(self) -> None:
        bill = self._bill
        ready = bill is not None and (bill.total > 0 or bill.free)
        self.take_button.setEnabled(ready and not self.taking.busy and not self.lines.busy())

    # taking

    def take(self) -> None:
        """Takes the money, settles without a receipt, or puts it on the account."""
        opened, bill = self._opened, self._bill
        if opened is None or bill is None or self.taking.busy:
            return
        self.clear_problems()
        if bill.total and not self.paying.settle():
            return
        if bill.problem is not None:
            self._say(bill.problem.field, bill.problem.words)
            return
        form = replace(self.effective(), sent=sent_as(self._form, bill))
        self.draft.sending(form)
        self.taking.take(opened, form, bill)
        self._enable()

    @Slot(object)
    def _taken(self, taken: Taken) -> None:
        self.draft.drop()
        self._opened = None
        self.taken.emit(taken)

    @Slot(object, bool)
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
        said = self.say_problem(field, words)
        if not said and field == "lines":
            self._desk.notify(words(), level="warning")
        return said
