"""Each view in both languages and both themes: everything has a name, and no word is cut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from services.till.selling import COUPLE, FAMILY_OF_FOUR, SINGLE, Desk

from expatdesk.services.till.types import ChargeRequest, Recipient, Tender
from expatdesk.terms import Means
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import CheckField, say
from expatdesk.ui.theme import Theme
from expatdesk.ui.till.day_list import DayList
from tests.ui import audit
from tests.ui.till.counter import ENTER, TODAY, Window

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


def taken(window: Window, selling: Desk) -> None:
    """Change is to be given, and a part of the party is still to pay."""
    visit = selling.visit(COUPLE, day=TODAY)
    till = window.open(visit=visit.visit_id)
    window.click(till.charge.lines.rows.itemAt(2).widget().findChild(CheckField))
    window.press(Key.Key_F5)
    window.type("100")
    window.press(ENTER)


def decided(window: Window, selling: Desk) -> None:
    """One line is exempt, one dropped, one for later, and a form is open."""
    rule = selling.centre.founded.exemptions["researcher"]
    marks = {"exemption_id": rule, "exemption_proof": "Hosting agreement"}
    visit = selling.visit(FAMILY_OF_FOUR, day=date(2019, 12, 16), **marks)
    till = window.open(visit=visit.visit_id)
    lines = till.charge.lines
    window.click(lines.rows.itemAt(2).widget().findChild(CheckField))
    row = lines.rows.itemAt(0).widget()
    window.click(row.buttons.itemAt(row.buttons.count() - 1).widget())
    row = lines.rows.itemAt(0).widget()
    window.click(row.buttons.itemAt(row.buttons.count() - 1).widget())
    window.type("a mistake")
    window.press(ENTER)
    lines.rows.itemAt(4).widget().exempt_wanted.emit(lines.rows.itemAt(4).widget())
    window.settle()


def partly_settled(window: Window, selling: Desk) -> None:
    visit = selling.visit(COUPLE, day=TODAY)
    request = ChargeRequest(
        visit.visit_id, (Tender(Means.PIN, 6050),), person_ids=visit.persons[:1]
    )
    selling.centre.till.charge(selling.actor, request, key=selling.key())
    window.open(visit=visit.visit_id)


def full_list(window: Window, selling: Desk) -> None:
    """Every kind of document, by every means."""
    till = selling.centre.till
    for means in (Means.ONLINE, Means.BANK_TRANSFER):
        selling.charge(selling.visit(SINGLE, day=TODAY), Tender(means, 6050))
    both = (Tender(Means.CASH, 5000), Tender(Means.PIN, 7101))
    sold = selling.charge(selling.visit(FAMILY_OF_FOUR, day=TODAY), *both)
    till.refund_in_full(selling.actor, sold.receipt_id, Means.CASH, "twice", key=selling.key())
    sold = selling.charge(selling.visit(SINGLE, day=TODAY))
    wrong, right = Means.PIN, Means.CASH
    till.correct_means(selling.actor, sold.receipt_id, wrong, right, "no", key=selling.key())
    company = Recipient("Meridiaan Biotech", ("Einsteinweg 55",))
    till.invoice_for(selling.actor, sold.receipt_id, company, key=selling.key())
    firm = selling.organisation("Internationaal Samenwerkingsverband Meridiaan Biotech B.V.")
    visit = selling.visit(SINGLE, day=TODAY, payer="employer", payer_party_id=firm)
    till.put_on_account(selling.actor, visit.visit_id, key=selling.key())
    window.open()


VIEWS = (
    charge,
    split,
    account,
    adding,
    document,
    refunding,
    correcting,
    invoicing,
    slip,
    home,
    taken,
    decided,
    partly_settled,
    full_list,
)


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


def cut_cells(table: DayList) -> list[str]:
    """Titles and words of the list that do not fit; the name of an account may be cut."""
    found = []
    for at, column in enumerate(table.rows_model.columns):
        if table.isColumnHidden(at):
            continue
        room = table.columnWidth(at) - 20
        title = say(column.title)
        if QFontMetricsF(font("small_strong")).horizontalAdvance(title) > room:
            found.append(title)
        for row in table.rows_model.rows():
            if column.name == "kind" and row.slip is not None:
                continue
            pill = column.state is not None
            role = "small_strong" if pill else "strong" if column.strong else "text"
            words = column.text(row)
            wide = QFontMetricsF(font(role)).horizontalAdvance(words) + (18 if pill else 0)
            if wide > room:
                found.append(words)
    return found


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("typed", ["", "2026"])
def test_kind_and_means_stand_whole_in_the_list(
    window: Window, selling: Desk, language: str, size: tuple[int, int], typed: str
) -> None:
    window.window.resize(*size)
    full_list(window, selling)
    window.desk.set_language(language)
    window.settle()
    table, search = window.till.home.list, window.till.home.search
    if typed:
        search.setFocus()
        window.type(typed)
    for name in ("number", "kind", "total", "means", "paper"):
        assert not table.isColumnHidden(table.rows_model.column_named(name))
    assert cut_cells(table) == []
    hint = QFontMetricsF(search.font()).horizontalAdvance(search.placeholderText())
    assert hint <= search.width() - 22
