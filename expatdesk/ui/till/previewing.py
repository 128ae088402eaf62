"""The preview of what is about to be issued: made by the code that prints it."""

from __future__ import annotations

from dataclasses import replace

from expatdesk.documents.parts import Layout
from expatdesk.i18n import _
from expatdesk.ui.context import Desk
from expatdesk.ui.printing import here_of
from expatdesk.ui.till.bill import Bill, recipient_of
from expatdesk.ui.till.form import Form, Way
from expatdesk.ui.till.opening import Opened
from expatdesk.ui.till.paper_panel import PaperPanel, Wanted
from expatdesk.workflows.paper import DraftReceipt, DraftSlip, Paper


def paper_of(desk: Desk) -> Paper:
    """The workflow of the centre's paper."""
    centre = desk.services
    return Paper(
        centre.till,
        centre.printing,
        centre.files,
        centre.settings,
        centre.clock,
        here_of(desk.preferences),
    )


def previewed(desk: Desk, panel: PaperPanel, opened: Opened, form: Form, bill: Bill) -> None:
    """Shows in the panel what the form would issue."""
    if not bill.total:
        panel.show_words(
            lambda: (
                _("Nothing is charged: no receipt.")
                if bill.free
                else _("Nothing is due for this visit.")
            )
        )
        return
    paper, sheet = paper_of(desk), opened.sheet
    if form.way is Way.ACCOUNT:
        slip = DraftSlip(
            lines=bill.lines,
            account=sheet.payer_name,
            po_number=form.po_number,
            day=sheet.day,
            desk=opened.desk,
            reference=sheet.visit_code,
        )
        panel.show_paper(Wanted(lambda layout, language: _slip(paper, slip, layout, language)))
        return
    draft = DraftReceipt(
        lines=bill.lines,
        tenders=bill.tenders,
        rounding=bill.rounding,
        desk=opened.desk,
        reference=sheet.visit_code,
        recipient=recipient_of(form),
        service_day=sheet.day if sheet.lines else None,
    )
    panel.show_paper(Wanted(lambda layout, language: _receipt(paper, draft, layout, language)))


def _receipt(paper: Paper, draft: DraftReceipt, layout: Layout, language: str) -> bytes:
    return paper.preview(replace(draft, language=language), layout)


def _slip(paper: Paper, draft: DraftSlip, layout: Layout, language: str) -> bytes:
    return paper.preview_slip(replace(draft, language=language), layout)
