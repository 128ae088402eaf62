"""From the tokens of markdown-it to the text of a sheet, with every problem at its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from expatdesk.i18n import N_
from expatdesk.markup.lines import LineReader, Notes, words_of
from expatdesk.markup.places import Lines, lines_of, place_of, place_of_cell
from expatdesk.markup.text import (
    Block,
    Box,
    BoxKind,
    Item,
    Level,
    ListBlock,
    Paragraph,
    Part,
    QrLink,
    Span,
    Spans,
    TableBlock,
    Text,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_NO_TITLE = N_("The title is missing: begin the text with # and the title.")
_SECOND_TITLE = N_("A sheet has one title; this line is printed as a heading.")
_SMALL_HEADING = N_("Only # and ## make headings; this line is printed in bold.")
_NO_BOX = N_("There is no box called “{name}”; there are warning and tip.")
_OPEN_BOX = N_("This box is not closed; end it with a line of three colons.")
_INNER_BOX = N_("A box stands by itself; inside a list or another box it is printed as text.")
_QUOTATION = N_("Quotations are printed as plain text.")
_CODE = N_("Code is printed as plain text.")
_RULE = N_("A line across the page is not printed; begin a new part with ##.")
_DEEP = N_("This is nested too deep; it is printed as plain text.")
_QR_ALONE = N_("A QR code stands alone in its paragraph; here the link is printed in words.")
_QR_MANY = N_("A sheet has room for two QR codes; the others are printed in words.")

_MOST_CODES = 2


class Reading:
    """Reads one body once."""

    def __init__(self, body: str, fields: Collection[str] | None) -> None:
        self._lines: Lines = lines_of(body)
        self._notes = Notes()
        self._line = LineReader(self._notes, fields)
        self._codes: list[QrLink] = []
        self._depth = 0

    def text(self, tokens: Sequence[Token]) -> Text:
        title: Spans | None = None
        intro: list[Block] = []
        parts: list[tuple[Spans, list[Block], int]] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "heading_open" and token.tag in {"h1", "h2"}:
                spans = self._heading(tokens[at + 1])
                if token.tag == "h1" and title is None:
                    title = spans
                else:
                    if token.tag == "h1":
                        self._problem_in_lines(_SECOND_TITLE, token, Level.WARNING)
                    parts.append((spans, [], self._lines.start(_first(token))))
                at += 3
                continue
            blocks, at = self._block(tokens, at)
            (parts[-1][1] if parts else intro).extend(blocks)
        if not title or not words_of(title).strip():
            self._notes.add(_NO_TITLE, 0, 0)
        ends = [start for _heading, _blocks, start in parts[1:]] + [self._lines.starts[-1]]
        return Text(
            title=words_of(title or ()),
            title_spans=title or (),
            intro=tuple(intro),
            parts=tuple(
                Part(heading, tuple(blocks), start, end)
                for (heading, blocks, start), end in zip(parts, ends, strict=False)
            ),
            links=tuple(self._codes),
            facts=tuple(self._line.facts),
            fields=tuple(self._line.fields),
            problems=self._notes.in_order(),
        )

    def _heading(self, inline: Token) -> Spans:
        return self._spans(inline)

    def _blocks(self, tokens: Sequence[Token], at: int, closing: str) -> tuple[list[Block], int]:
        """Blocks up to the closing token, and the place after it."""
        found: list[Block] = []
        self._depth += 1
        while tokens[at].type != closing:
            blocks, at = self._block(tokens, at)
            found.extend(blocks)
        self._depth -= 1
        return found, at + 1

    def _block(self, tokens: Sequence[Token], at: int) -> tuple[list[Block], int]:
        token = tokens[at]
        match token.type:
            case "paragraph_open":
                return self._paragraph(tokens[at + 1]), at + 3
            case "heading_open":
                self._problem_in_lines(_SMALL_HEADING, token, Level.WARNING)
                strong = tuple(
                    Span(each.text, True, each.link, each.field, each.fact)
                    for each in self._spans(tokens[at + 1])
                )
                return [Paragraph(strong)] if strong else [], at + 3
            case "bullet_list_open" | "ordered_list_open":
                return self._list(tokens, at)
            case "table_open":
                return self._table(tokens, at)
            case "container_box_open":
                return self._box(tokens, at)
            case "blockquote_open":
                self._problem_in_lines(_QUOTATION, token, Level.WARNING)
                return self._blocks(tokens, at + 1, "blockquote_close")
            case _:
                return self._literal(token), at + 1

    def _paragraph(self, inline: Token) -> list[Block]:
        children = inline.children or []
        if self._depth == 0 and len(self._codes) < _MOST_CODES and _is_code(children):
            spans = self._spans(inline, codes=True)
            place = place_of(self._lines, _first(inline), inline.content)
            meta = children[0].meta
            self._codes.append(
                QrLink(
                    words_of(spans).strip(),
                    str(meta["url"]),
                    place.at(meta["start"]),
                    place.at(meta["end"]),
                )
            )
            return []
        spans = self._spans(inline)
        return [Paragraph(spans)] if spans else []

    def _list(self, tokens: Sequence[Token], at: int) -> tuple[list[Block], int]:
        ordered = tokens[at].type == "ordered_list_open"
        first = int(tokens[at].attrs.get("start", 1)) if ordered else 1
        closing = tokens[at].type.replace("open", "close")
        items: list[Item] = []
        at += 1
        while tokens[at].type != closing:
            blocks, at = self._blocks(tokens, at + 1, "list_item_close")
            items.append(Item(tuple(blocks)))
        return [ListBlock(ordered, tuple(items), first)], at + 1

    def _table(self, tokens: Sequence[Token], at: int) -> tuple[list[Block], int]:
        rows: list[tuple[Spans, ...]] = []
        cells: list[Spans] = []
        after = 0
        while tokens[at].type != "table_close":
            token = tokens[at]
            if token.type == "tr_open":
                cells, after = [], 0
            elif token.type == "inline":
                place = place_of_cell(self._lines, _first(token), token.content, after)
                after = place.at(len(token.content))
                cells.append(self._line.spans(token.children or [], place))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            at += 1
        return [TableBlock(rows[0], tuple(rows[1:]))], at + 1

    def _box(self, tokens: Sequence[Token], at: int) -> tuple[list[Block], int]:
        token = tokens[at]
        name = token.info.strip()
        inner = self._depth > 0
        blocks, after = self._blocks(tokens, at + 1, "container_box_close")
        if not self._is_closed(token):
            self._problem_in_line(_OPEN_BOX, token, Level.WARNING)
        if name not in set(BoxKind):
            self._problem_in_line(_NO_BOX, token, Level.WARNING, name=name)
            return [Paragraph((Span(f"{token.markup} {name}".strip()),)), *blocks], after
        if inner:
            self._problem_in_line(_INNER_BOX, token, Level.WARNING)
            return blocks, after
        return [Box(BoxKind(name), tuple(blocks))], after

    def _is_closed(self, token: Token) -> bool:
        """Whether the line after the box is the line of colons that ends it."""
        end = token.map[1] if token.map else 0
        line = self._lines.texts[end].strip(" \t>") if end < len(self._lines.texts) else ""
        return len(line) >= 3 and not line.strip(":")

    def _literal(self, token: Token) -> list[Block]:
        """What a sheet does not know, line by line, without the fences around code."""
        text = {"hr": _RULE, "fence": _CODE}.get(token.type, _DEEP)
        self._problem_in_lines(text, token, Level.WARNING)
        # What stands behind the opening fence is a word of the writer's too.
        written = f"{token.info}\n{token.content}"
        if token.type == "hr":
            written = self._lines.texts[_first(token)]
        lines = [line.strip() for line in written.split("\n")]
        return [Paragraph((Span(line),)) for line in lines if line]

    def _spans(self, inline: Token, *, codes: bool = False) -> Spans:
        children = inline.children or []
        place = place_of(self._lines, _first(inline), inline.content)
        if not codes:
            for child in children:
                if child.type == "link_open" and child.meta["marks"]:
                    start, end = place.at(child.meta["start"]), place.at(child.meta["end"])
                    many = _is_code(children) and self._depth == 0
                    self._notes.add(_QR_MANY if many else _QR_ALONE, start, end, Level.WARNING)
        return self._line.spans(children, place)

    def _problem_in_lines(self, text: str, token: Token, level: Level, **values: str) -> None:
        first, last = token.map or [0, 0]
        start = self._lines.start(first)
        self._notes.add(text, start, max(start, self._lines.end(last)), level, **values)

    def _problem_in_line(self, text: str, token: Token, level: Level, **values: str) -> None:
        first = _first(token)
        end = self._lines.end(first + 1)
        self._notes.add(text, self._lines.start(first), end, level, **values)


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0


def _is_code(children: Sequence[Token]) -> bool:
    """Whether a paragraph is nothing but one link that is to become a QR code."""
    return (
        len(children) > 1
        and children[0].type == "link_open"
        and bool(children[0].meta["marks"])
        and children[-1].type == "link_close"
        and sum(child.type == "link_open" for child in children) == 1
    )
