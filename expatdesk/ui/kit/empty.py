"""What an empty place says: what belongs there, and the button that makes the first one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from expatdesk.ui import icons
from expatdesk.ui.kit.buttons import SecondaryButton
from expatdesk.ui.kit.layout import column, row
from expatdesk.ui.kit.text import PlainLabel, Text
from expatdesk.ui.theme import tokens


class EmptyState(QWidget):
    """An icon, a sentence or two, and, where something can be made, the button for it."""

    def __init__(
        self,
        icon: str,
        title: Text,
        words: Text = "",
        *,
        button: Text | None = None,
        key: str | None = None,
        on: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.title = PlainLabel(title, role="strong", elide=False, align=middle)
        self.words = PlainLabel(words, role="small", tone="muted", wrap=True, align=middle)
        self.words.setMaximumWidth(420)
        self.button: SecondaryButton | None = None
        body = column(None, self._picture, 4, self.title, spacing=6, parent=self)
        line = row(None)
        line.addWidget(self.words, 8)
        line.addStretch(1)
        body.addLayout(line)
        if button is not None:
            self.button = SecondaryButton(button, key=key, on=on, accent=True)
            body.addSpacing(8)
            body.addWidget(self.button, 0, middle)
        body.addStretch(1)
        self.setMinimumHeight(160)
        self._draw()

    def show_words(self, title: Text, words: Text = "") -> None:
        """Says something else."""
        self.title.set_text(title)
        self.words.set_text(words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self._picture.setPixmap(
            icons.pixmap(self._icon, tokens().ink3, 32, self.devicePixelRatioF())
        )
