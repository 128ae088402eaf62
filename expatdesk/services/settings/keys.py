"""The settings that there are: name, kind of value and what counts where nothing is set.

A value is stored as JSON with the day from which it is valid. Each key checks what it reads
and what it is given, so that no other value ever reaches the rest of the program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from expatdesk.i18n import N_
from expatdesk.services.base import Invalid

T = TypeVar("T")

_LONGEST = 200


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One key. `parse` turns plain JSON into the value, or raises Invalid in words.

    `label` and `hint` are message ids; `choices`: the only values, for a list to choose from.
    """

    name: str
    default: T
    parse: Callable[[object], T]
    label: str
    hint: str = ""
    choices: tuple[T, ...] = ()

    @property
    def group(self) -> str:
        """The part of the settings window in which it stands: "centre", "till" …"""
        return self.name.partition(".")[0]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Invalid(N_("A text is needed here."), field="value")
    text = value.strip()
    if len(text) > _LONGEST:
        raise Invalid(N_("At most {count} characters fit here."), field="value", count=_LONGEST)
    if any(not c.isprintable() for c in text):
        raise Invalid(N_("This text holds characters that cannot be printed."), field="value")
    return text


def _mandatory(value: object) -> str:
    text = _text(value)
    if not text:
        raise Invalid(N_("This must not be empty."), field="value")
    return text


