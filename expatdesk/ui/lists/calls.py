"""The call list: who is to be called, at which number and why."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import ClassVar

from expatdesk.i18n import _
from expatdesk.services.appointments.types import MessageRow
from expatdesk.services.base import new_key
from expatdesk.terms import MessageKind
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Column, EmptyState, PlainLabel, PrimaryButton, SecondaryButton
from expatdesk.ui.lists import words
from expatdesk.ui.lists.tab import ListTab, since_column
from expatdesk.ui.records.phones import shown_phone, warm_up


class MessagesTab(ListTab[MessageRow]):
    """Messages of one kind that are still to be told."""

    topics: ClassVar[frozenset[str]] = frozenset({"messages", "people"})
    kind: ClassVar[MessageKind]

    def key(self, row: MessageRow) -> Hashable:
        return row.message_id

    def ask(self) -> None:
        reception, kind = self.desk.services.reception, self.kind

        def read() -> list[MessageRow]:
            warm_up()
            return reception.messages(kind)

        self.desk.operations.read(self, "messages", read, self.show_rows)

    def done(self) -> None:
        """It has been told."""
        self._settle(done=True)

    def discard(self) -> None:
        """It need not be told."""
        self._settle(done=False)

    def _settle(self, *, done: bool) -> None:
        row = self.row()
        if row is None:
            return
        actor, reception, key = self.desk.actor, self.desk.services.reception, new_key()
        work = reception.message_done if done else reception.message_discard
        said = self.said_done if done else self.said_discarded
        self.write(lambda: work(actor, row.message_id, row.version, key=key), said)

    def said_done(self) -> str:
        """What is said once it is done."""
        raise NotImplementedError

    def said_discarded(self) -> str:
        """What is said once it is discarded."""
        raise NotImplementedError


class CallsTab(MessagesTab):
    kind = MessageKind.CALL
    least: ClassVar[Mapping[str, int]] = {"who": 120, "number": 140, "why": 160}

    def __init__(self, desk: Desk) -> None:
        columns: list[Column[MessageRow]] = [
            since_column(desk, lambda r: r.created_at),
            Column("who", lambda: _("Who"), _name, strong=True, personal=True, width=200),
            Column("number", lambda: _("Number"), _number, personal=True, width=164),
            Column("why", lambda: _("Why"), lambda r: words.reason(r, short=True), stretch=True),
        ]
        empty = EmptyState(
            "phone",
            lambda: _("Nobody is to be called"),
            lambda: _(
                "When a place is offered or a visit is cancelled by the centre, the call to make "
                "stands here with its number and reason."
            ),
        )
        super().__init__(desk, columns, lambda: _("Calls"), empty)

    def show_row(self, row: MessageRow) -> None:
        panel = self.panel
        panel.head(lambda: _name(row), lambda: words.reason(row), personal=True)
        panel.content.addWidget(
            PlainLabel(
                lambda: _number(row),
                role="title",
                personal=True,
                selectable=True,
                tone="normal" if row.address else "warning",
            )
        )
        panel.text(lambda: words.to_say(row.language), row.body, personal=True)
        panel.buttons(
            PrimaryButton(lambda: _("Called"), key="Return", on=self.done, large=True),
            *self._others(row),
        )

    def _others(self, row: MessageRow) -> list[SecondaryButton]:
        made = []
        if row.waiting_id is not None:
            made.append(
                SecondaryButton(
                    lambda: _("Waiting list"), key="F4", on=self._to_waiting, grows=True
                )
            )
        if row.visit_id is not None:
            made.append(
                SecondaryButton(
                    lambda: _("Open the visit"), key="Ctrl+O", on=self._to_visit, grows=True
                )
            )
        made.append(
            SecondaryButton(lambda: _("Discard"), key="Delete", on=self.discard, grows=True)
        )
        return made

    def said_done(self) -> str:
        return _("The call is done.")

    def said_discarded(self) -> str:
        return _("The call was discarded.")

    def _to_visit(self) -> None:
        row = self.row()
        self.open_visit(None if row is None else row.visit_id)

    def _to_waiting(self) -> None:
        row = self.row()
        if row is not None:
            self.desk.go("lists", tab="waiting", waiting=row.waiting_id)


def _name(row: MessageRow) -> str:
    return row.name or _("name removed")


def _number(row: MessageRow) -> str:
    return shown_phone(row.address) or _("no number known")
