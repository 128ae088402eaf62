"""Every try to bring a document of the till to paper, to a file or into a mail, and how it went.

A document is issued whether or not it was printed: "printed" is a state that can be tried
again. The PDF itself is made after the commit and stored once for each layout and language.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select, update

from expatdesk.clock import Clock
from expatdesk.model.till import Receipt, ReceiptFile, ReceiptPrint
from expatdesk.services.base import (
    Actor,
    Done,
    NotFound,
    Right,
    log,
    require,
)
from expatdesk.services.files import save
from expatdesk.services.once import Written, once
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import PrintState

UNFINISHED = (PrintState.PENDING, PrintState.FAILED)


@dataclass(frozen=True)
class DocumentPrint:
    """One try. `target`: the printer, empty for the default one; `job`: the spooler's number.

    `problem`: why it failed, as the system said it.
    """

    print_id: int
    receipt_id: int
    label: str
    is_copy: bool
    layout: str
    language: str
    target: str
    state: PrintState
    job: str
    problem: str
    at: int


class Documents:
    """The tries of receipts, credits and invoices: a second print of one is a copy."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def pending(self) -> list[DocumentPrint]:
        """Documents whose last try has not come to paper, oldest first."""
        with self._store.reading() as tx:
            return _jobs(tx, unfinished=True)

    def jobs(self, receipt_id: int) -> list[DocumentPrint]:
        """All tries of one document, oldest first."""
        with self._store.reading() as tx:
            return _jobs(tx, receipt_id=receipt_id)

    def ask(
        self,
        actor: Actor,
        receipt_id: int,
        *,
        layout: str,
        language: str,
        target: str = "",
        key: str,
    ) -> Done[int]:
        """Notes that a document is to be printed; a second print of it is a copy.

        The value is the id to be handed to `record`. Raises NotFound, NotAllowed.
        """
        require(actor, Right.CHARGE)

        def work(tx: Tx) -> Written[int]:
            if tx.scalar(select(Receipt.id).where(Receipt.id == receipt_id)) is None:
                raise NotFound
            return Written(
                pend(tx, actor, receipt_id, layout=layout, language=language, target=target)
            )

        return once(self._store, key, int, work)

    def record(
        self,
        actor: Actor,
        print_id: int,
        state: PrintState,
        *,
        target: str = "",
        job: str = "",
        problem: str = "",
    ) -> Done[int]:
        """Writes down how a try went; said again, it stays as it is. Raises NotFound."""
        require(actor, Right.CHARGE)
        with self._store.writing() as tx:
            row = tx.first(
                update(ReceiptPrint)
                .where(ReceiptPrint.id == print_id)
                .values(state=state, target=target, job=job, problem=problem, at=tx.now)
                .returning(ReceiptPrint.receipt_id)
            )
            if row is None:
                raise NotFound
            log(tx, actor, "receipt", row.receipt_id, state.value, job=job)
            tx.touch("till", row.receipt_id)
        return Done(print_id, tx.changes)

    def without_paper(self, limit: int = 500) -> list[int]:
        """Ids of documents that have no PDF yet, oldest first: to be finished at start.

        What came to paper without one (a centre that was filled in bulk) is not asked for.
        """
        with self._store.reading() as tx:
            rows = tx.rows(
                select(Receipt.id)
                .where(
                    ~exists().where(ReceiptFile.receipt_id == Receipt.id),
                    ~exists().where(
                        ReceiptPrint.receipt_id == Receipt.id,
                        ReceiptPrint.state.not_in(UNFINISHED),
                    ),
                )
                .order_by(Receipt.id)
                .limit(limit)
            )
        return [row.id for row in rows]

    def paper(self, receipt_id: int, layout: str, language: str) -> int | None:
        """Id of the stored PDF of a document, if it has been made."""
        with self._store.reading() as tx:
            return _paper(tx, receipt_id, layout, language)

    def keep_paper(
        self, receipt_id: int, layout: str, language: str, name: str, content: bytes
    ) -> int:
        """Stores the PDF of a document and gives the file's id; the first one stays."""
        with self._store.writing() as tx:
            there = _paper(tx, receipt_id, layout, language)
            if there is not None:
                return there
            file_id = save(tx, name, "application/pdf", content)
            tx.insert(
                ReceiptFile,
                receipt_id=receipt_id,
                layout=layout,
                language=language,
                file_id=file_id,
            )
            tx.touch("till", receipt_id)
        return file_id


def pend(
    tx: Tx, actor: Actor, receipt_id: int, *, layout: str, language: str, target: str = ""
) -> int:
    """The step: a document waits for paper. A copy is what was on paper before."""
    was_out = select(
        exists().where(ReceiptPrint.receipt_id == receipt_id, ReceiptPrint.state.not_in(UNFINISHED))
    )
    tx.touch("till", receipt_id)
    return tx.insert(
        ReceiptPrint,
        receipt_id=receipt_id,
        is_copy=bool(tx.scalar(was_out)),
        layout=layout,
        language=language,
        target=target,
        state=PrintState.PENDING,
        at=tx.now,
        staff_id=actor.staff_id,
    )


def _paper(tx: Tx, receipt_id: int, layout: str, language: str) -> int | None:
    file_id = tx.scalar(
        select(ReceiptFile.file_id).where(
            ReceiptFile.receipt_id == receipt_id,
            ReceiptFile.layout == layout,
            ReceiptFile.language == language,
        )
    )
    return None if file_id is None else int(file_id)


def _jobs(
    tx: Tx, receipt_id: int | None = None, *, unfinished: bool = False
) -> list[DocumentPrint]:
    wanted = (
        select(
            ReceiptPrint.id,
            ReceiptPrint.receipt_id,
            Receipt.label,
            ReceiptPrint.is_copy,
            ReceiptPrint.layout,
            ReceiptPrint.language,
            ReceiptPrint.target,
            ReceiptPrint.state,
            ReceiptPrint.job,
            ReceiptPrint.problem,
            ReceiptPrint.at,
        )
        .join(Receipt, Receipt.id == ReceiptPrint.receipt_id)
        .order_by(ReceiptPrint.id)
    )
    if receipt_id is not None:
        wanted = wanted.where(ReceiptPrint.receipt_id == receipt_id)
    if unfinished:
        later = ReceiptPrint.__table__.alias("later")
        wanted = wanted.where(
            ReceiptPrint.state.in_(UNFINISHED),
            ~exists().where(
                later.c.receipt_id == ReceiptPrint.receipt_id, later.c.id > ReceiptPrint.id
            ),
        )
    return [DocumentPrint(*row) for row in tx.rows(wanted)]
