"""The blocks of one language as rows of set lines, before the languages are put together.

A row is what is set beside the same row of the other language: a paragraph, a point of a list,
a row of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from expatdesk.documents.letterheads.bands import Placed, Stroke
from expatdesk.documents.letterheads.style import ACCENT, INK_2, LINE, Style
from expatdesk.documents.sheets.fill import runs
from expatdesk.documents.sheets.flow import Line, flow
from expatdesk.documents.sheets.setting import Setting
from expatdesk.documents.sheets.tables import table_rows
from expatdesk.documents.typeface import Face
from expatdesk.documents.wrapping import measure
from expatdesk.markup import Block, Box, BoxKind, Item, ListBlock, Paragraph, Spans, TableBlock

_DEEPEST_INDENT = 3
_NARROWEST = 40.0


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that belong together, and the distance to what stands above them."""

    lines: tuple[Line, ...]
    above: float
    below: float = 0.0
    rule: Stroke | None = None
    """A line under it, where the higher of two rows beside each other ends."""
    holds_next: bool = False
    """An introduction stays with the list that it announces."""

    @property
    def height(self) -> float:
        return self.above + sum(line.height for line in self.lines) + self.below


@dataclass(frozen=True, slots=True)
class Set:
    """One block as rows; ``kind`` tells whether it corresponds to one of the other language."""

    kind: str
    rows: tuple[Row, ...]
    box: BoxKind | None = None


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets blocks in a column ``width`` wide."""

    setting: Setting
    width: float
    values: Mapping[str, str]

    def sets(self, blocks: Sequence[Block]) -> list[Set]:
        found: list[Set] = []
        for at, block in enumerate(blocks):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            found.append(self._set(block, following))
        return found

    def paragraph(self, spans: Spans, style: Style, width: float = 0.0) -> tuple[Line, ...]:
        set_runs = runs(spans, style, self.values)
        return tuple(flow(set_runs, style, width or self.width))

    def _set(self, block: Block, following: Block | None) -> Set:
        match block:
            case Box(kind=kind, blocks=inner):
                pad = self.setting.box_pad
                narrower = replace(self, width=self.width - pad - 2)
                rows = [row for each in narrower.sets(inner) for row in each.rows]
                return Set(f"box {kind}", tuple(rows), kind)
            case Paragraph(spans):
                holds = isinstance(following, ListBlock | TableBlock)
                lines = self.paragraph(spans, self.setting.text)
                return Set("text", (Row(lines, self.setting.above_block, holds_next=holds),))
            case ListBlock():
                return Set("list", tuple(self._items(block, 0, self.setting.above_block)))
            case _:
                return Set("table", tuple(self._table(block, 0.0)))

    def _items(self, block: ListBlock, depth: int, above: float) -> Iterator[Row]:
        """Numbers are as wide as the widest of them; deep lists stop moving to the right."""
        style = self.setting.text
        last = block.first + len(block.items) - 1
        sign = f"{last}." if block.ordered else "•"
        indent = measure(sign, style.face, style.size) + (4.5 if block.ordered else 6.0)
        left = min(depth, _DEEPEST_INDENT) * 12.0
        left = min(left, max(0.0, self.width - indent - _NARROWEST))
        for number, item in enumerate(block.items, block.first):
            sign = f"{number}." if block.ordered else "•"
            mark = Placed(left, style.baseline, sign, style.coloured(ACCENT))
            first = above if number == block.first else self.setting.above_item
            yield from self._item(item, mark, left + indent, depth, first)

    def _item(
        self, item: Item, mark: Placed, left: float, depth: int, above: float
    ) -> Iterator[Row]:
        style = self.setting.text
        pending: Placed | None = mark
        for block in item.blocks or (Paragraph(()),):
            if isinstance(block, ListBlock):
                if pending:
                    yield Row((Line(style.leading, left, (pending,)),), above)
                    pending = None
                yield from self._items(block, depth + 1, self.setting.above_item)
                continue
            for row in self._inside(block, left):
                lines = row.lines
                if pending:
                    head = lines[0]
                    lines = (replace(head, texts=(pending, *head.texts)), *lines[1:])
                yield replace(row, lines=lines, above=above if pending else self.setting.above_item)
                pending = None

    def _inside(self, block: Block, left: float) -> Iterator[Row]:
        """A paragraph or a table in a point of a list."""
        style = self.setting.text
        match block:
            case Paragraph(spans):
                lines = flow(runs(spans, style, self.values), style, self.width - left, left)
                yield Row(tuple(lines), 0.0)
            case TableBlock():
                yield from self._table(block, left)
            case _:
                for each in self.sets([block]):
                    yield from each.rows

    def _table(self, block: TableBlock, left: float) -> Iterator[Row]:
        style = self.setting.table
        cells = [
            [runs(spans, _head(style) if at == 0 else style, self.values) for spans in row]
            for at, row in enumerate((block.head, *block.rows))
        ]
        above = self.setting.above_block
        for row in table_rows(cells, style, self.width - left, left):
            rule = Stroke(left, 0.0, self.width - left, 0.6, LINE) if row.is_ruled else None
            yield Row(row.lines, above + row.pad, row.pad, rule)
            above = 0.0


def _head(style: Style) -> Style:
    return replace(style, face=Face.STRONG, colour=INK_2)
