"""How each kind of paper is printed: its printer, tray, copies and sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from expatdesk.i18n import N_
from expatdesk.services.settings.setting import Setting, choice, text, whole
from expatdesk.terms import PaperKind, Sides

MOST_COPIES: Final = 9
_DESK_HINT: Final = N_("Each desk prints on the printer of this name at its own computer.")
NO_PRINTER: Final = "/none"
"""Value of PRINTER where a centre has none; a slash stands in no printer's name."""
PRINTER = Setting(
    "till.printer",
    "",  # the default printer of each computer
    text,
    N_("Receipt printer"),
    _DESK_HINT,
)


@dataclass(frozen=True)
class ProfileKeys:
    """The settings that say how one kind of paper is printed at every desk."""

    printer: Setting[str]
    tray: Setting[str]
    copies: Setting[int]
    sides: Setting[str]

    @property
    def all(self) -> tuple[Setting[str] | Setting[int], ...]:
        return (self.printer, self.tray, self.copies, self.sides)


def _profile(
    kind: PaperKind, printer: str, tray: str, copies: str, sides: str, *, own: Setting[str] | None
) -> ProfileKeys:
    """`own`: the setting of its printer where there has always been one."""
    return ProfileKeys(
        own or Setting(f"printing.{kind}_printer", "", text, printer, _DESK_HINT),
        Setting(f"printing.{kind}_tray", "", text, tray),
        Setting(f"printing.{kind}_copies", 1, whole(1, MOST_COPIES), copies),
        choice(f"printing.{kind}_sides", sides, *(one.value for one in Sides)),
    )


PROFILES: Final[Mapping[PaperKind, ProfileKeys]] = {
    PaperKind.RECEIPTS: _profile(
        PaperKind.RECEIPTS,
        "",
        N_("Tray of the receipts"),
        N_("Copies of a receipt"),
        N_("Receipts on both sides"),
        own=PRINTER,
    ),
    PaperKind.SHEETS: _profile(
        PaperKind.SHEETS,
        N_("Printer of the sheets"),
        N_("Tray of the sheets"),
        N_("Copies of a sheet"),
        N_("Sheets on both sides"),
        own=None,
    ),
    PaperKind.LETTERS: _profile(
        PaperKind.LETTERS,
        N_("Printer of letters and lists"),
        N_("Tray of letters and lists"),
        N_("Copies of a letter"),
        N_("Letters on both sides"),
        own=None,
    ),
}
