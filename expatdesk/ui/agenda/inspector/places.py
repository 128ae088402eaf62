"""Free places inside the inspector: the next five, and five more."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.clock import day_of
from expatdesk.formats import weekday_date_short
from expatdesk.i18n import _
from expatdesk.services.appointments.types import Catalogue, DayPlaces, Place
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.agenda.inspector.rows import PickList, RowWords
from expatdesk.ui.kit import DateField, LabelledField, LinkButton, PlainLabel, Text, row

AT_ONCE = 5
RANGE = timedelta(days=27)


class PlacesPanel(AskPanel):
    """Lists free places from a day on. `wanted(first, last)` asks; answer with `show_days`."""

    wanted = Signal(object, object)
    chosen = Signal(object)
    booking_wanted = Signal()

    def __init__(
        self,
        title: Text,
        about: Text,
        catalogue: Catalogue,
        first_day: date,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, about, parent=parent)
        self._desks = {desk.desk_id: desk.name for desk in catalogue.desks}
        self._first = first_day
        self._days: list[DayPlaces] = []
        self._shown = AT_ONCE
        self.day = DateField()
        self.day.set_day(first_day)
        self.day.edited.connect(self._from)
        self.list: PickList[Place] = PickList(name=lambda: _("Free places"))
        self.none = PlainLabel(
            lambda: _("No free place in these four weeks."), role="small", tone="warning", wrap=True
        )
        self.none.hide()
        self.more = LinkButton(lambda: _("Five more"), on=self._more)
        self.page = LinkButton(lambda: _("Choose on the booking page…"), on=self._page)
        self.content.addWidget(LabelledField(lambda: _("From"), self.day))
        self.content.addWidget(self.list)
        self.content.addWidget(self.none)
        self.content.addLayout(row(self.more, None, self.page))
        self.list.chosen.connect(self.chosen)

    def ask(self) -> None:
        """Asks for the places from the day on."""
        self.wanted.emit(self._first, self._first + RANGE)

    def first_field(self) -> QWidget | None:
        rows = self.list.rows()
        return rows[0] if rows else self.back

    def show_days(self, days: list[DayPlaces]) -> None:
        """The answer: from every day the places, five at first."""
        self._days = days
        self._shown = AT_ONCE
        self._show()
        self.list.focus_first()

    def _show(self) -> None:
        places = (place for day in self._days for place in day.places)
        shown = list(islice(places, self._shown + 1))
        self.more.setVisible(len(shown) > self._shown)
        self.none.setVisible(not shown)
        self.list.show_choices([(place, self._words(place)) for place in shown[: self._shown]])

    def _words(self, place: Place) -> RowWords:
        desk = self._desks.get(place.steps[0].desk_id)
        day = day_of(place.starts_at)

        def title() -> str:
            span = words.span_words(place.starts_at, place.steps[0].ends_at)
            return f"{weekday_date_short(day)} · {span}"

        return RowWords(title, side=words.later(desk) if desk else "", icon="calendar-clock")

    def _more(self) -> None:
        self._shown += AT_ONCE
        self._show()

    def _page(self) -> None:
        self.booking_wanted.emit()

    @Slot()
    def _from(self) -> None:
        day = self.day.day()
        if day is not None:
            self._first = day
            self.ask()
