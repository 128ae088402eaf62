"""Attacks from below: the disk is full or the laws are gone in the middle of a charge."""

from __future__ import annotations

import pytest
from attacks.raids import Raid
from sqlalchemy import func, select

from expatdesk.model.till import Charge, NumberSeries, Receipt
from expatdesk.services.till import issuing
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.storage.errors import DiskFull, LawBroken
from expatdesk.terms import Means
from expatdesk.workflows.refusals import words_for


def kept(desk: Raid) -> tuple[int, int, int]:
    """(documents, settled fees, counters)."""
    with desk.store.reading() as tx:
        return (
            tx.scalar(select(func.count()).select_from(Receipt)),
            tx.scalar(select(func.count()).select_from(Charge)),
            tx.scalar(select(func.coalesce(func.sum(NumberSeries.next), 0))),
        )


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_disk_that_fills_up_in_a_charge_keeps_nothing_of_it_and_says_so(
    desk: Raid, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = desk.book()
    before = kept(desk)
    face_text = issuing.face_text
    with desk.store.engines.write.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")  # means: as large as it is now
    request = ChargeRequest(visit.visit_id, (Tender(Means.PIN, 6050),))
    # A face that needs more pages than there are left.
    monkeypatch.setattr(issuing, "face_text", lambda *parts: face_text(*parts) + " " * 3_000_000)
    with pytest.raises(DiskFull) as full:
        desk.centre.till.charge(desk.actor, request, key="k")
    assert words_for(full.value)
    assert kept(desk) == before

    monkeypatch.undo()
    with desk.store.engines.write.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    issued = desk.centre.till.charge(desk.actor, request, key="k").value
    assert issued.label == "2026-000001"
    assert desk.findings() == []


def test_stopped_between_two_rows_of_a_charge_nothing_of_it_is_there(
    desk: Raid, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = desk.book()
    before = kept(desk)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(issuing, "_insert_money", stop)
    with pytest.raises(KeyboardInterrupt):
        desk.pay(visit)
    assert kept(desk) == before

    monkeypatch.undo()
    assert desk.pay(visit).label == "2026-000001"


def test_plain_sql_skips_no_number(desk: Raid) -> None:
    desk.pay(desk.book())
    with desk.store.writing() as tx:
        tx.execute("UPDATE number_series SET next = next + 1 WHERE code = 'receipt:2026'")

    assert desk.findings() != []
    with pytest.raises(LawBroken):
        desk.pay(desk.book("2026-09-14 10:00"))
