"""Everything that stands on the page, as one value: it is kept as a draft and booked from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from expatdesk.guard import masked
from expatdesk.services.appointments.types import Booking, Comer, Place, StepPlace
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import AddressKind, Behalf, FamilyRole, ResidenceClass, Source
from expatdesk.ui.booking.party import Guest

KIND = "booking"
"""Of the drafts of this page."""


@dataclass(frozen=True)
class Side:
    """Who books or who pays; an organisation with its name, or the visitors themselves."""

    behalf: Behalf = Behalf.VISITOR
    party_id: int | None = None
    name: str = ""

    @property
    def complete(self) -> bool:
        """Whether it is said who that is."""
        return self.behalf is Behalf.VISITOR or self.party_id is not None


@dataclass(frozen=True)
class Form:
    """The page. `place`: the time that is chosen and held."""

    guests: tuple[Guest, ...] = ()
    service_id: int | None = None
    municipality_id: int | None = None
    address_kind: AddressKind = AddressKind.HOME
    language: str = "en"
    source: Source = Source.DESK
    booker: Side = Side()
    booker_contact: str = ""
    payer: Side = Side()
    answers: tuple[tuple[int, bool], ...] = ()
    exemption_id: int | None = None
    exemption_proof: str = ""
    note: str = ""
    guard_overridden: bool = False
    place: Place | None = None
    squeeze_reason: str | None = None
    mail: bool = True
    calendar: bool = True
    letter: bool = False
    paper_language: str = "en"
    online: bool = False
    case_id: int | None = None
    previous_id: int | None = None
    waiting_id: int | None = None
    split_from_id: int | None = None
    priced_anew: bool = False
    typed: PersonEntry | None = None
    """A new person whose form is still open."""

    @property
    def persons(self) -> int:
        return len(self.guests)

    @property
    def first(self) -> Guest | None:
        """Who is named on the appointment."""
        return self.guests[0] if self.guests else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing worth keeping has been typed."""
        texts = (self.note, self.booker_contact, self.exemption_proof, self.squeeze_reason)
        typed = self.typed is not None and self.typed != PersonEntry("")
        return not (self.guests or typed or any(text and text.strip() for text in texts))

    def answer(self, question_id: int) -> bool | None:
        return dict(self.answers).get(question_id)


def edited(before: Form, form: Form) -> Form:
    """What follows from an edit: the papers speak the visitor's language, another service asks
    other questions, and other words are checked anew for numbers that may not be kept.
    """
    if form.language != before.language:
        form = replace(form, paper_language="nl" if form.language == "nl" else "en")
    if form.service_id != before.service_id:
        form = replace(form, answers=(), exemption_id=None, exemption_proof="")
    if (form.note, form.booker_contact) != (before.note, before.booker_contact):
        form = replace(form, guard_overridden=False)
    return form


def booking_of(form: Form, token: str) -> Booking:
    """What is asked of the service. Raises ValueError while service or place are missing."""
    if form.service_id is None or form.place is None:
        raise ValueError("no service or no place yet")
    return Booking(
        service_id=form.service_id,
        comers=tuple(Comer(guest.person_id, guest.role) for guest in form.guests),
        place=form.place,
        language=form.language,
        source=form.source,
        booker=form.booker.behalf,
        booker_party_id=form.booker.party_id,
        booker_contact=form.booker_contact,
        payer=form.payer.behalf,
        payer_party_id=form.payer.party_id,
        municipality_id=form.municipality_id,
        address_kind=form.address_kind,
        exemption_id=form.exemption_id,
        exemption_proof=form.exemption_proof if form.exemption_id is not None else "",
        answers=form.answers,
        note=form.note,
        hold_token=token,
        draft_token=token,
        squeeze_reason=form.squeeze_reason,
        case_id=form.case_id,
        previous_id=form.previous_id,
        waiting_id=form.waiting_id,
        split_from_id=form.split_from_id,
        priced_anew=form.priced_anew,
        guard_overridden=form.guard_overridden,
    )


# --- drafts -----------------------------------------------------------------------------

