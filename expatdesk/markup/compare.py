"""Whether two languages of a sheet still say the same, as far as their form tells."""

from __future__ import annotations

from collections.abc import Iterator

from expatdesk.i18n import N_
from expatdesk.markup.text import Level, Part, Problem, Text

_MORE = N_("This part has none beside it: the other language has {there} parts, this one {here}.")
_FEWER = N_("A part is missing: the other language has {there} parts, this one has {here}.")
_FACT = N_("The fact “{name}” is marked in this language only.")
_LOST = N_("The fact “{name}” of the other language is not marked here.")
_FIELD = N_("The field “{name}” stands in this language only.")
_LINKS = N_("The languages have different numbers of QR codes: here {here}, there {there}.")


def compare(first: Text, second: Text) -> tuple[Problem, ...]:
    """What in ``second`` does not correspond to ``first``; places are those of its body."""
    found = [*_parts(first, second), *_facts(first, second), *_fields(first, second)]
    here, there = len(second.links), len(first.links)
    if here != there:
        start, end = (second.links[0].start, second.links[0].end) if second.links else (0, 0)
        values = {"here": str(here), "there": str(there)}
        found.append(Problem(_LINKS, start, end, Level.WARNING, values))
    return tuple(sorted(found, key=lambda problem: (problem.start, problem.end)))


def _parts(first: Text, second: Text) -> Iterator[Problem]:
    here, there = len(second.parts), len(first.parts)
    values = {"here": str(here), "there": str(there)}
    if here > there:
        extra = second.parts[there]
        yield Problem(_MORE, extra.start, _line_end(extra), Level.WARNING, values)
    elif here < there:
        end = second.parts[-1].end if second.parts else 0
        yield Problem(_FEWER, end, end, Level.WARNING, values)


def _line_end(part: Part) -> int:
    """About where its heading ends: the two number signs, a space, and the words."""
    return min(part.end, part.start + 3 + sum(len(span.text) for span in part.heading))


def _facts(first: Text, second: Text) -> Iterator[Problem]:
    known = first.fact_names
    for fact in second.facts:
        if fact.name not in known:
            yield Problem(_FACT, fact.start, fact.end, Level.WARNING, {"name": fact.name})
    for fact in first.facts:
        if fact.name not in second.fact_names:
            yield Problem(_LOST, 0, 0, Level.WARNING, {"name": fact.name})


def _fields(first: Text, second: Text) -> Iterator[Problem]:
    known = {use.name for use in first.fields}
    for use in second.fields:
        if use.name not in known:
            yield Problem(_FIELD, use.start, use.end, Level.WARNING, {"name": use.name})
