"""What the parts of a receipt share while it is laid out: paper, words, styles, width."""

from __future__ import annotations

from dataclasses import dataclass

from expatdesk.documents.letterheads.bands import Align, Band, Cell, cell, row
from expatdesk.documents.letterheads.pages import A5, ROLL_58, ROLL_80, Sheet
from expatdesk.documents.letterheads.style import NARROW_ROLL, ROLL, TILL, Scale, Style
from expatdesk.documents.parts import Languages, Layout
from expatdesk.documents.wording import Wording, wording
from expatdesk.documents.wrapping import measure


@dataclass(frozen=True, slots=True)
class Form:
    """A paper of the till on its way to being bands."""

    say: Wording
    layout: Layout
    scale: Scale
    sheet: Sheet

    @property
    def width(self) -> float:
        return self.sheet.inner

    @property
    def is_roll(self) -> bool:
        return self.layout.is_roll

    def pair(self, label: str, *values: tuple[str, Style]) -> Band:
        """A label on the left, a value on the right, each line of it flush right."""
        style = self.scale.second
        wanted = max(measure(text, used.face, used.size) for text, used in values)
        most = max(self.width * 0.55, self.width - wanted - 2)
        column = min(measure(label, style.face, style.size) + 10, most)
        return row(
            Cell(0, column, _label(label, style, column)),
            Cell(column, self.width - column, values, Align.RIGHT),
            above=1.5,
        )

    def sum(self, label: str, amount: str, style: Style | None = None, detail: str = "") -> Band:
        """A line of the bill: what, and how much."""
        used = style or self.scale.second
        column = measure(amount, used.face, used.size)
        left = self.width - column - 8
        details = ((detail, self.scale.small),) if detail else ()
        return row(
            Cell(0, left, (*_label(label, used, left), *details)),
            cell(self.width - column, column, amount, used, Align.RIGHT),
            above=1.5,
        )


def _label(label: str, style: Style, width: float) -> tuple[tuple[str, Style], ...]:
    """Both languages on one line where they fit, otherwise under each other."""
    if measure(label, style.face, style.size) <= width:
        return ((label, style),)
    *heads, last = label.split(" / ")
    return (*((f"{head} /", style) for head in heads), (last, style))


def form(layout: Layout, languages: Languages) -> Form:
    if layout is Layout.ROLL:
        return Form(wording(languages), layout, ROLL, ROLL_80)
    if layout is Layout.ROLL_58:
        return Form(wording(languages), layout, NARROW_ROLL, ROLL_58)
    return Form(wording(languages), layout, TILL, A5)
