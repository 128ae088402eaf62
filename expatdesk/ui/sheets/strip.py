"""A sentence over the texts that stays until it is dealt with, with its buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from expatdesk.ui import icons
from expatdesk.ui.kit import PlainLabel, SmallQuietButton, Text, row
from expatdesk.ui.theme import tokens

_SIGNS = {"info": "info", "warning": "alert", "error": "circle-x"}


class Strip(QFrame):
    """``say`` shows it, ``clear`` takes it away; up to three buttons, each with its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = "info"
        self.setProperty("kind", "notice")
        self._sign = QLabel()
        self.message = PlainLabel("", role="small", wrap=True)
        self.buttons = [SmallQuietButton("") for _at in range(3)]
        self._acts: list[Callable[[], object]] = []
        line = row(spacing=8, margins=(10, 4, 6, 4), parent=self)
        line.addWidget(self._sign)
        line.addWidget(self.message, 1)
        for button in self.buttons:
            line.addWidget(button)
            button.clicked.connect(self._pressed)
        self.hide()

    def say(
        self,
        level: str,
        message: Text,
        *acts: tuple[Text, str | None, Callable[[], object]],
    ) -> None:
        """Shows a sentence at ``level`` info, warning or error; each act has words and a key."""
        self._level = level
        self.setProperty("level", level)
        self.style().unpolish(self)
        self.style().polish(self)
        self.message.set_text(message)
        self._acts = [act for _words, _key, act in acts]
        for at, button in enumerate(self.buttons):
            given = at < len(acts)
            button.set_text(acts[at][0] if given else "")
            button.set_key(acts[at][1] if given else None)
            button.setVisible(given)
        self._draw()
        self.show()

    def clear(self) -> None:
        """Nothing more to say."""
        self._acts = []
        for button in self.buttons:
            button.set_key(None)
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()
        super().changeEvent(event)

    @Slot()
    def _pressed(self) -> None:
        for act, button in zip(self._acts, self.buttons, strict=False):
            if button is self.sender():
                act()
                return

    def _draw(self) -> None:
        if not hasattr(self, "_sign"):
            return
        now = tokens()
        ink = {"warning": now.arrived, "error": now.error}.get(self._level, now.info).ink
        self._sign.setPixmap(icons.pixmap(_SIGNS[self._level], ink, 16, self.devicePixelRatioF()))
