"""Printing through Qt, where the system cannot print a PDF: pictures of its pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from expatdesk.documents.raster import page_sizes, picture
from expatdesk.i18n import N_
from expatdesk.terms import PrintState, Sides
from expatdesk.workflows.printing import (
    PLAIN,
    Abilities,
    NoPrinter,
    Printer,
    PrinterRefused,
    PrintOptions,
    Spooled,
    Tray,
    check_wanted,
)

POINTS = 72.0
DOTS = 300
"""Dots an inch: enough for the smallest print of a receipt, and for its QR code."""

_DUPLEX: Final = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}
_SOURCES: Final = {
    name: QPrinter.PaperSource[name]
    for name in ("Auto", "Upper", "Middle", "Lower", "Manual", "Cassette", "LargeCapacity")
}


class QtSpooler:
    """Prints pictures of the pages through Qt.

    `to_file`: prints into a PDF file instead; tests look at what comes out.
    """

    def __init__(self, to_file: Path | None = None) -> None:
        self._to_file = to_file

    def printers(self) -> list[Printer]:
        """Those that the system knows, the default one first."""
        chosen = QPrinterInfo.defaultPrinterName()
        found = [Printer(name, name == chosen) for name in QPrinterInfo.availablePrinterNames()]
        return sorted(found, key=lambda printer: (not printer.is_default, printer.name))

    def abilities(self, printer: str = "") -> Abilities:
        """What the named printer, or the default one, lets one choose."""
        info = QPrinterInfo.printerInfo(printer) if printer else QPrinterInfo.defaultPrinter()
        if info.isNull():
            return Abilities()
        both = set(info.supportedDuplexModes()) - {QPrinter.DuplexMode.DuplexNone}
        return Abilities(tuple(Tray(name) for name in _SOURCES), bool(both))

    def submit(
        self, pdf: bytes, title: str, printer: str = "", options: PrintOptions = PLAIN
    ) -> Spooled:
        """Prints on the named printer, or the default one. Raises NoPrinter, PrinterRefused."""
        check_wanted(printer)
        device = self._device(printer)
        _set_options(device, options)
        name = device.printerName()
        device.setDocName(title)
        device.setResolution(DOTS)
        sizes = page_sizes(pdf)
        _set_page(device, *sizes[0])
        painter = QPainter()
        if not painter.begin(device):
            raise _refused(name, "begin failed")
        try:
            for at, size in enumerate(sizes):
                if at:
                    _set_page(device, *size)
                    if not device.newPage():
                        raise _refused(name, "newPage failed")
                _draw_page(painter, device, pdf, at)
        finally:
            painter.end()
        if device.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
            raise _refused(name, "state: error")
        return Spooled(PrintState.PRINTED, name or title)

    def _device(self, printer: str) -> QPrinter:
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setFullPage(True)
        if self._to_file is not None:
            device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            device.setOutputFileName(str(self._to_file))
            return device
        wanted = printer or QPrinterInfo.defaultPrinterName()
        if not wanted:
            raise NoPrinter(N_("No printer is set up on this computer."), "no default printer")
        if QPrinterInfo.printerInfo(wanted).isNull():
            raise PrinterRefused(
                N_("There is no printer “{printer}” on this computer."), wanted, printer=wanted
            )
        device.setPrinterName(wanted)
        return device


def _set_options(device: QPrinter, options: PrintOptions) -> None:
    """Copies, sides and tray; a tray that this printer's driver has no word for is left out."""
    device.setCopyCount(options.copies)
    device.setDuplex(_DUPLEX[options.sides])
    source = _SOURCES.get(options.tray)
    if source is not None:
        device.setPaperSource(source)


def _refused(printer: str, problem: str) -> PrinterRefused:
    if not printer:
        return PrinterRefused(N_("The printer does not take the document."), problem)
    return PrinterRefused(
        N_("The printer “{printer}” does not take the document."), problem, printer=printer
    )


def _set_page(device: QPrinter, width: float, height: float) -> None:
    """Paper of just this size (points), without margins: the page brings its own."""
    size = QPageSize(
        QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    device.setPageLayout(layout)


def _draw_page(painter: QPainter, device: QPrinter, pdf: bytes, page: int) -> None:
    dots = device.resolution()
    seen = picture(pdf, page, dots / POINTS)
    image = QImage(seen.rgb, seen.width, seen.height, seen.width * 3, QImage.Format.Format_RGB888)
    place = QRect(0, 0, seen.width, seen.height)
    painter.drawImage(place, image)
