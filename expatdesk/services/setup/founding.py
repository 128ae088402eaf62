"""Writes a centre's first set-up into its empty tables."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import exists, select

from expatdesk.i18n import N_
from expatdesk.model.services import (
    Desk,
    DeskHours,
    EligibilityQuestion,
    Paper,
    PaperRule,
    Service,
    ServiceFee,
    ServiceStep,
    StepDesk,
    StepDuration,
)
from expatdesk.model.settings import (
    Municipality,
    MunicipalityPeriod,
    QuestionTopic,
    RefusalReason,
    Setting,
    VatRate,
)
from expatdesk.model.staff import Staff
from expatdesk.model.till import Exemption, Product, ProductPrice
from expatdesk.services.base import Refusal
from expatdesk.services.setup.closures import write_holidays
from expatdesk.services.setup.plan import (
    CentrePlan,
    Founded,
    PaperPlan,
    Period,
    ServicePlan,
)
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind, DeskKind
from expatdesk.texts import Pair


class AlreadyFounded(Refusal):
    def __init__(self) -> None:
        super().__init__(N_("This centre has been set up already."))


def found_centre(store: Store, plan: CentrePlan, today: date) -> Founded:
    """Fills an empty centre's set-up, with the holidays of this and the next year.

    Raises AlreadyFounded where there is one.
    """
    with store.writing() as tx:
        founded = write_plan(tx, plan)
        if plan.holidays:
            write_holidays(tx, (today.year, today.year + 1))
        for topic in ("settings", "catalogue", "staff"):
            tx.touch(topic)
    return founded


def write_plan(tx: Tx, plan: CentrePlan) -> Founded:
    """The step: writes all rows of the plan but holidays. Raises AlreadyFounded."""
    if tx.scalar(select(exists().where(Desk.id.is_not(None)))):
        raise AlreadyFounded
    _write_settings(tx, plan)
    desks = _write_desks(tx, plan)
    products = _write_products(tx, plan)
    services = {s.code: _write_service(tx, s, p) for p, s in enumerate(plan.services, start=1)}
    _write_steps(tx, plan, services, desks, products)
    papers = {paper.code: _write_paper(tx, paper, p) for p, paper in enumerate(plan.papers, 1)}
    tx.insert_many(PaperRule, [row for p in plan.papers for row in _rules(p, papers, services)])
    _write_reasons(tx, plan)
    return Founded(
        desks=desks,
        staff=_write_staff(tx, plan, desks),
        municipalities=_write_municipalities(tx, plan),
        products=products,
        exemptions=_write_exemptions(tx, plan),
        services=services,
        papers=papers,
        topics={
            topic.en: tx.insert(QuestionTopic, **_named(topic, tx.now), position=position)
            for position, topic in enumerate(plan.topics, start=1)
        },
        sheets=_write_sheets(tx, plan),
    )


def _write_sheets(tx: Tx, plan: CentrePlan) -> dict[str, int]:
    if plan.sheets is None:
        return {}
    from expatdesk.services.sheets.first import write_first

    return write_first(tx, plan.sheets)


def _named(words: Pair, now: int) -> dict[str, object]:
    return {
        "name_en": words.en,
        "name_nl": words.nl,
        "name_en_changed": now,
        "name_nl_changed": now,
    }


def _dated(period: Period) -> dict[str, object]:
    return {"valid_from": period.first, "valid_until": period.last}


def _write_settings(tx: Tx, plan: CentrePlan) -> None:
    tx.insert_many(
        Setting,
        [
            {
                "key": setting.key,
                "valid_from": setting.valid_from,
                "value": json.dumps(setting.value, ensure_ascii=False),
                "changed_at": tx.now,
            }
            for setting in plan.settings
        ],
    )
    tx.insert_many(
        VatRate,
        [
            {"code": r.code, "valid_from": r.valid_from, "basis_points": r.basis_points}
            for r in plan.vat_rates
        ],
    )


def _write_desks(tx: Tx, plan: CentrePlan) -> dict[str, int]:
    desks = {
        desk.code: tx.insert(
            Desk,
            **_named(desk.name, tx.now),
            kind=desk.kind,
            position=position,
            active=desk.active,
        )
        for position, desk in enumerate(plan.desks, start=1)
    }
    tx.insert_many(
        DeskHours,
        [
            {
                "desk_id": desks[hours.desk],
                "weekday": hours.weekday,
                "start_minute": hours.start_minute,
                "end_minute": hours.end_minute,
                **_dated(hours.period),
            }
            for hours in plan.hours
        ],
    )
    return desks


def _write_staff(tx: Tx, plan: CentrePlan, desks: dict[str, int]) -> dict[str, int]:
    return {
        one.short_name: tx.insert(
            Staff,
            name=one.name,
            short_name=one.short_name,
            call_name=one.call_name,
            is_manager=one.is_manager,
            usual_desk_id=None if one.usual_desk is None else desks[one.usual_desk],
        )
        for one in plan.staff
    }


def _write_municipalities(tx: Tx, plan: CentrePlan) -> dict[str, int]:
    ids = {
        one.name: tx.insert(Municipality, cbs_code=one.cbs_code, name=one.name)
        for one in plan.municipalities
    }
    tx.insert_many(
        MunicipalityPeriod,
        [
            {"municipality_id": ids[one.name], "kind": kind, **_dated(period)}
            for one in plan.municipalities
            for kind, period in one.periods
        ],
    )
    return ids


def _write_products(tx: Tx, plan: CentrePlan) -> dict[str, int]:
    ids = {
        product.code: tx.insert(
            Product,
            code=product.code,
            **_named(product.name, tx.now),
            vat_code=product.vat_code,
            ledger_account=product.ledger_account,
        )
        for product in plan.products
    }
    tx.insert_many(
        ProductPrice,
        [
            {"product_id": ids[product.code], "valid_from": since, "net": net, "gross": gross}
            for product in plan.products
            for since, net, gross in product.prices
        ],
    )
    return ids


def _write_exemptions(tx: Tx, plan: CentrePlan) -> dict[str, int]:
    return {
        rule.code: tx.insert(
            Exemption,
            code=rule.code,
            **_named(rule.name, tx.now),
            proof_en=rule.proof.en,
            proof_nl=rule.proof.nl,
            booked_by=rule.booked_by,
            named_employers=rule.named_employers,
            **_dated(rule.period),
        )
        for rule in plan.exemptions
    }


def _write_service(tx: Tx, service: ServicePlan, position: int) -> int:
    return tx.insert(
        Service,
        code=service.code,
        **_named(service.name, tx.now),
        position=position,
        active=service.active,
        step_gap_minutes=service.step_gap_minutes,
        max_persons=service.max_persons,
        needs_municipality=service.needs_municipality,
    )


def _write_steps(
    tx: Tx,
    plan: CentrePlan,
    services: dict[str, int],
    desks: dict[str, int],
    products: dict[str, int],
) -> None:
    of_kind: dict[DeskKind, list[int]] = {kind: [] for kind in DeskKind}
    for desk in plan.desks:
        of_kind[desk.kind].append(desks[desk.code])
    durations: list[dict[str, object]] = []
    offers: list[dict[str, object]] = []
    for service in plan.services:
        for ordinal, step in enumerate(service.steps, start=1):
            step_id = tx.insert(
                ServiceStep,
                service_id=services[service.code],
                ordinal=ordinal,
                **_named(step.name, tx.now),
                buffer_minutes=step.buffer_minutes,
            )
            offers += [{"step_id": step_id, "desk_id": desk} for desk in of_kind[step.desks]]
            durations += [
                {"step_id": step_id, "persons_from": since, "minutes": m, **_dated(step.period)}
                for since, m in step.minutes
            ]
    tx.insert_many(StepDesk, offers)
    tx.insert_many(StepDuration, durations)
    _write_fees_and_questions(tx, plan, services, products)


def _write_fees_and_questions(
    tx: Tx, plan: CentrePlan, services: dict[str, int], products: dict[str, int]
) -> None:
    tx.insert_many(
        ServiceFee,
        [
            {
                "service_id": services[service.code],
                "role": role,
                "product_id": products[product],
                **_dated(period),
            }
            for service in plan.services
            for role, product, period in service.fees
        ],
    )
    tx.insert_many(
        EligibilityQuestion,
        [
            {
                "service_id": services[service.code],
                "position": position,
                "text_en": question.text.en,
                "text_nl": question.text.nl,
                "refuses_on": question.refuses_on,
                "refusal_code": question.refusal_code,
                "advice_en": question.advice.en,
                "advice_nl": question.advice.nl,
                "changed_at": tx.now,
                **_dated(question.period),
            }
            for service in plan.services
            for position, question in enumerate(service.questions, start=1)
        ],
    )


def _write_paper(tx: Tx, paper: PaperPlan, position: int) -> int:
    return tx.insert(Paper, code=paper.code, **_named(paper.name, tx.now), position=position)


def _rules(
    paper: PaperPlan, papers: dict[str, int], services: dict[str, int]
) -> list[dict[str, object]]:
    return [
        {
            "service_id": services[rule.service],
            "paper_id": papers[paper.code],
            "residence_class": rule.residence_class,
            "scope": rule.scope,
            "need": rule.need,
            "employer_address_only": rule.address is AddressKind.EMPLOYER,
            "home_address_only": rule.address is AddressKind.HOME,
            **_dated(rule.period),
        }
        for rule in paper.rules
    ]


def _write_reasons(tx: Tx, plan: CentrePlan) -> None:
    tx.insert_many(
        RefusalReason,
        [
            {
                "code": reason.code,
                **_named(reason.name, tx.now),
                "position": position,
                "sheet": reason.sheet,
            }
            for position, reason in enumerate(plan.reasons, start=1)
        ],
    )
