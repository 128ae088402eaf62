"""Which time: the days that are shown, the place that is chosen, and its hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from expatdesk.clock import day_of, now_epoch
from expatdesk.i18n import _
from expatdesk.services.appointments.types import DayPlaces, HoldInfo, Place, ServiceInfo
from expatdesk.services.base import Refusal
from expatdesk.ui.booking.asking import Asker, Wish
from expatdesk.ui.booking.days import columns_of
from expatdesk.ui.booking.form import Form
from expatdesk.ui.booking.holding import HoldKeeper
from expatdesk.ui.booking.when import WhenCard
from expatdesk.ui.context import Desk

SOON = 15 * 60
"""A place that begins within so many seconds is one for a walk-in."""
_WEEK = 7


class Placing(QObject):
    """Turns the pages of the third card and keeps the chosen place held.

    ``chosen`` carries (Place or None, reason of a squeeze-in or None); ``turned``: other days
    are shown.
    """

    chosen = Signal(object, object)
    turned = Signal()

    def __init__(self, desk: Desk, when: WhenCard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._when = when
        self.asker, self.holding = Asker(desk, self), HoldKeeper(desk, self)
        self._form = Form()
        self._service: ServiceInfo | None = None
        self._token = ""
        self._moving: int | None = None
        self._asked_day: date | None = None
        self.first_day = desk.today()
        self._before: list[date] = []
        self._wanted_at: tuple[int, int | None] | None = None
        self._squeeze_reason = ""
        self._asked_for = False
        self._connect()

    def _connect(self) -> None:
        self._when.picked.connect(self._picked)
        self._when.leaf.connect(self._leaf)
        self._when.filtered.connect(self._filtered)
        self._when.next_wanted.connect(self._next)
        self._when.squeeze.wanted.connect(self._squeeze)
        self.asker.placed.connect(self._placed)
        self.asker.not_placed.connect(self.say_no)
        self.asker.found.connect(self._found)
        self.asker.soonest.connect(self._soonest)
        self.holding.held.connect(self._held)
        self.holding.refused.connect(self.not_held)

    # beginning, and following the form

    def begin(self, token: str, first_day: date | None, moving: int | None = None) -> None:
        """Another form. ``first_day``: asked for by whoever opened the page."""
        self.asker.stop()
        self.holding.begin(token)
        self._token, self._moving, self._asked_day = token, moving, first_day
        self._form, self._wanted_at, self._squeeze_reason = Form(), None, ""
        self.first_day = first_day or self._desk.today()
        self._before.clear()
        self._when.squeeze.begin(self.first_day)
        self._when.waiting.hide()
        self._when.waiting.propose(self.first_day)
        self._when.show_message("")

    def move_visit(self, visit_id: int | None) -> None:
        """The visit whose own place does not stand in its way."""
        self._moving = visit_id

    def want(self, starts_at: int, desk_id: int | None) -> None:
        """This time was pressed in the agenda; it is taken once the service is known."""
        self._wanted_at = (starts_at, desk_id)

    def fits(self, form: Form) -> bool:
        """Whether the chosen place is still as long as party and service ask for."""
        before = self._form
        size = (max(before.persons, 1), before.service_id)
        return form.place is None or size == (max(form.persons, 1), form.service_id)

    def fit_again(self, place: Place) -> None:
        """Party or service changed: the same time is asked for with other lengths."""
        self.holding.release()
        self._wanted_at = (place.starts_at, place.steps[0].desk_id)
        QTimer.singleShot(0, self, self.take_wanted)

    def follow(self, form: Form, service: ServiceInfo | None) -> None:
        """The form has changed: asks what follows from it."""
        self._form, self._service = form, service
        self.asker.change(form, self._wish(), self.day())
        self.holding.touch()

    def day(self) -> date:
        """The day of the visit, as far as it is known."""
        place = self._form.place
        return day_of(place.starts_at) if place is not None else self.first_day

    def take_wanted(self) -> None:
        """Asks for the time that was wanted before party and service were known."""
        wanted, self._wanted_at = self._wanted_at, None
        if wanted is None:
            return
        starts_at, desk_id = wanted
        if desk_id is None and self._service is not None and self._service.steps:
            desk_id = self._service.steps[0].desk_ids[0]
        if desk_id is not None:
            self._asked_for = False
            self.asker.change(self._form, self._wish(), self.day())
            self.asker.ask_at(starts_at, desk_id)

    def leave(self) -> None:
        """Nothing more is asked, and the place is given back."""
        self.asker.stop()
        self.holding.release()

    def _wish(self) -> Wish:
        return Wish(
            first_day=self.first_day,
            desk_id=self._when.desk_id(),
            part_of_day=self._when.part_of_day(),
            moving_visit_id=self._moving,
            token=self._token,
        )

    # answers

    @Slot(object)
    def _placed(self, days: Sequence[DayPlaces]) -> None:
        place, today = self._form.place, self._desk.today()
        self._when.show_days(
            columns_of(days, today, self._asked_day),
            place.starts_at if place is not None else None,
            can_go_back=bool(self._before) or self.first_day > today,
        )
        self.turned.emit()

    @Slot(object)
    def say_no(self, error: Exception) -> None:
        """Says in place why a time cannot be had."""
        self._squeeze_reason = ""
        if isinstance(error, Refusal):
            self._when.show_message(error.message)
        else:
            self._desk.tell(error)

    @Slot(object)
    def _soonest(self, place: Place | None) -> None:
        soon = place is not None and place.starts_at <= now_epoch(self._desk.clock) + SOON
        self._when.offer_now(place if soon else None)

    @Slot(object)
    def _found(self, place: Place | None) -> None:
        if place is None:
            self._when.show_message(lambda: _("No place is free within a year."))
            return
        reason, self._squeeze_reason = self._squeeze_reason or None, ""
        self._when.show_message("")
        if reason is not None:
            self._when.squeeze.begin(day_of(place.starts_at))
        elif day_of(place.starts_at) not in self._when.days_shown():
            self._before.append(self.first_day)
            self.first_day = day_of(place.starts_at)
        self.take(place, reason)
        self.look_again()
        # Whoever adds people after a time was chosen goes on typing where they are.
        if self._asked_for:
            self._when.grid.focus_time(place.starts_at)

    # the chosen place

    @Slot(object)
    def _picked(self, place: Place | None) -> None:
        self._when.show_message("")
        if place is None:
            self.holding.release()
            self.chosen.emit(None, None)
        else:
            self.take(place)

    def take(self, place: Place, squeeze_reason: str | None = None) -> None:
        """Chooses a place and holds it; a squeeze-in takes no place that could be held."""
        self._when.grid.choose(place.starts_at)
        self.chosen.emit(place, squeeze_reason)
        service_id = self._form.service_id
        if squeeze_reason is not None:
            self.holding.release()
        elif service_id is not None:
            self.holding.take(service_id, max(self._form.persons, 1), place, self._moving)

    @Slot(object)
    def _held(self, info: HoldInfo) -> None:
        if self._form.place != info.place and self._form.squeeze_reason is None:
            self.chosen.emit(info.place, None)

    @Slot(object)
    def not_held(self, error: Exception) -> None:
        """The place is gone: that is said, and the places are asked for anew."""
        self._when.grid.choose(None)
        self.chosen.emit(None, None)
        self.say_no(error)
        self.asker.ask_places()

    # turning pages

    @Slot(int)
    def _leaf(self, step: int) -> None:
        shown = self._when.days_shown()
        if step > 0 and shown:
            self._before.append(self.first_day)
            self.first_day = date.fromordinal(shown[-1].toordinal() + 1)
        elif step < 0 and self._before:
            self.first_day = self._before.pop()
        elif step < 0:
            earlier = date.fromordinal(self.first_day.toordinal() - _WEEK)
            self.first_day = max(earlier, self._desk.today())
        self.look_again()

    def take_again(self, place: Place, squeeze_reason: str | None) -> None:
        """The place of a draft: its days are shown and it is held anew."""
        self.first_day = max(day_of(place.starts_at), self._desk.today())
        self.take(place, squeeze_reason)
        self.look_again()

    def look_again(self) -> None:
        """Asks for the places of the days that are shown."""
        self.asker.change(self._form, self._wish(), self.day())
        self.asker.ask_places()

    @Slot()
    def _filtered(self) -> None:
        self._when.show_message("")
        self.look_again()

    @Slot()
    def _next(self) -> None:
        self._asked_for = True
        self.asker.change(self._form, self._wish(), self.day())
        self.asker.ask_next()

    @Slot(int, int, str)
    def _squeeze(self, starts_at: int, desk_id: int, reason: str) -> None:
        self._squeeze_reason, self._asked_for = reason, True
        self.asker.change(self._form, self._wish(), self.day())
        self.asker.ask_at(starts_at, desk_id, squeeze=True)
