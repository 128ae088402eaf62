"""What the till sells for the subject Appointments: the registration fees of a case.

The money belongs to the case, not to the visit: who is turned away and comes back pays once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select, update

from expatdesk.codes import parse_code
from expatdesk.model.appointments import Case, CaseReceipt, Visit
from expatdesk.model.till import Charge
from expatdesk.services.appointments.case_due import due_of, open_lines
from expatdesk.services.appointments.case_money import case_of_visit, kept
from expatdesk.services.appointments.money_states import fee_plans, money_states, plan_of
from expatdesk.services.appointments.pricing import roles_priced
from expatdesk.services.base import NotFound
from expatdesk.services.till.exemptions import applicable, load_rules
from expatdesk.services.till.sellable import Due, Settlement, exempted
from expatdesk.services.till.tariffs import Tariff
from expatdesk.services.till.types import FeeLine, QuoteRequest
from expatdesk.storage.tx import Tx
from expatdesk.terms import ChargeState, FamilyRole

__all__ = ["RegistrationFees", "money_states"]


class RegistrationFees:
    """The first `Sellable`: the fees of a visit's case."""

    def quote(
        self, tx: Tx, tariff: Tariff, request: QuoteRequest
    ) -> tuple[tuple[FeeLine, ...], tuple[int, ...]]:
        """The fee of a party that is being booked; persons whose fee is settled are left out."""
        rules = applicable(load_rules(tx), request.day, request.booker, request.employer_id)
        exemptions = tuple(rule.exemption_id for rule in rules)
        if request.split_from_id is not None and not request.priced_anew:
            return _with_family(tx, tariff, request, request.split_from_id), exemptions
        plans = fee_plans(tx, [request.service_id])
        settled = _settled_roles(tx, None if request.priced_anew else request.case_id)
        exempt = request.exemption_id in exemptions
        roles = roles_priced(
            [role for _, role in request.comers],
            with_first=FamilyRole.FIRST in settled.values(),
        )
        lines = []
        for (person_id, _), role in zip(request.comers, roles, strict=True):
            plan = plan_of(plans, request.service_id, role, request.day)
            if plan is None or person_id in settled:
                continue
            line = tariff.line(plan.product_id, request.day, person_id=person_id, role=role)
            if exempt and request.exemption_id is not None:
                line = exempted(line, request.exemption_id)
            lines.append(line)
        return tuple(lines), exemptions

    def due(self, tx: Tx, tariff: Tariff, ref: int, *, lock: bool = False) -> Due:
        """What is open of the case of a visit. Raises NotFound."""
        if lock:
            _lock_case(tx, ref)
        money = case_of_visit(tx, ref)
        if money is None:
            raise NotFound
        return due_of(tx, tariff, money, ref)

    def settle(self, tx: Tx, due: Due, settlements: Sequence[Settlement]) -> None:
        tx.insert_many(
            Charge,
            [
                {
                    "case_id": due.case_id,
                    "visit_id": each.open_line.visit_id,
                    "person_id": each.open_line.line.person_id,
                    "role": each.open_line.line.role,
                    "product_id": each.open_line.line.product_id,
                    "state": each.state,
                    "gross": each.gross,
                    "reason": each.reason,
                    "exemption_id": each.exemption_id,
                    "receipt_line_id": each.receipt_line_id,
                    "unbilled_id": each.unbilled_id,
                    "at": tx.now,
                }
                for each in settlements
            ],
        )
        _touch(tx, due.case_id)

    def reverse(
        self, tx: Tx, *, line_ids: Iterable[int] = (), unbilled_id: int | None = None
    ) -> None:
        lines = list(line_ids)
        which = Charge.receipt_line_id.in_(lines) if lines else Charge.unbilled_id == unbilled_id
        case_ids = {row.case_id for row in tx.rows(select(Charge.case_id).where(which))}
        tx.execute(update(Charge).where(which).values(state=ChargeState.CREDITED))
        _touch(tx, *case_ids)

    def file(self, tx: Tx, case_id: int, receipt_id: int) -> None:
        tx.insert(CaseReceipt, case_id=case_id, receipt_id=receipt_id)
        _touch(tx, case_id)

    def case_of(self, tx: Tx, receipt_id: int) -> int | None:
        case_id = tx.scalar(select(CaseReceipt.case_id).where(CaseReceipt.receipt_id == receipt_id))
        return None if case_id is None else int(case_id)

    def reference_of(self, tx: Tx, unbilled_id: int) -> str:
        code = tx.scalar(
            select(Visit.code)
            .join(Charge, Charge.visit_id == Visit.id)
            .where(Charge.unbilled_id == unbilled_id)
            .order_by(Charge.id)
            .limit(1)
        )
        return code or ""

    def receipts_named(self, tx: Tx, text: str) -> tuple[int, ...]:
        try:
            code = parse_code(text)
        except ValueError:
            return ()
        rows = tx.rows(
            select(CaseReceipt.receipt_id)
            .join(Visit, Visit.case_id == CaseReceipt.case_id)
            .where(Visit.code == code)
        )
        return tuple(row.receipt_id for row in rows)


def _with_family(
    tx: Tx, tariff: Tariff, request: QuoteRequest, visit_id: int
) -> tuple[FeeLine, ...]:
    """What is open for these persons with the visit from which they are split off."""
    money = case_of_visit(tx, visit_id)
    if money is None:
        raise NotFound
    coming = {person_id for person_id, _ in request.comers}
    lines = open_lines(tx, tariff, money, visit_id)
    return tuple(each.shown for each in lines if each.line.person_id in coming)


def _lock_case(tx: Tx, visit_id: int) -> None:
    """Nobody else settles this case before the commit (SQLite has one writer anyway)."""
    of_visit = select(Visit.case_id).where(Visit.id == visit_id).scalar_subquery()
    tx.scalar(select(Case.id).where(Case.id == of_visit).with_for_update(key_share=True))


def _settled_roles(tx: Tx, case_id: int | None) -> dict[int, FamilyRole]:
    if case_id is None:
        return {}
    rows = tx.rows(
        select(kept(Charge.person_id).label("person"), Charge.role).where(
            Charge.case_id == case_id, Charge.state != ChargeState.CREDITED
        )
    )
    return {row.person: row.role for row in rows}


def _touch(tx: Tx, *case_ids: int) -> None:
    """Tells the windows that what is due for these cases' visits has changed."""
    rows = tx.rows(select(Visit.id).where(Visit.case_id.in_(case_ids)))
    if rows:
        tx.touch("visits", *(row.id for row in rows))
