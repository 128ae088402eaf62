"""The hands and eyes of a person in front of a window: keys, mouse clicks, and what is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDeadlineTimer, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QWidget

from expatdesk.application import Centre
from expatdesk.services.appointments.types import VisitSheet
from expatdesk.services.till.types import ReceiptRow
from expatdesk.terms import VisitState
from expatdesk.ui.agenda.inspector.rows import PickRow
from expatdesk.ui.kit import Button, Chip, LabelledField
from expatdesk.ui.operations import Operations
from expatdesk.ui.shell import MainWindow

PLAIN = Qt.KeyboardModifier.NoModifier
SOON_MS = 300
"""Pauses up to this length (before a search, before a preview) end at once in these tests."""
PATIENCE_MS = 20_000


class Hands:
    """Works a window that is open."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def operations(self) -> Operations:
        return self.window.desk.operations

    @property
    def centre(self) -> Centre:
        return self.window.desk.services

    # waiting

    def settle(self) -> None:
        """Lets short pauses end, every answer come in, and all of it be painted."""
        limit = QDeadlineTimer(PATIENCE_MS)
        while not limit.hasExpired():
            QApplication.processEvents()
            hurried = self._end_pauses()
            self.operations.wait_until_idle(PATIENCE_MS)
            QApplication.processEvents()
            if self.operations.idle() and not hurried:
                return
        raise AssertionError("the window does not come to rest")

    def _end_pauses(self) -> bool:
        page = self.window.current_page()
        waiting = [
            timer
            for part in (page, self.window.header)
            for timer in (part.findChildren(QTimer) if part is not None else [])
            if timer.isActive() and timer.isSingleShot() and 0 < timer.interval() <= SOON_MS
        ]
        for timer in waiting:
            usual = timer.interval()
            timer.start(0)
            while timer.isActive():
                QApplication.processEvents()
            timer.setInterval(usual)
        return bool(waiting)

    # hands

    def focused(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def press(self, *keys: str) -> None:
        """Presses keys as F1 names them ("Ctrl+Shift+T", "Return"), one after the other."""
        for text in keys:
            key = QKeySequence(text)[0]
            QTest.keyClick(self.focused(), key.key(), key.keyboardModifiers())
            self.settle()

    def type(self, text: str) -> None:
        """Types; signs that this keyboard has no key for come as an input method brings them."""
        if text.isascii():
            QTest.keyClicks(self.focused(), text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focused(), event)
        self.settle()

    def retype(self, text: str) -> None:
        """Types over what stands in the field."""
        QTest.keyClick(self.focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        assert widget.isVisible(), "nobody can click what is not seen"
        spot = at or widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, PLAIN, spot)
        self.settle()

    def tick(self, text: str) -> None:
        """Clicks the little box in front of these words."""
        box = next(b for b in self.window.findChildren(QCheckBox) if _said(b) == text)
        self.click(box, QPoint(8, box.height() // 2))

    def tab_to(self, label: str, *, back: bool = False) -> None:
        """Presses Tab until the field of that label has the keyboard."""
        self.tab_until(lambda said: said == label, label, back=back)

    def tab_until(
        self, wanted: Callable[[str], bool], label: str = "", *, back: bool = False
    ) -> None:
        """Presses Tab until what has the keyboard is called as wanted."""
        for _ in range(80):
            QTest.keyClick(
                self.focused(),
                Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab,
                Qt.KeyboardModifier.ShiftModifier if back else PLAIN,
            )
            QApplication.processEvents()
            if wanted(self.label()):
                return
        raise AssertionError(f"Tab does not lead to {label!r}")

    def label(self) -> str:
        """The words over the field, or on the button, that has the keyboard."""
        widget: QWidget | None = QApplication.focusWidget()
        if isinstance(widget, Button | PickRow):
            return widget.accessibleName()
        while widget is not None:
            if isinstance(widget, LabelledField):
                return widget.label.text().removesuffix(" *")
            widget = widget.parentWidget()
        return ""

    def fill(self, label: str, text: str) -> None:
        """Goes on with Tab to a field, and types over what stands there."""
        self.tab_to(label)
        self.retype(text)

    def choose(self, label: str, text: str, *, back: bool = False) -> None:
        """Goes on (or back) with Tab to a field of choices, and down to the one that begins so."""
        self.tab_to(label, back=back)
        combo = QApplication.focusWidget()
        assert isinstance(combo, QComboBox)
        if not combo.currentText().startswith(text):
            self.press("Home")
        for _ in range(combo.count()):
            if combo.currentText().startswith(text):
                return
            self.press("Down")
        raise AssertionError(f"{text!r} is not offered, only {_choices(combo)}")

    def pick_time(self, said: str) -> None:
        """Leafs on to a free time of the booking page ("Mon 21 Sep, 09:00") and clicks it."""
        self.press("Alt+3")
        for _ in range(40):
            if any(b.accessibleName() == said and b.isVisible() for b in self._buttons()):
                self.click(self.button(said))
                return
            self.press("PgDown")
        raise AssertionError(f"{said} is not offered")

    # eyes

    def button(self, text: str) -> Button:
        """The button with these words that is seen."""
        return self.a_button(lambda said: said == text, text)

    def a_button(self, fits: Callable[[str], bool], wanted: str = "") -> Button:
        found = [b for b in self._buttons() if b.isVisible() and fits(b.accessibleName())]
        assert len(found) == 1, (wanted, [button.accessibleName() for button in found])
        return found[0]

    def _buttons(self) -> list[Button]:
        return self.window.findChildren(Button)

    def rows(self) -> list[PickRow]:
        """The rows to choose from in the panel at the right."""
        return [row for row in self.window.findChildren(PickRow) if row.isVisible()]

    def chips(self) -> list[str]:
        """What stands in the chips of a party."""
        return [
            chip.accessibleName() for chip in self.window.findChildren(Chip) if chip.isVisible()
        ]

    def seen(self) -> str:
        """All words of labels and buttons that are seen now."""
        parts = [w.text() for w in self.window.findChildren(QLabel) if w.isVisible()]
        parts += [b.accessibleName() for b in self._buttons() if b.isVisible()]
        return "\n".join(parts).replace("\xa0", " ")

    def name(self) -> str:
        """The page that is seen."""
        return self.window.current_name

    # looking at what was written

    def visit(self, visit_id: int) -> VisitSheet:
        return self.centre.appointments.visit(visit_id)

    def state(self, visit_id: int) -> VisitState:
        return self.visit(visit_id).state

    def receipts(self, first: date, last: date | None = None) -> list[ReceiptRow]:
        """Documents of some days, the oldest first."""
        rows = self.centre.till.receipts(first, last or first)
        return sorted(rows, key=lambda row: row.receipt_id)

    def find(self, text: str) -> list[str]:
        """What Ctrl+K shows for what is typed."""
        self.press("Ctrl+K")
        self.retype(text)
        return [hit.title for hit in self.window.header.search.popover.hits()]

    def go_to(self, text: str) -> None:
        """Ctrl+K, the words, and Enter on the first result."""
        assert self.find(text), f"nothing found for {text!r}"
        self.press("Return")


def _said(box: QCheckBox) -> str:
    return box.text().replace("&&", "&")


def _choices(combo: QComboBox) -> list[str]:
    return [combo.itemText(at) for at in range(combo.count())]
