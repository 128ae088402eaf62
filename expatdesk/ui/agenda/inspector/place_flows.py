"""Another place for a visit: moved, booked again, or one person of it split off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from PySide6.QtCore import QObject, Slot

from expatdesk.formats import weekday_date_short
from expatdesk.i18n import N_, _
from expatdesk.services.appointments.types import (
    Catalogue,
    DayPlaces,
    Place,
    PlaceRequest,
    VisitSheet,
)
from expatdesk.services.reception.types import SplitTerms
from expatdesk.ui.agenda.actions import VisitActions
from expatdesk.ui.agenda.inspector.asking import PersonPanel
from expatdesk.ui.agenda.inspector.opened import Opened
from expatdesk.ui.agenda.inspector.panel import VisitInspector
from expatdesk.ui.agenda.inspector.places import PlacesPanel
from expatdesk.ui.agenda.inspector.swapping import about_visit, when_words
from expatdesk.ui.context import Desk

Purpose = Literal["move", "rebook", "split"]
_TITLES: Final[dict[Purpose, str]] = {
    "move": N_("Move to a free place"),
    "rebook": N_("Book again"),
    "split": N_("A place on another day"),
}


@dataclass(frozen=True)
class Wish:
    """For whom a place is looked for. `person_id`: who is split off."""

    sheet: VisitSheet
    purpose: Purpose
    person_id: int | None = None


class PlaceFlows(QObject):
    """Asks for a free place and takes it. Set `catalogue` before it is asked."""

    def __init__(
        self, desk: Desk, inspector: VisitInspector, actions: VisitActions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inspector = inspector
        self._actions = actions
        self._wish: Wish | None = None
        self._splitting: Opened | None = None
        self.catalogue: Catalogue | None = None

    def move(self, opened: Opened) -> None:
        """The same visit at another time."""
        self._ask(Wish(opened.sheet, "move"))

    def rebook(self, opened: Opened) -> None:
        """A new visit in the same case."""
        self._ask(Wish(opened.sheet, "rebook"))

    def split_off(self, opened: Opened) -> None:
        """Asks first who it is."""
        self._splitting = opened
        panel = PersonPanel(lambda: _("Split one person off"), opened.sheet)
        panel.chosen.connect(self._person_chosen)
        self._inspector.ask(panel)

    @Slot(object)
    def _person_chosen(self, person_id: int) -> None:
        opened, reception = self._splitting, self._desk.services.reception
        if opened is None:
            return
        sheet = opened.sheet

        def told(terms: SplitTerms) -> None:
            # Meanwhile somebody may have gone on to another visit.
            if self._inspector.opened is opened:
                self._ask(Wish(sheet, "split", person_id), lambda: _terms_words(terms))

        # With the panel goes the wish.
        owner = self._inspector.panel or self
        self._desk.operations.read(
            owner, "terms", lambda: reception.split_terms(sheet.visit_id), told
        )

    def _ask(self, wish: Wish, about: Callable[[], str] | None = None) -> None:
        if self.catalogue is None:
            return
        self._wish = wish
        today = self._desk.today()
        first = max(today, wish.sheet.day) if wish.purpose == "move" else today
        title = _TITLES[wish.purpose]
        told = about or (lambda: about_visit(wish.sheet))
        panel = PlacesPanel(lambda: _(title), told, self.catalogue, first)
        panel.wanted.connect(self._search)
        panel.chosen.connect(self._take)
        panel.booking_wanted.connect(self._to_booking)
        self._inspector.ask(panel)
        panel.ask()

    @Slot(object, object)
    def _search(self, first: date, last: date) -> None:
        wish, panel = self._wish, self._inspector.panel
        if wish is None or not isinstance(panel, PlacesPanel):
            return
        appointments, sheet = self._desk.services.appointments, wish.sheet
        request = PlaceRequest(
            service_id=sheet.service_id,
            persons=1 if wish.purpose == "split" else max(len(sheet.comers), 1),
            first_day=first,
            last_day=last,
            moving_visit_id=sheet.visit_id if wish.purpose == "move" else None,
        )

        def work() -> list[DayPlaces]:
            return appointments.free_places(request)

        self._desk.operations.read(panel, "places", work, panel.show_days, panel.refuse)

    @Slot(object)
    def _take(self, place: Place) -> None:
        wish, actions, failed = self._wish, self._actions, self._inspector.refuse
        if wish is None:
            return
        sheet, when = wish.sheet, when_words(place)
        if wish.purpose == "move":
            actions.move((sheet.visit_id, sheet.version), place, failed=failed)
        elif wish.person_id is not None:
            said = _("Split off to {when}.").format(when=when)
            actions.split_off(sheet, wish.person_id, place, said, failed)
        else:
            said = _("Booked again on {when}.").format(when=when)
            actions.rebook(sheet, place, said, failed)

    @Slot()
    def _to_booking(self) -> None:
        wish = self._wish
        self._inspector.close_panel()
        if wish is None:
            return
        if wish.person_id is None:
            self._desk.go("booking", visit=wish.sheet.visit_id)
        else:
            self._desk.go("booking", visit=wish.sheet.visit_id, split=wish.person_id)


def _terms_words(terms: SplitTerms) -> str:
    return _("No new fee until {day}; later it is priced anew.").format(
        day=weekday_date_short(terms.free_until)
    )
