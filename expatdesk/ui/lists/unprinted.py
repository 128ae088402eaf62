"""Papers that have not come to paper yet, and the ways on: again, elsewhere, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Slot

from expatdesk.i18n import N_, _
from expatdesk.services.base import new_key
from expatdesk.services.printing import DocumentPrint, PrintJob, PrintOrder
from expatdesk.storage.changes import Changes
from expatdesk.terms import JobState, PrintState, Sides
from expatdesk.ui.context import Desk
from expatdesk.ui.handing import Handing, PrinterMenu
from expatdesk.ui.kit import (
    Button,
    Column,
    EmptyState,
    PrimaryButton,
    SecondaryButton,
    SmallQuietButton,
)
from expatdesk.ui.lists.tab import Fact, ListTab, since_column
from expatdesk.ui.printing import here_of, printer_words, spooler
from expatdesk.workflows.printing.words import sides_words

if TYPE_CHECKING:
    from expatdesk.services.printing import Printing
    from expatdesk.workflows.paper import OnPaper
    from expatdesk.workflows.printing import Spooler
    from expatdesk.workflows.printing.queue import Printed

_OF_VISITS: Final = frozenset({"confirmation", "sheets"})
"""Papers whose subject is a visit."""
_STATES: Final = {
    JobState.PENDING: ("warning", N_("waits")),
    JobState.UNKNOWN: ("warning", N_("unclear")),
    JobState.FAILED: ("error", N_("failed")),
}


@dataclass(frozen=True)
class Unprinted:
    """A document of the till, or another paper of the queue."""

    document: DocumentPrint | None = None
    job: PrintJob | None = None

    @property
    def one(self) -> DocumentPrint | PrintJob:
        """Whichever it is."""
        found = self.document or self.job
        assert found is not None
        return found

    @property
    def state(self) -> JobState:
        """A try of a document that was not answered is like one of any other paper."""
        if self.job is not None:
            return self.job.state
        failed = self.document is not None and self.document.state is PrintState.FAILED
        return JobState.FAILED if failed else JobState.PENDING

    @property
    def printer(self) -> str:
        """The printer that was asked, as it is named in the settings."""
        return self.job.profile.printer if self.job is not None else self._document.target

    @property
    def _document(self) -> DocumentPrint:
        assert self.document is not None
        return self.document


def waiting(printing: Printing) -> list[Unprinted]:
    """All that is not on paper yet, oldest first."""
    rows = [Unprinted(document=one) for one in printing.pending()]
    rows += [Unprinted(job=one) for one in printing.queue.open_jobs()]
    return sorted(rows, key=lambda row: row.one.at)


class UnprintedTab(ListTab[Unprinted]):
    topics: ClassVar[frozenset[str]] = frozenset({"till", "printing"})
    least: ClassVar[Mapping[str, int]] = {"document": 230, "state": 110, "printer": 140}
    make_room: ClassVar[Sequence[str]] = ("printer",)

    def __init__(self, desk: Desk, spool: Callable[[], Spooler] = spooler) -> None:
        self.spool = spool
        columns: list[Column[Unprinted]] = [
            since_column(desk, lambda r: r.one.at),
            Column("document", lambda: _("Document"), title_words, strong=True, stretch=True),
            Column("state", lambda: _("State"), _state_words, state=_state, width=130),
            Column("printer", lambda: _("Printer"), _printer, width=210, muted=True),
        ]
        empty = EmptyState(
            "printer",
            lambda: _("Everything is on paper"),
            lambda: _(
                "What the printer did not take stands here, with the reason, until it is "
                "printed. A receipt may also be saved or mailed."
            ),
        )
        super().__init__(desk, columns, lambda: _("Not printed yet"), empty)
        self.handing = Handing(desk, self, spool=self._spool)

    def key(self, row: Unprinted) -> Hashable:
        return (
            ("document", row.document.receipt_id)
            if row.document is not None
            else ("job", row.job.job_id if row.job is not None else 0)
        )

    def ask(self) -> None:
        printing = self.desk.services.printing
        self.desk.operations.read(self, "unprinted", partial(waiting, printing), self.show_rows)

    def show_row(self, row: Unprinted) -> None:
        self.panel.head(partial(title_words, row), partial(_under, row))
        self.panel.facts(None, *_facts(row))
        why = row.job.why if row.job is not None else None
        if why is not None and why.text:
            self.panel.text(lambda: _("Why not"), why.words)
        hint = _hint(row.state)
        if hint is not None:
            self.panel.text(lambda: _("First look at the printer"), hint)
        if row.one.problem:
            self.panel.text(lambda: _("What the print system said"), row.one.problem)
        self.panel.buttons(*self._buttons(row))

    def _buttons(self, row: Unprinted) -> Sequence[Button]:
        again = PrimaryButton(
            lambda: _("Print again"), key="Return", icon="printer", on=self.again, large=True
        )
        self.other = SecondaryButton(
            lambda: _("Other printer…"), key="Alt+P", on=self.ask_printer, grows=True
        )
        buttons: list[Button] = [again, self.other]
        if row.document is not None:
            buttons.append(self._open_button(lambda: _("Open the receipt")))
        elif _visit_of(row) is not None:
            buttons.append(self._open_button(lambda: _("Open the visit")))
        if row.job is not None:
            buttons.append(
                SmallQuietButton(lambda: _("No longer wanted"), key="Del", on=self.cancel)
            )
        return buttons

    def _open_button(self, words: Callable[[], str]) -> Button:
        return SecondaryButton(words, key="Ctrl+O", on=self._open, grows=True)

    def _open(self) -> None:
        row = self.row()
        if row is None:
            return
        if row.document is not None:
            self.desk.go("till", receipt=row.document.receipt_id)
        else:
            self.open_visit(_visit_of(row))

    def _spool(self) -> Spooler:
        return self.spool()

    # the ways on

    def again(self) -> None:
        """Tries it once more, off the window's thread: a printer may take its time."""
        self._try(None)

    def ask_printer(self) -> None:
        """Offers the printers of this computer; the chosen one prints it."""
        menu = PrinterMenu(self.desk, self, self._spool, self.other)
        menu.chosen.connect(self._elsewhere)
        menu.ask()

    def cancel(self) -> None:
        """Takes it off the list; it can be undone."""
        row = self.row()
        if row is None or row.job is None:
            return
        queue, actor, job, key = (
            self.desk.services.printing.queue,
            self.desk.actor,
            row.job,
            new_key(),
        )
        self.write(
            lambda: queue.cancel(actor, job.job_id, job.tries, key=key),
            lambda: _("It is not printed any more."),
        )

    @Slot(str)
    def _elsewhere(self, printer: str) -> None:
        self._try(printer)

    def _try(self, printer: str | None) -> None:
        row = self.row()
        if row is None:
            return
        if row.job is not None:
            self.handing.again(row.job.job_id, row.job.tries, printer, self._ended)
        elif row.document is not None:
            self._print_document(row.document, printer)

    def _print_document(self, document: DocumentPrint, printer: str | None) -> None:
        from expatdesk.workflows.paper import Paper

        centre, actor, spool = self.desk.services, self.desk.actor, self.spool()
        here = here_of(self.desk.preferences)
        paper = Paper(
            centre.till, centre.printing, centre.files, centre.settings, centre.clock, here
        )
        self.desk.operations.job(
            self,
            lambda _progress: paper.put_out(
                actor, document.receipt_id, spool, printer=printer or ""
            ),
            self._tried,
        )

    def _tried(self, tried: OnPaper) -> None:
        self.desk.spread(Changes.of("till", tried.receipt_id))
        if tried.problem is not None:
            self.desk.tell(tried.problem)
        else:
            self.desk.notify(_("{document} is printed.").format(document=tried.label))

    def _ended(self, printed: Printed) -> None:
        # The ways on stand in the panel beside it already.
        if printed.problem is not None:
            self.desk.tell(printed.problem)
        else:
            self.desk.notify(_("{document} is printed.").format(document=_named(printed.order)))


