"""The laws attacked with plain SQL: whatever the program does, issued documents stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from expatdesk.model.till import LineBalance, ReceiptRecipient
from expatdesk.storage.errors import LawBroken, violated
from expatdesk.storage.laws import centre_laws
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import DocumentKind

FOR_EVER = ["receipt", "receipt_line", "payment", "posting", "receipt_seal"]
GUARDED = [*FOR_EVER, "number_series", "line_balance", "event_log", "receipt_recipient"]
ONLY_SQLITE = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


def attack(store: Store, statement: str, **values: object) -> str:
    """Run plain SQL in a transaction of its own; the law that refuses it."""
    with pytest.raises(IntegrityError) as caught, store.writing() as tx:
        tx.connection.execute(text(statement), values)
    assert isinstance(caught.value, LawBroken), caught.value
    return violated(caught.value)


def refused(store: Store, work: Callable[[Tx], object]) -> str:
    """The law that refuses what `work` does."""
    with pytest.raises(LawBroken) as caught, store.writing() as tx:
        work(tx)
    return caught.value.law


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as tx:
        return {
            table: [tuple(row) for row in tx.rows(f"SELECT * FROM {table}")] for table in GUARDED
        }


@pytest.fixture
def issued(till, store: Store) -> int:
    """Two sealed receipts, with a log entry and a recipient for the first; the first's id."""
    with store.writing() as tx:
        first = till.open_receipt(tx)
        line = till.fill(tx, first)
        tx.insert(
            ReceiptRecipient, receipt_id=first, name="Ada Nováková", address="Plein 1", salt="x"
        )
        till.seal(tx, first)
        tx.insert(LineBalance, line_id=line, sold=6050, credited=0)
        tx.execute(
            "INSERT INTO event_log (at, subject, subject_id, action, details)"
            " VALUES (:now, 'receipt', 1, 'issued', '{}')",
            {"now": tx.now},
        )
    till.issue()
    return first


class TestIssuedDocumentsAreForEver:
    @pytest.mark.parametrize("table", FOR_EVER)
    def test_no_row_is_updated(self, store: Store, issued: int, table: str) -> None:
        column = "receipt_id" if table != "receipt" else "total"
        assert attack(store, f"UPDATE {table} SET {column} = {column}") == "issued_is_for_ever"

    @pytest.mark.parametrize("table", FOR_EVER)
    def test_no_row_is_deleted(self, store: Store, issued: int, table: str) -> None:
        before = everything(store)
        assert attack(store, f"DELETE FROM {table}") == "issued_is_for_ever"
        assert everything(store) == before

    @ONLY_SQLITE
    @pytest.mark.parametrize("table", GUARDED)
    @pytest.mark.parametrize("verb", ["REPLACE", "INSERT OR REPLACE", "INSERT OR IGNORE"])
    def test_no_row_is_replaced(self, store: Store, issued: int, table: str, verb: str) -> None:
        before = everything(store)
        attack(store, f"{verb} INTO {table} SELECT * FROM {table}")
        assert everything(store) == before

    @ONLY_SQLITE
    def test_no_row_is_replaced_by_a_connection_that_sets_nothing(
        self, store: Store, issued: int
    ) -> None:
        """Without recursive triggers and foreign keys, as any other program connects."""
        import sqlcipher3.dbapi2 as sqlite

        raw = sqlite.connect(str(store.place.database_file), isolation_level=None)
        try:
            for table in GUARDED:
                with pytest.raises(sqlite.IntegrityError, match="law "):
                    raw.execute(f"REPLACE INTO {table} SELECT * FROM {table}")
        finally:
            raw.close()

    @ONLY_SQLITE
    @pytest.mark.parametrize(
        "key", ["id", "series, number", "position", "label", "prev_hash", "hash", "key"]
    )
    def test_a_receipt_is_not_replaced_by_any_of_its_keys(
        self, store: Store, till, issued: int, key: str
    ) -> None:
        """Each unique key alone would let REPLACE take the old row away."""
        with store.reading() as tx:
            old = tx.first(f"SELECT {key} FROM receipt WHERE id = :id", {"id": issued})
        assert old is not None
        taken = dict(old._mapping)
        refused(store, lambda tx: _replace_receipt(tx, till, taken))

    @ONLY_SQLITE
    def test_no_row_is_replaced_by_an_update(self, store: Store, issued: int) -> None:
        attack(store, "UPDATE OR REPLACE receipt SET id = id + 1")
        attack(store, "UPDATE OR REPLACE number_series SET code = 'chain'")
        attack(store, "UPDATE OR REPLACE line_balance SET line_id = line_id + 1")

    @ONLY_SQLITE
    def test_an_id_below_one_cannot_be_taken(self, store: Store, issued: int) -> None:
        statement = (
            "INSERT INTO event_log (id, at, subject, subject_id, action)"
            " VALUES (-1, 1, 'receipt', 1, 'issued')"
        )
        assert attack(store, statement) == "log_is_kept"

    @ONLY_POSTGRESQL
    @pytest.mark.parametrize("table", GUARDED)
    def test_no_table_is_emptied(self, store: Store, issued: int, table: str) -> None:
        before = everything(store)
        attack(store, f"TRUNCATE {table} CASCADE")
        assert everything(store) == before

    @pytest.mark.parametrize("table", ["receipt_seal", "number_series", "receipt_recipient"])
    def test_no_row_is_changed_by_an_upsert(self, store: Store, issued: int, table: str) -> None:
        key = "code" if table == "number_series" else "receipt_id"
        before = everything(store)
        attack(
            store,
            f"INSERT INTO {table} SELECT * FROM {table} WHERE true"
            f" ON CONFLICT ({key}) DO UPDATE SET {key} = {table}.{key}",
        )
        assert everything(store) == before


