"""The line to a receipt printer, through python-escpos; what goes wrong comes in words."""

from __future__ import annotations

import errno
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Final, Protocol

from expatdesk.i18n import N_
from expatdesk.workflows.printing.escpos.address import Address
from expatdesk.workflows.printing.types import NoPrinter, PrinterRefused

if TYPE_CHECKING:
    from PIL.Image import Image

_PICKLES: Final = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_BULK, _OUT, _IN = 0x02, 0x00, 0x80
_UNKNOWN: Final = N_("There is no printer “{printer}” in the network. Is its address right?")
_REFUSED: Final = N_("At “{printer}” nothing takes documents. Is it the printer’s address?")
_SILENT: Final = N_("The printer “{printer}” cannot be reached. Is it switched on?")
_NO_USB: Final = N_("This computer cannot print over USB by itself: libusb is missing.")
_UNPLUGGED: Final = N_("The printer “{printer}” is not connected to this computer.")
NO_RIGHT: Final = N_("This computer does not let the program use the printer “{printer}”.")


class Line(Protocol):
    """What is used of a printer of python-escpos."""

    def close(self) -> None: ...

    def hw(self, command: str) -> None: ...

    def image(self, picture: Image, *, impl: str) -> None: ...

    def cut(self, *, feed: bool) -> None: ...

    def query_status(self, question: bytes) -> bytes: ...


@contextmanager
def opened(address: Address, seconds: float) -> Iterator[Line]:
    """The printer, taken for this while. `seconds`: how long it may take to answer anything.

    Raises NoPrinter, PrinterRefused; OSError where the line breaks later.
    """
    line = _usb(address, seconds) if address.device is not None else _network(address, seconds)
    _set_width(line, address.dots)
    try:
        yield line
    finally:
        line.close()


def ask(line: Line, question: bytes) -> bytes:
    """Its answer; nothing where it gives none in time. Raises OSError where it hangs up."""
    try:
        answer = bytes(line.query_status(question))
    except OSError as error:
        if is_timeout(error):
            return b""
        raise
    if not answer:
        raise ConnectionResetError("hung up")
    return answer


def is_timeout(error: OSError) -> bool:
    """Whether nothing was heard in time; the one of USB is no TimeoutError."""
    return isinstance(error, TimeoutError) or error.errno == errno.ETIMEDOUT


def usb_printers() -> list[tuple[str, str]]:
    """Printers that hang at USB: their numbers ("04b8:0e15") and how they call themselves.

    Raises NoPrinter where the computer lacks libusb.
    """
    core, util = _usb_modules()
    try:
        found = list(core.find(find_all=True, custom_match=_prints))
    except core.NoBackendError as error:
        raise NoPrinter(_NO_USB, str(error)) from error
    return [(f"{one.idVendor:04x}:{one.idProduct:04x}", _called(util, one)) for one in found]


def _network(address: Address, seconds: float) -> Line:
    """The library would leave a socket open where it does not get through: it is handed one."""
    try:
        connected = socket.create_connection((address.host, address.port), timeout=seconds)
    except ConnectionRefusedError as error:
        raise PrinterRefused(_REFUSED, str(error), printer=address.label) from error
    except socket.gaierror as error:
        raise PrinterRefused(_UNKNOWN, str(error), printer=address.label) from error
    except OSError as error:
        raise PrinterRefused(_SILENT, str(error), printer=address.label) from error
    line = _library().printer.Network(address.host, address.port, timeout=seconds)
    line.device = connected
    taken: Line = line
    return taken


def _usb(address: Address, seconds: float) -> Line:
    assert address.device is not None
    vendor, product = address.device
    into, out = _endpoints(address)
    library = _library()
    line = library.printer.Usb(
        vendor, product, timeout=round(seconds * 1000), in_ep=into, out_ep=out
    )
    try:
        line.open()
    except library.exceptions.DeviceNotFoundError as error:
        said = " ".join(str(error).split())
        raise PrinterRefused(NO_RIGHT, said, printer=address.label) from error
    taken: Line = line
    return taken


def _endpoints(address: Address) -> tuple[int, int]:
    """Where at USB the printer talks and listens: each maker has its own numbers."""
    core, util = _usb_modules()
    assert address.device is not None
    vendor, product = address.device
    try:
        device = core.find(idVendor=vendor, idProduct=product)
        if device is None:
            raise PrinterRefused(_UNPLUGGED, "no such device", printer=address.label)
        ends = [
            end
            for configuration in device
            for interface in configuration
            for end in interface
            if util.endpoint_type(end.bmAttributes) == _BULK
        ]
    except core.NoBackendError as error:
        raise NoPrinter(_NO_USB, str(error)) from error
    except core.USBError as error:
        raise PrinterRefused(NO_RIGHT, str(error), printer=address.label) from error
    by_way = {util.endpoint_direction(end.bEndpointAddress): end.bEndpointAddress for end in ends}
    if by_way.keys() < {_IN, _OUT}:
        text = N_("What is connected as “{printer}” is no receipt printer.")
        raise PrinterRefused(text, "no pair of bulk endpoints", printer=address.label)
    return by_way[_IN], by_way[_OUT]


def _prints(device: object) -> bool:
    """Whether one of a device's interfaces is of the class of printers (7)."""
    configurations: list[list[object]] = list(device)  # type: ignore[call-overload]  # of pyusb
    return any(getattr(one, "bInterfaceClass", 0) == 7 for each in configurations for one in each)


def _called(util: ModuleType, device: object) -> str:
    """Maker and model, where the device may be asked."""
    index = getattr(device, "iProduct", 0)
    try:
        return str(util.get_string(device, index) or "") if index else ""
    except (OSError, ValueError, NotImplementedError):
        return ""


def _set_width(line: Line, dots: int) -> None:
    """Tells the library how wide the paper is: it refuses pictures that are wider."""
    profile = getattr(line, "profile")  # noqa: B009  it has no types
    known = profile.profile_data
    profile.profile_data = {**known, "media": {"width": {"mm": dots / 8, "pixels": dots}}}


@cache
def _library() -> ModuleType:
    """python-escpos, imported once and at its first use.

    Its import leaves a folder with a file behind each time, which another program might have
    put there: it gets a folder of its own that goes at once.
    """
    with tempfile.TemporaryDirectory(prefix="expatdesk-escpos-") as folder:
        before = os.environ.get(_PICKLES)
        os.environ[_PICKLES] = folder
        try:
            import escpos.exceptions
            import escpos.printer
        finally:
            if before is None:
                del os.environ[_PICKLES]
            else:
                os.environ[_PICKLES] = before
    import escpos

    library: ModuleType = escpos
    return library


def _usb_modules() -> tuple[ModuleType, ModuleType]:
    import usb.core
    import usb.util

    return usb.core, usb.util
