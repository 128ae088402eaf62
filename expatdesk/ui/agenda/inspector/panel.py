"""The inspector: cards of the visit that is chosen, or the panel that asks something."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import AgendaBlock
from expatdesk.terms import COMING
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.agenda.inspector.blocking import BlockCard
from expatdesk.ui.agenda.inspector.case_card import CaseCard
from expatdesk.ui.agenda.inspector.charge_card import ChargeCard, due_of
from expatdesk.ui.agenda.inspector.comers_card import ComersCard
from expatdesk.ui.agenda.inspector.foot import FootMoney, VisitFoot
from expatdesk.ui.agenda.inspector.head import VisitHead
from expatdesk.ui.agenda.inspector.opened import Opened
from expatdesk.ui.agenda.inspector.pack_card import PackCard
from expatdesk.ui.agenda.inspector.pack_choice import PackChoice, first_choice
from expatdesk.ui.agenda.inspector.papers_card import PapersCard
from expatdesk.ui.agenda.inspector.place_card import PlaceCard
from expatdesk.ui.agenda.inspector.rows import PickRow
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import EmptyState, Inspector, Text, column


class VisitInspector(Inspector):
    """Shows nothing, a block, a visit, or over these a panel that asks.

    `panel_closed` follows when a panel goes.
    """

    panel_closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self.opened: Opened | None = None
        self._block: AgendaBlock | None = None
        self.panel: AskPanel | None = None
        self.empty = EmptyState(
            "calendar-clock",
            lambda: _("Nothing is chosen"),
            lambda: _(
                "Choose a visit with the mouse or the arrow keys. "
                "Double-click on free time books a new one."
            ),
        )
        self.head = VisitHead()
        self.place = PlaceCard()
        self.comers = ComersCard()
        self.papers = PapersCard()
        self.charge = ChargeCard()
        self.pack = PackCard()
        self.pack_choice: PackChoice | None = None
        """The sheets for the visit that is shown, with what was said about them by hand."""
        self.case = CaseCard()
        self.block = BlockCard()
        self.foot_bar = VisitFoot()
        self._cards = QWidget()
        self._order = column(
            self.head,
            self.place,
            self.comers,
            self.papers,
            self.charge,
            self.pack,
            self.case,
            spacing=12,
            parent=self._cards,
        )
        for part in (self.empty, self._cards, self.block):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.foot.addWidget(self.foot_bar)
        desk.names_hidden_changed.connect(self._names_hidden)
        self._show()

    @property
    def visit_id(self) -> int | None:
        """The visit that is shown."""
        return self.opened.sheet.visit_id if self.opened is not None else None

    def show_visit(self, opened: Opened) -> None:
        """Shows a visit; the scroll stays where it is the same one."""
        other = self.visit_id != opened.sheet.visit_id
        self.opened, self._block = opened, None
        sheet = opened.sheet
        self.head.show_visit(sheet)
        self.place.show_visit(opened)
        self.comers.show_visit(opened)
        self.papers.show_visit(sheet)
        self.charge.show_charge(opened.charge)
        self.case.show_visit(opened)
        self._show_pack(opened)
        settled = opened.charge is not None and bool(opened.charge.settled)
        later = sheet.state in COMING and sheet.day > self._desk.today()
        unsettled = opened.charge is not None and bool(opened.charge.lines)
        money = FootMoney(due_of(opened.charge), settled, _on_account(opened), unsettled)
        self.foot_bar.show_visit(sheet, money, later=later)
        if other:
            self.close_panel()
            self.scroller.verticalScrollBar().setValue(0)
        self._show()

    def _show_pack(self, opened: Opened) -> None:
        read, state, before = opened.pack, opened.sheet.state, self.pack_choice
        if read is None:
            choice = None
        elif before is not None and before.visit_id == opened.sheet.visit_id:
            choice = before.renewed(read, state)
        else:
            choice = first_choice(read, state)
        self.choose_pack(choice)

    def _place_pack(self, choice: PackChoice | None) -> None:
        """The sheet that helps somebody who is turned away stands where it is seen at once."""
        before = self.comers if choice is not None and choice.helping else self.case
        at = self._order.indexOf(before)
        if self._order.indexOf(self.pack) != at - 1:
            self._order.removeWidget(self.pack)
            self._order.insertWidget(self._order.indexOf(before), self.pack)

    @Slot(object)
    def choose_pack(self, choice: PackChoice | None) -> None:
        """These sheets go with the visit from now on."""
        self.pack_choice = choice
        self.pack.show_choice(choice)
        self._place_pack(choice)
        self.foot_bar.show_pack(choice)

    def forget_pack(self, visit_id: int) -> None:
        """What was ticked for a visit has been printed: what comes next is supposed anew."""
        choice = self.pack_choice
        if choice is not None and choice.visit_id == visit_id:
            self.choose_pack(choice.forgotten())

    def show_block(self, block: AgendaBlock, desk: Text) -> None:
        """Shows a block."""
        self.opened, self._block = None, block
        self.block.show_block(block, desk)
        self.close_panel()
        self._show()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.opened, self._block = None, None
        self.close_panel()
        self._show()

    def ask(self, panel: AskPanel) -> None:
        """Puts a panel over the cards until it is closed."""
        self._drop_panel()
        self.panel = panel
        panel.closed.connect(self.close_panel)
        self.content.insertWidget(0, panel)
        panel.show()
        self.scroller.verticalScrollBar().setValue(0)
        self._show()

    def refuse(self, error: Exception) -> None:
        """Says why something was not done: in the panel that asked, or where that is gone below."""
        if self.panel is not None:
            self.panel.refuse(error)
        else:
            self._desk.tell(error)

    @Slot()
    def close_panel(self) -> None:
        """The panel goes, the cards come back."""
        if self.panel is None:
            return
        self._drop_panel()
        self._show()
        self.panel_closed.emit()

    @Slot(bool)
    def _names_hidden(self, _hidden: bool) -> None:  # noqa: FBT001  a signal's value
        # Labels know by themselves; rows paint their words and say them again when told to.
        for row in self.findChildren(PickRow):
            row.retranslate()
        self.comers.retranslate()

    def _drop_panel(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _show(self) -> None:
        asking = self.panel is not None
        has_visit = self.opened is not None and not asking
        self._cards.setVisible(has_visit)
        self.foot_bar.setVisible(has_visit)
        self.block.setVisible(self._block is not None and not asking)
        self.empty.setVisible(self.opened is None and self._block is None and not asking)


def _on_account(opened: Opened) -> bool:
    """Whether what is due goes to the payer's account and is not paid here."""
    charge = opened.charge
    return charge is not None and charge.account_allowed and bool(charge.lines)
