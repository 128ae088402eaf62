"""Receipt printers that are spoken to directly: what comes out, and why nothing does."""

from __future__ import annotations

import csv
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest
from escpos_printer import COVER_OPEN, KNIFE, NO_PAPER, OFFLINE, ReceiptPrinter, receipt_printer
from papers import COUPLE_WITH_TWO
from PIL import Image, ImageChops

from expatdesk.documents.parts import Layout, Recipient
from expatdesk.documents.raster import picture
from expatdesk.documents.receipt import render_receipt
from expatdesk.services.printing import PrintOptions
from expatdesk.terms import PrintState
from expatdesk.workflows.printing import NoPrinter, NotPrinted, PrinterHangs, PrinterRefused
from expatdesk.workflows.printing.escpos import EscposSpooler
from expatdesk.workflows.printing.escpos.address import (
    Address,
    BadAddress,
    network_address,
    parse_address,
    usb_address,
)

__all__ = ["receipt_printer"]

TABLE = Path(__file__).parents[1] / "data" / "names.csv"
NAMES = {row["nr"]: row for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())}
QUICK = 0.3
"""Seconds after which a test takes silence for silence."""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return roll()


def roll(layout: Layout = Layout.ROLL, name: str = "", latin: str = "") -> bytes:
    recipient = Recipient(name, latin) if name else None
    return render_receipt(replace(COUPLE_WITH_TWO, layout=layout, recipient=recipient))


def refusal(pdf: bytes, address: str) -> NotPrinted:
    with pytest.raises(NotPrinted) as refused:
        EscposSpooler(QUICK, slowest_mm=2000).submit(pdf, "2026-000001", address)
    return refused.value


def drawn_ink(pdf: bytes) -> Image.Image:
    """The page at eight dots a millimetre: the box of what is dark on it, ink as 255."""
    seen = picture(pdf, 0, 8 * 25.4 / 72)
    grey = Image.frombytes("RGB", (seen.width, seen.height), seen.rgb).convert("L")
    dark = grey.point([255 if level < 160 else 0 for level in range(256)])
    return dark.crop(dark.getbbox())


def assert_same(one: Image.Image, other: Image.Image) -> None:
    assert one.size == other.size
    assert ImageChops.difference(one, other).getbbox() is None


def ink(white_paper: Image.Image) -> Image.Image:
    """Only the box of the ink, ink as 255."""
    turned = ImageChops.invert(white_paper.convert("L"))
    box = turned.getbbox()
    assert box is not None
    return turned.crop(box)


# what comes out


@pytest.mark.parametrize(("layout", "width"), [(Layout.ROLL, 576), (Layout.ROLL_58, 384)])
def test_the_paper_comes_out_dot_by_dot_as_it_is_drawn(
    receipt_printer: ReceiptPrinter, layout: Layout, width: int
) -> None:
    pdf = roll(layout)
    address = f"{receipt_printer.address}?width={width}"

    spooled = EscposSpooler().submit(pdf, "2026-000001", address)

    assert (spooled.state, spooled.target) == (PrintState.PRINTED, address)
    out = receipt_printer.roll.picture()
    assert out.width == width
    assert_same(ink(out), drawn_ink(pdf))
    # In the middle of the paper, where the printer's dots are.
    left, _top, right, _bottom = ImageChops.invert(out.convert("L")).getbbox()
    assert abs(left - (width - right)) <= 8


@pytest.mark.parametrize("number", ["26", "35", "36", "43", "32"])
def test_a_name_in_its_own_script_is_on_the_roll(
    receipt_printer: ReceiptPrinter, number: str
) -> None:
    name, latin = NAMES[number]["full"], NAMES[number]["latin"]
    pdf = roll(name=name, latin=latin)
    EscposSpooler().submit(pdf, "2026-000001", receipt_printer.address)
    assert_same(ink(receipt_printer.roll.picture()), drawn_ink(pdf))
    EscposSpooler().submit(roll(name=latin), "2026-000001", receipt_printer.address)
    written, passport = (page(receipt_printer, at) for at in (0, 1))
    assert written.size != passport.size or ImageChops.difference(written, passport).getbbox()


def page(printer: ReceiptPrinter, number: int) -> Image.Image:
    starts = [0, *printer.roll.cuts]
    rows = printer.roll.rows[starts[number] : starts[number + 1]]
    part = type(printer.roll)(rows)
    return part.picture().convert("L")


def test_a_paper_is_cut_once_and_each_copy_for_itself(
    receipt_printer: ReceiptPrinter, pdf: bytes
) -> None:
    EscposSpooler().submit(pdf, "a", receipt_printer.address, PrintOptions(copies=2))
    printed = receipt_printer.roll
    assert len(printed.cuts) == 2
    assert printed.cuts[1] == 2 * printed.cuts[0] == len(printed.rows)
    assert printed.commands[0] == "init"


