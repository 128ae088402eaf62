"""Who pays nothing: rules with dates, which may turn on who booked.

The day of the visit decides, not the day of booking (domain 2.2, scenario S3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from expatdesk.model.till import Exemption, ExemptionEmployer
from expatdesk.storage.tx import Tx
from expatdesk.terms import Behalf
from expatdesk.texts import Pair


@dataclass(frozen=True)
class ExemptionRule:
    """`booked_by`: only when booked by this one. `employer_ids`: only for these employers;
    None means whoever employs.
    """

    exemption_id: int
    code: str
    name: Pair
    proof: Pair
    valid_from: date
    valid_until: date | None
    booked_by: Behalf | None
    employer_ids: frozenset[int] | None

    def applies(self, day: date, booker: Behalf, employer_id: int | None) -> bool:
        """Whether it could exempt a visit on this day; the proof is still to be shown."""
        if day < self.valid_from or (self.valid_until is not None and day > self.valid_until):
            return False
        if self.booked_by is not None and booker is not self.booked_by:
            return False
        return self.employer_ids is None or employer_id in self.employer_ids


def applicable(
    rules: Iterable[ExemptionRule], day: date, booker: Behalf, employer_id: int | None
) -> tuple[ExemptionRule, ...]:
    """The rules that could exempt a visit on this day, booked by this one."""
    return tuple(rule for rule in rules if rule.applies(day, booker, employer_id))


def load_rules(tx: Tx) -> tuple[ExemptionRule, ...]:
    """All rules of all times, two statements."""
    employers: dict[int, set[int]] = {}
    for exemption_id, organisation_id in tx.rows(
        select(ExemptionEmployer.exemption_id, ExemptionEmployer.organisation_id)
    ):
        employers.setdefault(exemption_id, set()).add(organisation_id)
    rows = tx.rows(
        select(
            Exemption.id,
            Exemption.code,
            Exemption.name_en,
            Exemption.name_nl,
            Exemption.proof_en,
            Exemption.proof_nl,
            Exemption.valid_from,
            Exemption.valid_until,
            Exemption.booked_by,
            Exemption.named_employers,
        ).order_by(Exemption.valid_from, Exemption.id)
    )
    return tuple(
        ExemptionRule(
            exemption_id=row.id,
            code=row.code,
            name=Pair(row.name_en, row.name_nl),
            proof=Pair(row.proof_en, row.proof_nl),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            booked_by=row.booked_by,
            employer_ids=frozenset(employers.get(row.id, ())) if row.named_employers else None,
        )
        for row in rows
    )
