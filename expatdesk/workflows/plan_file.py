"""Reads a centre's first set-up from a TOML file into plain values.

A file may say `extends = "leiden"`; then each table that stands in it replaces the whole
table of that name in `resources/centre/leiden.toml`. With `sheets = false` the centre begins
without the information sheets of `resources/sheets`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TypeVar

from expatdesk import paths
from expatdesk.services.setup.plan import (
    CentrePlan,
    DeskPlan,
    ExemptionPlan,
    HoursPlan,
    MunicipalityPlan,
    PaperPlan,
    PaperRulePlan,
    Period,
    ProductPlan,
    QuestionPlan,
    ReasonPlan,
    ServicePlan,
    SettingPlan,
    StaffPlan,
    StepPlan,
    VatPlan,
)
from expatdesk.terms import (
    AddressKind,
    Behalf,
    DeskKind,
    FamilyRole,
    PaperNeed,
    PaperScope,
    ResidenceClass,
)
from expatdesk.texts import Pair
from expatdesk.workflows.first_sheets import first_sheets

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class BadPlan(ValueError):
    """The file does not describe a centre; says what is wrong and where."""


class Table:
    """One TOML table with typed access; `since` is the day that counts where none stands."""

    def __init__(self, values: Mapping[str, object], since: date, where: str) -> None:
        self._values = values
        self.since = since
        self.where = where

    def get(self, name: str, kind: type[T], default: T | None = None) -> T:
        value = self._values.get(name, default)
        # A TOML truth is no number, although Python's bool is an int.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise BadPlan(f"{self.where}: {name} should be {kind.__name__}")
        return value

    def maybe(self, name: str, kind: type[T]) -> T | None:
        return self.get(name, kind) if name in self._values else None

    def raw(self, name: str) -> object:
        if name not in self._values:
            raise BadPlan(f"{self.where}: {name} is missing")
        return self._values[name]

    def term(self, name: str, kind: type[E]) -> E:
        text = self.get(name, str)
        try:
            return kind(text)
        except ValueError as error:
            raise BadPlan(f"{self.where}: {name} is no {kind.__name__}: {text}") from error

    def maybe_term(self, name: str, kind: type[E]) -> E | None:
        return self.term(name, kind) if name in self._values else None

    def words(self, prefix: str = "") -> Pair:
        return Pair(self.get(f"{prefix}en", str), self.get(f"{prefix}nl", str))

    def period(self) -> Period:
        return Period(self.get("valid_from", date, self.since), self.maybe("valid_until", date))

    def texts(self, name: str) -> tuple[str, ...]:
        found = self.get(name, list)
        if not all(isinstance(text, str) for text in found):
            raise BadPlan(f"{self.where}: {name} should hold texts")
        return tuple(found)

    def tables(self, name: str) -> Iterator[Table]:
        for number, values in enumerate(self.get(name, list, []), start=1):
            if not isinstance(values, dict):
                raise BadPlan(f"{self.where}: {name} should hold tables")
            yield Table(values, self.since, f"{self.where}, {name} {number}")


def read_plan(path: Path) -> CentrePlan:
    """Raises BadPlan, tomllib.TOMLDecodeError or OSError."""
    values = _values_of(path)
    since = values.get("since")
    if not isinstance(since, date):
        raise BadPlan(f"{path.name}: since should be a date")
    top = Table(values, since, path.name)
    return CentrePlan(
        settings=tuple(_setting(t) for t in top.tables("setting")),
        desks=tuple(_desk(t) for t in top.tables("desk")),
        hours=tuple(h for t in top.tables("hours") for h in _hours(t)),
        staff=tuple(_staff(t) for t in top.tables("staff")),
        municipalities=tuple(_municipality(t) for t in top.tables("municipality")),
        vat_rates=tuple(_vat(t) for t in top.tables("vat_rate")),
        products=tuple(_product(t) for t in top.tables("product")),
        exemptions=tuple(_exemption(t) for t in top.tables("exemption")),
        services=tuple(_service(t) for t in top.tables("service")),
        papers=tuple(_paper(t) for t in top.tables("paper")),
        reasons=tuple(
            ReasonPlan(t.get("code", str), t.words(), t.get("sheet", str, ""))
            for t in top.tables("reason")
        ),
        topics=tuple(t.words() for t in top.tables("topic")),
        holidays=top.get("holidays", bool, True),
        sheets=first_sheets() if top.get("sheets", bool, True) else None,
    )


def plan_path(variant: str) -> Path:
    """The file of a set-up that travels with the program ("leiden")."""
    return paths.resources_dir() / "centre" / f"{variant}.toml"


def _values_of(path: Path) -> dict[str, object]:
    values: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    base = values.pop("extends", None)
    if not isinstance(base, str):
        return values
    return {**_values_of(plan_path(base)), **values}


def _setting(t: Table) -> SettingPlan:
    return SettingPlan(t.get("key", str), t.raw("value"), t.period().first)


def _desk(t: Table) -> DeskPlan:
    return DeskPlan(
        t.get("code", str), t.words(), t.term("kind", DeskKind), t.get("active", bool, True)
    )


def _hours(t: Table) -> Iterable[HoursPlan]:
    for desk in t.texts("desks"):
        for weekday in t.texts("weekdays"):
            if weekday not in _WEEKDAYS:
                raise BadPlan(f"{t.where}: no weekday: {weekday}")
            for interval in t.texts("open"):
                start, end = _interval(interval, t.where)
                yield HoursPlan(desk, _WEEKDAYS.index(weekday), start, end, t.period())


def _interval(text: str, where: str) -> tuple[int, int]:
    """Minutes of "09:00-12:30"."""
    try:
        ends = [part.split(":") for part in text.split("-")]
        (a, b), (c, d) = ends
        return 60 * int(a) + int(b), 60 * int(c) + int(d)
    except ValueError as error:
        raise BadPlan(f"{where}: no opening hours: {text}") from error


def _staff(t: Table) -> StaffPlan:
    return StaffPlan(
        name=t.get("name", str),
        short_name=t.get("short_name", str),
        call_name=t.get("call_name", str, ""),
        usual_desk=t.maybe("usual_desk", str),
        is_manager=t.get("manager", bool, False),
    )


def _municipality(t: Table) -> MunicipalityPlan:
    return MunicipalityPlan(
        t.get("cbs_code", str),
        t.get("name", str),
        tuple((p.term("kind", AddressKind), p.period()) for p in t.tables("periods")),
    )


def _vat(t: Table) -> VatPlan:
    return VatPlan(t.get("code", str), t.period().first, t.get("basis_points", int))


def _product(t: Table) -> ProductPlan:
    return ProductPlan(
        code=t.get("code", str),
        name=t.words(),
        vat_code=t.get("vat_code", str),
        ledger_account=t.get("ledger_account", str),
        prices=tuple(
            (p.period().first, p.get("net", int), p.get("gross", int)) for p in t.tables("prices")
        ),
    )


def _exemption(t: Table) -> ExemptionPlan:
    return ExemptionPlan(
        code=t.get("code", str),
        name=t.words(),
        proof=t.words("proof_"),
        period=t.period(),
        booked_by=t.maybe_term("booked_by", Behalf),
        named_employers=t.get("named_employers", bool, False),
    )


def _service(t: Table) -> ServicePlan:
    return ServicePlan(
        code=t.get("code", str),
        name=t.words(),
        active=t.get("active", bool, True),
        step_gap_minutes=t.get("step_gap_minutes", int, 0),
        max_persons=t.get("max_persons", int, 11),
        needs_municipality=t.get("needs_municipality", bool, True),
        steps=tuple(_step(s) for s in t.tables("step")),
        questions=tuple(_question(q) for q in t.tables("question")),
        fees=tuple(
            (f.term("role", FamilyRole), f.get("product", str), f.period())
            for f in t.tables("fees")
        ),
    )


def _step(t: Table) -> StepPlan:
    minutes = t.get("minutes", dict)
    return StepPlan(
        name=t.words(),
        desks=t.term("desks", DeskKind),
        minutes=tuple(sorted((int(persons), length) for persons, length in minutes.items())),
        period=t.period(),
        buffer_minutes=t.get("buffer_minutes", int, 0),
    )


def _question(t: Table) -> QuestionPlan:
    return QuestionPlan(
        text=t.words(),
        refuses_on=t.get("refuses_on", bool),
        refusal_code=t.get("refusal_code", str),
        advice=t.words("advice_"),
        period=t.period(),
    )


def _paper(t: Table) -> PaperPlan:
    return PaperPlan(
        t.get("code", str), t.words(), tuple(r for rule in t.tables("rules") for r in _rules(rule))
    )


def _rules(t: Table) -> Iterable[PaperRulePlan]:
    """One rule for each class; without classes one rule for all of them."""
    classes: tuple[ResidenceClass | None, ...] = (None,)
    if t.maybe("classes", list) is not None:
        classes = tuple(ResidenceClass(text) for text in t.texts("classes"))
    for residence_class in classes:
        yield PaperRulePlan(
            service=t.get("service", str),
            residence_class=residence_class,
            scope=t.term("scope", PaperScope),
            need=t.term("need", PaperNeed),
            address=t.maybe_term("address", AddressKind),
            period=t.period(),
        )
