"""Retention on a year of the sample centre: what goes when its term is over, and what stays.

The sample is of 2018, so that the database's own laws, which go by the real time, let its names
on invoices and its log go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from databases import Templates
from samples import Samples, clock_at
from sqlalchemy import func, select, update

from expatdesk.clock import FixedClock, SystemClock
from expatdesk.model.appointments import (
    Case,
    CaseReceipt,
    FollowUp,
    Message,
    Visit,
    VisitPaper,
    VisitPerson,
    WaitingEntry,
)
from expatdesk.model.files import StoredFile
from expatdesk.model.people import Household, HouseholdMember, Party, PartyMerge, Person
from expatdesk.model.settings import Setting
from expatdesk.model.staff import ChangeRow, DoneKey, Draft, EventLog
from expatdesk.model.till import Receipt, ReceiptFile, ReceiptRecipient
from expatdesk.services.people.searching import index_of
from expatdesk.services.retention import Retention, is_due, months_before, terms_on
from expatdesk.services.verification import verify
from expatdesk.storage.store import Store
from expatdesk.terms import (
    FollowUpKind,
    MessageKind,
    MessageState,
    PartOfDay,
    WaitingState,
)

FILLED = "2018-12-12 11:05"
HALF_A_YEAR_LATER = "2019-06-12 03:00"
TWO_YEARS_LATER = "2020-12-14 03:00"
TERM = date(2018, 6, 12)
NOTHING: dict[str, int] = {}


@pytest.fixture(scope="module")
def samples(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return Samples(templates, tmp_path_factory.mktemp("samples"))


@pytest.fixture
def sample(samples: Samples, dialect: str) -> Iterator[Store]:
    with samples.store(dialect, FILLED) as store:
        yield store


@pytest.fixture
def later(sample: Store) -> Store:
    """The same centre half a year later: the first half of its year is over its term."""
    return at(sample, HALF_A_YEAR_LATER)


def at(store: Store, when: str) -> Store:
    assert isinstance(store.clock, FixedClock)
    store.clock.set(clock_at(when).now())
    return store


def run(store: Store, bites: int | None = None) -> dict[str, int]:
    """What was removed, by kind; stops after so many bites."""
    left = iter(range(bites)) if bites is not None else None
    goes_on = None if left is None else lambda: next(left, None) is not None
    report = Retention(store).run(goes_on)
    return {one.kind: one.count for one in report if one.count}


def count(store: Store, table: Any, *conditions: Any) -> int:
    with store.reading() as tx:
        return int(tx.scalar(select(func.count()).select_from(table).where(*conditions)))


def rows(store: Store, statement: Any) -> list[tuple[object, ...]]:
    with store.reading() as tx:
        return [tuple(row) for row in tx.rows(statement)]


def broken(store: Store) -> list[str]:
    return [found.law for found in verify(store) if not found.holds]


def test_nothing_is_due_in_a_centre_that_is_kept_clean(sample: Store) -> None:
    assert run(sample) == NOTHING


class DeskClock(SystemClock):
    """The clock of a desk's own machine, years behind."""

    def now(self) -> datetime:
        return clock_at(FILLED).now()


def test_with_a_server_its_clock_decides_and_no_desks(sample: Store, dialect: str) -> None:
    """The server has today's date, to which all of 2018 is over its term."""
    sample.clock = DeskClock()
    gone = run(sample)
    if dialect == "sqlite":
        assert gone == NOTHING
    else:
        assert gone["visits"] > 100
        assert count(sample, VisitPaper) == 0
        assert broken(sample) == []


def test_what_is_older_than_its_term_is_anonymous(later: Store) -> None:
    due = Visit.day < TERM
    before = count(later, Visit, due)
    gone = run(later)
    assert gone["visits"] == before > 20
    assert count(later, Visit, due, Visit.anonymised_at.is_(None)) == 0
    assert count(later, Visit, due, Visit.code.is_not(None)) == 0
    assert count(later, VisitPerson, VisitPerson.visit_id.in_(select(Visit.id).where(due))) == 0
    assert broken(later) == []


