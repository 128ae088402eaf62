"""The catalogue: all that windows need of the set-up to book and to receive."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, or_, select

from expatdesk.model.services import (
    Desk,
    EligibilityQuestion,
    Paper,
    PaperRule,
    Service,
    ServiceStep,
    StepDesk,
    StepDuration,
)
from expatdesk.model.settings import (
    Municipality,
    MunicipalityPeriod,
    QuestionTopic,
    RefusalReason,
)
from expatdesk.model.till import Exemption, ExemptionEmployer
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import (
    Catalogue,
    DeskInfo,
    ExemptionInfo,
    MunicipalityInfo,
    PaperRuleInfo,
    QuestionInfo,
    ReasonInfo,
    ServiceInfo,
    StepInfo,
    TopicInfo,
)
from expatdesk.services.settings import keys
from expatdesk.services.settings.values import course
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair


class CatalogueReads(Part):
    def catalogue(self) -> Catalogue:
        """Desks, services with their rules, municipalities, reasons, topics, exemptions."""
        with self._store.reading() as tx:
            return read_catalogue(tx)


def read_catalogue(tx: Tx) -> Catalogue:
    """Step: the whole catalogue, inactive rows included, so that the past can be shown."""
    return Catalogue(
        desks=read_desks(tx),
        services=_services(tx),
        municipalities=_municipalities(tx),
        reasons=tuple(
            ReasonInfo(row.code, named(row), row.sheet, row.active)
            for row in tx.rows(select(RefusalReason.__table__).order_by(RefusalReason.position))
        ),
        topics=tuple(
            TopicInfo(row.id, named(row), row.active)
            for row in tx.rows(select(QuestionTopic.__table__).order_by(QuestionTopic.position))
        ),
        exemptions=_exemptions(tx),
        child_under=course(tx, keys.CHILD_UNDER),
    )


def read_desks(tx: Tx) -> tuple[DeskInfo, ...]:
    rows = tx.rows(select(Desk.__table__).order_by(Desk.position, Desk.id))
    return tuple(desk_info(row) for row in rows)


def desk_info(row: Any) -> DeskInfo:  # noqa: ANN401  (a row of the table desk)
    return DeskInfo(row.id, named(row), row.kind, row.position, row.active, row.version)


def named(row: Any) -> Pair:  # noqa: ANN401  (a row of any table with a name)
    """The name of a row in both languages."""
    return Pair(row.name_en, row.name_nl, row.name_en_changed, row.name_nl_changed)


def _services(tx: Tx) -> tuple[ServiceInfo, ...]:
    steps, questions, papers = _steps(tx), _questions(tx), paper_rules(tx)
    return tuple(
        ServiceInfo(
            service_id=row.id,
            code=row.code,
            name=named(row),
            active=row.active,
            step_gap_minutes=row.step_gap_minutes,
            max_persons=row.max_persons,
            needs_municipality=row.needs_municipality,
            steps=tuple(steps.get(row.id, ())),
            questions=tuple(questions.get(row.id, ())),
            papers=tuple(papers.get(row.id, ())),
            version=row.version,
        )
        for row in tx.rows(select(Service.__table__).order_by(Service.position, Service.id))
    )


def _steps(tx: Tx) -> dict[int, list[StepInfo]]:
    desks: dict[int, list[int]] = defaultdict(list)
    for step_id, desk_id in tx.rows(
        select(StepDesk.step_id, StepDesk.desk_id)
        .join(Desk, Desk.id == StepDesk.desk_id)
        .order_by(Desk.position, Desk.id)
    ):
        desks[step_id].append(desk_id)
    durations: dict[int, list[Any]] = defaultdict(list)
    for row in tx.rows(
        select(StepDuration.__table__).order_by(StepDuration.persons_from, StepDuration.valid_from)
    ):
        span = (row.persons_from, row.minutes, row.valid_from, row.valid_until)
        durations[row.step_id].append(span)
    steps: dict[int, list[StepInfo]] = defaultdict(list)
    for row in tx.rows(select(ServiceStep.__table__).order_by(ServiceStep.ordinal)):
        steps[row.service_id].append(
            StepInfo(
                row.id,
                row.ordinal,
                named(row),
                row.buffer_minutes,
                tuple(desks.get(row.id, ())),
                tuple(durations.get(row.id, ())),
            )
        )
    return steps


def _questions(tx: Tx) -> dict[int, list[QuestionInfo]]:
    questions: dict[int, list[QuestionInfo]] = defaultdict(list)
    for row in tx.rows(
        select(EligibilityQuestion.__table__).order_by(
            EligibilityQuestion.position, EligibilityQuestion.id
        )
    ):
        questions[row.service_id].append(
            QuestionInfo(
                question_id=row.id,
                text=Pair(row.text_en, row.text_nl),
                refuses_on=row.refuses_on,
                refusal_code=row.refusal_code,
                advice=Pair(row.advice_en, row.advice_nl),
                valid_from=row.valid_from,
                valid_until=row.valid_until,
            )
        )
    return questions


def paper_rules(tx: Tx, service_id: int | None = None) -> dict[int, list[PaperRuleInfo]]:
    """Step: which papers are asked, by service, in the order of the list."""
    rules: dict[int, list[PaperRuleInfo]] = defaultdict(list)
    for row in tx.rows(_paper_statement(), {"service_id": service_id or 0}):
        rules[row.service_id].append(
            PaperRuleInfo(
                paper_id=row.paper_id,
                name=named(row),
                residence_class=row.residence_class,
                scope=row.scope,
                need=row.need,
                employer_address_only=row.employer_address_only,
                home_address_only=row.home_address_only,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
            )
        )
    return rules


@cache
def _paper_statement() -> Select[*tuple[Any, ...]]:
    service_id = bindparam("service_id", type_=BigInteger)
    return (
        select(
            PaperRule.service_id,
            PaperRule.paper_id,
            PaperRule.residence_class,
            PaperRule.scope,
            PaperRule.need,
            PaperRule.employer_address_only,
            PaperRule.home_address_only,
            PaperRule.valid_from,
            PaperRule.valid_until,
            Paper.name_en,
            Paper.name_nl,
            Paper.name_en_changed,
            Paper.name_nl_changed,
        )
        .join(Paper, Paper.id == PaperRule.paper_id)
        .where(or_(PaperRule.service_id == service_id, service_id == 0))
        .order_by(Paper.position, Paper.id, PaperRule.id)
    )


def _municipalities(tx: Tx) -> tuple[MunicipalityInfo, ...]:
    periods: dict[int, list[Any]] = defaultdict(list)
    for row in tx.rows(
        select(MunicipalityPeriod.__table__).order_by(MunicipalityPeriod.valid_from)
    ):
        periods[row.municipality_id].append((row.kind, row.valid_from, row.valid_until))
    return tuple(
        MunicipalityInfo(row.id, row.cbs_code, row.name, tuple(periods.get(row.id, ())))
        for row in tx.rows(select(Municipality.__table__).order_by(Municipality.name))
    )


def _exemptions(tx: Tx) -> tuple[ExemptionInfo, ...]:
    employers: dict[int, set[int]] = defaultdict(set)
    for exemption_id, organisation_id in tx.rows(
        select(ExemptionEmployer.exemption_id, ExemptionEmployer.organisation_id)
    ):
        employers[exemption_id].add(organisation_id)
    return tuple(
        ExemptionInfo(
            exemption_id=row.id,
            code=row.code,
            name=named(row),
            proof=Pair(row.proof_en, row.proof_nl),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            booked_by=row.booked_by,
            employer_ids=frozenset(employers[row.id]) if row.named_employers else None,
        )
        for row in tx.rows(select(Exemption.__table__).order_by(Exemption.id))
    )
