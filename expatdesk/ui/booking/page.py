"""New appointment, all of it on one page; and another time for one that there is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from expatdesk.clock import day_of
from expatdesk.i18n import _
from expatdesk.services.appointments.types import NotEligible, Place, ServiceInfo
from expatdesk.services.base import new_key
from expatdesk.services.till.types import Quote
from expatdesk.ui.booking.comers import Comers
from expatdesk.ui.booking.drafting import Unfinished
from expatdesk.ui.booking.finishing import Finishing
from expatdesk.ui.booking.form import Form, edited
from expatdesk.ui.booking.layout import BookingLayout
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
from expatdesk.ui.booking.resuming import Resuming
from expatdesk.ui.booking.showing import Known
from expatdesk.ui.context import Desk
from expatdesk.ui.people.typed import Typed

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes


class BookingPage(BookingLayout):
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
        self.title.set_text(self._title_words)
        self.comers, self.placing = Comers(desk, self.who, self), Placing(desk, self.when, self)
        self.resuming = Resuming(desk, self.draft_line, self._is_bare, self)
        self.finishing = Finishing(desk, (self.what, self.when), self.placing, self)
        self.drafting, self.writer = self.resuming.keeper, self.finishing.writer
        self.add_key(lambda: _("Discard draft"), "Ctrl+Shift+Del", self.discard_draft)
        self._connect_cards()
        self._connect_answers()

    def _connect_cards(self) -> None:
        self.worked.connect(self.placing.holding.touch)
        self.comers.changed.connect(self._party)
        self.who.typing.connect(self._typing)
        self.who.typed.connect(self._typing)
        self.who.wanted_back.connect(self._wanted_back)
        self.what.edited.connect(self._what_edited)
        self.what.alarm_false.connect(self._false_alarm)
        self.side.edited.connect(self._side_edited)
        self.side.book_wanted.connect(self.book)
        self.side.keep_wanted.connect(self.placing.holding.renew)

    def _connect_answers(self) -> None:
        self.placing.chosen.connect(self._placed)
        self.placing.turned.connect(self.showing.order_tabs)
        self.placing.asker.quoted.connect(self._quoted)
        self.placing.asker.judged.connect(self._judged)
        self.placing.holding.left.connect(self.side.show_left)
        self.resuming.offered.connect(self.showing.order_tabs)
        self.resuming.resumed.connect(self._go_on)
        self.resuming.person_back.connect(self.who.bring_back)
        self.finishing.finished.connect(self._finish)
        self.finishing.judged.connect(self._judged)
        self.finishing.stopped.connect(self._show_button)

    def _title_words(self) -> str:
        return self._arguments.title(moved=self._form.previous_id is not None)

    # opening and leaving

    def activate(self, **arguments: object) -> None:
        """A new form; what was left unfinished is offered."""
        self._arguments = Arguments.of(arguments)
        self._begin(new_key())
        services, wanted = self.desk.services, self._arguments
        self.desk.operations.read(
            self, "opening", lambda: read_opening(services, wanted), self._opening
        )
        if wanted.back is not None:
            self.resuming.go_back_to(*wanted.back)
        elif wanted.visit is None:
            self.resuming.open_page()

    def _begin(self, token: str, stored: str = "") -> None:
        self._token = token
        self._finished = False
        self._form = Form()
        self.finishing.follow(self._form)
        self._quote, self._refusal = None, None
        self.drafting.begin(token, stored)
        self.comers.begin()
        self.placing.begin(token, self._arguments.first_day)
        self.draft_line.offer(None)
        self.who.begin()
        self._show_mode()
        self.who.search.setFocus()

    def _opening(self, opened: Opened) -> None:
        self._opened = opened
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
        self._show()
        self.placing.asker.ask()
        self.placing.take_wanted()
        if arguments.name:
            self.who.new_person(arguments.name)

    def _show_mode(self) -> None:
        """Another time for a visit: its party and service stay as they are."""
        fixed = self._form.previous_id is not None
        self.who.fix(fixed=fixed)
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
        if self._opened is not None:
            self._opened = self._opened.set_up_as(opened)
            self._set(self._form)

    def retranslate(self) -> None:
        self._show()

    # the one form

    def form(self) -> Form:
        """What stands on the page."""
        return self._form

    def _service(self) -> ServiceInfo | None:
        return None if self._opened is None else self._opened.service_of(self._form)

    def _set(self, form: Form) -> None:
        """The page shows another form, asks what follows from it, and keeps it."""
        if self._opened is not None:
            form = self._opened.with_service(form)
        place = form.place
        if place is not None and not self.placing.fits(form):
            form = replace(form, place=None, squeeze_reason=None)
            self.placing.fit_again(place)
        if self._opened is not None:
            day = day_of(place.starts_at) if place is not None else self.placing.first_day
            guests = with_roles(form.guests, self._opened.catalogue.age_limit(day))
            form = replace(form, guests=guests)
        self._form = form
        self.comers.follow(form.guests)
        self.placing.follow(form, self._service())
        self.finishing.follow(form)
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

    @Slot()
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

    # drafts

    def _is_bare(self) -> bool:
        return not self._form.guests and not self.who.is_typing() and not self._finished

    @Slot(str, object)
    def _go_on(self, token: str, unfinished: Unfinished) -> None:
        kept = unfinished.kept
        self._begin(token, unfinished.body)
        self._set(kept.resumed(self.comers.gathering.note(unfinished.people)))
        if kept.form.typed is not None:
            self.who.bring_back(Typed(kept.form.typed))
        if kept.form.place is not None:
            self.placing.take_again(kept.form.place, kept.form.squeeze_reason)

    @Slot(object)
    def _wanted_back(self, typed: Typed) -> None:
        """Somebody who was put aside: in this form, or in the one that has been left."""
        if self.isVisible():
            self.who.bring_back(typed)
        else:
            self.desk.go("booking", back=(self._token, typed))

    @Slot()
    def discard_draft(self) -> None:
        """Throws away what stands on the page and begins anew."""
        self.drafting.discard()
        self._begin(new_key())
        if self._opened is not None:
            self._arguments = Arguments()
            self._opening(self._opened.bare())
        self.who.search.setFocus()

    # booking

    @Slot()
    def book(self) -> None:
        """What the primary button does."""
        known = self._known()
        if known is None or self._opened is None or self.showing.reason(known):
            return
        self.side.book.setEnabled(False)
        self.finishing.book(self._form, self._token, self._opened.visit, self._arguments.split)

    @Slot()
    def _finish(self) -> None:
        self.drafting.forget()
        self.placing.holding.forget()
        self.comers.begin()
        self._finished = True
        self._form = Form()

    @Slot()
    def _false_alarm(self) -> None:
        self.what.false_alarm.hide()
        self._set(replace(self._form, guard_overridden=True))
        self.book()