def test_of_an_anonymous_visit_what_counts_stays(later: Store) -> None:
    kept = select(
        Visit.id,
        Visit.day,
        Visit.starts_at,
        Visit.state,
        Visit.service_id,
        Visit.municipality_id,
        Visit.party_size,
        Visit.source,
        Visit.refusal_code,
    ).order_by(Visit.id)
    before = rows(later, kept)
    run(later)
    assert rows(later, kept) == before


def test_the_money_stays_to_the_cent(later: Store) -> None:
    kept = select(Receipt.id, Receipt.hash, Receipt.face, Receipt.total).order_by(Receipt.id)
    before = rows(later, kept)
    run(later)
    assert rows(later, kept) == before


def test_nothing_of_a_younger_visit_is_touched(later: Store) -> None:
    young = select(Visit.id).where(Visit.day >= TERM)
    comers = select(VisitPerson.person_id).where(VisitPerson.visit_id.in_(young))
    everything = [
        select(Visit.__table__).where(Visit.day >= TERM).order_by(Visit.id),
        select(VisitPerson.__table__)
        .where(VisitPerson.visit_id.in_(young))
        .order_by(VisitPerson.visit_id, VisitPerson.ordinal),
        select(Person.__table__).where(Person.id.in_(comers)).order_by(Person.id),
        select(HouseholdMember.__table__)
        .where(HouseholdMember.person_id.in_(comers))
        .order_by(HouseholdMember.person_id),
    ]
    before = [rows(later, statement) for statement in everything]
    run(later)
    assert [rows(later, statement) for statement in everything] == before


def test_lists_of_papers_go_after_three_months(later: Store) -> None:
    limit = months_before(date(2019, 6, 12), 3)
    assert count(later, VisitPaper) > 100
    run(later)
    assert count(later, VisitPaper) == 0
    assert limit == date(2019, 3, 12)


def test_who_is_forgotten_is_found_by_no_search(later: Store) -> None:
    people = dict(rows(later, select(Person.id, Person.sort_key)))  # type: ignore[arg-type]
    run(later)
    forgotten = people.keys() - dict(rows(later, select(Person.id, Person.sort_key))).keys()  # type: ignore[arg-type]
    assert len(forgotten) > 20
    with later.reading() as tx:
        for person_id in sorted(forgotten)[:10]:
            name = people[person_id].partition(",")[0].split()[0].strip("-.")
            assert person_id not in index_of(tx).matching(tx, [name], 1000)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_the_names_leave_the_file_itself(later: Store) -> None:
    """A deleted token otherwise stays in the segments of the index, and in free pages."""
    with later.writing() as tx:
        tx.execute(
            update(Person)
            .where(Person.id == select(func.min(Person.id)).scalar_subquery())
            .values(full_name="Quirinia Xylothek", surname="Xylothek", sort_key="xylothek")
        )
        first = tx.scalar(select(func.min(Person.id)))
        index_of(tx).write(tx, int(first), ["quirinia", "xylothek"])
    assert b"xylothek" in files_of(later)
    run(later)
    assert b"xylothek" not in files_of(later)
    assert b"Xylothek" not in files_of(later)


def files_of(store: Store) -> bytes:
    """All bytes of the database with its log."""
    file = store.place.database_file
    return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))


def test_an_open_follow_up_keeps_the_names_until_it_is_done(later: Store) -> None:
    with later.writing() as tx:
        visit = tx.first(
            select(Visit.id, Visit.case_id, VisitPerson.person_id)
            .join(VisitPerson, VisitPerson.visit_id == Visit.id)
            .where(Visit.day < TERM)
            .order_by(Visit.id)
            .limit(1)
        )
        assert visit is not None
        follow_up = tx.insert(
            FollowUp,
            case_id=visit.case_id,
            person_id=visit.person_id,
            kind=FollowUpKind.OTHER,
            due=date(2019, 7, 1),
        )
    run(later)
    assert count(later, Visit, Visit.id == visit.id, Visit.anonymised_at.is_(None)) == 1
    assert count(later, Person, Person.id == visit.person_id) == 1
    with later.writing() as tx:
        tx.execute(update(FollowUp).where(FollowUp.id == follow_up).values(done_at=tx.now))
    assert run(later)["visits"] >= 1
    assert count(later, Visit, Visit.id == visit.id, Visit.anonymised_at.is_(None)) == 0
    assert broken(later) == []


