"""The preview: all pages, as large as one wants them, sharp, and searched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from papers import COUPLE_WITH_TWO
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from expatdesk.documents.finding import find_text
from expatdesk.documents.parts import Recipient
from expatdesk.documents.receipt import render_receipt
from expatdesk.ui.kit import Preview
from expatdesk.ui.kit.preview import TRUE, PreviewPane
from expatdesk.ui.operations import Operations

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A receipt of three pages; "First registration" stands on all of them."""
    return render_receipt(replace(COUPLE_WITH_TWO, lines=COUPLE_WITH_TWO.lines * 12))


class Seen:
    """A preview that is seen, and whoever looks at it."""

    def __init__(self, preview: Preview, operations: Operations, qtbot: QtBot) -> None:
        self.preview, self.operations, self.qtbot = preview, operations, qtbot
        self.pane: PreviewPane = preview.pane

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        focused = QApplication.focusWidget()
        QTest.keyClick(focused or self.pane, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)
        self.settle()

    def settle(self) -> None:
        for _round in range(3):
            assert self.operations.wait_until_idle()
            self.qtbot.waitUntil(lambda: not self.pane._pause.isActive())
        assert self.operations.wait_until_idle()


@pytest.fixture
def seen(qtbot: QtBot, operations: Operations, pdf: bytes) -> Iterator[Seen]:
    preview = Preview(name="Receipt")
    qtbot.addWidget(preview)
    preview.resize(500, 600)
    with qtbot.waitActive(preview):
        preview.show()
        preview.activateWindow()
    preview.pane.setFocus()
    preview.show_pdf(pdf, operations)
    made = Seen(preview, operations, qtbot)
    made.settle()
    yield made
    assert operations.wait_until_idle()


def test_all_pages_are_there_and_the_bar_says_which_is_seen(seen: Seen) -> None:
    bar = seen.preview.bar
    assert seen.preview.page_count() == 3
    assert bar.page.text() == "1 of 3"
    assert not bar.before.isEnabled()
    seen.press(Key.Key_End)
    assert bar.page.text() == "3 of 3"
    assert not bar.after.isEnabled()
    seen.press(Key.Key_Home)
    assert bar.page.text() == "1 of 3"
    bar.after.click()
    assert bar.page.text() == "2 of 3"
    before = seen.pane.verticalScrollBar().value()
    seen.press(Key.Key_PageDown)
    moved = seen.pane.verticalScrollBar().value() - before
    assert 0 < moved < seen.pane.viewport().height()


def test_it_fits_the_width_and_the_whole_page(seen: Seen) -> None:
    pane = seen.pane
    assert pane.fit == "width"
    page = pane._inside.place(0)
    assert page.left() >= 15
    assert page.right() <= pane.viewport().width() - 15
    assert pane.horizontalScrollBar().maximum() == 0
    pane.set_fit("page")
    seen.settle()
    assert pane._inside.place(0).height() <= pane.viewport().height()
    # Then the Page keys turn whole pages.
    seen.press(Key.Key_PageDown)
    assert seen.preview.bar.page.text() == "2 of 3"
    seen.press(Key.Key_PageUp)
    assert seen.preview.bar.page.text() == "1 of 3"
    seen.press(Key.Key_0, CTRL)
    assert pane.fit == "width"


def test_keys_and_wheel_make_it_larger_and_smaller_within_bounds(seen: Seen) -> None:
    pane = seen.pane
    pane.set_zoom(1.0)
    assert pane.percent() == 100
    a5 = 148 / 25.4 * 96
    assert pane._inside.place(0).width() == pytest.approx(a5, abs=1)
    seen.press(Key.Key_Plus, CTRL)
    assert pane.percent() == 125
    seen.press(Key.Key_Minus, CTRL)
    seen.press(Key.Key_Minus, CTRL)
    assert pane.percent() == 90
    for _press in range(20):
        pane.zoom(1)
    assert pane.percent() == 400
    for _press in range(30):
        pane.zoom(-1)
    assert pane.percent() == 50
    wheel(pane, 120)
    assert pane.percent() == 67
    assert seen.preview.bar.scale.text() == "67 %"


