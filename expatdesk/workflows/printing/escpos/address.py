"""Where a receipt printer is: `escpos://192.168.1.20:9100/?width=576`, `usb://04b8:0e15/`.

Such a text stands in the settings in the place of a printer's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from expatdesk.i18n import N_
from expatdesk.services.base import Invalid

PORT: Final = 9100
"""Where receipt printers listen (JetDirect, "raw")."""
DOTS_80: Final = 576
"""Dots across the 72 mm that a printer for 80 mm rolls reaches, eight in a millimetre."""
DOTS_58: Final = 384
"""Dots across the 48 mm of a printer for 58 mm rolls."""
_FEWEST, _MOST = 200, 1_200
_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_DEVICE = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})", re.IGNORECASE)
_NO_PORT: Final = N_("A port is a number from 1 to 65535.")
_NO_ADDRESS: Final = N_("This is no address of a receipt printer.")
_SCHEMES: Final = ("escpos://", "usb://")


class BadAddress(Invalid):
    """Where no printer can be; `field` says which part is wrong."""


@dataclass(frozen=True)
class Address:
    """A receipt printer: at a host of the network, or (`device`) at USB as vendor and product.

    `dots`: across its paper. `tells`: it says what its state is when asked, as most do.
    """

    host: str = ""
    port: int = PORT
    device: tuple[int, int] | None = None
    dots: int = DOTS_80
    tells: bool = True

    @property
    def text(self) -> str:
        """As it stands in the settings."""
        asked: dict[str, int] = {"width": self.dots}
        if not self.tells:
            asked["status"] = 0
        if self.device is not None:
            vendor, product = self.device
            return f"usb://{vendor:04x}:{product:04x}/?{urlencode(asked)}"
        return f"escpos://{self.host}:{self.port}/?{urlencode(asked)}"

    @property
    def label(self) -> str:
        """As people name it: the host (and an unusual port), or the ids at USB."""
        if self.device is not None:
            vendor, product = self.device
            return f"USB {vendor:04x}:{product:04x}"
        return self.host if self.port == PORT else f"{self.host}:{self.port}"


def is_address(printer: str) -> bool:
    """Whether a printer's name is the address of a receipt printer."""
    return printer.startswith(_SCHEMES)


def parse_address(text: str) -> Address:
    """Raises BadAddress in words, with the field "host", "port", "device" or "width"."""
    try:
        parts = urlsplit(text.strip())
    except ValueError as error:
        raise BadAddress(_NO_ADDRESS, field="host") from error
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    dots, tells = _dots(asked.get("width", str(DOTS_80))), asked.get("status") != "0"
    if parts.scheme == "escpos":
        try:
            port = parts.port or PORT
        except ValueError as error:
            raise BadAddress(_NO_PORT, field="port") from error
        return network_address(parts.hostname or "", port, dots, tells=tells)
    if parts.scheme == "usb":
        return usb_address(parts.netloc, dots, tells=tells)
    raise BadAddress(_NO_ADDRESS, field="host")


def network_address(host: str, port: int, dots: int, *, tells: bool = True) -> Address:
    """A printer of the network. Raises BadAddress."""
    if not _HOST.fullmatch(host):
        words = N_("Type the printer’s address: 192.168.1.20, or its name in the network.")
        raise BadAddress(words, field="host")
    if not 1 <= port <= 65_535:
        raise BadAddress(_NO_PORT, field="port")
    return Address(host, port, dots=dots, tells=tells)


def usb_address(device: str, dots: int, *, tells: bool = True) -> Address:
    """A printer at USB, "04b8:0e15". Raises BadAddress."""
    found = _DEVICE.fullmatch(device.strip())
    if found is None:
        words = N_("Type the printer’s two numbers at USB with a colon between: 04b8:0e15.")
        raise BadAddress(words, field="device")
    return Address(device=(int(found[1], 16), int(found[2], 16)), dots=dots, tells=tells)


def _dots(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not _FEWEST <= int(text) <= _MOST:
        raise BadAddress(
            N_("A number from {low} to {high} is needed here."),
            field="width",
            low=_FEWEST,
            high=_MOST,
        )
    return int(text)
