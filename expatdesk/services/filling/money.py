"""Writes documents, accounts and charges in bulk."""

from __future__ import annotations

from sqlalchemy import select

from expatdesk.model.appointments import CaseReceipt
from expatdesk.model.services import Desk
from expatdesk.model.till import (
    Charge,
    LineBalance,
    NumberSeries,
    Payment,
    Posting,
    Receipt,
    ReceiptLine,
    ReceiptPrint,
    ReceiptRecipient,
    ReceiptSeal,
    UnbilledCharge,
    UnbilledLine,
)
from expatdesk.services.filling.accounts import charge, put_on_account
from expatdesk.services.filling.documents import issue, logged
from expatdesk.services.filling.ledger import Houses, Ledger
from expatdesk.services.filling.past import Past
from expatdesk.services.filling.rows import insert_all
from expatdesk.services.till.tariffs import load_tariff
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair


def write_money(tx: Tx, past: Past) -> None:
    """Documents in the order in which they were issued, then accounts, then charges."""
    desks = tx.rows(select(Desk.id, Desk.name_en, Desk.name_nl))
    ledger = Ledger(load_tariff(tx), Houses(tx), {row[0]: Pair(row[1], row[2]) for row in desks})
    for document in sorted(past.documents, key=lambda one: one.at):
        issue(ledger, document)
        past.log.append(logged(ledger, document))
    slips = put_on_account(ledger, past)
    charge(ledger, past, slips)
    for table in (
        NumberSeries,
        Receipt,
        ReceiptLine,
        Payment,
        Posting,
        ReceiptRecipient,
        ReceiptSeal,
        LineBalance,
        ReceiptPrint,
        CaseReceipt,
        UnbilledCharge,
        UnbilledLine,
        Charge,
    ):
        if table is NumberSeries:
            counters = [{"code": code, "next": n} for code, n in sorted(ledger.next_of.items())]
            insert_all(tx, table, counters)
        else:
            insert_all(tx, table, ledger.rows.get(table, ()))
