"""The cards of the inspector: the appointment, the persons, the papers, the money, the case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from expatdesk.clock import day_of
from expatdesk.formats import weekday_date_short
from expatdesk.i18n import _
from expatdesk.services.appointments.types import (
    CaseVisit,
    ComerLine,
    FollowUpRow,
    PaperLine,
    VisitSheet,
)
from expatdesk.terms import (
    COMING,
    FINISHED,
    UNDER_WAY,
    AddressKind,
    Behalf,
    FollowUpKind,
    Outcome,
    PaperNeed,
    PaperState,
    Source,
)
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.head import about_words, late_note
from expatdesk.ui.agenda.inspector.opened import Opened
from expatdesk.ui.agenda.inspector.rows import PickRow, RowWords
from expatdesk.ui.kit import (
    Card,
    IconButton,
    LinkButton,
    PlainLabel,
    Text,
    clear,
    column,
    row,
)
from expatdesk.ui.people.words import language_word, role_word
from expatdesk.ui.theme import state_colours

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


class PlaceCard(Card):
    """What for, when and at which desk; where they come from and what was noted."""

    move_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._sheet: VisitSheet | None = None
        super().__init__(
            self._titled, action=lambda: _("Move…"), on_action=self._move, parent=parent
        )
        if self.title is not None:
            self.title.setWordWrap(True)
        self.later = PlainLabel("", role="small", tone="muted", wrap=True)
        self.facts = PlainLabel("", role="small", tone="muted", wrap=True)
        self.notes = PlainLabel("", role="small", tone="warning", wrap=True)
        for part in (self.later, self.facts, self.notes):
            self.add(part)

    def show_visit(self, opened: Opened) -> None:
        sheet = opened.sheet
        self._sheet = sheet
        self.set_title(self._titled)
        self.later.set_text(lambda: _later_steps(sheet))
        self.later.setVisible(len(sheet.steps) > 1)
        self.facts.set_text(lambda: _facts(sheet))
        self.notes.set_text(lambda: _notes(opened))
        self.notes.setVisible(bool(_notes(opened)))
        if self.action is not None:
            self.action.setVisible(sheet.state in COMING | UNDER_WAY)

    def _titled(self) -> str:
        sheet = self._sheet
        if sheet is None:
            return ""
        first = sheet.steps[0] if sheet.steps else None
        span = words.span_words(
            sheet.starts_at, first.ends_at if first is not None else sheet.ends_at
        )
        parts = [words.said(sheet.service), span]
        if first is not None:
            parts.append(words.said(first.desk))
        return " · ".join(parts)

    def _move(self) -> None:
        self.move_wanted.emit()


def _later_steps(sheet: VisitSheet) -> str:
    lines = [
        f"{words.said(step.name)} · {words.span_words(step.starts_at, step.ends_at)}"
        f" · {words.said(step.desk)}"
        for step in sheet.steps[1:]
    ]
    return "\n".join(lines)


def _facts(sheet: VisitSheet) -> str:
    parts = []
    if sheet.municipality:
        place = _("Municipality {name}").format(name=sheet.municipality)
        if sheet.address_kind is AddressKind.EMPLOYER:
            place = _("Municipality {name}, at the employer’s address").format(
                name=sheet.municipality
            )
        parts.append(place)
    parts.append(_("in {language}").format(language=language_word(sheet.language)))
    if sheet.employer:
        parts.append(_("employer {name}").format(name=sheet.employer))
    if sheet.booker is not Behalf.VISITOR and sheet.booker_name:
        parts.append(_("booked by {name}").format(name=sheet.booker_name))
    parts.append(
        {
            Source.DESK: _("booked at the desk"),
            Source.PHONE: _("booked by phone"),
            Source.WEB: _("booked on the website"),
        }[sheet.source]
    )
    parts.append(_("ref {code}").format(code=sheet.code))
    return " · ".join(parts)


def _notes(opened: Opened) -> str:
    sheet = opened.sheet
    lines = []
    if sheet.squeeze_reason is not None:
        lines.append(_("Squeezed in: {reason}").format(reason=sheet.squeeze_reason))
    late = late_note(sheet)
    if late is not None:
        lines.append(late())
    reason = opened.reason(sheet.refusal_code)
    if reason is not None:
        lines.append(_("Turned away: {reason}").format(reason=words.said(reason.text)))
    if sheet.note:
        lines.append(sheet.note)
    return "\n".join(lines)


class ComersCard(Card):
    """Who comes, each with the outcome; how many are here."""

    outcome_wanted = Signal(int, object)
    heads_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Persons"), parent=parent)
        self._opened: Opened | None = None
        self.fewer = IconButton("minus", lambda: _("One fewer is here"), small=True)
        self.more = IconButton("plus", lambda: _("One more is here"), small=True)
        self.heads = PlainLabel(self._heads_words, role="small", tone="muted", elide=False)
        self.fewer.clicked.connect(self._fewer)
        self.more.clicked.connect(self._more)
        for part in (self.heads, self.fewer, self.more):
            self.head.addWidget(part)
        self._lines = column(spacing=6)
        self.add(self._lines)

    def show_visit(self, opened: Opened) -> None:
        self._opened = opened
        sheet = opened.sheet
        here = sheet.state in UNDER_WAY | FINISHED
        for part in (self.heads, self.fewer, self.more):
            part.setVisible(here and len(sheet.comers) > 1)
        self.heads.refresh()
        self.fewer.setEnabled(self._count() > 0)
        clear(self._lines)
        for comer in sheet.comers:
            self._lines.addWidget(self._line(comer, here=here))

    def _line(self, comer: ComerLine, *, here: bool) -> QWidget:
        holder = QWidget()
        names = column(spacing=0)
        name = PlainLabel(comer.full_name or (lambda: _("Name removed")), role="small_strong",
                          personal=True)  # fmt: skip
        names.addWidget(name)
        first = self._opened is not None and comer is self._opened.sheet.comers[0]
        # Of the first person it stands in the head already.
        about = "" if first else about_words(comer)
        role = PlainLabel(
            lambda: " · ".join(part for part in (role_word(comer.role), about) if part),
            role="small",
            tone="muted",
        )
        names.addWidget(role)
        line = row(spacing=8, parent=holder)
        line.addLayout(names, 1)
        if here or comer.outcome is not None:
            button = LinkButton(lambda: self._outcome_words(comer), menu=True)
            button.clicked.connect(self._asker(button, comer.person_id))
            button.setAccessibleDescription(comer.full_name)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _outcome_words(self, comer: ComerLine) -> str:
        if comer.outcome is None:
            return _("Outcome…")
        short = {
            Outcome.REGISTERED: _("registered"),
            Outcome.REGISTERED_BSN_BY_POST: _("number by post"),
            Outcome.REGISTERED_CERTIFICATE_LATER: _("certificate later"),
            Outcome.NOT_REGISTERED: _("not registered"),
            Outcome.ANOTHER_DAY: _("another day"),
        }
        return short[comer.outcome]

    def _asker(self, button: LinkButton, person_id: int) -> Callable[[], None]:
        def ask() -> None:
            menu = self.outcome_menu(person_id)
            button.popup(menu)

        return ask

    def outcome_menu(self, person_id: int) -> QMenu:
        """The outcomes that can be noted for a person."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for outcome in Outcome:
            menu.addAction(self._choice(menu, words.outcome_word(outcome), person_id, outcome))
        menu.addSeparator()
        menu.addAction(self._choice(menu, _("Not known yet"), person_id, None))
        return menu

    def _choice(self, menu: QMenu, said: str, person_id: int, outcome: Outcome | None) -> QAction:
        action = QAction(said, menu)
        action.triggered.connect(lambda: self.outcome_wanted.emit(person_id, outcome))
        return action

    def _count(self) -> int:
        if self._opened is None:
            return 0
        sheet = self._opened.sheet
        return len(sheet.comers) if sheet.head_count is None else sheet.head_count

    def _heads_words(self) -> str:
        if self._opened is None:
            return ""
        sheet = self._opened.sheet
        if sheet.head_count is None:
            return _("not counted")
        return _("{count} of {total} here").format(count=sheet.head_count, total=len(sheet.comers))

    def _fewer(self) -> None:
        self.heads_wanted.emit(max(self._count() - 1, 0))

    def _more(self) -> None:
        counted = self._opened is not None and self._opened.sheet.head_count is not None
        # The first press says that everybody is here.
        self.heads_wanted.emit(self._count() + (1 if counted else 0))


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
                made = PickRow(_paper_words(paper))
                made.clicked.connect(self._presser(paper.visit_paper_id))
                self._lines.addWidget(made)
                self._rows[paper.visit_paper_id] = made

    def rows(self) -> list[PickRow]:
        return list(self._rows.values())

    def _presser(self, visit_paper_id: int) -> Callable[[], None]:
        def press() -> None:
            paper = self._papers[visit_paper_id]
            state = _NEXT[paper.state]
            said = _("{paper}: {state}").format(
                paper=words.said(paper.name), state=words.paper_word(state)
            )
            self.set_wanted.emit(visit_paper_id, state, said)

        return press


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
    side: Text = ""
    if paper.state is PaperState.EXPECTED and paper.need is PaperNeed.IF_APPLICABLE:
        side = lambda: _("if any")  # noqa: E731  said again after a change of language
    elif paper.state is PaperState.EXPECTED and paper.need is PaperNeed.MAY_FOLLOW:
        side = lambda: _("may follow")  # noqa: E731  as above
    elif paper.state is not PaperState.EXPECTED:
        side = lambda: words.paper_word(paper.state)  # noqa: E731  as above
    return RowWords(words.later(paper.name), side=side, icon=icon, state=state)


