"""The keys of a preview, and its wheel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QWheelEvent

from expatdesk.i18n import N_, _
from expatdesk.ui.kit.text import doubled

if TYPE_CHECKING:
    from expatdesk.ui.kit.preview import PreviewPane

_LISTED: Final = (
    ("Ctrl++", N_("Paper larger")),
    ("Ctrl+-", N_("Paper smaller")),
    ("Ctrl+0", N_("Paper as wide as its place")),
)
_OVERLAP: Final = 40
"""Of what was seen before a Page key, px."""

Deed = Callable[[], object]


class PreviewKeys(QObject):
    """Takes the keys while the pane has the keyboard, also those that the page around it uses."""

    def __init__(self, pane: PreviewPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._actions = [self._listed(key) for key, _words in _LISTED]
        pane.installEventFilter(self)
        pane.viewport().installEventFilter(self)
        self.retranslate()

    def _listed(self, key: str) -> QAction:
        """Only for the sheet of keys (F1)."""
        action = QAction(self._pane)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._pane.addAction(action)
        return action

    def retranslate(self) -> None:
        """Says what they do again."""
        for action, (_key, words) in zip(self._actions, _LISTED, strict=True):
            action.setText(doubled(_(words)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if not isinstance(event, QKeyEvent) or watched is not self._pane:
            return False
        deed = self._deed(event)
        if deed is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            deed()
            return True
        return False

    def _wheel(self, event: QWheelEvent) -> bool:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.angleDelta().y():
            self._pane.zoom(1 if event.angleDelta().y() > 0 else -1)
        return True

    def _deed(self, event: QKeyEvent) -> Deed | None:
        """What a key does, if it is one of ours."""
        pane, key = self._pane, Qt.Key(event.key())
        last = pane.page_count() - 1
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            with_control: dict[Qt.Key, Deed] = {
                Qt.Key.Key_Plus: partial(pane.zoom, 1),
                Qt.Key.Key_Equal: partial(pane.zoom, 1),
                Qt.Key.Key_Minus: partial(pane.zoom, -1),
                Qt.Key.Key_0: partial(pane.set_fit, "width"),
                Qt.Key.Key_Home: partial(pane.go_to, 0),
                Qt.Key.Key_End: partial(pane.go_to, last),
            }
            return with_control.get(key)
        alone: dict[Qt.Key, Deed] = {
            Qt.Key.Key_Home: partial(pane.go_to, 0),
            Qt.Key.Key_End: partial(pane.go_to, last),
            Qt.Key.Key_PageDown: partial(self._leaf, 1),
            Qt.Key.Key_PageUp: partial(self._leaf, -1),
        }
        return alone.get(key)

    def _leaf(self, steps: int) -> None:
        """A page further where whole pages are seen, otherwise as much as is seen."""
        pane, bar = self._pane, self._pane.verticalScrollBar()
        if pane.fit == "page":
            pane.go_to(pane.page() + steps)
        else:
            bar.setValue(bar.value() + steps * (pane.viewport().height() - _OVERLAP))
