"""A till document as PDF."""

from __future__ import annotations

from expatdesk.documents.letterheads.pages import Imprint, one_long_page, paginate, to_pdf
from expatdesk.documents.receipt.bill import bill
from expatdesk.documents.receipt.foot import foot, page_foot, running_head
from expatdesk.documents.receipt.form import form as form_for
from expatdesk.documents.receipt.head import head, title_of
from expatdesk.documents.receipt.paper import ReceiptPaper


def render_receipt(paper: ReceiptPaper) -> bytes:
    """The PDF, the same bytes for the same paper: A5 pages, or one page of roll.

    Raises OSError where the fonts are missing, ValueError where the QR payload is too long.
    """
    form = form_for(paper.layout, paper.languages)
    content = [*head(paper, form), *bill(paper, form), *foot(paper, form)]
    if form.is_roll:
        pages = one_long_page(form.sheet, content)
    else:
        pages = paginate(
            form.sheet,
            content,
            running=running_head(paper, form),
            footer=lambda number, count: page_foot(paper, form, number, count),
        )
    title = f"{form.say.label(title_of(paper))} {paper.label}"
    imprint = Imprint(title, paper.centre.name, form.say.first, paper.issued_at)
    return to_pdf(form.sheet, pages, imprint)
