"""The top of the inspector: who it is, where the visit stands, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from expatdesk.clock import day_of
from expatdesk.i18n import _
from expatdesk.services.appointments.types import ComerLine, VisitSheet
from expatdesk.terms import FINISHED, LateAnswer, VisitState
from expatdesk.ui.agenda import words
from expatdesk.ui.kit import Pill, PlainLabel, Step, StepProgress, column, names_hidden, row
from expatdesk.ui.people.words import born, class_word
from expatdesk.ui.theme import state_colours

_REACHED = {
    VisitState.PLANNED: 0,
    VisitState.ARRIVED: 1,
    VisitState.AT_DESK: 2,
    VisitState.AT_HELPDESK: 3,
}


class VisitHead(QWidget):
    """Name in its own script, passport form, class and birth; the state; the steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: VisitSheet | None = None
        self.name = PlainLabel("", role="heading", personal=True)
        self.pill = Pill("", state="booked", sign=True)
        self.latin = PlainLabel("", tone="muted", personal=True)
        self.about = PlainLabel("", role="small", tone="muted", wrap=True)
        self.steps = StepProgress()
        # The name has the whole width: of all words here it must be read whole.
        second = row(spacing=10)
        second.addLayout(column(self.latin, self.about, spacing=3), 1)
        second.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        column(self.name, second, 8, self.steps, spacing=3, parent=self)

    def show_visit(self, sheet: VisitSheet) -> None:
        self._sheet = sheet
        first = sheet.comers[0] if sheet.comers else None
        self.name.set_text((first.full_name if first else "") or (lambda: _("Name removed")))
        self.pill.set_state(sheet.state, self._pill_words)
        latin = first.latin if first is not None else ""
        differs = bool(latin) and first is not None and latin != first.full_name
        self.latin.set_text(latin if differs else "")
        self.latin.setVisible(differs)
        self.about.set_text(self._about)
        self.steps.show_steps(_steps(sheet), _reached(sheet))
        self.steps.setVisible(bool(sheet.steps))

    def _pill_words(self) -> str:
        sheet = self._sheet
        if sheet is None:
            return ""
        word = state_colours(sheet.state).word
        at = {
            VisitState.ARRIVED: sheet.arrived_at,
            VisitState.AT_DESK: sheet.at_desk_at,
            VisitState.AT_HELPDESK: sheet.at_helpdesk_at,
        }.get(sheet.state)
        return f"{word} {words.clock_time(at)}" if at is not None else word

    def _about(self) -> str:
        sheet = self._sheet
        if sheet is None or not sheet.comers:
            return ""
        return about_words(sheet.comers[0])


def about_words(comer: ComerLine) -> str:
    """Class and birth, which goes with the names: non-EU · born 14 Mar 1991."""
    parts = []
    if comer.residence_class is not None:
        parts.append(class_word(comer.residence_class))
    day = born(comer.birth_date, comer.birth_year)
    if day and not names_hidden():
        parts.append(_("born {day}").format(day=day))
    return " · ".join(parts)


def _steps(sheet: VisitSheet) -> list[Step]:
    helpdesk = len(sheet.steps) > 1 or sheet.at_helpdesk_at is not None
    steps = [
        Step(lambda: _("Booked"), _booked(sheet)),
        Step(lambda: _("Arrived"), _time(sheet, sheet.arrived_at)),
        Step(lambda: _("Desk"), _time(sheet, sheet.at_desk_at)),
    ]
    if helpdesk:
        steps.append(Step(lambda: _("Helpdesk"), _time(sheet, sheet.at_helpdesk_at)))
    done = sheet.ended_at if sheet.state in FINISHED else None
    steps.append(Step(lambda: _("Done"), _time(sheet, done)))
    return steps


def _booked(sheet: VisitSheet) -> str:
    return words.short_day(day_of(sheet.booked_at), sheet.day)


def _time(sheet: VisitSheet, at: int | None) -> str:
    return words.moment_words(at, sheet.day) if at is not None else ""


def _reached(sheet: VisitSheet) -> int:
    last = 4 if len(sheet.steps) > 1 or sheet.at_helpdesk_at is not None else 3
    if sheet.state in FINISHED:
        return last
    if sheet.state in _REACHED:
        return _REACHED[sheet.state]
    times = (sheet.arrived_at, sheet.at_desk_at, sheet.at_helpdesk_at)
    return max((at for at, time in enumerate(times, 1) if time is not None), default=0)


def late_note(sheet: VisitSheet) -> Callable[[], str] | None:
    """What was decided when they came late."""
    answer: LateAnswer | None = sheet.late
    return None if answer is None else lambda: words.late_word(answer)
