"""Rows that are pressed: a sign, words that wrap, and a word at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from expatdesk.ui import icons
from expatdesk.ui.fonts import Role, font
from expatdesk.ui.kit import Text, column, doubled, names_hidden, say
from expatdesk.ui.kit.paint import focus_ring, rounded
from expatdesk.ui.kit.text import DOTS
from expatdesk.ui.theme import state_colours, tokens

T = TypeVar("T")

ICON = 18
PADDING = 6
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)


@dataclass(frozen=True)
class RowWords:
    """What a row says. `state` colours sign and side; `tone` alone colours the words too."""

    title: Text
    detail: Text = ""
    side: Text = ""
    icon: str | None = None
    state: str = ""
    personal: bool = False
    private_detail: bool = False
    """The detail is a name, blanked by F12 too."""
    strong: bool = False


class PickRow(QAbstractButton):
    """One row. Space presses it; Enter too where `enter` (in lists that ask something).

    Up and Down go to the next row of the same list. `taken` carries the row's value.
    """

    taken = Signal(object)

    def __init__(
        self,
        words: RowWords,
        *,
        value: object = None,
        enter: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._value = value
        self._enter = enter
        self.clicked.connect(self._take)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self._value)

    def show_words(self, words: RowWords) -> None:
        """Says something else."""
        self._words = words
        self.retranslate()

    def words(self) -> RowWords:
        return self._words

    def title(self) -> str:
        """The title, blanked while names are hidden."""
        said = say(self._words.title)
        return DOTS if self._words.personal and names_hidden() else said

    def detail(self) -> str:
        """The second line, blanked while names are hidden where it is one."""
        said = say(self._words.detail)
        return DOTS if said and self._words.private_detail and names_hidden() else said

    def retranslate(self) -> None:
        """Says its words again."""
        parts = [self.title(), self.detail(), say(self._words.side)]
        self.setText(doubled(", ".join(part for part in parts if part)))
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = self._text_width(width)
        height = _height(self.title(), self._title_role(), room)
        detail = self.detail()
        if detail:
            height += _height(detail, "small", room) + 1
        return round(max(height, 17) + 2 * PADDING - 3)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 27)

    def _title_role(self) -> Role:
        return "small_strong" if self._words.strong else "small"

    def _left(self) -> float:
        return PADDING + (ICON + 8 if self._words.icon else 0)

    def _side_width(self) -> float:
        side = say(self._words.side)
        return QFontMetricsF(font("small")).horizontalAdvance(side) + 10 if side else 0.0

    def _text_width(self, width: int) -> float:
        return max(width - self._left() - self._side_width() - PADDING, 60)

    # keys

    def event(self, event: QEvent) -> bool:
        if (
            self._enter
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._enter and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        around = self.parentWidget()
        if around is None:
            return
        mine = Qt.FindChildOption.FindDirectChildrenOnly
        rows = [row for row in around.findChildren(PickRow, options=mine) if row.isVisible()]
        rows.sort(key=lambda row: row.y())
        at = rows.index(self) + by
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    def enterEvent(self, event: QEvent) -> None:
        del event
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        del event
        self.update()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now, painter = tokens(), QPainter(self)
        place = QRectF(self.rect())
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            rounded(painter, place, 6, now.hover)
        if self.hasFocus():
            focus_ring(painter, place, now.ring, 6)
        ink = state_colours(self._words.state).ink if self._words.state else now.ink
        if self._words.icon:
            drawn = icons.pixmap(self._words.icon, ink, ICON, self.devicePixelRatioF())
            painter.drawPixmap(PADDING, PADDING - 2, drawn)
        self._draw_words(painter, ink)
        painter.end()

    def _draw_words(self, painter: QPainter, ink: str) -> None:
        now, width = tokens(), self._text_width(self.width())
        title = self.title()
        top = float(PADDING - 2)
        height = _height(title, self._title_role(), width)
        painter.setFont(font(self._title_role()))
        painter.setPen(QColor(now.ink if self.isEnabled() else now.disabled))
        painter.drawText(QRectF(self._left(), top, width + 2, height + 2), _WRAP, title)
        detail = self.detail()
        if detail:
            painter.setFont(font("small"))
            painter.setPen(QColor(now.ink2))
            below = QRectF(self._left(), top + height + 1, width + 2, self.height())
            painter.drawText(below, _WRAP, detail)
        side = say(self._words.side)
        if side:
            painter.setFont(font("small"))
            painter.setPen(QColor(ink if self._words.state else now.ink2))
            right = QRectF(0, top, self.width() - PADDING, 17)
            painter.drawText(right, int(Qt.AlignmentFlag.AlignRight), side)


def _height(text: str, role: Role, width: float) -> float:
    return QFontMetricsF(font(role)).boundingRect(QRectF(0, 0, width, 10_000), _WRAP, text).height()


class PickList(QWidget, Generic[T]):
    """Rows to choose one of; `chosen` carries its value."""

    chosen = Signal(object)

    def __init__(self, *, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._rows: list[tuple[T, PickRow]] = []
        self._column = column(spacing=2, parent=self)
        self.setAccessibleName(say(name))

    def show_choices(self, choices: Sequence[tuple[T, RowWords]]) -> None:
        """Offers other values."""
        for _value, row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for value, words in choices:
            row = PickRow(words, value=value, enter=True)
            row.taken.connect(self.chosen)
            self._column.addWidget(row)
            # At once, so that the keyboard can go there.
            row.show()
            self._rows.append((value, row))

    def filter(self, wanted: Callable[[T], bool]) -> None:
        """Hides what is not wanted."""
        for value, row in self._rows:
            row.setVisible(wanted(value))

    def rows(self) -> list[PickRow]:
        """The rows that are offered now."""
        return [row for _value, row in self._rows if not row.isHidden()]

    def values(self) -> list[T]:
        """The values that are offered now."""
        return [value for value, row in self._rows if not row.isHidden()]

    def focus_first(self) -> None:
        """The keyboard goes to the first row."""
        rows = self.rows()
        if rows:
            rows[0].setFocus(Qt.FocusReason.TabFocusReason)
