"""Breaking a text into lines of a given width, and making it as large as its box allows."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from expatdesk.documents.breaks import clusters, pieces
from expatdesk.documents.plaintext import drawable
from expatdesk.documents.typeface import Face, typeface
from expatdesk.documents.typesetting import END_OF_ISOLATE, ISOLATE, plain_ink, set_line

__all__ = ["Fitted", "fitted", "measure", "pieces", "reach", "wrap"]

_HAIR = 0.001
"""Points that sums may be wrong by."""
_STEP = 0.25
"""Points between two sizes that are tried."""
_LEADING = 1.22
"""Of a text in a box, in sizes; more where its script reaches further."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text in a box; ``leading`` is the distance of two baselines, all in points."""

    size: float
    lines: tuple[str, ...]
    leading: float
    top: float
    """From the top of the box to the first baseline."""
    height: float


def wrap(text: str, face: Face, size: float, width: float) -> list[str]:
    """The lines, at least one, none wider than ``width`` points; nothing is lost or cut off.

    Lines end where UAX #14 lets them; a word longer than a line is cut between its clusters.
    """
    return _Ruler(face).wrap(drawable(text, face), size, width)


def measure(text: str, face: Face, size: float) -> float:
    """Width of any text on one line, in points."""
    return _Ruler(face).width(drawable(text, face), size)


def reach(line: str, face: Face, size: float) -> tuple[float, float]:
    """How far a line of another script reaches above and below its baseline, in points.

    Plain text of the face, for which all leading is made, says 0.
    """
    shown = drawable(line, face)
    if typeface(face).drawable.issuperset(shown):
        return 0.0, 0.0
    return _ink(shown, face, size)


def fitted(
    text: str, face: Face, width: float, height: float, largest: float, smallest: float
) -> Fitted:
    """``text`` in the largest size at which it fits into ``width`` × ``height`` points.

    Words are cut only where they are too long for the box at the smallest size. At that size the
    text is given whole, also where it is higher than the box; nothing is ever left out.
    """
    shown = drawable(text, face)
    ruler = _Ruler(face)
    sizes = _sizes(smallest, largest)
    word = ruler.longest_word(shown)
    if word * smallest <= width:
        sizes = [size for size in sizes if word * size <= width]
    first, last = 0, len(sizes) - 1
    while first < last:
        middle = (first + last + 1) // 2
        lines = ruler.wrap(shown, sizes[middle], width)
        if _in_box(lines, face, sizes[middle]).height <= height:
            first = middle
        else:
            last = middle - 1
    return _in_box(_evened(shown, ruler, sizes[first], width), face, sizes[first])


def _sizes(smallest: float, largest: float) -> list[float]:
    """From small to large."""
    steps = max(0, math.ceil((largest - smallest) / _STEP))
    return [smallest + step * _STEP for step in range(steps)] + [max(smallest, largest)]


def _in_box(lines: Sequence[str], face: Face, size: float) -> Fitted:
    above, below = 0.76 * size, 0.24 * size
    for line in lines:
        up, down = _ink(line, face, size)
        above, below = max(above, up), max(below, down)
    leading = max(_LEADING * size, above + below)
    height = above + leading * (len(lines) - 1) + below
    return Fitted(size, tuple(lines), leading, above, height)


def _ink(shown: str, face: Face, size: float) -> tuple[float, float]:
    if typeface(face).drawable.issuperset(shown):
        above, below = plain_ink(shown, face)
    else:
        above, below = set_line(shown, face).ink()
    return above * size / 1000, below * size / 1000


def _evened(text: str, ruler: _Ruler, size: float, width: float) -> list[str]:
    """No more lines than the width needs, but of like length: no last line of one short word."""
    best = ruler.wrap(text, size, width)
    word = ruler.longest_word(text) * size
    if len(best) == 1 or word > width:
        return best
    narrow, wide = max(word, width / len(best)), width
    for _turn in range(6):
        middle = (narrow + wide) / 2
        tried = ruler.wrap(text, size, middle)
        if len(tried) <= len(best):
            best, wide = tried, middle
        else:
            narrow = middle
    return best


class _Ruler:
    """Measures and breaks text of one face; what it measured once it knows at every size."""

    def __init__(self, face: Face) -> None:
        self._known = typeface(face)
        self._widths: dict[str, float] = {}

    def width(self, text: str, size: float) -> float:
        if self._known.drawable.issuperset(text):
            return self._known.width(text, size)
        if text not in self._widths:
            self._widths[text] = set_line(text, self._known.face).width / 1000
        return self._widths[text] * size

    def longest_word(self, text: str) -> float:
        """Width of the longest piece that does not have to be cut, at the size of 1."""
        return max(self.width(piece.rstrip(" "), 1) for piece in pieces(text) or [""])

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        if self.width(text, size) <= width:
            return [text]
        lines = self._broken(text, size, width)
        tidy = [line for line in (each.strip(" ") for each in lines) if line]
        return _closed(tidy) if ISOLATE in text else tidy or [""]

    def _broken(self, text: str, size: float, width: float) -> Iterator[str]:
        queue = deque(pieces(text))
        line: list[str] = []
        used = 0.0
        while queue or line:
            piece = queue.popleft() if queue else ""
            if piece and used + self.width(piece.rstrip(" "), size) <= width:
                line.append(piece)
                used += self.width(piece, size)
            elif line:
                if piece:
                    queue.appendleft(piece)
                # Pieces may take a little more together than each alone.
                while len(line) > 1 and not self._holds("".join(line), size, width):
                    queue.appendleft(line.pop())
                yield "".join(line)
                line, used = [], 0.0
            else:
                head = self._longest(piece, size, width)
                if rest := piece[len(head) :]:
                    queue.appendleft(rest)
                yield head

    def _holds(self, line: str, size: float, width: float) -> bool:
        return self.width(line.rstrip(" "), size) <= width + _HAIR

    def _longest(self, word: str, size: float, width: float) -> str:
        """As many clusters of ``word`` as fit, at least one."""
        parts = list(clusters(word))
        low, high = 1, len(parts)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width("".join(parts[:middle]), size) <= width:
                low = middle
            else:
                high = middle - 1
        return "".join(parts[:low])


def _closed(lines: Iterable[str]) -> list[str]:
    """Isolates that go on over the end of a line are closed there and opened again."""
    closed, opened = [], 0
    for line in lines:
        whole = ISOLATE * opened + line
        opened = whole.count(ISOLATE) - whole.count(END_OF_ISOLATE)
        closed.append(whole + END_OF_ISOLATE * opened)
    return closed
