"""The signs of Markdown in a sheet's text, in the colours of the house."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from expatdesk.ui.theme import tokens

LONGEST: Final = 200_000
"""Characters up to which a text is coloured; beyond, typing must stay quick."""
FIELD: Final = re.compile(r"\{[A-Za-z_]\w*(?:\.\w+)*\}")
_HEADING: Final = re.compile(r"^#{1,6}\s.*$")
_FENCE: Final = re.compile(r"^:::\s*(\w*)\s*$")
_MARK: Final = re.compile(r"^\s*(?:[-*+]|\d+[.)])(?=\s)")
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK: Final = re.compile(r"\[([^\]]*)\](\([^)\s]*\)(?:\{\.qr\})?)")
_FACT_END: Final = re.compile(r"\]\{\.(?:check|yearly)\s+#[\w-]+\}")
_ROW: Final = re.compile(r"^\s*\|.*\|\s*$")
OUTSIDE, IN_TIP, IN_WARNING = 0, 1, 2
"""States of a line: within which box it stands."""


class Highlighter(QSyntaxHighlighter):
    """Colours one text line by line; fields, facts and problems are drawn by the editor."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self.dress()

    def dress(self) -> None:
        """Takes the colours of the theme that is shown now."""
        now = tokens()
        self._formats = {
            "heading": _format(now.accent, QFont.Weight.DemiBold),
            "mark": _format(now.accent, QFont.Weight.DemiBold),
            "strong": _format(None, QFont.Weight.DemiBold),
            "quiet": _format(now.ink2),
            "link": _format(now.accent),
            "field": _format(now.at_desk.ink),
            "warning": _format(now.arrived.ink, QFont.Weight.DemiBold),
            "tip": _format(now.accent, QFont.Weight.DemiBold),
        }

    def highlightBlock(self, text: str) -> None:
        if self.document().characterCount() > LONGEST:
            return
        before = max(self.previousBlockState(), OUTSIDE)
        fence = _FENCE.match(text)
        if fence is not None:
            self._fence(text, fence.group(1), before)
            return
        self.setCurrentBlockState(before)
        if _HEADING.match(text):
            self.setFormat(0, _units(text, len(text)), self._formats["heading"])
        else:
            self._line(text)
        for found in FIELD.finditer(text):
            self._paint(text, found.start(), found.end(), "field")

    def _fence(self, text: str, kind: str, before: int) -> None:
        states = {"warning": IN_WARNING, "tip": IN_TIP}
        self.setCurrentBlockState(states.get(kind, OUTSIDE))
        shown = kind or {IN_WARNING: "warning", IN_TIP: "tip"}.get(before, "quiet")
        named = self._formats.get(shown, self._formats["quiet"])
        self.setFormat(0, _units(text, len(text)), named)

    def _line(self, text: str) -> None:
        mark = _MARK.match(text)
        if mark is not None:
            self._paint(text, mark.start(), mark.end(), "mark")
        if _ROW.match(text):
            for at, sign in enumerate(text):
                if sign == "|":
                    self._paint(text, at, at + 1, "quiet")
        for found in _STRONG.finditer(text):
            self._paint(text, found.start(), found.end(), "strong")
        for found in _LINK.finditer(text):
            self._paint(text, found.start(1), found.end(1), "link")
            self._paint(text, found.start(2), found.end(2), "quiet")
        for found in _FACT_END.finditer(text):
            self._paint(text, found.start() + 1, found.end(), "quiet")

    def _paint(self, text: str, start: int, end: int, name: str) -> None:
        first = _units(text, start)
        self.setFormat(first, _units(text, end) - first, self._formats[name])


def _units(text: str, at: int) -> int:
    """A place in characters as Qt counts: signs beyond U+FFFF are two."""
    if text.isascii():
        return at
    return at + sum(sign > "\uffff" for sign in text[:at])


def _format(ink: str | None, weight: QFont.Weight | None = None) -> QTextCharFormat:
    made = QTextCharFormat()
    if ink is not None:
        made.setForeground(QColor(ink))
    if weight is not None:
        made.setFontWeight(weight)
    return made
