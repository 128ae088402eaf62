"""What a visit owes to its day: who comes as a child, and which papers are asked.

Both are judged for the day of the visit, and anew when it goes to another day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, select, update

from expatdesk.model.appointments import VisitPaper, VisitPerson
from expatdesk.model.people import Person
from expatdesk.services.appointments.asking import rules_on
from expatdesk.services.appointments.case_money import kept
from expatdesk.services.appointments.papers import Coming, papers_asked
from expatdesk.services.appointments.roles import Aged, AgeLimit, roles_moved
from expatdesk.services.appointments.versions import VisitFacts
from expatdesk.services.base import Actor, log
from expatdesk.services.settings import keys
from expatdesk.services.settings.values import value
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind, FamilyRole, Outcome, PaperNeed, PaperState

Asked = dict[tuple[int, int | None], PaperNeed]
"""(paper id, person id or None for once) and how strictly it is asked."""


@dataclass(frozen=True)
class Judged:
    """How much another day changes: as in `Moved`, which tells it to the window."""

    of_age: int = 0
    under_age: int = 0
    papers: int = 0


def age_limit(tx: Tx, day: date) -> AgeLimit:
    """Step: who is a child on a day."""
    return AgeLimit(day, value(tx, keys.CHILD_UNDER, day))


def changed_roles(before: Iterable[FamilyRole], after: Iterable[FamilyRole]) -> Judged:
    """How many of a party are of age by the new day, and how many are not yet."""
    changes = [(old, new) for old, new in zip(before, after, strict=True) if old is not new]
    grown = sum(old is FamilyRole.CHILD for old, _ in changes)
    return Judged(of_age=grown, under_age=len(changes) - grown)


def asked_papers(
    tx: Tx, service_id: int, party: Sequence[Coming], address_kind: AddressKind, day: date
) -> Asked:
    """Step: the papers that a party is to bring to a service on a day, in their order."""
    rules = rules_on(tx, service_id, day)
    return {
        (rule.paper_id, person_id): rule.need
        for rule, places in papers_asked(rules, party, address_kind, day)
        for person_id in ([party[place][0] for place in places] or [None])
    }


def expect_papers(tx: Tx, visit_id: int, asked: Asked) -> None:
    """Step: writes papers down that nobody has looked at yet."""
    tx.insert_many(
        VisitPaper,
        [
            {
                "visit_id": visit_id,
                "person_id": person_id,
                "paper_id": paper_id,
                "need": need,
                "state": PaperState.EXPECTED,
            }
            for (paper_id, person_id), need in asked.items()
        ],
    )


Roles = Mapping[int, FamilyRole]
"""By person id."""


def roles_of(tx: Tx, visit_id: int) -> Roles:
    """Step: the role of each person of a visit."""
    return {row.person_id: row.role for row in _party(tx, visit_id)}


def judge_anew(
    tx: Tx, actor: Actor, visit: VisitFacts, day: date, back_to: Roles | None = None
) -> Judged:
    """Step: roles and papers of a visit as they are on another day than its own so far.

    Papers that somebody has looked at stay on the list, whatever is asked. Who comes on a day
    of their own has a role here too, in which a free split is priced, but brings nothing.
    `back_to`: the roles that a move had changed, where it is undone.
    """
    rows = _party(tx, visit.visit_id)
    roles = roles_moved([_aged(r) for r in rows], age_limit(tx, visit.day), age_limit(tx, day))
    if back_to is not None:
        roles = [back_to.get(row.person_id, row.role) for row in rows]
    for row, role in zip(rows, roles, strict=True):
        if role is not row.role:
            _write_role(tx, actor, visit.visit_id, row, role)
    coming = [pair for pair in zip(rows, roles, strict=True) if _comes(pair[0])]
    judged = changed_roles((row.role for row, _ in coming), (role for _, role in coming))
    papers = ask_papers(tx, visit, day)
    return Judged(judged.of_age, judged.under_age, papers)


def ask_papers(tx: Tx, visit: VisitFacts, day: date) -> int:
    """Step: makes the list what is asked of who comes on this day; how many lines changed."""
    party: list[Coming] = [
        (row.person_id, row.role, row.residence_class)
        for row in _party(tx, visit.visit_id)
        if _comes(row)
    ]
    asked = asked_papers(tx, visit.service_id, party, visit.address_kind, day)
    return _ask_anew(tx, visit.visit_id, asked)


def _party(tx: Tx, visit_id: int) -> list[Row[Any]]:
    rows = tx.rows(
        select(
            VisitPerson.person_id,
            VisitPerson.role,
            Person.birth_date,
            Person.birth_year,
            Person.residence_class,
            VisitPerson.outcome,
        )
        .join(Person, Person.id == kept(VisitPerson.person_id))
        .where(VisitPerson.visit_id == visit_id)
        .order_by(VisitPerson.ordinal)
    )
    return list(rows)


def _comes(row: Row[Any]) -> bool:
    """Not on a day of their own: that visit has their papers."""
    return row.outcome is not Outcome.ANOTHER_DAY


def _aged(row: Row[Any]) -> Aged:
    return Aged(row.role, row.birth_date, row.birth_year)


def _write_role(tx: Tx, actor: Actor, visit_id: int, row: Row[Any], role: FamilyRole) -> None:
    tx.execute(
        update(VisitPerson)
        .where(VisitPerson.visit_id == visit_id, VisitPerson.person_id == row.person_id)
        .values(role=role)
    )
    log(
        tx, actor, "visit", visit_id, "role_judged",
        person=row.person_id, before=row.role, to=role,
    )  # fmt: skip


def _ask_anew(tx: Tx, visit_id: int, asked: Asked) -> int:
    """Makes the list what is asked now; how many lines of it changed."""
    rows = tx.rows(
        select(
            VisitPaper.id,
            VisitPaper.paper_id,
            VisitPaper.person_id,
            VisitPaper.need,
            VisitPaper.state,
        ).where(VisitPaper.visit_id == visit_id)
    )
    listed = {(row.paper_id, row.person_id): row for row in rows}
    gone = [
        row.id
        for what, row in listed.items()
        if what not in asked and row.state is PaperState.EXPECTED
    ]
    if gone:
        tx.execute(delete(VisitPaper).where(VisitPaper.id.in_(gone)))
    needed_otherwise = {
        row.id: asked[what]
        for what, row in listed.items()
        if what in asked and asked[what] is not row.need
    }
    for line_id, need in needed_otherwise.items():
        tx.execute(update(VisitPaper).where(VisitPaper.id == line_id).values(need=need))
    new = {what: need for what, need in asked.items() if what not in listed}
    expect_papers(tx, visit_id, new)
    return len(gone) + len(needed_otherwise) + len(new)
