"""What the till is shown of a visit's case: who comes, who pays, what is open and settled."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from expatdesk.model.appointments import CaseReceipt, Visit, VisitPerson
from expatdesk.model.people import Organisation, Person
from expatdesk.money import vat_of_incl
from expatdesk.services.appointments.case_money import CaseMoney, Settled, kept
from expatdesk.services.appointments.money_states import fee_plans, plan_of
from expatdesk.services.appointments.pricing import open_fees
from expatdesk.services.till.exemptions import applicable, load_rules
from expatdesk.services.till.sellable import Due, OpenLine
from expatdesk.services.till.tariffs import Tariff
from expatdesk.services.till.types import FeeLine, Recipient
from expatdesk.storage.tx import Tx
from expatdesk.terms import Behalf


def due_of(tx: Tx, tariff: Tariff, money: CaseMoney, visit_id: int) -> Due:
    """A fixed number of statements, whatever the size of the party."""
    visit = tx.first(select(Visit.__table__).where(Visit.id == visit_id))
    assert visit is not None
    person = _first_person(tx, visit_id)
    organisation = _organisation(tx, visit)
    booked_by = visit.booker_party_id if visit.booker is Behalf.EMPLOYER else None
    employer = booked_by or (None if person is None else person.employer_id)
    rules = applicable(load_rules(tx), visit.day, visit.booker, employer)
    return Due(
        visit_id=visit_id,
        visit_version=visit.version,
        case_id=money.case_id,
        code=visit.code or "",
        day=visit.day,
        starts_at=visit.starts_at,
        state=visit.state,
        title="" if person is None else person.full_name,
        latin="" if person is None else person.latin,
        party_size=visit.party_size,
        payer=visit.payer,
        payer_party_id=visit.payer_party_id,
        payer_name=_payer_name(tx, visit, organisation),
        po_number="" if organisation is None else organisation.po_number,
        account_allowed=money.visits[visit_id].on_account,
        exemption_proof=visit.exemption_proof,
        exemptions=tuple((rule.exemption_id, rule.name, rule.proof) for rule in rules),
        recipient=_recipient(person, organisation),
        lines=open_lines(tx, tariff, money, visit_id),
        settled=tuple(_settled_line(tariff, visit, each) for each in money.settled),
        receipt_ids=_receipt_ids(tx, money.case_id),
    )


def open_lines(tx: Tx, tariff: Tariff, money: CaseMoney, visit_id: int) -> tuple[OpenLine, ...]:
    """Step: the fees that are open for everybody who is priced together with the visit."""
    fees = open_fees(money.priced, visit_id, money.settled_fees)
    plans = fee_plans(tx, {fee.service_id for fee in fees})
    lines = []
    for fee in fees:
        plan = plan_of(plans, fee.service_id, fee.role, fee.day)
        if plan is not None:
            line = tariff.line(plan.product_id, fee.day, person_id=fee.person_id, role=fee.role)
            lines.append(OpenLine(line, fee.day, fee.visit_id, fee.exempt_by))
    return tuple(lines)


def _settled_line(tariff: Tariff, visit: Row[Any], each: Settled) -> FeeLine:
    product = tariff.products[each.product_id]
    points = tariff.vat_points(each.product_id, visit.day)
    return FeeLine(
        person_id=each.person_id,
        role=each.role,
        product_id=each.product_id,
        product_code=product.code,
        text=product.name,
        gross=each.gross,
        net=each.gross - vat_of_incl(each.gross, points),
        vat_points=points,
        exemption_id=each.exemption_id,
        state=each.state,
        reason=each.reason,
        document=each.document,
    )


def _first_person(tx: Tx, visit_id: int) -> Row[Any] | None:
    return tx.first(_first_persons(), {"visit_id": visit_id})


@cache
def _first_persons() -> Select[*tuple[Any, ...]]:
    columns = (
        Person.full_name,
        Person.latin,
        Person.street,
        Person.postcode,
        Person.city,
        Person.employer_id,
    )
    return (
        select(*columns)
        .join(VisitPerson, Person.id == kept(VisitPerson.person_id))
        .where(VisitPerson.visit_id == bindparam("visit_id"))
        .order_by(VisitPerson.ordinal)
        .limit(1)
    )


def _organisation(tx: Tx, visit: Row[Any]) -> Row[Any] | None:
    """The payer, where it is an organisation."""
    if visit.payer is Behalf.VISITOR or visit.payer_party_id is None:
        return None
    columns = (
        Organisation.name,
        Organisation.street,
        Organisation.postcode,
        Organisation.city,
        Organisation.vat_id,
        Organisation.po_number,
    )
    return tx.first(select(*columns).where(Organisation.id == visit.payer_party_id))


def _payer_name(tx: Tx, visit: Row[Any], organisation: Row[Any] | None) -> str:
    if organisation is not None:
        return str(organisation.name)
    if visit.payer_party_id is None:
        return ""
    name = tx.scalar(select(Person.full_name).where(Person.id == visit.payer_party_id))
    return name or ""


def _recipient(person: Row[Any] | None, organisation: Row[Any] | None) -> Recipient | None:
    """Who would stand on a full invoice: the organisation that pays, else the first person."""
    if organisation is not None:
        return Recipient(organisation.name, address_lines(organisation), vat_id=organisation.vat_id)
    if person is None:
        return None
    return Recipient(person.full_name, address_lines(person), latin=person.latin)


def address_lines(row: Row[Any]) -> tuple[str, ...]:
    """Street, then postcode and town; what is not known is left out."""
    town = " ".join(part for part in (row.postcode, row.city) if part)
    return tuple(line for line in (row.street, town) if line)


def _receipt_ids(tx: Tx, case_id: int) -> tuple[int, ...]:
    rows = tx.rows(
        select(CaseReceipt.receipt_id)
        .where(CaseReceipt.case_id == case_id)
        .order_by(CaseReceipt.receipt_id)
    )
    return tuple(row.receipt_id for row in rows)
