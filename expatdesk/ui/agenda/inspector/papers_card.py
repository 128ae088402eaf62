"""The card of the documents to bring: seen, to follow, missing."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import PaperLine, VisitSheet
from expatdesk.terms import PaperNeed, PaperState
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.rows import PickRow, RowWords
from expatdesk.ui.kit import Card, PlainLabel, Text, clear, column

_NEXT = {
    PaperState.EXPECTED: PaperState.SEEN,
    PaperState.SEEN: PaperState.LATER,
    PaperState.LATER: PaperState.MISSING,
    PaperState.MISSING: PaperState.EXPECTED,
}
_SIGNS = {
    PaperState.EXPECTED: ("square", ""),
    PaperState.SEEN: ("square-check", "done"),
    PaperState.LATER: ("clock", "warning"),
    PaperState.MISSING: ("circle-x", "error"),
}


class PapersCard(Card):
    """What was to be brought, and what of it has been seen. A press goes to the next state."""

    set_wanted = Signal(int, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Documents to bring"), parent=parent)
        self.count = PlainLabel("", role="small", tone="muted", elide=False)
        self.head.addWidget(self.count)
        self._lines = column(spacing=1)
        self.add(self._lines)
        self._rows: dict[int, PickRow] = {}
        self._order: tuple[tuple[int, int | None], ...] = ()
        self._papers: dict[int, PaperLine] = {}

    def show_visit(self, sheet: VisitSheet) -> None:
        self.setVisible(bool(sheet.papers))
        self._papers = {paper.visit_paper_id: paper for paper in sheet.papers}
        seen = sum(paper.state is PaperState.SEEN for paper in sheet.papers)
        self.count.set_text(
            lambda: _("{seen} of {total} seen").format(seen=seen, total=len(sheet.papers))
        )
        order = tuple((paper.visit_paper_id, paper.person_id) for paper in sheet.papers)
        if order != self._order:
            self._build(sheet, order)
        for paper in sheet.papers:
            self._rows[paper.visit_paper_id].show_words(_paper_words(paper))

    def _build(self, sheet: VisitSheet, order: tuple[tuple[int, int | None], ...]) -> None:
        clear(self._lines)
        self._rows, self._order = {}, order
        several = len(sheet.comers) > 1
        for title, papers in _by_person(sheet):
            if several:
                self._lines.addWidget(
                    PlainLabel(title, role="small", tone="muted", personal=isinstance(title, str))
                )
            for paper in papers:
                made = PickRow(_paper_words(paper), value=paper.visit_paper_id)
                made.taken.connect(self._press)
                self._lines.addWidget(made)
                self._rows[paper.visit_paper_id] = made

    def rows(self) -> list[PickRow]:
        return list(self._rows.values())

    @Slot(object)
    def _press(self, visit_paper_id: int) -> None:
        paper = self._papers[visit_paper_id]
        state = _NEXT[paper.state]
        said = _("{paper}: {state}").format(
            paper=words.said(paper.name), state=words.paper_word(state)
        )
        self.set_wanted.emit(visit_paper_id, state, said)


def _by_person(sheet: VisitSheet) -> list[tuple[Text, list[PaperLine]]]:
    """Papers asked of everybody together first, then those of each person."""
    groups: list[tuple[Text, list[PaperLine]]] = []
    together = [paper for paper in sheet.papers if paper.person_id is None]
    if together:
        groups.append((lambda: _("For all"), together))
    for comer in sheet.comers:
        mine = [paper for paper in sheet.papers if paper.person_id == comer.person_id]
        if mine:
            groups.append((comer.full_name or "–", mine))
    return groups


def _paper_words(paper: PaperLine) -> RowWords:
    icon, state = _SIGNS[paper.state]
    return RowWords(
        words.later(paper.name), side=lambda: _side_words(paper), icon=icon, state=state
    )


def _side_words(paper: PaperLine) -> str:
    if paper.state is not PaperState.EXPECTED:
        return words.paper_word(paper.state)
    if paper.need is PaperNeed.IF_APPLICABLE:
        return _("if any")
    return _("may follow") if paper.need is PaperNeed.MAY_FOLLOW else ""
