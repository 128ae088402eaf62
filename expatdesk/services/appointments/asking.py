"""Which rules about papers hold on a day: what a booking writes down for its visit."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, bindparam, or_, select

from expatdesk.model.services import PaperRule
from expatdesk.services.appointments.types import PaperRuleInfo
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair


def rules_on(tx: Tx, service_id: int, on: date) -> list[PaperRuleInfo]:
    """Step: the rules of a service that hold on a day, without the papers' names."""
    unnamed = Pair()
    rows = tx.rows(_statement(), {"service_id": service_id, "day": on})
    return [
        PaperRuleInfo(row[0], unnamed, row[1], row[2], row[3], row[4], row[5], on, None)
        for row in rows
    ]


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
