"""What is wrong with the texts, each with the way to where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.ui.kit import Button, PlainLabel, clear, column
from expatdesk.ui.kit.button import Look
from expatdesk.ui.theme import tokens

MOST: Final = 3
"""Lines that are shown; F8 goes through all."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong at a place of a language. ``grave``: it cannot be published like this."""

    language: str
    language_name: str
    line: int
    start: int
    end: int
    words: str
    grave: bool


class _Line(Button):
    """One problem; pressed, it leads there."""

    role = "small"
    height_px = 24
    padding = 4.0
    grows = True

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        sign = "✗" if trouble.grave else "!"
        where = _("{language}, line {line}").format(
            language=trouble.language_name, line=trouble.line
        )
        super().__init__(f"{sign} {where}: {trouble.words}")

    def look(self) -> Look:
        now = tokens()
        tone = now.error if self.trouble.grave else now.arrived
        return Look(tone.ink, tone.ground if self._hot() else None)

    def is_cut(self) -> bool:
        return False  # what somebody wrote stands in it, and may be long: whole as tool tip

    def _draw_content(self, painter: QPainter, place: QRectF, look: Look) -> None:
        words = place.adjusted(self.padding, 0, -self.padding, 0)
        painter.setFont(self.font())
        painter.setPen(QColor(look.ink))
        shown = QFontMetricsF(self.font()).elidedText(
            self.accessibleName(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), shown)


class ProblemList(QWidget):
    """``wanted`` carries the problem that somebody wants to see."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Trouble, ...] = ()
        self._said: tuple[Trouble, ...] | None = None
        self.more = PlainLabel(self._said_more, role="small", tone="muted")
        self._lines = column(spacing=0)
        column(self._lines, self.more, spacing=0, parent=self)
        self.hide()

    def show_troubles(self, found: Sequence[Trouble]) -> None:
        """Shows these, in the order of the texts."""
        self._found = tuple(found)
        shown = self._found[:MOST]
        if shown != self._said:
            self._said = shown
            clear(self._lines)
            for trouble in shown:
                line = _Line(trouble)
                line.clicked.connect(self._pressed)
                self._lines.addWidget(line)
        self.more.refresh()
        self.more.setVisible(len(self._found) > 1)
        self.setVisible(bool(self._found))

    def troubles(self) -> tuple[Trouble, ...]:
        """All that is wrong."""
        return self._found

    def after(self, language: str, place: int, *, back: bool = False) -> Trouble | None:
        """The next problem after a place of a language, or before it; round and round."""
        if not self._found:
            return None
        codes = list(dict.fromkeys(trouble.language for trouble in self._found))
        rank = {code: at for at, code in enumerate(codes)}
        here = (rank.get(language, 0), place)
        places = [(rank[trouble.language], trouble.start) for trouble in self._found]
        if back:
            earlier = [at for at, one in enumerate(places) if one < here]
            return self._found[earlier[-1] if earlier else -1]
        later = [at for at, one in enumerate(places) if one > here]
        return self._found[later[0] if later else 0]

    def _said_more(self) -> str:
        count = len(self._found)
        words = ngettext("{count} problem", "{count} problems", count).format(count=count)
        return _("{problems} · F8 leads to the next").format(problems=words)

    @Slot()
    def _pressed(self) -> None:
        line = self.sender()
        if isinstance(line, _Line):
            self.wanted.emit(line.trouble)
