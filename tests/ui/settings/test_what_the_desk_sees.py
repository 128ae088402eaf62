"""What a manager sets by hand, what it changes in the database, and what the next booking sees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from expatdesk.clock import FixedClock
from expatdesk.services.appointments.types import PlaceRequest
from expatdesk.services.base import new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.setup.types import DayHours, ExemptionEntry, ServiceLine
from expatdesk.services.till.types import QuoteRequest
from expatdesk.terms import (
    AddressKind,
    Behalf,
    FamilyRole,
    OrganisationRole,
    PaperNeed,
    PaperScope,
    ResidenceClass,
)
from expatdesk.texts import Pair
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of, search_of
from expatdesk.ui.kit import CheckField, Chip
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.settings import SettingsPage
from expatdesk.ui.settings.form import EditorCard
from expatdesk.ui.shell import MainWindow
from tests.scenarios.hands import Hands
from tests.ui.room import Household

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
THURSDAY = date(2026, 11, 26)
FIRST, PARTNER = FamilyRole.FIRST, FamilyRole.PARTNER


class Manager(Hands):
    """M. Visser at desk 2, with every page of the window."""

    def __init__(self, window: MainWindow, home: Household) -> None:
        super().__init__(window)
        self.home = home
        self.notices: list[str] = []
        window.desk.notice.connect(self._noticed)

    def _noticed(self, level: str, message: str) -> None:
        if level in {"warning", "error"}:
            self.notices.append(message)

    @property
    def page(self) -> SettingsPage:
        page = self.window.page("settings")
        assert isinstance(page, SettingsPage)
        return page

    def settings(self, section: str, line: str = "") -> None:
        """Opens a section, and a line of its list."""
        self.window.open_page("settings", section=section)
        self.settle()
        if line:
            self.pick(line)

    def pick(self, line: str) -> None:
        titles = [
            one.title if isinstance(one.title, str) else one.title()
            for one in self.page.table.rows_model.rows()
        ]
        self.page.table.selectRow(titles.index(line))
        self.settle()

    def card(self, name: str) -> EditorCard:
        found = self.page.panel.named(name)
        assert found is not None, name
        return found

    def into(self, editor: str, field: str, *texts: str, at: int = 0) -> None:
        """Types into a field of a form, and goes on with Tab into those that follow."""
        inputs = self.card(editor).fields[field].inputs()[at:]
        for widget, text in zip(inputs, texts, strict=False):
            self._to(widget)
            if isinstance(widget, QComboBox):
                self.press("Home")
                for _ in range(widget.count()):
                    if widget.currentText() == text:
                        break
                    self.press("Down")
                assert widget.currentText() == text, widget.currentText()
            else:
                self.press("Ctrl+A", "Delete")
                self.type(text)

    def tick_in(self, editor: str, field: str, *words: str) -> None:
        """Presses Space on the boxes with these words."""
        for box in self.card(editor).fields[field].inputs():
            assert isinstance(box, CheckField)
            if not words or box.text() in words:
                self._to(box)
                self.press("Space")

    def _to(self, widget: QWidget) -> None:
        widget.setFocus()
        self.settle()
        assert widget.hasFocus()

    def save(self) -> None:
        self.press("Ctrl+S")

    def run(self, words: str) -> None:
        self.click(self.button(words))

    def book_for(self, name: str, service: str = "") -> None:
        """The booking page with somebody new in it."""
        self.press("Ctrl+N")
        self.type(name)
        self.press("Ctrl+Return")
        self.type("2-1-1988")
        self.choose("Class", "non-EU")
        self.press("Return")
        if service:
            self.choose("Service", service)

    def offered(self, label: str) -> list[str]:
        """The choices of a field of the page."""
        self.tab_to(label)
        combo = self.focused()
        assert isinstance(combo, QComboBox)
        return [combo.itemText(at) for at in range(combo.count())]


@pytest.fixture
def manager(
    home: Household, clock: FixedClock, operations: Operations, tmp_path: Path
) -> Iterator[Manager]:
    preferences = Preferences(tmp_path / "window.ini")
    desk = Desk(home.centre, operations, preferences, clock, actor=home.actor(), language="en")
    window = MainWindow(desk, pages_of(desk), search=search_of(desk))
    window.resize(1440, 900)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.start("today")
    made = Manager(window, home)
    made.settle()
    yield made
    made.settle()
    window.hide()
    window.deleteLater()


def service_called(home: Household, name: str) -> ServiceLine:
    return next(one for one in home.centre.setup.services.all() if one.entry.name.en == name)


def gross(home: Household, service: int, day: date, *roles: FamilyRole) -> int:
    comers = tuple((None, role) for role in roles or (FIRST,))
    return home.centre.till.quote(QuoteRequest(service, comers, day)).gross


def add_product(manager: Manager) -> None:
    manager.settings("prices")
    manager.press("Alt+N")
    manager.type("Exchange of a licence")
    manager.into("entry", "name", "Omwisselen rijbewijs", at=1)
    manager.into("entry", "ledger_account", "8010")
    manager.into("entry", "gross", "24,20")
    manager.press("Return")
    assert "The product is added." in manager.seen()


def add_service(manager: Manager) -> None:
    manager.settings("services")
    manager.press("Alt+N")
    manager.type("Driving licence")
    manager.into("entry", "name", "Rijbewijs", at=1)
    manager.into("entry", "step_name", "Counter", "Loket")
    manager.tick_in("entry", "desk_ids", "Desk 1", "Desk 2")
    manager.into("entry", "durations", "1", "20", "3", "40")
    manager.into("entry", "buffer_minutes", "5")
    manager.into("entry", "max_persons", "4")
    manager.press("Return")
    assert "The service is added." in manager.seen()


def add_the_talk(manager: Manager) -> None:
    manager.into("another step", "name", "Talk at the helpdesk", "Gesprek aan de helpdesk")
    manager.tick_in("another step", "desk_ids", "Desk 3")
    manager.into("another step", "durations", "1", "30")
    manager.save()
    assert "The step is added." in manager.seen()


def test_a_service_is_added_and_booked_with_its_price(home: Household, manager: Manager) -> None:
    """Product, service, helpdesk step and fee by keys; then the booking page shows the price."""
    add_product(manager)
    add_service(manager)
    made = service_called(home, "Driving licence")
    assert (made.code, made.entry.active, made.entry.max_persons) == ("driving_licence", False, 4)
    add_the_talk(manager)
    manager.into("fee", "product_id", "Exchange of a licence")
    manager.save()
    manager.tick_in("entry", "active")
    manager.save()
    made = service_called(home, "Driving licence")
    desks = home.founded.desks
    assert [(step.entry.name.en, step.entry.desk_ids) for step in made.steps] == [
        ("Counter", {desks["desk1"], desks["desk2"]}),
        ("Talk at the helpdesk", {desks["desk3"]}),
    ]
    assert [(d.persons_from, d.minutes) for d in made.steps[0].plans[0].durations] == [
        (1, 20),
        (3, 40),
    ]
    assert made.entry.active
    assert gross(home, made.service_id, TODAY) == 24_20

    manager.book_for("Zanele Dlamini", "Driving licence")
    assert "20 minutes, then talk at the helpdesk" in manager.seen()
    assert "fee € 24.20" in manager.seen()
    manager.press("Alt+3", "Down", "Space")
    manager.press("Return")
    assert manager.name() == "agenda"
    (visit_id,) = {step.visit_id for step in home.centre.appointments.day(TODAY).steps}
    visit = manager.visit(visit_id)
    assert visit.service_id == made.service_id
    assert [(s.ends_at - s.starts_at) // 60 for s in visit.steps] == [20, 30]
    assert (visit.money.kind, visit.money.due) == ("due", 24_20)


def test_added_by_mistake_it_is_taken_out_and_undone(home: Household, manager: Manager) -> None:
    before = home.centre.setup.services.all()
    add_service(manager)
    manager.run("Take it out")
    assert "The service is taken out." in manager.seen()
    assert home.centre.setup.services.all() == before
    manager.press("Ctrl+Z")
    assert service_called(home, "Driving licence").entry.max_persons == 4


def test_a_booking_that_was_begun_for_a_service_that_is_gone_goes_on_with_another(
    home: Household, manager: Manager
) -> None:
    add_service(manager)
    manager.tick_in("entry", "active")
    manager.save()
    manager.book_for("Zanele Dlamini", "Driving licence")
    made = service_called(home, "Driving licence")
    home.centre.setup.services.remove(home.actor(), made.service_id, made.version, key=new_key())
    manager.settings("services")
    manager.press("Ctrl+N")
    manager.press("F2")
    manager.choose("Municipality", "Leiden")
    assert "fee € 60.50" in manager.seen()
    assert manager.notices == []


def test_a_product_added_by_mistake_is_taken_out(home: Household, manager: Manager) -> None:
    before = home.centre.setup.prices.all()
    add_product(manager)
    manager.run("Take it out")
    assert home.centre.setup.prices.all() == before


def test_a_new_service_without_a_desk_is_refused_at_that_field(
    home: Household, manager: Manager
) -> None:
    manager.settings("services")
    manager.press("Alt+N")
    manager.type("Driving licence")
    manager.into("entry", "step_name", "Counter")
    manager.save()
    assert manager.card("entry").fields["desk_ids"].error() == "Choose one desk at least."
    assert all(one.code != "driving_licence" for one in home.centre.setup.services.all())


def test_a_fee_from_a_day_is_set_and_forgotten(home: Household, manager: Manager) -> None:
    service = home.founded.services["first_registration"]
    manager.settings("services", "First registration")
    manager.into("fee", "role", "Partner")
    manager.into("fee", "valid_from", "1-1-2027")
    first = next(
        p for p in home.centre.setup.prices.all() if p.code == "registration_first"
    ).entry.name.en
    manager.into("fee", "product_id", first)
    manager.save()
    new_year = date(2027, 1, 1)
    assert gross(home, service, new_year - timedelta(days=1), FIRST, PARTNER) == 90_75
    assert gross(home, service, new_year, FIRST, PARTNER) == 121_00
    manager.run("Forget")
    assert gross(home, service, new_year, FIRST, PARTNER) == 90_75


def meridiaan(home: Household, name: str = "Meridiaan Biotech") -> int:
    entry = OrganisationEntry(name, roles=frozenset({OrganisationRole.EMPLOYER}))
    return home.centre.organisations.add(home.actor(), entry, key=new_key()).value


def test_employers_of_an_exemption_are_looked_for_and_taken_in_and_out(
    home: Household, manager: Manager
) -> None:
    here, there = meridiaan(home), meridiaan(home, "Rijnpolder Robotics")
    rule = ExemptionEntry(
        "X1", Pair("Pilot", "Proef"), Pair("Letter", "Brief"), TODAY, named_employers=True
    )
    rule_id = home.centre.setup.exemptions.add(home.actor(), rule, key=new_key()).value

    def employers() -> frozenset[int]:
        lines = home.centre.setup.exemptions.all()
        return next(one.employer_ids for one in lines if one.exemption_id == rule_id)

    def possible(employer: int) -> bool:
        asked = QuoteRequest(
            home.founded.services["first_registration"],
            ((None, FIRST),),
            TOMORROW,
            booker=Behalf.EMPLOYER,
            employer_id=employer,
        )
        return rule_id in home.centre.till.quote(asked).exemptions

    manager.settings("exemptions", "Pilot")
    search = manager.card("employers").fields["employers"].inputs()[0]
    for name in ("merid", "rijnp"):
        search.setFocus()
        manager.type(name)
        manager.press("Return")
    chips = [one.text() for one in manager.page.findChildren(Chip) if one.isVisible()]
    assert chips == ["Meridiaan Biotech", "Rijnpolder Robotics"]
    manager.save()
    assert employers() == {here, there}
    assert possible(here)
    assert possible(there)

    (chip,) = [c for c in manager.page.findChildren(Chip) if c.text() == "Rijnpolder Robotics"]
    chip.setFocus()
    manager.press("Delete")
    manager.save()
    assert employers() == {here}
    assert possible(here)
    assert not possible(there)
    # The list of results goes with its form: F12 finds nothing that is left of it.
    manager.page.table.selectRow(0)
    manager.settle()
    manager.press("F12", "F12")
    assert manager.notices == []


def free(home: Household, day: date) -> int:
    service = home.founded.services["first_registration"]
    (found,) = home.centre.appointments.free_places(PlaceRequest(service, 1, day, day))
    return len(found.places)


def test_a_day_has_other_hours_and_its_usual_ones_again(home: Household, manager: Manager) -> None:
    usual = free(home, THURSDAY)
    manager.settings("days")
    manager.press("Alt+N")
    manager.into("hours", "day", "26-11-2026")
    manager.into("hours", "desk_id", "All desks")
    manager.into("hours", "hours", "10-12")
    manager.into("hours", "note", "Training")
    manager.save()
    (day,) = home.centre.setup.days.between(THURSDAY, THURSDAY)
    assert (day.desk_id, day.hours, day.note) == (None, ((600, 720),), "Training")
    shorter = free(home, THURSDAY)
    assert 0 < shorter < usual

    manager.into("hours", "hours", "")
    manager.press("Return")
    assert free(home, THURSDAY) == 0

    manager.run("Usual hours")
    assert home.centre.setup.days.between(THURSDAY, THURSDAY) == ()
    assert free(home, THURSDAY) == usual


def test_a_closed_day_with_a_visit_lists_it_first(home: Household, manager: Manager) -> None:
    booked = home.book("Arjun Sharma", THURSDAY, 9 * 60)
    manager.settings("days")
    manager.press("Alt+N")
    manager.into("hours", "day", "26-11-2026")
    manager.save()
    assert f"26 Nov 2026, 09:00 · {booked.code}" in manager.seen()
    assert home.centre.setup.days.between(THURSDAY, THURSDAY) == ()
    manager.press("Return")
    (day,) = home.centre.setup.days.between(THURSDAY, THURSDAY)
    assert isinstance(day, DayHours)
    assert day.hours == ()


def test_a_municipality_is_accepted_and_the_booking_page_offers_it(
    home: Household, manager: Manager
) -> None:
    manager.settings("municipalities")
    manager.press("Alt+N")
    manager.type("Kaag en Braassem")
    manager.into("entry", "cbs_code", "1884")
    manager.save()
    manager.into("accept", "kind", "Home address")
    manager.into("accept", "valid_until", "25-11-2026")
    manager.save()
    town = next(
        one for one in home.centre.setup.municipalities.all() if one.entry.cbs_code == "1884"
    )
    (period,) = town.periods
    assert (period.kind, period.valid_from, period.valid_until) == (
        AddressKind.HOME,
        TODAY,
        TOMORROW,
    )
    manager.book_for("Zanele Dlamini")
    assert "Kaag en Braassem" in manager.offered("Municipality")


def test_a_period_is_ended_and_goes_on(home: Household, manager: Manager) -> None:
    def accepts(day: date) -> bool:
        towns = home.centre.appointments.catalogue().municipalities
        zoeterwoude = next(one for one in towns if one.name == "Zoeterwoude")
        return zoeterwoude.accepts(AddressKind.HOME, day)

    manager.settings("municipalities", "Zoeterwoude")
    manager.run("End today")
    assert accepts(TODAY)
    assert not accepts(TOMORROW)
    manager.run("Go on")
    assert accepts(TOMORROW)


def test_a_vat_rate_comes_and_only_later_visits_have_it(home: Household, manager: Manager) -> None:
    service = home.founded.services["first_registration"]

    def vat(day: date) -> int:
        return home.centre.till.quote(QuoteRequest(service, ((None, FIRST),), day)).vat

    manager.settings("vat_rates", "General rate")
    manager.into("rate", "basis_points", "25")
    manager.into("rate", "valid_from", "1-1-2027")
    manager.save()
    rates = [r for r in home.centre.setup.vat_rates.all() if r.code == "general"]
    assert (rates[-1].valid_from, rates[-1].basis_points) == (date(2027, 1, 1), 2500)
    assert (vat(date(2026, 12, 31)), vat(date(2027, 1, 4))) == (10_50, 12_10)
    manager.run("Forget")
    assert vat(date(2027, 1, 4)) == 10_50


@pytest.mark.parametrize("day", ["24-11-2026", "1-1-2020"])
def test_a_vat_rate_of_today_or_the_past_is_refused(
    home: Household, manager: Manager, day: str
) -> None:
    before = home.centre.setup.vat_rates.all()
    manager.settings("vat_rates", "General rate")
    manager.into("rate", "basis_points", "25")
    manager.into("rate", "valid_from", day)
    manager.save()
    error = manager.card("rate").fields["valid_from"].error()
    assert error == "What was valid in the past stays as it was."
    assert home.centre.setup.vat_rates.all() == before


def test_a_rule_of_a_paper_is_added_and_ended(home: Household, manager: Manager) -> None:
    manager.settings("papers")
    manager.press("Alt+N")
    manager.type("Vaccination booklet")
    manager.into("entry", "name", "Vaccinatieboekje", at=1)
    manager.into("entry", "code", "vaccination")
    manager.save()
    manager.into("rule", "service_id", "First registration")
    manager.into("rule", "residence_class", "Outside the EU")
    manager.into("rule", "address", "Home address")
    manager.into("rule", "scope", "Each person")
    manager.into("rule", "need", "Mandatory")
    manager.save()
    paper = next(one for one in home.centre.setup.papers.all() if one.code == "vaccination")
    (rule,) = paper.rules
    assert (rule.entry.residence_class, rule.entry.scope, rule.entry.need) == (
        ResidenceClass.NON_EU,
        PaperScope.EACH,
        PaperNeed.MANDATORY,
    )
    assert (rule.entry.address, rule.entry.valid_from) == (AddressKind.HOME, TODAY)

    manager.book_for("Zanele Dlamini")
    assert "Vaccination booklet" in manager.seen()
    manager.press("Esc")

    manager.settings("papers", "Vaccination booklet")
    manager.run("End today")
    booked = home.book("Arjun Sharma", TOMORROW, 9 * 60)
    sheet = home.centre.appointments.visit(booked.visit_id)
    assert sheet.papers
    assert all(one.name.en != "Vaccination booklet" for one in sheet.papers)
