"""Words for printers and for how they print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from expatdesk.i18n import N_, _, ngettext
from expatdesk.services.printing.types import Profile
from expatdesk.services.settings.profiles import NO_PRINTER
from expatdesk.terms import PaperKind, Sides
from expatdesk.workflows.printing.escpos.address import (
    DOTS_58,
    DOTS_80,
    BadAddress,
    is_address,
    parse_address,
)

_SIDES: Final[Mapping[Sides, str]] = {
    Sides.ONE: N_("No"),
    Sides.LONG_EDGE: N_("Yes, turned like a book"),
    Sides.SHORT_EDGE: N_("Yes, turned like a pad"),
}
_KINDS: Final[Mapping[PaperKind, str]] = {
    PaperKind.RECEIPTS: N_("Receipts"),
    PaperKind.SHEETS: N_("Information sheets"),
    PaperKind.LETTERS: N_("Letters and lists"),
}


def printer_words(name: str) -> str:
    """A printer as the settings and the tries to print name it."""
    if name == NO_PRINTER:
        return _("No printer")
    if not is_address(name):
        return name or _("The system’s default printer")
    try:
        address = parse_address(name)
    except BadAddress:
        return name
    width = {DOTS_80: "80 mm", DOTS_58: "58 mm"}.get(address.dots)
    words = _("Receipt printer {place}").format(place=address.label)
    return f"{words} ({width})" if width else words


def sides_words(sides: Sides) -> str:
    """Whether both sides are printed."""
    return _(_SIDES[sides])


def profile_words(profile: Profile) -> str:
    """All that was chosen, in a line."""
    options = profile.options
    parts = [printer_words(profile.printer)]
    if options.tray:
        parts.append(_("tray {name}").format(name=options.tray))
    if options.copies > 1:
        parts.append(
            ngettext("{count} copy", "{count} copies", options.copies).format(count=options.copies)
        )
    if options.sides is not Sides.ONE:
        parts.append(_("both sides"))
    return " · ".join(parts)


def kind_words(kind: PaperKind) -> str:
    """What is printed there."""
    return _(_KINDS[kind])
