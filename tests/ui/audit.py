"""Looks over a window as somebody would who hears it, or reads it in Dutch."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from expatdesk.ui.fonts import font
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


def readable(window: QWidget) -> str:
    """Everything that can be read or heard in a window now, one text a line."""
    found: list[str] = []
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        elif isinstance(widget, QLineEdit):
            found.append(widget.displayText())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            found.append(widget.currentText())
        elif isinstance(widget, QAbstractItemView):
            model = widget.model()
            across = model.columnCount() if isinstance(widget, QTableView) else 1
            cells = (
                model.index(line, at) for line in range(model.rowCount()) for at in range(across)
            )
            found += [str(cell.data()) for cell in cells]
    return "\n".join(text for text in found if text)


def cut_titles(window: QWidget) -> list[str]:
    """Titles of seen columns that do not fit over them."""
    found = []
    for table in window.findChildren(QTableView):
        head, model = table.horizontalHeader(), table.model()
        for at in range(model.columnCount()) if table.isVisible() else ():
            words = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
            width = QFontMetricsF(font("small_strong")).horizontalAdvance(words)
            if not table.isColumnHidden(at) and width > head.sectionSize(at) - 20:
                found.append(words)
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
