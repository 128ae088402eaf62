"""F1: all keys of the window that has the focus, gathered from its actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit.buttons import PrimaryButton
from expatdesk.ui.kit.layout import ScrollColumn, column, row
from expatdesk.ui.kit.paint import key_name
from expatdesk.ui.kit.pill import Pill
from expatdesk.ui.kit.text import PageTitle, PlainLabel


def keys_of(window: QWidget) -> list[tuple[str, str]]:
    """(keys, words) of every action of ``window`` that works now, each key once."""
    found: dict[str, str] = {}
    for action in window.findChildren(QAction):
        if not action.shortcuts() or not action.isEnabled() or not _is_seen(action):
            continue
        words = action.text().replace("&&", "&")
        names = [key_name(key) for key in action.shortcuts()]
        shown = " · ".join(dict.fromkeys(names))
        if words and shown not in found:
            found[shown] = words
    return sorted(found.items(), key=_rank)


def _is_seen(action: QAction) -> bool:
    return any(
        isinstance(owner, QWidget) and owner.isVisible() and owner.isEnabled()
        for owner in action.associatedObjects()
    )


def _rank(entry: tuple[str, str]) -> tuple[int, int, str]:
    """Enter first, then the function keys by number, then the rest."""
    key = entry[0].split(" · ")[0]
    if key == key_name("Return"):
        return (0, 0, "")
    if key[:1] == "F" and key[1:].isdigit():
        return (1, int(key[1:]), "")
    return (2, len(key.split()), key)


class KeySheet(QDialog):
    """The keys in two columns; Esc or Enter closes it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        self.setAccessibleName(_("Keys"))
        entries = keys_of(window)
        body = column(spacing=12, margins=(20, 18, 20, 16), parent=self)
        body.addWidget(PageTitle(_("Keys of this window")))
        scroll = ScrollColumn()
        scroll.content.addLayout(_grid(entries))
        scroll.content.addStretch(1)
        body.addWidget(scroll, 1)
        body.addLayout(row(None, PrimaryButton(_("Close"), key="Return", on=self.accept)))
        rows = (len(entries) + 1) // 2
        self.resize(720, min(140 + rows * 30, 640))

    @staticmethod
    def shown_over(window: QWidget) -> KeySheet:
        """Opens the sheet over ``window`` without waiting for it."""
        sheet = KeySheet(window)
        sheet.open()
        return sheet


def _grid(entries: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    half = (len(entries) + 1) // 2
    for at, (keys, words) in enumerate(entries):
        line, side = (at, 0) if at < half else (at - half, 3)
        grid.addWidget(Pill(keys), line, side, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(PlainLabel(words), line, side + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(2, 16)
    grid.setColumnStretch(4, 1)
    return grid
