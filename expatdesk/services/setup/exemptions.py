"""Rules by which a visitor pays nothing, with the proof that is shown for it.

The day of the visit decides which rules count, so a rule that has begun keeps what it says:
it is ended, and a new one begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import delete, select

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.people import Organisation
from expatdesk.model.till import Exemption, ExemptionEmployer
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import (
    PastStays,
    Row,
    Written,
    change_row,
    changed_name,
    check_end,
    check_start,
    edit,
    new_name,
    plain,
    remove_row,
    words,
)
from expatdesk.services.setup.types import ExemptionEntry, ExemptionLine
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.texts import Pair


class Exemptions:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[ExemptionLine, ...]:
        """Every rule, past ones too, by their first day."""
        with self._store.reading() as tx:
            return _lines(tx)

    def add(self, actor: Actor, entry: ExemptionEntry, *, key: str) -> Done[int]:
        """A rule from a day on, today at the earliest. Raises Invalid, PastStays."""

        def work(tx: Tx) -> Written:
            check_start(tx, entry.valid_from)
            check_end(tx, entry.valid_from, entry.valid_until)
            rule_id = tx.insert(
                Exemption, **new_name(tx, entry.name), **_texts(entry), **_terms(entry)
            )
            _note(tx, actor, rule_id, "added")
            return Written(rule_id, lambda key: self._remove(actor, rule_id, 1, key))

        return edit(self._store, actor, key, work)

    def change(
        self, actor: Actor, rule_id: int, version: int, entry: ExemptionEntry, *, key: str
    ) -> Done[int]:
        """Changes the words and the last day; all of it while the rule has not begun.

        Raises Invalid, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            was = _line(tx, rule_id).entry
            _check_change(tx, was, entry)
            values = {
                **changed_name(tx, was.name, entry.name),
                **_texts(entry),
                **_terms(entry),
            }
            _change(tx, rule_id, version, values, entry)
            _note(tx, actor, rule_id, "changed")
            return Written(rule_id, lambda key: self._back(actor, rule_id, version + 1, was, key))

        return edit(self._store, actor, key, work)

    def set_employers(
        self,
        actor: Actor,
        rule_id: int,
        version: int,
        organisation_ids: Iterable[int],
        *,
        key: str,
    ) -> Done[int]:
        """For which employers a rule with named employers counts. Raises NotFound, Stale."""

        def work(tx: Tx) -> Written:
            wanted = frozenset(organisation_ids)
            line = _line(tx, rule_id)
            known = tx.rows(select(Organisation.id).where(Organisation.id.in_(wanted)))
            if len(known) != len(wanted):
                raise NotFound
            _change(tx, rule_id, version, {}, line.entry)
            tx.execute(delete(ExemptionEmployer).where(ExemptionEmployer.exemption_id == rule_id))
            tx.insert_many(
                ExemptionEmployer,
                [{"exemption_id": rule_id, "organisation_id": one} for one in sorted(wanted)],
            )
            _note(tx, actor, rule_id, "employers")
            return Written(
                rule_id,
                lambda key: self.set_employers(
                    actor, rule_id, version + 1, line.employer_ids, key=key
                ),
            )

        return edit(self._store, actor, key, work)

    def _back(
        self, actor: Actor, rule_id: int, version: int, was: ExemptionEntry, key: str
    ) -> Done[int]:
        """Undoes `change`. Raises PastStays where a day that is over would change."""

        def work(tx: Tx) -> Written:
            now = _line(tx, rule_id).entry
            _check_change(tx, now, was)
            values = {**changed_name(tx, now.name, was.name), **_texts(was), **_terms(was)}
            _change(tx, rule_id, version, values, was)
            _note(tx, actor, rule_id, "change_undone")
            return Written(rule_id)

        return edit(self._store, actor, key, work)

    def _remove(self, actor: Actor, rule_id: int, version: int, key: str) -> Done[int]:
        """Undoes `add`. Raises InUse."""

        def work(tx: Tx) -> Written:
            remove_row(tx, Exemption, rule_id, version)
            _note(tx, actor, rule_id, "removed")
            return Written(rule_id)

        return edit(self._store, actor, key, work)


def _note(tx: Tx, actor: Actor, rule_id: int, action: str) -> None:
    log(tx, actor, "exemption", rule_id, action)
    tx.touch("catalogue")


def _check_change(tx: Tx, was: ExemptionEntry, entry: ExemptionEntry) -> None:
    if was.valid_until != entry.valid_until:
        check_end(tx, was.valid_from, was.valid_until)
    if was.valid_from >= day_of(tx.now):
        check_start(tx, entry.valid_from)
    elif _terms(replace(was, valid_until=entry.valid_until)) != _terms(entry):
        raise PastStays
    if was.valid_until != entry.valid_until:
        check_end(tx, entry.valid_from, entry.valid_until)


def _texts(entry: ExemptionEntry) -> dict[str, object]:
    code = plain(entry.code, "code")
    if not code:
        raise Invalid(N_("This must not be empty."), field="code")
    proof = words(entry.proof, "proof")
    return {"code": code, "proof_en": proof.en, "proof_nl": proof.nl}


def _terms(entry: ExemptionEntry) -> dict[str, object]:
    """What decides who pays nothing."""
    return {
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "booked_by": entry.booked_by,
        "named_employers": entry.named_employers,
    }


def _change(tx: Tx, rule_id: int, version: int, values: Row, mine: ExemptionEntry) -> None:
    change_row(
        tx, Exemption, rule_id, version, values, mine=mine, theirs=lambda: _line(tx, rule_id).entry
    )


def _line(tx: Tx, rule_id: int) -> ExemptionLine:
    line = next((line for line in _lines(tx) if line.exemption_id == rule_id), None)
    if line is None:
        raise NotFound
    return line


def _lines(tx: Tx) -> tuple[ExemptionLine, ...]:
    employers: dict[int, set[int]] = {}
    for r in tx.rows(select(ExemptionEmployer.exemption_id, ExemptionEmployer.organisation_id)):
        employers.setdefault(r.exemption_id, set()).add(r.organisation_id)
    rows = tx.rows(
        select(
            Exemption.id,
            Exemption.version,
            Exemption.code,
            Exemption.name_en,
            Exemption.name_nl,
            Exemption.name_en_changed,
            Exemption.name_nl_changed,
            Exemption.proof_en,
            Exemption.proof_nl,
            Exemption.valid_from,
            Exemption.valid_until,
            Exemption.booked_by,
            Exemption.named_employers,
        ).order_by(Exemption.valid_from, Exemption.id)
    )
    return tuple(
        ExemptionLine(
            r.id,
            r.version,
            ExemptionEntry(
                code=r.code,
                name=Pair(r.name_en, r.name_nl, r.name_en_changed, r.name_nl_changed),
                proof=Pair(r.proof_en, r.proof_nl),
                valid_from=r.valid_from,
                valid_until=r.valid_until,
                booked_by=r.booked_by,
                named_employers=r.named_employers,
            ),
            frozenset(employers.get(r.id, ())),
        )
        for r in rows
    )
