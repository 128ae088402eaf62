"""What a section of the settings is made of, as plain values: lines, editors, dated notes.

A section reads its content on the reader's thread. The page shows any content in the same way,
so a section says what there is and how it is written, and nothing about widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeVar

from expatdesk.i18n import _
from expatdesk.services.base import Actor, Done

if TYPE_CHECKING:
    from expatdesk.application import Centre

T = TypeVar("T")
Text = str | Callable[[], str]
Choices = tuple[tuple[object, Text], ...]
Kind = Literal[
    "text",
    "pair",
    "long_pair",
    "lines",
    "number",
    "amount",
    "percent",
    "date",
    "check",
    "choice",
    "ticks",
    "week",
    "hours",
    "durations",
    "organisations",
    "printer",
    "picture",
    "profile",
]
Values = Mapping[str, object]


def made(kind: Callable[..., T], values: Values) -> T:
    """An entry of the set-up from a form whose fields have the names and types of its parts."""
    return kind(**values)


def taken(values: Values, name: str, kind: type[T]) -> T:
    """One value of a form, of the type that its field gives."""
    value = values[name]
    assert isinstance(value, kind), (name, value)
    return value


def maybe(values: Values, name: str, kind: type[T]) -> T | None:
    """One value of a form whose field may be empty."""
    return None if values[name] is None else taken(values, name, kind)


@dataclass(frozen=True)
class Write:
    """Who writes, under which key, and whether what stands in the way has been seen."""

    actor: Actor
    key: str
    confirmed: bool = False


@dataclass(frozen=True)
class FieldSpec:
    """One field. `name` is the one by which a refusal names it. `fixed`: shown, not edited."""

    name: str
    label: Text
    kind: Kind = "text"
    required: bool = False
    hint: Text = ""
    choices: Choices = ()
    fixed: bool = False
    beside: bool = False
    """Stands beside the field before it."""


@dataclass(frozen=True)
class Editor:
    """A form and what writes it. `ready`: may be saved as it opens (a year to be filled)."""

    name: str
    title: Text
    fields: tuple[FieldSpec, ...]
    values: Values
    save: Callable[[Write, Values], Done[object]] = field(compare=False)
    button: Text = field(default=lambda: _("Save"), compare=False)
    said: Text = field(default=lambda: _("Saved."), compare=False)
    ready: bool = False


@dataclass(frozen=True)
class Note:
    """One line of what was, is and will be; `run` does what `action` says."""

    text: Text
    detail: Text = ""
    state: str = ""
    action: Text = ""
    run: Callable[[Write], Done[object]] | None = field(default=None, compare=False)
    said: Text = field(default=lambda: _("Saved."), compare=False)


@dataclass(frozen=True)
class Notes:
    title: Text
    notes: tuple[Note, ...]
    nothing: Text = ""


@dataclass(frozen=True)
class Line:
    """A line of the section's list. Equal lines have the same key, whatever they say now."""

    key: Hashable
    title: Text = field(compare=False)
    detail: Text = field(default="", compare=False)
    state: str = field(default="", compare=False)
    word: Text = field(default="", compare=False)
    parts: tuple[Editor | Notes, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Content:
    """`new` makes another line; `extra` are forms of the section as a whole."""

    lines: tuple[Line, ...]
    new: Editor | None = None
    extra: tuple[Editor, ...] = ()


@dataclass(frozen=True)
class Section:
    """`words`: what the section is for. `columns`: titles of the list."""

    name: str
    title: Text
    words: Text
    columns: tuple[Text, Text, Text]
    read: Callable[[Centre, date], Content] = field(compare=False)
    new_words: Text = ""


def off(*, active: bool) -> tuple[str, Text]:
    """State and word of what may be switched off."""
    return ("done", lambda: _("in use")) if active else ("neutral", lambda: _("switched off"))
