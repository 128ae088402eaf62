"""Going over the texts off the window's thread: what is wrong, which facts are open, the paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from expatdesk.documents.plaintext import drawable, undrawable
from expatdesk.documents.typeface import Face
from expatdesk.i18n import N_, _
from expatdesk.markup import Level, Problem, Text, compare, parse
from expatdesk.services.sheets.types import Fact
from expatdesk.ui.sheets.editor.marks import Mark
from expatdesk.ui.sheets.editor.problems import Trouble


@dataclass(frozen=True, slots=True)
class Checked:
    """What there is to mark in each text, and what is wrong in their order."""

    marks: Mapping[str, tuple[Mark, ...]]
    troubles: tuple[Trouble, ...]
    open_facts: int


def check(
    bodies: Sequence[tuple[str, str]],
    names: Mapping[str, str],
    fields: Collection[str],
    facts: Sequence[Fact],
) -> Checked:
    """Goes over the bodies of the languages (code and text) in their order.

    ``names`` are those of the languages, ``facts`` as the centre knows them.
    """
    parsed = [(code, body, parse(body, fields)) for code, body in bodies if body.strip()]
    known = {fact.name: fact for fact in facts}
    marks: dict[str, tuple[Mark, ...]] = {}
    troubles: list[Trouble] = []
    for code, body, text in parsed:
        problems = [*text.problems, *_beside(code, text, parsed), *_not_on_paper(body)]
        problems.sort(key=lambda problem: (problem.start, problem.end))
        found = [*_fact_marks(code, text, known)]
        for problem in problems:
            words, grave = problem.said(), problem.level is Level.ERROR
            end = max(problem.end, problem.start + 1)
            found.append(Mark(problem.start, end, "problem" if grave else "remark", words))
            line = body.count("\n", 0, problem.start) + 1
            troubles.append(
                Trouble(code, names.get(code, code), line, problem.start, end, words, grave)
            )
        marks[code] = tuple(found)
    open_ = {
        fact.name
        for code, _body, text in parsed
        for fact in text.facts
        if not _is_confirmed(known.get(fact.name), code, fact.text)
    }
    return Checked(marks, tuple(troubles), len(open_))


def _beside(code: str, text: Text, parsed: Sequence[tuple[str, str, Text]]) -> Iterator[Problem]:
    """What does not correspond to the first language; the first itself is right."""
    first_code, _body, first = parsed[0]
    if code != first_code:
        yield from compare(first, text)


def _not_on_paper(body: str) -> Iterator[Problem]:
    """Characters that no font of the program has, where they stand first."""
    # Once each: a text may have a million characters, and a hundred different ones.
    signs = "".join(sorted(sign for sign in set(body) if not sign.isspace()))
    for sign in undrawable(signs, Face.TEXT):
        at = body.find(sign)
        shown = drawable(sign, Face.TEXT).strip()
        text = N_("“{sign}” cannot be printed. On paper stands “{shown}”.")
        if not shown:
            text = N_("“{sign}” cannot be printed. It is left out on paper.")
        yield Problem(text, at, at + 1, Level.WARNING, {"sign": sign, "shown": shown})


def _fact_marks(code: str, text: Text, known: Mapping[str, Fact]) -> Iterator[Mark]:
    for fact in text.facts:
        confirmed = _is_confirmed(known.get(fact.name), code, fact.text)
        if confirmed:
            words = _("Confirmed: {fact}").format(fact=fact.name)
        elif fact.kind.value == "yearly":
            words = _("To be confirmed every year: {fact}").format(fact=fact.name)
        else:
            words = _("To be confirmed: {fact}").format(fact=fact.name)
        yield Mark(fact.start, fact.end, "confirmed" if confirmed else "open", words)


def _is_confirmed(known: Fact | None, code: str, text: str) -> bool:
    """Whether somebody confirmed just these words."""
    return known is not None and not known.is_open and known.texts.get(code) == text
