"""Packs: which sheets go to whom."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select

from expatdesk.i18n import N_
from expatdesk.model.services import Service
from expatdesk.model.settings import Municipality
from expatdesk.model.sheets import Sheet, SheetPack, SheetPackRule, SheetPackSheet
from expatdesk.services.base import Actor, Done, Invalid, NotFound, log
from expatdesk.services.edits import Written, change_row, changed_name, new_name, remove_row
from expatdesk.services.sheets.subject import TOPIC, Part
from expatdesk.services.sheets.types import PackEntry, PackLine, PackRule, VisitKind
from expatdesk.storage.tx import Tx
from expatdesk.terms import AddressKind, PackRuleKind, ResidenceClass
from expatdesk.texts import Pair

YES, NO = "yes", "no"
_KNOWN: dict[PackRuleKind, frozenset[str]] = {
    PackRuleKind.RESIDENCE_CLASS: frozenset(ResidenceClass),
    PackRuleKind.CHILDREN: frozenset({YES, NO}),
    PackRuleKind.PARTNER: frozenset({YES, NO}),
    PackRuleKind.ADDRESS_KIND: frozenset(AddressKind),
}


class Packs(Part):
    def packs(self) -> tuple[PackLine, ...]:
        """All packs in their order, also those that are switched off; three statements."""
        with self._store.reading() as tx:
            return read_packs(tx)

    def add_pack(self, actor: Actor, entry: PackEntry, *, key: str) -> Done[int]:
        """The value is the pack's id. Raises Invalid."""

        def work(tx: Tx) -> Written:
            _check(tx, entry)
            pack_id = write_pack(tx, entry)
            _note(tx, actor, pack_id, "added")
            return Written(pack_id, lambda key: self.remove_pack(actor, pack_id, 1, key=key))

        return self._edit(actor, key, work)

    def save_pack(
        self, actor: Actor, pack_id: int, version: int, entry: PackEntry, *, key: str
    ) -> Done[int]:
        """Name, place, sheets in order, rules. Raises Invalid, Stale (both as PackEntry)."""

        def work(tx: Tx) -> Written:
            _check(tx, entry)
            was = _entry(tx, pack_id)
            change_row(
                tx,
                SheetPack,
                pack_id,
                version,
                {
                    **changed_name(tx, was.name, entry.name),
                    "position": entry.position,
                    "active": entry.active,
                },
                mine=entry,
                theirs=lambda: _entry(tx, pack_id),
            )
            _clear(tx, pack_id)
            _fill(tx, pack_id, entry)
            _note(tx, actor, pack_id, "changed")
            return Written(
                pack_id, lambda key: self.save_pack(actor, pack_id, version + 1, was, key=key)
            )

        return self._edit(actor, key, work)

    def remove_pack(self, actor: Actor, pack_id: int, version: int, *, key: str) -> Done[int]:
        """The pack goes; its sheets stay. Raises NotFound where it has changed."""

        def work(tx: Tx) -> Written:
            was = _entry(tx, pack_id)
            _clear(tx, pack_id)
            remove_row(tx, SheetPack, pack_id, version)
            _note(tx, actor, pack_id, "removed")
            return Written(pack_id, lambda key: self.add_pack(actor, was, key=key))

        return self._edit(actor, key, work)


def read_packs(tx: Tx, *, only_active: bool = False) -> tuple[PackLine, ...]:
    """Step: the packs in their order."""
    statement = select(
        SheetPack.id,
        SheetPack.version,
        SheetPack.name_en,
        SheetPack.name_nl,
        SheetPack.name_en_changed,
        SheetPack.name_nl_changed,
        SheetPack.position,
        SheetPack.active,
    ).order_by(SheetPack.position, SheetPack.id)
    rows = tx.rows(statement.where(SheetPack.active) if only_active else statement)
    sheets, rules = _sheets(tx), _rules(tx)
    return tuple(
        PackLine(
            row.id,
            row.version,
            PackEntry(
                Pair(*row[2:6]),
                row.position,
                tuple(sheets.get(row.id, ())),
                frozenset(rules.get(row.id, ())),
                row.active,
            ),
        )
        for row in rows
    )


def write_pack(tx: Tx, entry: PackEntry) -> int:
    """Step: a new pack; its id."""
    pack_id = tx.insert(
        SheetPack, **new_name(tx, entry.name), position=entry.position, active=entry.active
    )
    _fill(tx, pack_id, entry)
    return pack_id


