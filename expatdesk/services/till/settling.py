"""From what is open and what was chosen to what is charged, exempted and dropped. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from expatdesk import guard
from expatdesk.i18n import N_
from expatdesk.names import clean
from expatdesk.services.base import Invalid
from expatdesk.services.till.sellable import Due, OpenLine, Settlement
from expatdesk.services.till.types import LineChoice, NothingDue
from expatdesk.terms import ChargeState

LONGEST_REASON = 500


@dataclass(frozen=True)
class Sorted:
    """Open lines by what happens to them; `free` are settled without payment."""

    charged: tuple[OpenLine, ...]
    free: tuple[Settlement, ...]


def sort_out(due: Due, choices: Sequence[LineChoice], person_ids: Collection[int] = ()) -> Sorted:
    """What happens to each line of the chosen persons (of all when none is named).

    Raises NothingDue when a person has nothing open (any more), Invalid for a choice that
    lacks its reason or proof, or names a rule that does not apply on the day of the visit.
    """
    chosen = _by_person(choices)
    lines = _selected(due, person_ids, chosen)
    charged, free = [], []
    for line in lines:
        settlement = _free(due, line, chosen.get(line.line.person_id or 0))
        if settlement is None:
            charged.append(line)
        else:
            free.append(settlement)
    return Sorted(tuple(charged), tuple(free))


def checked_reason(text: str, field: str = "reason") -> str:
    """A reason as it is kept. Raises Invalid where none is given, or a number like a BSN."""
    cleaned = clean(text)
    if not cleaned:
        raise Invalid(N_("A reason is needed."), field=field)
    if len(cleaned) > LONGEST_REASON:
        raise Invalid(N_("At most {count} characters fit here."), field=field, count=LONGEST_REASON)
    if guard.find_identifiers(cleaned):
        raise Invalid(
            N_(
                "This looks like a citizen service number (BSN) or a V-number. "
                "The centre may not keep these."
            ),
            field=field,
        )
    return cleaned


def _by_person(choices: Iterable[LineChoice]) -> dict[int, LineChoice]:
    chosen: dict[int, LineChoice] = {}
    for choice in choices:
        if choice.person_id in chosen:
            raise Invalid(N_("A person has two choices."), field="choices")
        chosen[choice.person_id] = choice
    return chosen


def _selected(
    due: Due, person_ids: Collection[int], chosen: dict[int, LineChoice]
) -> tuple[OpenLine, ...]:
    wanted = set(person_ids)
    open_persons = {line.line.person_id for line in due.lines}
    if (wanted | set(chosen)) - open_persons:
        raise NothingDue(N_("This has been settled already."))
    return tuple(line for line in due.lines if not wanted or line.line.person_id in wanted)


def _free(due: Due, line: OpenLine, choice: LineChoice | None) -> Settlement | None:
    """The settlement of a line that costs nothing; None where it is charged."""
    if choice is None:
        if line.exempt_by is None:
            return None
        return _exempt(due, line, line.exempt_by, due.exemption_proof)
    if choice.drop_reason and choice.exemption_id is not None:
        raise Invalid(N_("A line is either dropped or exempt."), field="choices")
    if choice.drop_reason:
        reason = checked_reason(choice.drop_reason, "drop_reason")
        return Settlement(line, ChargeState.DROPPED, 0, reason=reason)
    if choice.exemption_id is not None:
        proof = choice.exemption_proof or due.exemption_proof
        return _exempt(due, line, choice.exemption_id, proof)
    return None


def _exempt(due: Due, line: OpenLine, exemption_id: int, proof: str) -> Settlement:
    if exemption_id != line.exempt_by and exemption_id not in {e[0] for e in due.exemptions}:
        raise Invalid(
            N_("This exemption does not hold on the day of the visit."), field="exemption"
        )
    if not proof.strip():
        raise Invalid(N_("Note the proof of the exemption."), field="exemption_proof")
    noted = checked_reason(proof, "exemption_proof")
    return Settlement(line, ChargeState.EXEMPT, 0, reason=noted, exemption_id=exemption_id)
