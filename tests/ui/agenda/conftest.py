"""A real window on the scenario centre with a day under way: all states, names of many scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from expatdesk.clock import FixedClock, from_epoch
from expatdesk.services.appointments.types import AgendaStep, Booked, Booking, Comer
from expatdesk.services.base import Actor, new_key
from expatdesk.services.organisations.types import OrganisationEntry
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.till.types import ChargeRequest, Recipient, Tender
from expatdesk.storage.store import Store
from expatdesk.terms import (
    Behalf,
    FamilyRole,
    Means,
    OrganisationRole,
    PaymentTerms,
    ResidenceClass,
    Source,
    VisitState,
)
from expatdesk.ui.agenda import AgendaPage
from expatdesk.ui.context import Desk
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, PageSpec
from tests.ui.agenda.times import DAY, NOW, at, minute
from tests.ui.one_room import Elsewhere, FoundedCentre, Hands, founded_centre, manager_of

FIRST, PARTNER, CHILD = FamilyRole.FIRST, FamilyRole.PARTNER, FamilyRole.CHILD


class Centre(FoundedCentre):
    """The services, and the short ways in which a test fills the day."""

    def person(self, actor: Actor, name: str, latin: str = "", **more: object) -> int:
        entry = PersonEntry(name, latin=latin, **more)  # type: ignore[arg-type]  # the entry's own fields
        return self.people.add(actor, entry, key=new_key()).value

    def _comers(self, actor: Actor, names: list[tuple[str, str]]) -> tuple[Comer, ...]:
        roles = [FIRST, PARTNER, *[CHILD] * 10]
        return tuple(
            Comer(
                self.person(
                    actor,
                    name,
                    latin,
                    birth_date=date(1991, 3, 14) if role is not CHILD else None,
                    birth_year=2019 if role is CHILD else None,
                    residence_class=ResidenceClass.NON_EU,
                ),
                role,
            )
            for (name, latin), role in zip(names, roles, strict=False)
        )

    def book(
        self,
        actor: Actor,
        names: list[tuple[str, str]],
        time: str,
        desk: str,
        *,
        day: date = DAY,
        service: str = "first_registration",
        squeeze: str | None = None,
        **more: object,
    ) -> Booked:
        comers = self._comers(actor, names)
        service_id = self.founded.services[service]
        place = self.appointments.place_at(
            service_id,
            len(comers),
            at(time, day),
            self.founded.desks[desk],
            squeeze=squeeze is not None,
        )
        info = self.appointments.catalogue().service(service_id)
        needs = info.needs_municipality
        booking = Booking(
            service_id=service_id,
            comers=comers,
            place=place,
            language="en",
            source=Source.WEB,
            municipality_id=self.founded.municipalities["Leiden"] if needs else None,
            answers=tuple((q.question_id, not q.refuses_on) for q in info.questions),
            squeeze_reason=squeeze,
            **more,  # type: ignore[arg-type]  # the booking's own fields
        )
        return self.appointments.book(actor, booking, key=new_key()).value

    def bring(self, actor: Actor, visit_id: int, *steps: tuple[VisitState, str]) -> None:
        """Lets a visit go through states, each at its time of the day."""
        for state, time in steps:
            self.clock.set(from_epoch(at(time)))
            version = self.appointments.visit(visit_id).version
            self.reception.advance(actor, visit_id, version, state, key=new_key())

    def pay(self, actor: Actor, visit_id: int) -> None:
        due = sum(line.gross for line in self.till.sheet(visit_id).lines)
        buyer = Recipient("Buyer", ("Breestraat 1", "2311 CS Leiden")) if due > 10_000 else None
        request = ChargeRequest(visit_id, (Tender(Means.PIN, due),), recipient=buyer)
        self.till.charge(actor, request, key=new_key())

    def state(self, visit_id: int) -> VisitState:
        return self.appointments.visit(visit_id).state

    def step(self, visit_id: int, ordinal: int = 1, day: date = DAY) -> AgendaStep:
        return next(
            s
            for s in self.appointments.day(day).steps
            if (s.visit_id, s.ordinal) == (visit_id, ordinal)
        )


@dataclass
class FullDay:
    """The visits of `fill`, by the name of their first person."""

    visits: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def dialect() -> str:
    """The window is tested on SQLite; the services under it are on both."""
    return "sqlite"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 9, 9, 5, tzinfo=UTC))


@pytest.fixture
def centre(store: Store) -> Centre:
    return founded_centre(store, Centre)


@pytest.fixture
def actor(centre: Centre) -> Actor:
    return manager_of(centre)


@pytest.fixture
def arjun(centre: Centre, actor: Actor) -> Booked:
    """One person at 10:00, desk 2, helpdesk afterwards; it is 11:42."""
    booked = centre.book(actor, [("Arjun Sharma", "")], "10:00", "desk2")
    centre.clock.set(NOW)
    return booked


_STEPS = (VisitState.ARRIVED, VisitState.AT_DESK, VisitState.AT_HELPDESK, VisitState.DONE)
# First person, more persons, time, desk, how far (with the times), paid.
_PROGRAMME: tuple[tuple[str, str, int, str, str, str, bool], ...] = (
    ("王小明", "Wang Xiaoming", 1, "09:00", "desk1", "08:55 09:02 09:35 10:05", True),
    ("Arjun Sharma", "", 2, "09:00", "desk2", "08:50 09:00 09:50 10:20", True),
    ("Okonkwo-de Vries", "", 4, "09:30", "desk1", "09:25 09:33 10:30 11:00", True),
    ("Björk Guðmundsdóttir", "", 1, "09:45", "desk2", "09:40 09:50 10:20 10:50", True),
    ("Дмитрий Соколов", "Dmitri Sokolov", 1, "10:30", "desk1", "10:28 10:35 11:20", True),
    ("Giorgi Beridze გიორგი", "", 1, "11:00", "desk1", "10:50 11:05", False),
    ("محمد عبد الله", "Mohammed Abdullah", 1, "11:00", "desk2", "11:38", False),
    ("Eleni Papadopoulou Παπαδοπούλου", "", 1, "11:30", "desk1", "11:25", True),
    ("van der Berg-Silva", "", 1, "11:30", "desk2", "", False),
    ("Nguyễn Thị Ánh", "", 4, "13:00", "desk1", "", False),
    ("K. Wiśniewska", "", 1, "13:00", "desk2", "", False),
    ("שרה לוי", "Sarah Levi", 1, "13:30", "desk2", "", False),
    ("Siti Nurhaliza", "", 1, "14:00", "desk1", "", False),
    ("Saoirse O’Connell-MacGiolla Phádraig", "", 2, "14:15", "desk2", "", False),
    ("สมชาย ใจดี", "Somchai Jaidee", 1, "14:45", "desk1", "", False),
    ("田中 優希", "Tanaka Yuki", 1, "15:15", "desk1", "", False),
    ("Ольга Коваль", "Olha Koval", 2, "15:15", "desk2", "", False),
)  # fmt: skip


@pytest.fixture
def full_day(centre: Centre, actor: Actor) -> FullDay:
    """The day of the picture: some twenty visits in all states; it is 11:42."""
    day = FullDay()
    employer = OrganisationEntry(
        "Meridiaan Biotech",
        roles=frozenset({OrganisationRole.EMPLOYER}),
        payment_terms=PaymentTerms.MONTHLY,
    )
    meridiaan = centre.organisations.add(actor, employer, key=new_key()).value
    _talks(centre, actor, day)
    for name, latin, size, time, desk, _times, _paid in _PROGRAMME:
        names = [(name, latin), *((f"{name} {n}", "") for n in range(2, size + 1))]
        more: dict[str, object] = {}
        if name in {"Nguyễn Thị Ánh", "K. Wiśniewska"}:
            more = {"payer": Behalf.EMPLOYER, "payer_party_id": meridiaan}
        day.visits[name] = centre.book(actor, names, time, desk, **more).visit_id
    _beside(centre, actor, day)
    _course(centre, actor, day)
    centre.clock.set(NOW)
    return day


def _talks(centre: Centre, actor: Actor, day: FullDay) -> None:
    book = centre.book
    talks = (("Suharto", "09:15", "desk3"), ("Ana Lucía Fernández Ibarra", "14:30", "desk4"))
    for name, time, desk in talks:
        day.visits[name] = book(actor, [(name, "")], time, desk, service="helpdesk_talk").visit_id
    day.visits["Zoë"] = book(
        actor, [("Zoë Ümit", "")], "13:15", "desk4", service="certificate_hand_in"
    ).visit_id


def _beside(centre: Centre, actor: Actor, day: FullDay) -> None:
    book = centre.book
    day.visits["Squeezed"] = book(
        actor, [("Đặng Văn Lâm", "")], "13:15", "desk2", squeeze="Flight at five"
    ).visit_id
    day.visits["Away"] = book(
        actor, [("Hotel Guest", "")], "10:30", "desk2", squeeze="Came early"
    ).visit_id
    start, end = at("16:00"), at("16:30")
    centre.appointments.block(
        actor, centre.founded.desks["desk1"], start, end, "Team meeting", key=new_key()
    )


def _course(centre: Centre, actor: Actor, day: FullDay) -> None:
    moments = []
    for name, _latin, _size, _time, _desk, times, _paid in _PROGRAMME:
        for state, time in zip(_STEPS, times.split(), strict=False):
            moments.append((time, day.visits[name], state))
    for time, visit_id, state in sorted(moments, key=lambda m: (minute(m[0]), m[1])):
        centre.bring(actor, visit_id, (state, time))
    for name, *_rest, paid in _PROGRAMME:
        if paid:
            centre.pay(actor, day.visits[name])
    centre.clock.set(from_epoch(at("09:50")))
    visit = centre.appointments.visit(day.visits["Suharto"])
    centre.reception.no_show(actor, visit.visit_id, visit.version, key=new_key())
    visit = centre.appointments.visit(day.visits["Away"])
    centre.reception.turn_away(actor, visit.visit_id, visit.version, "R04", key=new_key())


class Window(Hands):
    """The page in its window, with the keys and the mouse of a person."""

    @property
    def page(self) -> AgendaPage:
        page = self.window.page("agenda")
        assert isinstance(page, AgendaPage)
        return page

    def open(self, **arguments: object) -> AgendaPage:
        self.window.open_page("agenda", **arguments)
        self.settle()
        return self.page

    # the day

    def place(self, desk_id: int, epoch: int) -> QPoint:
        """Where an instant at a desk stands in the viewport, brought into sight first."""
        canvas = self.page.canvas
        layout = canvas.layout_
        assert layout is not None
        index = layout.column_of(desk_id)
        assert index is not None
        y = layout.scale.y(epoch)
        room = canvas.viewport().height()
        up = canvas.offset().y()
        if not up + 120 < y < up + room - 60:
            canvas.verticalScrollBar().setValue(round(y - room / 2))
        x = layout.columns.x(index) + layout.columns.width / 2
        return QPoint(round(x - canvas.offset().x()), round(y - canvas.offset().y()))

    def block(self, step: AgendaStep) -> QPoint:
        """A point inside a block, near its top."""
        self.place(step.desk_id, step.starts_at)
        canvas = self.page.canvas
        assert canvas.layout_ is not None
        placed = canvas.layout_.placed_step(step.appointment_id)
        assert placed is not None
        box = canvas.in_viewport(placed.box)
        return QPoint(round(box.center().x()), round(box.top() + 10))

    def click_step(self, step: AgendaStep) -> None:
        spot = self.block(step)
        self._qtbot.mouseClick(self.page.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        self.settle()

    def double_click(self, spot: QPoint) -> None:
        viewport = self.page.canvas.viewport()
        self._qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=spot)
        self._qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=spot)
        self.settle()

    def drag(
        self,
        start: QPoint,
        *ways: QPoint,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        drop: bool = True,
    ) -> None:
        """Presses, moves along the ways with the button down, and lets go."""
        self._mouse(QMouseEvent.Type.MouseButtonPress, start, modifier)
        for spot in ways:
            self._mouse(QMouseEvent.Type.MouseMove, spot, modifier)
            self.settle()
        if drop:
            self._mouse(QMouseEvent.Type.MouseButtonRelease, ways[-1], modifier)
            self.settle()

    def _mouse(self, kind: QMouseEvent.Type, spot: QPoint, modifier: Qt.KeyboardModifier) -> None:
        viewport = self.page.canvas.viewport()
        moving = kind is QMouseEvent.Type.MouseMove
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        held = none if kind is QMouseEvent.Type.MouseButtonRelease else left
        event = QMouseEvent(
            kind,
            QPointF(spot),
            QPointF(viewport.mapToGlobal(spot)),
            none if moving else left,
            held,
            modifier,
        )
        QApplication.sendEvent(viewport, event)


def window_on(
    centre: Centre, actor: Actor, operations: Operations, folder: Path, language: str = "en"
) -> MainWindow:
    desk = Desk(
        centre,  # type: ignore[arg-type]  # stands for the centre, attribute by attribute
        operations,
        Preferences(folder / "window.ini"),
        centre.clock,
        actor=actor,
        language=language,
    )
    pages = [
        PageSpec("today", "today", lambda: "Today", Elsewhere),
        PageSpec("agenda", "agenda", lambda: "Agenda", AgendaPage),
        PageSpec("till", "till", lambda: "Till", Elsewhere),
        PageSpec("booking", "agenda", lambda: "Booking", Elsewhere, place="hidden", under="agenda"),
    ]
    return MainWindow(desk, pages)


@pytest.fixture
def window(
    centre: Centre, actor: Actor, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> Iterator[Window]:
    made = window_on(centre, actor, operations, tmp_path)
    made.resize(1440, 900)
    made.open_page("today")
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield Window(made, qtbot)
    assert operations.wait_until_idle()
    made.hide()
    made.deleteLater()
