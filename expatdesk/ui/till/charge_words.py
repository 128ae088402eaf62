"""The words over and under a charge: for whom it is, and what Enter will do."""

from __future__ import annotations

from expatdesk.clock import local
from expatdesk.formats import amount, time_hm
from expatdesk.i18n import _
from expatdesk.services.till.types import ChargeSheet
from expatdesk.ui.kit import veiled
from expatdesk.ui.till.bill import Bill
from expatdesk.ui.till.form import Form, Way


def title_words(sheet: ChargeSheet | None, *, narrow: bool) -> str:
    """Whose charge it is; F12 covers the name."""
    if sheet is None:
        return _("Charge")
    name = veiled(sheet.title or sheet.latin)
    if sheet.party_size == 1 or narrow:
        return _("Charge — {name}").format(name=name)
    return _("Charge — {name} · family of {count}").format(name=name, count=sheet.party_size)


def reference_words(sheet: ChargeSheet | None, *, narrow: bool) -> str:
    """Which appointment it is; without room the size of the family stands here."""
    if sheet is None:
        return ""
    time = time_hm(local(sheet.starts_at))
    words = _("Appointment {code} · {time}").format(code=sheet.visit_code, time=time)
    if narrow and sheet.party_size > 1:
        party = _("family of {count}").format(count=sheet.party_size)
        words = f"{party} · {words}"
    return words


def take_words(form: Form, bill: Bill | None) -> str:
    """What the primary button will do."""
    if bill is None:
        return _("Take and print receipt")
    if bill.free:
        return _("Settle without receipt")
    if form.way is Way.ACCOUNT:
        return _("Put on account and print slip")
    words = (
        _("Take {amount} and mail receipt") if form.mail else _("Take {amount} and print receipt")
    )
    return words.format(amount=amount(bill.to_pay))


def kept_words() -> str:
    """Of a charge whose draft was found again."""
    return _("This charge was interrupted: nothing has been taken. Press Enter to take it now.")
