"""New appointment, all of it on one page; and another time for one that there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QWidget

from expatdesk.clock import day_of, local
from expatdesk.formats import time_hm
from expatdesk.i18n import _
from expatdesk.services.appointments.types import NotEligible, Place, PlaceTaken, ServiceInfo
from expatdesk.services.base import Refusal, new_key
from expatdesk.services.people.types import IdentifierFound
from expatdesk.services.till.types import Quote
from expatdesk.terms import Behalf
from expatdesk.ui.booking.comers import Comers
from expatdesk.ui.booking.draft_line import DraftLine
from expatdesk.ui.booking.drafting import DraftKeeper, Unfinished
from expatdesk.ui.booking.form import Form, edited
from expatdesk.ui.booking.opening import (
    Arguments,
    Opened,
    moving,
    opening_form,
    part_wanted,
    read_opening,
    with_defaults,
)
from expatdesk.ui.booking.party import Guest, with_roles
from expatdesk.ui.booking.placing import Placing
from expatdesk.ui.booking.showing import Known, Showing
from expatdesk.ui.booking.side import BookingSide
from expatdesk.ui.booking.what import WhatCard
from expatdesk.ui.booking.when import WhenCard
from expatdesk.ui.booking.who import WhoCard
from expatdesk.ui.booking.writing import Writer, Wrote
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import PageTitle, PlainLabel, ScrollColumn, row
from expatdesk.ui.shell import Page

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes


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
        self._finished = False
        self._quote: Quote | None = None
        self._refusal: NotEligible | None = None
        self.who, self.what, self.when = WhoCard(desk), WhatCard(desk), WhenCard()
        self.side = BookingSide()
        self.draft_line = DraftLine(desk)
        self.comers, self.placing = Comers(desk, self.who, self), Placing(desk, self.when, self)
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
        cards = (self.who, self.what, self.when)
        for card in cards:
            self.scroller.content.addWidget(card)
        self.scroller.content.addStretch(1)
        head = row(self.title, None, self.hint)
        head.setContentsMargins(0, 0, 10, 0)
        self.add(head)
        self.add(self.draft_line)
        self.add(self.scroller, 1)
        self.set_inspector(self.side)
        self.showing = Showing(cards, self.side, self.draft_line, self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _connect_cards(self) -> None:
        self.comers.changed.connect(self._party)
        self.who.typing.connect(self._typing)
        self.who.typed.connect(self._typing)
        self.what.edited.connect(self._what_edited)
        self.what.alarm_false.connect(self._false_alarm)
        self.side.edited.connect(self._side_edited)
        self.side.book_wanted.connect(self.book)
        self.side.keep_wanted.connect(self.placing.holding.renew)
        self.when.waiting.wanted.connect(self._wait)
        self.draft_line.taken.connect(self._go_on)
        self.draft_line.discarded.connect(self._discard)

    def _connect_answers(self) -> None:
        self.placing.chosen.connect(self._placed)
        self.placing.turned.connect(self.showing.order_tabs)
        self.placing.asker.quoted.connect(self._quoted)
        self.placing.asker.judged.connect(self._judged)
        self.placing.holding.left.connect(self.side.show_left)
        self.drafting.found.connect(self._draft_found)
        self.writer.booked.connect(self._booked)
        self.writer.refused.connect(self._not_booked)

    def _make_keys(self) -> None:
        self.add_key(lambda: _("Who comes"), "Alt+1", self._to_who)
        self.add_key(lambda: _("For what"), "Alt+2", self.what.service.setFocus)
        self.add_key(lambda: _("When"), "Alt+3", self.when.grid.focus_time)
        self.add_key(lambda: _("Whole household"), "Alt+H", self.comers.add_household)
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

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.placing.holding.touch()
            self.showing.order_tabs()
            if self.scroller.isAncestorOf(now):
                self.scroller.ensureWidgetVisible(now, 0, 48)

    # opening and leaving

    def activate(self, **arguments: object) -> None:
        """A new form; what was left unfinished is offered."""
        self._arguments = Arguments.of(arguments)
        self._begin(new_key())
        services, wanted = self.desk.services, self._arguments
        self.desk.operations.read(
            self, "opening", lambda: read_opening(services, wanted), self._opening
        )
        if wanted.visit is None:
            self.drafting.look()

    def _begin(self, token: str) -> None:
        self._token = token
        self._finished = False
        self._form = Form()
        self._quote, self._refusal = None, None
        self.drafting.begin(token)
        self.comers.begin()
        self.placing.begin(token, self._arguments.first_day)
        self.draft_line.offer(None)
        self.who.search.clear()
        self.who.close_form()
        self._show_mode()
        self.who.search.setFocus()

    def _opening(self, opened: Opened) -> None:
        self._opened = opened
        self.who.child_under = opened.child_under
        self.comers.gathering.note(opened.people)
        self.when.want_part(part_wanted(opened))
        arguments = self._arguments
        self.placing.move_visit(moving(opened.visit, arguments.split))
        self._set(with_defaults(opening_form(opened), opened, self.placing.day()))
        if arguments.starts_at is not None:
            self.placing.want(arguments.starts_at, arguments.desk)
        elif arguments.desk is not None:
            self.when.desk.choose(arguments.desk)
        self._show_mode()
        self.placing.asker.ask()
        self.placing.take_wanted()
        if arguments.name:
            self.who.new_person(arguments.name)

    def _show_mode(self) -> None:
        """Another time for a visit: its party and service stay as they are."""
        fixed = self._form.previous_id is not None
        self.who.setEnabled(not fixed)
        self.what.setEnabled(not fixed)
        self.when.to_wait.setVisible(not fixed)
        self.title.refresh()
        if fixed:
            self.when.desk.setFocus()

    def is_finished(self) -> bool:
        """It is booked: Esc from the agenda does not lead to an empty form."""
        return self._finished

    def leave(self) -> None:
        """The place is given back, the draft stays."""
        self.drafting.save()
        self.placing.leave()

    def changed(self, changes: Changes) -> None:
        """Somebody has booked, or has changed somebody of the party, or the set-up."""
        if self._opened is None:
            return
        if changes.touches("visits"):
            self.placing.follow(self._form, self._service())
        mine, touched = self.comers.ids(), changes.ids("people")
        if changes.touches("people") and mine and (not touched or touched & mine):
            self.comers.read_again()
        if changes.touches("catalogue") or changes.touches("settings"):
            services = self.desk.services
            self.desk.operations.read(
                self, "set-up", lambda: read_opening(services, Arguments()), self._set_up_again
            )

    def _set_up_again(self, opened: Opened) -> None:
        before = self._opened
        if before is not None:
            self._opened = replace(
                before, catalogue=opened.catalogue, child_under=opened.child_under
            )
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

    def _set(self, form: Form) -> None:
        """The page shows another form, asks what follows from it, and keeps it."""
        place = form.place
        if place is not None and not self.placing.fits(form):
            form = replace(form, place=None, squeeze_reason=None)
            self.placing.fit_again(place)
        if self._opened is not None:
            day = day_of(place.starts_at) if place is not None else self.placing.first_day
            guests = with_roles(form.guests, day, self._opened.child_under)
            form = replace(form, guests=guests)
        self._form = form
        self.comers.follow(form.guests)
        self.placing.follow(form, self._service())
        self._show()
        self._keep()

    def _keep(self) -> None:
        if self._form.previous_id is None and self._opened is not None:
            self.drafting.keep(replace(self._form, typed=self.who.open_entry()))

    def _known(self) -> Known | None:
        """What can be shown; nothing until the centre's set-up has been read."""
        opened = self._opened
        if opened is None:
            return None
        return Known(
            form=self._form,
            catalogue=opened.catalogue,
            service=self._service(),
            day=self.placing.day(),
            quote=self._quote,
            refusal=self._refusal,
            more_at_home=self.comers.are_more_at_home(),
            split=self._arguments.split is not None,
        )

    def _show(self) -> None:
        if known := self._known():
            self.showing.everything(known)

    def _show_button(self) -> None:
        if known := self._known():
            self.showing.button(known)

    # 1 who

    @Slot(object)
    def _party(self, guests: tuple[Guest, ...]) -> None:
        form, opened = self._form, self._opened
        changed = replace(form, guests=guests)
        if opened is not None and len(guests) > len(form.guests):
            changed = with_defaults(changed, opened, self.placing.day(), first=not form.guests)
        self._set(changed)

    @Slot()
    def _typing(self) -> None:
        self._show_button()
        self.showing.order_tabs()
        self.placing.holding.touch()
        self._keep()

    # 2 for what

    @Slot()
    def _what_edited(self) -> None:
        self._set(edited(self._form, self.what.read(self._form)))

    @Slot()
    def _side_edited(self) -> None:
        self._set(self.side.read(self._form))

    @Slot(object)
    def _quoted(self, quote: Quote | None) -> None:
        self._quote = quote
        if known := self._known():
            self.showing.money(known)

    @Slot(object)
    def _judged(self, refusal: NotEligible | None) -> None:
        self._refusal = refusal
        self.what.show_refusal(refusal)
        self._show_button()

    # 3 when

    @Slot(object, object)
    def _placed(self, place: Place | None, squeeze_reason: str | None) -> None:
        self._set(replace(self._form, place=place, squeeze_reason=squeeze_reason))

    @Slot(object, object)
    def _wait(self, first: date, last: date) -> None:
        form = self._form
        if form.first is None or form.service_id is None:
            self.when.waiting.show_error(_("Say who comes."))
            return
        self.writer.wait(form, first, last, self.when.part_of_day(), self.when.waiting.hide)

    # drafts

    @Slot(object)
    def _draft_found(self, unfinished: Unfinished) -> None:
        if not self._form.guests and not self.who.is_typing():
            self.draft_line.offer(unfinished)
            self.showing.order_tabs()

    @Slot(object)
    def _go_on(self, unfinished: Unfinished) -> None:
        kept = unfinished.kept
        self._begin(unfinished.token)
        self._set(kept.resumed(self.comers.gathering.note(unfinished.people)))
        if kept.form.typed is not None:
            self.who.resume_person(kept.form.typed)
        if kept.form.place is not None:
            self.placing.take_again(kept.form.place, kept.form.squeeze_reason)

    @Slot(object)
    def _discard(self, unfinished: Unfinished) -> None:
        self.drafting.discard(unfinished.token)
        self.drafting.look()

    def discard_draft(self) -> None:
        """Throws away what stands on the page and begins anew."""
        self.drafting.discard()
        self._begin(new_key())
        if self._opened is not None:
            self._arguments = Arguments()
            self._opening(replace(self._opened, people=(), visit=None, waiting=None))
        self.who.search.setFocus()

    # booking

    @Slot()
    def book(self) -> None:
        """What the primary button does."""
        known = self._known()
        if known is None or self._opened is None or self.showing.reason(known):
            return
        self.side.book.setEnabled(False)
        self.writer.book(self._form, self._token, self._opened.visit, self._arguments.split)

    @Slot(object)
    def _booked(self, wrote: Wrote) -> None:
        self.drafting.forget()
        self.placing.holding.forget()
        self.comers.begin()
        self._finished = True
        self._form = Form()
        visit_id, form = wrote.booked.visit_id, wrote.form
        words = _("Booked {code} · {time}").format(
            code=wrote.booked.code, time=time_hm(local(wrote.starts_at))
        )
        self.desk.notify(words, wrote.undo)
        if form.online and form.payer.behalf is Behalf.VISITOR:
            self.desk.go("till", visit=visit_id, means="online")
        else:
            self.desk.go("agenda", day=day_of(wrote.starts_at), visit=visit_id)

    @Slot(object)
    def _not_booked(self, error: Exception) -> None:
        self._show_button()
        if isinstance(error, PlaceTaken):
            self.placing.not_held(error)
        elif isinstance(error, NotEligible):
            self._judged(error)
        elif isinstance(error, IdentifierFound) and error.field in self.what.places:
            self.what.show_alarm(error.field, error.message)
        elif not isinstance(error, Refusal) or not self.what.show_error(error.field, error.message):
            self.placing.say_no(error)

    @Slot()
    def _false_alarm(self) -> None:
        self.what.false_alarm.hide()
        self._set(replace(self._form, guard_overridden=True))
        self.book()