def _lines(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise Invalid(N_("Lines of text are needed here."), field="value")
    return tuple(line for line in map(_text, value) if line)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise Invalid(N_("Yes or no is needed here."), field="value")
    return value


def _whole(low: int, high: int, step: int = 1) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Invalid(N_("A whole number is needed here."), field="value")
        if not low <= value <= high:
            raise Invalid(
                N_("A number from {low} to {high} is needed here."),
                field="value",
                low=low,
                high=high,
            )
        if value % step:
            raise Invalid(N_("A multiple of {step} is needed here."), field="value", step=step)
        return value

    return parse


def _one_of(*choices: str) -> Callable[[object], str]:
    def parse(value: object) -> str:
        if value not in choices:
            raise Invalid(N_("This is none of the choices."), field="value")
        return str(value)

    return parse


def _choice(name: str, label: str, *choices: str, hint: str = "") -> Setting[str]:
    """The first of the choices is the default."""
    return Setting(name, choices[0], _one_of(*choices), label, hint, choices)


CENTRE_NAME = Setting("centre.name", "Expat Centre", _mandatory, N_("Name of the centre"))
CENTRE_ADDRESS: Setting[tuple[str, ...]] = Setting(
    "centre.address", (), _lines, N_("Address, line by line")
)
CENTRE_VAT_ID = Setting("centre.vat_id", "", _text, N_("VAT id"))
CENTRE_CHAMBER_NUMBER = Setting(
    "centre.chamber_number", "", _text, N_("Chamber of Commerce number")
)
CENTRE_PHONE = Setting("centre.phone", "", _text, N_("Phone"))
CENTRE_EMAIL = Setting("centre.email", "", _text, N_("E-mail"))
CENTRE_WEBSITE = Setting("centre.website", "", _text, N_("Website"))

CASH_ALLOWED = Setting(
    "till.cash_allowed",
    False,
    _truth,
    N_("Cash is accepted"),
    N_("Cash totals are rounded to five cents; announce it at the desk."),
)
VAT_MODE = _choice(
    "till.vat_mode",
    N_("VAT on documents"),
    "normal",
    "kor",
    "exempt",
    hint=N_("Normal, small-business scheme (KOR) or exempt."),
)
RECEIPT_LAYOUT = _choice("till.layout", N_("Paper of the receipt"), "a5", "roll")
RECEIPT_LANGUAGE = _choice("till.language", N_("Language of the receipt"), "both", "en", "nl")
NO_PRINTER: Final = "/none"
"""Value of PRINTER where a centre has none; a slash stands in no printer's name."""
PRINTER = Setting(
    "till.printer",
    "",  # the default printer of each computer
    _text,
    N_("Receipt printer"),
    N_("Each desk prints on the printer of this name at its own computer."),
)

# Ledger accounts that documents of the till post to; a product names its own for turnover.
ACCOUNT_PIN = Setting("accounts.pin", "1110", _mandatory, N_("Ledger account of PIN payments"))
ACCOUNT_CASH = Setting("accounts.cash", "1000", _mandatory, N_("Ledger account of cash"))
ACCOUNT_ONLINE = Setting(
    "accounts.online", "1120", _mandatory, N_("Ledger account of online payments")
)
ACCOUNT_BANK = Setting("accounts.bank", "1100", _mandatory, N_("Ledger account of the bank"))
ACCOUNT_VAT = Setting("accounts.vat", "1520", _mandatory, N_("Ledger account of VAT"))
ACCOUNT_ROUNDING = Setting(
    "accounts.rounding", "4990", _mandatory, N_("Ledger account of cash rounding")
)

HOLD_MINUTES = Setting(
    "booking.hold_minutes",
    10,
    _whole(1, 120),
    N_("Minutes a place is kept while its form is open"),
)
GRID_MINUTES = Setting(
    "booking.grid_minutes",
    15,
    _whole(5, 60, step=5),
    N_("Minutes between the starts that are offered"),
)
SPLIT_FREE_DAYS = Setting(
    "case.split_free_days",
    30,
    _whole(0, 366),
    N_("Days within which one of a family may come later without a new fee"),
)
CERTIFICATE_WEEKS = Setting(
    "case.certificate_weeks",
    6,
    _whole(1, 52),
    N_("Weeks within which a certificate may be handed in later"),
)
TEMPORARY_ADDRESS_MONTHS = Setting(
    "case.temporary_address_months",
    3,
    _whole(1, 12),
    N_("Months for which an employer's address may be used"),
)
OFFER_HOURS = Setting(
    "booking.offer_hours",
    24,
    _whole(1, 96),
    N_("Hours for which a place is kept for somebody on the waiting list"),
)
CHILD_UNDER = Setting(
    "people.child_under", 18, _whole(1, 27), N_("A child is younger than (years)")
)
LATE_MINUTES = Setting(
    "late.minutes", 10, _whole(0, 120), N_("Minutes after which a visitor is late")
)
NAMES_HIDDEN_AFTER = Setting(
    "desk.names_hidden_after",
    5,
    _whole(0, 120),
    N_("Minutes without a key after which names are hidden"),
    N_("0: never by themselves."),
)

RETENTION_VISIT_MONTHS = Setting(
    "retention.visit_months",
    12,
    _whole(1, 120),
    N_("Months until a visit becomes anonymous"),
)
RETENTION_PAPER_MONTHS = Setting(
    "retention.paper_months",
    3,
    _whole(1, 120),
    N_("Months until the lists of papers are cleared"),
)
# Dutch tax law asks for seven years after the book year; more is allowed, less is not.
RETENTION_RECIPIENT_YEARS = Setting(
    "retention.recipient_years",
    7,
    _whole(7, 20),
    N_("Book years for which names on invoices are kept"),
)

ALL: tuple[Setting[object], ...] = (
    CENTRE_NAME,
    CENTRE_ADDRESS,
    CENTRE_VAT_ID,
    CENTRE_CHAMBER_NUMBER,
    CENTRE_PHONE,
    CENTRE_EMAIL,
    CENTRE_WEBSITE,
    CASH_ALLOWED,
    VAT_MODE,
    RECEIPT_LAYOUT,
    RECEIPT_LANGUAGE,
    PRINTER,
    ACCOUNT_PIN,
    ACCOUNT_CASH,
    ACCOUNT_ONLINE,
    ACCOUNT_BANK,
    ACCOUNT_VAT,
    ACCOUNT_ROUNDING,
    HOLD_MINUTES,
    GRID_MINUTES,
    SPLIT_FREE_DAYS,
    CERTIFICATE_WEEKS,
    TEMPORARY_ADDRESS_MONTHS,
    OFFER_HOURS,
    CHILD_UNDER,
    LATE_MINUTES,
    NAMES_HIDDEN_AFTER,
    RETENTION_VISIT_MONTHS,
    RETENTION_PAPER_MONTHS,
    RETENTION_RECIPIENT_YEARS,
)  # type: ignore[assignment]  # read only: a tuple of settings of any kind


def named(name: str) -> Setting[object] | None:
    """The setting of this name; None for one that this program does not know."""
    return next((setting for setting in ALL if setting.name == name), None)
