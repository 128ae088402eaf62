"""What happens to a till document after its commit: rendered, stored, printed, tried again.

The commit comes first; paper is made from the values frozen with it. Whatever fails here loses
nothing: the document stands, and its paper waits among what is still to be printed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from expatdesk.clock import local, now_epoch
from expatdesk.documents.parts import Languages, Layout
from expatdesk.services.base import Actor, new_key
from expatdesk.services.printing.types import PrintOrder, Profile
from expatdesk.services.settings import keys
from expatdesk.services.till.types import FeeLine, Recipient, SlipView, Tender
from expatdesk.terms import PaperKind, PrintState
from expatdesk.texts import Pair
from expatdesk.workflows.printing import NotPrinted, Spooler
from expatdesk.workflows.printing.profiles import NOTHING_HERE, Here, profile_for

if TYPE_CHECKING:
    from expatdesk.clock import Clock
    from expatdesk.documents.picture import CheckedPicture
    from expatdesk.services.files import Files
    from expatdesk.services.printing import Printing
    from expatdesk.services.settings import Settings
    from expatdesk.services.till import Till


@dataclass(frozen=True)
class OnPaper:
    """How a try to print ended: its state, and the refusal in words where it failed."""

    receipt_id: int
    label: str
    state: PrintState
    target: str = ""
    problem: NotPrinted | None = None


@dataclass(frozen=True)
class DraftReceipt:
    """What the till's preview is made of before anything is issued."""

    lines: tuple[FeeLine, ...]
    tenders: tuple[Tender, ...]
    rounding: int
    desk: Pair
    reference: str
    recipient: Recipient | None = None
    language: str = "both"
    service_day: date | None = None
    """Day of the visit, where it is another than today."""


@dataclass(frozen=True)
class DraftSlip:
    """What the preview of a slip is made of before anything is put on the account."""

    lines: tuple[FeeLine, ...]
    account: str
    po_number: str
    day: date
    desk: Pair
    reference: str
    language: str = "both"


