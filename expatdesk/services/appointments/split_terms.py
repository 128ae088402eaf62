"""Until when who is split off a visit comes without a new fee (domain: 2.2, a setting).

The days run from the visit to which the fee belongs; its day also decides which value of the
setting holds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import exists, select

from expatdesk.model.till import Charge
from expatdesk.services.appointments.case_money import case_of_visit
from expatdesk.services.appointments.pricing import PricedVisit, origin
from expatdesk.services.base import NotFound
from expatdesk.services.settings import keys
from expatdesk.services.settings.values import value
from expatdesk.storage.tx import Tx
from expatdesk.terms import ChargeState


def fee_origin(tx: Tx, visit_id: int) -> PricedVisit:
    """Step: the visit to which the fee of this one belongs. Raises NotFound."""
    money = case_of_visit(tx, visit_id)
    if money is None:
        raise NotFound
    return origin(money.priced, money.priced[visit_id])


def free_until(tx: Tx, first: date) -> date:
    """Step: the last day without a new fee, for who is split off a visit of that day."""
    return first + timedelta(days=value(tx, keys.SPLIT_FREE_DAYS, first))


def priced_anew_on(tx: Tx, visit_id: int, day: date) -> bool:
    """Step: whether the visit, moved to this day, is priced anew; False for the family's own.

    Who has paid anew already stays so: that money is given back, not forgotten. Raises NotFound.
    """
    money = case_of_visit(tx, visit_id)
    if money is None:
        raise NotFound
    visit = money.priced[visit_id]
    as_split = replace(visit, priced_anew=False)
    first = origin({**money.priced, visit_id: as_split}, as_split)
    if first.visit_id == visit_id:
        return visit.priced_anew
    return day > free_until(tx, first.day) or (visit.priced_anew and _is_settled(tx, visit_id))


def _is_settled(tx: Tx, visit_id: int) -> bool:
    live = Charge.state != ChargeState.CREDITED
    return bool(tx.scalar(select(exists().where(Charge.visit_id == visit_id, live))))
