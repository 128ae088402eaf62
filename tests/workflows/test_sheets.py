"""From sheets and a visit to paper: personal, in its versions, and given only when it is out."""

from __future__ import annotations

from datetime import date

import pytest
from papers import pages_of, text_of
from workflows.libraries import BSN_EN, give_sheets, publish
from workflows.visits import first_registration

from expatdesk.services.base import NotFound
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.printing.types import PLAIN, PrintOptions, PrintOrder
from expatdesk.terms import GivenWay, JobState, PrintState, ResidenceClass
from expatdesk.workflows.history_words import line_words
from expatdesk.workflows.print_papers import print_queue
from expatdesk.workflows.printing import NotPrinted, Printer, Spooled
from expatdesk.workflows.sheet_fields import TO_FILL_IN, example, field_values
from expatdesk.workflows.sheet_orders import Handed, blank_order, pack_order
from expatdesk.workflows.sheets import SheetPapers, draft_paper

DAY, TODAY = date(2026, 11, 25), date(2026, 11, 24)
BOTH = ("en", "nl")


class Tray:
    """A printer that keeps what it was given, or refuses while it is `broken`."""

    def __init__(self) -> None:
        self.papers: list[tuple[str, bytes]] = []
        self.broken = False

    def printers(self) -> list[Printer]:
        return [Printer("Tray", is_default=True)]

    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled:
        if self.broken:
            raise NotPrinted("No paper.")
        self.papers.append((title, pdf))
        return Spooled(PrintState.PRINTED, "Tray", "1")


@pytest.fixture
def shelf(centre):
    return give_sheets(centre)


@pytest.fixture
def tray():
    return Tray()


@pytest.fixture
def queue(centre, tray):
    return print_queue(centre, tray)


@pytest.fixture
def visit(centre, visser):
    entry = PersonEntry("王小明", latin="Wang Xiaoming", residence_class=ResidenceClass.NON_EU)
    return first_registration(centre, visser, entry)


def handed(visit, *versions: tuple[int, int], languages: tuple[str, ...] = BOTH) -> Handed:
    return Handed(visit.visit_id, versions, languages)


def bsn_for(visit, shelf) -> PrintOrder:
    """The first version of one sheet, on its way to the printer."""
    return pack_order(visit.code, handed(visit, (shelf["bsn"], 1)))


def test_a_pack_is_personal_and_speaks_of_the_day_of_the_visit(centre, visit, shelf):
    pdf = SheetPapers(centre).pack(handed(visit, (shelf["bsn"], 1)))
    text = text_of(pdf)
    for part in ("Your BSN", "Uw BSN", "王小明", "Wang Xiaoming", "Wednesday 25 November 2026",
                 "woensdag 25 november 2026", "10:00", "€ 60.50", "€ 60,50"):  # fmt: skip
        assert part in text, part


def test_each_sheet_of_a_pack_begins_on_a_side_of_its_own_in_the_order_given(centre, visit, shelf):
    papers = SheetPapers(centre)
    pdf = papers.pack(handed(visit, (shelf["renting"], 1), (shelf["bsn"], 1)))
    first, second = pages_of(pdf)
    assert "Renting a home" in first
    assert "Your BSN" in second


def test_one_language_alone(centre, visit, shelf):
    text = text_of(SheetPapers(centre).pack(handed(visit, (shelf["bsn"], 1), languages=("nl",))))
    assert "Uw BSN" in text
    assert "Your BSN" not in text


def test_a_sheet_without_the_language_is_printed_in_the_one_it_has(
    centre, visser, visit, shelf, queue
):
    """And it is noted in which language each sheet was given."""
    versions = ((shelf["bsn"], 1), (shelf["schools"], 1))
    gift = handed(visit, *versions, languages=("nl",))
    assert "Schools" in text_of(SheetPapers(centre).pack(gift))
    queue.put(visser, pack_order(visit.code, gift))
    given = {line.code: line.languages for line in centre.sheets.given(visit.visit_id)}
    assert given == {"bsn": ("nl",), "schools": ("en",)}


def test_a_pack_that_the_printer_took_is_given_with_version_and_languages(
    centre, jansen, visit, shelf, queue, tray
):
    printed = queue.put(jansen, bsn_for(visit, shelf))
    assert printed.is_out
    assert [title for title, _pdf in tray.papers] == [visit.code], "no name in the printer's queue"
    (line,) = centre.sheets.given(visit.visit_id)
    assert (line.code, line.number, line.languages) == ("bsn", 1, BOTH)
    assert (line.way, line.staff) == (GivenWay.PRINTED, "S. Jansen")
    assert printed.changes.ids("visits") == {visit.visit_id}, "who shows the visit is told"


def test_a_pack_that_failed_is_not_given_until_it_is_printed_again(
    centre, jansen, visit, shelf, queue, tray
):
    tray.broken = True
    failed = queue.put(jansen, bsn_for(visit, shelf))
    assert failed.state is JobState.FAILED
    assert centre.sheets.given(visit.visit_id) == ()

    tray.broken = False
    again = queue.again(jansen, failed.job_id, failed.tries)
    assert again.is_out
    assert [line.code for line in centre.sheets.given(visit.visit_id)] == ["bsn"]
    assert "王小明" in text_of(tray.papers[0][1])


