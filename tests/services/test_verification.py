"""Verify says of a sound centre that every law holds, and names each law that is broken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from databases import Templates
from samples import Samples

from expatdesk.clock import FixedClock
from expatdesk.model.files import StoredFile
from expatdesk.services.verification import verify
from expatdesk.storage.store import Store

WEDNESDAY = "2026-11-25 11:05"
ONLY_SQLITE = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)

# The law, what is done to it, and what is named of it.
BROKEN = [
    ("hold their desks", "DELETE FROM occupancy WHERE appointment_id = {active}", "appointment"),
    (
        "hold their desks",
        (
            "UPDATE visit SET squeeze_reason = 'x' WHERE id = (SELECT visit_id FROM appointment"
            " WHERE id = {active})"
        ),
        "appointment",
    ),
    (
        "share a desk",
        (
            "UPDATE appointment SET (starts_at, ends_at, busy_until, desk_id) ="
            " (SELECT starts_at, ends_at, busy_until, desk_id FROM appointment WHERE id = {active})"
            " WHERE id = (SELECT max(id) FROM appointment WHERE active AND id <> {active})"
        ),
        "appointment",
    ),
    ("held belong to a hold", "DELETE FROM hold_step", "hold 1"),
    (
        "first step to their last",
        "UPDATE visit SET ends_at = ends_at + 300 WHERE id = 9",
        "visit 9",
    ),
    (
        "first step to their last",
        "UPDATE visit SET state = 'cancelled_by_visitor' WHERE state = 'at_desk'",
        "visit",
    ),
    ("their day in Amsterdam", "UPDATE visit SET day = '2026-11-24' WHERE id = 9", "visit 9"),
    ("has its time", "UPDATE visit SET arrived_at = NULL WHERE state = 'arrived'", "visit"),
    ("one chain", "UPDATE receipt SET face = replace(face, '60', '61') WHERE id = 5", "20"),
    ("one chain", "UPDATE receipt SET issued_at = issued_at + 86400000 WHERE id = 5", "20"),
    (
        "no gaps",
        "UPDATE number_series SET next = next + 1 WHERE code = 'receipt:2026'",
        "receipt:2026",
    ),
    ("no gaps", "UPDATE number_series SET next = next + 1 WHERE code = 'chain'", "chain"),
    ("no gaps", "UPDATE number_series SET next = next + 1 WHERE code = 'slip:2026'", "slip:2026"),
    ("what its face says", "UPDATE receipt_line SET text_en = 'Gift' WHERE id = 7", "20"),
    ("what its face says", "UPDATE receipt SET day = '2020-02-02' WHERE id = 5", "20"),
    ("add up to their totals", "UPDATE payment SET amount = amount + 1 WHERE id = 3", "20"),
    ("add up to their totals", "UPDATE receipt_line SET vat = vat + 1 WHERE id = 7", "20"),
    ("add up to their totals", "DELETE FROM receipt_seal WHERE receipt_id = 5", "20"),
    ("add up to zero", "UPDATE posting SET amount = amount + 1 WHERE id = 3", "20"),
    ("Names on invoices", "UPDATE receipt_recipient SET name = 'Somebody Else'", "20"),
    ("Names on invoices", "DELETE FROM receipt_recipient", "20"),
    (
        "more is credited",
        (
            "UPDATE line_balance SET credited = 1 WHERE line_id = (SELECT min(line_id)"
            " FROM line_balance WHERE credited = 0)"
        ),
        "20",
    ),
    ("fit their originals", "UPDATE receipt SET original_id = NULL WHERE kind = 'credit'", "C20"),
    ("stands on accounts", "UPDATE unbilled_charge SET net = net + 1 WHERE id = 2", "S20"),
    ("charged once", "UPDATE charge SET gross = gross + 1 WHERE id = {paid}", "#"),
    (
        "charged once",
        (
            "INSERT INTO charge (case_id, visit_id, person_id, role, product_id, state, gross, at)"
            " SELECT case_id, visit_id, person_id, role, product_id, 'dropped', 0, at"
            " FROM charge WHERE id = {paid}"
        ),
        "#",
    ),
    ("case they belong to", "DELETE FROM case_receipt", "20"),
    ("found by name", "DELETE FROM person_search WHERE {row} = {person}", "person"),
    ("anonymous names nobody", "UPDATE visit SET anonymised_at = 1 WHERE id = 9", "visit 9"),
    (
        "anonymous names nobody",
        "UPDATE party SET anonymised_at = 1 WHERE id = {person}",
        "person",
    ),
    ("citizen service number", "UPDATE visit SET note = 'bsn 111222333' WHERE id = 9", "visit 9"),
]
WORDS = {
    "active": "(SELECT min(appointment_id) FROM occupancy)",
    "paid": "(SELECT min(id) FROM charge WHERE state = 'paid' AND person_id IS NOT NULL)",
    "person": "(SELECT max(id) FROM person)",
}


@pytest.fixture(scope="module")
def samples(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return Samples(templates, tmp_path_factory.mktemp("samples"))


@pytest.fixture
def sample(samples: Samples, dialect: str) -> Iterator[Store]:
    """A year of the sample centre, on a Wednesday in the morning."""
    with samples.store(dialect, WEDNESDAY) as store:
        yield store


def broken(store: Store) -> dict[str, str]:
    """The laws that do not hold, with what is named of each."""
    return {found.law: found.detail for found in verify(store) if not found.holds}


def break_law(store: Store, statement: str) -> None:
    """Plain SQL while the laws are lifted, as if the file had been edited elsewhere."""
    row = "rowid" if store.dialect == "sqlite" else "id"
    with store.writing() as tx:
        store.laws.drop(tx.connection)
        assert tx.changed(statement.format(**WORDS, row=row))
        store.laws.install(tx.connection)


def test_every_law_holds_in_a_sound_centre(sample: Store) -> None:
    found = list(verify(sample))
    assert [law.law for law in found if not law.holds] == []
    assert len(found) == len({law.law for law in found}) >= 25


@pytest.mark.parametrize(
    ("law", "statement", "named"), BROKEN, ids=[f"{n}-{b[0]}" for n, b in enumerate(BROKEN)]
)
def test_a_broken_law_is_named_with_its_place(
    sample: Store, law: str, statement: str, named: str
) -> None:
    break_law(sample, statement)
    found = broken(sample)
    assert any(law in words and named in detail for words, detail in found.items()), found


def test_a_law_that_was_taken_out_of_the_database_is_missed(sample: Store) -> None:
    with sample.writing() as tx:
        sample.laws.drop(tx.connection)
    assert "issued_is_for_ever" in broken(sample)["The database keeps its own laws"]


def test_a_reference_to_nothing_is_found_whatever_the_database_believes(sample: Store) -> None:
    connection = sample.engines.write.connect()
    try:
        if sample.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("UPDATE follow_up SET case_id = 999999 WHERE id = 1")
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
            connection.exec_driver_sql("UPDATE follow_up SET case_id = 999999 WHERE id = 1")
            connection.exec_driver_sql("SET session_replication_role = origin")
        connection.commit()
    finally:
        connection.close()
    assert broken(sample)["Every reference names a row that is there"] == (
        "follow_up.case_id 999999"
    )


def test_a_file_that_is_not_what_was_stored_is_found(sample: Store) -> None:
    with sample.writing() as tx:
        tx.insert(
            StoredFile,
            name="2026-000001.pdf",
            media_type="application/pdf",
            size=4,
            sha256="0" * 64,
            content=b"%PDF",
            created_at=tx.now,
        )
    assert broken(sample) == {"Stored files are as they were stored": "file 1"}


def test_retention_that_has_not_run_for_months_is_said(sample: Store) -> None:
    assert isinstance(sample.clock, FixedClock)
    sample.clock.advance(timedelta(days=120))
    assert "visit" in broken(sample)["Terms of retention are kept"]


def test_some_weeks_without_retention_are_forgiven(sample: Store) -> None:
    assert isinstance(sample.clock, FixedClock)
    sample.clock.advance(timedelta(days=20))
    assert broken(sample) == {}


def test_a_number_that_was_declared_a_false_alarm_is_none(sample: Store) -> None:
    break_law(sample, "UPDATE visit SET note = 'box 111222333' WHERE id = 9")
    with sample.writing() as tx:
        tx.execute(
            "INSERT INTO event_log (at, subject, subject_id, action, details)"
            " VALUES (:now, 'visit', 9, 'guard_overridden', '{}')",
            {"now": tx.now},
        )
    assert broken(sample) == {}


def test_a_number_among_the_contacts_of_an_organisation_is_found(sample: Store) -> None:
    break_law(sample, "UPDATE organisation_contact SET function = '123456782' WHERE id = 1")
    assert broken(sample) == {}, "who is known for longer than the log was looked at before"
    break_law(sample, f"UPDATE party SET created_at = {int(sample.clock.now().timestamp())}")
    assert "contact 1" in broken(sample)["No text holds a citizen service number"]


def test_a_thousand_broken_places_are_counted_and_a_few_are_named(sample: Store) -> None:
    break_law(sample, "UPDATE payment SET amount = amount + 1")
    detail = next(words for law, words in broken(sample).items() if "their totals" in law)
    assert "; " in detail
    assert detail.endswith(" more")
    assert len(detail) < 500


@ONLY_SQLITE
def test_a_damaged_file_is_said_first(sample: Store) -> None:
    with sample.writing() as tx:
        root = tx.scalar("SELECT rootpage FROM sqlite_master WHERE name = 'ix_visit_day'")
        size = tx.scalar("PRAGMA page_size")
    sample.engines.dispose()
    with sample.place.database_file.open("r+b") as stream:
        stream.seek((root - 1) * size)
        stream.write(b"\x0a" + b"\xff" * 40)
    first = next(verify(sample))
    assert (first.law, first.holds) == ("The database is sound", False)
    assert first.detail
