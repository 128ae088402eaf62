"""Labels that show data exactly as typed, and the texts that know their own language."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Literal, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSizePolicy, QWidget

from expatdesk.formats import amount
from expatdesk.ui.fonts import Role, font

Text = str | Callable[[], str]
"""A text as it is, or a way to say it again after a change of language."""

ToneName = Literal["normal", "muted", "hint", "accent", "warning", "error", "good"]

DOTS = "••••"
_HIDDEN = "expatdesk_names_hidden"
_PERSONAL = "expatdesk_personal"


def say(text: Text) -> str:
    """The text in the language of the moment."""
    return text if isinstance(text, str) else text()


def tooltip(text: str) -> str:
    """A tool tip that shows ``text`` and never reads it as HTML (Qt would load its images)."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def doubled(text: str) -> str:
    """``text`` for a button, tab or menu, where a single ``&`` would underline the next letter."""
    return text.replace("&", "&&")


def names_hidden() -> bool:
    """Whether F12 has blanked the names; whoever paints names himself asks this."""
    application = QGuiApplication.instance()
    return bool(application.property(_HIDDEN)) if application is not None else False


def veiled(text: Text) -> str:
    """A text about somebody as it may be seen now: dots while F12 hides the names."""
    said = say(text)
    return DOTS if said and names_hidden() else said


@runtime_checkable
class _Sayable(Protocol):
    def retranslate(self) -> None: ...


def hide_names(hidden: bool) -> None:  # noqa: FBT001  one obvious switch
    """Blanks or shows every personal label that there is, and repaints the rest."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    application.setProperty(_HIDDEN, hidden)
    for widget in application.allWidgets():
        if isinstance(widget, PlainLabel):
            widget.refresh()
        elif isinstance(widget, QLineEdit) and widget.property(_PERSONAL):
            _veil(widget, hidden=hidden)
        elif widget.property(_PERSONAL) and isinstance(widget, _Sayable):
            widget.retranslate()
        widget.update()


def make_personal(widget: QWidget) -> None:
    """F12 blanks what is typed into a field; any other widget says its words again then."""
    widget.setProperty(_PERSONAL, True)
    if isinstance(widget, QLineEdit):
        _veil(widget, hidden=names_hidden())


def _veil(field: QLineEdit, *, hidden: bool) -> None:
    mode = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
    field.setEchoMode(mode)


class PlainLabel(QLabel):
    """One line (or, with ``wrap``, several) of plain text; what does not fit is elided.

    ``personal`` text is blanked by F12. A label with elided text has the whole of it as its
    tool tip.
    """

    def __init__(
        self,
        text: Text = "",
        *,
        role: Role = "text",
        tone: ToneName = "normal",
        wrap: bool = False,
        elide: bool = True,
        personal: bool = False,
        selectable: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._personal = personal
        self._elide = elide and not wrap
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role))
        self.setWordWrap(wrap)
        # A name in Arabic stands where every other name stands: sides are absolute.
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        if tone != "normal":
            self.setProperty("tone", tone)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if self._elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.refresh()

    def set_text(self, text: Text) -> None:
        """Shows another text."""
        self._text = text
        self.refresh()

    def set_tone(self, tone: ToneName) -> None:
        """Shows the text in another of the tones of the theme."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def refresh(self) -> None:
        """Says the text again: the language changed, or names were hidden or shown."""
        said = say(self._text)
        super().setText(DOTS if self._personal and said and names_hidden() else said)
        self._tell_rest()

    retranslate = refresh

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and not isinstance(self._text, str):
            self.refresh()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._elide:
            hint.setWidth(min(hint.width(), self.fontMetrics().horizontalAdvance("MMM…")))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_rest()

    def is_cut(self) -> bool:
        """Whether the text is shown with an ellipsis because the place is too narrow."""
        if not self._elide:
            return False
        width = self.fontMetrics().horizontalAdvance(self.text())
        return width > self.contentsRect().width() + 1

    def _tell_rest(self) -> None:
        self.setToolTip(tooltip(self.text()) if self._elide and self.is_cut() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut():
            super().paintEvent(event)
            return
        place: QRect = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, place.width()
        )
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            place,
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            shown,
            QPalette.ColorRole.WindowText,
        )
        painter.end()


class PageTitle(PlainLabel):
    """The one title of a page, 15 points."""

    def __init__(
        self, text: Text = "", *, personal: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, role="title", personal=personal, parent=parent)


class AmountLabel(PlainLabel):
    """Cents as euros, right-aligned in tabular figures, in the form of the language."""

    def __init__(
        self,
        cents: int = 0,
        *,
        symbol: bool = True,
        role: Role = "amount",
        tone: ToneName = "normal",
        parent: QWidget | None = None,
    ) -> None:
        self._cents = cents
        self._symbol = symbol
        super().__init__(
            self._said,
            role=role,
            tone=tone,
            elide=False,
            align=Qt.AlignmentFlag.AlignRight,
            parent=parent,
        )

    def cents(self) -> int:
        """The amount that is shown, in cents."""
        return self._cents

    def set_cents(self, cents: int) -> None:
        """Shows another amount."""
        self._cents = cents
        self.refresh()

    def _said(self) -> str:
        return amount(self._cents, symbol=self._symbol)
