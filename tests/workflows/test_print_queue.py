"""Papers go through the queue: printed at once, kept where not, made anew when tried again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from papers import text_of
from print_server import Cups

from expatdesk.clock import epoch_of
from expatdesk.documents.parts import Layout
from expatdesk.documents.raster import page_sizes
from expatdesk.i18n import speaking
from expatdesk.services.appointments.types import Booking, Comer
from expatdesk.services.base import Actor, Stale, new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.printing import PLAIN, PrintOptions, PrintOrder, Profile
from expatdesk.terms import FamilyRole, JobState, PaperKind, PrintState, Sides, Source
from expatdesk.workflows.daylist import DayPaper
from expatdesk.workflows.print_papers import paper_words, print_queue
from expatdesk.workflows.printing import (
    Abilities,
    FileSpooler,
    LpSpooler,
    NotPrinted,
    Printer,
    PrinterHangs,
    PrinterRefused,
    Spooled,
)
from expatdesk.workflows.trial import trial_order

DAY = date(2026, 11, 24)


class Scripted:
    """A printer that does what it is told, one thing after the other."""

    def __init__(self, *answers: NotPrinted | None) -> None:
        self.answers = list(answers)
        self.papers: list[tuple[str, str, PrintOptions, str]] = []

    def printers(self) -> list[Printer]:
        return []

    def abilities(self, printer: str = "") -> Abilities:
        return Abilities()

    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled:
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        self.papers.append((title, printer, options, text_of(pdf)))
        return Spooled(PrintState.PRINTED, printer or "Default", "Default-1")


def paused() -> NotPrinted:
    text = "The printer “{printer}” is paused: {reason}."
    return PrinterRefused(text, "disabled since", printer="Archive", reason="no paper")


def day_list(centre: Any, language: str = "en") -> PrintOrder:
    return DayPaper(centre, DAY).order(language)


def test_a_paper_is_printed_by_the_profile_of_its_kind(centre: Any, visser: Actor) -> None:
    wanted = {"printing.letters_printer": "Archive", "printing.letters_copies": 2}
    centre.settings.set_all(visser, wanted, replaces={}, key=new_key())
    printer = Scripted()
    printed = print_queue(centre, printer).put(visser, day_list(centre))
    assert (printed.is_out, printed.target, printed.problem) == (True, "Archive", None)
    ((title, name, options, words),) = printer.papers
    assert (title, name, options) == ("2026-11-24", "Archive", PrintOptions(copies=2))
    assert "Appointments of the day" in words
    assert centre.printing.queue.open_jobs() == []


def test_a_computer_may_print_in_its_own_way(centre: Any, visser: Actor) -> None:
    here = {PaperKind.LETTERS: Profile("Beside-me", PrintOptions(sides=Sides.LONG_EDGE))}
    printer = Scripted()
    print_queue(centre, printer, here).put(visser, day_list(centre))
    assert printer.papers[0][1:3] == ("Beside-me", PrintOptions(sides=Sides.LONG_EDGE))


def test_what_fails_stays_with_its_reason_and_is_made_anew(centre: Any, visser: Actor) -> None:
    queue = print_queue(centre, printer := Scripted(paused(), paused()))
    failed = queue.put(visser, day_list(centre))
    assert failed.state is JobState.FAILED
    assert failed.problem is not None
    assert failed.problem.message() == "The printer “Archive” is paused: no paper."
    (job,) = centre.printing.queue.open_jobs()
    assert (job.problem, job.tries) == ("disabled since", 1)
    with speaking("nl"):
        assert job.why.words()

    # Meanwhile somebody is added: the paper says what stands now.
    again = queue.again(visser, failed.job_id, failed.tries)
    assert (again.state, again.tries) == (JobState.FAILED, 2)
    book(centre, visser, "Aya Al-Masrouri")
    out = queue.again(visser, failed.job_id, again.tries)
    assert out.is_out
    assert "Aya Al-Masrouri" in printer.papers[0][3]
    assert centre.printing.queue.open_jobs() == []


def book(centre: Any, actor: Actor, name: str) -> None:
    person = centre.people.add(actor, PersonEntry(name), key=new_key()).value
    catalogue = centre.appointments.catalogue()
    service = next(s for s in catalogue.services if s.code == "first_registration")
    place = centre.appointments.place_at(
        service.service_id, 1, epoch_of(DAY, 600), centre.founded.desks["desk1"]
    )
    comers = (Comer(person, FamilyRole.FIRST),)
    town = catalogue.municipalities[0].municipality_id
    booking = Booking(service.service_id, comers, place, "en", Source.DESK, municipality_id=town)
    centre.appointments.book(actor, booking, key=new_key())


def test_a_paper_that_failed_does_not_stand_there_twice(centre: Any, visser: Actor) -> None:
    queue = print_queue(centre, printer := Scripted(paused(), paused()))
    first = queue.put(visser, day_list(centre))
    assert queue.put(visser, day_list(centre)).job_id == first.job_id
    assert queue.put(visser, day_list(centre, "nl")).is_out, "that is another paper"
    assert [job.tries for job in centre.printing.queue.open_jobs()] == [2]
    assert queue.put(visser, day_list(centre)).is_out
    assert centre.printing.queue.open_jobs() == []
    # What is out is printed as often as it is asked for.
    queue.put(visser, day_list(centre))
    assert len(printer.papers) == 3


def test_another_printer_gets_it_without_the_tray_of_the_first(centre: Any, visser: Actor) -> None:
    wanted = {"printing.letters_printer": "Archive", "printing.letters_tray": "Lower"}
    centre.settings.set_all(visser, wanted, replaces={}, key=new_key())
    queue = print_queue(centre, printer := Scripted(paused()))
    failed = queue.put(visser, day_list(centre))
    queue.again(visser, failed.job_id, failed.tries, printer="Roll")
    assert printer.papers[0][1:3] == ("Roll", PrintOptions())
    assert centre.printing.queue.job(failed.job_id).profile == Profile("Roll")


def test_silence_may_have_been_paper_so_nobody_knows(centre: Any, visser: Actor) -> None:
    silent = PrinterHangs("The printer “{printer}” does not answer.", "timed out", printer="Roll")
    printed = print_queue(centre, Scripted(silent)).put(visser, day_list(centre))
    assert printed.state is JobState.UNKNOWN
    assert [job.state for job in centre.printing.queue.open_jobs()] == [JobState.UNKNOWN]


def test_a_paper_of_what_is_gone_says_so_and_asks_no_printer(centre: Any, visser: Actor) -> None:
    printer = Scripted()
    order = PrintOrder("confirmation", PaperKind.LETTERS, "7QK-4M2", 4711, "en")
    printed = print_queue(centre, printer).put(visser, order)
    assert printed.state is JobState.FAILED
    (job,) = centre.printing.queue.open_jobs()
    assert job.why.words() == "This record is no longer there."
    assert printer.papers == []


def test_what_a_crash_leaves_is_shown_and_not_printed_by_itself(centre: Any, visser: Actor) -> None:
    class Crash(Exception):
        pass

    class Crashing(Scripted):
        def submit(self, *_paper: object, **_how: object) -> Spooled:
            raise Crash

    with pytest.raises(Crash):
        print_queue(centre, Crashing()).put(visser, day_list(centre))
    # The next start: another window on the same centre.
    (job,) = centre.printing.queue.open_jobs()
    assert (job.state, job.tries) == (JobState.PENDING, 1)
    queue = print_queue(centre, printer := Scripted())
    assert printer.papers == []
    assert queue.again(visser, job.job_id, 1).is_out
    with pytest.raises(Stale):
        queue.again(visser, job.job_id, 1)
    assert len(printer.papers) == 1


def test_asked_twice_with_one_key_it_comes_out_once(centre: Any, visser: Actor) -> None:
    """The first answer was lost on its way, so it is asked again."""
    queue = print_queue(centre, printer := Scripted())
    first = queue.put(visser, day_list(centre), key="k")
    assert queue.put(visser, day_list(centre), key="k") == first
    failed = print_queue(centre, Scripted(paused())).put(visser, day_list(centre, "nl"), key="n")
    out = queue.again(visser, failed.job_id, 1, key="a")
    assert queue.again(visser, failed.job_id, 1, key="a") == out
    assert len(printer.papers) == 2


def test_no_name_is_kept_of_any_paper(centre: Any, visser: Actor, store: Any) -> None:
    book(centre, visser, "Aya Al-Masrouri")
    print_queue(centre, Scripted(paused())).put(visser, day_list(centre))
    with store.reading() as tx:
        (row,) = tx.rows("SELECT * FROM print_job")
        logged = tx.rows("SELECT details FROM event_log WHERE subject = 'print_job'")
    assert "Masrouri" not in repr(tuple(row)) + repr([tuple(line) for line in logged])


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_test_page_says_how_it_was_printed_and_shows_every_script(
    centre: Any, visser: Actor, kind: PaperKind, tmp_path: Path
) -> None:
    profile = Profile("Archive", PrintOptions("Lower", 1, Sides.LONG_EDGE))
    printer = Scripted()
    order = trial_order(kind, profile, "en")
    assert print_queue(centre, printer).put(visser, order, profile=profile).is_out
    ((title, name, options, words),) = printer.papers
    assert (title, name, options) == (f"test-{kind}", "Archive", profile.options)
    for said in ("Test page", "Archive", "Lower", "turned like a book", "欧阳明澈", "Θεοδώρα"):
        assert said in words
    assert ("This is side 2." in words) == (kind is not PaperKind.RECEIPTS)


@pytest.mark.parametrize("layout", list(Layout))
def test_a_test_page_of_receipts_is_as_wide_as_their_paper(
    centre: Any, visser: Actor, layout: Layout, tmp_path: Path
) -> None:
    values = {"till.layout": layout.value}
    centre.settings.set_all(visser, values, replaces={}, key=new_key())
    order = trial_order(PaperKind.RECEIPTS, Profile(), "nl")
    print_queue(centre, FileSpooler(tmp_path)).put(visser, order)
    (file,) = tmp_path.iterdir()
    wide = {Layout.A5: 148, Layout.ROLL: 80, Layout.ROLL_58: 58}[layout]
    assert page_sizes(file.read_bytes())[0][0] == pytest.approx(wide * 72 / 25.4, abs=0.5)


def test_each_kind_has_words() -> None:
    assert paper_words("day_list") == "List of the day"
    assert paper_words("sheets") == "Information sheets"
    assert paper_words("year_report") == "year report"


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_the_whole_way_on_a_real_print_system(centre: Any, visser: Actor, cups: Cups) -> None:
    cups.add("Archive")
    cups.add("Roll")
    wanted = {
        "printing.letters_printer": "Archive",
        "printing.letters_tray": "Lower",
        "printing.letters_sides": "two-sided-long-edge",
    }
    centre.settings.set_all(visser, wanted, replaces={}, key=new_key())
    queue = print_queue(centre, LpSpooler())
    for break_it, mend, why in (
        (lambda: cups.pause("Archive"), lambda: cups.go_on("Archive"), "is paused"),
        (lambda: cups.reject("Archive"), lambda: cups.accept("Archive"), "takes no documents now"),
        (lambda: cups.remove("Archive"), lambda: cups.add("Archive"), "There is no printer"),
        (cups.stop, cups.start, "The print system does not run."),
    ):
        break_it()
        failed = queue.put(visser, day_list(centre))
        (job,) = centre.printing.queue.open_jobs()
        assert why in job.why.words()
        mend()
        assert queue.again(visser, failed.job_id, failed.tries).is_out
        assert centre.printing.queue.open_jobs() == []
    asked = cups.asked(4)
    assert (asked["sides"], asked["InputSlot"]) == ("two-sided-long-edge", "Lower")
    assert "Appointments of the day" in cups.words("Archive")
    cups.pause("Archive")
    failed = queue.put(visser, day_list(centre))
    assert queue.again(visser, failed.job_id, failed.tries, printer="Roll").is_out
    assert "Appointments of the day" in cups.words("Roll")
