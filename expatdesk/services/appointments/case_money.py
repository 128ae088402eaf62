"""Reads what the fees of cases turn on: visits, who comes, what was settled. Two statements.

The same reading serves one case at the till and a whole day in the agenda.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from expatdesk.model.appointments import Visit, VisitPerson
from expatdesk.model.people import Organisation, Party, Person
from expatdesk.model.till import (
    Charge,
    Exemption,
    ExemptionEmployer,
    Receipt,
    ReceiptLine,
    UnbilledCharge,
)
from expatdesk.services.appointments.pricing import Coming, PricedVisit, SettledFee
from expatdesk.services.till.exemptions import ExemptionRule
from expatdesk.storage.tx import Rows, Tx
from expatdesk.terms import Behalf, ChargeState, FamilyRole, PaymentTerms
from expatdesk.texts import Pair


@dataclass(frozen=True)
class Settled:
    """How the fee of one person was settled; `gross` in cents. Not the credited ones."""

    person_id: int
    visit_id: int
    role: FamilyRole
    state: ChargeState
    gross: int
    product_id: int
    reason: str
    exemption_id: int | None
    document: str = ""
    """Number of the receipt or slip by which it was settled."""


@dataclass(frozen=True)
class VisitMoney:
    """A visit's own part: who pays, and whether that one has an account."""

    priced: PricedVisit
    anonymous: bool
    payer: Behalf
    payer_party_id: int | None
    on_account: bool


@dataclass
class CaseMoney:
    case_id: int
    visits: dict[int, VisitMoney] = field(default_factory=dict)
    settled: list[Settled] = field(default_factory=list)

    @property
    def priced(self) -> Mapping[int, PricedVisit]:
        return {visit_id: visit.priced for visit_id, visit in self.visits.items()}

    @property
    def settled_fees(self) -> list[SettledFee]:
        return [SettledFee(each.person_id, each.role, each.visit_id) for each in self.settled]


def cases_of(tx: Tx, visit_ids: Collection[int]) -> dict[int, CaseMoney]:
    """The cases of these visits by case id, each with all of its visits."""
    wanted = {"visit_ids": list(visit_ids)}
    cases: dict[int, CaseMoney] = {}
    rows: dict[int, Rows] = {}
    for row in tx.rows(_visits(), wanted):
        rows.setdefault(row.id, []).append(row)
    for visit_id, persons in rows.items():
        case_id = persons[0].case_id
        money = cases.setdefault(case_id, CaseMoney(case_id))
        money.visits[visit_id] = _visit(persons)
    for row in tx.rows(_charges(), wanted):
        cases[row.case_id].settled.append(_settled(row))
    return cases


def case_of_visit(tx: Tx, visit_id: int) -> CaseMoney | None:
    return next(iter(cases_of(tx, [visit_id]).values()), None)


def kept(
    person_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
) -> ColumnElement[int]:
    """The person that stands for this one after merging, up to three merges deep."""
    one, two, three = aliased(Party), aliased(Party), aliased(Party)
    return (
        select(func.coalesce(three.merged_into, two.merged_into, one.merged_into, one.id))
        .select_from(one)
        .outerjoin(two, two.id == one.merged_into)
        .outerjoin(three, three.id == two.merged_into)
        .where(one.id == person_id)
        .scalar_subquery()
    )


def _case_ids() -> Select[int]:
    """The cases of the visits that are given as the parameter `visit_ids`."""
    return select(Visit.case_id).where(Visit.id.in_(bindparam("visit_ids", expanding=True)))


def _employer() -> ColumnElement[int]:
    """The employer on whose account an exemption may stand: who booked, else who employs."""
    booked = and_(Visit.booker == Behalf.EMPLOYER, Visit.booker_party_id.is_not(None))
    return case((booked, Visit.booker_party_id), else_=Person.employer_id)


