"""The settings that there are: name, kind of value and what counts where nothing is set.

A value is stored as JSON with the day from which it is valid. Each key checks what it reads
and what it is given, so that no other value ever reaches the rest of the program.
"""

from __future__ import annotations

from typing import Final

from expatdesk.i18n import N_
from expatdesk.services.settings import profiles
from expatdesk.services.settings.profiles import PROFILES
from expatdesk.services.settings.setting import (
    Setting,
    choice,
    file_id,
    lines,
    mandatory,
    text,
    truth,
    whole,
)

CENTRE_NAME = Setting("centre.name", "Expat Centre", mandatory, N_("Name of the centre"))
CENTRE_ADDRESS: Setting[tuple[str, ...]] = Setting(
    "centre.address", (), lines, N_("Address, line by line")
)
CENTRE_VAT_ID = Setting("centre.vat_id", "", text, N_("VAT id"))
CENTRE_CHAMBER_NUMBER = Setting("centre.chamber_number", "", text, N_("Chamber of Commerce number"))
CENTRE_PHONE = Setting("centre.phone", "", text, N_("Phone"))
CENTRE_EMAIL = Setting("centre.email", "", text, N_("E-mail"))
CENTRE_WEBSITE = Setting("centre.website", "", text, N_("Website"))
NO_LOGO: Final = 0
CENTRE_LOGO = Setting(
    "centre.logo",
    NO_LOGO,  # else the id of a stored file
    file_id,
    N_("Logo"),
    N_("It stands at the head of every paper. PNG or JPEG, at most 2 MB."),
)

CASH_ALLOWED = Setting(
    "till.cash_allowed",
    False,
    truth,
    N_("Cash is accepted"),
    N_("Cash totals are rounded to five cents; announce it at the desk."),
)
VAT_MODE = choice(
    "till.vat_mode",
    N_("VAT on documents"),
    "normal",
    "kor",
    "exempt",
    hint=N_("Normal, small-business scheme (KOR) or exempt."),
)
RECEIPT_LAYOUT = choice("till.layout", N_("Paper of the receipt"), "a5", "roll", "roll58")
RECEIPT_LANGUAGE = choice("till.language", N_("Language of the receipt"), "both", "en", "nl")
PRINTER = profiles.PRINTER
NO_PRINTER: Final = profiles.NO_PRINTER

# Ledger accounts that documents of the till post to; a product names its own for turnover.
ACCOUNT_PIN = Setting("accounts.pin", "1110", mandatory, N_("Ledger account of PIN payments"))
ACCOUNT_CASH = Setting("accounts.cash", "1000", mandatory, N_("Ledger account of cash"))
ACCOUNT_ONLINE = Setting(
    "accounts.online", "1120", mandatory, N_("Ledger account of online payments")
)
ACCOUNT_BANK = Setting("accounts.bank", "1100", mandatory, N_("Ledger account of the bank"))
ACCOUNT_VAT = Setting("accounts.vat", "1520", mandatory, N_("Ledger account of VAT"))
ACCOUNT_ROUNDING = Setting(
    "accounts.rounding", "4990", mandatory, N_("Ledger account of cash rounding")
)

HOLD_MINUTES = Setting(
    "booking.hold_minutes",
    10,
    whole(1, 120),
    N_("Minutes a place is kept while its form is open"),
)
GRID_MINUTES = Setting(
    "booking.grid_minutes",
    15,
    whole(5, 60, step=5),
    N_("Minutes between the starts that are offered"),
)
SPLIT_FREE_DAYS = Setting(
    "case.split_free_days",
    30,
    whole(0, 366),
    N_("Days within which one of a family may come later without a new fee"),
)
CERTIFICATE_WEEKS = Setting(
    "case.certificate_weeks",
    6,
    whole(1, 52),
    N_("Weeks within which a certificate may be handed in later"),
)
TEMPORARY_ADDRESS_MONTHS = Setting(
    "case.temporary_address_months",
    3,
    whole(1, 12),
    N_("Months for which an employer's address may be used"),
)
OFFER_HOURS = Setting(
    "booking.offer_hours",
    24,
    whole(1, 96),
    N_("Hours for which a place is kept for somebody on the waiting list"),
)
CHILD_UNDER = Setting("people.child_under", 18, whole(1, 27), N_("A child is younger than (years)"))
LATE_MINUTES = Setting(
    "late.minutes", 10, whole(0, 120), N_("Minutes after which a visitor is late")
)
NAMES_HIDDEN_AFTER = Setting(
    "desk.names_hidden_after",
    5,
    whole(0, 120),
    N_("Minutes without a key after which names are hidden"),
    N_("0: never by themselves."),
)

RETENTION_VISIT_MONTHS = Setting(
    "retention.visit_months",
    12,
    whole(1, 120),
    N_("Months until a visit becomes anonymous"),
)
RETENTION_PAPER_MONTHS = Setting(
    "retention.paper_months",
    3,
    whole(1, 120),
    N_("Months until the lists of papers are cleared"),
)
# Dutch tax law asks for seven years after the book year; more is allowed, less is not.
RETENTION_RECIPIENT_YEARS = Setting(
    "retention.recipient_years",
    7,
    whole(7, 20),
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
    CENTRE_LOGO,
    CASH_ALLOWED,
    VAT_MODE,
    RECEIPT_LAYOUT,
    RECEIPT_LANGUAGE,
    *(setting for profile in PROFILES.values() for setting in profile.all),
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
)


def named(name: str) -> Setting[object] | None:
    """The setting of this name; None for one that this program does not know."""
    return next((setting for setting in ALL if setting.name == name), None)