@pytest.mark.parametrize("layout", [Layout.A5, Layout.ROLL])
def test_what_was_laid_out_for_wider_paper_is_made_smaller_and_not_cut_off(
    receipt_printer: ReceiptPrinter, layout: Layout
) -> None:
    EscposSpooler().submit(roll(layout), "a", f"{receipt_printer.address}?width=384")
    out = receipt_printer.roll.picture()
    assert out.width == 384
    left, _top, right, _bottom = ImageChops.invert(out.convert("L")).getbbox()
    # All of the width is used, and the line across it begins and ends on the paper.
    assert right - left >= 380
    seen, drawn = ink(out), drawn_ink(roll(layout))
    ratio = drawn.width / drawn.height
    assert seen.width / seen.height == pytest.approx(ratio, rel=0.02)


def test_a_receipt_is_small_and_quick_enough(receipt_printer: ReceiptPrinter, pdf: bytes) -> None:
    began = time.perf_counter()
    EscposSpooler().submit(pdf, "a", receipt_printer.address)
    assert time.perf_counter() - began < 2
    # 150 mm of paper at 150 mm a second is a second; a printer's line takes ten times as much.
    assert len(receipt_printer.roll.rows) / 8 / 150 < 2
    assert receipt_printer.received < 120_000


def test_an_empty_paper_is_no_paper(receipt_printer: ReceiptPrinter) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("", pagesize=(200, 200))
    canvas.showPage()
    assert refusal(canvas.getpdfdata(), receipt_printer.address).message() == (
        "There is nothing on this paper."
    )
    assert receipt_printer.received == 0


# why nothing comes out


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({4: NO_PAPER}, "The printer “{label}” has run out of paper."),
        ({1: OFFLINE, 2: 0x32}, "The printer “{label}” has run out of paper."),
        ({1: OFFLINE, 2: COVER_OPEN}, "The cover of the printer “{label}” is open."),
        ({1: OFFLINE, 3: KNIFE}, "The knife of the printer “{label}” is stuck."),
        ({1: OFFLINE, 3: 0x52}, "The printer “{label}” is too hot. Wait a little."),
        (
            {1: OFFLINE, 3: 0x32},
            "The printer “{label}” reports a fault. Switch it off and on again.",
        ),
        ({1: OFFLINE}, "The printer “{label}” is not ready. Look at its lights."),
    ],
)
def test_a_printer_that_cannot_print_says_why_and_gets_nothing(
    receipt_printer: ReceiptPrinter, pdf: bytes, answers: dict[int, int], said: str
) -> None:
    receipt_printer.answers |= answers
    refused = refusal(pdf, receipt_printer.address)
    assert isinstance(refused, PrinterRefused)
    assert refused.message() == said.format(label=receipt_printer.label)
    assert receipt_printer.roll.rows == []
    receipt_printer.answers |= dict.fromkeys((1, 2, 3, 4), 0x12)
    EscposSpooler().submit(pdf, "a", receipt_printer.address)
    assert len(receipt_printer.roll.cuts) == 1


def test_little_paper_left_is_enough(receipt_printer: ReceiptPrinter, pdf: bytes) -> None:
    receipt_printer.answers[4] = 0x1E
    EscposSpooler().submit(pdf, "a", receipt_printer.address)
    assert receipt_printer.roll.cuts


def test_a_printer_that_never_answers_gets_nothing_unless_it_never_does(
    receipt_printer: ReceiptPrinter, pdf: bytes
) -> None:
    receipt_printer.answers = {}
    receipt_printer.acknowledges = False
    refused = refusal(pdf, receipt_printer.address)
    assert isinstance(refused, PrinterRefused)
    assert refused.message() == (
        f"The printer “{receipt_printer.label}” does not say whether it is ready. If it prints "
        "all the same, choose in Settings that it does not tell."
    )
    assert receipt_printer.roll.rows == []
    EscposSpooler(QUICK).submit(pdf, "a", f"{receipt_printer.address}?status=0")
    wait_for(lambda: bool(receipt_printer.roll.cuts))


def test_one_that_tells_its_state_but_not_when_it_is_through_has_printed(
    receipt_printer: ReceiptPrinter, pdf: bytes
) -> None:
    receipt_printer.acknowledges = False
    spooled = EscposSpooler(QUICK, slowest_mm=2000).submit(pdf, "a", receipt_printer.address)
    assert spooled.state is PrintState.PRINTED


def test_one_that_hangs_up_in_the_middle_may_have_printed_something(
    receipt_printer: ReceiptPrinter, pdf: bytes
) -> None:
    receipt_printer.hangs_up_after = 20_000
    hangs = refusal(pdf, receipt_printer.address)
    assert isinstance(hangs, PrinterHangs)
    assert hangs.message() == (
        f"The printer “{receipt_printer.label}” went silent in the middle. Look what came out."
    )
    assert receipt_printer.roll.rows


