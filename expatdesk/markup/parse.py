"""Reading the body of a sheet: Markdown as `resources/sheets/README.md` describes it."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from expatdesk.i18n import N_
from expatdesk.markup.text import Level, Paragraph, Part, Problem, Span, Text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

LONGEST = 100_000
"""Characters up to which a body is taken apart; a longer one is printed as plain paragraphs."""
_DEEPEST = 20
"""Levels of markdown-it, two for each list in a list."""

_TOO_LONG = N_("This text is too long to be laid out; it is printed as plain paragraphs.")
_NO_TITLE = N_("The title is missing: begin the text with # and the title.")
_HEADING = re.compile(r"(#{1,2})[ \t]+(.*?)[ \t#]*")


def parse(body: str, fields: Collection[str] | None = None) -> Text:
    """Takes a body apart; whatever cannot be understood is a problem and prints as plain text.

    ``fields`` are the names of all fields that there are; without them every name is taken for
    one. No text makes this raise, or take longer than its length explains.
    """
    # Of the same length, so that places stay what they are in the body.
    tidy = body.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
    if len(tidy) > LONGEST:
        return _plainly(tidy)
    from expatdesk.markup.reading import Reading

    reading = Reading(tidy, fields)
    return reading.text(_reader().parse(tidy))


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin

    from expatdesk.markup.inline import add_rules

    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 4 * _DEEPEST}).enable("table")
    reader.disable(["code", "html_block", "reference", "lheading"])
    container_plugin(reader, "box", validate=lambda _words, _marks: True)
    reader.block.ruler.before("table", "too_deep", _too_deep)
    add_rules(reader)
    return reader


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a rule
    """markdown-it drops what is nested deeper than it likes; here it is kept as plain text."""
    if state.level < _DEEPEST:
        return False
    if not silent:
        token = state.push("too_deep", "", 0)
        token.map = [start, end]
        token.content = state.getLines(start, end, state.blkIndent, keepLastLF=False)
        state.line = end
    return True


def _plainly(body: str) -> Text:
    """Title and headings are still found, so that the languages stand beside each other."""
    title: str | None = None
    parts: list[tuple[str, list[str], int]] = [("", [], 0)]
    at = 0
    for line in body.split("\n"):
        heading = _HEADING.fullmatch(line) if line.startswith("#") else None
        if heading and heading.group(1) == "#" and title is None:
            title = heading.group(2)
        elif heading:
            parts.append((heading.group(2), [], at))
        else:
            parts[-1][1].append(line)
        at += len(line) + 1
    ends = [start for _heading, _lines, start in parts[2:]] + [len(body)]
    problems = [Problem(_TOO_LONG, 0, len(body), Level.WARNING)]
    if not title:
        problems.append(Problem(_NO_TITLE, 0, 0))
    return Text(
        title=title or "",
        title_spans=(Span(title),) if title else (),
        intro=_paragraphs(parts[0][1]),
        parts=tuple(
            Part((Span(heading),), _paragraphs(lines), start, end)
            for (heading, lines, start), end in zip(parts[1:], ends, strict=False)
        ),
        problems=tuple(problems),
    )


def _paragraphs(lines: list[str]) -> tuple[Paragraph, ...]:
    """Paragraphs end at empty lines."""
    whole = "\n".join(lines)
    texts = (" ".join(each.split()) for each in re.split(r"\n[ \t]*\n", whole))
    return tuple(Paragraph((Span(text),)) for text in texts if text)
