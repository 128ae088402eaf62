"""Until when who is split off a visit comes without a new fee (domain: 2.2, a setting).

The days run from the visit to which the fee belongs; its day also decides which value of the
setting holds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select, update

from expatdesk.model.appointments import Case, Visit
from expatdesk.services.appointments.case_money import CaseMoney, case_of_visit
from expatdesk.services.appointments.pricing import PricedVisit, origin, paid_anew_with
from expatdesk.services.base import NotFound
from expatdesk.services.settings import keys
from expatdesk.services.settings.values import value
from expatdesk.storage.tx import Tx


def fee_origin(tx: Tx, visit_id: int) -> PricedVisit:
    """Step: the visit to which the fee of this one belongs. Raises NotFound."""
    money = case_of_visit(tx, visit_id)
    if money is None:
        raise NotFound
    return origin(money.priced, money.priced[visit_id])


def free_until(tx: Tx, first: date) -> date:
    """Step: the last day without a new fee, for who is split off a visit of that day."""
    return first + timedelta(days=value(tx, keys.SPLIT_FREE_DAYS, first))


def lock_case(tx: Tx, case_id: int) -> None:
    """Step: nobody pays for this case before the commit (SQLite has one writer anyway)."""
    tx.scalar(select(Case.id).where(Case.id == case_id).with_for_update(key_share=True))


def priced_anew_on(tx: Tx, visit_id: int, day: date) -> bool:
    """Step: whether the visit, moved to this day, is priced anew; False for the family's own.

    Who has paid anew already stays so: that money is given back, not forgotten. Raises NotFound.
    """
    money = case_of_visit(tx, visit_id)
    if money is None:
        raise NotFound
    return _priced_anew(tx, money, visit_id, day)


def price_splits(tx: Tx, visit_id: int) -> None:
    """Step: the visit has gone to another day, from which the free days of others run."""
    money = case_of_visit(tx, visit_id)
    if money is None:
        raise NotFound
    for other, visit in money.priced.items():
        anew = other != visit_id and _priced_anew(tx, money, other, visit.day)
        if other != visit_id and anew is not visit.priced_anew:
            tx.execute(update(Visit).where(Visit.id == other).values(priced_anew=anew))
            tx.touch("visits", other)


def _priced_anew(tx: Tx, money: CaseMoney, visit_id: int, day: date) -> bool:
    visit = money.priced[visit_id]
    as_split = replace(visit, priced_anew=False)
    first = origin({**money.priced, visit_id: as_split}, as_split)
    if first.visit_id == visit_id:
        return visit.priced_anew
    return day > free_until(tx, first.day) or (
        visit.priced_anew and _has_paid_anew(money, visit_id)
    )


def _has_paid_anew(money: CaseMoney, visit_id: int) -> bool:
    """At this visit, or at one that followed it: that money belongs to this one."""
    return any(
        each.visit_id in money.visits
        and paid_anew_with(money.priced, money.priced[each.visit_id]) == visit_id
        for each in money.settled
    )
