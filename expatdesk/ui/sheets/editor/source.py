"""What the keys of the editor do to Markdown: plain functions on a text and a selection.

All places are offsets in characters; the widget turns them into Qt's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

PART: Final = re.compile(r"^## ", re.MULTILINE)
_FENCE: Final = re.compile(r"^:::.*$", re.MULTILINE)
_WORD: Final = re.compile(r"[\w’'-]+")
_TYPED: Final = re.compile(r"\{([a-z0-9_.]*)$", re.IGNORECASE)
_FIELD_BEFORE: Final = re.compile(r"\{[A-Za-z0-9_.]*\}?$")
_BULLET: Final = re.compile(r"^[-*+] ")
_NUMBER: Final = re.compile(r"^\d+[.)] ")
_HEADING: Final = re.compile(r"^#{1,6} ")
_FACT: Final = re.compile(r"#([A-Za-z0-9_-]+)\}")
_BLANK: Final = "…"
"""What stands where something is to be typed; it means nothing in any language."""

FactKind = Literal["check", "yearly"]
BoxKind = Literal["warning", "tip"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts ``text`` in the place of ``start`` to ``end`` and selects ``select`` of the result."""

    start: int
    end: int
    text: str
    select: tuple[int, int]

    def done(self, before: str) -> str:
        """The whole text afterwards."""
        return before[: self.start] + self.text + before[self.end :]


Command = Callable[[str, int, int], Edit]
"""Takes the text and the selection (start, end)."""


def strong(text: str, start: int, end: int) -> Edit:
    """Makes the selection strong, or the word the cursor is in; or takes that back."""
    if start == end:
        start, end = _word_at(text, start)
    inside = text[start:end]
    if inside.startswith("**") and inside.endswith("**") and len(inside) >= 4:
        bare = inside[2:-2]
        return Edit(start, end, bare, (start, start + len(bare)))
    if text[:start].endswith("**") and text[end:].startswith("**"):
        return Edit(start - 2, end + 2, inside, (start - 2, end - 2))
    return Edit(start, end, f"**{inside}**", (start + 2, start + 2 + len(inside)))


def heading(text: str, start: int, end: int) -> Edit:
    """Makes the lines headings of parts, or takes that back."""
    return _lines(text, start, end, _HEADING, lambda _at: "## ")


def bullets(text: str, start: int, end: int) -> Edit:
    """Makes the lines a list, or takes that back."""
    return _lines(text, start, end, _BULLET, lambda _at: "- ")


def numbers(text: str, start: int, end: int) -> Edit:
    """Makes the lines a numbered list, or takes that back."""
    return _lines(text, start, end, _NUMBER, lambda at: f"{at}. ")


def box(kind: BoxKind) -> Command:
    """Puts the lines into a box; without any, an empty one."""

    def put(text: str, start: int, end: int) -> Edit:
        first, last = _line_ends(text, start, end)
        inside = text[first:last] or _BLANK
        return _alone(text, first, last, f"::: {kind}\n", inside, "\n:::")

    return put


def table(text: str, start: int, end: int) -> Edit:
    """An empty table of two columns, in a paragraph of its own."""
    del start
    _first, last = _line_ends(text, end, end)
    row = f"| {_BLANK} | {_BLANK} |"
    return _alone(text, last, last, "| ", _BLANK, f" | {_BLANK} |\n|---|---|\n{row}")


def code_link(text: str, start: int, end: int) -> Edit:
    """A link that prints as a QR code: alone in a paragraph, at the end of the text."""
    words = text[start:end].replace("\n", " ").strip() or _BLANK
    last = len(text.rstrip("\n"))
    return _alone(text, last, len(text), f"[{words}](", "https://", "){.qr}\n")


def fact(kind: FactKind) -> Command:
    """Marks the selection, or the word the cursor is in, as a fact to be confirmed."""

    def put(text: str, start: int, end: int) -> Edit:
        if start == end:
            start, end = _word_at(text, start)
        taken = set(_FACT.findall(text))
        name = next(f"fact_{n}" for n in range(1, len(taken) + 2) if f"fact_{n}" not in taken)
        head = f"[{text[start:end] or _BLANK}]{{.{kind} #"
        at = start + len(head)
        return Edit(start, end, f"{head}{name}}}", (at, at + len(name)))

    return put


def field(name: str) -> Command:
    """Puts a field in, in the place of what was typed of one."""

    def put(text: str, start: int, end: int) -> Edit:
        if start == end:
            begun = _FIELD_BEFORE.search(text[max(start - 80, 0) : start])
            if begun is not None and not begun.group().endswith("}"):
                start -= len(begun.group())
                end += text[end : end + 1] == "}"
        written = f"{{{name}}}"
        at = start + len(written)
        return Edit(start, end, written, (at, at))

    return put


def begun_field(before: str) -> str | None:
    """What of a field has been typed at the end of a line; None where none has been begun."""
    found = _TYPED.search(before)
    return None if found is None else found.group(1)


def parts(text: str) -> tuple[int, ...]:
    """Where the parts of a text begin; the first is what stands before all headings."""
    return (0, *(found.start() for found in PART.finditer(text) if found.start()))


def replaced(before: str, after: str) -> Edit:
    """The smallest edit that makes one text of the other."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    new = after[start : len(after) - end]
    return Edit(start, len(before) - end, new, (start + len(new), start + len(new)))


def _alike(one: str, other: str) -> int:
    """How many characters at the beginning are the same; by halving, for long texts."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _word_at(text: str, at: int) -> tuple[int, int]:
    first, last = _line_ends(text, at, at)
    for found in _WORD.finditer(text[first:last]):
        if first + found.start() < at < first + found.end():
            return first + found.start(), first + found.end()
    return at, at


def _line_ends(text: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the first line to the end of the last."""
    first = text.rfind("\n", 0, start) + 1
    if end > start and text[end - 1 : end] == "\n":
        end -= 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def _lines(
    text: str, start: int, end: int, mark: re.Pattern[str], made: Callable[[int], str]
) -> Edit:
    """Marks each line that holds something, or unmarks all where all of them are marked."""
    first, last = _line_ends(text, start, end)
    lines = text[first:last].split("\n")
    full = [line for line in lines if line.strip()]
    marked = bool(full) and all(mark.match(line) for line in full)
    changed, at = [], 0
    for line in lines:
        if not line.strip() and len(lines) > 1:
            changed.append(line)
            continue
        at += 1
        bare = _HEADING.sub("", _NUMBER.sub("", _BULLET.sub("", line)))
        changed.append(bare if marked else made(at) + bare)
    new = "\n".join(changed)
    if len(lines) > 1:
        return Edit(first, last, new, (first, first + len(new)))
    place = first + len(new)
    return Edit(first, last, new, (place, place))


def _alone(text: str, start: int, end: int, head: str, inside: str, tail: str) -> Edit:
    """Something in a paragraph of its own, with ``inside`` selected."""
    before = "" if not text[:start].strip("\n") else "\n" * (2 - _breaks(text[:start], -1))
    rest = text[end:]
    after = "" if not rest.strip("\n") else "\n" * (2 - _breaks(rest, 1))
    at = start + len(before) + len(head)
    return Edit(start, end, f"{before}{head}{inside}{tail}{after}", (at, at + len(inside)))


def _breaks(text: str, side: int) -> int:
    """Line breaks at the end (-1) or the beginning (1) of a text, two at most."""
    bare = text.rstrip("\n") if side < 0 else text.lstrip("\n")
    return min(len(text) - len(bare), 2)
