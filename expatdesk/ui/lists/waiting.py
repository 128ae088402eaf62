"""The waiting list: who waits, which free place fits, and what came of an offer."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup

from expatdesk.i18n import _
from expatdesk.services.appointments.types import Booked, Place, WaitingRow
from expatdesk.services.base import Done, Refusal, new_key
from expatdesk.terms import WaitingState
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    Column,
    EmptyState,
    FlowLayout,
    PrimaryButton,
    SecondaryButton,
    ToggleButton,
)
from expatdesk.ui.lists import words
from expatdesk.ui.lists.tab import Fact, ListTab
from expatdesk.ui.records.links import said
from expatdesk.ui.records.phones import shown_phone, warm_up

if TYPE_CHECKING:
    from expatdesk.application import Centre


@dataclass(frozen=True)
class Waiter:
    """An entry of the list, and the places that are free for it now."""

    row: WaitingRow
    places: tuple[Place, ...]


class WaitingTab(ListTab[Waiter]):
    topics: ClassVar[frozenset[str]] = frozenset({"waiting", "visits", "catalogue", "people"})
    least: ClassVar[Mapping[str, int]] = {"who": 124, "what": 168, "days": 118}
    make_room: ClassVar[Sequence[str]] = ("days",)

    def __init__(self, desk: Desk) -> None:
        today = desk.today
        self._chosen: dict[int, Place] = {}
        columns: list[Column[Waiter]] = [
            Column(
                "who",
                lambda: _("Who"),
                lambda w: w.row.name or _("name removed"),
                strong=True,
                personal=True,
                stretch=True,
            ),
            Column(
                "what",
                lambda: _("For what"),
                lambda w: f"{words.said(w.row.service)} · {w.row.party_size}",
                width=210,
            ),
            Column(
                "days",
                lambda: _("Days"),
                lambda w: words.days(w.row, today()),
                sort=lambda w: w.row.first_day.toordinal(),
                muted=True,
                width=170,
            ),
            Column("place", lambda: _("Place"), _place_words, state=_place_state, width=172),
        ]
        empty = EmptyState(
            "hourglass",
            lambda: _("Nobody waits for a place"),
            lambda: _(
                "When all places are taken, the booking form puts a party here. As soon as a place "
                "comes free for them it can be offered with one key."
            ),
            button=lambda: _("New appointment"),
            on=self._to_booking,
        )
        super().__init__(desk, columns, lambda: _("Waiting list"), empty)

    def key(self, row: Waiter) -> Hashable:
        return row.row.waiting_id

    def ask(self) -> None:
        centre = self.desk.services
        self.desk.operations.read(self, "waiting", lambda: _read(centre), self.show_rows)

    def show_row(self, row: Waiter) -> None:
        entry, today = row.row, self.desk.today()
        self.panel.head(
            entry.name or (lambda: _("name removed")),
            lambda: f"{words.said(entry.service)} · {words.persons(entry.party_size)}",
            personal=True,
        )
        self.panel.facts(
            None,
            Fact(lambda: _("Days"), lambda: words.days(entry, today)),
            Fact(lambda: _("Time"), lambda: words.part(entry.part_of_day)),
            Fact(lambda: _("Phone"), shown_phone(entry.phone), personal=True),
            Fact(lambda: _("E-mail"), entry.email, personal=True),
        )
        if entry.state is WaitingState.OFFERED and entry.offer_starts_at is not None:
            self._show_offered(entry)
        else:
            self._show_free(row)

    def _show_offered(self, entry: WaitingRow) -> None:
        today = self.desk.today()
        self.panel.facts(
            lambda: _("Offered"),
            Fact(lambda: _("Place"), lambda: words.moment(entry.offer_starts_at or 0, today)),
            Fact(lambda: _("Kept until"), lambda: words.moment(entry.offer_expires_at or 0, today)),
        )
        self.panel.buttons(
            PrimaryButton(
                lambda: _("They take it: book"), key="Return", on=self.accept, large=True
            ),
            SecondaryButton(lambda: _("Book in the form…"), key="F4", on=self._to_form, grows=True),
            *self._others(entry),
        )

    def _show_free(self, row: Waiter) -> None:
        self.panel.content.addWidget(self._places_of(row))
        offer = PrimaryButton(
            lambda: _("Offer this place"), key="Return", on=self.offer, large=True
        )
        offer.setEnabled(bool(row.places))
        self.panel.buttons(offer, *self._others(row.row))

    def _places_of(self, row: Waiter) -> Card:
        card = Card(lambda: _("Free places that fit"))
        flow, group = FlowLayout(), QButtonGroup(card)
        group.buttonToggled.connect(self._place_toggled)
        chosen = self._chosen.get(row.row.waiting_id)
        first = chosen if chosen in row.places else (row.places or (None,))[0]
        for place in row.places:
            button = _PlaceButton(row.row.waiting_id, place)
            group.addButton(button)
            button.setChecked(place == first)
            flow.addWidget(button)
        card.add(flow)
        if not row.places:
            nothing = said(
                lambda: _("None yet. The list is looked through whenever a place comes free.")
            )
            card.add(nothing)
        return card

    @Slot(QAbstractButton, bool)
    def _place_toggled(
        self,
        button: QAbstractButton,
        checked: bool,  # noqa: FBT001  connected to a signal
    ) -> None:
        if checked and isinstance(button, _PlaceButton):
            self._chosen[button.waiting_id] = button.place

    def _others(self, entry: WaitingRow) -> list[SecondaryButton]:
        made = []
        if entry.visit_id is not None:
            made.append(
                SecondaryButton(
                    lambda: _("Open the visit"),
                    key="Ctrl+O",
                    on=self._to_visit,
                    grows=True,
                )
            )
        made.append(
            SecondaryButton(lambda: _("Withdraw"), key="Delete", on=self.withdraw, grows=True)
        )
        return made

    def offer(self) -> None:
        """Keeps the chosen place for them, and puts the call on the list."""
        picked = self.row()
        if picked is None or not picked.places:
            return
        waiting_id = picked.row.waiting_id
        place = self._chosen.get(waiting_id)
        if place not in picked.places:
            place = picked.places[0]
        actor, reception, key = self.desk.actor, self.desk.services.reception, new_key()
        self.write(
            lambda: reception.offer(actor, waiting_id, place, key=key),
            lambda: _("The place is kept, and the call stands on the list."),
        )

    def accept(self) -> None:
        """They take the offered place; what is not known is asked in the booking form."""
        picked = self.row()
        if picked is None:
            return
        waiting_id = picked.row.waiting_id
        actor, reception, key = self.desk.actor, self.desk.services.reception, new_key()

        def accepted(done: Done[Booked]) -> None:
            words = _("Booked with code {code}.").format(code=done.value.code)
            self.desk.notify(words, done.undo)

        def refused(error: Exception) -> None:
            self.desk.tell(error)
            if isinstance(error, Refusal) and error.field:
                self._to_form()

        self.desk.operations.write(
            self, lambda: reception.accept(actor, waiting_id, key=key), accepted, refused
        )

    def withdraw(self) -> None:
        """Off the list; a place that was offered is free again."""
        picked = self.row()
        if picked is None:
            return
        entry = picked.row
        actor, reception, key = self.desk.actor, self.desk.services.reception, new_key()
        self.write(
            lambda: reception.withdraw(actor, entry.waiting_id, entry.version, key=key),
            lambda: _("Taken off the waiting list."),
        )

    def _to_form(self) -> None:
        picked = self.row()
        if picked is not None:
            self.desk.go("booking", waiting=picked.row.waiting_id)

    def _to_visit(self) -> None:
        picked = self.row()
        self.open_visit(None if picked is None else picked.row.visit_id)

    def _to_booking(self) -> None:
        self.desk.go("booking")


class _PlaceButton(ToggleButton):
    """A free place that an entry of the list can be offered."""

    def __init__(self, waiting_id: int, place: Place) -> None:
        self.waiting_id, self.place = waiting_id, place
        super().__init__(_placed(place), slot=True)


def _read(centre: Centre) -> list[Waiter]:
    warm_up()
    free = {match.row.waiting_id: match.places for match in centre.reception.offers()}
    rows = centre.reception.waiting_list()
    return [Waiter(row, free.get(row.waiting_id, ())) for row in rows]


def _placed(place: Place) -> Callable[[], str]:
    return lambda: words.place(place)


def _place_words(waiter: Waiter) -> str:
    if waiter.row.state is WaitingState.OFFERED:
        return _("offered")
    if waiter.places:
        return _("free {place}").format(place=words.place(waiter.places[0]))
    return _("none yet")


def _place_state(waiter: Waiter) -> str:
    if waiter.row.state is WaitingState.OFFERED:
        return "warning"
    return "done" if waiter.places else "neutral"
