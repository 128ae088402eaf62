"""The page of a new appointment as it is seen: three cards, the side, and the keys to them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from expatdesk.i18n import _
from expatdesk.ui.booking.draft_line import DraftLine
from expatdesk.ui.booking.showing import Showing
from expatdesk.ui.booking.side import BookingSide
from expatdesk.ui.booking.what import WhatCard
from expatdesk.ui.booking.when import WhenCard
from expatdesk.ui.booking.who import WhoCard
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import PageTitle, PlainLabel, ScrollColumn, row
from expatdesk.ui.shell import Page

_BAR = 10
"""Width of the scroll bar, px."""


class SteadyColumn(ScrollColumn):
    """A column as wide with its scroll bar as without: what stands above keeps its edge."""

    def __init__(self, *, spacing: int) -> None:
        super().__init__(spacing=spacing)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room(0, 0)

    @Slot(int, int)
    def _make_room(self, least: int, most: int) -> None:
        self.content.setContentsMargins(0, 0, 0 if most > least else _BAR, 14)


class BookingLayout(Page):
    """Who, for what and when under one another, beside them what follows.

    ``worked``: somebody is busy on the page.
    """

    worked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.who, self.what, self.when = WhoCard(desk), WhatCard(desk), WhenCard()
        self.side = BookingSide()
        self.draft_line = DraftLine(desk)
        self.title = PageTitle("")
        self.hint = PlainLabel(lambda: _("Tab moves on · Enter books"), tone="muted")
        self.scroller = SteadyColumn(spacing=14)
        self._lay_out()
        cards = (self.who, self.what, self.when)
        self.showing = Showing(cards, self.side, self.draft_line, self)
        self._make_keys()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(22, 14, 12, 0)
        for card in (self.who, self.what, self.when):
            self.scroller.content.addWidget(card)
        self.scroller.content.addStretch(1)
        for line in (row(self.title, None, self.hint), row(self.draft_line)):
            # As wide as the cards, beside which the scroll bar has its place.
            line.setContentsMargins(0, 0, _BAR, 0)
            self.add(line)
        self.add(self.scroller, 1)
        self.set_inspector(self.side)

    def _make_keys(self) -> None:
        self.add_key(lambda: _("Who comes"), "Alt+1", self._to_who)
        self.add_key(lambda: _("For what"), "Alt+2", self.what.service.setFocus)
        self.add_key(lambda: _("When"), "Alt+3", self.when.grid.focus_time)
        self.add_key(lambda: _("Whole household"), "Alt+H", self.who.household_wanted.emit)
        self.add_key(lambda: _("Earlier dates"), "Alt+Left", self.when.earlier.click)
        self.add_key(lambda: _("Later dates"), "Alt+Right", self.when.later.click)
        self.add_key(lambda: _("Next free"), "Alt+N", self.when.next.click)
        self.add_key(lambda: _("Now (walk-in)"), "Alt+W", self.when.now.click)
        self.add_key(lambda: _("Waiting list"), "Alt+L", self.when.to_wait.click)
        self.add_key(lambda: _("Squeeze in"), "Alt+S", self.when.to_squeeze.click)

    @Slot()
    def _to_who(self) -> None:
        (self.who.form if self.who.is_typing() else self.who.search).setFocus()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.worked.emit()
            self.showing.order_tabs()
            if self.scroller.isAncestorOf(now):
                self._see_focus()
                # Once more when a line that was opened just now has its place.
                QTimer.singleShot(0, self, self._see_focus)

    @Slot()
    def _see_focus(self) -> None:
        """What has the keyboard is seen whole."""
        now = QApplication.focusWidget()
        if now is not None and self.scroller.isAncestorOf(now):
            self.scroller.ensureWidgetVisible(now, 0, 48)
