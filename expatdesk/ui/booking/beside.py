"""A button in one line with labelled fields."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from expatdesk.ui.kit import PlainLabel, column


def beside_fields(button: QWidget) -> QWidget:
    """The button as low as a field under its label, whatever error stands under that."""
    holder = QWidget()
    column(PlainLabel(" ", role="small"), button, spacing=4, parent=holder)
    return holder
