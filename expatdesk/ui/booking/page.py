"""New appointment, all of it on one page; and another time for one that there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from expatdesk.clock import day_of, local, now_epoch
from expatdesk.formats import time_hm
from expatdesk.i18n import _
from expatdesk.services.appointments.papers import Asked
from expatdesk.services.appointments.types import (
    DayPlaces,
    HoldInfo,
    NotEligible,
    Place,
    PlaceTaken,
    ServiceInfo,
)
from expatdesk.services.base import Refusal, new_key
from expatdesk.services.people.types import IdentifierFound, PersonSheet
from expatdesk.services.till.types import Quote
from expatdesk.terms import Behalf, FamilyRole
from expatdesk.ui.booking.asking import Asker, Wish
from expatdesk.ui.booking.days import columns_of
from expatdesk.ui.booking.draft_line import DraftLine
from expatdesk.ui.booking.drafting import DraftKeeper, Unfinished, people_of
from expatdesk.ui.booking.form import Form
from expatdesk.ui.booking.holding import HoldKeeper
from expatdesk.ui.booking.missing import missing, too_many
from expatdesk.ui.booking.opening import (
    Arguments,
    Opened,
    moving,
    opening_form,
    part_wanted,
    read_opening,
)
from expatdesk.ui.booking.party import Guest, guest_of, with_roles
from expatdesk.ui.booking.side import BookingSide
from expatdesk.ui.booking.summary import asked_papers, summary_line
from expatdesk.ui.booking.taborder import follow_layouts
from expatdesk.ui.booking.what import WhatCard
from expatdesk.ui.booking.when import WhenCard
from expatdesk.ui.booking.who import WhoCard
from expatdesk.ui.booking.writing import Writer, Wrote
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import PageTitle, PlainLabel, ScrollColumn, Text, row
from expatdesk.ui.shell import Page

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes

SOON = 15 * 60
"""A place that begins within so many seconds is one for a walk-in."""


class BookingPage(Page):
    """Who comes, for what, when: kept in one Form, from which everything is shown.

    ``activate`` takes the arguments of ``Arguments``.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._opened: Opened | None = None
        self._arguments = Arguments()
        self._form = Form()
        self._token = ""
        self._first_day = desk.today()
        self._before: list[date] = []
        self._days: Sequence[DayPlaces] = ()
        self._quote: Quote | None = None
        self._refusal: NotEligible | None = None
        self._wanted_at: tuple[int, int | None] | None = None
        self._squeeze_reason = ""
        self._at_home: dict[int, tuple[int, ...]] = {}
        self.who, self.what, self.when = WhoCard(desk), WhatCard(desk), WhenCard()
        self.side = BookingSide()
        self.draft_line = DraftLine(desk)
        self.asker, self.holding = Asker(desk, self), HoldKeeper(desk, self)
        self.drafting, self.writer = DraftKeeper(desk, self), Writer(desk, self)
        self._lay_out()
        self._connect_cards()
        self._connect_answers()
        self._make_keys()

    def _lay_out(self) -> None:
        self.title = PageTitle(self._title_words)
        self.hint = PlainLabel(lambda: _("Tab moves on · Enter books"), tone="muted")
        self.body.setContentsMargins(22, 14, 12, 0)
        self.scroller = ScrollColumn(spacing=14, margins=(0, 0, 10, 14))
        for card in (self.who, self.what, self.when):
            self.scroller.content.addWidget(card)
        self.scroller.content.addStretch(1)
        head = row(self.title, None, self.hint)
        head.setContentsMargins(0, 0, 10, 0)
        self.add(head)
        self.add(self.draft_line)
        self.add(self.scroller, 1)
        self.set_inspector(self.side)
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(self._order_tabs)

    def _connect_cards(self) -> None:
        self.who.wanted.connect(self.add_person)
        self.who.removed.connect(self._remove)
        self.who.role_chosen.connect(self._choose_role)
        self.who.household_wanted.connect(self._add_household)
        self.who.change_wanted.connect(self._change_person)
        self.who.person_changed.connect(self._read_again)
        self.who.typing.connect(self._typing)
        self.who.typed.connect(self._typing)
        self.what.edited.connect(self._what_edited)
        self.what.alarm_false.connect(self._false_alarm)
        self.side.edited.connect(self._side_edited)
        self.side.book_wanted.connect(self.book)
        self.side.keep_wanted.connect(self.holding.renew)
        self.when.picked.connect(self._picked)
        self.when.leaf.connect(self._leaf)
        self.when.filtered.connect(self._filtered)
        self.when.next_wanted.connect(self._next)
        self.when.squeeze.wanted.connect(self._squeeze)
        self.when.waiting.wanted.connect(self._wait)
        self.draft_line.taken.connect(self._go_on)
        self.draft_line.discarded.connect(self._discard)

    def _connect_answers(self) -> None:
        self.asker.placed.connect(self._placed)
        self.asker.not_placed.connect(self._not_placed)
        self.asker.quoted.connect(self._quoted)
        self.asker.judged.connect(self._judged)
        self.asker.found.connect(self._found)
        self.asker.soonest.connect(self._soonest)
        self.holding.held.connect(self._held)
        self.holding.refused.connect(self._not_held)
        self.holding.left.connect(self.side.show_left)
        self.drafting.found.connect(self._draft_found)
        self.writer.booked.connect(self._booked)
        self.writer.refused.connect(self._not_booked)

    def _make_keys(self) -> None:
        self.add_key(lambda: _("Who comes"), "Alt+1", self._to_who)
        self.add_key(lambda: _("For what"), "Alt+2", self._to_what)
        self.add_key(lambda: _("When"), "Alt+3", self._to_when)
        self.add_key(lambda: _("Whole household"), "Alt+H", self._add_household)
        self.add_key(lambda: _("Earlier dates"), "Alt+Left", self.when.earlier.click)
        self.add_key(lambda: _("Later dates"), "Alt+Right", self.when.later.click)
        self.add_key(lambda: _("Next free"), "Alt+N", self.when.next.click)
        self.add_key(lambda: _("Now (walk-in)"), "Alt+W", self.when.now.click)
        self.add_key(lambda: _("Waiting list"), "Alt+L", self.when.to_wait.click)
        self.add_key(lambda: _("Squeeze in"), "Alt+S", self.when.to_squeeze.click)
        self.add_key(lambda: _("Discard draft"), "Ctrl+Shift+Del", self.discard_draft)

    def _title_words(self) -> str:
        if self._form.previous_id is None:
            return _("New appointment")
        return _("Another day for one person") if self._arguments.split else _("Another time")

    def _to_who(self) -> None:
        (self.who.form if self.who.is_typing() else self.who.search).setFocus()

    def _to_what(self) -> None:
        self.what.service.setFocus()

    def _to_when(self) -> None:
        self.when.grid.focus_time()

    # opening and leaving

    def activate(self, **arguments: object) -> None:
        """A new form; what was left unfinished is offered."""
        self._arguments = Arguments.of(arguments)
        self._begin(new_key())
        self._show_mode()
        self.who.search.setFocus()
        services, wanted = self.desk.services, self._arguments
        self.desk.operations.read(
            self, "opening", lambda: read_opening(services, wanted), self._opening
        )
        if wanted.visit is None:
            self.drafting.look()

    def _begin(self, token: str) -> None:
        self._token = token
        self.holding.begin(token)
        self.drafting.begin(token)
        self.asker.stop()
        self.draft_line.offer(None)
        self._form = Form()
        self._quote, self._refusal, self._wanted_at = None, None, None
        self._before.clear()
        self._first_day = self._arguments.first_day or self.desk.today()
        self.who.search.clear()
        self.who.close_form()
        self.when.squeeze.close_line()
        self.when.waiting.hide()
        self.when.show_message("")

    def _opening(self, opened: Opened) -> None:
        self._opened = opened
        self.who.child_under = opened.child_under
        self.when.want_part(part_wanted(opened))
        form = opening_form(opened)
        for sheet in opened.people:
            self._at_home[sheet.person_id] = tuple(m.person_id for m in sheet.household)
        if self._arguments.starts_at is not None:
            self._wanted_at = (self._arguments.starts_at, self._arguments.desk)
        self._set(_speaking(form))
        if self._wanted_at is None and self._arguments.desk is not None:
            self.when.desk.choose(self._arguments.desk)
        self._show_mode()
        self.asker.ask()
        self._take_wanted()

    def _show_mode(self) -> None:
        """Another time for a visit: its party and service stay as they are."""
        fixed = self._form.previous_id is not None
        self.who.setEnabled(not fixed)
        self.what.setEnabled(not fixed)
        self.when.to_wait.setVisible(not fixed)
        self.title.refresh()

    def leave(self) -> None:
        """The place is given back, the draft stays."""
        self.asker.stop()
        self.drafting.save()
        self.holding.release()

    def changed(self, changes: Changes) -> None:
        """Somebody has booked, or has changed somebody of the party, or the set-up."""
        if self._opened is None:
            return
        if changes.touches("visits"):
            self.asker.change(self._form, self._wish(), self._day())
        mine = {guest.person_id for guest in self._form.guests}
        touched = changes.ids("people")
        if changes.touches("people") and mine and (not touched or touched & mine):
            self._read_again()
        if changes.touches("catalogue") or changes.touches("settings"):
            services = self.desk.services
            self.desk.operations.read(
                self,
                "catalogue",
                lambda: read_opening(services, Arguments()),
                self._set_up_again,
            )

    def _set_up_again(self, opened: Opened) -> None:
        self._opened = opened
        self._set(self._form)

    def retranslate(self) -> None:
        """Says own texts again."""
        self._show()

    # the one form

    def form(self) -> Form:
        """What stands on the page."""
        return self._form

    def token(self) -> str:
        """Of the draft and of the hold."""
        return self._token

    def _service(self) -> ServiceInfo | None:
        form, opened = self._form, self._opened
        if opened is None or form.service_id is None:
            return None
        return opened.catalogue.service(form.service_id)

    def _day(self) -> date:
        """The day of the visit, as far as it is known."""
        place = self._form.place
        return day_of(place.starts_at) if place is not None else self._first_day

    def _wish(self) -> Wish:
        opened = self._opened
        return Wish(
            first_day=self._first_day,
            desk_id=self.when.desk_id(),
            part_of_day=self.when.part_of_day(),
            moving_visit_id=moving(opened.visit if opened else None, self._arguments.split),
            token=self._token,
        )

    def _set(self, form: Form) -> None:
        """The page shows another form, asks what follows from it, and keeps it."""
        before = self._form
        self._form = form
        if self._opened is not None:
            guests = with_roles(form.guests, self._day(), self._opened.child_under)
            self._form = replace(form, guests=guests)
        size = (max(before.persons, 1), before.service_id)
        if form.place is not None and size != (max(form.persons, 1), form.service_id):
            self._fit_again()
        self._show()
        self.asker.change(self._form, self._wish(), self._day())
        self.holding.touch()
        if self._form.previous_id is None:
            self.drafting.keep(replace(self._form, typed=self.who.open_entry()))

    def _show(self) -> None:
        opened, service, day = self._opened, self._service(), self._day()
        if opened is None:
            return
        form = self._form
        crowd: Text = ""
        if service is not None and too_many(form, service):
            known = service

            def crowd() -> str:
                return too_many(form, known)

        self.who.show_party(
            form.guests, day, others_at_home=bool(self._others_at_home()), problem=crowd
        )
        self.what.show_form(form, opened.catalogue, day)
        if service is not None:
            self.when.offer_desks(opened.catalogue, service)
        self.side.show_form(form, opened.catalogue, service)
        self._show_money()
        self._show_button()
        self._order.start()

    def _show_money(self) -> None:
        opened, service, form, day = self._opened, self._service(), self._form, self._day()
        if opened is None or service is None:
            return
        quote, papers = self._quote, self._papers()
        possible = quote.exemptions if quote is not None else ()
        self.what.offer_exemptions(
            form.exemption_id,
            [info for info in opened.catalogue.exemptions if info.exemption_id in possible],
        )
        self.side.show_quote(form, quote)
        self.side.show_papers(papers, form.guests)
        self.what.summary.set_text(
            (lambda: summary_line(form, service, day, quote, papers)) if form.guests else ""
        )

    def _papers(self) -> list[Asked]:
        service = self._service()
        if service is None or not self._form.guests:
            return []
        return asked_papers(self._form, service, self._day())

    def _reason(self) -> str:
        return missing(
            self._form,
            self._service(),
            typing=self.who.is_typing(),
            questions_open=self.what.questions.are_open(),
            refusal=self._refusal,
        )

    def _show_button(self) -> None:
        self.side.show_button(self._form, self._reason, split=self._arguments.split is not None)
        # While a person is typed, Enter belongs to that form.
        self.side.book.set_key(None if self.who.is_typing() else "Return")

    def _order_tabs(self) -> None:
        follow_layouts(self.draft_line, self.scroller, self.side.scroller, self.side.book)

    # 1 who

    @Slot(int)
    def add_person(self, person_id: int) -> None:
        """Somebody of the centre comes too."""
        self._add_people((person_id,))

    def _add_people(self, person_ids: Sequence[int]) -> None:
        here = {guest.person_id for guest in self._form.guests}
        wanted = [person_id for person_id in person_ids if person_id not in here]
        services = self.desk.services
        token = self._token

        def show(sheets: tuple[PersonSheet, ...]) -> None:
            if token == self._token:
                self._take_in(sheets)

        if wanted:
            # One question for each, so that two taken quickly after one another both come.
            self.desk.operations.read(
                self, f"take {wanted}", lambda: people_of(services, wanted), show
            )

    def _take_in(self, sheets: Sequence[PersonSheet]) -> None:
        form = self._form
        here = {guest.person_id for guest in form.guests}
        new = []
        for sheet in sheets:
            self._at_home[sheet.person_id] = tuple(m.person_id for m in sheet.household)
            if sheet.person_id not in here:
                new.append(guest_of(sheet))
        self._set(self._with_defaults(replace(form, guests=(*form.guests, *new))))

    def _with_defaults(self, form: Form) -> Form:
        """What follows from who comes, where nothing else was chosen: language, municipality."""
        opened, day = self._opened, self._day()
        form = _speaking(form)
        if opened is None or form.municipality_id is not None:
            return form
        accepting = {
            town.municipality_id
            for town in opened.catalogue.municipalities
            if town.accepts(form.address_kind, day)
        }
        known = (g.municipality_id for g in form.guests if g.municipality_id in accepting)
        return replace(form, municipality_id=next(known, None))

    @Slot(int)
    def _remove(self, person_id: int) -> None:
        guests = tuple(g for g in self._form.guests if g.person_id != person_id)
        self._set(replace(self._form, guests=guests))
        if not guests:
            self.who.search.setFocus()

    @Slot(int, object)
    def _choose_role(self, person_id: int, role: FamilyRole) -> None:
        self._change_guests(person_id, role)

    def _change_guests(self, person_id: int, role: FamilyRole) -> None:
        guests = tuple(
            replace(guest, role=role, chosen=True) if guest.person_id == person_id else guest
            for guest in self._form.guests
        )
        self._set(replace(self._form, guests=guests))

    def _others_at_home(self) -> list[int]:
        here = {guest.person_id for guest in self._form.guests}
        at_home = [m for guest in self._form.guests for m in self._at_home.get(guest.person_id, ())]
        return [person_id for person_id in dict.fromkeys(at_home) if person_id not in here]

    @Slot()
    def _add_household(self) -> None:
        self._add_people(self._others_at_home())
        self.who.search.setFocus()

    @Slot(int)
    def _change_person(self, person_id: int) -> None:
        people = self.desk.services.people

        def show(sheet: PersonSheet) -> None:
            self.who.form.edit(sheet)
            self.who.edit_person()

        self.desk.operations.read(self, "edit", lambda: people.person(person_id), show)

    @Slot()
    def _read_again(self, _person_id: int = 0) -> None:
        services = self.desk.services
        wanted = [guest.person_id for guest in self._form.guests]
        token = self._token

        def show(sheets: tuple[PersonSheet, ...]) -> None:
            if token != self._token:
                return
            newest = {sheet.person_id: sheet for sheet in sheets}
            for sheet in sheets:
                self._at_home[sheet.person_id] = tuple(m.person_id for m in sheet.household)
            guests = tuple(_anew(guest, newest.get(guest.person_id)) for guest in self._form.guests)
            self._set(replace(self._form, guests=guests))

        self.desk.operations.read(self, "party", lambda: people_of(services, wanted), show)

    @Slot()
    def _typing(self) -> None:
        self._show_button()
        self._order.start()
        self.holding.touch()
        if self._opened is not None and self._form.previous_id is None:
            self.drafting.keep(replace(self._form, typed=self.who.open_entry()))

    # 2 for what

    @Slot()
    def _what_edited(self) -> None:
        form = self.what.read(self._form)
        if form.language != self._form.language:
            form = replace(form, paper_language="nl" if form.language == "nl" else "en")
        if form.service_id != self._form.service_id:
            form = replace(form, answers=(), exemption_id=None, exemption_proof="")
        if (form.note, form.booker_contact) != (self._form.note, self._form.booker_contact):
            form = replace(form, guard_overridden=False)
        self._set(form)

    @Slot()
    def _side_edited(self) -> None:
        self._set(self.side.read(self._form))

    def _quoted(self, quote: Quote | None) -> None:
        self._quote = quote
        self._show_money()
        self._order.start()

    def _judged(self, refusal: NotEligible | None) -> None:
        self._refusal = refusal
        self.what.show_refusal(refusal)
        self._show_button()

    # 3 when

    def _placed(self, days: Sequence[DayPlaces]) -> None:
        self._days = days
        place = self._form.place
        self.when.show_days(
            columns_of(days, self.desk.today(), self._arguments.first_day),
            place.starts_at if place is not None else None,
            can_go_back=bool(self._before) or self._first_day > self.desk.today(),
        )
        self._order.start()

    def _not_placed(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self.when.show_message(error.message)
        else:
            self.desk.tell(error)

    def _soonest(self, place: Place | None) -> None:
        soon = place is not None and place.starts_at <= now_epoch(self.desk.clock) + SOON
        self.when.offer_now(place if soon else None)

    def _picked(self, place: Place | None) -> None:
        self.when.show_message("")
        if place is None:
            self.holding.release()
            self._set(replace(self._form, place=None, squeeze_reason=None))
            return
        self._take_place(place)

    def _take_place(self, place: Place, squeeze_reason: str | None = None) -> None:
        self.when.grid.choose(place.starts_at)
        self._set(replace(self._form, place=place, squeeze_reason=squeeze_reason))
        if squeeze_reason is None:
            self._hold(place)
        else:
            self.holding.release()

    def _hold(self, place: Place) -> None:
        form = self._form
        if form.service_id is not None:
            moved = self._wish().moving_visit_id
            self.holding.take(form.service_id, max(form.persons, 1), place, moved)

    def _held(self, info: HoldInfo) -> None:
        if self._form.place != info.place and self._form.squeeze_reason is None:
            self._set(replace(self._form, place=info.place))

    def _not_held(self, error: Exception) -> None:
        self._set(replace(self._form, place=None, squeeze_reason=None))
        self.when.grid.choose(None)
        self._not_placed(error)
        self.asker.ask_places()

    def _fit_again(self) -> None:
        """Party or service changed: the same time is asked for with other lengths."""
        place = self._form.place
        self._form = replace(self._form, place=None, squeeze_reason=None)
        self.holding.release()
        if place is not None:
            self._wanted_at = (place.starts_at, place.steps[0].desk_id)
            QTimer.singleShot(0, self, self._take_wanted)

    def _take_wanted(self) -> None:
        """Asks for the time that was wanted before the party was known."""
        wanted, self._wanted_at = self._wanted_at, None
        if wanted is None:
            return
        self.asker.change(self._form, self._wish(), self._day())
        starts_at, desk_id = wanted
        service = self._service()
        if desk_id is None and service is not None and service.steps:
            desk_id = service.steps[0].desk_ids[0]
        if desk_id is not None:
            self.asker.ask_at(starts_at, desk_id)

    def _found(self, place: Place | None) -> None:
        if place is None:
            self.when.show_message(lambda: _("No place is free within a year."))
            return
        if self._squeeze_reason:
            reason, self._squeeze_reason = self._squeeze_reason, ""
            self.when.squeeze.close_line()
            self._take_place(place, reason)
            return
        self.when.show_message("")
        day = day_of(place.starts_at)
        if day not in self.when.days_shown():
            self._turn_to(day)
        self._take_place(place)
        self.when.grid.focus_time(place.starts_at)

    def _leaf(self, step: int) -> None:
        shown = self.when.days_shown()
        if step > 0 and shown:
            self._before.append(self._first_day)
            self._first_day = date.fromordinal(shown[-1].toordinal() + 1)
        elif step < 0 and self._before:
            self._first_day = self._before.pop()
        elif step < 0:
            earlier = date.fromordinal(self._first_day.toordinal() - 7)
            self._first_day = max(earlier, self.desk.today())
        self._look_again()

    def _turn_to(self, day: date) -> None:
        self._before.append(self._first_day)
        self._first_day = day
        self._look_again()

    def _look_again(self) -> None:
        self.asker.change(self._form, self._wish(), self._day())
        self.asker.ask_places()

    def _filtered(self) -> None:
        self.when.show_message("")
        self._look_again()

    def _next(self) -> None:
        self.asker.change(self._form, self._wish(), self._day())
        self.asker.ask_next()

    @Slot(int, int, str)
    def _squeeze(self, starts_at: int, desk_id: int, reason: str) -> None:
        self._squeeze_reason = reason
        self.asker.change(self._form, self._wish(), self._day())
        self.asker.ask_at(starts_at, desk_id, squeeze=True)

    @Slot(object, object)
    def _wait(self, first: date, last: date) -> None:
        guest, form = self._form.first, self._form
        if guest is None or form.service_id is None:
            self.when.waiting.show_error(_("Say who comes."))
            return
        self.writer.wait(form, first, last, self.when.part_of_day(), self.when.waiting.hide)

    # drafts

    def _draft_found(self, unfinished: Unfinished) -> None:
        if not self._form.guests and not self.who.is_typing():
            self.draft_line.offer(unfinished)

    def _go_on(self, unfinished: Unfinished) -> None:
        kept = unfinished.kept
        roles = dict(kept.people)
        self._begin(unfinished.token)
        guests = []
        for sheet in unfinished.people:
            self._at_home[sheet.person_id] = tuple(m.person_id for m in sheet.household)
            role = roles.get(sheet.person_id)
            guest = guest_of(sheet)
            guests.append(guest if role is None else replace(guest, role=role, chosen=True))
        place, reason = kept.form.place, kept.form.squeeze_reason
        self._set(replace(kept.form, guests=tuple(guests), place=None, typed=None))
        if kept.form.typed is not None:
            self.who.resume_person(kept.form.typed)
        if place is not None:
            self._first_day = max(day_of(place.starts_at), self.desk.today())
            self._take_place(place, reason)

    def _discard(self, unfinished: Unfinished) -> None:
        self.drafting.discard(unfinished.token)
        self.drafting.look()

    def discard_draft(self) -> None:
        """Throws away what stands on the page and begins anew."""
        self.drafting.discard()
        self._begin(new_key())
        if self._opened is not None:
            self._opening(replace(self._opened, people=(), visit=None, waiting=None))
        self.who.search.setFocus()

    # booking

    def book(self) -> None:
        """What the primary button does."""
        if self._reason() or self._opened is None:
            return
        self.side.book.setEnabled(False)
        self.writer.book(self._form, self._token, self._opened.visit, self._arguments.split)

    def _booked(self, wrote: Wrote) -> None:
        self.drafting.forget()
        self.holding.forget()
        form, token = wrote.form, self._token
        self._token = ""
        if form.previous_id is not None:
            self.drafting.discard(token)
        day = day_of(wrote.starts_at)
        words = _("Booked {code} · {time}").format(
            code=wrote.booked.code, time=time_hm(local(wrote.starts_at))
        )
        self.desk.notify(words, wrote.undo)
        self._form = Form()
        if form.online and form.payer.behalf is Behalf.VISITOR:
            self.desk.go("till", visit=wrote.booked.visit_id, means="online")
        else:
            self.desk.go("agenda", day=day, visit=wrote.booked.visit_id)

    def _not_booked(self, error: Exception) -> None:
        self._show_button()
        if isinstance(error, PlaceTaken):
            self._not_held(error)
        elif isinstance(error, NotEligible):
            self._judged(error)
        elif isinstance(error, IdentifierFound) and error.field in self.what.places:
            self.what.show_alarm(error.field, error.message)
        elif not isinstance(error, Refusal) or not self.what.show_error(error.field, error.message):
            self._not_placed(error)

    @Slot()
    def _false_alarm(self) -> None:
        self.what.false_alarm.hide()
        self._set(replace(self._form, guard_overridden=True))
        self.book()


def _anew(guest: Guest, sheet: PersonSheet | None) -> Guest:
    """The guest as the record stands now, in the role that was chosen."""
    if sheet is None:
        return guest
    return replace(guest_of(sheet), role=guest.role, chosen=guest.chosen)


def _speaking(form: Form) -> Form:
    """The language of the first person, where nothing else was chosen."""
    spoken = form.guests[0].languages if form.guests else ()
    if form.previous_id is not None or not spoken or form.language in spoken:
        return form
    language = spoken[0]
    return replace(form, language=language, paper_language="nl" if language == "nl" else "en")
