"""What stands on the page of a new appointment, shown from its form and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Slot

from expatdesk.services.appointments.papers import Asked
from expatdesk.services.appointments.types import Catalogue, NotEligible, ServiceInfo
from expatdesk.services.till.types import Quote
from expatdesk.ui.booking.draft_line import DraftLine
from expatdesk.ui.booking.form import Form
from expatdesk.ui.booking.missing import missing, too_many
from expatdesk.ui.booking.side import BookingSide
from expatdesk.ui.booking.summary import asked_papers, summary_line
from expatdesk.ui.booking.what import WhatCard
from expatdesk.ui.booking.when import WhenCard
from expatdesk.ui.booking.who import WhoCard
from expatdesk.ui.kit import Text
from expatdesk.ui.kit.taborder import follow_the_eye


@dataclass(frozen=True)
class Known:
    """The form with what the centre has answered about it.

    day: of the visit, as far as it is known. split: one person of a party gets another day.
    """

    form: Form
    catalogue: Catalogue
    service: ServiceInfo | None
    day: date
    quote: Quote | None
    refusal: NotEligible | None
    more_at_home: bool
    split: bool

    @property
    def papers(self) -> list[Asked]:
        """What this party is to bring."""
        if self.service is None or not self.form.guests:
            return []
        return asked_papers(self.form, self.service, self.day)


class Showing(QObject):
    """Fills the cards and the side; keeps Tab going as the eye does."""

    def __init__(
        self,
        cards: tuple[WhoCard, WhatCard, WhenCard],
        side: BookingSide,
        draft_line: DraftLine,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._who, self._what, self._when = cards
        self._side = side
        self._draft_line = draft_line
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(self._order_tabs)

    def everything(self, known: Known) -> None:
        """Shows the form anew."""
        form, service = known.form, known.service
        self._who.show_party(
            form.guests, known.day, others_at_home=known.more_at_home, problem=_crowd(known)
        )
        self._what.show_form(form, known.catalogue, known.day)
        if service is not None:
            self._when.offer_desks(known.catalogue, service)
        self._side.show_form(form, known.catalogue, service)
        self.money(known)
        self.button(known)

    def money(self, known: Known) -> None:
        """What follows from the quote: exemptions, fee, papers, the line that says it all."""
        service, form, quote = known.service, known.form, known.quote
        self.order_tabs()
        if service is None:
            return
        papers, day = known.papers, known.day
        possible = quote.exemptions if quote is not None else ()
        infos = [info for info in known.catalogue.exemptions if info.exemption_id in possible]
        self._what.offer_exemptions(form.exemption_id, infos)
        self._side.show_quote(form, quote)
        self._side.show_papers(papers, form.guests)
        self._what.summary.set_text(
            (lambda: summary_line(form, service, day, quote, papers)) if form.guests else ""
        )
        self._what.summary.setVisible(bool(form.guests))

    def button(self, known: Known) -> None:
        """The primary button, with what is missing."""
        self._side.show_button(known.form, lambda: self.reason(known), split=known.split)
        # While a person is typed, Enter belongs to that form.
        self._side.book.set_key(None if self._who.is_typing() else "Return")

    def reason(self, known: Known) -> str:
        """Why nothing can be booked yet; empty where it can."""
        return missing(
            known.form,
            known.service,
            typing=self._who.is_typing(),
            questions_open=self._what.questions.are_open(),
            refusal=known.refusal,
        )

    @Slot()
    def order_tabs(self) -> None:
        """Once all that happens now has happened."""
        self._order.start()

    @Slot()
    def _order_tabs(self) -> None:
        cards = (self._who, self._what, self._when)
        follow_the_eye(self._draft_line, *cards, self._side.scroller, self._side.book)


def _crowd(known: Known) -> Text:
    form, service = known.form, known.service
    return "" if service is None else lambda: too_many(form, service)