@cache
def _visits() -> Select[*tuple[Any, ...]]:
    """One row for each visit and person; visits without persons have one row too.

    Built once: putting so wide a statement together takes longer than running it.
    """
    employer = _employer()
    named = exists().where(
        ExemptionEmployer.exemption_id == Visit.exemption_id,
        ExemptionEmployer.organisation_id == employer,
    )
    return (
        select(
            Visit.id,
            Visit.case_id,
            Visit.service_id,
            Visit.day,
            Visit.state,
            Visit.priced_anew,
            Visit.previous_id,
            Visit.split_from_id,
            Visit.payer,
            Visit.payer_party_id,
            Visit.booker,
            Visit.exemption_id,
            Visit.anonymised_at,
            Organisation.payment_terms,
            VisitPerson.role,
            VisitPerson.ordinal,
            kept(VisitPerson.person_id).label("person"),
            employer.label("employer"),
            Exemption.valid_from,
            Exemption.valid_until,
            Exemption.booked_by,
            Exemption.named_employers,
            named.label("is_named"),
        )
        .outerjoin(VisitPerson, VisitPerson.visit_id == Visit.id)
        .outerjoin(Person, Person.id == VisitPerson.person_id)
        .outerjoin(Organisation, Organisation.id == Visit.payer_party_id)
        .outerjoin(Exemption, Exemption.id == Visit.exemption_id)
        .where(Visit.case_id.in_(_case_ids()))
        .order_by(Visit.id, VisitPerson.ordinal)
    )


@cache
def _charges() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Charge.case_id,
            Charge.visit_id,
            Charge.role,
            Charge.state,
            Charge.gross,
            Charge.product_id,
            Charge.reason,
            Charge.exemption_id,
            kept(Charge.person_id).label("person"),
            func.coalesce(Receipt.label, UnbilledCharge.label, "").label("document"),
        )
        .outerjoin(ReceiptLine, ReceiptLine.id == Charge.receipt_line_id)
        .outerjoin(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .outerjoin(UnbilledCharge, UnbilledCharge.id == Charge.unbilled_id)
        .where(Charge.case_id.in_(_case_ids()), Charge.state != ChargeState.CREDITED)
        .order_by(Charge.id)
    )


def _settled(row: Row[Any]) -> Settled:
    return Settled(
        person_id=row.person,
        visit_id=row.visit_id,
        role=row.role,
        state=row.state,
        gross=row.gross,
        product_id=row.product_id,
        reason=row.reason,
        exemption_id=row.exemption_id,
        document=row.document,
    )


def _visit(rows: Rows) -> VisitMoney:
    """A visit from its rows, the first person first."""
    row = rows[0]
    persons = tuple(
        Coming(each.person, each.role, each.ordinal, each.employer)
        for each in rows
        if each.person is not None
    )
    return VisitMoney(
        priced=PricedVisit(
            visit_id=row.id,
            service_id=row.service_id,
            day=row.day,
            state=row.state,
            priced_anew=row.priced_anew,
            previous_id=row.previous_id,
            split_from_id=row.split_from_id,
            persons=persons,
            exempt_by=row.exemption_id if _applies(row) else None,
        ),
        anonymous=row.anonymised_at is not None,
        payer=row.payer,
        payer_party_id=row.payer_party_id,
        on_account=row.payer is not Behalf.VISITOR
        and row.payment_terms in (PaymentTerms.MONTHLY, PaymentTerms.QUARTERLY),
    )


def _applies(row: Row[Any]) -> bool:
    """Whether the noted exemption holds on the day of the visit."""
    if row.exemption_id is None:
        return False
    named = frozenset({row.employer} if row.is_named else ())
    rule = ExemptionRule(
        exemption_id=row.exemption_id,
        code="",
        name=Pair(),
        proof=Pair(),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        booked_by=row.booked_by,
        employer_ids=named if row.named_employers else None,
    )
    return rule.applies(row.day, row.booker, row.employer)
