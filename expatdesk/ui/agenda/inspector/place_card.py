"""The card of the appointment: what for, when, at which desk."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import VisitSheet
from expatdesk.terms import COMING, UNDER_WAY, AddressKind, Behalf, Source
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.head import late_note
from expatdesk.ui.agenda.inspector.opened import Opened
from expatdesk.ui.kit import Card, PlainLabel, veiled
from expatdesk.ui.people.words import language_word


class PlaceCard(Card):
    """What for, when and at which desk; where they come from and what was noted."""

    move_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._sheet: VisitSheet | None = None
        super().__init__(action=lambda: _("Move…"), on_action=self._move, parent=parent)
        # Wraps, as the title of a card does not: it says what, when and where.
        self.what = PlainLabel(self._titled, role="small_strong", tone="muted", wrap=True)
        self.head.insertWidget(0, self.what, 1)
        self.later = PlainLabel("", role="small", tone="muted", wrap=True)
        self.facts = PlainLabel("", role="small", tone="muted", wrap=True)
        self.notes = PlainLabel("", role="small", tone="warning", wrap=True)
        for part in (self.later, self.facts, self.notes):
            self.add(part)

    def show_visit(self, opened: Opened) -> None:
        sheet = opened.sheet
        self._sheet = sheet
        self.what.refresh()
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

    @Slot()
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
        parts.append(_("employer {name}").format(name=veiled(sheet.employer)))
    if sheet.booker is not Behalf.VISITOR and sheet.booker_name:
        parts.append(_("booked by {name}").format(name=veiled(sheet.booker_name)))
    parts.append(
        {
            Source.DESK: _("booked at the desk"),
            Source.PHONE: _("booked by phone"),
            Source.WEB: _("booked on the website"),
        }[sheet.source]
    )
    parts.append(_("ref {code}").format(code=sheet.code))
    # The dot stays at the end of a line where the next part begins a new one.
    return "\u00a0· ".join(parts)


def _notes(opened: Opened) -> str:
    sheet = opened.sheet
    lines = []
    if sheet.squeeze_reason is not None:
        lines.append(_("Squeezed in: {reason}").format(reason=veiled(sheet.squeeze_reason)))
    late = late_note(sheet)
    if late is not None:
        lines.append(late())
    reason = opened.reason(sheet.refusal_code)
    if reason is not None:
        lines.append(_("Turned away: {reason}").format(reason=words.said(reason.text)))
    if sheet.note:
        lines.append(veiled(sheet.note))
    return "\n".join(lines)