def fits(rules: Collection[PackRule], visit: VisitKind) -> bool:
    """Whether a pack with these rules goes with such a visit.

    One of the values of each kind must hold; without rules it goes with none by itself.
    """
    if not rules:
        return False
    wanted: dict[PackRuleKind, set[str]] = {}
    for rule in rules:
        wanted.setdefault(rule.kind, set()).add(rule.value)
    return all(values & _values(kind, visit) for kind, values in wanted.items())


def _values(kind: PackRuleKind, visit: VisitKind) -> frozenset[str]:
    """What a visit has of a kind."""
    match kind:
        case PackRuleKind.SERVICE:
            return frozenset({visit.service})
        case PackRuleKind.RESIDENCE_CLASS:
            return frozenset(visit.classes)
        case PackRuleKind.MUNICIPALITY:
            return frozenset({visit.municipality})
        case PackRuleKind.CHILDREN:
            return frozenset({YES if visit.children else NO})
        case PackRuleKind.PARTNER:
            return frozenset({YES if visit.partner else NO})
        case PackRuleKind.LANGUAGE:
            return frozenset({visit.language})
        case PackRuleKind.ADDRESS_KIND:
            return frozenset({visit.address_kind})


def _check(tx: Tx, entry: PackEntry) -> None:
    """Raises Invalid for a sheet or a value that there is not."""
    wanted = set(entry.sheets)
    if len(wanted) != len(entry.sheets):
        raise Invalid(N_("Each sheet stands once in a pack."), field="sheets")
    known = {row[0] for row in tx.rows(select(Sheet.id).where(Sheet.id.in_(wanted)))}
    if known != wanted:
        raise NotFound
    for rule in sorted(entry.rules):
        if rule.value not in _choices(tx, rule):
            raise Invalid(
                N_("There is no “{value}” to choose here."), field="rules", value=rule.value
            )


def _choices(tx: Tx, rule: PackRule) -> Collection[str]:
    match rule.kind:
        case PackRuleKind.SERVICE:
            return [row[0] for row in tx.rows(select(Service.code))]
        case PackRuleKind.MUNICIPALITY:
            return [row[0] for row in tx.rows(select(Municipality.cbs_code))]
        case PackRuleKind.LANGUAGE:
            # Visitors speak more languages than we write sheets in.
            fine = rule.value.isascii() and rule.value.isalpha() and rule.value.islower()
            return {rule.value} if fine and 2 <= len(rule.value) <= 3 else ()
    return _KNOWN[rule.kind]


def _entry(tx: Tx, pack_id: int) -> PackEntry:
    found = next((line.entry for line in read_packs(tx) if line.pack_id == pack_id), None)
    if found is None:
        raise NotFound
    return found


def _clear(tx: Tx, pack_id: int) -> None:
    tx.execute(delete(SheetPackSheet).where(SheetPackSheet.pack_id == pack_id))
    tx.execute(delete(SheetPackRule).where(SheetPackRule.pack_id == pack_id))


def _fill(tx: Tx, pack_id: int, entry: PackEntry) -> None:
    tx.insert_many(
        SheetPackSheet,
        [
            {"pack_id": pack_id, "sheet_id": sheet_id, "position": position}
            for position, sheet_id in enumerate(entry.sheets, start=1)
        ],
    )
    tx.insert_many(
        SheetPackRule,
        [{"pack_id": pack_id, "kind": r.kind, "value": r.value} for r in sorted(entry.rules)],
    )


def _sheets(tx: Tx) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for pack_id, sheet_id in tx.rows(
        select(SheetPackSheet.pack_id, SheetPackSheet.sheet_id).order_by(
            SheetPackSheet.pack_id, SheetPackSheet.position
        )
    ):
        found.setdefault(pack_id, []).append(sheet_id)
    return found


def _rules(tx: Tx) -> dict[int, list[PackRule]]:
    found: dict[int, list[PackRule]] = {}
    for pack_id, kind, value in tx.rows(
        select(SheetPackRule.pack_id, SheetPackRule.kind, SheetPackRule.value)
    ):
        found.setdefault(pack_id, []).append(PackRule(kind, value))
    return found


def _note(tx: Tx, actor: Actor, pack_id: int, action: str) -> None:
    log(tx, actor, "sheet_pack", pack_id, action)
    tx.touch(TOPIC)