class CaseCard(Card):
    """Earlier and later visits of the case, and what is still to come back to."""

    visit_wanted = Signal(int, object)
    follow_up_done = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("This case"), parent=parent)
        self._lines = column(spacing=1)
        self.add(self._lines)

    def show_visit(self, opened: Opened) -> None:
        sheet = opened.sheet
        others = [visit for visit in sheet.case_visits if visit.visit_id != sheet.visit_id]
        self.setVisible(bool(others or opened.follow_ups))
        clear(self._lines)
        for visit in others:
            made = PickRow(_visit_words(opened, visit))
            made.clicked.connect(self._opener(visit))
            self._lines.addWidget(made)
        for follow_up in opened.follow_ups:
            self._lines.addWidget(self._follow_up(follow_up))

    def _opener(self, visit: CaseVisit) -> Callable[[], None]:
        def open_() -> None:
            self.visit_wanted.emit(visit.visit_id, day_of(visit.starts_at))

        return open_

    def _follow_up(self, one: FollowUpRow) -> QWidget:
        holder = QWidget()
        said = PlainLabel(lambda: follow_up_words(one), role="small", wrap=True)
        done = LinkButton(lambda: _("Done"))
        done.clicked.connect(lambda: self.follow_up_done.emit(one.follow_up_id, one.version))
        line = row(spacing=8, margins=(6, 2, 0, 2), parent=holder)
        line.addWidget(said, 1)
        line.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
        return holder


def follow_up_words(one: FollowUpRow) -> str:
    """What is to be done until when."""
    kind = {
        FollowUpKind.CERTIFICATE: _("Certificate to be handed in"),
        FollowUpKind.TEMPORARY_ADDRESS: _("Temporary address ends"),
        FollowUpKind.OTHER: _("To come back to"),
    }[one.kind]
    said = f"{weekday_date_short(one.due)} · {kind}"
    return f"{said} · {one.note}" if one.note else said


def _visit_words(opened: Opened, visit: CaseVisit) -> RowWords:
    look = state_colours(visit.state)
    day = day_of(visit.starts_at)
    earlier = visit.starts_at < opened.sheet.starts_at

    def title() -> str:
        when = f"{words.short_day(day, opened.sheet.day)} {words.clock_time(visit.starts_at)}"
        said = _("Earlier: {when}") if earlier else _("Later: {when}")
        return said.format(when=when)

    def detail() -> str:
        reason = opened.reason(visit.refusal_code)
        return words.said(reason.text) if reason is not None else ""

    return RowWords(
        title,
        detail=detail,
        side=lambda: f"{look.sign} {state_colours(visit.state).word}",
        icon="arrow-left" if earlier else "arrow-right",
        state=visit.state,
    )
