"""Who may have a service: the questions, the municipality, the employer's address.

Sources: domain reference 1.2 (conditions, municipalities by date, temporary registration at
the address of an employer that is a recognised sponsor) and 1.8 (codes).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, bindparam, or_, select

from expatdesk.i18n import N_, Language, translator
from expatdesk.model.people import Organisation
from expatdesk.model.services import EligibilityQuestion
from expatdesk.model.settings import Municipality, MunicipalityPeriod
from expatdesk.services.appointments.loading import read_service
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import NotEligible
from expatdesk.services.base import Invalid
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind
from expatdesk.texts import Pair

OUTSIDE = "R05"
NO_SPONSOR = "R12"

_REFUSED = N_("This service is not for these visitors.")
_TOWN_HALL = N_(
    "Registration is done by the municipality where they live: please contact its town hall."
)
_SPONSOR = N_(
    "Registration at an employer's address is possible only where the employer is a recognised"
    " sponsor. Otherwise a home address in a participating municipality is needed."
)


class Eligibility(Part):
    def check_eligibility(
        self,
        service_id: int,
        answers: Iterable[tuple[int, bool]],
        municipality_id: int | None,
        address_kind: AddressKind,
        on: date,
        *,
        employer_id: int | None = None,
    ) -> None:
        """Answers of the form so far; what is not answered does not refuse.

        `on`: the day of the visit. Raises NotEligible with its code and advice.
        """
        with self._store.reading() as tx:
            rule = read_service(tx, service_id)
            check_answers(tx, service_id, answers, on)
            if rule.needs_municipality and municipality_id is not None:
                check_municipality(tx, municipality_id, address_kind, on)
            if address_kind is AddressKind.EMPLOYER and employer_id is not None:
                check_sponsor(tx, employer_id)


def check_answers(tx: Tx, service_id: int, answers: Iterable[tuple[int, bool]], on: date) -> None:
    """Step. Raises NotEligible with the code and advice of the first question that refuses."""
    given = dict(answers)
    if not given:
        return
    for row in tx.rows(_question_statement(), {"service_id": service_id, "on": on}):
        if given.get(row.id) is row.refuses_on:
            raise NotEligible(
                _REFUSED,
                code=row.refusal_code,
                advice=Pair(row.advice_en, row.advice_nl),
                field="answers",
            )


def check_municipality(tx: Tx, municipality_id: int | None, kind: AddressKind, on: date) -> None:
    """Step. Addresses of this kind in the municipality are accepted on the day.

    Raises Invalid where none is named, NotEligible where it does not take part.
    """
    if municipality_id is None:
        raise Invalid(N_("Choose the municipality of the address."), field="municipality_id")
    asked = {"municipality_id": municipality_id, "address": kind, "on": on}
    row = tx.first(_period_statement(), asked)
    if row is None:
        raise Invalid(N_("Choose the municipality of the address."), field="municipality_id")
    if row[1] is None:
        text = (
            N_("On that day employers' addresses in {municipality} are not accepted.")
            if kind is AddressKind.EMPLOYER
            else N_("On that day addresses in {municipality} are not accepted.")
        )
        raise NotEligible(
            text,
            code=OUTSIDE,
            advice=_in_both(_TOWN_HALL),
            field="municipality_id",
            municipality=row[0],
        )


def check_sponsor(tx: Tx, employer_id: int | None) -> None:
    """Step. Raises NotEligible unless the employer is a recognised sponsor."""
    recognised = employer_id is not None and tx.scalar(
        select(Organisation.recognised_sponsor).where(Organisation.id == employer_id)
    )
    if not recognised:
        raise not_sponsored()


def not_sponsored() -> NotEligible:
    return NotEligible(
        N_("The employer is not a recognised sponsor."),
        code=NO_SPONSOR,
        advice=_in_both(_SPONSOR),
        field="address_kind",
    )


@cache
def _question_statement() -> Select[*tuple[Any, ...]]:
    """The questions of a service that hold on a day, in their order."""
    on = bindparam("on", type_=Date)
    return (
        select(
            EligibilityQuestion.id,
            EligibilityQuestion.refuses_on,
            EligibilityQuestion.refusal_code,
            EligibilityQuestion.advice_en,
            EligibilityQuestion.advice_nl,
        )
        .where(
            EligibilityQuestion.service_id == bindparam("service_id"),
            EligibilityQuestion.valid_from <= on,
            or_(EligibilityQuestion.valid_until.is_(None), EligibilityQuestion.valid_until >= on),
        )
        .order_by(EligibilityQuestion.position, EligibilityQuestion.id)
    )


@cache
def _period_statement() -> Select[str, int]:
    on = bindparam("on", type_=Date)
    period = (
        (MunicipalityPeriod.municipality_id == Municipality.id)
        & (MunicipalityPeriod.kind == bindparam("address"))
        & (MunicipalityPeriod.valid_from <= on)
        & or_(MunicipalityPeriod.valid_until.is_(None), MunicipalityPeriod.valid_until >= on)
    )
    return (
        select(Municipality.name, MunicipalityPeriod.id)
        .outerjoin(MunicipalityPeriod, period)
        .where(Municipality.id == bindparam("municipality_id"))
    )


def _in_both(message: str) -> Pair:
    return Pair(translator(Language.EN).gettext(message), translator(Language.NL).gettext(message))
