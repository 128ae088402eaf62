"""Documents that have not come to paper yet, and the way to try again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, ClassVar

from expatdesk.i18n import _
from expatdesk.services.printing import PrintJob
from expatdesk.storage.changes import Changes
from expatdesk.terms import PrintState
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Column, EmptyState, PrimaryButton, SecondaryButton
from expatdesk.ui.lists.tab import Fact, ListTab, since_column
from expatdesk.ui.printing import printer_words, spooler

if TYPE_CHECKING:
    from expatdesk.workflows.paper import OnPaper
    from expatdesk.workflows.printing import Spooler


class UnprintedTab(ListTab[PrintJob]):
    topics: ClassVar[frozenset[str]] = frozenset({"till"})

    def __init__(self, desk: Desk, spool: Callable[[], Spooler] = spooler) -> None:
        self.spool = spool
        columns: list[Column[PrintJob]] = [
            since_column(desk, lambda r: r.at),
            Column("document", lambda: _("Document"), lambda r: r.label, strong=True, width=140),
            Column("state", lambda: _("State"), _state_words, state=_state, width=130),
            Column("printer", lambda: _("Printer"), _printer, stretch=True, muted=True),
        ]
        empty = EmptyState(
            "printer",
            lambda: _("Everything is on paper"),
            lambda: _(
                "A receipt that the printer did not take is kept and stands here until it "
                "is printed, saved or mailed."
            ),
        )
        super().__init__(desk, columns, lambda: _("Not printed yet"), empty)

    def key(self, row: PrintJob) -> Hashable:
        return row.receipt_id

    def ask(self) -> None:
        printing = self.desk.services.printing
        self.desk.operations.read(self, "unprinted", printing.pending, self.show_rows)

    def show_row(self, row: PrintJob) -> None:
        self.panel.head(
            row.label, lambda: _("prints as a copy") if row.is_copy else _("the first print")
        )
        self.panel.facts(
            None,
            Fact(lambda: _("State"), lambda: _state_words(row)),
            Fact(lambda: _("Printer"), lambda: _printer(row)),
            Fact(lambda: _("Paper"), lambda: _paper(row)),
        )
        if row.problem:
            self.panel.text(lambda: _("What the print system said"), row.problem)
        self.panel.buttons(
            PrimaryButton(
                lambda: _("Print again"), key="Return", icon="printer", on=self.again, large=True
            ),
            SecondaryButton(
                lambda: _("Open the receipt"),
                key="Ctrl+O",
                on=self._open,
                grows=True,
            ),
        )

    def _open(self) -> None:
        row = self.row()
        if row is not None:
            self.desk.go("till", receipt=row.receipt_id)

    def again(self) -> None:
        """Tries it once more, off the window's thread: a printer may take its time."""
        row = self.row()
        if row is None:
            return
        from expatdesk.workflows.paper import Paper

        centre, actor, spool = self.desk.services, self.desk.actor, self.spool()
        paper = Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)
        self.desk.operations.job(
            self, lambda _progress: paper.put_out(actor, row.receipt_id, spool), self._tried
        )

    def _tried(self, tried: OnPaper) -> None:
        self.desk.spread(Changes.of("till", tried.receipt_id))
        if tried.problem is not None:
            self.desk.tell(tried.problem)
        else:
            self.desk.notify(_("{document} is printed.").format(document=tried.label))


def _paper(row: PrintJob) -> str:
    return _("roll") if row.layout == "roll" else row.layout.upper()


def _printer(row: PrintJob) -> str:
    # Shorter than in the settings: it stands beside its name in a narrow panel.
    return printer_words(row.target) if row.target else _("the default printer")


def _state_words(row: PrintJob) -> str:
    return _("failed") if row.state is PrintState.FAILED else _("waits")


def _state(row: PrintJob) -> str:
    return "error" if row.state is PrintState.FAILED else "warning"
