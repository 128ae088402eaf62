"""What the centre has to come back to: certificates, addresses that end, notes."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import timedelta
from typing import ClassVar, Final

from expatdesk.formats import weekday_date
from expatdesk.i18n import _
from expatdesk.services.appointments.types import FollowUpRow
from expatdesk.services.base import new_key
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Column, EmptyState, PrimaryButton, SecondaryButton
from expatdesk.ui.lists import words
from expatdesk.ui.lists.tab import ListTab

AHEAD: Final = timedelta(days=366)
"""How far ahead follow-ups are listed."""


class FollowUpsTab(ListTab[FollowUpRow]):
    topics: ClassVar[frozenset[str]] = frozenset({"follow_ups", "visits", "people"})

    def __init__(self, desk: Desk) -> None:
        today = desk.today
        columns: list[Column[FollowUpRow]] = [
            Column(
                "due",
                lambda: _("Due on"),
                lambda r: words.due(r.due, today())[1],
                sort=lambda r: r.due.toordinal(),
                state=lambda r: words.due(r.due, today())[0],
                width=150,
            ),
            Column(
                "who",
                lambda: _("Who"),
                lambda r: r.person or _("name removed"),
                strong=True,
                personal=True,
                width=190,
            ),
            Column("what", lambda: _("What"), lambda r: words.kind(r.kind), width=200),
            Column("note", lambda: _("Note"), lambda r: r.note, muted=True, stretch=True),
        ]
        empty = EmptyState(
            "calendar-clock",
            lambda: _("Nothing to come back to"),
            lambda: _(
                "A certificate that is handed in later or a temporary address that ends is "
                "listed here by its day. Notes of your own are made at the visit."
            ),
        )
        super().__init__(desk, columns, lambda: _("Follow-ups"), empty)

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
        self.panel.facts(None, (lambda: _("Due on"), lambda: weekday_date(row.due)))
        if row.note:
            self.panel.text(lambda: _("Note"), row.note)
        self.panel.buttons(
            PrimaryButton(lambda: _("Done"), key="Return", on=self.done, large=True),
            SecondaryButton(
                lambda: _("Open the visit"),
                key="Ctrl+O",
                on=lambda: self.open_visit(row.visit_id),
                grows=True,
            ),
        )

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
