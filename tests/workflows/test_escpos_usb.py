"""A receipt printer at USB: the bus is played, what goes over it is real."""

from __future__ import annotations

import errno
from typing import ClassVar

import pytest
import usb.backend
import usb.core
from papers import COUPLE_WITH_TWO

from expatdesk.documents.parts import Layout
from expatdesk.documents.receipt import render_receipt
from expatdesk.services.printing import PrintOptions
from expatdesk.workflows.printing import NoPrinter, NotPrinted, PrinterHangs, PrinterRefused
from expatdesk.workflows.printing.escpos import EscposSpooler
from expatdesk.workflows.printing.escpos.device import usb_printers

ADDRESS = "usb://04b8:0e15/"


class Fields:
    """A descriptor of USB: named numbers."""

    def __init__(self, **fields: object) -> None:
        self.__dict__.update(fields)


class Bus(usb.backend.IBackend):
    """One printer with an interface of its class and two bulk endpoints."""

    answers: ClassVar[dict[int, int]] = dict.fromkeys((1, 2, 3, 4), 0x12)

    def __init__(self) -> None:
        self.ends = [(0x81, 0x02), (0x03, 0x02)]
        self.written = b""
        self.waiting: list[int] = []
        self.taken = False
        self.silent_after: int | None = None

    def enumerate_devices(self):
        yield "printer"

    def get_device_descriptor(self, dev):
        return Fields(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=0x04B8, idProduct=0x0E15,
            bcdDevice=1, iManufacturer=0, iProduct=0, iSerialNumber=0, bNumConfigurations=1,
            address=4, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev, config):
        if config:
            raise IndexError
        return Fields(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1,
            bConfigurationValue=1, iConfiguration=0, bmAttributes=0xC0, bMaxPower=0,
            extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev, intf, alt, config):
        if intf or alt:
            raise IndexError
        return Fields(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=len(self.ends), bInterfaceClass=7, bInterfaceSubClass=1,
            bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev, ep, intf, alt, config):
        address, kind = self.ends[ep]
        return Fields(
            bLength=7, bDescriptorType=5, bEndpointAddress=address, bmAttributes=kind,
            wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev):
        return "handle"

    def close_device(self, dev_handle):
        self.taken = False

    def set_configuration(self, dev_handle, config_value):
        pass

    def get_configuration(self, dev_handle):
        return 1

    def claim_interface(self, dev_handle, intf):
        self.taken = True

    def release_interface(self, dev_handle, intf):
        self.taken = False

    def reset_device(self, dev_handle):
        pass

    def bulk_write(self, dev_handle, ep, intf, data, timeout):
        assert (ep, self.taken) == (0x03, True)
        if self.silent_after is not None and len(self.written) > self.silent_after:
            raise usb.core.USBTimeoutError("timed out", errno=errno.ETIMEDOUT)
        said = bytes(data)
        self.written += said
        if said[:2] == b"\x10\x04" and said[2] in self.answers:
            self.waiting.append(self.answers[said[2]])
        elif said[:2] == b"\x1dr":
            self.waiting.append(0)
        return len(said)

    def bulk_read(self, dev_handle, ep, intf, buff, timeout):
        assert ep == 0x81
        if not self.waiting:
            raise usb.core.USBTimeoutError("timed out", errno=errno.ETIMEDOUT)
        buff[0] = self.waiting.pop(0)
        return 1


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Bus:
    made, find = Bus(), usb.core.find
    monkeypatch.setattr(usb.core, "find", lambda **asked: find(backend=made, **asked))
    return made


@pytest.fixture(scope="module")
def pdf() -> bytes:
    from dataclasses import replace

    return render_receipt(replace(COUPLE_WITH_TWO, layout=Layout.ROLL))


def refusal(pdf: bytes, address: str = ADDRESS) -> NotPrinted:
    with pytest.raises(NotPrinted) as refused:
        EscposSpooler().submit(pdf, "2026-000001", address)
    return refused.value


def test_a_receipt_goes_out_over_the_printers_own_endpoints(bus: Bus, pdf: bytes) -> None:
    EscposSpooler().submit(pdf, "2026-000001", ADDRESS, PrintOptions(copies=2))
    assert bus.written.count(b"\x1dVB") == 2
    assert bus.written.count(b"\x1b@") == 2
    assert len(bus.written) > 100_000
    assert not bus.taken, "others may print now"


def test_a_printer_that_is_not_plugged_in_is_said(bus: Bus, pdf: bytes) -> None:
    refused = refusal(pdf, "usb://04b8:0e16/")
    assert isinstance(refused, PrinterRefused)
    assert refused.message() == ("The printer “USB 04b8:0e16” is not connected to this computer.")


def test_what_is_no_printer_is_said(bus: Bus, pdf: bytes) -> None:
    bus.ends = [(0x81, 0x03)]
    assert refusal(pdf).message() == ("What is connected as “USB 04b8:0e15” is no receipt printer.")


def test_a_device_that_may_not_be_used_is_said(
    bus: Bus, pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(_bus: Bus, _device: object) -> object:
        raise usb.core.USBError("Access denied", errno=errno.EACCES)

    monkeypatch.setattr(Bus, "open_device", denied)
    refused = refusal(pdf)
    assert isinstance(refused, PrinterRefused)
    assert refused.message() == (
        "This computer does not let the program use the printer “USB 04b8:0e15”."
    )


def test_one_that_goes_silent_in_the_middle_may_have_printed_something(
    bus: Bus, pdf: bytes
) -> None:
    bus.silent_after = 20_000
    hangs = refusal(pdf)
    assert isinstance(hangs, PrinterHangs)
    assert "went silent in the middle" in hangs.message()


def test_a_computer_without_libusb_says_so(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(**_asked: object) -> object:
        raise usb.core.NoBackendError("No backend available")

    monkeypatch.setattr(usb.core, "find", none)
    said = "This computer cannot print over USB by itself: libusb is missing."
    refused = refusal(pdf)
    assert isinstance(refused, NoPrinter)
    assert refused.message() == said
    with pytest.raises(NoPrinter):
        usb_printers()


def test_printers_at_usb_are_found(bus: Bus) -> None:
    assert usb_printers() == [("04b8:0e15", "")]
