"""What the body of an information sheet says, taken apart: title, parts, facts, fields, problems.

Every ``start`` and ``end`` is an offset in characters (code points) of the body, the end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from expatdesk.i18n import _


class FactKind(StrEnum):
    """Why a passage has to be confirmed by somebody at the centre."""

    CHECK = "check"
    """General knowledge without a source of its own."""
    YEARLY = "yearly"
    """An amount or rule that changes with the year."""


class BoxKind(StrEnum):
    WARNING = "warning"
    """What goes wrong."""
    TIP = "tip"
    """What helps."""


class Level(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """The sheet says something else on paper than was meant; it is not published so."""
    WARNING = "warning"
    """It prints, in a plainer form."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one form; a line end inside is a line end on paper."""

    text: str
    strong: bool = False
    link: str = ""
    """The address that the words lead to."""
    field: str = ""
    """Name of the field whose value stands here; ``text`` is the field as written."""
    fact: str = ""
    """Name of the fact that the words belong to."""


Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list; usually one paragraph."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    ordered: bool
    items: tuple[Item, ...]
    first: int = 1
    """The number of the first point of an ordered list."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of cells, each row as long as the head; the head may be empty throughout."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Box:
    kind: BoxKind
    blocks: tuple[Block, ...]


Block: TypeAlias = Paragraph | ListBlock | TableBlock | Box


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it, up to the next heading."""

    heading: Spans
    blocks: tuple[Block, ...]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class QrLink:
    """An address that is printed as a code to be scanned, with its words beside it."""

    words: str
    url: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A passage that somebody has to confirm; ``name`` is the same in all languages."""

    name: str
    kind: FactKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FieldUse:
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be printed as it was meant; ``text`` is a message id."""

    text: str
    start: int
    end: int
    level: Level = Level.ERROR
    values: Mapping[str, str] = field(default_factory=dict)

    def said(self) -> str:
        """The problem in the current language."""
        return _(self.text).format(**self.values)


@dataclass(frozen=True, slots=True)
class Text:
    """The body of a sheet in one language, as far as it could be understood."""

    title: str
    title_spans: Spans
    intro: tuple[Block, ...]
    parts: tuple[Part, ...]
    links: tuple[QrLink, ...] = ()
    facts: tuple[Fact, ...] = ()
    fields: tuple[FieldUse, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def fact_names(self) -> frozenset[str]:
        return frozenset(fact.name for fact in self.facts)