def wheel(pane: PreviewPane, turned: int) -> None:
    place = QPointF(100, 100)
    event = QWheelEvent(
        place,
        pane.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane.viewport(), event)


def test_a_size_is_chosen_from_a_menu(seen: Seen) -> None:
    seen.preview.bar.scale.click()
    (menu,) = seen.pane.findChildren(QMenu)
    chosen = {action.text(): action for action in menu.actions()}
    assert chosen["Fit width"].isChecked()
    assert list(chosen)[-1] == "400 %"
    chosen["200 %"].trigger()
    menu.close()
    seen.settle()
    assert seen.pane.percent() == 200
    assert seen.preview.bar.scale.text() == "200 %"


def test_what_is_in_the_middle_stays_there(seen: Seen) -> None:
    pane = seen.pane
    pane.go_to(1)
    middle = pane.verticalScrollBar().value() + pane.viewport().height() / 2
    share = middle / pane._inside.height()
    pane.set_zoom(2)
    after = (
        pane.verticalScrollBar().value() + pane.viewport().height() / 2
    ) / pane._inside.height()
    assert after == pytest.approx(share, abs=0.03)


def test_pages_are_drawn_as_sharp_as_they_are_seen_and_no_others(seen: Seen) -> None:
    papers = seen.pane._inside.papers
    assert papers[0].sharpness == pytest.approx(seen.pane._inside.scale, rel=0.03)
    assert papers[2].picture is None
    seen.pane.set_zoom(3)
    seen.settle()
    assert papers[0].sharpness == pytest.approx(3 * TRUE, rel=0.03)
    assert papers[0].picture is not None
    assert papers[0].picture.width() == pytest.approx(148 / 25.4 * 96 * 3, abs=2)


def test_another_paper_keeps_its_place_and_shows_the_old_one_meanwhile(
    seen: Seen, pdf: bytes
) -> None:
    seen.press(Key.Key_End)
    place = seen.pane.verticalScrollBar().value()
    other = render_receipt(replace(COUPLE_WITH_TWO, lines=COUPLE_WITH_TWO.lines * 12, copy=True))
    seen.preview.show_pdf(other, seen.operations)
    assert seen.preview.page_count() == 3
    seen.settle()
    assert seen.preview.page_count() == 3
    assert seen.pane.verticalScrollBar().value() == place


def test_what_is_no_paper_says_so(seen: Seen) -> None:
    seen.preview.show_pdf(b"%PDF-1.7 nothing", seen.operations)
    seen.settle()
    assert seen.preview.page_count() == 0
    assert seen.pane._inside._words == "This paper cannot be shown."
    assert not seen.preview.bar.page.isVisible()
    seen.press(Key.Key_F, CTRL)
    assert not seen.preview.search.isVisible()


def test_f11_shows_it_large_until_esc_or_names_are_hidden(seen: Seen) -> None:
    seen.press(Key.Key_F11)
    large = seen.preview._large
    assert large is not None
    assert large.isVisible()
    seen.settle()
    assert large.preview.page_count() == 3
    assert large.preview.pane.fit == "page"
    seen.qtbot.keyClick(large, Key.Key_Escape)
    assert seen.preview._large is None

    for goes in (
        lambda large: seen.qtbot.keyClick(large, Key.Key_F12),
        lambda _large: seen.preview.show_words("Names are hidden"),
    ):
        seen.preview.open_large()
        large = seen.preview._large
        assert large is not None
        goes(large)
        assert seen.preview._large is None
    seen.preview.open_large()
    assert seen.preview._large is None, "there is no paper"


# finding


