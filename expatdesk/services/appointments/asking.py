"""Which papers a party is to bring, asked before anything is booked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, bindparam, or_, select

from expatdesk.model.services import PaperRule
from expatdesk.services.appointments.catalogue import paper_rules
from expatdesk.services.appointments.papers import Asked, Coming, papers_asked
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import PaperRuleInfo
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind
from expatdesk.texts import Pair


def rules_on(tx: Tx, service_id: int, on: date) -> list[PaperRuleInfo]:
    """Step: the rules of a service that hold on a day, without the papers' names."""
    unnamed = Pair()
    rows = tx.rows(_statement(), {"service_id": service_id, "day": on})
    return [
        PaperRuleInfo(row[0], unnamed, row[1], row[2], row[3], row[4], row[5], on, None)
        for row in rows
    ]


class Papers(Part):
    def papers_for(
        self,
        service_id: int,
        comers: Sequence[Coming],
        address_kind: AddressKind,
        on: date,
    ) -> list[Asked]:
        """The papers to bring, each with the places in the party of whom it is asked.

        `comers`: (person id or None, role, class). No places: asked once for all. One
        statement; with a catalogue at hand `papers.papers_asked` needs none.
        """
        with self._store.reading() as tx:
            rules = paper_rules(tx, service_id).get(service_id, [])
        return papers_asked(rules, comers, address_kind, on)


@cache
def _statement() -> Select[*tuple[Any, ...]]:
    day = bindparam("day", type_=Date)
    return (
        select(
            PaperRule.paper_id,
            PaperRule.residence_class,
            PaperRule.scope,
            PaperRule.need,
            PaperRule.employer_address_only,
            PaperRule.home_address_only,
        )
        .where(
            PaperRule.service_id == bindparam("service_id"),
            PaperRule.valid_from <= day,
            or_(PaperRule.valid_until.is_(None), PaperRule.valid_until >= day),
        )
        .order_by(PaperRule.id)
    )
