"""The cards of a person: how to reach them, visits, merged records."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from expatdesk.clock import from_epoch
from expatdesk.formats import date_medium, time_hm
from expatdesk.i18n import _, current_language, ngettext
from expatdesk.services.people.types import PersonSheet, PersonVisit
from expatdesk.ui.kit import Card, Pill, PlainLabel, clear, column, row
from expatdesk.ui.people.words import born, language_word, source_word
from expatdesk.ui.records.cards import LongCard
from expatdesk.ui.records.links import RecordLink, at_left, reach_lines, said


class ContactCard(Card):
    """E-mail and phone as links, the address, and what else is known."""

    employer_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Contact"), parent=parent)

    def show_sheet(self, sheet: PersonSheet, towns: Mapping[int, str]) -> None:
        """Shows how a person is reached; ``towns`` are the municipalities by id."""
        clear(self.content)
        entry = sheet.entry
        for line in reach_lines(entry.email, entry.phone):
            self.add(line)
        for text in (entry.street, f"{entry.postcode} {entry.city}".strip()):
            if text:
                self.add(said(text, personal=True))
        town = towns.get(entry.municipality_id or 0)
        if town is not None:
            self.add(said(lambda: _("Municipality of {town}").format(town=town)))
        if sheet.employer and entry.employer_id is not None:
            employer = RecordLink(sheet.employer, entry.employer_id)
            employer.wanted.connect(self.employer_wanted)
            self.add(at_left(employer))
        self._add_habits(sheet)
        if not self.content.count():
            self.add(said(lambda: _("Nothing is known yet. Edit adds it.")))

    def _add_habits(self, sheet: PersonSheet) -> None:
        entry, source = sheet.entry, sheet.entry.channel
        if entry.call_name:
            called = said(lambda: _("Called {name}").format(name=entry.call_name), personal=True)
            self.add(called)
        if entry.languages:
            self.add(said(lambda: _speaks(entry.languages)))
        if source is not None:
            self.add(said(lambda: _("Came by: {channel}").format(channel=source_word(source))))


class VisitsCard(LongCard[PersonVisit]):
    """The visits, the newest first; one that is pressed opens in the agenda."""

    visit_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Appointments"), parent)

    def line_of(self, thing: PersonVisit) -> QWidget:
        holder = QWidget()
        when = RecordLink(
            lambda: date_medium(thing.day), thing.visit_id, name=lambda: _visit_words(thing)
        )
        when.wanted.connect(self.visit_wanted)
        top = row(spacing=8)
        top.addWidget(when)
        top.addStretch(1)
        top.addWidget(Pill(state=thing.state, sign=True))
        column(top, said(lambda: _what(thing)), spacing=0, parent=holder)
        return holder

    def rest_words(self, rest: int) -> str:
        return ngettext("{count} earlier appointment", "{count} earlier appointments", rest).format(
            count=rest
        )

    def none_words(self) -> str:
        return _("None yet.")


class MergedCard(Card):
    """Records that were merged into this one; ``apart`` carries the id of the merge."""

    apart = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Merged into this record"), parent=parent)

    def show_sheet(self, sheet: PersonSheet) -> None:
        """Shows them, or nothing of the card where there are none."""
        clear(self.content)
        for merge_id, name in sheet.merged:
            holder = QWidget()
            line = row(spacing=6, parent=holder)
            line.addWidget(PlainLabel(name, role="small", personal=True), 1)
            apart = RecordLink(lambda: _("Take apart"), merge_id)
            apart.wanted.connect(self.apart)
            line.addWidget(apart)
            self.add(holder)
        self.setVisible(bool(sheet.merged))


def _speaks(codes: tuple[str, ...]) -> str:
    names = ", ".join(language_word(code) for code in codes)
    return _("Speaks {languages}").format(languages=names)


def _what(visit: PersonVisit) -> str:
    service = visit.service_nl if current_language() == "nl" else visit.service_en
    return f"{time_hm(from_epoch(visit.starts_at))} · {service}"


def _visit_words(visit: PersonVisit) -> str:
    return f"{date_medium(visit.day)} {_what(visit)}"


def born_words(sheet: PersonSheet) -> str:
    """As "born 14 Mar 1991"; nothing where it is not known."""
    day = born(sheet.entry.birth_date, sheet.entry.birth_year)
    return _("born {day}").format(day=day) if day else ""
