"""Which sheets are offered with a visit, and which went with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from expatdesk.i18n import N_
from expatdesk.model.appointments import Visit, VisitPerson
from expatdesk.model.people import Person
from expatdesk.model.services import Service
from expatdesk.model.settings import Municipality, RefusalReason
from expatdesk.model.sheets import Sheet, SheetGiven, SheetText, SheetVersion
from expatdesk.model.staff import Staff
from expatdesk.services.base import Actor, Done, Invalid, NotFound, Right, log, require
from expatdesk.services.once import Written, once
from expatdesk.services.sheets.loading import language_codes
from expatdesk.services.sheets.packs import fits, read_packs
from expatdesk.services.sheets.subject import TOPIC, Part
from expatdesk.services.sheets.types import (
    Because,
    GivenLine,
    Offer,
    OfferedSheet,
    VisitKind,
)
from expatdesk.storage.tx import Tx
from expatdesk.terms import FamilyRole, GivenWay
from expatdesk.texts import Pair

BETWEEN = " "
"""Between the languages of what was given, as they are stored."""


class Giving(Part):
    def offer(self, visit_id: int) -> Offer:
        """The sheets of the packs that fit the visit, in their order, each once with all whys.

        The sheet of the reason for which somebody was turned away stands first. Only sheets in
        use that were published; what was given already stays on the list. Raises NotFound.
        """
        with self._store.reading() as tx:
            kind = read_kind(tx, visit_id)
            sheets, others = offered(tx, kind)
            return Offer(
                visit_id, kind.language, sheets, others, read_given(tx, _case_of(visit_id))
            )

    def offer_for(self, kind: VisitKind) -> tuple[OfferedSheet, ...]:
        """What a visit like this would be offered: to try packs out."""
        with self._store.reading() as tx:
            return offered(tx, kind)[0]

    def given(self, visit_id: int) -> tuple[GivenLine, ...]:
        """What went with a visit, in the order in which it was given."""
        with self._store.reading() as tx:
            return read_given(tx, SheetGiven.visit_id == visit_id)

    def give(
        self,
        actor: Actor,
        visit_id: int,
        sheets: Sequence[tuple[int, int]],
        languages: Sequence[str],
        way: GivenWay,
        *,
        key: str,
    ) -> Done[int]:
        """Keeps which sheets were handed out: (sheet id, number of its version) as on the paper.

        `languages` in the order on paper; of each sheet those are kept that it has. The value is
        how many. Raises Invalid, NotFound.
        """
        require(actor, Right.RECEIVE)

        def work(tx: Tx) -> Written[int]:
            if tx.scalar(select(Visit.id).where(Visit.id == visit_id)) is None:
                raise NotFound
            if not sheets or not languages:
                raise Invalid(N_("Choose one sheet at least."))
            return Written(write_given(tx, actor, visit_id, sheets, languages, way))

        return once(self._store, key, int, work)


def write_given(
    tx: Tx,
    actor: Actor,
    visit_id: int,
    sheets: Sequence[tuple[int, int]],
    languages: Sequence[str],
    way: GivenWay,
) -> int:
    """Step: keeps what was given, and says so in the visit's history. Raises NotFound, Invalid."""
    known = _titles_of(tx, sheets)
    if len(known) != len(set(sheets)):
        raise NotFound
    titles = {version: known[version] for version in sheets}  # in the order on paper
    for of in titles.values():
        if not any(code in of for code in languages):
            title = next(iter(of.values()))
            raise Invalid(N_("“{title}” is not there in this language."), title=title)
    tx.insert_many(
        SheetGiven,
        [
            {
                "visit_id": visit_id,
                "sheet_id": sheet_id,
                "number": number,
                "languages": BETWEEN.join(
                    code for code in languages if code in titles[sheet_id, number]
                ),
                "way": way,
                "at": tx.now,
                "staff_id": actor.staff_id,
            }
            for sheet_id, number in dict.fromkeys(sheets)
        ],
    )
    log(tx, actor, "visit", visit_id, "sheets_given", **said(titles, languages), way=way)
    tx.touch("visits", visit_id)
    tx.touch(TOPIC)
    return len(titles)


def read_kind(tx: Tx, visit_id: int) -> VisitKind:
    """Step: what packs ask of a visit. Raises NotFound."""
    row = tx.first(
        select(
            Visit.language,
            Visit.address_kind,
            Visit.refusal_code,
            Service.code,
            Municipality.cbs_code,
        )
        .join(Service, Service.id == Visit.service_id)
        .outerjoin(Municipality, Municipality.id == Visit.municipality_id)
        .where(Visit.id == visit_id)
    )
    if row is None:
        raise NotFound
    comers = tx.rows(
        select(VisitPerson.role, VisitPerson.refusal_code, Person.residence_class)
        .join(Person, Person.id == VisitPerson.person_id)
        .where(VisitPerson.visit_id == visit_id)
        .order_by(VisitPerson.ordinal)
    )
    roles = {comer.role for comer in comers}
    reasons = [row.refusal_code, *(comer.refusal_code for comer in comers)]
    return VisitKind(
        service=row.code,
        classes=frozenset(c.residence_class for c in comers if c.residence_class is not None),
        municipality=row.cbs_code or "",
        children=FamilyRole.CHILD in roles,
        partner=FamilyRole.PARTNER in roles,
        language=row.language,
        address_kind=row.address_kind,
        reasons=tuple(dict.fromkeys(code for code in reasons if code)),
    )


