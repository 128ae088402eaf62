"""Where the money of visits stands, for lists and the agenda: three statements for any number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from expatdesk.model.services import ServiceFee
from expatdesk.model.till import ProductPrice
from expatdesk.services.appointments.case_money import CaseMoney, cases_of
from expatdesk.services.appointments.pricing import Fee, open_fees
from expatdesk.services.appointments.types import MoneyState
from expatdesk.storage.tx import Tx
from expatdesk.terms import ChargeState, FamilyRole


@dataclass(frozen=True)
class FeePlan:
    """Which product a role pays for a service in a period, and its gross prices."""

    product_id: int
    valid_from: date
    valid_until: date | None
    prices: tuple[tuple[date, int], ...]

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    def gross(self, on: date) -> int:
        """Cents on that day; 0 before there was a price."""
        return max(
            ((since, gross) for since, gross in self.prices if since <= on), default=(on, 0)
        )[1]


FeePlans = Mapping[tuple[int, FamilyRole], Sequence[FeePlan]]


def money_states(tx: Tx, visit_ids: Collection[int]) -> dict[int, MoneyState]:
    """What is still due for each of these visits, as its whole case stands."""
    if not visit_ids:
        return {}
    cases = cases_of(tx, visit_ids)
    plans = fee_plans(
        tx, {v.priced.service_id for money in cases.values() for v in money.visits.values()}
    )
    wanted = frozenset(visit_ids)
    return {
        visit_id: _state(money, visit_id, plans)
        for money in cases.values()
        for visit_id in money.visits
        if visit_id in wanted
    }


def fee_plans(tx: Tx, service_ids: Iterable[int]) -> FeePlans:
    """The fees of services with all their prices, in one statement."""
    prices: dict[tuple[int, FamilyRole, date], list[tuple[date, int]]] = {}
    frames: dict[tuple[int, FamilyRole, date], tuple[int, date | None]] = {}
    rows = tx.rows(
        select(
            ServiceFee.service_id,
            ServiceFee.role,
            ServiceFee.product_id,
            ServiceFee.valid_from,
            ServiceFee.valid_until,
            ProductPrice.valid_from.label("since"),
            ProductPrice.gross,
        )
        .outerjoin(ProductPrice, ProductPrice.product_id == ServiceFee.product_id)
        .where(ServiceFee.service_id.in_(service_ids))
    )
    for row in rows:
        key = (row.service_id, row.role, row.valid_from)
        frames[key] = (row.product_id, row.valid_until)
        known = prices.setdefault(key, [])
        if row.since is not None:
            known.append((row.since, row.gross))
    plans: dict[tuple[int, FamilyRole], list[FeePlan]] = {}
    for (service_id, role, since), (product_id, until) in frames.items():
        plan = FeePlan(product_id, since, until, tuple(prices[service_id, role, since]))
        plans.setdefault((service_id, role), []).append(plan)
    return plans


def plan_of(plans: FeePlans, service_id: int, role: FamilyRole, on: date) -> FeePlan | None:
    """The fee of a role on a day; None where the service is free for it."""
    found = [plan for plan in plans.get((service_id, role), ()) if plan.holds(on)]
    return max(found, key=lambda plan: plan.valid_from, default=None)


def _state(money: CaseMoney, visit_id: int, plans: FeePlans) -> MoneyState:
    visit = money.visits[visit_id]
    if visit.anonymous:
        return MoneyState("unknown")
    fees = () if visit.priced.is_off else open_fees(money.priced, visit_id, money.settled_fees)
    priced = [(fee, _gross(plans, fee)) for fee in fees]
    due = sum(gross for fee, gross in priced if fee.exempt_by is None)
    if due:
        return MoneyState("account" if visit.on_account else "due", due)
    states = {each.state for each in money.settled}
    if ChargeState.PAID in states:
        return MoneyState("paid")
    if ChargeState.ON_ACCOUNT in states:
        return MoneyState("account")
    if ChargeState.EXEMPT in states or any(gross for _, gross in priced):
        return MoneyState("exempt")
    return MoneyState("free")


def _gross(plans: FeePlans, fee: Fee) -> int:
    plan = plan_of(plans, fee.service_id, fee.role, fee.day)
    return 0 if plan is None else plan.gross(fee.day)