def title_words(row: Unprinted) -> str:
    """Which paper: the number of a document, or its kind and its code."""
    return row.document.label if row.document is not None else _named(_job(row).order)


def _named(order: PrintOrder) -> str:
    from expatdesk.workflows.print_papers import paper_words

    return f"{paper_words(order.kind)} {order.title}"


def _job(row: Unprinted) -> PrintJob:
    assert row.job is not None
    return row.job


def _visit_of(row: Unprinted) -> int | None:
    if row.job is None or row.job.order.kind not in _OF_VISITS:
        return None
    return row.job.order.subject_id


def _under(row: Unprinted) -> str:
    if row.document is not None:
        return _("prints as a copy") if row.document.is_copy else _("the first print")
    return _("made anew, as it stands when it is printed")


def _facts(row: Unprinted) -> Sequence[Fact]:
    facts = [
        Fact(lambda: _("State"), partial(_state_words, row)),
        Fact(lambda: _("Printer"), partial(_printer, row)),
    ]
    if row.document is not None:
        return [*facts, Fact(lambda: _("Paper"), partial(_paper, row.document))]
    job = _job(row)
    options = job.profile.options
    return [
        *facts,
        Fact(lambda: _("Tray"), options.tray),
        Fact(lambda: _("Copies"), str(options.copies) if options.copies > 1 else ""),
        Fact(
            lambda: _("Both sides"),
            "" if options.sides is Sides.ONE else partial(sides_words, options.sides),
        ),
        Fact(lambda: _("Tries"), str(job.tries)),
        Fact(lambda: _("By"), job.staff),
    ]


def _hint(state: JobState) -> Callable[[], str] | None:
    """Why one should look before it is printed a second time."""
    if state is JobState.UNKNOWN:
        return lambda: _("It went silent while this was printed: perhaps the paper came out.")
    if state is JobState.PENDING:
        return lambda: _(
            "It is being printed now, or the program ended meanwhile: perhaps it came out."
        )
    return None


def _paper(document: DocumentPrint) -> str:
    names = {"roll": _("roll"), "roll58": _("narrow roll")}
    return names.get(document.layout, document.layout.upper())


def _printer(row: Unprinted) -> str:
    # Shorter than in the settings: it stands beside its name in a narrow panel.
    return printer_words(row.printer) if row.printer else _("the default printer")


def _state_words(row: Unprinted) -> str:
    return _(_STATES[row.state][1])


def _state(row: Unprinted) -> str:
    return _STATES[row.state][0]
