"""A booking as it is asked for, and why it may be refused. Times are epoch seconds UTC."""

from __future__ import annotations

from dataclasses import dataclass

from expatdesk.i18n import _, current_language
from expatdesk.services.appointments.types.agenda import VisitRow
from expatdesk.services.appointments.types.places import Place
from expatdesk.services.base import Refusal
from expatdesk.terms import AddressKind, Behalf, FamilyRole, Source
from expatdesk.texts import Pair


@dataclass(frozen=True)
class Comer:
    """A person of the party and its place in the tariff."""

    person_id: int
    role: FamilyRole


@dataclass(frozen=True)
class Booking:
    """One page of the booking form. `squeeze_reason`: not None books beside the ticks."""

    service_id: int
    comers: tuple[Comer, ...]
    place: Place
    language: str
    source: Source
    booker: Behalf = Behalf.VISITOR
    booker_party_id: int | None = None
    booker_contact: str = ""
    payer: Behalf = Behalf.VISITOR
    payer_party_id: int | None = None
    municipality_id: int | None = None
    address_kind: AddressKind = AddressKind.HOME
    exemption_id: int | None = None
    exemption_proof: str = ""
    answers: tuple[tuple[int, bool], ...] = ()
    """(question id, answer yes) of the eligibility questions."""
    note: str = ""
    hold_token: str | None = None
    draft_token: str | None = None
    squeeze_reason: str | None = None
    case_id: int | None = None
    previous_id: int | None = None
    """Rebooking: the visit that this one follows, in the same case."""
    waiting_id: int | None = None
    split_from_id: int | None = None
    """Split off: the visit whose party this one belonged to, in the same case."""
    priced_anew: bool = False
    """Split off too late: the fee is asked again."""
    guard_overridden: bool = False
    """A number in the texts was declared to be no citizen service number."""


@dataclass(frozen=True)
class Booked:
    """`of_age`, `under_age`: as for Moved, where the same party comes on another day."""

    visit_id: int
    case_id: int
    code: str
    of_age: int = 0
    under_age: int = 0


@dataclass(frozen=True)
class Moved:
    """The visit's new version, and what its new day changes, each a number.

    `of_age`: children who come as persons of their own by then. `under_age`: who comes as a
    child again. `papers`: lines of the list of papers that are asked anew, or no longer.
    """

    version: int
    of_age: int = 0
    under_age: int = 0
    papers: int = 0


class Worded(Refusal):
    """A refusal whose values may be names in both languages."""

    def message(self) -> str:
        language = current_language()
        values = {
            name: value.in_language(language) if isinstance(value, Pair) else value
            for name, value in self.values.items()
        }
        return _(self.text).format(**values)


class PlaceTaken(Worded):
    """Somebody else was quicker, or the desk is closed or blocked at that time."""


class NotEligible(Worded):
    """An eligibility question or the municipality refuses; advice says where to go."""

    def __init__(
        self, text: str, *, code: str, advice: Pair, field: str = "", **values: object
    ) -> None:
        super().__init__(text, field=field, **values)
        self.code = code
        self.advice = advice


class BlockedVisits(Refusal):
    """A block or closure would lie over these visits."""

    def __init__(self, text: str, visits: tuple[VisitRow, ...]) -> None:
        super().__init__(text, count=len(visits))
        self.visits = visits
