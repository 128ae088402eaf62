"""Where the system prints no PDF, its pages are printed as pictures through Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from escpos_printer import ReceiptPrinter, receipt_printer
from papers import COUPLE_WITH_TWO
from print_server import Cups
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from expatdesk.documents.parts import Layout
from expatdesk.documents.raster import picture
from expatdesk.documents.receipt import render_receipt
from expatdesk.services.printing import PrintOptions, Profile
from expatdesk.services.settings.keys import NO_PRINTER
from expatdesk.terms import PaperKind, PrintState, Sides
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.printing import FileAt, choose_here, here_of, printer_words, spooler
from expatdesk.ui.printing_qt import QtSpooler, _set_options
from expatdesk.workflows.printing import LpSpooler, NoPrinter, NotPrinted, PrinterRefused
from expatdesk.workflows.printing.routing import RoutedSpooler

__all__ = ["receipt_printer"]


@pytest.mark.parametrize("layout", list(Layout))
def test_a_page_comes_out_in_its_own_size_and_with_its_picture(
    qapp: QApplication, tmp_path: Path, layout: Layout
) -> None:
    pdf = render_receipt(replace(COUPLE_WITH_TWO, layout=layout))
    spooled = QtSpooler(tmp_path / "out.pdf").submit(pdf, "2026-000001")
    assert spooled.state is PrintState.PRINTED
    printed = (tmp_path / "out.pdf").read_bytes()
    (page,) = PdfReader(BytesIO(printed)).pages
    (wanted,) = PdfReader(BytesIO(pdf)).pages
    for edge in ("width", "height"):
        assert abs(getattr(page.mediabox, edge) - getattr(wanted.mediabox, edge)) <= 1
    assert darkness(printed) == pytest.approx(darkness(pdf), rel=0.1)


def darkness(pdf: bytes) -> float:
    """How much ink is on the first page, from 0 to 1."""
    seen = picture(pdf)
    return 1 - sum(seen.rgb) / (255 * len(seen.rgb))


def test_two_pages_come_out_as_two(qapp: QApplication, tmp_path: Path) -> None:
    lines = COUPLE_WITH_TWO.lines * 30
    pdf = render_receipt(replace(COUPLE_WITH_TWO, lines=lines))
    pages = len(PdfReader(BytesIO(pdf)).pages)
    assert pages > 1
    QtSpooler(tmp_path / "out.pdf").submit(pdf, "2026-000001")
    assert len(PdfReader(tmp_path / "out.pdf").pages) == pages


def test_without_a_printer_it_is_said(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", staticmethod(lambda: ""))
    with pytest.raises(NoPrinter) as none:
        QtSpooler().submit(render_receipt(COUPLE_WITH_TWO), "2026-000001")
    assert none.value.message() == "No printer is set up on this computer."


def test_a_printer_that_is_gone_is_said(qapp: QApplication) -> None:
    with pytest.raises(PrinterRefused) as gone:
        QtSpooler().submit(render_receipt(COUPLE_WITH_TWO), "2026-000001", "No such printer")
    assert gone.value.message() == "There is no printer “No such printer” on this computer."


def test_where_no_printer_is_wanted_none_prints(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(NoPrinter) as none:
        QtSpooler(tmp_path / "out.pdf").submit(
            render_receipt(COUPLE_WITH_TWO), "2026-000001", NO_PRINTER
        )
    assert none.value.message() == "The settings say that there is no printer."
    assert not (tmp_path / "out.pdf").exists()


def test_printers_that_have_no_name_have_words() -> None:
    assert printer_words("") == "The system’s default printer"
    assert printer_words(NO_PRINTER) == "No printer"
    assert printer_words("Roll") == "Roll"
    assert printer_words("escpos://till-1/?width=384") == "Receipt printer till-1 (58 mm)"
    assert printer_words("usb://04b8:0e15/") == "Receipt printer USB 04b8:0e15 (80 mm)"
    assert printer_words("escpos://") == "escpos://"


def test_a_file_that_cannot_be_written_refuses(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(PrinterRefused):
        QtSpooler(tmp_path / "nowhere" / "out.pdf").submit(
            render_receipt(COUPLE_WITH_TWO), "2026-000001"
        )


def test_the_chosen_file_is_written_and_an_unwritable_one_is_said(tmp_path: Path) -> None:
    done = FileAt(tmp_path / "a.pdf").submit(b"%PDF", "2026-000001")
    assert (done.state, (tmp_path / "a.pdf").read_bytes()) == (PrintState.FILED, b"%PDF")
    with pytest.raises(NotPrinted) as refused:
        FileAt(tmp_path / "nowhere" / "a.pdf").submit(b"%PDF", "2026-000001")
    assert refused.value.message() == "The file cannot be written there."


def test_each_system_has_its_way_to_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    for platform, kind in (("linux", LpSpooler), ("darwin", LpSpooler), ("win32", QtSpooler)):
        monkeypatch.setattr(sys, "platform", platform)
        way = spooler()
        assert isinstance(way, RoutedSpooler)
        assert isinstance(way.system, kind)


def test_a_receipt_printer_is_spoken_to_directly_on_each_system(
    receipt_printer: ReceiptPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for platform in ("linux", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        spooler().submit(render_receipt(COUPLE_WITH_TWO), "a", receipt_printer.address)
    assert len(receipt_printer.roll.cuts) == 2


_PRINT_THROUGH_QT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from expatdesk.services.printing import PrintOptions
from expatdesk.terms import Sides
from expatdesk.ui.printing_qt import QtSpooler
app = QApplication([])
assert QtSpooler().abilities("Roll").two_sided
pdf = Path(sys.argv[1]).read_bytes()
QtSpooler().submit(pdf, "2026-000001", "Roll", PrintOptions("Lower", 3, Sides.LONG_EDGE))
"""


