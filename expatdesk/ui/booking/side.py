"""The panel at the right: when and where, the fee, the papers, the confirmation, and Book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot

from expatdesk.clock import local
from expatdesk.formats import amount, time_hm
from expatdesk.i18n import _, ngettext
from expatdesk.services.appointments.papers import Asked
from expatdesk.services.appointments.types import Catalogue, ServiceInfo
from expatdesk.services.till.types import Quote
from expatdesk.terms import Behalf, PaperNeed
from expatdesk.texts import Pair
from expatdesk.ui.booking.form import Form, Side
from expatdesk.ui.booking.paragraph import Paragraph
from expatdesk.ui.booking.party import Guest
from expatdesk.ui.booking.summary import paper_line, payer_line, said, steps_of, title_of
from expatdesk.ui.kit import (
    Card,
    CheckField,
    Inspector,
    KeyValueRow,
    LinkButton,
    PlainLabel,
    PrimaryButton,
    SegmentedToggle,
    Text,
    clear,
    names_hidden,
    row,
)
from expatdesk.ui.kit.text import DOTS


class BookingSide(Inspector):
    """Shows what will be booked; ``edited`` follows the choices made here."""

    book_wanted = Signal()
    edited = Signal()
    keep_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._left = -1
        # What stands in the cards; they are made anew only when that changes.
        self._fee_shown: tuple[Side, Quote | None] | None = None
        self._papers_shown: tuple[tuple[Asked, ...], tuple[Guest, ...]] | None = None
        self.title = PlainLabel("", role="heading", elide=False, wrap=True)
        self.steps = PlainLabel("", tone="muted", wrap=True)
        self.hold = PlainLabel(self._hold_words, role="small", tone="warning", wrap=True)
        self.keep = LinkButton(lambda: _("Keep it"), on=self.keep_wanted.emit)
        self._make_cards()
        self.reason = PlainLabel("", role="small", tone="muted", wrap=True)
        self.book = PrimaryButton("", key="Return", on=self.book_wanted.emit, large=True)
        hold_line = row(spacing=6)
        hold_line.addWidget(self.hold, 1)
        hold_line.addWidget(self.keep)
        for part in (self.title, self.steps):
            self.content.addWidget(part)
        self.content.addLayout(hold_line)
        for card in (self.fee, self.papers, self.confirmation):
            self.content.addWidget(card)
        self.content.addStretch(1)
        self.foot.addWidget(self.reason)
        self.foot.addWidget(self.book)
        self.show_left(-1)

    def _make_cards(self) -> None:
        self.fee = Card(lambda: _("Fee"), spacing=4)
        self.online = CheckField(lambda: _("Paid online when booked"), small=True)
        self.papers = Card(lambda: _("They must bring"), spacing=6)
        self.confirmation = Card(lambda: _("Confirmation"))
        self.language: SegmentedToggle[str] = SegmentedToggle(
            [("en", "EN"), ("nl", "NL"), ("both", "EN + NL")],
            name=lambda: _("Language of the confirmation"),
            bare=True,
        )
        self.confirmation.head.addWidget(self.language)
        self.mail = CheckField(lambda: _("E-mail"), small=True)
        self.address = PlainLabel("", role="small", tone="muted", personal=True)
        self.calendar = CheckField(lambda: _("Calendar file (.ics)"), small=True)
        self.letter = CheckField(lambda: _("Print letter"), small=True)
        line = row(spacing=8)
        line.addWidget(self.mail)
        line.addWidget(self.address, 1)
        self.confirmation.add(line)
        self.confirmation.add(self.calendar)
        self.confirmation.add(self.letter)
        for tick in (self.mail, self.calendar, self.letter, self.online):
            tick.clicked.connect(self._edited)
        self.language.chosen.connect(self._edited)

    @Slot()
    def _edited(self) -> None:
        self.edited.emit()

    # form and choices

    def read(self, form: Form) -> Form:
        """The form with what is chosen here."""
        return replace(
            form,
            mail=self.mail.isChecked() if self.mail.isEnabled() else form.mail,
            calendar=self.calendar.isChecked(),
            letter=self.letter.isChecked(),
            online=self.online.isChecked(),
            paper_language=self.language.value(),
        )

    def show_form(self, form: Form, catalogue: Catalogue, service: ServiceInfo | None) -> None:
        """Shows place and confirmation."""
        place = form.place
        if place is None or service is None:
            self.title.set_text(lambda: _("No time chosen yet"))
            self.steps.set_text("")
        else:
            self.title.set_text(lambda: title_of(place))
            self.steps.set_text(lambda: "\n".join(steps_of(place, catalogue, service)))
        self.steps.setVisible(bool(self.steps.text()))
        email = form.first.email if form.first is not None else ""
        self.mail.setEnabled(bool(email))
        self.mail.setChecked(form.mail and bool(email))
        self.address.set_text(email or (lambda: _("no address known")))
        self.calendar.setChecked(form.calendar)
        self.letter.setChecked(form.letter)
        self.online.setChecked(form.online)
        self.language.choose(form.paper_language)

    def show_quote(self, form: Form, quote: Quote | None) -> None:
        """Lines, who pays, and the total."""
        if (form.payer, quote) == self._fee_shown:
            return
        self._fee_shown = (form.payer, quote)
        self.fee.content.removeWidget(self.online)
        clear(self.fee.content)
        lines = () if quote is None else quote.lines
        for line in lines:
            cents = 0 if line.exempt else line.gross
            self.fee.add(KeyValueRow(_said(line.text), _money(cents)))
        if quote is not None and lines:
            heading = _heading(form, quote)
            self.fee.add(KeyValueRow(heading, _money(quote.gross, symbol=True), strong=True))
        else:
            words = PlainLabel(
                (lambda: _("No fee")) if quote is not None else "–", role="small", tone="muted"
            )
            self.fee.add(words)
        self.fee.add(self.online)
        visitor_pays = form.payer.behalf is Behalf.VISITOR
        self.online.setVisible(visitor_pays and quote is not None and quote.gross > 0)

    def show_papers(self, papers: Sequence[Asked], guests: Sequence[Guest]) -> None:
        """A line for each paper, with of whom it is asked."""
        shown = (tuple(papers), tuple(guests))
        if shown == self._papers_shown:
            return
        self._papers_shown = shown
        clear(self.papers.content)
        for asked in papers:
            if asked[0].need is PaperNeed.MANDATORY:
                self.papers.add(Paragraph(_paper(asked, guests)))
        for need in (PaperNeed.IF_APPLICABLE, PaperNeed.MAY_FOLLOW):
            others = [asked for asked in papers if asked[0].need is need]
            if others:
                words = _together(need, others, guests)
                self.papers.add(Paragraph(words, tone="muted"))
        unknown = [guest for guest in guests if guest.residence_class is None]
        if unknown and papers:
            self.papers.add(Paragraph(_unknown(len(unknown)), tone="warning"))
        self.papers.setVisible(bool(papers))

    @Slot(int)
    def show_left(self, seconds: int) -> None:
        """How long the place is still kept: −1 for long enough, 0 for no longer."""
        self._left = seconds
        self.hold.refresh()
        self.hold.setVisible(seconds >= 0)
        self.keep.setVisible(seconds >= 0)

    def _hold_words(self) -> str:
        if self._left < 0:
            return ""
        if self._left == 0:
            return _("The place is no longer kept; somebody else may take it.")
        minutes = -(-self._left // 60)
        return ngettext(
            "The place is kept for {count} minute more.",
            "The place is kept for {count} minutes more.",
            minutes,
        ).format(count=minutes)

    def show_button(self, form: Form, reason: Text, *, split: bool = False) -> None:
        """What Enter does, or why it cannot be done yet."""
        place = form.place

        def words() -> str:
            if place is None:
                return _("Book")
            time = time_hm(local(place.starts_at))
            if form.squeeze_reason is not None:
                return _("Squeeze in at {time}").format(time=time)
            if split:
                return _("Book {time} for the one split off").format(time=time)
            if form.previous_id is not None:
                return _("Rebook to {time}").format(time=time)
            return _("Book {time}").format(time=time)

        self.book.set_text(words)
        self.reason.set_text(reason)
        missing = self.reason.text()
        self.reason.setVisible(bool(missing))
        self.book.setEnabled(not missing)
        self.book.setAccessibleDescription(missing)


def _money(cents: int, *, symbol: bool = False) -> Text:
    return lambda: amount(cents, symbol=symbol)


def _heading(form: Form, quote: Quote) -> Text:
    return lambda: payer_line(form, quote)


def _said(text: Pair) -> Text:
    return lambda: said(text)


def _paper(asked: Asked, guests: Sequence[Guest]) -> Text:
    return lambda: paper_line(asked, _shown(guests))


def _together(need: PaperNeed, papers: Sequence[Asked], guests: Sequence[Guest]) -> Text:
    """What is not asked of everybody, in one paragraph."""

    def words() -> str:
        names = "; ".join(paper_line(asked, _shown(guests)) for asked in papers)
        if need is PaperNeed.MAY_FOLLOW:
            return _("May follow later: {papers}").format(papers=names)
        return _("If it applies: {papers}").format(papers=names)

    return words


def _shown(guests: Sequence[Guest]) -> Sequence[Guest]:
    if not names_hidden():
        return guests
    return [replace(guest, name=DOTS, call_name=DOTS) for guest in guests]


def _unknown(count: int) -> Text:
    return lambda: ngettext(
        "Of {count} person the class is not known; more papers may be asked.",
        "Of {count} persons the class is not known; more papers may be asked.",
        count,
    ).format(count=count)
