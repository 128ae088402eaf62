"""What the set-up takes and gives back. Entries are what is typed, lines what the window lists.

Amounts are cents, VAT is in basis points, times of day are minutes after midnight. A period
runs from its first up to and including its last day; no last day means until further notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from expatdesk.i18n import ngettext
from expatdesk.services.base import Refusal
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

# --- desks and hours ----------------------------------------------------------------------


@dataclass(frozen=True)
class DeskEntry:
    name: Pair
    kind: DeskKind
    position: int
    active: bool = True


@dataclass(frozen=True, order=True)
class WeekHours:
    """Open on `weekday` (0 is Monday) from start to end."""

    weekday: int
    start_minute: int
    end_minute: int


@dataclass(frozen=True)
class WeekPlan:
    """The week of a desk in a period."""

    valid_from: date
    valid_until: date | None
    hours: tuple[WeekHours, ...]


@dataclass(frozen=True)
class DeskLine:
    desk_id: int
    version: int
    entry: DeskEntry
    weeks: tuple[WeekPlan, ...]


@dataclass(frozen=True)
class DayHours:
    """One day with other hours, of one desk or (without a desk) of every desk.

    No `hours`: closed. `mark` changes with every edit; an edit names the one it has read.
    """

    desk_id: int | None
    day: date
    hours: tuple[tuple[int, int], ...]
    note: str
    mark: int


@dataclass(frozen=True)
class ClosureEntry:
    name: Pair
    first_day: date
    last_day: date


@dataclass(frozen=True)
class ClosureLine:
    closure_id: int
    version: int
    entry: ClosureEntry


@dataclass(frozen=True)
class VisitInTheWay:
    """An appointment that would lie in closed time; `desk_id` is None for a whole visit."""

    visit_id: int
    code: str
    desk_id: int | None
    starts_at: int
    ends_at: int


class VisitsInTheWay(Refusal):
    """Time with appointments would be closed: they are listed, to be moved or confirmed."""

    def __init__(self, visits: tuple[VisitInTheWay, ...]) -> None:
        super().__init__("", count=len({visit.visit_id for visit in visits}))
        self.visits = visits

    def message(self) -> str:
        count = len({visit.visit_id for visit in self.visits})
        return ngettext(
            "{count} appointment lies in this time. Move it first, or confirm.",
            "{count} appointments lie in this time. Move them first, or confirm.",
            count,
        ).format(count=count)


# --- services -----------------------------------------------------------------------------


@dataclass(frozen=True)
class ServiceEntry:
    name: Pair
    position: int
    active: bool
    step_gap_minutes: int
    max_persons: int
    needs_municipality: bool


@dataclass(frozen=True)
class StepEntry:
    name: Pair
    buffer_minutes: int
    desk_ids: frozenset[int]


@dataclass(frozen=True, order=True)
class Duration:
    """Minutes from a number of persons on."""

    persons_from: int
    minutes: int


@dataclass(frozen=True)
class NewStep:
    """A step that is added, and how long it takes from its first day on."""

    entry: StepEntry
    valid_from: date
    durations: tuple[Duration, ...]


@dataclass(frozen=True)
class DurationPlan:
    valid_from: date
    valid_until: date | None
    durations: tuple[Duration, ...]


@dataclass(frozen=True)
class StepSetUp:
    step_id: int
    ordinal: int
    entry: StepEntry
    plans: tuple[DurationPlan, ...]


@dataclass(frozen=True)
class FeeLineSetUp:
    role: FamilyRole
    product_id: int
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class ServiceLine:
    """`booked`: there are visits for it, so that it keeps its steps and stays."""

    service_id: int
    version: int
    code: str
    entry: ServiceEntry
    steps: tuple[StepSetUp, ...]
    fees: tuple[FeeLineSetUp, ...]
    booked: bool


# --- municipalities -----------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalityEntry:
    """`cbs_code`: the four digits by which Statistics Netherlands knows it."""

    cbs_code: str
    name: str


@dataclass(frozen=True)
class AcceptedPeriod:
    period_id: int
    kind: AddressKind
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class MunicipalityLine:
    municipality_id: int
    version: int
    entry: MunicipalityEntry
    periods: tuple[AcceptedPeriod, ...]


# --- money --------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProductEntry:
    name: Pair
    vat_code: str
    ledger_account: str
    active: bool = True


@dataclass(frozen=True)
class Price:
    """`gross` is the consumer's price, `net` what an invoice without VAT asks for."""

    valid_from: date
    gross: int
    net: int


@dataclass(frozen=True)
class ProductLine:
    """`prices` in order of their days; those of the past never change.

    `documented`: it stands on documents, so that it keeps its kind of VAT and stays.
    """

    product_id: int
    version: int
    code: str
    entry: ProductEntry
    prices: tuple[Price, ...]
    documented: bool


@dataclass(frozen=True)
class VatRateLine:
    code: str
    valid_from: date
    basis_points: int


@dataclass(frozen=True)
class ExemptionEntry:
    code: str
    name: Pair
    proof: Pair
    valid_from: date
    valid_until: date | None = None
    booked_by: Behalf | None = None
    named_employers: bool = False


@dataclass(frozen=True)
class ExemptionLine:
    exemption_id: int
    version: int
    entry: ExemptionEntry
    employer_ids: frozenset[int]


# --- papers, reasons, topics, questions ---------------------------------------------------


@dataclass(frozen=True)
class PaperEntry:
    name: Pair
    position: int


@dataclass(frozen=True)
class PaperRuleEntry:
    """Asked of whom for a service. No class: of every class. `address`: only for that kind."""

    service_id: int
    residence_class: ResidenceClass | None
    scope: PaperScope
    need: PaperNeed
    address: AddressKind | None
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True)
class PaperRuleLine:
    rule_id: int
    entry: PaperRuleEntry


@dataclass(frozen=True)
class PaperLine:
    paper_id: int
    version: int
    code: str
    entry: PaperEntry
    rules: tuple[PaperRuleLine, ...]


@dataclass(frozen=True)
class ReasonEntry:
    """`sheet`: topic of the information sheet that helps."""

    name: Pair
    position: int
    active: bool = True
    sheet: str = ""


@dataclass(frozen=True)
class ReasonLine:
    code: str
    version: int
    entry: ReasonEntry


@dataclass(frozen=True)
class TopicEntry:
    name: Pair
    position: int
    active: bool = True


@dataclass(frozen=True)
class TopicLine:
    topic_id: int
    version: int
    entry: TopicEntry


@dataclass(frozen=True)
class QuestionSetUp:
    """A question of eligibility; answering `refuses_on` refuses with the advice."""

    service_id: int
    position: int
    text: Pair
    refuses_on: bool
    refusal_code: str
    advice: Pair
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True)
class QuestionLine:
    question_id: int
    version: int
    entry: QuestionSetUp
