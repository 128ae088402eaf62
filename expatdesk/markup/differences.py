"""What changed between two texts: by lines, and by words inside the lines that changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[^\s\W]+|[^\w\s]")

# Comparing costs up to the product of both lengths. Past this many steps in all, what is still
# to be compared is said to be replaced as a whole: coarse, and true.
_STEPS = 3_000_000
_LIKE = 0.3


class ChangeKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text; all that is same or removed is the old text, same or added the new."""

    kind: ChangeKind
    text: str


def differences(old: str, new: str) -> tuple[Change, ...]:
    """The way from the old text to the new one; quick on texts of a million characters."""
    found = _Compared().lines(old.splitlines(keepends=True), new.splitlines(keepends=True))
    return tuple(_joined(found))


class _Compared:
    def __init__(self) -> None:
        self._left = _STEPS

    def lines(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
        """Lines that each text has once hold the two together; between them is compared."""
        head, tail = _common_ends(old, new)
        yield _same(old[:head])
        inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
        at_old = at_new = 0
        for here, there in [*_anchors(inner_old, inner_new), (len(inner_old), len(inner_new))]:
            yield from self._between(inner_old[at_old:here], inner_new[at_new:there])
            yield _same(inner_old[here : here + 1])
            at_old, at_new = here + 1, there + 1
        yield _same(old[len(old) - tail :])

    def _between(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
        if not self._affords(old, new):
            yield from _replaced("".join(old), "".join(new))
            return
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
            if tag == "equal":
                yield _same(old[i1:i2])
            else:
                yield from self._words("".join(old[i1:i2]), "".join(new[j1:j2]))

    def _words(self, old: str, new: str) -> Iterator[Change]:
        before, after = _WORDS.findall(old), _WORDS.findall(new)
        if not before or not after or not self._affords(before, after):
            yield from _replaced(old, new)
            return
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        if _likeness(matcher, before, after) < _LIKE:
            # A few words in common are chance: two sentences read better than a patchwork.
            yield from _replaced(old, new)
            return
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                yield _same(before[i1:i2])
            else:
                yield from _replaced("".join(before[i1:i2]), "".join(after[j1:j2]))

    def _affords(self, old: Sequence[str], new: Sequence[str]) -> bool:
        self._left -= len(old) * len(new)
        return self._left >= 0


def _likeness(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> float:
    """The share of words, not counting spaces, that both have in the same order."""
    shared = sum(
        not old[at].isspace()
        for block in matcher.get_matching_blocks()
        for at in range(block.a, block.a + block.size)
    )
    words = sum(not word.isspace() for word in (*old, *new))
    return 2 * shared / words if words else 0.0


def _common_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of lines that stand once in each text, as many as come in the same order."""
    once_old = {line for line, count in Counter(old).items() if count == 1 and line.strip()}
    places = {line: at for at, line in enumerate(new) if line in once_old}
    once_new = {line for line, count in Counter(new).items() if count == 1}
    pairs = [
        (at, places[line]) for at, line in enumerate(old) if line in places and line in once_new
    ]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs whose second numbers rise (patience sorting)."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_at, place) in enumerate(pairs):
        pile = bisect_left(ends, place)
        before.append(tops[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(place)
            tops.append(index)
        else:
            ends[pile] = place
            tops[pile] = index
    chosen: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _same(lines: Sequence[str]) -> Change:
    return Change(ChangeKind.SAME, "".join(lines))


def _replaced(old: str, new: str) -> Iterator[Change]:
    yield Change(ChangeKind.REMOVED, old)
    yield Change(ChangeKind.ADDED, new)


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """Neighbours of one kind as one; what was removed stands before what came for it."""
    removed: list[str] = []
    added: list[str] = []
    same: list[str] = []
    for change in changes:
        if not change.text:
            continue
        if change.kind is ChangeKind.SAME:
            if removed or added:
                yield from _pending(removed, added)
            same.append(change.text)
            continue
        if same:
            yield Change(ChangeKind.SAME, "".join(same))
            same = []
        (removed if change.kind is ChangeKind.REMOVED else added).append(change.text)
    if same:
        yield Change(ChangeKind.SAME, "".join(same))
    yield from _pending(removed, added)


def _pending(removed: list[str], added: list[str]) -> Iterator[Change]:
    for kind, texts in ((ChangeKind.REMOVED, removed), (ChangeKind.ADDED, added)):
        if texts:
            yield Change(kind, "".join(texts))
        texts.clear()
