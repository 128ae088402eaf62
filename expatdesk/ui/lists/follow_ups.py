"""What the centre has to come back to: what is due now, and under it what comes later."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import timedelta
from typing import ClassVar, Final

from PySide6.QtCore import Slot

from expatdesk.formats import weekday_date
from expatdesk.i18n import _
from expatdesk.services.appointments.types import FollowUpRow
from expatdesk.services.base import new_key
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Column, EmptyState, PrimaryButton, SecondaryButton
from expatdesk.ui.lists import words
from expatdesk.ui.lists.tab import Fact, ListTab

AHEAD: Final = timedelta(days=366)
"""How far ahead follow-ups are listed."""


class FollowUpsTab(ListTab[FollowUpRow]):
    topics: ClassVar[frozenset[str]] = frozenset({"follow_ups", "visits", "people"})
    least: ClassVar[Mapping[str, int]] = {"who": 120, "note": 100}
    make_room: ClassVar[Sequence[str]] = ("note",)

    def __init__(self, desk: Desk) -> None:
        self._begins: frozenset[int] = frozenset()
        empty = EmptyState(
            "calendar-clock",
            lambda: _("Nothing to come back to"),
            lambda: _(
                "A certificate that is handed in later or a temporary address that ends is "
                "listed here by its day. Notes of your own are made at the visit."
            ),
        )
        super().__init__(desk, self._columns(desk), lambda: _("Follow-ups"), empty)
        self.table.rows_model.modelReset.connect(self._part)
        self.table.rows_model.layoutChanged.connect(self._part)

    def _columns(self, desk: Desk) -> list[Column[FollowUpRow]]:
        today = desk.today
        return [
            Column("part", "", self._part_word, muted=True, strong=True, width=64),
            Column(
                "due",
                lambda: _("Due on"),
                lambda r: words.due(r.due, today())[1],
                sort=lambda r: r.due.toordinal(),
                state=lambda r: words.due(r.due, today())[0],
                width=138,
            ),
            Column("who", lambda: _("Who"), lambda r: r.person or _("name removed"), strong=True,
                   personal=True, stretch=True),
            Column("what", lambda: _("What"), lambda r: words.kind(r.kind), width=204),
            Column("note", lambda: _("Note"), lambda r: r.note, muted=True, personal=True,
                   width=260),
        ]  # fmt: skip

    @Slot()
    def _part(self) -> None:
        """In whatever order they stand: where what is due begins, and where what comes later."""
        begins, part = set(), None
        for row in self.table.rows_model.rows():
            if self._is_due(row) is not part:
                begins.add(row.follow_up_id)
                part = self._is_due(row)
        self._begins = frozenset(begins)

    def _is_due(self, row: FollowUpRow) -> bool:
        return row.due <= self.desk.today()

    def _part_word(self, row: FollowUpRow) -> str:
        if row.follow_up_id not in self._begins:
            return ""
        return _("Now") if self._is_due(row) else _("Later")

    def to_do(self) -> int:
        return sum(map(self._is_due, self.table.rows_model.rows()))

    def key(self, row: FollowUpRow) -> Hashable:
        return row.follow_up_id

    def ask(self) -> None:
        reception, until = self.desk.services.reception, self.desk.today() + AHEAD
        self.desk.operations.read(
            self, "follow-ups", lambda: reception.follow_ups(until), self.show_rows
        )

    def show_row(self, row: FollowUpRow) -> None:
        self.panel.head(
            row.person or (lambda: _("name removed")),
            lambda: words.kind(row.kind),
            personal=True,
        )
        self.panel.facts(None, Fact(lambda: _("Due on"), lambda: weekday_date(row.due)))
        if row.note:
            self.panel.text(lambda: _("Note"), row.note, personal=True)
        self.panel.buttons(
            PrimaryButton(lambda: _("Done"), key="Return", on=self.done, large=True),
            SecondaryButton(
                lambda: _("Open the visit"),
                key="Ctrl+O",
                on=self._to_visit,
                grows=True,
            ),
        )

    def _to_visit(self) -> None:
        row = self.row()
        self.open_visit(None if row is None else row.visit_id)

    def done(self) -> None:
        """It is done."""
        row = self.row()
        if row is None:
            return
        actor, reception, key = self.desk.actor, self.desk.services.reception, new_key()
        self.write(
            lambda: reception.follow_up_done(actor, row.follow_up_id, row.version, key=key),
            lambda: _("The follow-up is done."),
        )