def test_ctrl_f_finds_words_and_f3_goes_from_one_to_the_next(seen: Seen) -> None:
    search = seen.preview.search
    assert not search.isVisible()
    seen.press(Key.Key_F, CTRL)
    assert QApplication.focusWidget() is search.field
    seen.type("kind")
    at, count = seen.pane.finds()
    assert (at, count) == (1, 12)
    assert search.count.text() == "1 of 12"
    seen.press(Key.Key_F3)
    assert search.count.text() == "2 of 12"
    seen.press(Key.Key_Return)
    assert search.count.text() == "3 of 12"
    seen.press(Key.Key_F3, SHIFT)
    seen.press(Key.Key_F3, SHIFT)
    seen.press(Key.Key_F3, SHIFT)
    assert search.count.text() == "12 of 12", "before the first comes the last"
    assert seen.preview.bar.page.text() == "3 of 3"
    seen.press(Key.Key_Escape)
    assert not search.isVisible()
    assert QApplication.focusWidget() is seen.pane
    assert seen.pane.finds() == (0, 0)


def test_what_is_found_is_marked_where_it_stands(seen: Seen, pdf: bytes) -> None:
    seen.press(Key.Key_F, CTRL)
    seen.type("2026-004183")
    left, top, width, height = find_text(pdf, "2026-004183")[0].boxes[0]
    page, scale = seen.pane._inside.place(0), seen.pane._inside.scale
    scrolled = seen.pane.verticalScrollBar().value()
    x = page.left() + (left + width) * scale
    y = page.top() + (top + height / 2) * scale - scrolled
    ink = seen.pane.viewport().grab().toImage().pixelColor(round(x), round(y))
    assert ink.red() > ink.blue() + 30, "a veil in amber"


def test_what_is_not_there_is_not_found(seen: Seen) -> None:
    seen.press(Key.Key_F, CTRL)
    seen.type("zebra")
    assert seen.preview.search.count.text() == "not found"
    assert not seen.preview.search.after.isEnabled()


def test_a_search_goes_on_in_the_next_paper(seen: Seen) -> None:
    seen.press(Key.Key_F, CTRL)
    seen.type("kind")
    seen.preview.show_pdf(render_receipt(COUPLE_WITH_TWO), seen.operations)
    seen.settle()
    assert seen.preview.search.count.text() == "1 of 1"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Nguyễn Phước Thảo Nghi", "phước thảo"),
        ("欧阳明澈", "阳明"),
        ("آذین کاوه‌پور", "آذین"),
        ("Żaneta", "ŻANETA"),
    ],
)
def test_names_are_found_in_their_own_script(name: str, typed: str) -> None:
    paper = render_receipt(replace(COUPLE_WITH_TWO, recipient=Recipient(name, "")))
    (place,) = find_text(paper, typed)
    assert place.page == 0
    left, top, width, height = place.boxes[0]
    assert width > 5
    assert height > 3
    assert left > 200, "the name stands at the right"
    assert top < 300


@pytest.mark.parametrize("nothing", ["", "   "])
def test_nothing_is_found_for_nothing(pdf: bytes, nothing: str) -> None:
    assert find_text(pdf, nothing) == ()


def test_of_very_many_places_the_first_are_shown() -> None:
    paper = render_receipt(replace(COUPLE_WITH_TWO, lines=COUPLE_WITH_TWO.lines * 40))
    assert len(find_text(paper, "e")) == 500


def test_its_keys_are_its_own_while_it_has_the_keyboard(seen: Seen, qtbot: QtBot) -> None:
    from PySide6.QtGui import QAction, QKeySequence

    pressed: list[str] = []
    for key in ("Ctrl+F", "Ctrl++", "F3"):
        action = QAction(seen.preview)
        action.setShortcut(QKeySequence(key))
        note: Callable[..., None] = lambda *_x, key=key: pressed.append(key)  # noqa: E731  one line says it
        action.triggered.connect(note)
        seen.preview.addAction(action)
    seen.press(Key.Key_Plus, CTRL)
    seen.press(Key.Key_F, CTRL)
    assert pressed == []
    assert seen.preview.search.isVisible()
