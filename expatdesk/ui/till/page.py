"""The till in the window: its list, a visit that is charged, a document, a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from expatdesk.i18n import _
from expatdesk.services.till.types import Issued
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import INSPECTOR_WIDTH
from expatdesk.ui.shell import Page
from expatdesk.ui.till.charge import ChargeView
from expatdesk.ui.till.document import DocumentView
from expatdesk.ui.till.home import HomeView
from expatdesk.ui.till.output import Output
from expatdesk.ui.till.paper_panel import PaperPanel
from expatdesk.ui.till.slip import SlipPage
from expatdesk.ui.till.taking import Taken
from expatdesk.ui.till.trouble import PrintTrouble

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes


PAPER_SHARE = 0.3
NARROWEST_PAPER = 300
"""The paper at the right has this share of the page, and at least so many pixels."""


class TillPage(Page):
    """``activate(visit=…, means=…)`` charges, ``receipt=…`` and ``slip=…`` show a document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._moves = 0
        self.trouble = PrintTrouble()
        self.panel = PaperPanel(desk)
        self.output = Output(desk, self.trouble, self)
        self.home = HomeView(desk, self.panel, self.output)
        self.charge = ChargeView(desk, self.panel)
        self.document = DocumentView(desk, self.panel, self.output)
        self.slip = SlipPage(desk, self.panel, self.output)
        self.views = QStackedWidget()
        for view in (self.home, self.charge, self.document, self.slip):
            self.views.addWidget(view)
        self.add(self.trouble)
        self.add(self.views, 1)
        self.set_inspector(self.panel)
        self._connect()

    def _connect(self) -> None:
        self.home.opened.connect(self._open_listed)
        self.charge.taken.connect(self._taken)
        self.charge.document_wanted.connect(self._open_document)
        self.charge.slip_wanted.connect(self._open_slip)
        self.document.document_wanted.connect(self._open_document)
        self.document.visit_wanted.connect(self._open_visit)
        self.document.charge_wanted.connect(self._charge)
        self.document.corrected.connect(self._corrected)
        for view in (self.charge, self.document, self.slip):
            view.back_wanted.connect(self._back)

    # the window

    def activate(self, **arguments: object) -> None:
        self._moves += 1
        visit, means = arguments.get("visit"), arguments.get("means")
        receipt, slip = arguments.get("receipt"), arguments.get("slip")
        if isinstance(visit, int):
            self._charge(visit, means if isinstance(means, str) else None)
        elif isinstance(receipt, int):
            self._show(self.document)
            self.document.open_document(receipt)
        elif isinstance(slip, int):
            self._show(self.slip)
            self.slip.open_slip(slip)
        else:
            self._show(self.home)
            self.home.show_home()

    def leave(self) -> None:
        self._moves += 1
        self.charge.leave()

    def changed(self, changes: Changes) -> None:
        if not (changes.touches("till") or changes.touches("visits")):
            return
        view = self.views.currentWidget()
        if isinstance(view, HomeView | ChargeView | DocumentView | SlipPage):
            view.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A small window gives what it has to the words; the paper can be drawn larger.
        share = round(self.width() * PAPER_SHARE)
        self.panel.setMaximumWidth(min(max(share, NARROWEST_PAPER), INSPECTOR_WIDTH))

    # its views

    def _show(self, view: QWidget) -> None:
        if self.views.currentWidget() is self.charge and view is not self.charge:
            self.charge.leave()
        self.views.setCurrentWidget(view)

    @Slot(int)
    def _charge(self, visit_id: int, means: str | None = None) -> None:
        self._show(self.charge)
        self.charge.open_visit(visit_id, means)

    @Slot()
    def _back(self) -> None:
        """To the page before; at the first page of all to the list."""
        moves = self._moves
        self.desk.back()
        if self._moves == moves:
            self.activate()

    @Slot(str, int)
    def _open_listed(self, kind: str, number: int) -> None:
        self.desk.go("till", **{kind: number})

    @Slot(int)
    def _open_document(self, receipt_id: int) -> None:
        self.desk.go("till", receipt=receipt_id)

    @Slot(int)
    def _open_slip(self, unbilled_id: int) -> None:
        self.desk.go("till", slip=unbilled_id)

    @Slot(int)
    def _open_visit(self, visit_id: int) -> None:
        self.desk.go("agenda", visit=visit_id)

    @Slot(object)
    def _taken(self, taken: Taken) -> None:
        if taken.receipt_id is not None:
            self._show(self.document)
            self.document.open_document(taken.receipt_id, change=taken.change, fresh=True)
            if taken.mail and taken.contact is not None:
                self.output.mail_receipt(taken.receipt_id, taken.contact, self.panel.paper())
            else:
                self.output.print_receipt(
                    taken.receipt_id, self.panel.paper(), self.panel.language()
                )
        elif taken.unbilled_id is not None:
            self._show(self.slip)
            self.slip.open_slip(taken.unbilled_id, fresh=True)
            self.output.print_slip(taken.unbilled_id, self.panel.paper(), self.panel.language())
        else:
            self.desk.notify(_("Settled without a receipt."))
            self._back()

    @Slot(object, bool)
    def _corrected(self, issued: Issued, on_paper: bool) -> None:  # noqa: FBT001  from a signal
        back = min(0, issued.to_pay)
        self.document.open_document(issued.receipt_id, change=back, fresh=True)
        if on_paper:
            self.output.print_receipt(issued.receipt_id, self.panel.paper())
