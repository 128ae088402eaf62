"""Typefaces of the window: Inter, then Noto for the scripts that Inter lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from PySide6.QtGui import QFont, QFontDatabase

from expatdesk.paths import resources_dir
from expatdesk.ui.tokens import SMALL_POINTS, TEXT_POINTS, TITLE_POINTS

FAMILIES: Final = (
    "Inter",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Hebrew",
    "Noto Sans Ethiopic",
    "Noto Sans Thai",
    "Noto Sans Bengali",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Kannada",
    "Noto Sans Khmer",
    "Noto Sans Lao",
    "Noto Sans Malayalam",
    "Noto Sans Myanmar",
    "Noto Sans Oriya",
    "Noto Sans Sinhala",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Thaana",
    "ExpatDesk CJK",
)
"""In this order a glyph is looked for; a family that is not there costs nothing."""

Role = Literal[
    "text",
    "strong",
    "button",
    "small",
    "small_strong",
    "key",
    "heading",
    "title",
    "figure",
    "amount",
    "amount_strong",
    "amount_small",
    "total",
    "product",
]

_ROLES: Final[dict[str, tuple[float, QFont.Weight, bool]]] = {
    # role: (points, weight, tabular figures)
    "text": (TEXT_POINTS, QFont.Weight.Normal, False),
    "strong": (TEXT_POINTS, QFont.Weight.DemiBold, False),
    "button": (TEXT_POINTS, QFont.Weight.Medium, False),
    "small": (SMALL_POINTS, QFont.Weight.Normal, False),
    "small_strong": (SMALL_POINTS, QFont.Weight.DemiBold, False),
    "key": (8.0, QFont.Weight.Medium, False),
    "heading": (11.5, QFont.Weight.Bold, False),
    "title": (TITLE_POINTS, QFont.Weight.Bold, False),
    "figure": (19.5, QFont.Weight.Bold, True),
    "amount": (TEXT_POINTS, QFont.Weight.Normal, True),
    "amount_strong": (TEXT_POINTS, QFont.Weight.DemiBold, True),
    "amount_small": (SMALL_POINTS, QFont.Weight.Normal, True),
    "total": (16.5, QFont.Weight.Bold, True),
    "product": (11.0, QFont.Weight.Bold, False),
}


def font(role: Role = "text") -> QFont:
    """A fresh font for one place in the window; sizes in points."""
    points, weight, tabular = _ROLES[role]
    made = QFont(list(FAMILIES))
    made.setPointSizeF(points)
    made.setWeight(weight)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def load_fonts(folder: Path | None = None) -> list[str]:
    """Makes the shipped fonts known to Qt (3 ms) and returns their families."""
    root = folder or resources_dir() / "fonts"
    families: list[str] = []
    for file in sorted(root.rglob("*")):
        if file.suffix.lower() not in {".ttf", ".otf"}:
            continue
        # The paper's own cut of Inter is not for the screen.
        if file.name.startswith("ExpatDeskPaper"):
            continue
        number = QFontDatabase.addApplicationFont(str(file))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    return families