def test_one_that_hangs_up_at_once_has_printed_nothing(
    receipt_printer: ReceiptPrinter, pdf: bytes
) -> None:
    receipt_printer.hangs_up_after = 0
    refused = refusal(pdf, receipt_printer.address)
    assert isinstance(refused, PrinterRefused)
    assert refused.message() == (
        f"The printer “{receipt_printer.label}” hung up before anything was printed."
    )


def test_one_that_takes_no_more_is_not_waited_for(
    receipt_printer: ReceiptPrinter, pdf: bytes
) -> None:
    receipt_printer.deaf_after = 5_000
    spooler = EscposSpooler(QUICK, slowest_mm=2000)
    with pytest.raises(PrinterHangs) as hangs:
        spooler.submit(pdf, "a", receipt_printer.address, PrintOptions(copies=9))
    assert "went silent in the middle" in hangs.value.message()


def test_paper_that_ends_in_the_middle_is_said(receipt_printer: ReceiptPrinter, pdf: bytes) -> None:
    receipt_printer.out_of_paper_after = 20_000
    receipt_printer.acknowledges = False
    hangs = refusal(pdf, receipt_printer.address)
    assert isinstance(hangs, PrinterHangs)
    assert hangs.message() == f"The printer “{receipt_printer.label}” has run out of paper."


@pytest.mark.parametrize(
    "babble",
    [b"\x1c\x00\x0c\x0f", b"\x12", b"\xff", b"\x00" * 5000, b"HTTP/1.1 400 Bad Request\r\n"],
)
def test_what_it_says_unasked_is_not_taken_for_paper(
    receipt_printer: ReceiptPrinter, pdf: bytes, babble: bytes
) -> None:
    """The first is the automatic status of a printer whose paper has just run out."""
    receipt_printer.out_of_paper_after = 4_000
    receipt_printer.babbles = babble
    assert isinstance(refusal(pdf, receipt_printer.address), PrinterHangs)


def test_where_nothing_listens_is_told_from_what_cannot_be_reached(pdf: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    refused = refusal(pdf, f"escpos://127.0.0.1:{port}/")
    assert isinstance(refused, PrinterRefused)
    assert refused.message() == (
        f"At “127.0.0.1:{port}” nothing takes documents. Is it the printer’s address?"
    )
    unknown = refusal(pdf, "escpos://no-such-printer.invalid/")
    assert unknown.message() == (
        "There is no printer “no-such-printer.invalid” in the network. Is its address right?"
    )


def test_a_printer_that_is_switched_off_is_not_waited_for(pdf: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _each in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        refused = refusal(pdf, f"escpos://127.0.0.1:{port}/")
        for one in waiting:
            one.close()
    assert refused.message() == (
        f"The printer “127.0.0.1:{port}” cannot be reached. Is it switched on?"
    )


def wait_for(ready: object) -> None:
    deadline = time.monotonic() + 5
    while not ready():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.01)


# addresses


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("escpos://192.168.1.20", Address("192.168.1.20")),
        ("escpos://Till-1.example:9101/?width=384", Address("till-1.example", 9101, dots=384)),
        ("escpos://10.0.0.9/?status=0", Address("10.0.0.9", tells=False)),
        ("usb://04B8:0e15/", Address(device=(0x04B8, 0x0E15))),
    ],
)
def test_an_address_is_read_and_written(text: str, address: Address) -> None:
    assert parse_address(text) == address
    assert parse_address(address.text) == address


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("escpos://", "host"),
        ("escpos://-x/", "host"),
        ("escpos://a b/", "host"),
        ("escpos://x:0x1/", "port"),
        ("escpos://x:70000/", "port"),
        ("usb://04b8/", "device"),
        ("usb://04b8:xxxx/", "device"),
        ("escpos://x/?width=9", "width"),
        ("escpos://x/?width=٥٧٦", "width"),
        ("http://x/", "host"),
    ],
)
def test_what_is_no_address_says_which_part(text: str, field: str) -> None:
    with pytest.raises(BadAddress) as bad:
        parse_address(text)
    assert bad.value.field == field
    assert bad.value.message()


def test_an_address_is_made_of_its_parts() -> None:
    assert network_address("till-1", 9100, 576).text == "escpos://till-1:9100/?width=576"
    assert usb_address("04b8:0e15", 384).text == "usb://04b8:0e15/?width=384"
    assert (Address("till-1").label, Address("till-1", 9101).label) == ("till-1", "till-1:9101")
    with pytest.raises(BadAddress):
        network_address("till-1", 0, 576)


def test_what_is_no_address_prints_nothing(pdf: bytes) -> None:
    with pytest.raises(NoPrinter):
        EscposSpooler().submit(pdf, "a", "escpos://")
