"""A preview with its bar: which page, how large, and a search in the paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from expatdesk.i18n import N_, _
from expatdesk.ui.kit.buttons import IconButton, LinkButton
from expatdesk.ui.kit.layout import column, row
from expatdesk.ui.kit.preview import STEPS, PreviewPane
from expatdesk.ui.kit.preview_search import SearchRow
from expatdesk.ui.kit.text import PlainLabel, Text, doubled

if TYPE_CHECKING:
    from expatdesk.ui.operations import Operations

_SHARE: Final = 0.92
_KEYS: Final = (
    ("Ctrl+F", N_("Search in the paper")),
    ("F3", N_("Next find")),
    ("F11", N_("In a large window")),
)
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Preview(QWidget):
    """``pane`` shows the paper. Ctrl+F searches in it, F3 and Shift+F3 go from find to find.

    ``hide_wanted``: F12 was pressed in the large window, which the main window does not hear.
    """

    hide_wanted = Signal()

    def __init__(self, *, name: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = PreviewPane(name=name)
        self.bar = PreviewBar(self.pane)
        self.search = SearchRow(self.pane)
        column(self.bar, self.search, spacing=4, parent=self).addWidget(self.pane, 1)
        self.bar.search_wanted.connect(self.open_search)
        self.pane.installEventFilter(self)
        self._listed = [self._list(key) for key, _words in _KEYS]
        self.setFocusProxy(self.pane)
        self._name = name
        self._paper: tuple[bytes, Operations] | None = None
        self._large: LargePreview | None = None
        self.bar.larger_wanted.connect(self.open_large)
        self._say()

    def _list(self, key: str) -> QAction:
        """Only for the sheet of keys (F1): they are taken by the event filter."""
        action = QAction(self.pane)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.pane.addAction(action)
        return action

    def show_pdf(self, pdf: bytes, operations: Operations) -> None:
        """As `PreviewPane.show_pdf`; a search goes on in the new paper."""
        self._paper = (pdf, operations)
        self.pane.show_pdf(pdf, operations)
        self.search.again()
        if self._large is not None:
            self._large.preview.show_pdf(pdf, operations)

    def show_words(self, words: Text) -> None:
        """As `PreviewPane.show_words`; the large view goes: what is hidden here is hidden there."""
        self._paper = None
        self.pane.show_words(words)
        if self._large is not None:
            self._large.close()

    @Slot()
    def open_large(self) -> None:
        """The same paper in a window of its own, as large as there is room."""
        if self._paper is None or self._large is not None:
            return
        self._large = LargePreview(self, self._name)
        self._large.finished.connect(self._large_closed)
        self._large.hide_wanted.connect(self.hide_wanted)
        self._large.preview.show_pdf(*self._paper)
        self._large.show()

    @Slot(int)
    def _large_closed(self, _result: int) -> None:
        self._large = None
        self.pane.setFocus()

    def page_count(self) -> int:
        """How many pages are shown."""
        return self.pane.page_count()

    @Slot()
    def open_search(self) -> None:
        """Puts the keyboard into the search, which appears."""
        if self.pane.can_search():
            self.search.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.pane or not isinstance(event, QKeyEvent):
            return False
        deed = self._deed(event)
        if deed is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            deed()
        return True

    def _deed(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does on the paper."""
        key, with_control = event.key(), event.modifiers() == _CTRL
        if key == Qt.Key.Key_F and with_control:
            return self.open_search
        if key == Qt.Key.Key_F3:
            return partial(self.pane.next_find, -1 if event.modifiers() & _SHIFT else 1)
        return self.open_large if key == Qt.Key.Key_F11 else None

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        for action, (_key, words) in zip(self._listed, _KEYS, strict=True):
            action.setText(doubled(_(words)))


