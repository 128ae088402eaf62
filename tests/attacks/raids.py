"""A front desk that also takes money: what the attacks have in common."""

from __future__ import annotations

from typing import Any

from services.reception.receiving import FrontDesk

from expatdesk.model import metadata
from expatdesk.services.appointments.types import Booked
from expatdesk.services.till.checks import check_till
from expatdesk.services.till.types import ChargeRequest, Issued, Recipient, Tender
from expatdesk.terms import Means, VisitState

ADDRESS = ("Hooigracht 12", "2312 KS Leiden")
IN_FULL = Recipient("Arjun Sharma", ADDRESS)


class Raid(FrontDesk):
    """Books, receives and charges by the services alone."""

    def persons(self, booked: Booked) -> list[int]:
        return [comer.person_id for comer in self.sheet(booked).comers]

    def due(self, booked: Booked) -> int:
        return sum(line.gross for line in self.centre.till.sheet(booked.visit_id).lines)

    def pay(self, booked: Booked, *tenders: Tender, **request: Any) -> Issued:
        """Charges what is open; without tenders all of it by PIN."""
        given = tenders or (Tender(Means.PIN, self.due(booked)),)
        request.setdefault("recipient", IN_FULL)
        asked = ChargeRequest(booked.visit_id, given, **request)
        return self.centre.till.charge(self.actor, asked, key=self.key()).value

    def cancel(self, booked: Booked) -> Any:
        return self.centre.appointments.cancel(
            self.actor, booked.visit_id, self.sheet(booked).version,
            VisitState.CANCELLED_BY_VISITOR, "Ill", key=self.key(),
        )  # fmt: skip

    def move(self, booked: Booked, when: str) -> Any:
        place = self.place(when, len(self.persons(booked)), moving=booked)
        version = self.sheet(booked).version
        return self.centre.appointments.move(
            self.actor, booked.visit_id, version, place, key=self.key()
        )

    def split(self, booked: Booked, which: int, when: str) -> Booked:
        person = self.persons(booked)[which]
        split_off = self.centre.reception.split_off
        place = self.place(when)
        return split_off(self.actor, booked.visit_id, person, place, key=self.key()).value

    def rebook(self, booked: Booked, when: str, persons: int = 1) -> Any:
        place = self.place(when, persons)
        return self.centre.reception.rebook(self.actor, booked.visit_id, place, key=self.key())

    def findings(self) -> list[str]:
        """What `verify` would say about the till."""
        with self.store.reading() as tx:
            return [str(finding) for finding in check_till(tx)]

    def tables_with(self, text: str) -> set[str]:
        """Names of the tables in which this text stands, in whatever column."""
        found = set()
        with self.store.reading() as tx:
            for table in metadata.sorted_tables:
                if any(_holds(cell, text) for row in tx.rows(table.select()) for cell in row):
                    found.add(table.name)
        return found


def _holds(cell: object, text: str) -> bool:
    if isinstance(cell, bytes | memoryview):
        return text.encode() in bytes(cell)
    return text in str(cell)
