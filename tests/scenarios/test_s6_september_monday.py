"""S6 in the window: the visits of Monday 14 September 2026, as far as the till stays open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from expatdesk.clock import FixedClock, from_epoch, zone
from expatdesk.terms import DocumentKind, LateAnswer, Means, VisitState
from tests.scenarios.house import House, moment
from tests.scenarios.monday import (
    CASH,
    DAY,
    MINUTES,
    ONLINE,
    ONLINE_DAY,
    PIN,
    Expected,
    book_the_plan,
)
from tests.ui.till.counter import Printer

LATE_KEPT, LATE_LOST = ("desk1", "11:30"), ("desk1", "13:30")
LATE_SWAPS, SWAPPED_WITH = ("desk1", "14:00"), ("desk1", "14:30")
NO_SHOW = ("desk2", "15:30")
CUT, DECLINED = ("desk1", "11:00"), ("desk2", "12:00")
KEY_OF = {PIN: "F6", CASH: "F5"}
TOPICS = ("DigiD", "parking", "bank", "BSN", "DigiD", "renting a", "doctor", "DigiD")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(moment("2026-09-07 10:00"))


class Monday:
    """The day as it is worked at the desk: everything by keys, at its time."""

    def __init__(self, house: House, printer: Printer) -> None:
        self.house, self.printer = house, printer
        self.front = house.enter()
        self.visits = book_the_plan(house, self.front.centre)
        self._programme: list[tuple[str, Callable[[], None]]] = []

    def at(self, time: str, what: Callable[..., None], *arguments: object) -> None:
        """Notes what is done at a time of the day."""
        self._programme.append((time, partial(what, *arguments)))

    def play(self) -> None:
        """Does all of it in the order of time."""
        for time, do in sorted(self._programme, key=lambda one: one[0]):
            self.house.clock.set(moment(f"{DAY} {time}"))
            do()

    # what is done at the desk

    def go_on(self, visit: Expected, wanted: VisitState) -> None:
        """The visit is found by its code, and Enter goes one step on."""
        self.front.go_to(visit.code)
        self.front.press("Return")
        assert self.front.state(visit.visit_id) is wanted

    def charge(self, visit: Expected) -> None:
        """At the till, from the visit that is chosen in the agenda, and back."""
        if visit.paid == ONLINE:
            assert self.front.button("Receipt").isEnabled(), "nothing is due any more"
            return
        self.front.press("F4")
        if visit.paid in KEY_OF:
            self.front.press(KEY_OF[visit.paid])
        if visit.paid == CASH:
            self.front.type("100")
        self.front.press("Return", "Esc")
        assert self.front.name() == "agenda"

    def call(self, visit: Expected) -> None:
        self.go_on(visit, VisitState.AT_DESK)
        self.charge(visit)

    def finish(self, visit: Expected) -> None:
        self.go_on(visit, VisitState.DONE)

    def question(self, topic: str) -> None:
        """Somebody asks at the helpdesk: topic, Enter, minutes, Enter; no name."""
        self.front.press("Ctrl+1", "Alt+Q")
        self.front.type(topic)
        self.front.press("Return", "Return")

    def squeeze_in(self) -> None:
        """A single more, with a reason."""
        front = self.front
        front.press("Ctrl+N")
        front.type("Vera Wolkenfelt")
        front.press("Ctrl+Return")
        front.type("1994")
        front.choose("Class", "EU")
        front.press("Return")
        front.choose("Municipality", "Leiden")
        front.press("Alt+A", "Alt+S")
        front.type("11:00")
        front.tab_to("Desk")
        front.press("Down")
        front.fill("Why it must be squeezed in", "Flight at five, came from far")
        front.press("Return")
        front.click(front.button("Squeeze in at 11:00"))
        (step,) = [
            s for s in front.centre.appointments.day(DAY).steps if s.squeezed and s.ordinal == 1
        ]
        squeezed = Expected(step.visit_id, step.code, "11:00", 1, PIN)
        self.visits["squeezed", "11:00"] = squeezed
        assert front.visit(step.visit_id).squeeze_reason == "Flight at five, came from far"

    def late(self, visit: Expected, answer: str) -> None:
        """Ctrl+Shift+L, then down to the answer and Enter."""
        self.front.go_to(visit.code)
        self.front.press("Ctrl+Shift+L")
        for _ in self.front.rows():
            if self.front.label().startswith(answer):
                break
            self.front.press("Down")
        assert self.front.label().startswith(answer)
        self.front.press("Return")

    def no_show(self, visit: Expected) -> None:
        self.front.go_to(visit.code)
        self.front.press("F8")

    def power_cut(self, visit: Expected) -> None:
        """In the middle of a charge the power goes; then the window is opened again."""
        self.front.close()
        self.house.power_cut(f"{DAY} 11:17", visit.code, after_commit=True)
        self.front = self.house.enter()
        before = len(self.front.receipts(DAY))
        self.front.go_to(visit.code)
        self.front.press("F4")
        assert "Receipt 2026-0000" in self.front.seen(), "what was issued is shown"
        assert len(self.front.receipts(DAY)) == before, "and not charged anew"
        self.front.press("Esc")

    def decline(self, visit: Expected) -> None:
        """The terminal's slip says declined: the visitor pays cash, by a counter-entry."""
        (receipt,) = self.front.centre.till.sheet(visit.visit_id).documents
        self.front.go_to(receipt.label)
        self.front.press("F8")
        self.front.choose("Right means", "Cash", back=True)
        self.front.fill("Reason", "PIN declined, slip 0412")
        self.front.press("Return", "Return")