class LargePreview(QDialog):
    """A paper as large as the window that it stands over. Esc closes it, and so does F12.

    ``hide_wanted``: by F12, which hides the names everywhere.
    """

    hide_wanted = Signal()

    def __init__(self, beside: Preview, name: Text) -> None:
        super().__init__(beside.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview = Preview(name=name)
        self.preview.bar.wide.hide()
        self.setWindowTitle(_("Preview"))
        column(self.preview, margins=(12, 10, 12, 12), parent=self)
        self.resize(beside.window().size() * _SHARE)
        self.preview.pane.set_fit("page")
        self.preview.pane.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Whoever hides names does not look for the right window first.
        if event.key() == Qt.Key.Key_F12:
            self.close()
            self.hide_wanted.emit()
        else:
            super().keyPressEvent(event)


class PreviewBar(QWidget):
    """Page 1 of 3, the size, and the ways to the search and to a larger view."""

    search_wanted = Signal()
    larger_wanted = Signal()

    def __init__(self, pane: PreviewPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pane = pane
        self.wide = IconButton(
            "external-link",
            lambda: _("In a large window (F11)"),
            on=self.larger_wanted.emit,
            small=True,
        )
        self.before = IconButton(
            "chevron-up", lambda: _("Page before"), on=self._page_before, small=True
        )
        self.page = PlainLabel(self._page_words, role="amount_small", tone="muted", elide=False)
        self.after = IconButton(
            "chevron-down", lambda: _("Next page"), on=self._page_after, small=True
        )
        self.smaller = IconButton(
            "minus", lambda: _("Smaller (Ctrl+-)"), on=self._smaller, small=True
        )
        self.scale = LinkButton(self._size_words, on=self._offer_sizes)
        self.larger = IconButton("plus", lambda: _("Larger (Ctrl++)"), on=self._larger, small=True)
        self.finder = IconButton(
            "search", lambda: _("Search in the paper"), on=self.search_wanted.emit, small=True
        )
        parts = (self.before, self.page, self.after, None, self.smaller, self.scale, self.larger)
        row(*parts, self.finder, self.wide, spacing=2, parent=self)
        pane.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Says page and size again."""
        pane = self._pane
        count = pane.page_count()
        for part in (self.before, self.page, self.after):
            part.setVisible(count > 1)
        self.before.setEnabled(pane.page() > 0)
        self.after.setEnabled(pane.page() < count - 1)
        for button in (self.smaller, self.scale, self.larger):
            button.setVisible(count > 0)
        self.finder.setVisible(count > 0 and pane.can_search())
        self.wide.setEnabled(count > 0 and pane.can_search())
        self.page.refresh()
        self.scale.retranslate()

    def _page_words(self) -> str:
        here, count = self._pane.page() + 1, self._pane.page_count()
        return _("{page} of {count}").format(page=here, count=count)

    def _size_words(self) -> str:
        if self._pane.fit == "width":
            return _("Fit width")
        return _("Whole page") if self._pane.fit == "page" else f"{self._pane.percent()} %"

    def _page_before(self) -> None:
        self._pane.go_to(self._pane.page() - 1)

    def _page_after(self) -> None:
        self._pane.go_to(self._pane.page() + 1)

    def _smaller(self) -> None:
        self._pane.zoom(-1)

    def _larger(self) -> None:
        self._pane.zoom(1)

    def _offer_sizes(self) -> None:
        self.scale.popup(SizeMenu(self._pane))


class SizeMenu(QMenu):
    """The sizes to choose from; goes when it is closed."""

    def __init__(self, pane: PreviewPane) -> None:
        super().__init__(pane)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pane = pane
        self._add(_("Fit width"), "width", chosen=pane.fit == "width")
        self._add(_("Whole page"), "page", chosen=pane.fit == "page")
        self.addSeparator()
        for step in STEPS:
            chosen = pane.fit is None and pane.percent() == round(step * 100)
            self._add(f"{round(step * 100)} %", step, chosen=chosen)
        self.triggered.connect(self._take)

    def _add(self, words: str, value: str | float, *, chosen: bool) -> None:
        action = QAction(words, self)
        action.setData(value)
        action.setCheckable(True)
        action.setChecked(chosen)
        self.addAction(action)

    @Slot(QAction)
    def _take(self, action: QAction) -> None:
        value = action.data()
        if isinstance(value, float):
            self._pane.set_zoom(value)
        else:
            self._pane.set_fit("page" if value == "page" else "width")
