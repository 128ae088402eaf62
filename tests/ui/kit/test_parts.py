"""The smaller parts: pills, chips, steps, toggles, papers, places that are empty."""

from __future__ import annotations

import gc
import sys

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from expatdesk.ui.kit import (
    Card,
    Chip,
    CountBadge,
    EmptyState,
    FlowLayout,
    Inspector,
    KeyValueRow,
    PageImage,
    Pill,
    PlainLabel,
    PreviewPane,
    SegmentedToggle,
    Step,
    StepProgress,
    clear,
)
from expatdesk.ui.kit.text import DOTS, hide_names
from expatdesk.ui.theme import tokens
from tests.ui import audit
from tests.ui.gallery.panels import PANELS


def test_a_pill_without_words_says_the_word_of_its_state(qtbot: QtBot) -> None:
    pill = Pill(state="no_show", sign=True)
    qtbot.addWidget(pill)
    assert pill.text() == "✗ No-show"
    pill.set_state("arrived", "Arrived 11:38")
    assert pill.text() == "● Arrived 11:38"


def test_nought_waiting_shows_no_badge(qtbot: QtBot) -> None:
    badge = CountBadge(3)
    qtbot.addWidget(badge)
    badge.show()
    badge.set_count(0)
    assert not badge.isVisible()


def test_a_chip_is_taken_out_by_mouse_and_by_keys(qtbot: QtBot) -> None:
    chip = Chip("Ada · child, 7")
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    chip.show()
    with qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(
            chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, chip.height() // 2)
        )
    with qtbot.waitSignal(chip.pressed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        with qtbot.waitSignal(chip.removed):
            qtbot.keyClick(chip, key)
    assert "Delete" in chip.accessibleName()


def test_a_personal_chip_is_blanked(qtbot: QtBot) -> None:
    chip = Chip("Chidi Okonkwo", personal=True)
    qtbot.addWidget(chip)
    hide_names(True)
    assert chip.text() == DOTS


def test_the_steps_are_read_aloud_with_what_was_reached(qtbot: QtBot) -> None:
    strip = StepProgress([Step("Booked", "9 Nov"), Step("Arrived", "11:38"), Step("Done")], 1)
    qtbot.addWidget(strip)
    assert strip.accessibleName() == "Booked ✓ 9 Nov, Arrived ✓ 11:38, Done"
    strip.show_steps([Step("Booked")], -1)
    assert strip.accessibleName() == "Booked"


def test_a_toggle_is_moved_by_arrows_and_by_the_mouse(qtbot: QtBot) -> None:
    toggle = SegmentedToggle([("a5", "A5"), ("roll", "Roll")], name="Paper")
    qtbot.addWidget(toggle)
    toggle.resize(toggle.sizeHint())
    toggle.show()
    with qtbot.waitSignal(toggle.chosen) as told:
        qtbot.keyClick(toggle, Qt.Key.Key_Right)
    assert told.args == ["roll"]
    with qtbot.waitSignal(toggle.chosen):
        qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert toggle.value() == "a5"
    assert toggle.accessibleName() == "Paper: A5"
    with pytest.raises(ValueError, match="letter"):
        toggle.choose("letter")


def test_a_page_of_paper_is_drawn_as_it_is(qtbot: QtBot) -> None:
    pane = PreviewPane(name="Receipt")
    qtbot.addWidget(pane)
    pane.resize(340, 500)
    pane.show()
    pane.show_pages([PageImage(30, 42, b"\x00\x80\x00" * (30 * 42))])
    middle = pane.grab().toImage().pixelColor(170, 150)
    assert middle.name() == "#008000"
    assert pane.grab().toImage().pixelColor(4, 250).name() == tokens().desktop
    assert pane.page_count() == 1
    assert "Receipt" in pane.accessibleName()


def test_pages_come_as_png_too_and_can_be_made_larger(qtbot: QtBot) -> None:
    image = QImage(30, 42, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    pane = PreviewPane()
    qtbot.addWidget(pane)
    pane.resize(340, 300)
    pane.show()
    pane.show_pages([buffer.data().data()] * 2)
    assert pane.page_count() == 2
    before = pane.verticalScrollBar().maximum()
    with qtbot.waitSignal(pane.zoomed):
        qtbot.keyClick(pane, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pane.verticalScrollBar().maximum() > before)
    pane.show_words("Being made")
    assert pane.page_count() == 0


def test_chips_go_on_to_the_next_line_where_there_is_no_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    chips = [Chip(f"Visitor number {number}") for number in range(4)]
    for chip in chips:
        flow.addWidget(chip)
    holder.resize(1000, 100)
    holder.show()
    assert len({chip.y() for chip in chips}) == 1
    holder.resize(200, 200)
    qtbot.waitUntil(lambda: len({chip.y() for chip in chips}) == 4)
    assert flow.heightForWidth(200) > flow.heightForWidth(1000)


def test_an_emptied_layout_frees_its_widgets(qtbot: QtBot) -> None:
    card = Card("To charge")
    qtbot.addWidget(card)
    rows = [KeyValueRow("First person", "60.50"), KeyValueRow("Partner", "30.25")]
    for part in rows:
        card.add(part)
    gone: list[bool] = []
    for part in rows:
        part.destroyed.connect(lambda: gone.append(True))
    clear(card.content)
    qtbot.waitUntil(lambda: len(gone) == 2)
    assert card.content.count() == 0


def test_an_empty_place_offers_to_make_the_first(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    place = EmptyState(
        "people",
        "Nobody yet",
        "Who books appears here.",
        button="New",
        on=lambda: pressed.append(True),
    )
    qtbot.addWidget(place)
    place.show()
    assert place.button is not None
    qtbot.mouseClick(place.button, Qt.MouseButton.LeftButton)
    assert pressed == [True]


def test_an_inspector_keeps_its_foot_when_its_content_is_long(qtbot: QtBot) -> None:
    panel = Inspector()
    qtbot.addWidget(panel)
    for number in range(60):
        panel.content.addWidget(PlainLabel(f"Line {number}"))
    foot = PlainLabel("Foot")
    panel.foot.addWidget(foot)
    panel.resize(372, 400)
    panel.show()
    assert foot.mapTo(panel, QPoint(0, foot.height())).y() <= 400
    assert panel.scroller.verticalScrollBar().maximum() > 0


@pytest.mark.parametrize("name", PANELS)
def test_every_widget_of_the_kit_has_a_name_and_no_rich_text(qtbot: QtBot, name: str) -> None:
    panel = PANELS[name]()
    qtbot.addWidget(panel)
    panel.resize(900, 700)
    panel.show()
    assert audit.nameless(panel) == []
    assert audit.rich_labels(panel) == []


def test_the_audit_finds_what_it_looks_for(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    bare, rich = QLineEdit(holder), QLabel("<b>x</b>", holder)
    assert len(audit.nameless(holder)) == 1
    assert audit.rich_labels(holder) == [rich.text()]
    bare.setAccessibleName("Name")
    assert audit.nameless(holder) == []


def test_twenty_thousand_calls_leave_the_references_to_none_alone(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label, pill = PlainLabel("a", parent=holder), Pill("b", parent=holder)
    QApplication.processEvents()
    gc.collect()
    before = sys.getrefcount(None)
    for number in range(10_000):
        label.set_text(str(number))
        pill.set_text(str(number))
    gc.collect()
    assert abs(sys.getrefcount(None) - before) < 500
