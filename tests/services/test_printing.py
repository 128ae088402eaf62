"""Each try to print is written down; what has not come to paper stays on the list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from expatdesk.model.staff import EventLog
from expatdesk.model.till import NumberSeries, Receipt, ReceiptSeal
from expatdesk.services.base import Actor, NotFound
from expatdesk.services.printing import Printing
from expatdesk.storage.store import Store
from expatdesk.terms import DocumentKind, PrintState


@pytest.fixture
def printing(centre: Any) -> Printing:
    return centre.printing  # type: ignore[no-any-return]


@pytest.fixture
def receipt(store: Store, jansen: Actor) -> int:
    """A document over nothing, with its number and its place in the chain."""
    with store.writing() as tx:
        for series in ("receipt:2026", "chain"):
            tx.insert(NumberSeries, code=series, next=1)
            tx.execute("UPDATE number_series SET next = 2 WHERE code = :code", {"code": series})
        receipt_id = tx.insert(
            Receipt,
            kind=DocumentKind.RECEIPT,
            series="receipt:2026",
            number=1,
            label="2026-000001",
            position=1,
            issued_at=tx.now,
            day=date(2026, 11, 24),
            staff_id=jansen.staff_id,
            desk_id=jansen.desk_id,
            total=0,
            vat=0,
            rounding=0,
            face="{}",
            prev_hash="0" * 64,
            hash="1" * 64,
            key="r1",
        )
        tx.insert(ReceiptSeal, receipt_id=receipt_id)
    return receipt_id


def ask(printing: Printing, actor: Actor, receipt: int, key: str) -> int:
    return printing.ask(actor, receipt, layout="a5", language="both", key=key).value


def test_a_document_waits_until_it_is_on_paper(
    printing: Printing, jansen: Actor, receipt: int
) -> None:
    print_id = ask(printing, jansen, receipt, "k1")
    (waiting,) = printing.pending()
    assert (waiting.label, waiting.state, waiting.is_copy) == (
        "2026-000001",
        PrintState.PENDING,
        False,
    )
    printing.record(jansen, print_id, PrintState.PRINTED, target="Front", job="Front-7")
    assert printing.pending() == []
    (job,) = printing.jobs(receipt)
    assert (job.state, job.target, job.job) == (PrintState.PRINTED, "Front", "Front-7")


def test_a_failed_try_can_be_made_again_and_is_no_copy(
    printing: Printing, jansen: Actor, receipt: int
) -> None:
    first = ask(printing, jansen, receipt, "k1")
    printing.record(jansen, first, PrintState.FAILED, problem="rejecting jobs")
    assert [job.problem for job in printing.pending()] == ["rejecting jobs"]
    second = ask(printing, jansen, receipt, "k2")
    assert [job.print_id for job in printing.pending()] == [second]
    printing.record(jansen, second, PrintState.FILED, target="/tmp/2026-000001.pdf")
    assert printing.pending() == []
    assert [job.is_copy for job in printing.jobs(receipt)] == [False, False]


def test_what_was_on_paper_is_printed_again_as_a_copy(
    printing: Printing, jansen: Actor, receipt: int
) -> None:
    printing.record(jansen, ask(printing, jansen, receipt, "k1"), PrintState.PRINTED)
    ask(printing, jansen, receipt, "k2")
    assert [job.is_copy for job in printing.jobs(receipt)] == [False, True]


def test_asked_again_with_the_same_key_it_prints_once(
    printing: Printing, jansen: Actor, receipt: int
) -> None:
    assert ask(printing, jansen, receipt, "k1") == ask(printing, jansen, receipt, "k1")
    assert len(printing.jobs(receipt)) == 1


def test_what_is_not_there_is_not_printed(printing: Printing, jansen: Actor) -> None:
    with pytest.raises(NotFound):
        ask(printing, jansen, 99, "k1")
    with pytest.raises(NotFound):
        printing.record(jansen, 99, PrintState.PRINTED)


def test_a_try_is_told_and_logged(
    printing: Printing, jansen: Actor, receipt: int, store: Store
) -> None:
    print_id = ask(printing, jansen, receipt, "k1")
    done = printing.record(jansen, print_id, PrintState.PRINTED, job="Front-7")
    assert done.changes.ids("till") == {receipt}
    with store.reading() as tx:
        log = tx.rows(select(EventLog.subject, EventLog.subject_id, EventLog.action))
    assert [tuple(row) for row in log] == [("receipt", receipt, "printed")]


def test_the_paper_of_a_document_is_stored_once(
    printing: Printing, receipt: int, centre: Any
) -> None:
    assert printing.without_paper() == [receipt]
    file_id = printing.keep_paper(receipt, "a5", "both", "2026-000001.pdf", b"%PDF first")
    again = printing.keep_paper(receipt, "a5", "both", "2026-000001.pdf", b"%PDF second")
    assert again == file_id == printing.paper(receipt, "a5", "both")
    assert centre.files.load(file_id) == b"%PDF first"
    assert printing.paper(receipt, "roll", "both") is None
    assert printing.without_paper() == []