class Paper:
    """The workflow from an issued document to paper, a file or a mail."""

    def __init__(
        self,
        till: Till,
        printing: Printing,
        files: Files,
        settings: Settings,
        clock: Clock,
        here: Here = NOTHING_HERE,
    ) -> None:
        """`here`: what this computer prints in its own way."""
        self._till = till
        self._printing = printing
        self._files = files
        self._settings = settings
        self._clock = clock
        self._here = here

    def layout(self) -> Layout:
        """The paper that the centre prints receipts on (a setting)."""
        return Layout(self._settings.get(keys.RECEIPT_LAYOUT))

    def profile(self) -> Profile:
        """Where and how they are printed: by the settings, or by this computer's choice."""
        return profile_for(self._settings, PaperKind.RECEIPTS, self._here)

    def preview(self, draft: DraftReceipt, layout: Layout) -> bytes:
        """The PDF of a receipt that is not issued yet; without a number."""
        from expatdesk.documents.receipt import render_receipt
        from expatdesk.workflows.receipt_paper import draft_paper

        return render_receipt(
            draft_paper(
                lines=draft.lines,
                tenders=draft.tenders,
                rounding=draft.rounding,
                supplier=self._till.supplier(),
                desk=draft.desk,
                at=self._now(),
                reference=draft.reference,
                recipient=draft.recipient,
                service_day=draft.service_day,
                layout=layout,
                languages=Languages(draft.language),
                logo=self._logo(now_epoch(self._clock)),
            )
        )

    def preview_slip(self, draft: DraftSlip, layout: Layout) -> bytes:
        """The PDF of a slip that is not made yet; without a number."""
        from expatdesk.documents.slip import render_slip
        from expatdesk.workflows.receipt_paper import slip_paper

        view = SlipView(
            unbilled_id=0,
            label="",
            day=draft.day,
            at=now_epoch(self._clock),
            account=draft.account,
            po_number=draft.po_number,
            lines=draft.lines,
            net=sum(line.invoice_net for line in draft.lines),
            staff="",
            desk=draft.desk,
            supplier=self._till.supplier(),
            reference=draft.reference,
        )
        return render_slip(
            slip_paper(
                view,
                layout=layout,
                languages=Languages(draft.language),
                logo=self._logo(view.at),
            )
        )

    def pdf(
        self, receipt_id: int, layout: Layout, language: str = "", *, copy: bool = False
    ) -> bytes:
        """The PDF of an issued document; made once and kept, a copy is made anew.

        `language`: "en", "nl" or "both"; empty for the one it was issued in. Raises NotFound.
        """
        view = self._till.receipt(receipt_id)
        wanted = language or view.language
        stored = None if copy else self._printing.paper(receipt_id, layout, wanted)
        if stored is not None:
            return self._files.load(stored)
        from expatdesk.documents.receipt import render_receipt
        from expatdesk.workflows.receipt_paper import issued_paper

        paper = issued_paper(
            view,
            layout=layout,
            languages=Languages(wanted),
            copy=copy,
            logo=self._logo(view.issued_at),
        )
        pdf = render_receipt(paper)
        # A document whose recipient has been erased is no longer what was printed then.
        if not copy and not view.recipient_erased:
            self._printing.keep_paper(receipt_id, layout, wanted, f"{view.label}.pdf", pdf)
        return pdf

    def slip(self, unbilled_id: int, layout: Layout, language: str = "both") -> bytes:
        """The PDF of the slip of an unbilled charge. Raises NotFound."""
        from expatdesk.documents.slip import render_slip
        from expatdesk.workflows.receipt_paper import slip_paper

        view = self._till.slip(unbilled_id)
        logo = self._logo(view.at)
        return render_slip(
            slip_paper(view, layout=layout, languages=Languages(language), logo=logo)
        )

    def put_out(
        self,
        actor: Actor,
        receipt_id: int,
        spooler: Spooler,
        *,
        layout: Layout | None = None,
        language: str = "",
        printer: str = "",
        state: PrintState = PrintState.PRINTED,
    ) -> OnPaper:
        """Prints a document; a second print carries COPY / KOPIE.

        What the printer answers is written down. A failure comes back in words and can be
        tried again with the same call. `printer`: another one than is set for receipts.
        `state`: what it counts as when it has succeeded.
        """
        how = _at(self.profile(), printer) if state is PrintState.PRINTED else Profile()
        form = layout or self.layout()
        wanted = language or self._till.receipt(receipt_id).language
        more = how.options.copies - 1
        once = replace(how, options=replace(how.options, copies=1))
        done = self._put_out(actor, receipt_id, spooler, form, wanted, once, state)
        if not more or done.problem is not None:
            return done
        # There is one original, however many are printed: the others say that they are copies.
        rest = replace(how, options=replace(how.options, copies=more))
        return self._put_out(actor, receipt_id, spooler, form, wanted, rest, state)

    def _put_out(
        self,
        actor: Actor,
        receipt_id: int,
        spooler: Spooler,
        form: Layout,
        language: str,
        how: Profile,
        state: PrintState,
    ) -> OnPaper:
        name = how.printer
        asked = self._printing.ask(
            actor, receipt_id, layout=form, language=language, target=name, key=new_key()
        )
        job = next(j for j in self._printing.jobs(receipt_id) if j.print_id == asked.value)
        pdf = self.pdf(receipt_id, form, language, copy=job.is_copy)
        try:
            spooled = spooler.submit(pdf, job.label, name, how.options)
        except NotPrinted as refused:
            self._printing.record(
                actor, asked.value, PrintState.FAILED, target=name, problem=refused.problem
            )
            return OnPaper(receipt_id, job.label, PrintState.FAILED, name, refused)
        final = spooled.state if state is PrintState.PRINTED else state
        self._printing.record(actor, asked.value, final, target=spooled.target, job=spooled.job)
        return OnPaper(receipt_id, job.label, final, spooled.target)

    def save_to(self, actor: Actor, receipt_id: int, folder: Path) -> OnPaper:
        """Writes the document into a folder instead of printing it."""
        from expatdesk.workflows.printing import FileSpooler

        return self.put_out(actor, receipt_id, FileSpooler(folder), state=PrintState.FILED)

    def finish_missing(self, goes_on: Callable[[], bool] = lambda: True) -> list[int]:
        """Makes the PDFs that a crash between commit and rendering left unmade; their ids."""
        finished = []
        for receipt_id in self._printing.without_paper():
            if not goes_on():
                break
            self.pdf(receipt_id, self.layout())
            finished.append(receipt_id)
        return finished

    def _logo(self, moment: int) -> CheckedPicture | None:
        """As it was when the paper was issued: what came later stands on no copy of it."""
        from expatdesk.workflows.letterhead import logo_at

        return logo_at(self._settings, self._files, moment)

    def _now(self) -> datetime:
        return local(now_epoch(self._clock))


def slip_order(unbilled_id: int, label: str, layout: Layout, language: str) -> PrintOrder:
    """The slip of an unbilled charge for the print queue; its number is its title."""
    how = {"layout": layout.value}
    return PrintOrder("slip", PaperKind.RECEIPTS, label, unbilled_id, language, how)


def _at(profile: Profile, printer: str) -> Profile:
    """The profile at another printer, which has other trays; itself where none is named."""
    if printer in {"", profile.printer}:
        return profile
    return Profile(printer, replace(profile.options, tray=""))