def test_a_job_counts_as_given_once_however_often_it_is_told(centre, jansen, visit, shelf, queue):
    printed = queue.put(jansen, bsn_for(visit, shelf))
    SheetPapers(centre).given(jansen, printed.job_id, printed.order)
    assert len(centre.sheets.given(visit.visit_id)) == 1


def test_what_is_out_is_given_also_where_the_answer_is_lost(
    centre, jansen, visit, shelf, queue, tray, monkeypatch
):
    """The program ends after the printer took it: the paper is in somebody's hand."""

    class PowerCut(Exception):
        pass

    def cut(*_how: object) -> None:
        raise PowerCut

    with monkeypatch.context() as dark:
        dark.setattr(centre.printing.queue, "record", cut)
        with pytest.raises(PowerCut):
            queue.put(jansen, bsn_for(visit, shelf))
    assert len(tray.papers) == len(centre.sheets.given(visit.visit_id)) == 1

    (job,) = centre.printing.queue.open_jobs()
    assert job.state is JobState.PENDING
    assert queue.again(jansen, job.job_id, job.tries).is_out
    assert len(centre.sheets.given(visit.visit_id)) == 1


def test_what_waits_in_the_queue_names_nobody(centre, jansen, visit, shelf, queue, tray):
    tray.broken = True
    queue.put(jansen, bsn_for(visit, shelf))
    (job,) = centre.printing.queue.open_jobs()
    assert "王" not in repr(job)
    assert "Wang" not in repr(job)


def test_what_is_printed_again_is_the_version_that_was_asked_for(
    centre, visser, visit, shelf, queue, tray
):
    """The history must name the version that is on the paper, also if a newer one came between."""
    tray.broken = True
    gift = handed(visit, (shelf["bsn"], 1))
    failed = queue.put(visser, pack_order(visit.code, gift))
    publish(centre, visser, shelf["bsn"], BSN_EN.replace("pays", "pays today"))
    tray.broken = False
    queue.again(visser, failed.job_id, failed.tries)
    assert "pays today" not in text_of(tray.papers[0][1])
    assert [line.number for line in centre.sheets.given(visit.visit_id)] == [1]


def test_a_pack_saved_as_a_file_is_given_and_one_that_cannot_be_written_is_not(
    centre, jansen, visit, shelf, tmp_path
):
    papers, gift = SheetPapers(centre), handed(visit, (shelf["bsn"], 1))
    with pytest.raises(OSError, match="No such file"):
        papers.save_pack(jansen, gift, tmp_path / "nowhere" / "pack.pdf")
    assert centre.sheets.given(visit.visit_id) == ()
    papers.save_pack(jansen, gift, tmp_path / "pack.pdf")
    (line,) = centre.sheets.given(visit.visit_id)
    assert line.way is GivenWay.FILED
    assert "王小明" in text_of((tmp_path / "pack.pdf").read_bytes())


def test_the_history_of_the_visit_says_what_was_given(centre, jansen, visit, shelf, queue):
    gift = handed(visit, (shelf["renting"], 1), (shelf["bsn"], 1))
    queue.put(jansen, pack_order(visit.code, gift))
    case = centre.appointments.visit(visit.visit_id).case_id
    said = [line_words(line) for line in centre.appointments.history("case", case)]
    assert "Sheets given: Renting a home v1, Your BSN v1, EN + NL" in said


def test_a_pack_with_a_version_that_never_was_is_refused(centre, visit, shelf):
    with pytest.raises(NotFound):
        SheetPapers(centre).pack(handed(visit, (shelf["bsn"], 9)))


def test_a_blank_sheet_leaves_room_to_write_and_is_given_to_nobody(
    centre, jansen, visit, shelf, queue, tray
):
    printed = queue.put(jansen, blank_order(centre.sheets.sheet(shelf["bsn"]), BOTH))
    assert printed.is_out
    ((title, pdf),) = tray.papers
    assert title == "02-bsn"
    assert TO_FILL_IN in text_of(pdf)
    assert centre.sheets.given(visit.visit_id) == ()


def test_the_booklet_holds_every_sheet_in_use_by_number(centre, visser, shelf):
    done = []
    pdf = SheetPapers(centre).booklet(BOTH, lambda at, of: done.append((at, of)))
    text = text_of(pdf)
    assert text.index("Your BSN") < text.index("Renting a home") < text.index("Schools")
    assert done == [(1, 3), (2, 3), (3, 3)]


def test_the_preview_of_a_text_that_was_changed_says_that_it_is_a_draft(centre, shelf):
    view = centre.sheets.sheet(shelf["bsn"])
    values = example(field_values(centre, BOTH, TODAY), TODAY)
    papers = SheetPapers(centre)
    as_it_is = text_of(papers.preview(view, view.bodies, BOTH, values))
    assert "DRAFT" not in as_it_is
    changed = {**view.bodies, "en": view.bodies["en"] + "\nMore.\n"}
    assert "DRAFT" in text_of(papers.preview(view, changed, BOTH, values))
    assert draft_paper(view, changed, BOTH).version == 2, "the one that it will become"
