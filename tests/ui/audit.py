"""Looks over a window as somebody would who hears it, or reads it in Dutch."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QWidget

from expatdesk.ui.kit.button import Button
from expatdesk.ui.kit.text import PlainLabel


def nameless(window: QWidget) -> list[str]:
    """Widgets that can have the keyboard and have no name to be read aloud.

    What is hidden for now is not looked at: show it first. A scroll area is its content.
    """
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        takes_keys = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        inner = widget.objectName().startswith("qt_")
        if inner or isinstance(widget, QScrollArea) or widget.isHidden():
            continue
        # The list of a choice takes its name when it opens.
        if isinstance(widget.parent(), QWidget) and isinstance(widget.parent().parent(), QComboBox):
            continue
        if takes_keys and not _name(widget):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or getattr(widget, "text", str)()


def rich_labels(window: QWidget) -> list[str]:
    """Labels that would read their text as HTML."""
    return [
        label.text()
        for label in window.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and label.text()
    ]


def cut_texts(window: QWidget) -> list[str]:
    """Seen words that do not fit into their place; data may be cut, words may not."""
    found = []
    for widget in window.findChildren(QWidget):
        cut = isinstance(widget, PlainLabel | Button) and widget.is_cut()
        if cut and widget.isVisible():
            found.append(widget.text())
    return found


def doubled_keys(window: QWidget) -> list[str]:
    """Keys that two actions of the window claim while both can be seen."""
    seen: dict[str, QAction] = {}
    twice = []
    for action in window.findChildren(QAction):
        owners = [owner for owner in action.associatedObjects() if isinstance(owner, QWidget)]
        if not action.isEnabled() or not any(owner.isVisible() for owner in owners):
            continue
        for key in action.shortcuts():
            name = key.toString()
            if name in seen and seen[name] is not action:
                twice.append(name)
            seen[name] = action
    return twice
