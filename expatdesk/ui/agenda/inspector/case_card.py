"""The card of the case: its other visits, and what is still to come back to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.clock import day_of
from expatdesk.formats import weekday_date_short
from expatdesk.i18n import _
from expatdesk.services.appointments.types import CaseVisit, FollowUpRow
from expatdesk.terms import FollowUpKind
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.opened import Opened
from expatdesk.ui.agenda.inspector.rows import PickRow, RowWords
from expatdesk.ui.kit import Card, LinkButton, PlainLabel, clear, column, row, veiled
from expatdesk.ui.theme import state_colours


class CaseCard(Card):
    """Earlier and later visits of the case, and what is still to come back to."""

    visit_wanted = Signal(int, object)
    follow_up_done = Signal(int, int)
    note_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda: _("This case"),
            action=lambda: _("Note to come back to…"),
            on_action=self._note,
            parent=parent,
        )
        self._visits = column(spacing=1)
        self._follow_ups = column(spacing=1)
        self.add(self._visits)
        self.add(self._follow_ups)

    def show_visit(self, opened: Opened) -> None:
        clear(self._visits)
        clear(self._follow_ups)
        for visit in opened.sheet.case_visits:
            if visit.visit_id != opened.sheet.visit_id:
                made = PickRow(_visit_words(opened, visit), value=visit)
                made.taken.connect(self._open)
                self._visits.addWidget(made)
        for follow_up in opened.follow_ups:
            line = _FollowUpLine(follow_up)
            line.done.connect(self.follow_up_done)
            self._follow_ups.addWidget(line)

    def visit_rows(self) -> list[PickRow]:
        """The other visits of the case, as rows that lead there."""
        items = (self._visits.itemAt(at) for at in range(self._visits.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, PickRow)]

    @Slot()
    def _note(self) -> None:
        self.note_wanted.emit()

    @Slot(object)
    def _open(self, visit: CaseVisit) -> None:
        self.visit_wanted.emit(visit.visit_id, day_of(visit.starts_at))


class _FollowUpLine(QWidget):
    """Something to come back to; `done(id, version)`."""

    done = Signal(int, int)

    def __init__(self, follow_up: FollowUpRow) -> None:
        super().__init__()
        self._follow_up = follow_up
        said = PlainLabel(self._said, role="small", wrap=True)
        button = LinkButton(lambda: _("Done"), on=self._done)
        line = row(spacing=8, margins=(6, 2, 0, 2), parent=self)
        line.addWidget(said, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _said(self) -> str:
        return follow_up_words(self._follow_up)

    @Slot()
    def _done(self) -> None:
        self.done.emit(self._follow_up.follow_up_id, self._follow_up.version)


def follow_up_words(one: FollowUpRow) -> str:
    """What is to be done until when."""
    kind = {
        FollowUpKind.CERTIFICATE: _("Certificate to be handed in"),
        FollowUpKind.TEMPORARY_ADDRESS: _("Temporary address ends"),
        FollowUpKind.OTHER: _("To come back to"),
    }[one.kind]
    said = f"{weekday_date_short(one.due)} · {kind}"
    return f"{said} · {veiled(one.note)}" if one.note else said


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
