"""Who makes which paper of the print queue. Each is made anew, as its subject stands now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from expatdesk.i18n import N_, _
from expatdesk.services.printing.types import PrintOrder
from expatdesk.workflows.printing.profiles import NOTHING_HERE, Here
from expatdesk.workflows.printing.queue import PrintQueue

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.base import Actor
    from expatdesk.storage.changes import Changes
    from expatdesk.workflows.printing.queue import Afterwards, Renderer
    from expatdesk.workflows.printing.types import Spooler


def _confirmation(centre: Centre, order: PrintOrder) -> bytes:
    from expatdesk.workflows.confirmation import Confirmations

    assert order.subject_id is not None
    return Confirmations(centre).pdf(order.subject_id, order.language)


def _day_list(centre: Centre, order: PrintOrder) -> bytes:
    from expatdesk.workflows.daylist import DayPaper

    day = date.fromisoformat(str(order.parameters["day"]))
    return DayPaper(centre, day).pdf(order.language)


def _slip(centre: Centre, order: PrintOrder) -> bytes:
    from expatdesk.documents.parts import Layout
    from expatdesk.workflows.paper import Paper

    assert order.subject_id is not None
    paper = Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)
    return paper.slip(order.subject_id, Layout(str(order.parameters["layout"])), order.language)


def _test_page(centre: Centre, order: PrintOrder) -> bytes:
    from expatdesk.workflows.trial import trial

    return trial(centre, order)


def _sheets(centre: Centre, order: PrintOrder) -> bytes:
    from expatdesk.workflows.sheets import SheetPapers

    return SheetPapers(centre).render(order)


def _sheets_are_out(centre: Centre, actor: Actor, job_id: int, order: PrintOrder) -> Changes:
    from expatdesk.workflows.sheets import SheetPapers

    return SheetPapers(centre).given(actor, job_id, order)


def print_queue(centre: Centre, spooler: Spooler, here: Here = NOTHING_HERE) -> PrintQueue:
    """The queue that can make every kind of paper, and knows what follows when it is out."""
    return PrintQueue(centre, spooler, RENDERERS, here, AFTERWARDS)


RENDERERS: Final[Mapping[str, Renderer]] = {
    "confirmation": _confirmation,
    "day_list": _day_list,
    "slip": _slip,
    "sheets": _sheets,
    "test_page": _test_page,
}
AFTERWARDS: Final[Mapping[str, Afterwards]] = {"sheets": _sheets_are_out}
_WORDS: Final[Mapping[str, str]] = {
    "confirmation": N_("Confirmation"),
    "day_list": N_("List of the day"),
    "slip": N_("Slip"),
    "sheets": N_("Information sheets"),
    "test_page": N_("Test page"),
}


def paper_words(kind: str) -> str:
    """What a kind of paper is called; its name where there is no word for it."""
    return _(_WORDS[kind]) if kind in _WORDS else kind.replace("_", " ")