def _replace_receipt(tx: Tx, till, taken: dict[str, object]) -> None:
    from sqlalchemy import insert

    from expatdesk.model.till import Receipt

    plain = tx.insert

    def replacing(_cls: object, **values: object) -> int:
        tx.execute(insert(Receipt).prefix_with("OR REPLACE").values(**values))
        return 0

    tx.insert = replacing  # type: ignore[method-assign]
    try:
        till.open_receipt(tx, **taken)
    finally:
        tx.insert = plain  # type: ignore[method-assign]


class TestNumbersHaveNoGaps:
    def test_receipts_are_numbered_one_after_the_other(self, store: Store, till) -> None:
        for _ in range(3):
            till.issue()
        with store.reading() as tx:
            assert [tuple(row) for row in tx.rows("SELECT number, position FROM receipt")] == [
                (1, 1),
                (2, 2),
                (3, 3),
            ]

    @pytest.mark.parametrize("number", [1, 2, 4, 5, 0, -1])
    def test_no_other_number_is_taken(self, store: Store, till, number: int) -> None:
        till.issue()
        till.issue()
        law = refused(store, lambda tx: till.open_receipt(tx, number=number))
        assert law in {"numbers_without_gaps", "issued_is_for_ever"}

    def test_a_series_counts_only_by_one(self, store: Store, issued: int) -> None:
        for change in ("next = next + 2", "next = next - 1", "next = next", "next = 1"):
            assert attack(store, f"UPDATE number_series SET {change}") == "numbers_without_gaps"

    def test_a_series_counts_on_only_when_its_number_was_used(
        self, store: Store, issued: int
    ) -> None:
        count = "UPDATE number_series SET next = next + 1 WHERE code = 'receipt:2026'"

        def twice(tx: Tx) -> None:
            tx.execute(count)
            tx.execute(count)

        assert refused(store, twice) == "numbers_without_gaps"

    def test_a_series_is_neither_deleted_nor_begun_in_the_middle(
        self, store: Store, issued: int
    ) -> None:
        assert attack(store, "DELETE FROM number_series") == "numbers_without_gaps"
        begun = "INSERT INTO number_series (code, next) VALUES ('credit:2026', 7)"
        assert attack(store, begun) == "numbers_without_gaps"


class TestTheChainIsWhole:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"prev_hash": "f" * 64},
            {"prev_hash": "0" * 64},
            {"issued_at": 1},
            {"position": 7},
            {"position": 0},
        ],
        ids=["unknown hash", "a second beginning", "earlier", "a gap", "before the first"],
    )
    def test_a_document_follows_the_one_before(
        self, store: Store, till, issued: int, wrong: dict[str, object]
    ) -> None:
        law = refused(store, lambda tx: till.open_receipt(tx, **wrong))
        assert law in {"chain_is_whole", "numbers_without_gaps", "issued_is_for_ever"}

    def test_the_first_names_sixty_four_zeros(self, store: Store, till) -> None:
        law = refused(store, lambda tx: till.open_receipt(tx, prev_hash="1" * 64))
        assert law == "chain_is_whole"

    @ONLY_SQLITE
    def test_after_a_document_without_a_seal_nothing_is_issued(self, store: Store, till) -> None:
        """SQLite cannot look at the commit, so it looks at the next document."""
        with store.writing() as tx:
            till.open_receipt(tx)
        assert refused(store, till.open_receipt) == "chain_is_whole"

    @ONLY_POSTGRESQL
    def test_a_document_without_a_seal_is_not_committed(self, store: Store, till) -> None:
        assert refused(store, till.open_receipt) == "sealed_is_whole"


