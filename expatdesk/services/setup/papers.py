"""Papers to bring, and the dated rules that say of whom each is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update

from expatdesk.i18n import N_
from expatdesk.model.services import Paper, PaperRule, Service
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import (
    Row,
    Written,
    change_row,
    changed_name,
    check_end,
    check_start,
    edit,
    new_name,
    remove_row,
    restore,
    snapshot,
)
from expatdesk.services.setup.types import PaperEntry, PaperLine, PaperRuleEntry, PaperRuleLine
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind
from expatdesk.texts import Pair

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


class Papers:
    """Papers and their rules; a rule belongs to its paper's version."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[PaperLine, ...]:
        """Every paper with all its rules, past ones too, in the order of the checklist."""
        with self._store.reading() as tx:
            return _lines(tx)

    def add(self, actor: Actor, code: str, entry: PaperEntry, *, key: str) -> Done[int]:
        """A paper that no rule asks for yet. `code`: small letters, for imports. Raises Invalid."""

        def work(tx: Tx) -> Written:
            check_code(code)
            if tx.scalar(select(Paper.id).where(Paper.code == code)) is not None:
                raise Invalid(N_("There is one with this code already."), field="code")
            name = new_name(tx, entry.name)
            paper_id = tx.insert(Paper, code=code, position=entry.position, **name)
            _note(tx, actor, paper_id, "added")
            return Written(paper_id, lambda key: self._remove(actor, paper_id, 1, key))

        return edit(self._store, actor, key, work)

    def change(
        self, actor: Actor, paper_id: int, version: int, entry: PaperEntry, *, key: str
    ) -> Done[int]:
        """Name and place in the list. Raises Invalid, Stale."""

        def work(tx: Tx) -> Written:
            was = _line(tx, paper_id).entry
            values = {**changed_name(tx, was.name, entry.name), "position": entry.position}
            _change(tx, paper_id, version, values, entry)
            _note(tx, actor, paper_id, "changed")
            return Written(
                paper_id, lambda key: self.change(actor, paper_id, version + 1, was, key=key)
            )

        return edit(self._store, actor, key, work)

    def add_rule(
        self, actor: Actor, paper_id: int, version: int, rule: PaperRuleEntry, *, key: str
    ) -> Done[int]:
        """Asks for the paper from a day on, today at the earliest, for visits booked from then.

        Raises Invalid, NotFound, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            check_start(tx, rule.valid_from)
            check_end(tx, rule.valid_from, rule.valid_until)
            if tx.scalar(select(Service.id).where(Service.id == rule.service_id)) is None:
                raise NotFound
            before = self._begin(tx, paper_id, version)
            tx.insert(PaperRule, paper_id=paper_id, **_rule_row(rule))
            _note(tx, actor, paper_id, "rule_added")
            return self._written(actor, paper_id, version, before)

        return edit(self._store, actor, key, work)

    def end_rule(
        self,
        actor: Actor,
        paper_id: int,
        version: int,
        rule_id: int,
        last: date | None,
        *,
        key: str,
    ) -> Done[int]:
        """Sets the last day of a rule, yesterday at the earliest; None: until further notice.

        Raises Invalid, NotFound, PastStays, Stale.
        """

        def work(tx: Tx) -> Written:
            rules = _line(tx, paper_id).rules
            rule = next((r.entry for r in rules if r.rule_id == rule_id), None)
            if rule is None:
                raise NotFound
            check_end(tx, rule.valid_from, rule.valid_until)
            check_end(tx, rule.valid_from, last)
            before = self._begin(tx, paper_id, version)
            tx.execute(update(PaperRule).where(PaperRule.id == rule_id).values(valid_until=last))
            _note(tx, actor, paper_id, "rule_ended")
            return self._written(actor, paper_id, version, before)

        return edit(self._store, actor, key, work)

    def _begin(self, tx: Tx, paper_id: int, version: int) -> tuple[Row, ...]:
        before = snapshot(tx, PaperRule, paper_id=paper_id)
        _change(tx, paper_id, version, {}, _line(tx, paper_id).entry)
        return before

    def _written(self, actor: Actor, paper_id: int, version: int, before: Sequence[Row]) -> Written:
        return Written(
            paper_id, lambda key: self._restore(actor, paper_id, version + 1, before, key)
        )

    def _restore(
        self, actor: Actor, paper_id: int, version: int, before: Sequence[Row], key: str
    ) -> Done[int]:
        """Undoes a change of rules."""

        def work(tx: Tx) -> Written:
            self._begin(tx, paper_id, version)
            restore(tx, PaperRule, before, paper_id=paper_id)
            _note(tx, actor, paper_id, "rules_restored")
            return Written(paper_id)

        return edit(self._store, actor, key, work)

    def _remove(self, actor: Actor, paper_id: int, version: int, key: str) -> Done[int]:
        """Undoes `add`. Raises InUse."""

        def work(tx: Tx) -> Written:
            remove_row(tx, Paper, paper_id, version)
            _note(tx, actor, paper_id, "removed")
            return Written(paper_id)

        return edit(self._store, actor, key, work)


def check_code(code: str) -> None:
    """Codes are for programs: small letters, digits and underscores. Raises Invalid."""
    if not _CODE.fullmatch(code):
        raise Invalid(N_("A code has small letters, digits and underscores."), field="code")


def _note(tx: Tx, actor: Actor, paper_id: int, action: str) -> None:
    log(tx, actor, "paper", paper_id, action)
    tx.touch("catalogue")


def _rule_row(rule: PaperRuleEntry) -> dict[str, object]:
    return {
        "service_id": rule.service_id,
        "residence_class": rule.residence_class,
        "scope": rule.scope,
        "need": rule.need,
        "employer_address_only": rule.address is AddressKind.EMPLOYER,
        "home_address_only": rule.address is AddressKind.HOME,
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
    }


def _change(tx: Tx, paper_id: int, version: int, values: Row, mine: PaperEntry) -> None:
    change_row(
        tx, Paper, paper_id, version, values, mine=mine, theirs=lambda: _line(tx, paper_id).entry
    )


def _line(tx: Tx, paper_id: int) -> PaperLine:
    line = next((line for line in _lines(tx) if line.paper_id == paper_id), None)
    if line is None:
        raise NotFound
    return line


def _rules(tx: Tx) -> dict[int, list[PaperRuleLine]]:
    rules: dict[int, list[PaperRuleLine]] = {}
    for r in tx.rows(
        select(
            PaperRule.id,
            PaperRule.paper_id,
            PaperRule.service_id,
            PaperRule.residence_class,
            PaperRule.scope,
            PaperRule.need,
            PaperRule.employer_address_only,
            PaperRule.home_address_only,
            PaperRule.valid_from,
            PaperRule.valid_until,
        ).order_by(PaperRule.id)
    ):
        address = None
        if r.employer_address_only:
            address = AddressKind.EMPLOYER
        elif r.home_address_only:
            address = AddressKind.HOME
        entry = PaperRuleEntry(
            r.service_id, r.residence_class, r.scope, r.need, address, r.valid_from, r.valid_until
        )
        rules.setdefault(r.paper_id, []).append(PaperRuleLine(r.id, entry))
    return rules


def _lines(tx: Tx) -> tuple[PaperLine, ...]:
    rules = _rules(tx)
    rows = tx.rows(
        select(
            Paper.id,
            Paper.version,
            Paper.code,
            Paper.name_en,
            Paper.name_nl,
            Paper.name_en_changed,
            Paper.name_nl_changed,
            Paper.position,
        ).order_by(Paper.position, Paper.id)
    )
    return tuple(
        PaperLine(
            r.id,
            r.version,
            r.code,
            PaperEntry(
                Pair(r.name_en, r.name_nl, r.name_en_changed, r.name_nl_changed), r.position
            ),
            tuple(rules.get(r.id, ())),
        )
        for r in rows
    )
