"""The words of a sheet without its form, for searching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from expatdesk.markup.text import Block, Box, ListBlock, Paragraph, Spans, Text


def plain(text: Text) -> str:
    """Every word that a reader sees, block by block on lines of their own; fields are left out."""
    lines = [text.title, *_lines(text.intro)]
    for part in text.parts:
        lines.append(_words(part.heading))
        lines.extend(_lines(part.blocks))
    lines.extend(link.words for link in text.links)
    return "\n".join(line for line in lines if line)


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(spans):
                yield _words(spans)
            case ListBlock(items=items):
                for item in items:
                    yield from _lines(item.blocks)
            case Box(blocks=inner):
                yield from _lines(inner)
            case _:
                for row in (block.head, *block.rows):
                    yield " ".join(map(_words, row)).strip()


def _words(spans: Spans) -> str:
    return " ".join("".join("" if span.field else span.text for span in spans).split())
