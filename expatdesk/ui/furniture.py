"""What stands in the window of a centre: its pages, and what the search finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from expatdesk.formats import date_medium
from expatdesk.i18n import _
from expatdesk.ui.context import Desk
from expatdesk.ui.kit.search import Hit
from expatdesk.ui.shell import GlobalSearch, Page, PageSpec

if TYPE_CHECKING:
    from expatdesk.services.people.types import FoundThing
    from expatdesk.services.sheets.types import OfferedSheet

MOST_FOUND, MOST_SHEETS = 12, 4


def pages_of(desk: Desk) -> list[PageSpec]:
    """All pages, in the order of the navigation. Each is imported when it is first opened."""
    centre = desk.services

    def waiting() -> int:
        # What the page lists: a visit of an earlier day is finished in the agenda.
        lines = centre.appointments.today(desk.today()).to_do
        return sum(line.count for line in lines if line.kind != "unfinished_yesterday")

    def due_sheets() -> int:
        return centre.sheets.due_count()

    return [
        PageSpec("today", "today", lambda: _("Today"), _today),
        PageSpec("agenda", "agenda", lambda: _("Agenda"), _agenda),
        PageSpec("people", "people", lambda: _("People"), _people),
        PageSpec("organisations", "building", lambda: _("Organisations"), _organisations),
        PageSpec("till", "till", lambda: _("Till"), _till),
        PageSpec("lists", "list-checks", lambda: _("To do"), _lists, badge=waiting),
        PageSpec("sheets", "sheets", lambda: _("Sheets"), _sheets, badge=due_sheets),
        PageSpec("settings", "settings", lambda: _("Settings"), _settings, place="bottom"),
        PageSpec(
            "booking",
            "plus",
            lambda: _("New appointment"),
            _booking,
            place="hidden",
            under="agenda",
        ),
        PageSpec("first", "house", lambda: _("Welcome"), _first, place="hidden", under="today"),
    ]


def search_of(desk: Desk) -> GlobalSearch:
    """Ctrl+K: people, visits, receipts, organisations and sheets, opened on their page."""

    def find(text: str) -> list[Hit]:
        things = desk.services.people.find_anything(text, MOST_FOUND)
        sheets = desk.services.sheets.find(text, MOST_SHEETS)
        hits = [_hit(thing) for thing in things[: MOST_FOUND - len(sheets)]]
        return hits + [_sheet_hit(sheet, desk.language) for sheet in sheets]

    def opened(value: object) -> None:
        kind, number = value if isinstance(value, tuple) else ("", 0)
        page, argument = PLACES[kind]
        desk.go(page, **{argument: number})

    def make(text: str) -> None:
        desk.go("booking", name=text)

    return GlobalSearch(
        find, opened, lambda text: _("+ New person “{name}”").format(name=text), make
    )


PLACES = {
    "person": ("people", "person"),
    "visit": ("agenda", "visit"),
    "receipt": ("till", "receipt"),
    "organisation": ("organisations", "organisation"),
    "sheet": ("sheets", "sheet"),
}


def _hit(thing: FoundThing) -> Hit:
    kinds: dict[str, Callable[[], str]] = {
        "person": lambda: _("Person"),
        "visit": lambda: _("Appointment"),
        "receipt": lambda: _("Receipt"),
        "organisation": lambda: _("Organisation"),
    }
    side = date_medium(thing.day) if thing.day else kinds[thing.kind]()
    return Hit((thing.kind, thing.id), thing.title, thing.detail, side)


def _sheet_hit(sheet: OfferedSheet, language: str) -> Hit:
    title = sheet.titles.get(language) or next(iter(sheet.titles.values()), sheet.code)
    detail = _("Sheet {number}").format(number=sheet.sheet_number)
    return Hit(("sheet", sheet.sheet_id), title, detail, _("Information sheet"), personal=False)


def _today(desk: Desk) -> Page:
    from expatdesk.ui.today import TodayPage

    return TodayPage(desk)


def _agenda(desk: Desk) -> Page:
    from expatdesk.ui.agenda import AgendaPage

    return AgendaPage(desk)


def _people(desk: Desk) -> Page:
    from expatdesk.ui.people import PeoplePage

    return PeoplePage(desk)


def _organisations(desk: Desk) -> Page:
    from expatdesk.ui.organisations import OrganisationsPage

    return OrganisationsPage(desk)


def _till(desk: Desk) -> Page:
    from expatdesk.ui.till import TillPage

    return TillPage(desk)


def _lists(desk: Desk) -> Page:
    from expatdesk.ui.lists import ListsPage

    return ListsPage(desk)


def _sheets(desk: Desk) -> Page:
    from expatdesk.ui.sheets.page import SheetsPage

    return SheetsPage(desk)


def _settings(desk: Desk) -> Page:
    from expatdesk.ui.settings import SettingsPage

    return SettingsPage(desk)


def _booking(desk: Desk) -> Page:
    from expatdesk.ui.booking import BookingPage

    return BookingPage(desk)


def _first(desk: Desk) -> Page:
    from expatdesk.ui.first_start import FirstStartPage

    return FirstStartPage(desk)
