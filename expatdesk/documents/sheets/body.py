"""The texts of a sheet in its columns: title and intro, then part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from expatdesk.documents.letterheads.bands import Band, Bookmark, gap
from expatdesk.documents.letterheads.style import Style
from expatdesk.documents.sheets.columns import (
    Grid,
    blocks_beside,
    grid_for,
    headed,
    rows_beside,
)
from expatdesk.documents.sheets.fill import filled, nameless
from expatdesk.documents.sheets.paper import FieldValues, SheetOnPaper
from expatdesk.documents.sheets.rows import Row, Setter
from expatdesk.documents.sheets.setting import Setting
from expatdesk.markup import Block, Part, Spans, Text, parse

_NO_PART = Part((), ())
_BESIDE_HEADS = 14.0
"""Between a heading at the left and the text."""


@dataclass(frozen=True, slots=True)
class Piece(Band):
    """A band that knows its part, so that a part can be read column by column."""

    part: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """The texts of a sheet, taken apart, with what their fields say."""

    texts: tuple[Text, ...]
    values: tuple[Mapping[str, str], ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """For lists of contents and the file's own title: without anybody's name."""
        pairs = zip(self.texts, self.values, strict=True)
        return tuple(nameless(text.title_spans, values) for text, values in pairs)

    @property
    def title(self) -> str:
        return " · ".join(dict.fromkeys(title for title in self.titles if title))


def body_of(paper: SheetOnPaper, fields: FieldValues) -> Body:
    """Raises ValueError for a sheet that has no text in any language, or in more than two."""
    if not 1 <= len(paper.bodies) <= 2:
        raise ValueError("a sheet is printed in one language or in two")
    values = tuple(fields.get(code, {}) for code in paper.languages)
    texts = tuple(
        parse(body, of_language.keys())
        for (_code, body), of_language in zip(paper.bodies, values, strict=True)
    )
    return Body(texts, values)


def titles_of(paper: SheetOnPaper, fields: FieldValues) -> tuple[str, ...]:
    """The title in each language of the sheet."""
    return body_of(paper, fields).titles


def body_bands(body: Body, setting: Setting, width: float) -> list[Piece]:
    """Everything between head and foot; the bands of a part carry its number."""
    return list(_Columns(body, setting, grid_for(len(body.texts), width)).bands())


@dataclass(frozen=True, slots=True)
class _Columns:
    body: Body
    setting: Setting
    grid: Grid

    def bands(self) -> Iterator[Piece]:
        yield from _numbered(0, [*self._titles(), *self._intro()])
        columns = zip_longest(*(text.parts for text in self.body.texts), fillvalue=_NO_PART)
        for number, parts in enumerate(columns, 1):
            yield from _numbered(number, self._part(parts))

    def _setters(self) -> list[Setter]:
        return [Setter(self.setting, self.grid.width, values) for values in self.body.values]

    def _blocks(self, blocks: Sequence[Sequence[Block]]) -> list[Band]:
        pairs = zip(self._setters(), blocks, strict=True)
        return blocks_beside([setter.sets(each) for setter, each in pairs], self.grid, self.setting)

    def _titles(self) -> list[Band]:
        spans = [text.title_spans for text in self.body.texts]
        bands = self._headings(spans, self._title_style(spans))
        return _marked([*bands, gap(2.0, keep=True)], Bookmark(self.body.title, 0))

    def _title_style(self, spans: Sequence[Spans]) -> Style:
        """A little smaller where that brings all titles on one line."""
        largest = self.setting.title
        for size in (largest.size, largest.size - 1, largest.size - 2):
            style = replace(largest, size=size)
            pairs = zip(self._setters(), spans, strict=True)
            if all(len(setter.paragraph(each, style)) < 2 for setter, each in pairs if each):
                return style
        return largest

    def _intro(self) -> list[Band]:
        return self._blocks([text.intro for text in self.body.texts])

    def _part(self, parts: Sequence[Part]) -> list[Band]:
        spans = [part.heading for part in parts]
        blocks = self._blocks([part.blocks for part in parts])
        above = self.setting.above_part
        if len(parts) == 1:
            bands = [gap(above), *_marked(self._side_head(spans[0], blocks), self._mark(spans))]
        else:
            heads = self._headings(spans, self.setting.heading, above)
            bands = [*_marked(heads, self._mark(spans)), *_under_heading(blocks, self.setting)]
        return bands

    def _mark(self, headings: Sequence[Spans]) -> Bookmark:
        """In the first language that has a heading."""
        said = (
            filled(spans, values) for spans, values in zip(headings, self.body.values, strict=True)
        )
        return Bookmark(next((each for each in said if each), ""), 1)

    def _headings(self, spans: Sequence[Spans], style: Style, above: float = 0.0) -> list[Band]:
        """Beside each other; they never end a page."""
        rows = [
            (Row(setter.paragraph(each, style) if each else (), above),)
            for setter, each in zip(self._setters(), spans, strict=True)
        ]
        return [replace(band, keep=True) for band in rows_beside(rows, self.grid)]

    def _side_head(self, spans: Spans, bands: Sequence[Band]) -> list[Band]:
        room = self.grid.starts[0] - _BESIDE_HEADS
        (setter,) = self._setters()
        lines = setter.paragraph(spans, self.setting.heading, room)
        return headed(lines, _under_heading(bands, self.setting), self.setting.text.baseline)


def _under_heading(bands: Sequence[Band], setting: Setting) -> list[Band]:
    """What follows a heading directly needs no distance of its own."""
    if not bands or bands[0].fills:
        return list(bands)
    first = bands[0]
    shift = min(setting.above_block, first.height)
    raised = replace(
        first,
        height=first.height - shift,
        texts=tuple(replace(each, down=each.down - shift) for each in first.texts),
        strokes=tuple(replace(each, down=each.down - shift) for each in first.strokes),
        links=tuple(replace(each, down=each.down - shift) for each in first.links),
    )
    return [raised, *bands[1:]] if first.texts else list(bands)


def _marked(bands: Sequence[Band], mark: Bookmark) -> list[Band]:
    if not bands:
        return []
    return [replace(bands[0], bookmarks=(mark,)), *bands[1:]]


def _numbered(part: int, bands: Sequence[Band]) -> Iterator[Piece]:
    for band in bands:
        yield Piece(
            band.height,
            band.texts,
            band.strokes,
            band.shapes,
            band.frames,
            band.fills,
            band.pictures,
            band.links,
            band.bookmarks,
            band.keep,
            part,
        )
