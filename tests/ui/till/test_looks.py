"""Each view in both languages and both themes: everything has a name, and no word is cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from services.till.selling import COUPLE, FAMILY_OF_FOUR, SINGLE, Desk

from expatdesk.services.till.types import Tender
from expatdesk.terms import Means
from expatdesk.ui.theme import Theme
from tests.ui import audit
from tests.ui.till.counter import TODAY, Window

Key = Qt.Key
SIZES = ((1440, 900), (1100, 700))


def charge(window: Window, selling: Desk) -> None:
    window.open(visit=selling.visit(FAMILY_OF_FOUR, day=TODAY).visit_id)
    window.press(Key.Key_F5)


def split(window: Window, selling: Desk) -> None:
    window.open(visit=selling.visit(COUPLE, day=TODAY).visit_id)
    window.press(Key.Key_F9)


def account(window: Window, selling: Desk) -> None:
    firm = selling.organisation()
    visit = selling.visit(SINGLE, day=TODAY, payer="employer", payer_party_id=firm)
    window.open(visit=visit.visit_id)


def adding(window: Window, selling: Desk) -> None:
    till = window.open(visit=selling.visit(SINGLE, day=TODAY).visit_id)
    window.click(till.charge.lines.add_link)


def document(window: Window, selling: Desk) -> None:
    sold = selling.charge(selling.visit(FAMILY_OF_FOUR, day=TODAY), Tender(Means.CASH, 12100))
    window.open(receipt=sold.receipt_id)


def refunding(window: Window, selling: Desk) -> None:
    document(window, selling)
    window.press(Key.Key_F7)


def correcting(window: Window, selling: Desk) -> None:
    document(window, selling)
    window.press(Key.Key_F8)


def invoicing(window: Window, selling: Desk) -> None:
    document(window, selling)
    window.press(Key.Key_F9)


def slip(window: Window, selling: Desk) -> None:
    firm = selling.organisation()
    visit = selling.visit(SINGLE, day=TODAY, payer="employer", payer_party_id=firm)
    done = selling.centre.till.put_on_account(selling.actor, visit.visit_id, key=selling.key())
    window.open(slip=done.value)
    window.press(Key.Key_F7)


def home(window: Window, selling: Desk) -> None:
    selling.charge(selling.visit(SINGLE, day=TODAY))
    window.open()


VIEWS = (charge, split, account, adding, document, refunding, correcting, invoicing, slip, home)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("nl", "dark")])
def test_everything_has_a_name_and_no_word_is_cut(
    window: Window,
    selling: Desk,
    dressed: Theme,
    view: Callable[[Window, Desk], None],
    language: str,
    theme: str,
) -> None:
    dressed.choose("dark" if theme == "dark" else "light")
    window.desk.set_language(language)
    view(window, selling)
    for size in SIZES:
        window.window.resize(*size)
        window.settle()
        assert audit.nameless(window.till) == []
        assert audit.cut_texts(window.till) == []
        assert audit.doubled_keys(window.window) == []
        assert audit.rich_labels(window.till) == []
