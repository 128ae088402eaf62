"""Where the system prints no PDF, its pages are printed as pictures through Qt."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from papers import COUPLE_WITH_TWO
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from expatdesk.documents.parts import Layout
from expatdesk.documents.raster import picture
from expatdesk.documents.receipt import render_receipt
from expatdesk.services.settings.keys import NO_PRINTER
from expatdesk.terms import PrintState
from expatdesk.ui.printing import FileAt, printer_words, spooler
from expatdesk.ui.printing_qt import QtSpooler
from expatdesk.workflows.printing import LpSpooler, NoPrinter, NotPrinted, PrinterRefused


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
    monkeypatch.setattr(sys, "platform", "linux")
    assert isinstance(spooler(), LpSpooler)
    monkeypatch.setattr(sys, "platform", "win32")
    assert isinstance(spooler(), QtSpooler)
