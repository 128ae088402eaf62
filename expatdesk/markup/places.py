"""Where the text of a block stands in the body that it was taken from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Lines:
    """A body cut into lines; line numbers count from 0."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    """Offset of the first character of each line, and the length of the body at the end."""

    def start(self, line: int) -> int:
        return self.starts[min(line, len(self.starts) - 1)]

    def end(self, line: int) -> int:
        """Where the line before ``line`` ends, without its line end and spaces."""
        last = min(line, len(self.texts)) - 1
        return self.starts[last] + len(self.texts[last].rstrip()) if last >= 0 else 0


def lines_of(body: str) -> Lines:
    texts = body.split("\n")
    starts = accumulate((len(text) + 1 for text in texts), initial=0)
    return Lines(tuple(texts), (*tuple(starts)[:-1], len(body)))


@dataclass(frozen=True, slots=True)
class Place:
    """Turns offsets in the text of one block into offsets in the body."""

    inner: tuple[int, ...]
    """Where each line of the block begins in its own text."""
    outer: tuple[int, ...]
    """Where the same lines begin in the body."""
    pipes: tuple[int, ...] = ()
    """In a cell of a table: where a pipe stands, which had a backslash before it."""

    def at(self, offset: int) -> int:
        line = bisect_right(self.inner, offset) - 1
        shift = sum(1 for pipe in self.pipes if pipe < offset)
        return self.outer[line] + offset - self.inner[line] + shift


def place_of(lines: Lines, first: int, content: str) -> Place:
    """Place of a paragraph or heading that begins in line ``first``.

    Quotation marks, list marks and indents in front of its lines are no part of its text, spaces
    behind may be missing: what is there stands last in its line.
    """
    inner, outer, offset = [], [], 0
    for number, line in enumerate(content.split("\n"), first):
        inner.append(offset)
        source = lines.texts[number] if number < len(lines.texts) else ""
        outer.append(lines.start(number) + max(0, source.rfind(line)))
        offset += len(line) + 1
    return Place(tuple(inner), tuple(outer))


def place_of_cell(lines: Lines, row: int, content: str, after: int) -> Place:
    """Place of a cell of a table; cells before it end at offset ``after`` of the body."""
    source, start = lines.texts[row], lines.starts[row]
    pipes = tuple(at for at, character in enumerate(content) if character == "|")
    written = content.replace("|", "\\|") if pipes else content
    found = source.find(written, max(0, after - start))
    return Place((0,), (start + max(0, found),), pipes)
