"""The cards of a person: how to reach them, who lives with them, visits, merged records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QPoint, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from expatdesk.clock import from_epoch
from expatdesk.formats import date_medium, time_hm
from expatdesk.i18n import _, current_language, ngettext
from expatdesk.services.people.types import Member, PersonSheet, PersonVisit
from expatdesk.terms import FamilyRole
from expatdesk.ui.kit import Card, IconButton, Pill, PlainLabel, Text, clear, row
from expatdesk.ui.people.links import FlushLink, PersonalLink
from expatdesk.ui.people.listing import shown_phone
from expatdesk.ui.people.words import born, language_word, role_choices, role_word, source_word

FIRST_VISITS = 6


class ContactCard(Card):
    """E-mail and phone as links, the address, and what else is known."""

    employer_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Contact"), parent=parent)

    def show_sheet(self, sheet: PersonSheet, towns: Mapping[int, str]) -> None:
        clear(self.content)
        entry = sheet.entry
        if entry.email:
            self.add(_line(PersonalLink(entry.email, on=_opener(f"mailto:{entry.email}"))))
        if entry.phone:
            shown = shown_phone(entry.phone)
            self.add(_line(PersonalLink(shown, on=_opener(f"tel:{entry.phone}"))))
        for text in (entry.street, f"{entry.postcode} {entry.city}".strip()):
            if text:
                self._say(text, personal=True)
        if entry.municipality_id is not None and entry.municipality_id in towns:
            town = towns[entry.municipality_id]
            self._say(lambda: _("Municipality of {town}").format(town=town))
        if sheet.employer and entry.employer_id is not None:
            self.add(_line(FlushLink(sheet.employer, on=self._employer(entry.employer_id))))
        if entry.call_name:
            self._say(lambda: _("Called {name}").format(name=entry.call_name), personal=True)
        if entry.languages:
            self._say(lambda: _speaks(entry.languages))
        source = entry.channel
        if source is not None:
            self._say(lambda: _("Came by: {channel}").format(channel=source_word(source)))
        if not self.content.count():
            self._say(lambda: _("Nothing is known yet. Edit adds it."))

    def _say(self, text: Text, *, personal: bool = False) -> None:
        self.add(PlainLabel(text, role="small", tone="muted", personal=personal, wrap=True))

    def _employer(self, organisation_id: int) -> Callable[[], None]:
        def want() -> None:
            self.employer_wanted.emit(organisation_id)

        return want


class HouseholdCard(Card):
    """The members with role and age. Signals carry person ids, ``role_chosen`` the role too."""

    person_wanted = Signal(int)
    role_chosen = Signal(int, object)
    left = Signal(int)

    def __init__(self, on_add: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(
            lambda: _("Household"),
            action=lambda: _("+ Add to household"),
            on_action=on_add,
            parent=parent,
        )

    def show_sheet(self, sheet: PersonSheet, today: date) -> None:
        clear(self.content)
        members = sheet.household if len(sheet.household) > 1 else ()
        for member in members:
            self.add(self._member(member, sheet.person_id, today))
        if not members:
            words = PlainLabel(
                lambda: _("Nobody else yet. A partner and children come to the tariff together."),
                role="small",
                tone="muted",
                wrap=True,
            )
            self.add(words)

    def _member(self, member: Member, shown: int, today: date) -> QWidget:
        holder = QWidget()
        line = row(spacing=6, parent=holder)
        if member.person_id == shown:
            name = PlainLabel(member.full_name, role="small_strong", personal=True)
            line.addWidget(name)
        else:
            line.addWidget(PersonalLink(member.full_name, on=self._wanter(member.person_id)))
        line.addWidget(PlainLabel(_role_words(member, today), role="small", tone="muted"), 1)
        more = IconButton("ellipsis", lambda: _more_words(member), small=True)
        more.clicked.connect(self._menu_opener(member, more))
        line.addWidget(more)
        return holder

    def _wanter(self, person_id: int) -> Callable[[], None]:
        def want() -> None:
            self.person_wanted.emit(person_id)

        return want

    def _menu_opener(self, member: Member, at: QWidget) -> Callable[[], None]:
        def popup() -> None:
            self.menu_of(member).popup(at.mapToGlobal(QPoint(0, at.height() + 2)))

        return popup

    def menu_of(self, member: Member) -> QMenu:
        """The roles, with the present one ticked, and leaving."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for role, words in role_choices():
            action = QAction(words if isinstance(words, str) else words(), menu)
            action.setCheckable(True)
            action.setChecked(role is member.role)
            # Somebody is first: who is it passes the role on by giving it to another.
            action.setEnabled(member.role is not FamilyRole.FIRST or role is FamilyRole.FIRST)
            action.triggered.connect(self._chooser(member.person_id, role))
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        leave = menu.addAction(_("Leaves the household"))
        leave.triggered.connect(self._leaver(member.person_id))
        return menu

    def _chooser(self, person_id: int, role: FamilyRole) -> Callable[[], None]:
        def choose() -> None:
            self.role_chosen.emit(person_id, role)

        return choose

    def _leaver(self, person_id: int) -> Callable[[], None]:
        def leave() -> None:
            self.left.emit(person_id)

        return leave


