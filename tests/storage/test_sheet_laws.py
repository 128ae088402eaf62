"""The laws of the information sheets attacked with plain SQL, on both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from services.sheets.writing import FIRST
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from expatdesk.model.appointments import Case, Visit
from expatdesk.model.services import Service
from expatdesk.services.sheets.first import write_first
from expatdesk.storage.errors import LawBroken, violated
from expatdesk.storage.store import Store
from expatdesk.terms import AddressKind, Behalf, Source, VisitState

ONLY_SQLITE = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
GUARDED = ("sheet_version", "sheet_text", "sheet_given", "sheet")


@pytest.fixture
def shelf(store: Store) -> dict[str, int]:
    """Three published sheets, one of which was given; ids by code."""
    with store.writing() as tx:
        ids = write_first(tx, FIRST)
        visit = _visit(tx)
        tx.execute(
            "INSERT INTO sheet_given (visit_id, sheet_id, number, languages, way, at)"
            " VALUES (:visit, :sheet, 1, 'en nl', 'printed', 7)",
            {"visit": visit, "sheet": ids["bsn"]},
        )
    return ids


def _visit(tx: Any) -> int:
    names = {"name_en": "First registration", "name_nl": "Eerste inschrijving"}
    service = tx.insert(Service, **names, code="first_registration", position=1)
    case = tx.insert(Case, service_id=service, opened_at=tx.now)
    start = tx.now // 300 * 300
    return int(
        tx.insert(
            Visit,
            case_id=case,
            service_id=service,
            state=VisitState.PLANNED,
            day=date(2026, 11, 24),
            starts_at=start,
            ends_at=start + 600,
            party_size=1,
            language="en",
            source=Source.DESK,
            booker=Behalf.VISITOR,
            payer=Behalf.VISITOR,
            address_kind=AddressKind.HOME,
            booked_at=tx.now,
        )
    )


def attack(store: Store, statement: str, **values: object) -> str:
    """Runs plain SQL in a transaction of its own; the law that refuses it."""
    with pytest.raises(IntegrityError) as caught, store.writing() as tx:
        tx.connection.execute(text(statement), values)
    assert isinstance(caught.value, LawBroken), caught.value
    return violated(caught.value)


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as tx:
        return {
            table: sorted((tuple(row) for row in tx.rows(f"SELECT * FROM {table}")), key=repr)
            for table in GUARDED
        }


class TestPublishedIsForEver:
    @pytest.mark.parametrize(
        "change",
        ["title = 'x'", "body = 'x'", "source = 'x'", "facts = '[]'", "language = 'fr'",
         "changed_at = 1", "changed_in = 9", "version_id = version_id + 100"],
    )  # fmt: skip
    def test_no_published_text_changes(
        self, store: Store, shelf: dict[str, int], change: str
    ) -> None:
        before = everything(store)
        assert attack(store, f"UPDATE sheet_text SET {change}") == "published_is_for_ever"
        assert everything(store) == before

    @pytest.mark.parametrize(
        "change",
        ["number = 9", "sheet_id = sheet_id + 1", "published_at = 1", "staff_id = 1",
         "note = 'x'", "id = id + 100"],
    )  # fmt: skip
    def test_of_a_version_only_the_check_changes(
        self, store: Store, shelf: dict[str, int], change: str
    ) -> None:
        before = everything(store)
        assert attack(store, f"UPDATE sheet_version SET {change}") == "published_is_for_ever"
        assert everything(store) == before

    def test_the_check_of_a_version_may_change(self, store: Store, shelf: dict[str, int]) -> None:
        with store.writing() as tx:
            assert tx.changed("UPDATE sheet_version SET checked_on = NULL, valid_for_year = 2027")
            assert tx.changed("UPDATE sheet_text SET in_step_with = 2")

    @pytest.mark.parametrize("table", ["sheet_text", "sheet_version"])
    def test_nothing_published_is_deleted(
        self, store: Store, shelf: dict[str, int], table: str
    ) -> None:
        before = everything(store)
        assert attack(store, f"DELETE FROM {table}") == "published_is_for_ever"
        assert everything(store) == before

    def test_a_version_in_force_gets_no_other_text(
        self, store: Store, shelf: dict[str, int]
    ) -> None:
        statement = (
            "INSERT INTO sheet_text (version_id, language, title, body, changed_at, changed_in,"
            " in_step_with) SELECT v.id, 'nl', 'x', 'x', 1, 1, 1 FROM sheet_version v"
            " WHERE v.sheet_id = :sheet"
        )
        assert attack(store, statement, sheet=shelf["schools"]) == "published_is_for_ever"

    @ONLY_SQLITE
    @pytest.mark.parametrize("table", GUARDED)
    @pytest.mark.parametrize("verb", ["REPLACE", "INSERT OR REPLACE", "INSERT OR IGNORE"])
    def test_nothing_is_replaced(
        self, store: Store, shelf: dict[str, int], table: str, verb: str
    ) -> None:
        before = everything(store)
        attack(store, f"{verb} INTO {table} SELECT * FROM {table}")
        assert everything(store) == before

    @ONLY_SQLITE
    def test_nothing_is_replaced_by_another_key(self, store: Store, shelf: dict[str, int]) -> None:
        before = everything(store)
        statement = "INSERT OR REPLACE INTO sheet (code, number) VALUES ('bsn', 99)"
        assert attack(store, statement) == "versions_without_gaps"
        statement = "INSERT OR REPLACE INTO sheet (code, number) VALUES ('new', 2)"
        assert attack(store, statement) == "versions_without_gaps"
        attack(store, "UPDATE OR REPLACE sheet_version SET number = number + 1")
        attack(store, "UPDATE OR REPLACE sheet SET id = id + 1")
        assert everything(store) == before

    @ONLY_POSTGRESQL
    @pytest.mark.parametrize("table", GUARDED)
    def test_no_table_is_emptied(self, store: Store, shelf: dict[str, int], table: str) -> None:
        before = everything(store)
        attack(store, f"TRUNCATE {table} CASCADE")
        assert everything(store) == before


class TestVersionsHaveNoGaps:
    @pytest.mark.parametrize("number", [0, 1, 3, -1])
    def test_only_the_next_number_is_taken(
        self, store: Store, shelf: dict[str, int], number: int
    ) -> None:
        statement = (
            "INSERT INTO sheet_version (sheet_id, number, published_at) VALUES (:sheet, :number, 1)"
        )
        law = attack(store, statement, sheet=shelf["bsn"], number=number)
        assert law in {"versions_without_gaps", "published_is_for_ever"}

    @pytest.mark.parametrize("published", ["published + 1", "published + 2", "0", "published - 1"])
    def test_what_is_not_written_does_not_come_into_force(
        self, store: Store, shelf: dict[str, int], published: str
    ) -> None:
        law = attack(store, f"UPDATE sheet SET published = {published}")
        assert law == "versions_without_gaps"

    def test_a_version_without_a_text_does_not_come_into_force(
        self, store: Store, shelf: dict[str, int]
    ) -> None:
        with store.writing() as tx:
            tx.execute(
                "INSERT INTO sheet_version (sheet_id, number, published_at) VALUES (:sheet, 2, 1)",
                {"sheet": shelf["bsn"]},
            )
        statement = "UPDATE sheet SET published = 2 WHERE id = :sheet"
        assert attack(store, statement, sheet=shelf["bsn"]) == "versions_without_gaps"

    def test_a_new_sheet_begins_with_none(self, store: Store, shelf: dict[str, int]) -> None:
        statement = "INSERT INTO sheet (code, number, published) VALUES ('new', 99, 1)"
        assert attack(store, statement) == "versions_without_gaps"

    def test_a_published_sheet_is_never_deleted(self, store: Store, shelf: dict[str, int]) -> None:
        with store.writing() as tx:
            tx.execute("DELETE FROM sheet_pack_sheet")
        statement = "DELETE FROM sheet WHERE id = :sheet"
        assert attack(store, statement, sheet=shelf["schools"]) == "versions_without_gaps"

    def test_a_sheet_has_one_draft_at_a_time(self, store: Store, shelf: dict[str, int]) -> None:
        insert = (
            "INSERT INTO sheet_draft (sheet_id, state, base, updated_at)"
            " VALUES (:sheet, :state, 1, 1)"
        )
        with store.writing() as tx:
            for state in ("current", "set_aside", "set_aside"):
                tx.execute(insert, {"sheet": shelf["bsn"], "state": state})
        with pytest.raises(IntegrityError) as caught, store.writing() as tx:
            tx.execute(insert, {"sheet": shelf["bsn"], "state": "current"})
        assert violated(caught.value) == "uq_sheet_draft_current"


class TestGivenIsKept:
    @pytest.mark.parametrize("change", ["number = 9", "languages = 'fr'", "visit_id = visit_id"])
    def test_it_is_never_changed(self, store: Store, shelf: dict[str, int], change: str) -> None:
        assert attack(store, f"UPDATE sheet_given SET {change}") == "given_is_kept"

    def test_it_is_never_deleted(self, store: Store, shelf: dict[str, int]) -> None:
        assert attack(store, "DELETE FROM sheet_given") == "given_is_kept"

    @pytest.mark.parametrize("number", [0, 2, -1])
    def test_only_what_was_published_is_given(
        self, store: Store, shelf: dict[str, int], number: int
    ) -> None:
        statement = (
            "INSERT INTO sheet_given (visit_id, sheet_id, number, languages, way, at)"
            " SELECT visit_id, sheet_id, :number, languages, way, at FROM sheet_given"
        )
        assert attack(store, statement, number=number) == "given_is_kept"