def offered(tx: Tx, kind: VisitKind) -> tuple[tuple[OfferedSheet, ...], tuple[OfferedSheet, ...]]:
    """Step: the sheets for such a visit, and all others in use."""
    there = in_force(tx)
    by_code = {sheet.code: sheet.sheet_id for sheet in there.values()}
    because: dict[int, list[Because]] = {}
    for reason, words, code in _reasons(tx, kind.reasons):
        if code in by_code:
            because.setdefault(by_code[code], []).append(Because(words, reason))
    for pack in read_packs(tx, only_active=True):
        if fits(pack.entry.rules, kind):
            for sheet_id in pack.entry.sheets:
                because.setdefault(sheet_id, []).append(Because(pack.entry.name))
    sheets = tuple(
        _with(there[sheet_id], whys) for sheet_id, whys in because.items() if sheet_id in there
    )
    others = tuple(sheet for sheet_id, sheet in there.items() if sheet_id not in because)
    return sheets, others


def _case_of(visit_id: int) -> ColumnElement[bool]:
    """Given with this visit or another of its case."""
    case_id = select(Visit.case_id).where(Visit.id == visit_id).scalar_subquery()
    return SheetGiven.visit_id.in_(select(Visit.id).where(Visit.case_id == case_id))


def read_given(tx: Tx, wanted: ColumnElement[bool]) -> tuple[GivenLine, ...]:
    """Step: what was given, in order."""
    rows = tx.rows(
        select(
            SheetGiven.id,
            SheetGiven.sheet_id,
            Sheet.code,
            Sheet.number.label("sheet_number"),
            SheetGiven.number,
            SheetGiven.languages,
            SheetGiven.way,
            SheetGiven.at,
            Staff.short_name,
            SheetGiven.visit_id,
        )
        .join(Sheet, Sheet.id == SheetGiven.sheet_id)
        .outerjoin(Staff, Staff.id == SheetGiven.staff_id)
        .where(wanted)
        .order_by(SheetGiven.id)
    )
    titles = _titles_of(tx, [(row.sheet_id, row.number) for row in rows])
    return tuple(_given(row, titles.get((row.sheet_id, row.number), {})) for row in rows)


def _given(row: Row[*tuple[Any, ...]], titles: Mapping[str, str]) -> GivenLine:
    return GivenLine(
        given_id=row.id,
        sheet_id=row.sheet_id,
        code=row.code,
        sheet_number=row.sheet_number,
        titles=titles,
        number=row.number,
        languages=tuple(row.languages.split(BETWEEN)),
        way=row.way,
        at=row.at,
        staff=row.short_name or "",
        visit_id=row.visit_id,
    )


def _with(sheet: OfferedSheet, because: Iterable[Because]) -> OfferedSheet:
    return replace(sheet, because=tuple(dict.fromkeys(because)))


def in_force(tx: Tx) -> dict[int, OfferedSheet]:
    """Step: all sheets in use with their version in force, by id, in the order of the numbers."""
    rows = tx.rows(
        select(Sheet.id, Sheet.code, Sheet.number, Sheet.published)
        .where(Sheet.active, Sheet.published > 0)
        .order_by(Sheet.number, Sheet.id)
    )
    titles = _titles_of(tx, [(row.id, row.published) for row in rows])
    return {
        row.id: OfferedSheet(
            row.id, row.code, row.number, row.published, titles.get((row.id, row.published), {})
        )
        for row in rows
    }


def _titles_of(
    tx: Tx, versions: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], dict[str, str]]:
    """The titles of published versions by language, the languages in their order."""
    wanted = set(versions)
    rows = tx.rows(
        select(SheetVersion.sheet_id, SheetVersion.number, SheetText.language, SheetText.title)
        .join(SheetText, SheetText.version_id == SheetVersion.id)
        .where(
            SheetVersion.sheet_id.in_({sheet_id for sheet_id, _ in wanted}),
            SheetVersion.number.in_({number for _, number in wanted}),
        )
    )
    found: dict[tuple[int, int], dict[str, str]] = {}
    for sheet_id, number, language, title in rows:
        if (sheet_id, number) in wanted:
            found.setdefault((sheet_id, number), {})[language] = title
    order = language_codes(tx)
    return {
        version: {code: titles[code] for code in order if code in titles}
        for version, titles in found.items()
    }


def _reasons(tx: Tx, codes: Sequence[str]) -> list[tuple[str, Pair, str]]:
    """Reasons with a sheet that helps: code, words, code of the sheet."""
    if not codes:
        return []
    rows = tx.rows(
        select(
            RefusalReason.code, RefusalReason.name_en, RefusalReason.name_nl, RefusalReason.sheet
        ).where(RefusalReason.code.in_(codes), RefusalReason.sheet != "")
    )
    found = {row.code: (row.code, Pair(row.name_en, row.name_nl), row.sheet) for row in rows}
    return [found[code] for code in codes if code in found]


def said(
    titles: Mapping[tuple[int, int], Mapping[str, str]], languages: Sequence[str]
) -> dict[str, str]:
    """For the history: what was given in the words of English and of Dutch, and the languages.

    Where a sheet has no text in one of the two, its first title stands.
    """
    words = {"languages": BETWEEN.join(languages)}
    for language in ("en", "nl"):
        words[f"sheets_{language}"] = ", ".join(
            f"{of.get(language) or next(iter(of.values()))} v{number}"
            for (_, number), of in titles.items()
        )
    return words
