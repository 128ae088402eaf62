"""Everything that is chosen while a visit is charged, as one value; kept as a draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from expatdesk.guard import masked
from expatdesk.services.till.types import AddedLine, Recipient
from expatdesk.terms import Means

KIND = "charge"
"""Of the drafts of this form."""


class Way(StrEnum):
    """How it is settled: by one means, by several, or on the payer's account."""

    CASH = "cash"
    PIN = "pin"
    ONLINE = "online"
    BANK_TRANSFER = "bank_transfer"
    SPLIT = "split"
    ACCOUNT = "account"

    @property
    def means(self) -> Means | None:
        """The means, where it is only one."""
        return None if self in (Way.SPLIT, Way.ACCOUNT) else Means(self.value)


class Sent(StrEnum):
    """As what a form is handed to the till."""

    CHARGE = "charge"
    ACCOUNT = "account"
    FREE = "free"


@dataclass(frozen=True)
class Mark:
    """What somebody has decided on one person's line.

    `now`: it is charged with this document. `in_full`: although the booking noted an exemption.
    """

    now: bool = True
    drop_reason: str = ""
    exemption_id: int | None = None
    proof: str = ""
    in_full: bool = False


@dataclass(frozen=True)
class Part:
    """One of several payments; cents, None while nothing is typed.

    `reference` and `paid_on` are its own: two cards have two slips of the terminal.
    """

    means: Means
    amount: int | None = None
    reference: str = ""
    paid_on: date | None = None


DATED = (Means.ONLINE, Means.BANK_TRANSFER)
"""Means by which somebody may have paid on an earlier day."""
NOBODY = Recipient("", ())
PLAIN = Mark()


@dataclass(frozen=True)
class Form:
    """The choices at the till. `key` is made once and kept until the charge has succeeded.

    `sent`: as what it has been handed to the till (a `Sent`), empty before; `documents`: ids
    of the case's documents before that. `reference` and `paid_on` belong to the one means, or
    to the rest of several `parts`.
    """

    key: str
    marks: Mapping[int, Mark] = field(default_factory=dict)
    added: tuple[AddedLine, ...] = ()
    way: Way = Way.PIN
    received: int | None = None
    reference: str = ""
    paid_on: date | None = None
    parts: tuple[Part, ...] = ()
    rest: Means = Means.PIN
    po_number: str = ""
    named: bool = False
    recipient: Recipient = NOBODY
    language: str = "both"
    mail: bool = False
    sent: str = ""
    documents: tuple[int, ...] = ()

    def mark(self, person_id: int | None) -> Mark:
        """What was decided on a person's line."""
        return self.marks.get(person_id or 0, PLAIN)

    def marked(self, person_id: int | None, mark: Mark) -> Form:
        """The form with another decision."""
        return replace(self, marks={**self.marks, person_id or 0: mark})

    def same_choices(self, other: Form) -> bool:
        """Whether both hold the same, whatever their keys."""
        return replace(self, key="", sent="") == replace(other, key="", sent="")


def written(form: Form) -> str:
    """The draft as JSON. What looks like a citizen service number is masked: it is stored too."""
    data: dict[str, Any] = {
        "key": form.key,
        "marks": {str(person): _mark_out(mark) for person, mark in form.marks.items()},
        "added": [[a.product_id, a.quantity, masked(a.reason)] for a in form.added],
        "way": form.way.value,
        "received": form.received,
        "reference": form.reference,
        "paid_on": _day_out(form.paid_on),
        "parts": [_part_out(part) for part in form.parts],
        "rest": form.rest.value,
        "po_number": form.po_number,
        "named": form.named,
        "recipient": asdict(form.recipient),
        "language": form.language,
        "mail": form.mail,
        "sent": form.sent,
        "documents": list(form.documents),
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def read(body: str) -> Form:
    """A draft back. Raises ValueError for what is none (of an older program, or damaged)."""
    try:
        data = json.loads(body)
        plain = {name: data[name] for name in _PLAIN}
        return Form(
            **plain,
            marks={int(person): Mark(**mark) for person, mark in data["marks"].items()},
            added=tuple(AddedLine(*line) for line in data["added"]),
            way=Way(data["way"]),
            paid_on=_day_in(data["paid_on"]),
            parts=tuple(_part_in(*part) for part in data["parts"]),
            rest=Means(data["rest"]),
            recipient=_recipient_in(data["recipient"]),
            documents=tuple(data["documents"]),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("not a draft of this form") from error


_PLAIN = ("key", "received", "reference", "po_number", "named", "language", "mail", "sent")


def _mark_out(mark: Mark) -> dict[str, Any]:
    return {**asdict(mark), "drop_reason": masked(mark.drop_reason), "proof": masked(mark.proof)}


def _part_out(part: Part) -> list[str | int | None]:
    return [part.means.value, part.amount, part.reference, _day_out(part.paid_on)]


def _part_in(
    means: str, cents: int | None, reference: str = "", paid_on: str | None = None
) -> Part:
    return Part(Means(means), cents, reference, _day_in(paid_on))


def _day_out(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_in(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _recipient_in(data: dict[str, Any]) -> Recipient:
    known = {each.name for each in fields(Recipient)}
    values = {name: value for name, value in data.items() if name in known}
    return Recipient(**{**values, "address": tuple(values["address"])})
