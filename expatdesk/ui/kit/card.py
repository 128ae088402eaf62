"""Surfaces: the card with its title and its small action, rows of a card, the inspector."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from expatdesk.ui.fonts import Role
from expatdesk.ui.kit.buttons import LinkButton
from expatdesk.ui.kit.layout import ScrollColumn, column, row
from expatdesk.ui.kit.text import PlainLabel, Text, ToneName

INSPECTOR_WIDTH = 372
"""Width of the panel at the right of a page, px."""


class Card(QFrame):
    """A white surface with a hairline. Add to ``content`` (a QVBoxLayout).

    ``title`` stands small and muted above the content, ``action`` as a link at its right;
    ``large`` sets the title in the size of the text, as on the opening screen.
    """

    def __init__(
        self,
        title: Text | None = None,
        *,
        action: Text | None = None,
        on_action: Callable[[], object] | None = None,
        large: bool = False,
        padding: int = 12,
        spacing: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.title: PlainLabel | None = None
        self.action: LinkButton | None = None
        self.head = row(spacing=8)
        self.content = column(spacing=spacing)
        body = column(spacing=8, margins=(padding, padding, padding, padding), parent=self)
        if title is not None:
            tone: ToneName = "normal" if large else "muted"
            self.title = PlainLabel(title, role="strong" if large else "small_strong", tone=tone)
            self.head.addWidget(self.title, 1)
        if action is not None:
            self.action = LinkButton(action, on=on_action)
            self.action.setFixedHeight(22)
            self.head.addWidget(self.action)
        if title is not None or action is not None:
            body.addLayout(self.head)
        body.addLayout(self.content)

    def set_title(self, title: Text) -> None:
        """Shows another title (a card made without one has no place for it)."""
        if self.title is not None:
            self.title.set_text(title)

    def add(self, part: QWidget | QLayout) -> None:
        """Puts one more part at the end of the content."""
        if isinstance(part, QWidget):
            self.content.addWidget(part)
        else:
            self.content.addLayout(part)


class KeyValueRow(QWidget):
    """A word at the left, its value at the right ("Subtotal … 105.88")."""

    def __init__(
        self,
        key: Text,
        value: Text | QWidget = "",
        *,
        role: Role = "small",
        strong: bool = False,
        tone: ToneName = "normal",
        personal: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        key_role: Role = "strong" if strong else role
        value_role: Role = "amount_strong" if strong else _tabular(role)
        self.key = PlainLabel(key, role=key_role, tone=tone)
        self.value: PlainLabel | None = None
        line = row(spacing=12, parent=self)
        line.addWidget(self.key, 1)
        if isinstance(value, QWidget):
            line.addWidget(value)
        else:
            self.value = PlainLabel(
                value,
                role=value_role,
                tone=tone,
                personal=personal,
                align=Qt.AlignmentFlag.AlignRight,
            )
            line.addWidget(self.value)

    def set_value(self, value: Text) -> None:
        """Shows another value."""
        if self.value is not None:
            self.value.set_text(value)

    def set_key(self, key: Text) -> None:
        """Shows another word."""
        self.key.set_text(key)


def _tabular(role: Role) -> Role:
    return "amount_small" if role == "small" else "amount"


class FigureCard(Card):
    """One figure of the day: a small word, the figure, and what it is made of."""

    def __init__(self, label: Text, *, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, spacing=4, parent=parent)
        self.label = PlainLabel(label, role="small", tone="muted")
        self.figure = PlainLabel("", role="figure")
        self.detail = PlainLabel("", role="small", tone="muted")
        for part in (self.label, self.figure, self.detail):
            self.content.addWidget(part)

    def show_figure(self, figure: Text, detail: Text = "", tone: ToneName = "muted") -> None:
        """Shows the figure and the line under it."""
        self.figure.set_text(figure)
        self.detail.set_text(detail)
        self.detail.set_tone(tone)


class Inspector(QFrame):
    """The panel at the right of a page: ``content`` scrolls, ``foot`` stays at the bottom."""

    def __init__(
        self,
        *,
        width: int = INSPECTOR_WIDTH,
        surface: str = "panel",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wide = width
        self.setProperty("kind", "inspector")
        self.setProperty("surface", surface)
        self.setMinimumWidth(min(300, width))
        self.setMaximumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.scroller = ScrollColumn(spacing=12, margins=(18, 16, 18, 12))
        self.content = self.scroller.content
        self.foot = column(spacing=12, margins=(18, 8, 18, 14))
        body = column(spacing=0, parent=self)
        body.addWidget(self.scroller, 1)
        body.addLayout(self.foot)

    def sizeHint(self) -> QSize:
        return QSize(self._wide, super().sizeHint().height())
