"""Till documents written with plain statements, as a service writes them and as none would."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert
from storage.disks import small_disk

from expatdesk.model.services import Desk
from expatdesk.model.staff import Staff
from expatdesk.model.till import Payment, Posting, Receipt, ReceiptLine, ReceiptSeal
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import DeskKind, DocumentKind, Means

__all__ = ["small_disk"]

GENESIS = "0" * 64
SERIES = "receipt:2026"


def next_of(tx: Tx, code: str) -> int:
    """Count a series up, as a service does; the number that was next."""
    found = tx.scalar(
        "UPDATE number_series SET next = next + 1 WHERE code = :code RETURNING next - 1",
        {"code": code},
    )
    if found is None:
        tx.execute("INSERT INTO number_series (code, next) VALUES (:code, 2)", {"code": code})
        return 1
    return int(found)


class Till:
    """Issues small documents. Each part can be left out or made wrong."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.writing() as tx:
            names = {"name_en": "Desk 1", "name_nl": "Balie 1"}
            self.desk = tx.insert(Desk, **names, kind=next(iter(DeskKind)), position=1)
            self.staff = tx.insert(Staff, name="Sanne Jansen", short_name="S. Jansen")

    def open_receipt(self, tx: Tx, **changed: object) -> int:
        """Number, position, hash and the row of a receipt, not yet sealed."""
        number, position = next_of(tx, SERIES), next_of(tx, "chain")
        values: dict[str, object] = {
            "kind": DocumentKind.RECEIPT,
            "series": SERIES,
            "number": number,
            "label": f"2026-{number:06}",
            "position": position,
            "issued_at": tx.now,
            "day": date(2026, 11, 24),
            "staff_id": self.staff,
            "desk_id": self.desk,
            "total": 6050,
            "vat": 1050,
            "rounding": 0,
            "face": "{}",
            "prev_hash": GENESIS if position == 1 else f"{position - 1:064}",
            "hash": f"{position:064}",
            "key": f"key {position}",
        }
        return tx.insert(Receipt, **{**values, **changed})

    def fill(
        self,
        tx: Tx,
        receipt: int,
        *,
        gross: int = 6050,
        vat: int = 1050,
        paid: int = 6050,
        posted: int = -6050,
    ) -> int:
        """One line, one payment, two postings; the line's id."""
        line = self.line(tx, receipt, gross=gross, vat=vat)
        self.payment(tx, receipt, paid)
        self.post(tx, receipt, "1200", 6050)
        self.post(tx, receipt, "8000", posted)
        return line

    def line(self, tx: Tx, receipt: int, *, ordinal: int = 1, **values: object) -> int:
        texts = {"text_en": "Registration", "text_nl": "Inschrijving", "product_code": "first"}
        return tx.insert(
            ReceiptLine,
            **texts,
            receipt_id=receipt,
            ordinal=ordinal,
            quantity=1,
            vat_points=2100,
            ledger_account="8000",
            **values,
        )

    def payment(self, tx: Tx, receipt: int, amount: int, ordinal: int = 1) -> None:
        tx.execute(
            insert(Payment).values(
                receipt_id=receipt,
                ordinal=ordinal,
                means=Means.PIN,
                amount=amount,
                paid_on=date(2026, 11, 24),
            )
        )

    def post(self, tx: Tx, receipt: int, account: str, amount: int) -> None:
        tx.insert(Posting, receipt_id=receipt, account=account, amount=amount)

    def seal(self, tx: Tx, receipt: int) -> None:
        tx.insert(ReceiptSeal, receipt_id=receipt)

    def issue(self) -> int:
        with self.store.writing() as tx:
            receipt = self.open_receipt(tx)
            self.fill(tx, receipt)
            self.seal(tx, receipt)
        return receipt


@pytest.fixture
def till(store: Store) -> Till:
    return Till(store)
