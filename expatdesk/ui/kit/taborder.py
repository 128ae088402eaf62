"""Tab goes through a page as the eye does: line by line, from left to right."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

_LINE = 12
"""Middles that lie closer together than this stand in one line, px."""


def follow_the_eye(*parts: QWidget) -> None:
    """Chains what can have the keyboard in these parts, also what was added later.

    By place and not by layout: Qt deletes the items of layouts without telling Python, whose
    handles on them would then point to nothing.
    """
    stops = [stop for part in parts for stop in _stops(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(part: QWidget) -> list[QWidget]:
    found = []
    # The list of a field of choices is a window of its own and no stop.
    inside = [w for w in (part, *part.findChildren(QWidget)) if w.window() is part.window()]
    for widget in inside:
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(part):
            middle = widget.mapTo(part, QPoint(0, widget.height() // 2))
            found.append((middle.y(), middle.x(), widget))
    found.sort(key=lambda one: one[0])
    lines: list[list[tuple[int, int, QWidget]]] = []
    for one in found:
        if lines and one[0] - lines[-1][0][0] <= _LINE:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [widget for line in lines for _y, _x, widget in sorted(line, key=lambda one: one[1])]