def test_copies_and_sides_reach_the_printer_through_qt(cups: Cups, tmp_path: Path) -> None:
    """In a program of its own: Qt asks a print server for its printers once."""
    cups.add("Roll")
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(render_receipt(COUPLE_WITH_TWO))
    subprocess.run(
        [sys.executable, "-c", _PRINT_THROUGH_QT, str(paper)],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=30,
    )
    asked = cups.asked(1)
    assert (asked["copies"], asked["sides"]) == (3, "two-sided-long-edge")
    assert asked["job-name"] == "2026-000001"


def test_a_tray_goes_to_the_driver_and_one_that_it_lacks_is_passed_over(
    qapp: QApplication, tmp_path: Path
) -> None:
    device = QPrinter()
    device.setOutputFileName(str(tmp_path / "out.pdf"))
    _set_options(device, PrintOptions("Lower", 3))
    assert (device.copyCount(), device.paperSource()) == (3, QPrinter.PaperSource.Lower)
    _set_options(device, PrintOptions("Behind the door"))
    assert device.paperSource() == QPrinter.PaperSource.Lower
    assert QtSpooler().abilities("No such printer").trays == ()


def test_what_this_computer_prints_in_its_own_way_is_remembered(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "window.ini")
    assert here_of(kept) == {}
    own = Profile("escpos://till-1:9100/?width=576", PrintOptions("Ä, b=c", 2, Sides.LONG_EDGE))
    choose_here(kept, PaperKind.RECEIPTS, own)
    assert here_of(Preferences(tmp_path / "window.ini")) == {PaperKind.RECEIPTS: own}
    choose_here(kept, PaperKind.RECEIPTS, None)
    assert here_of(kept) == {}


@pytest.mark.parametrize("text", ["{", "[]", "7", '{"printer": 1}', '{"printer": "a"}'])
def test_a_choice_that_means_nothing_is_none(tmp_path: Path, text: str) -> None:
    kept = Preferences(tmp_path / "window.ini")
    kept.set("printers/letters", text)
    assert here_of(kept) == {}
