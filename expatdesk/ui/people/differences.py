"""Two versions of one record side by side: each line is taken from one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit import PlainLabel, Text, ToggleButton, clear, say

EMPTY = "–"


@dataclass(frozen=True)
class Difference:
    """One field that differs. ``keep_mine``: what is chosen at first."""

    name: str
    label: Text
    mine: Text
    theirs: Text
    keep_mine: bool


class _Choice(ToggleButton):
    """A value that can be chosen; a long one is cut, and whole in its tool tip."""

    def is_cut(self) -> bool:
        return False


class Differences(QWidget):
    """A line for each field that differs, with what was typed here and what stands there now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._groups: list[QButtonGroup] = []
        self._mine: dict[str, ToggleButton] = {}
        self._theirs: dict[str, ToggleButton] = {}

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Shows these instead of what was shown."""
        clear(self._grid)
        for group in self._groups:
            group.deleteLater()
        self._groups, self._mine, self._theirs = [], {}, {}
        heads: tuple[Text, ...] = (lambda: _("Typed here"), lambda: _("Saved meanwhile"))
        for at, words in enumerate(heads, 1):
            self._grid.addWidget(PlainLabel(words, role="small_strong", tone="muted"), 0, at)
        for line, each in enumerate(found, 1):
            self._add(line, each)

    def keeps_mine(self) -> Mapping[str, bool]:
        """Of each field whether what was typed here is kept."""
        return {name: button.isChecked() for name, button in self._mine.items()}

    def choose(self, name: str, *, mine: bool) -> None:
        """Presses one of the two values of a field."""
        (self._mine if mine else self._theirs)[name].setChecked(True)

    def _add(self, line: int, each: Difference) -> None:
        group = QButtonGroup(self)
        self._groups.append(group)
        self._grid.addWidget(PlainLabel(each.label, role="small", tone="muted"), line, 0)
        for at, (words, chosen, kept) in enumerate(
            (
                (each.mine, each.keep_mine, self._mine),
                (each.theirs, not each.keep_mine, self._theirs),
            ),
            1,
        ):
            button = _Choice(_shown(words), checked=chosen, grows=True)
            button.setAccessibleName(f"{say(each.label)}: {say(_shown(words))}")
            group.addButton(button)
            kept[each.name] = button
            self._grid.addWidget(button, line, at)


def _shown(words: Text) -> Callable[[], str]:
    return lambda: say(words) or EMPTY
