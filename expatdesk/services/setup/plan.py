"""A centre's first set-up as plain values: what a new centre begins with.

Codes tie the parts together (a step names kinds of desks, a fee names a product); ids are
given when the plan is written. Amounts are cents, times of day minutes after midnight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from expatdesk.terms import (
    AddressKind,
    Behalf,
    DeskKind,
    FamilyRole,
    PaperNeed,
    PaperScope,
    ResidenceClass,
)
from expatdesk.texts import Pair

if TYPE_CHECKING:
    from expatdesk.services.sheets.first import FirstSheets


@dataclass(frozen=True)
class Period:
    """Days from the first up to and including the last; no last day: until further notice."""

    first: date
    last: date | None = None


@dataclass(frozen=True)
class SettingPlan:
    """`value` as JSON knows it: text, number, truth or a list of texts."""

    key: str
    value: object
    valid_from: date


@dataclass(frozen=True)
class DeskPlan:
    code: str
    name: Pair
    kind: DeskKind
    active: bool = True


@dataclass(frozen=True)
class HoursPlan:
    """`weekday`: 0 is Monday."""

    desk: str
    weekday: int
    start_minute: int
    end_minute: int
    period: Period


@dataclass(frozen=True)
class StaffPlan:
    name: str
    short_name: str
    call_name: str = ""
    usual_desk: str | None = None
    is_manager: bool = False


@dataclass(frozen=True)
class MunicipalityPlan:
    cbs_code: str
    name: str
    periods: tuple[tuple[AddressKind, Period], ...]


@dataclass(frozen=True)
class VatPlan:
    code: str
    valid_from: date
    basis_points: int


@dataclass(frozen=True)
class ProductPlan:
    """`prices`: (valid from, net, gross)."""

    code: str
    name: Pair
    vat_code: str
    ledger_account: str
    prices: tuple[tuple[date, int, int], ...]


@dataclass(frozen=True)
class ExemptionPlan:
    code: str
    name: Pair
    proof: Pair
    period: Period
    booked_by: Behalf | None = None
    named_employers: bool = False


@dataclass(frozen=True)
class StepPlan:
    """`desks`: the kind of desk that offers it. `minutes`: (persons from, minutes)."""

    name: Pair
    desks: DeskKind
    minutes: tuple[tuple[int, int], ...]
    period: Period
    buffer_minutes: int = 0


@dataclass(frozen=True)
class QuestionPlan:
    text: Pair
    refuses_on: bool
    refusal_code: str
    advice: Pair
    period: Period


@dataclass(frozen=True)
class ServicePlan:
    """`fees`: (role, code of the product, period)."""

    code: str
    name: Pair
    active: bool
    step_gap_minutes: int
    max_persons: int
    needs_municipality: bool
    steps: tuple[StepPlan, ...]
    questions: tuple[QuestionPlan, ...]
    fees: tuple[tuple[FamilyRole, str, Period], ...]


@dataclass(frozen=True)
class PaperRulePlan:
    """`address`: only for this kind of address. No class: whatever the class."""

    service: str
    residence_class: ResidenceClass | None
    scope: PaperScope
    need: PaperNeed
    address: AddressKind | None
    period: Period


@dataclass(frozen=True)
class PaperPlan:
    code: str
    name: Pair
    rules: tuple[PaperRulePlan, ...]


@dataclass(frozen=True)
class ReasonPlan:
    code: str
    name: Pair
    sheet: str = ""


@dataclass(frozen=True)
class CentrePlan:
    settings: tuple[SettingPlan, ...]
    desks: tuple[DeskPlan, ...]
    hours: tuple[HoursPlan, ...]
    staff: tuple[StaffPlan, ...]
    municipalities: tuple[MunicipalityPlan, ...]
    vat_rates: tuple[VatPlan, ...]
    products: tuple[ProductPlan, ...]
    exemptions: tuple[ExemptionPlan, ...]
    services: tuple[ServicePlan, ...]
    papers: tuple[PaperPlan, ...]
    reasons: tuple[ReasonPlan, ...]
    topics: tuple[Pair, ...]
    holidays: bool = True
    """Whether the public holidays of this and the next year close the centre from the start."""
    sheets: FirstSheets | None = None
    """The information sheets and packs to begin with."""


@dataclass(frozen=True)
class Founded:
    """Ids of what was written, by the codes of the plan.

    `desks` by code ("desk1"), `staff` by short name ("S. Jansen"), `municipalities` by name
    ("Leiden"), `topics` by English name; the others (services, sheets …) by code.
    """

    desks: Mapping[str, int]
    staff: Mapping[str, int]
    municipalities: Mapping[str, int]
    products: Mapping[str, int]
    exemptions: Mapping[str, int]
    services: Mapping[str, int]
    papers: Mapping[str, int]
    topics: Mapping[str, int]
    sheets: Mapping[str, int] = field(default_factory=dict)
