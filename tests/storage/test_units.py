"""Units of work: what is committed is kept, what fails leaves nothing, nobody waits for ever."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from expatdesk.clock import FixedClock, SystemClock
from expatdesk.model.people import Party
from expatdesk.model.services import Desk, DeskHours
from expatdesk.model.staff import ChangeRow
from expatdesk.storage import unit
from expatdesk.storage.changes import Changes
from expatdesk.storage.errors import Conflict, LawBroken, NotEmpty, StoreBusy, violated
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Lock, LockOrderBroken, Tx
from expatdesk.terms import DeskKind, PartyKind

ONLY_SQLITE = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


def insert_party(tx: Tx, code: str) -> int:
    return tx.insert(Party, kind=PartyKind.PERSON, code=code, created_at=tx.now)


def add(store: Store, code: str) -> int:
    with store.writing() as tx:
        return insert_party(tx, code)


def codes(store: Store) -> list[str]:
    with store.reading() as tx:
        return [row.code for row in tx.rows(select(Party.code).order_by(Party.id))]


class TestOneUnitOfWork:
    def test_what_was_written_is_read(self, store: Store) -> None:
        first, second = add(store, "A"), add(store, "B")
        assert second > first
        assert codes(store) == ["A", "B"]

    def test_many_rows_at_once(self, store: Store) -> None:
        with store.writing() as tx:
            tx.insert_many(
                Party,
                [
                    {"kind": PartyKind.PERSON, "code": f"{n:04}", "created_at": 1}
                    for n in range(1500)
                ],
            )
            tx.insert_many(Party, [])
        assert codes(store) == [f"{n:04}" for n in range(1500)]

    def test_an_error_undoes_all_of_it(self, store: Store) -> None:
        def half_done() -> None:
            with store.writing() as tx:
                insert_party(tx, "A")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            half_done()
        assert codes(store) == []

    def test_inside_a_savepoint_an_error_undoes_only_that(self, store: Store) -> None:
        with store.writing() as tx:
            insert_party(tx, "A")
            with pytest.raises(Conflict), tx.savepoint():
                insert_party(tx, "A")
            insert_party(tx, "B")
        assert codes(store) == ["A", "B"]

    def test_a_unit_of_work_does_not_open_another(self, store: Store) -> None:
        with store.writing(), pytest.raises(RuntimeError, match="open on this thread"):
            store.writing().__enter__()
        add(store, "afterwards it goes on")

    def test_time_stands_still_within_it(self, store: Store, clock: FixedClock) -> None:
        with store.writing() as tx:
            before = tx.now
            clock.advance(timedelta(minutes=5))
            assert tx.now == before == int(clock.now().timestamp()) - 300

    @ONLY_POSTGRESQL
    def test_on_a_server_its_clock_counts(self, store: Store) -> None:
        store.clock = SystemClock()
        with store.reading() as tx:
            server = tx.scalar("SELECT extract(epoch FROM clock_timestamp())::bigint")
            assert abs(tx.now - server) <= 1

    def test_a_reader_sees_one_moment(self, two_stores: tuple[Store, Store]) -> None:
        store, other = two_stores
        with store.reading() as tx:
            before = tx.scalar("SELECT count(*) FROM party")
            add(other, "A")
            assert tx.scalar("SELECT count(*) FROM party") == before
        assert codes(store) == ["A"]

    def test_a_reader_cannot_write(self, store: Store) -> None:
        from expatdesk.storage.errors import StoreReadOnly

        with pytest.raises(StoreReadOnly), store.reading() as tx:
            insert_party(tx, "A")
        assert codes(store) == []


class TestConflicts:
    """By the same name on both engines, whatever the engine says."""

    def test_a_unique_key(self, store: Store) -> None:
        add(store, "A")
        with pytest.raises(IntegrityError) as caught:
            add(store, "A")
        assert isinstance(caught.value, Conflict)
        assert violated(caught.value) == "uq_party_code"

    def test_a_primary_key(self, store: Store) -> None:
        with store.writing() as tx:
            tx.execute("INSERT INTO done_key (key, at, result) VALUES ('k', 1, '')")
        with pytest.raises(Conflict) as caught, store.writing() as tx:
            tx.execute("INSERT INTO done_key (key, at, result) VALUES ('k', 1, '')")
        assert caught.value.constraint == "pk_done_key"

    def test_a_check(self, store: Store) -> None:
        with store.writing() as tx:
            desk = tx.insert(Desk, name_en="1", name_nl="1", kind=DeskKind.MUNICIPAL, position=1)
        with pytest.raises(Conflict) as caught, store.writing() as tx:
            tx.insert(
                DeskHours, desk_id=desk, weekday=0, start_minute=600, end_minute=540,
                valid_from=_today(),
            )  # fmt: skip
        assert caught.value.constraint == "ck_desk_hours_order"

    def test_the_message_holds_nobodys_data(self, store: Store) -> None:
        add(store, "Ada Nováková")
        with pytest.raises(Conflict) as caught:
            add(store, "Ada Nováková")
        assert "Nováková" not in str(caught.value)

    def test_a_law(self, store: Store) -> None:
        with pytest.raises(LawBroken) as caught, store.writing() as tx:
            tx.execute("INSERT INTO number_series (code, next) VALUES ('x', 9)")
        assert caught.value.law == "numbers_without_gaps"


def _today() -> object:
    from datetime import date

    return date(2026, 11, 24)


class TestChanges:
    def test_a_commit_says_in_one_row_what_it_touched(self, store: Store) -> None:
        with store.writing() as tx:
            tx.touch("visits", 1, 2)
            tx.touch("visits", 3)
            tx.touch("till")
            assert tx.changes == Changes({"visits": frozenset({1, 2, 3}), "till": frozenset()})
        with store.reading() as tx:
            (row,) = tx.rows(select(ChangeRow.writer, ChangeRow.topics, ChangeRow.at))
            assert row.writer == store.writer
            assert Changes.from_json(row.topics) == Changes(
                {"visits": frozenset({1, 2, 3}), "till": frozenset()}
            )

    def test_what_touches_nothing_says_nothing(self, store: Store) -> None:
        add(store, "A")
        with store.reading() as tx:
            assert tx.rows(select(ChangeRow.id)) == []

    def test_too_much_at_once_is_everything(self) -> None:
        many = Changes.of("people", *range(5000))
        assert Changes.from_json(many.to_json()) == Changes.all()

    def test_a_topic_without_ids_swallows_ids(self) -> None:
        both = Changes.of("people", 1) | Changes.of("people")
        assert both.touches("people")
        assert both.ids("people") == frozenset()
        assert (Changes.of("a", 1) | Changes.all()).everything

    def test_old_rows_are_pruned(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(unit, "_PRUNE_EVERY", 5)
        monkeypatch.setattr(unit, "_KEPT", 3)
        for number in range(11):
            with store.writing() as tx:
                tx.touch("visits", number)
        with store.reading() as tx:
            assert [row.id for row in tx.rows(select(ChangeRow.id).order_by(ChangeRow.id))] == [
                8, 9, 10, 11,
            ]  # fmt: skip


class TestLocks:
    def test_locks_are_asked_for_in_one_order(self, store: Store) -> None:
        with store.writing() as tx:
            tx.lock(Lock.DESK, [3, 1])
            tx.lock(Lock.NUMBER_SERIES, [0])
            tx.lock(Lock.DESK, [1])  # held already
            with pytest.raises(LockOrderBroken):
                tx.lock(Lock.ORIGINAL_LINE, [1])

    def test_of_one_kind_the_lower_id_comes_first(self, store: Store) -> None:
        with store.writing() as tx:
            tx.lock(Lock.DESK, [2])
            with pytest.raises(LockOrderBroken):
                tx.lock(Lock.DESK, [1])

    @ONLY_POSTGRESQL
    def test_a_lock_keeps_the_other_waiting(self, two_stores: tuple[Store, Store]) -> None:
        store, other = two_stores

        def want_the_same() -> None:
            with other.writing() as second:
                second.execute("SET LOCAL lock_timeout = '50ms'")
                second.lock(Lock.DESK, [7])

        with store.writing() as tx:
            tx.lock(Lock.DESK, [7, 2**31 + 5])
            with pytest.raises(StoreBusy):
                want_the_same()

    def test_two_crossing_moves_both_happen(self, two_stores: tuple[Store, Store]) -> None:
        """One moves from desk 1 to 2, the other from 2 to 1, again and again at once."""
        with two_stores[0].writing() as tx:
            for number in (1, 2):
                tx.insert(Desk, name_en="", name_nl="", kind=DeskKind.MUNICIPAL, position=number)
        failures: list[BaseException] = []
        barrier = threading.Barrier(2)

        def move(store: Store, first: int, second: int) -> None:
            try:
                for _ in range(40):
                    barrier.wait(timeout=30)
                    with store.writing() as tx:
                        tx.lock(Lock.DESK, [first, second])
                        for desk in (first, second):
                            tx.execute(
                                "UPDATE desk SET position = position + 1 WHERE id = :desk",
                                {"desk": desk},
                            )
            except BaseException as error:  # noqa: BLE001  (told below, on the test's own thread)
                failures.append(error)
                barrier.abort()

        threads = [
            threading.Thread(target=move, args=(two_stores[0], 1, 2)),
            threading.Thread(target=move, args=(two_stores[1], 2, 1)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        with two_stores[0].reading() as tx:
            assert [row.position for row in tx.rows(select(Desk.position).order_by(Desk.id))] == [
                81, 82,
            ]  # fmt: skip

    @ONLY_SQLITE
    def test_who_waits_too_long_is_told_and_hears_of_it_before(
        self, two_stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(unit, "PATIENCE", 0.6)
        monkeypatch.setattr(unit, "SAY_AFTER", 0.1)
        store, other = two_stores
        said: list[float] = []
        other.on_wait = lambda wait: said.append(wait.seconds)
        with store.writing(), pytest.raises(StoreBusy) as caught:
            other.writing().__enter__()
        assert caught.value.waited > 0.6
        assert said
        add(other, "A")
        assert codes(store) == ["A"]


class TestFillingInBulk:
    def test_the_laws_stand_again_afterwards(self, store: Store, till) -> None:
        with store.filling() as tx:
            tx.execute("INSERT INTO number_series (code, next) VALUES ('receipt:2019', 4184)")
        with pytest.raises(LawBroken), store.writing() as tx:
            tx.execute("UPDATE number_series SET next = 1")
        with store.reading() as tx:
            assert store.laws.missing(tx.connection) == []

    def test_what_fails_leaves_the_laws_and_no_row(self, store: Store) -> None:
        def fill() -> None:
            with store.filling() as tx:
                insert_party(tx, "A")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fill()
        assert codes(store) == []
        with store.reading() as tx:
            assert store.laws.missing(tx.connection) == []

    def test_a_centre_at_work_is_not_filled(self, store: Store, till) -> None:
        till.issue()
        with pytest.raises(NotEmpty):
            store.filling().__enter__()
        add(store, "and goes on")