def in_minutes(time: str, by: int) -> str:
    hours, minutes = map(int, time.split(":"))
    at = 60 * hours + minutes + by
    return f"{at // 60:02}:{at % 60:02}"


def receive(monday: Monday, visit: Expected, time: str, comes: int, *, cut: bool) -> None:
    """Comes, is called and pays, goes on to the helpdesk (after the break, if need be), is done."""
    begins = in_minutes(time, max(comes, 0) + 1)
    talk = in_minutes(time, MINUTES[visit.size] + max(comes, 0))
    if talk == "12:30":
        talk = "13:00"
    monday.at(in_minutes(time, comes), monday.go_on, visit, VisitState.ARRIVED)
    if cut:
        monday.at(begins, monday.go_on, visit, VisitState.AT_DESK)
        monday.at("11:17", monday.power_cut, visit)
    else:
        monday.at(begins, monday.call, visit)
    monday.at(talk, monday.go_on, visit, VisitState.AT_HELPDESK)
    monday.at(in_minutes(talk, 30), monday.finish, visit)


def write_the_programme(monday: Monday) -> None:
    """When each of them comes, is called, goes on and is done; and what goes wrong."""
    at, visits = monday.at, monday.visits
    for number, topic in enumerate(TOPICS):
        at(in_minutes("09:05", 35 * number), monday.question, topic)
    other = {LATE_SWAPS: SWAPPED_WITH[1], SWAPPED_WITH: LATE_SWAPS[1]}
    for which, visit in visits.items():
        if which not in {LATE_LOST, NO_SHOW}:
            comes = 7 if which == LATE_KEPT else -6
            receive(monday, visit, other.get(which, visit.time), comes, cut=which == CUT)
    at("11:36", monday.late, visits[LATE_KEPT], "Keep")
    at("13:45", monday.late, visits[LATE_LOST], "Lose")
    at("13:53", monday.late, visits[LATE_SWAPS], "Swap with 14:30")
    at("12:20", monday.decline, visits[DECLINED])
    at("15:45", monday.no_show, visits[NO_SHOW])


@pytest.mark.timeout(300)
def test_monday(house: House, printer: Printer) -> None:
    monday = Monday(house, printer)
    house.clock.set(moment(f"{DAY} 08:50"))
    monday.squeeze_in()
    write_the_programme(monday)
    monday.play()

    house.clock.set(moment(f"{DAY} 16:40"))
    check_visits(monday)
    check_money(monday)
    check_questions(monday)
    assert len(printer.sheets) == 17, "fifteen receipts and two slips, each once"
    assert monday.front.notices == []
    assert house.laws() == []


def check_visits(monday: Monday) -> None:
    """Twenty are done, one lost the place, one did not come."""
    visits = {which: monday.front.visit(v.visit_id) for which, v in monday.visits.items()}
    assert Counter(visit.state for visit in visits.values()) == {
        VisitState.DONE: 20,
        VisitState.TURNED_AWAY: 1,
        VisitState.NO_SHOW: 1,
    }
    lost = visits[LATE_LOST]
    assert (lost.state, lost.refusal_code) == (VisitState.TURNED_AWAY, "R14")
    assert visits[NO_SHOW].state is VisitState.NO_SHOW
    late = {which: visit.late for which, visit in visits.items() if visit.late is not None}
    assert late == {
        LATE_KEPT: LateAnswer.KEPT,
        LATE_SWAPS: LateAnswer.SWAPPED,
        LATE_LOST: LateAnswer.LOST,
    }
    assert time_of(visits[LATE_SWAPS].starts_at) == SWAPPED_WITH[1]
    assert time_of(visits[SWAPPED_WITH].starts_at) == LATE_SWAPS[1]


def check_money(monday: Monday) -> None:
    """Numbers without gaps, each amount as it must be, and the same sums on the screen."""
    front = monday.front
    documents = front.receipts(ONLINE_DAY, DAY)
    receipts = [d for d in documents if d.kind is DocumentKind.RECEIPT]
    assert [d.label for d in receipts] == [f"2026-{n:06}" for n in range(1, 21)]
    assert Counter(d.means for d in receipts) == {
        (Means.PIN,): 11,
        (Means.CASH,): 4,
        (Means.ONLINE,): 5,
    }
    (correction,) = [d for d in documents if d.kind is DocumentKind.CORRECTION]
    assert (correction.total, set(correction.means)) == (0, {Means.PIN, Means.CASH})
    kinds = Counter(front.visit(v.visit_id).money.kind for v in monday.visits.values())
    assert kinds == {"paid": 20, "account": 2}
    totals = front.centre.till.totals(DAY)
    assert totals.by_means == {Means.PIN: 66_550, Means.CASH: 36_300}
    assert (totals.receipts, totals.taken, totals.vat, totals.rounding) == (15, 102_850, 17_850, 0)
    slips = [
        slip
        for visit in monday.visits.values()
        for slip in front.centre.till.slips_of(front.visit(visit.visit_id).case_id)
    ]
    assert [(slip.account, slip.net) for slip in slips] == [("Meridiaan Biotech", 11_250)] * 2
    front.press("Ctrl+5")
    seen = front.seen().splitlines()
    for figure in ("€ 1,028.50", "15 receipts", "€ 665.50", "€ 363.00"):
        assert figure in seen, figure


def check_questions(monday: Monday) -> None:
    """Eight at the helpdesk, by topic, and nobody's name."""
    counts = {one.topic.en: one.count for one in monday.front.centre.reception.questions(DAY)}
    assert sum(counts.values()) == 8
    assert counts["DigiD and MijnOverheid"] == 3


def time_of(instant: int) -> str:
    return f"{from_epoch(instant).astimezone(zone()):%H:%M}"
