"""Hands a form to the till, once, and says what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from expatdesk.services.base import Done, Refusal
from expatdesk.services.till.types import Issued
from expatdesk.ui.context import Desk
from expatdesk.ui.till.bill import Bill, choices_of, persons_of, request_of
from expatdesk.ui.till.form import Form, Sent
from expatdesk.ui.till.opening import Contact, Opened


@dataclass(frozen=True)
class Taken:
    """`receipt_id` or `unbilled_id`; neither where all was free. `change` in cents."""

    visit_id: int
    receipt_id: int | None = None
    unbilled_id: int | None = None
    change: int = 0
    mail: bool = False
    language: str = "both"
    contact: Contact | None = None


class Taking(QObject):
    """``refused`` carries the failure, and whether it is certain that nothing was written."""

    taken = Signal(object)
    refused = Signal(object, bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.busy = False

    def take(self, opened: Opened, form: Form, bill: Bill) -> None:
        """Sends the form with its own key; a second press while it is under way does nothing."""
        if self.busy:
            return
        self.busy = True
        if form.sent == Sent.ACCOUNT:
            self._put_on_account(opened, form, bill)
        elif form.sent == Sent.FREE:
            self._settle(opened, form, bill)
        else:
            self._charge(opened, form, bill)

    def _charge(self, opened: Opened, form: Form, bill: Bill) -> None:
        actor, till, key = self._desk.actor, self._desk.services.till, form.key
        request = request_of(opened.sheet, form, bill)

        def issued(done: Done[Issued]) -> None:
            self._done(
                Taken(
                    opened.sheet.visit_id,
                    receipt_id=done.value.receipt_id,
                    change=done.value.change,
                    mail=form.mail,
                    language=form.language,
                    contact=opened.contact,
                )
            )

        self._desk.operations.write(
            self, lambda: till.charge(actor, request, key=key), issued, self._failed
        )

    def _put_on_account(self, opened: Opened, form: Form, bill: Bill) -> None:
        actor, till, key = self._desk.actor, self._desk.services.till, form.key
        visit_id, choices, persons = opened.sheet.visit_id, choices_of(bill), persons_of(bill)
        po_number = form.po_number

        def put(done: Done[int]) -> None:
            self._done(Taken(visit_id, unbilled_id=done.value, language=form.language))

        self._desk.operations.write(
            self,
            lambda: till.put_on_account(
                actor, visit_id, choices, po_number, person_ids=persons, key=key
            ),
            put,
            self._failed,
        )

    def _settle(self, opened: Opened, form: Form, bill: Bill) -> None:
        actor, till, key = self._desk.actor, self._desk.services.till, form.key
        visit_id, choices, persons = opened.sheet.visit_id, choices_of(bill), persons_of(bill)

        def settled(_done: Done[int]) -> None:
            self._done(Taken(visit_id))

        self._desk.operations.write(
            self,
            lambda: till.exempt(actor, visit_id, choices, person_ids=persons, key=key),
            settled,
            self._failed,
        )

    def _done(self, taken: Taken) -> None:
        self.busy = False
        self.taken.emit(taken)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        self.refused.emit(error, isinstance(error, Refusal))
