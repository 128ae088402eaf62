"""Blocked time: asking for it, and what stands in its way; and a block that is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.clock import epoch_of
from expatdesk.formats import Unreadable, parse_time
from expatdesk.i18n import _, ngettext
from expatdesk.services.appointments.types import AgendaBlock, AgendaColumn, BlockedVisits, VisitRow
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.agenda.inspector.rows import PickList, RowWords
from expatdesk.ui.kit import (
    Card,
    ComboField,
    DangerButton,
    LabelledField,
    PlainLabel,
    SecondaryButton,
    Text,
    TextField,
    fields_row,
)
from expatdesk.ui.kit.text import make_personal, veiled
from expatdesk.ui.theme import state_colours


class BlockPanel(AskPanel):
    """Desk, from, until and why. `confirmed(span, reason, overridden, over_visits)`.

    What lies in the way is listed, each visit to be opened; then it may be blocked all the same.
    """

    confirmed = Signal(object, str, bool, bool)
    visit_wanted = Signal(int, object)

    def __init__(
        self,
        day: date,
        columns: Sequence[AgendaColumn],
        span: tuple[int, int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            lambda: _("Blocked time"),
            lambda: _("Nobody is booked at this desk in this time."),
            button=lambda: _("Block"),
            parent=parent,
        )
        self._day = day
        self._make_fields(columns, span)
        self.told = PlainLabel("", role="small", tone="warning", wrap=True)
        self.visits: PickList[VisitRow] = PickList(name=lambda: _("Visits in the way"))
        self.visits.chosen.connect(self._visit)
        self.anyway = DangerButton(lambda: _("Do it all the same"), on=self._anyway)
        for part in (self.told, self.visits, self.anyway):
            self.content.addWidget(part)
        self.told.hide()
        self.anyway.hide()

    def _make_fields(self, columns: Sequence[AgendaColumn], span: tuple[int, int, int]) -> None:
        desks: list[tuple[int, Text]] = [
            (column.desk.desk_id, words.later(column.desk.name)) for column in columns
        ]
        self.desk = ComboField(desks)
        self.desk.choose(span[0])
        self.start = TextField(limit=8)
        self.end = TextField(limit=8)
        self.start.setText(words.clock_time(span[1]))
        self.end.setText(words.clock_time(span[2]))
        self.reason = TextField(limit=200)
        self.start_field = LabelledField(lambda: _("Start"), self.start)
        self.end_field = LabelledField(lambda: _("End"), self.end)
        self.reason_field = LabelledField(lambda: _("Reason"), self.reason, required=True)
        self.content.addWidget(LabelledField(lambda: _("Desk"), self.desk))
        self.content.addWidget(fields_row(self.start_field, self.end_field))
        self.content.addWidget(self.reason_field)
        make_personal(self.reason)
        for field in (self.start, self.end):
            field.textEdited.connect(self._changed)
        self.desk.chosen.connect(self._changed)

    def first_field(self) -> QWidget | None:
        return self.reason

    def answer(self) -> None:
        self._confirm(over_visits=False)

    def _anyway(self) -> None:
        self._confirm(over_visits=True)

    @Slot()
    @Slot(object)
    @Slot(str)
    def _changed(self, _value: object = None) -> None:
        """Other visits may lie in another time: they must be seen before they are confirmed."""
        self.visits.show_choices([])
        self.anyway.hide()
        self.told.hide()
        self.error.hide()

    def _confirm(self, *, over_visits: bool) -> None:
        start = self._moment(self.start, self.start_field)
        end = self._moment(self.end, self.end_field)
        reason = self.reason.text().strip()
        self.reason_field.set_error("" if reason else (lambda: _("Please give a reason.")))
        desk_id = self.desk.value()
        if start is None or end is None or not reason or desk_id is None:
            return
        self.confirmed.emit((desk_id, start, end), reason, self.overridden, over_visits)

    def _moment(self, field: TextField, around: LabelledField) -> int | None:
        try:
            wall = parse_time(field.text())
        except Unreadable as error:
            around.set_error(str(error))
            return None
        around.set_error("")
        try:
            return epoch_of(self._day, 60 * wall.hour + wall.minute)
        except ValueError:
            # The hour that the clock leaps over in March.
            around.set_error(lambda: _("There is no such time on this day."))
            return None

    def refuse(self, error: Exception) -> None:
        super().refuse(error)
        visits = error.visits if isinstance(error, BlockedVisits) else ()
        self.visits.show_choices([(visit, visit_words(visit)) for visit in visits])
        for part in (self.told, self.anyway):
            part.setVisible(bool(visits))
        if visits:
            self.error.hide()
            self.told.set_text(lambda: in_the_way(len(visits)))
            self.anyway.setFocus()

    @Slot(object)
    def _visit(self, visit: VisitRow) -> None:
        self.visit_wanted.emit(visit.visit_id, visit.day)


def in_the_way(count: int) -> str:
    """How many visits lie in the time that is to be blocked, and what can be done."""
    return ngettext(
        "{count} visit lies in this time. Move it first, or block the time all the same.",
        "{count} visits lie in this time. Move them first, or block the time all the same.",
        count,
    ).format(count=count)


def visit_words(visit: VisitRow) -> RowWords:
    """A visit as a row that leads to it."""

    def detail() -> str:
        span = words.span_words(visit.starts_at, visit.ends_at)
        return f"{span} · {words.said(visit.service)} · {words.said(visit.desk)}"

    return RowWords(
        visit.title or "–",
        detail=detail,
        side=lambda: state_colours(visit.state).word,
        personal=True,
        strong=True,
    )


class BlockCard(Card):
    """A block that has been chosen."""

    free_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Blocked time"), parent=parent)
        self._block: AgendaBlock | None = None
        self.when = PlainLabel("", role="strong")
        self.reason = PlainLabel("", wrap=True)
        self.button = SecondaryButton(lambda: _("Take the block away"), on=self._free)
        for part in (self.when, self.reason, self.button):
            self.add(part)

    def show_block(self, block: AgendaBlock, desk: Text) -> None:
        self._block = block
        span = words.span_words(block.starts_at, block.ends_at)
        self.when.set_text(lambda: f"{span} · {desk if isinstance(desk, str) else desk()}")
        self.reason.set_text(lambda: veiled(block.reason))

    @Slot()
    def _free(self) -> None:
        if self._block is not None:
            self.free_wanted.emit(self._block)
