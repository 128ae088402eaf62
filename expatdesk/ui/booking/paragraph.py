"""Small wrapped text that keeps its height."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from expatdesk.ui.kit import PlainLabel, Text
from expatdesk.ui.kit.text import ToneName


class Paragraph(PlainLabel):
    """Several lines that are never squeezed.

    A scrolled column asks wrapped text for the height of one line and cuts the others.
    """

    def __init__(self, text: Text = "", *, tone: ToneName = "normal") -> None:
        super().__init__(text, role="small", tone=tone, wrap=True)

    def refresh(self) -> None:
        super().refresh()
        self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        if self.wordWrap() and self.width() > 0:
            self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))