_PLAIN = (
    "service_id",
    "municipality_id",
    "language",
    "booker_contact",
    "exemption_id",
    "exemption_proof",
    "note",
    "guard_overridden",
    "squeeze_reason",
    "mail",
    "calendar",
    "letter",
    "paper_language",
    "online",
    "case_id",
    "previous_id",
    "waiting_id",
    "split_from_id",
    "priced_anew",
)
_FREE_TEXTS = ("booker_contact", "exemption_proof", "note", "squeeze_reason")


@dataclass(frozen=True)
class Kept:
    """A draft as it is read: the form without its people, and who they are.

    `people`: (person id, role chosen by hand or None), to be read anew.
    """

    form: Form
    people: tuple[tuple[int, FamilyRole | None], ...]

    def resumed(self, guests: Iterable[Guest]) -> Form:
        """The form with its people; place and open person are still to be taken up."""
        roles = dict(self.people)
        party = []
        for guest in guests:
            role = roles.get(guest.person_id)
            party.append(guest if role is None else replace(guest, role=role, chosen=True))
        return replace(self.form, guests=tuple(party), place=None, typed=None)


def written(form: Form) -> str:
    """The draft as JSON. People of the centre stand in it by their numbers only.

    What looks like a citizen service number is masked: a draft is stored too.
    """
    data: dict[str, Any] = {name: getattr(form, name) for name in _PLAIN}
    if not form.guard_overridden:
        for name in _FREE_TEXTS:
            data[name] = masked(data[name]) if data[name] else data[name]
    data["people"] = [[g.person_id, g.role.value if g.chosen else None] for g in form.guests]
    data["address_kind"] = form.address_kind.value
    data["source"] = form.source.value
    data["booker"] = [form.booker.behalf.value, form.booker.party_id, form.booker.name]
    data["payer"] = [form.payer.behalf.value, form.payer.party_id, form.payer.name]
    data["answers"] = [list(answer) for answer in form.answers]
    data["place"] = None if form.place is None else _place_out(form.place)
    data["typed"] = None if form.typed is None else _entry_out(form.typed)
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def read(body: str) -> Kept:
    """A draft back. Raises ValueError for what is none (of an older program, or damaged)."""
    try:
        data = json.loads(body)
        form = Form(
            **{name: data[name] for name in _PLAIN},
            address_kind=AddressKind(data["address_kind"]),
            source=Source(data["source"]),
            booker=_side(data["booker"]),
            payer=_side(data["payer"]),
            answers=tuple((int(question), bool(yes)) for question, yes in data["answers"]),
            place=None if data["place"] is None else _place_in(data["place"]),
            typed=None if data["typed"] is None else _entry_in(data["typed"]),
        )
        people = tuple(
            (int(person), None if role is None else FamilyRole(role))
            for person, role in data["people"]
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a draft of this form") from error
    return Kept(form, people)


def _side(data: list[Any]) -> Side:
    behalf, party_id, name = data
    return Side(Behalf(behalf), party_id, name)


def _place_out(place: Place) -> list[list[int]]:
    return [
        [step.step_id, step.desk_id, step.starts_at, step.ends_at, step.busy_until]
        for step in place.steps
    ]


def _place_in(data: list[list[int]]) -> Place:
    steps = tuple(StepPlace(*step) for step in data)
    return Place(steps[0].starts_at, steps)


def _entry_out(entry: PersonEntry) -> dict[str, Any]:
    data = asdict(entry)
    for name, value in data.items():
        if isinstance(value, str) and name not in {"email", "phone"}:
            data[name] = masked(value)
    data["birth_date"] = None if entry.birth_date is None else entry.birth_date.isoformat()
    data["residence_class"] = entry.residence_class and entry.residence_class.value
    data["channel"] = entry.channel and entry.channel.value
    return data


def _entry_in(data: dict[str, Any]) -> PersonEntry:
    known = {field.name for field in fields(PersonEntry)}
    values = {name: value for name, value in data.items() if name in known}
    born, kind, channel = data["birth_date"], data["residence_class"], data["channel"]
    values["birth_date"] = None if born is None else date.fromisoformat(born)
    values["residence_class"] = None if kind is None else ResidenceClass(kind)
    values["channel"] = None if channel is None else Source(channel)
    values["languages"] = tuple(data["languages"])
    return PersonEntry(**values)