def test_a_case_stays_whole_while_one_of_its_visits_is_young(later: Store) -> None:
    """Its money would otherwise no longer know whose fee was paid."""
    with later.writing() as tx:
        old = tx.scalar(select(func.min(Visit.id)).where(Visit.day < TERM))
        young = tx.scalar(select(func.max(Visit.id)).where(Visit.day > TERM))
        case_id = tx.scalar(select(Visit.case_id).where(Visit.id == old))
        tx.execute(update(Visit).where(Visit.id == young).values(case_id=case_id))
    run(later)
    assert count(later, Visit, Visit.id == old, Visit.anonymised_at.is_(None)) == 1
    assert count(later, Case, Case.id == case_id, Case.anonymised_at.is_(None)) == 1


def test_records_that_were_merged_stay_and_go_together(later: Store) -> None:
    with later.writing() as tx:
        ids = [row[0] for row in tx.rows(select(Person.id).order_by(Person.id).limit(3))]
        young = tx.scalar(
            select(func.max(VisitPerson.person_id))
            .join(Visit, Visit.id == VisitPerson.visit_id)
            .where(Visit.day > TERM)
        )
        staff = tx.scalar("SELECT min(id) FROM staff")
        chain = ((ids[1], ids[0]), (ids[2], ids[1]), (ids[0], young))
        for merged, kept in chain:
            tx.execute(update(Party).where(Party.id == merged).values(merged_into=kept))
            tx.insert(PartyMerge, kept_id=kept, merged_id=merged, at=tx.now, staff_id=staff)
    run(later)
    assert count(later, Person, Person.id.in_([*ids, young])) == 4, "one person, still coming"
    at(later, TWO_YEARS_LATER)
    run(later)
    assert count(later, Person, Person.id.in_([*ids, young])) == 0
    assert count(later, PartyMerge) == 0


def test_when_all_is_over_only_numbers_are_left(sample: Store) -> None:
    at(sample, TWO_YEARS_LATER)
    with sample.writing() as tx:
        tx.execute(update(FollowUp).values(done_at=tx.now))
    run(sample)
    for table in (Person, Household, VisitPerson, VisitPaper, FollowUp, WaitingEntry, Message):
        assert count(sample, table) == 0, table.__tablename__
    assert count(sample, Visit) > 200
    assert count(sample, Case, Case.anonymised_at.is_(None)) == 0
    assert count(sample, CaseReceipt) == 0
    assert count(sample, ReceiptRecipient) > 0, "the law wants them for seven years"
    assert broken(sample) == []


def test_a_waiting_entry_that_never_became_a_visit_goes_too(later: Store) -> None:
    with later.writing() as tx:
        person = tx.scalar(select(func.min(Person.id)))
        service = tx.scalar("SELECT min(id) FROM service")
        entry = tx.insert(
            WaitingEntry,
            service_id=service,
            person_id=person,
            party_size=1,
            first_day=date(2018, 2, 1),
            last_day=date(2018, 3, 1),
            part_of_day=PartOfDay.ANY,
            state=WaitingState.WITHDRAWN,
            created_at=1_517_000_000,
        )
        tx.insert(Message, waiting_id=entry, **letter(person))
    gone = run(later)
    assert gone["waiting"] == 1
    assert count(later, WaitingEntry, WaitingEntry.id == entry) == 0
    assert count(later, Message, Message.waiting_id == entry) == 0


def test_old_letters_go_with_the_files_that_they_carried(later: Store) -> None:
    with later.writing() as tx:
        file_id = tx.insert(StoredFile, **pdf())
        tx.insert(Message, file_id=file_id, **letter(tx.scalar(select(func.min(Person.id)))))
    gone = run(later)
    assert (gone["messages"], gone["files"]) == (1, 1)
    assert count(later, StoredFile) == 0


def test_the_logo_of_the_centre_stays_and_one_that_no_setting_names_goes(later: Store) -> None:
    with later.writing() as tx:
        logo, loose = tx.insert(StoredFile, **pdf()), tx.insert(StoredFile, **pdf())
        tx.insert(
            Setting,
            key="centre.logo",
            valid_from=date(2018, 1, 1),
            value=str(logo),
            changed_at=1_517_000_000,
        )
    assert run(later)["files"] == 1
    assert count(later, StoredFile, StoredFile.id == logo) == 1
    assert count(later, StoredFile, StoredFile.id == loose) == 0


