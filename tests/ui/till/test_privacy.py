"""F12 at the counter: nobody reads over a shoulder who is charged, who pays, and what is noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from services.till.selling import COUPLE, FAMILY_OF_FOUR, SINGLE, Desk

from expatdesk.services.till.types import ChargeRequest, LineChoice, Recipient, Tender
from expatdesk.terms import Means
from expatdesk.ui.till.inline import ExemptForm
from tests.ui.audit import readable
from tests.ui.till.counter import ENTER, TODAY, Window

Key = Qt.Key
SECRETS = (
    "Kwabena",
    "Nakamura",
    "Hooigracht",
    "Meridiaan",
    "forgot",
    "hosting",
    "cousin",
)
"""Of a visitor, a recipient, an address, a payer, and of three notes."""


def charge(window: Window, selling: Desk) -> None:
    """Above € 100, with the recipient's fields and each person's name."""
    window.open(visit=party(selling, FAMILY_OF_FOUR).visit_id)


def dropped(window: Window, selling: Desk) -> None:
    till = window.open(visit=party(selling, COUPLE).visit_id)
    row = till.charge.lines.rows.itemAt(2).widget()
    window.click(row.buttons.itemAt(row.buttons.count() - 1).widget())
    window.type("forgot the papers")
    window.press(ENTER)
    row = till.charge.lines.rows.itemAt(0).widget()
    window.click(row.buttons.itemAt(row.buttons.count() - 1).widget())
    window.type("forgot hers too")


def exempt(window: Window, selling: Desk) -> None:
    rule = selling.centre.founded.exemptions["researcher"]
    visit = party(selling, COUPLE, day=date(2019, 12, 16))
    till = window.open(visit=visit.visit_id)
    for at in (0, 2):
        row = till.charge.lines.rows.itemAt(at).widget()
        row.exempt_wanted.emit(row)
        window.settle()
        form = till.charge.lines.opened_form()
        assert isinstance(form, ExemptForm)
        form.rule.choose(rule)
        form.proof.field.setFocus()
        window.type("hosting agreement")
        if at == 0:
            window.press(ENTER)


def added(window: Window, selling: Desk) -> None:
    till = window.open(visit=party(selling, SINGLE).visit_id)
    window.click(till.charge.lines.add_link)
    till.charge.lines.add_form.reason.field.setFocus()
    window.type("a cousin")
    window.press(ENTER)


def settled(window: Window, selling: Desk) -> None:
    visit = party(selling, COUPLE)
    choices = (LineChoice(visit.persons[1], "forgot the papers"),)
    request = ChargeRequest(visit.visit_id, (Tender(Means.PIN, 6050),), choices)
    selling.centre.till.charge(selling.actor, request, key=selling.key())
    window.open(visit=visit.visit_id)


def account(window: Window, selling: Desk) -> None:
    window.open(visit=on_account(selling).visit_id)


def slip(window: Window, selling: Desk) -> None:
    window.open(visit=on_account(selling).visit_id)
    window.press(ENTER)
    window.press(Key.Key_F7)
    window.type("forgot who pays")


def slip_of_the_case(window: Window, selling: Desk) -> None:
    visit = on_account(selling)
    selling.centre.till.put_on_account(selling.actor, visit.visit_id, key=selling.key())
    window.open(visit=visit.visit_id)


def day(window: Window, selling: Desk) -> None:
    visit = on_account(selling)
    selling.centre.till.put_on_account(selling.actor, visit.visit_id, key=selling.key())
    window.open()


def document(window: Window, selling: Desk) -> None:
    """With a recipient, a reason in its history, and an invoice that is being written."""
    sold = selling.charge(
        party(selling, FAMILY_OF_FOUR),
        recipient=Recipient("Nakamura Haruka", ("Hooigracht 12",)),
    )
    till = selling.centre.till
    wrong, right = Means.PIN, Means.CASH
    till.correct_means(selling.actor, sold.receipt_id, wrong, right, "forgot", key=selling.key())
    window.open(receipt=sold.receipt_id)
    window.press(Key.Key_F9)
    window.type("Meridiaan Biotech")


def refund(window: Window, selling: Desk) -> None:
    sold = selling.charge(party(selling, SINGLE))
    window.open(receipt=sold.receipt_id)
    window.press(Key.Key_F7)
    window.type("forgot the papers")


VIEWS = (
    charge,
    dropped,
    exempt,
    added,
    settled,
    account,
    slip,
    slip_of_the_case,
    day,
    document,
    refund,
)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_nothing_about_anybody_is_read_while_names_are_hidden(
    window: Window, selling: Desk, view: Callable[[Window, Desk], None]
) -> None:
    view(window, selling)
    assert secrets_in(window.till), "the test must have something to hide"
    window.press(Key.Key_F12)
    assert secrets_in(window.till) == []
    assert window.till.panel.pane.page_count() == 0
    window.press(Key.Key_F12)
    assert secrets_in(window.till)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_what_is_opened_while_names_are_hidden_hides_them_too(
    window: Window, selling: Desk, view: Callable[[Window, Desk], None]
) -> None:
    window.desk.hide_names(hidden=True)
    view(window, selling)
    assert secrets_in(window.till) == []
    assert window.till.panel.pane.page_count() == 0


def test_no_large_paper_is_left_or_opened_while_names_are_hidden(
    window: Window, selling: Desk
) -> None:
    sold = selling.charge(party(selling, SINGLE))
    window.open(receipt=sold.receipt_id)
    preview = window.till.panel.preview
    preview.open_large()
    assert preview._large is not None
    window.desk.hide_names(hidden=True)  # as the watch does when nobody has touched a key
    assert preview._large is None
    preview.open_large()
    assert preview._large is None, "F11 does not bring it back"


def party(selling: Desk, roles: tuple[object, ...], **columns: object) -> object:
    people = [selling.person("Kwabena Owusu") for _ in roles]
    return selling.visit(roles, persons=people, **{"day": TODAY, **columns})


def on_account(selling: Desk) -> object:
    firm = selling.organisation("Meridiaan Biotech")
    return party(selling, SINGLE, payer="employer", payer_party_id=firm)


def secrets_in(page: QWidget) -> list[str]:
    return [text for text in readable(page).split("\n") if any(each in text for each in SECRETS)]
