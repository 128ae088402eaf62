"""Labels show what was typed, keep their place in any language, and hide names at once."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from expatdesk.i18n import _
from expatdesk.ui.kit import AmountLabel, PlainLabel, column
from expatdesk.ui.kit.text import DOTS, hide_names, tooltip
from expatdesk.ui.language import speak


def red_points(widget: QWidget) -> int:
    image = widget.grab().toImage()
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(point.name() == "#ff0000" for point in points)


def test_a_name_that_is_html_is_shown_as_typed_and_reads_no_file(
    qtbot: QtBot, tmp_path: Path
) -> None:
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ff0000"))
    assert picture.save(str(tmp_path / "red.png"))
    name = f"<b>Jan</b> <img src='{tmp_path / 'red.png'}'>"
    label = PlainLabel(name)
    qtbot.addWidget(label)
    label.resize(600, 40)
    label.show()
    assert label.text() == name
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert red_points(label) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(name=st.text(max_size=200))
def test_whatever_is_typed_is_what_the_label_holds(qtbot: QtBot, name: str) -> None:
    label = PlainLabel(name)
    assert label.text() == name
    label.grab()
    label.deleteLater()


def test_a_text_without_room_is_cut_and_stands_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    label = PlainLabel("<i>Wolfeschlegelsteinhausenbergerdorff</i> senior")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.is_cut()
    assert label.toolTip() == f"<qt>{html.escape(label.text())}</qt>"
    label.resize(800, 20)
    assert not label.is_cut()
    assert label.toolTip() == ""


def test_a_tool_tip_never_reads_its_text_as_html() -> None:
    assert tooltip("<img src=x>") == "<qt>&lt;img src=x&gt;</qt>"
    assert tooltip("") == ""


def test_a_name_in_arabic_stands_at_the_left_like_every_other(qtbot: QtBot) -> None:
    label = PlainLabel("محمد عبد الله")
    qtbot.addWidget(label)
    label.resize(400, 24)
    label.show()
    image = label.grab().toImage()
    ground = image.pixelColor(399, 2)
    columns = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y) != ground for y in range(image.height()))
    ]
    assert columns
    assert max(columns) < 200


def test_hidden_names_are_dots_and_come_back(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    name, word = PlainLabel("Chidi Okonkwo", personal=True), PlainLabel("Arrived")
    column(name, word, parent=holder)
    holder.show()
    hide_names(True)
    assert (name.text(), word.text()) == (DOTS, "Arrived")
    assert "Okonkwo" not in name.toolTip() + name.accessibleName()
    later = PlainLabel("Ngozi Okonkwo", personal=True, parent=holder)
    assert later.text() == DOTS
    hide_names(False)
    assert (name.text(), later.text()) == ("Chidi Okonkwo", "Ngozi Okonkwo")


def test_amounts_take_the_form_of_the_language(qtbot: QtBot, qapp: QApplication) -> None:
    label = AmountLabel(123450)
    qtbot.addWidget(label)
    label.show()
    assert label.text() == "€\u00a01,234.50"
    speak("nl")
    qtbot.waitUntil(lambda: label.text() == "€\u00a01.234,50")
    label.set_cents(-5)
    assert label.text() == "−€\u00a00,05"


def test_a_text_given_as_a_function_is_said_again_once(qtbot: QtBot) -> None:
    said: list[str] = []

    def word() -> str:
        said.append(_("Undo"))
        return said[-1]

    label = PlainLabel(word)
    qtbot.addWidget(label)
    label.show()
    before = len(said)
    speak("nl")
    qtbot.waitUntil(lambda: len(said) > before)
    QApplication.processEvents()
    assert len(said) == before + 1


@pytest.mark.parametrize("tone", ["muted", "error", "good"])
def test_a_tone_changes_the_colour_of_the_text(qtbot: QtBot, tone: str) -> None:
    label = PlainLabel("■■■■")
    qtbot.addWidget(label)
    label.resize(100, 24)
    label.show()
    before = label.grab().toImage()
    label.set_tone(tone)  # type: ignore[arg-type]
    assert label.grab().toImage() != before
