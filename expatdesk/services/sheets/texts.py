"""The texts of a sheet as rows: what is kept of a body, and which language was left behind.

A language is older than another when that one changed in a later version than the one with which
it was last in step. Versions count; a draft counts as the version that it will be.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from expatdesk.i18n import N_
from expatdesk.services.base import Invalid
from expatdesk.services.sheets.types import LONGEST_BODY, TextView


@dataclass(frozen=True)
class TextRow:
    """One language of a version or draft, as it is stored; `facts` is JSON (see `SheetText`)."""

    language: str
    title: str
    body: str
    source: str
    facts: str
    changed_at: int
    changed_in: int
    in_step_with: int


@dataclass(frozen=True)
class Written:
    """A body looked through: clean, with its title and facts."""

    body: str
    title: str
    facts: str


Rows = Mapping[str, TextRow]


def written(body: str, language: str) -> Written:
    """What is kept of a body as typed. Raises Invalid, with the language as field, where too long.

    Takes its time with long texts: call it before the transaction begins.
    """
    from expatdesk.markup import parse

    clean = clean_body(body, language)
    text = parse(clean, ())
    facts = [[fact.name, fact.kind, fact.text] for fact in text.facts]
    return Written(clean, text.title, json.dumps(facts, ensure_ascii=False))


def clean_body(body: str, field: str) -> str:
    """NFC, line feeds, without what no database keeps; else as typed. Raises Invalid.

    Of white space alone nothing is left: no text.
    """
    text = body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    if len(text) > LONGEST_BODY:
        raise Invalid(N_("At most {count} characters fit here."), field=field, count=LONGEST_BODY)
    return text if text.strip() else ""


def facts_of(rows: Rows) -> dict[str, tuple[str, dict[str, str]]]:
    """The facts of all languages by name, in the order of the texts: kind, text by language."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for language, row in rows.items():
        for name, kind, text in json.loads(row.facts):
            found.setdefault(name, (kind, {}))[1].setdefault(language, text)
    return found


def older_than(rows: Rows, language: str) -> tuple[str, ...]:
    """The languages behind which one is, the one that changed last first."""
    mine = rows[language]
    if not mine.body:
        return ()
    newer = [
        row
        for row in rows.values()
        if row.language != language and row.body and row.changed_in > mine.in_step_with
    ]
    newer.sort(key=lambda row: -row.changed_in)
    return tuple(row.language for row in newer)


def views(rows: Rows) -> dict[str, TextView]:
    """The rows as others see them."""
    return {
        language: TextView(
            language=language,
            title=row.title,
            body=row.body,
            source=row.source,
            changed_at=row.changed_at,
            changed_in=row.changed_in,
            in_step_with=row.in_step_with,
            older_than=older_than(rows, language),
        )
        for language, row in rows.items()
    }


@dataclass(frozen=True)
class Ground:
    """On what a draft is written: the version in force, the draft so far, its number, the time.

    `number`: of the version that the draft will be.
    """

    base: Rows
    before: Rows
    number: int
    now: int

    @property
    def start(self) -> Rows:
        return self.before or self.base


def drafted(ground: Ground, bodies: Mapping[str, Written], sources: Mapping[str, str]) -> Rows:
    """The rows of a draft after these bodies and sources were written into it."""
    start = ground.start
    changed = {
        language
        for language, new in bodies.items()
        if language not in start or start[language].body != new.body
    }
    now = {language: row.body for language, row in start.items()}
    now |= {language: new.body for language, new in bodies.items()}
    rows = {}
    for language in now:
        row = _row(ground, language, bodies.get(language))
        if language in changed or (changed and row.changed_in < ground.number):
            row = _placed(ground, row, now)
        rows[language] = replace(row, source=sources.get(language, row.source))
    return rows


def _row(ground: Ground, language: str, new: Written | None) -> TextRow:
    """The row so far, with a new body where there is one."""
    old = ground.start.get(language)
    if new is None:
        assert old is not None
        return old
    if old is None:
        return TextRow(language, new.title, new.body, "", new.facts, ground.now, ground.number, 0)
    return replace(old, title=new.title, body=new.body, facts=new.facts)


def _placed(ground: Ground, row: TextRow, now: Mapping[str, str]) -> TextRow:
    """The row with its place in the course of versions, seen from the version in force."""
    base = ground.base.get(row.language)
    if base is None or base.body != row.body:
        return replace(
            row, changed_at=ground.now, changed_in=ground.number, in_step_with=ground.number
        )
    return replace(
        row,
        changed_at=base.changed_at,
        changed_in=base.changed_in,
        in_step_with=ground.number if _caught_up(ground, row.language, now) else base.in_step_with,
    )


def _caught_up(ground: Ground, language: str, now: Mapping[str, str]) -> bool:
    """Whether all that changed are languages that were behind this one.

    They came after it, so it is not left behind by them.
    """
    changed = [
        other
        for other, body in now.items()
        if other != language and (other not in ground.base or ground.base[other].body != body)
    ]
    return bool(changed) and all(_was_behind(ground.base, other, language) for other in changed)


def _was_behind(base: Rows, language: str, other: str) -> bool:
    mine = base.get(language)
    return mine is None or not mine.body or other in older_than(base, language)


def restored(ground: Ground, source: Rows) -> Rows:
    """The rows of a new draft that says what another version or draft said.

    `ground.before` is empty. Languages that were in step there are in step here; one that was
    behind stays so. A language that it did not have keeps what it says now.
    """
    rows = {name: row for name, row in ground.base.items() if name not in source}
    for language, old in source.items():
        base = ground.base.get(language)
        behind = bool(older_than(source, language))
        step = min(old.in_step_with, ground.number - 1) if behind else ground.number
        if base is not None and base.body == old.body:
            rows[language] = replace(
                old, changed_at=base.changed_at, changed_in=base.changed_in, in_step_with=step
            )
        else:
            rows[language] = replace(
                old, changed_at=ground.now, changed_in=ground.number, in_step_with=step
            )
    if all(rows[name].changed_in < ground.number for name in rows):
        return {name: replace(ground.base[name], source=row.source) for name, row in rows.items()}
    return rows


def in_step(rows: Rows, language: str) -> Rows:
    """The rows with one language said to be in step with all others."""
    newest = max((row.changed_in for row in rows.values()), default=0)
    row = rows[language]
    return {**rows, language: replace(row, in_step_with=max(newest, row.in_step_with))}


def in_order(rows: Iterable[TextRow], languages: Iterable[str]) -> dict[str, TextRow]:
    """The rows by language, in the order of the languages."""
    by_language = {row.language: row for row in rows}
    return {code: by_language[code] for code in languages if code in by_language}
