"""Paper follows the commit: made once, kept, printed, tried again, copied with COPY on it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from services.till.selling import AT_HOME, FAMILY_OF_FOUR, Desk

from expatdesk.documents.parts import Layout
from expatdesk.services.base import Actor
from expatdesk.services.printing import PLAIN, PrintOptions, Profile
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.terms import Means, PaperKind, PrintState
from expatdesk.workflows.paper import DraftReceipt, Paper
from expatdesk.workflows.printing import Abilities, FileSpooler, PrinterRefused, Spooled


class Printer:
    """Takes every document, or refuses every one."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.refuses = refuses
        self.sheets: list[bytes] = []
        self.asked: list[tuple[str, PrintOptions]] = []

    def printers(self) -> list[Any]:
        return []

    def abilities(self, printer: str = "") -> Abilities:
        return Abilities()

    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled:
        if self.refuses:
            raise PrinterRefused("The printer does not take the document.", "rejecting jobs")
        self.sheets.append(pdf)
        self.asked.append((printer, options))
        return Spooled(PrintState.PRINTED, "front-desk", "front-desk-1")


@pytest.fixture
def desk(centre: Any, jansen: Actor, at: Any) -> Desk:
    at("2026-09-14 09:15")
    return Desk(centre, jansen)


@pytest.fixture
def paper(desk: Desk) -> Paper:
    centre = desk.centre
    return Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)


@pytest.fixture
def receipt(desk: Desk) -> int:
    visit = desk.visit()
    request = ChargeRequest(visit.visit_id, (Tender(Means.PIN, 6050),))
    issued = desk.centre.till.charge(desk.actor, request, key=desk.key())
    return int(issued.value.receipt_id)


def words(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_paper_is_made_once_and_stays_the_same(paper: Paper, receipt: int, desk: Desk) -> None:
    first = paper.pdf(receipt, Layout.A5)
    assert paper.pdf(receipt, Layout.A5) == first
    assert "2026-000001" in words(first)
    assert desk.centre.printing.without_paper() == []


def test_the_first_print_is_the_receipt_the_second_a_copy(
    paper: Paper, receipt: int, desk: Desk
) -> None:
    printer = Printer()
    assert paper.put_out(desk.actor, receipt, printer).state is PrintState.PRINTED
    assert paper.put_out(desk.actor, receipt, printer).state is PrintState.PRINTED
    original, copy = map(words, printer.sheets)
    assert "COPY" not in original
    assert "COPY" in copy
    assert "KOPIE" in copy


def test_a_printer_that_refuses_loses_nothing_and_is_tried_again(
    paper: Paper, receipt: int, desk: Desk
) -> None:
    refused = paper.put_out(desk.actor, receipt, Printer(refuses=True))
    assert refused.state is PrintState.FAILED
    assert refused.problem is not None
    assert [job.problem for job in desk.centre.printing.pending()] == ["rejecting jobs"]
    printer = Printer()
    assert paper.put_out(desk.actor, receipt, printer).state is PrintState.PRINTED
    assert "COPY" not in words(printer.sheets[0])
    assert desk.centre.printing.pending() == []


def test_it_prints_as_the_settings_say_and_further_copies_say_that_they_are(
    paper: Paper, receipt: int, desk: Desk, visser: Actor
) -> None:
    wanted = {"till.printer": "Roll", "printing.receipts_tray": "Lower",
              "printing.receipts_copies": 3}  # fmt: skip
    desk.centre.settings.set_all(visser, wanted, replaces={}, key=desk.key())
    printer = Printer()
    paper.put_out(desk.actor, receipt, printer)
    assert printer.asked == [
        ("Roll", PrintOptions("Lower", 1)),
        ("Roll", PrintOptions("Lower", 2)),
    ]
    assert ["COPY" in words(sheet) for sheet in printer.sheets] == [False, True]
    # At another printer there are other trays.
    paper.put_out(desk.actor, receipt, printer, printer="Archive")
    assert printer.asked[2] == ("Archive", PrintOptions("", 1))


def test_a_computer_may_print_in_its_own_way(paper: Paper, receipt: int, desk: Desk) -> None:
    centre, printer = desk.centre, Printer()
    here = {PaperKind.RECEIPTS: Profile("Beside-me", PrintOptions("Front"))}
    Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock, here).put_out(
        desk.actor, receipt, printer
    )
    assert printer.asked == [("Beside-me", PrintOptions("Front"))]


def test_a_file_is_written_once_whatever_the_copies(
    paper: Paper, receipt: int, desk: Desk, visser: Actor, tmp_path: Path
) -> None:
    copies = {"printing.receipts_copies": 3}
    desk.centre.settings.set_all(visser, copies, replaces={}, key=desk.key())
    paper.save_to(desk.actor, receipt, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_crash_left_unmade_is_made_at_the_next_start(
    paper: Paper, receipt: int, desk: Desk
) -> None:
    assert desk.centre.printing.without_paper() == [receipt]
    assert paper.finish_missing() == [receipt]
    assert desk.centre.printing.without_paper() == []


def test_a_document_can_go_into_a_folder(
    paper: Paper, receipt: int, desk: Desk, tmp_path: Path
) -> None:
    done = paper.save_to(desk.actor, receipt, tmp_path)
    assert done.state is PrintState.FILED
    assert "2026-000001" in words((tmp_path / "2026-000001.pdf").read_bytes())


def test_the_preview_is_the_receipt_without_its_number(paper: Paper, desk: Desk) -> None:
    visit = desk.visit(FAMILY_OF_FOUR)
    sheet = desk.centre.till.sheet(visit.visit_id)
    draft = DraftReceipt(
        lines=sheet.lines,
        tenders=(Tender(Means.CASH, 12100, tendered=12500),),
        rounding=-1,
        desk=desk.centre.appointments.catalogue().desks[0].name,
        reference=visit.code,
        recipient=AT_HOME,
    )
    for layout in Layout:
        text = words(paper.preview(draft, layout)).replace("\xa0", " ")
        assert "121.01" in text
        assert "Arjun Sharma" in text


def test_a_slip_says_that_it_is_no_receipt(paper: Paper, desk: Desk) -> None:
    account = desk.organisation()
    visit = desk.visit(payer="employer", payer_party_id=account)
    done = desk.centre.till.put_on_account(
        desk.actor, visit.visit_id, po_number="MB-7781", key=desk.key()
    )
    text = words(paper.slip(done.value, Layout.A5)).replace("\xa0", " ")
    assert "MB-7781" in text
    assert "50.00" in text
    assert "no receipt" in text


def test_a_folder_that_cannot_be_written_is_told(
    paper: Paper, receipt: int, desk: Desk, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    done = paper.put_out(desk.actor, receipt, FileSpooler(blocked), state=PrintState.FILED)
    assert done.state is PrintState.FAILED
