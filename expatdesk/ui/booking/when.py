"""3 · When: free times of five days, the desk, mornings or afternoons, and the ways beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.clock import local
from expatdesk.formats import time_hm
from expatdesk.i18n import _
from expatdesk.services.appointments.types import Catalogue, Place, ServiceInfo
from expatdesk.terms import PartOfDay
from expatdesk.ui.booking.paragraph import Paragraph
from expatdesk.ui.booking.slots import DayColumn, SlotGrid
from expatdesk.ui.booking.squeeze import SqueezeLine
from expatdesk.ui.booking.summary import said
from expatdesk.ui.booking.waiting import WaitingLine
from expatdesk.ui.kit import (
    Card,
    CheckField,
    ComboField,
    FlowLayout,
    LinkButton,
    Text,
)


class WhenCard(Card):
    """Tells what is wanted; the page asks and shows the answers here.

    ``picked``: a Place or None; ``leaf``: earlier (−1) or later (1) dates; ``filtered``: desk
    or part of the day changed; ``next_wanted``: the first free place at all.
    """

    picked = Signal(object)
    leaf = Signal(int)
    filtered = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(lambda: _("3 · When"), spacing=8)
        self.desk: ComboField[int | None] = ComboField(name=lambda: _("Desk"))
        self.desk.setMinimumWidth(104)
        self.desk.setMaximumWidth(190)
        self.mornings = CheckField(lambda: _("Mornings"), small=True)
        self.afternoons = CheckField(lambda: _("Afternoons"), small=True)
        if self.title is not None:
            self.title.setMinimumWidth(84)
        for part in (self.desk, self.mornings, self.afternoons):
            self.head.addWidget(part)
        self.message = Paragraph(tone="warning")
        self.grid = SlotGrid()
        self.squeeze = SqueezeLine()
        self.waiting = WaitingLine()
        self._now: Place | None = None
        self._make_links()
        for widget in (self.message, self.grid, self._links, self.squeeze, self.waiting):
            self.add(widget)
        self.message.hide()
        self._connect()

    def _make_links(self) -> None:
        self._links = QWidget()
        flow = FlowLayout(self._links, spacing=10)
        self.earlier = LinkButton(lambda: _("← Earlier dates"), on=self._leaf_back)
        self.later = LinkButton(lambda: _("Later dates →"), on=self._leaf_on)
        self.next = LinkButton(lambda: _("Next free"), on=self.next_wanted.emit)
        self.now = LinkButton(self._now_words, on=self._take_now)
        self.to_wait = LinkButton(
            lambda: _("Tell them when a place comes free (waiting list)"), on=self.waiting.toggle
        )
        self.to_squeeze = LinkButton(lambda: _("Squeeze in …"), on=self.squeeze.toggle)
        for link in (
            self.earlier,
            self.later,
            self.next,
            self.now,
            self.to_wait,
            self.to_squeeze,
        ):
            flow.addWidget(link)
        self.now.hide()

    def _connect(self) -> None:
        self.grid.picked.connect(self.picked)
        self.grid.leaf.connect(self.leaf)
        self.desk.chosen.connect(self._filtered)
        self.mornings.clicked.connect(self._filtered)
        self.afternoons.clicked.connect(self._filtered)

    @Slot()
    def _leaf_back(self) -> None:
        self.leaf.emit(-1)

    @Slot()
    def _leaf_on(self) -> None:
        self.leaf.emit(1)

    @Slot()
    def _filtered(self) -> None:
        self.filtered.emit()

    # what is asked

    def desk_id(self) -> int | None:
        """The desk that is wanted, None for any."""
        return self.desk.value()

    def part_of_day(self) -> PartOfDay:
        """Mornings or afternoons; both and neither ask for any."""
        morning, afternoon = self.mornings.isChecked(), self.afternoons.isChecked()
        if morning == afternoon:
            return PartOfDay.ANY
        return PartOfDay.MORNING if morning else PartOfDay.AFTERNOON

    def want_part(self, part: PartOfDay) -> None:
        """Ticks what is wanted, without emitting."""
        self.mornings.setChecked(part is PartOfDay.MORNING)
        self.afternoons.setChecked(part is PartOfDay.AFTERNOON)

    def offer_desks(self, catalogue: Catalogue, service: ServiceInfo) -> None:
        """The desks at which the first step can be done."""
        kept = self.desk.value()
        wanted = service.steps[0].desk_ids if service.steps else ()
        desks = [desk for desk in catalogue.desks if desk.active and desk.desk_id in wanted]
        choices: list[tuple[int | None, Text]] = [(None, lambda: _("Any desk"))]
        choices += [(desk.desk_id, _later(catalogue, desk.desk_id)) for desk in desks]
        self.desk.set_choices(choices)
        self.desk.choose(kept)
        self.squeeze.offer_desks(choices[1:])

    # what is shown

    def show_days(
        self, days: Sequence[DayColumn], chosen: int | None, *, can_go_back: bool
    ) -> None:
        """Shows days with the chosen time."""
        self.grid.choose(chosen)
        self.grid.show_days(days)
        self.earlier.setEnabled(can_go_back)

    def show_message(self, text: Text) -> None:
        """Says in place why something cannot be had; an empty text takes it back."""
        self.message.set_text(text)
        self.message.setVisible(bool(self.message.text()))

    def offer_now(self, place: Place | None) -> None:
        """A place that begins so soon that a walk-in can have it."""
        self._now = place
        self.now.retranslate()
        self.now.setVisible(place is not None)

    def _now_words(self) -> str:
        if self._now is None:
            return ""
        return _("Now: {time} (walk-in)").format(time=time_hm(local(self._now.starts_at)))

    @Slot()
    def _take_now(self) -> None:
        if self._now is not None:
            self.picked.emit(self._now)

    def days_shown(self) -> list[date]:
        """The days of the columns."""
        return [column.day for column in self.grid.days()]


def _later(catalogue: Catalogue, desk_id: int) -> Text:
    return lambda: said(catalogue.desk(desk_id).name)