def test_a_letter_of_a_young_visit_stays_with_its_file(later: Store) -> None:
    with later.writing() as tx:
        young = tx.scalar(select(func.max(Visit.id)).where(Visit.day > TERM))
        file_id = tx.insert(StoredFile, **pdf())
        tx.insert(Message, file_id=file_id, visit_id=young, **letter(None))
    run(later)
    assert count(later, StoredFile, StoredFile.id == file_id) == 1


def test_names_on_invoices_go_after_seven_book_years_and_the_chain_holds(sample: Store) -> None:
    with sample.writing() as tx:
        named = tx.scalar(select(func.min(ReceiptRecipient.receipt_id)))
        file_id = tx.insert(StoredFile, **pdf())
        tx.insert(ReceiptFile, receipt_id=named, layout="a5", language="both", file_id=file_id)
    at(sample, "2025-12-31 12:00")
    assert "recipients" not in run(sample), "the seventh book year is not over"
    assert count(sample, StoredFile, StoredFile.id == file_id) == 1
    at(sample, "2026-01-02 12:00")
    gone = run(sample)
    assert gone["recipients"] > 0
    assert gone["files"] == 1, "the paper shows the name as well"
    assert count(sample, ReceiptRecipient) == 0
    assert count(sample, ReceiptFile) == 0
    assert broken(sample) == []


def test_the_log_goes_after_a_year_and_says_what_was_removed(later: Store) -> None:
    old = clock_at("2018-06-12 03:00").now().timestamp()
    assert count(later, EventLog, EventLog.at < old) > 50
    gone = run(later)
    assert gone["log"] > 50
    assert count(later, EventLog, EventLog.at < old) == 0
    (details,) = rows(later, select(EventLog.details).where(EventLog.subject == "retention"))
    assert f'"visits": {gone["visits"]}' in str(details[0])


def test_drafts_keys_and_rows_of_change_go_in_bites(later: Store) -> None:
    old = int(clock_at("2019-01-01 12:00").now().timestamp())
    with later.writing() as tx:
        tx.insert_many(DoneKey, [{"key": f"k{n}", "at": old, "result": "1"} for n in range(450)])
        tx.insert(DoneKey, key="young", at=tx.now, result="1")
        tx.insert(Draft, token="old", kind="booking", body="{}", updated_at=old)
        tx.insert(Draft, token="young", kind="booking", body="{}", updated_at=tx.now)
    gone = run(later)
    assert gone["keys"] == 450
    assert rows(later, select(DoneKey.key)) == [("young",)]
    assert rows(later, select(Draft.token)) == [("young",)]
    assert count(later, ChangeRow, ChangeRow.at < old) == 0


def test_it_can_be_interrupted_after_any_bite_and_goes_on(later: Store) -> None:
    for bites in range(1, 7):
        run(later, bites)
        laws = set(broken(later)) - {"Terms of retention are kept"}
        assert laws == set(), f"after {bites} bites"
    run(later)
    with later.reading() as tx:
        terms = terms_on(tx, date(2019, 6, 12))
        assert tx.scalar(select(func.count()).select_from(Visit).where(is_due(terms))) == 0
    assert broken(later) == []
    assert run(later) == NOTHING


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
    ],
)
def test_a_term_ends_on_the_same_day_of_its_month(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def letter(party_id: int | None) -> dict[str, object]:
    return {
        "kind": MessageKind.MAIL,
        "state": MessageState.DONE,
        "party_id": party_id,
        "language": "en",
        "subject": "Your appointment",
        "body": "See you then.",
        "created_at": 1_517_000_000,  # January 2018
    }


def pdf() -> dict[str, object]:
    return {
        "name": "paper.pdf",
        "media_type": "application/pdf",
        "size": 4,
        "sha256": hashlib.sha256(b"%PDF").hexdigest(),
        "content": b"%PDF",
        "created_at": 1_517_000_000,
    }