class TestASealedDocumentIsWhole:
    @pytest.mark.parametrize(
        "wrong", [{"gross": 6051}, {"vat": 1049}, {"paid": 6000}, {"posted": -6049}]
    )
    def test_sums_must_agree(self, store: Store, till, wrong: dict[str, int]) -> None:
        def issue(tx: Tx) -> None:
            receipt = till.open_receipt(tx)
            till.fill(tx, receipt, **wrong)
            till.seal(tx, receipt)

        assert refused(store, issue) == "sealed_is_whole"

    def test_cash_rounding_is_part_of_what_is_paid(self, store: Store, till) -> None:
        with store.writing() as tx:
            receipt = till.open_receipt(tx, rounding=-2)
            till.fill(tx, receipt, paid=6048)
            till.seal(tx, receipt)

    def test_nothing_is_added_later(self, store: Store, till, issued: int) -> None:
        late: list[Callable[[Tx], object]] = [
            lambda tx: till.line(tx, issued, ordinal=2, gross=0, vat=0),
            lambda tx: till.payment(tx, issued, 0, ordinal=2),
            lambda tx: till.post(tx, issued, "1200", 0),
            lambda tx: tx.insert(
                ReceiptRecipient, receipt_id=issued + 1, name="B", address="", salt="y"
            ),
        ]
        assert {refused(store, work) for work in late} == {"sealed_is_whole"}

    def test_a_linked_invoice_is_not_paid_again(self, store: Store, till) -> None:
        def invoice(tx: Tx) -> None:
            receipt = till.open_receipt(tx, kind=DocumentKind.INVOICE)
            till.fill(tx, receipt)
            till.seal(tx, receipt)

        assert refused(store, invoice) == "sealed_is_whole"

    def test_a_correction_has_no_turnover(self, store: Store, till) -> None:
        def correct(tx: Tx) -> None:
            receipt = till.open_receipt(tx, kind=DocumentKind.CORRECTION)
            till.fill(tx, receipt)
            till.seal(tx, receipt)

        assert refused(store, correct) == "sealed_is_whole"


class TestCreditsAreCounted:
    def test_never_more_is_credited_than_was_sold(self, store: Store, issued: int) -> None:
        with store.writing() as tx:
            tx.execute("UPDATE line_balance SET credited = sold")
        with pytest.raises(IntegrityError) as caught, store.writing() as tx:
            tx.execute("UPDATE line_balance SET credited = sold + 1")
        assert violated(caught.value) == "ck_line_balance_credited"

    @pytest.mark.parametrize("change", ["sold = sold + 1", "credited = credited - 1"])
    def test_what_was_sold_stays(self, store: Store, issued: int, change: str) -> None:
        assert attack(store, f"UPDATE line_balance SET {change}") == "credits_are_counted"

    def test_a_balance_is_not_deleted(self, store: Store, issued: int) -> None:
        assert attack(store, "DELETE FROM line_balance") == "credits_are_counted"

    def test_a_line_that_names_another_takes_back(self, store: Store, till, issued: int) -> None:
        def sell(tx: Tx) -> None:
            receipt = till.open_receipt(tx)
            till.line(tx, receipt, gross=1, vat=0, original_line_id=1)

        assert refused(store, sell) == "credits_are_counted"


class TestWhatMayBeErased:
    def test_a_recipient_is_kept_for_seven_book_years(
        self, store: Store, till, issued: int
    ) -> None:
        assert attack(store, "DELETE FROM receipt_recipient") == "recipient_is_kept"

    def test_a_recipient_older_than_that_may_go(self, store: Store, till) -> None:
        with store.writing() as tx:
            receipt = till.open_receipt(tx, day=date(2015, 12, 31))
            till.fill(tx, receipt)
            tx.insert(ReceiptRecipient, receipt_id=receipt, name="A", address="", salt="x")
            till.seal(tx, receipt)
        assert attack(store, "UPDATE receipt_recipient SET name = 'B'") == "recipient_is_kept"
        with store.writing() as tx:
            tx.execute("DELETE FROM receipt_recipient")
        with store.reading() as tx:
            assert tx.scalar("SELECT count(*) FROM receipt_recipient") == 0

    def test_the_log_is_kept_for_its_term(self, store: Store, issued: int) -> None:
        assert attack(store, "DELETE FROM event_log") == "log_is_kept"
        assert attack(store, "UPDATE event_log SET details = '{}'") == "log_is_kept"
        with store.writing() as tx:
            tx.execute(
                "INSERT INTO event_log (at, subject, subject_id, action)"
                " VALUES (1500000000, 'visit', 1, 'booked')"
            )
            tx.execute("DELETE FROM event_log WHERE at < 1600000000")


class TestInstalling:
    def test_laws_are_put_back_as_they_were(self, store: Store) -> None:
        laws = centre_laws()
        with store.writing() as tx:
            before = laws.catalogue(tx.connection)
            laws.drop(tx.connection)
            assert laws.catalogue(tx.connection) == {}
            laws.install(tx.connection)
            assert laws.catalogue(tx.connection) == before
        assert before

    def test_every_law_stands_in_the_database(self, store: Store) -> None:
        laws = centre_laws()
        with store.reading() as tx:
            written = "\n".join(laws.catalogue(tx.connection).values())
        assert all(f"law {law.name}: " in written for law in laws.laws)
