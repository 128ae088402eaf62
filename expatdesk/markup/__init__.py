"""The written form of information sheets: reading it, and what changed between two texts.

Pure: a text comes in, frozen values go out. The form is that of `resources/sheets/README.md`.
"""

from expatdesk.markup.compare import compare
from expatdesk.markup.differences import Change, ChangeKind, differences
from expatdesk.markup.parse import LONGEST, parse
from expatdesk.markup.plain import plain
from expatdesk.markup.text import (
    Block,
    Box,
    BoxKind,
    Fact,
    FactKind,
    FieldUse,
    Item,
    Level,
    ListBlock,
    Paragraph,
    Part,
    Problem,
    QrLink,
    Span,
    Spans,
    TableBlock,
    Text,
)

__all__ = [
    "LONGEST",
    "Block",
    "Box",
    "BoxKind",
    "Change",
    "ChangeKind",
    "Fact",
    "FactKind",
    "FieldUse",
    "Item",
    "Level",
    "ListBlock",
    "Paragraph",
    "Part",
    "Problem",
    "QrLink",
    "Span",
    "Spans",
    "TableBlock",
    "Text",
    "compare",
    "differences",
    "parse",
    "plain",
]