class VisitsCard(Card):
    """The visits, the newest first; one that is pressed opens in the agenda."""

    visit_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Appointments"), parent=parent)
        self._sheet: PersonSheet | None = None
        self._all = False

    def show_sheet(self, sheet: PersonSheet) -> None:
        if self._sheet is None or self._sheet.person_id != sheet.person_id:
            self._all = False
        self._sheet = sheet
        self._fill(sheet)

    def _fill(self, sheet: PersonSheet) -> None:
        clear(self.content)
        shown = sheet.visits if self._all else sheet.visits[:FIRST_VISITS]
        for visit in shown:
            self.add(self._visit(visit))
        rest = len(sheet.visits) - len(shown)
        if rest:
            self.add(_line(FlushLink(lambda: _rest_words(rest), on=self._show_all)))
        if not sheet.visits:
            self.add(PlainLabel(lambda: _("None yet."), role="small", tone="muted"))

    def _show_all(self) -> None:
        self._all = True
        if self._sheet is not None:
            self._fill(self._sheet)

    def _visit(self, visit: PersonVisit) -> QWidget:
        holder = QWidget()
        when = FlushLink(
            lambda: date_medium(visit.day),
            on=self._wanter(visit.visit_id),
            name=lambda: _visit_words(visit),
        )
        what = PlainLabel(lambda: _what(visit), role="small", tone="muted")
        line = row(spacing=6, parent=holder)
        line.addWidget(when)
        line.addWidget(what, 1)
        line.addWidget(Pill(state=visit.state, sign=True))
        return holder

    def _wanter(self, visit_id: int) -> Callable[[], None]:
        def want() -> None:
            self.visit_wanted.emit(visit_id)

        return want


class MergedCard(Card):
    """Records that were merged into this one; ``apart`` carries the id of the merge."""

    apart = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Merged into this record"), parent=parent)

    def show_sheet(self, sheet: PersonSheet) -> None:
        clear(self.content)
        for merge_id, name in sheet.merged:
            holder = QWidget()
            line = row(spacing=6, parent=holder)
            line.addWidget(PlainLabel(name, role="small", personal=True), 1)
            line.addWidget(FlushLink(lambda: _("Take apart"), on=self._taker(merge_id)))
            self.add(holder)
        self.setVisible(bool(sheet.merged))

    def _taker(self, merge_id: int) -> Callable[[], None]:
        def take() -> None:
            self.apart.emit(merge_id)

        return take


def age_on(birth_date: date | None, birth_year: int | None, today: date) -> int | None:
    """Whole years on a day; of a year of birth alone, those reached in this year."""
    if birth_date is not None:
        before = (today.month, today.day) < (birth_date.month, birth_date.day)
        return today.year - birth_date.year - before
    return today.year - birth_year if birth_year is not None else None


def _role_words(member: Member, today: date) -> Text:
    def words() -> str:
        age = age_on(member.birth_date, member.birth_year, today)
        return role_word(member.role) if age is None else f"{role_word(member.role)} · {age}"

    return words


def _more_words(member: Member) -> str:
    return _("Role of {name} in the household").format(name=member.full_name)


def _rest_words(rest: int) -> str:
    return ngettext("{count} earlier appointment", "{count} earlier appointments", rest).format(
        count=rest
    )


def _speaks(codes: tuple[str, ...]) -> str:
    names = ", ".join(language_word(code) for code in codes)
    return _("Speaks {languages}").format(languages=names)


def _what(visit: PersonVisit) -> str:
    service = visit.service_nl if current_language() == "nl" else visit.service_en
    return f"{time_hm(from_epoch(visit.starts_at))} · {service}"


def _visit_words(visit: PersonVisit) -> str:
    return f"{date_medium(visit.day)} {_what(visit)}"


def _line(widget: QWidget) -> QWidget:
    """A link at the left, no wider than its words."""
    holder = QWidget()
    line = row(spacing=0, parent=holder)
    line.addWidget(widget)
    line.addStretch(1)
    return holder


def _opener(address: str) -> Callable[[], None]:
    def open_it() -> None:
        QDesktopServices.openUrl(QUrl(address))

    return open_it


def born_words(sheet: PersonSheet) -> str:
    """As "born 14 Mar 1991"; nothing where it is not known."""
    day = born(sheet.entry.birth_date, sheet.entry.birth_year)
    return _("born {day}").format(day=day) if day else ""
