"""Fonts cover every name, figures stand under one another, icons take the colour of the theme."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont
from pytestqt.qtbot import QtBot
from reportlab.pdfbase.ttfonts import TTFont

from expatdesk import paths

FONTS = sorted(paths.resources_dir().glob("fonts/*/*.[to]tf"))
PAPER = [path for path in FONTS if path.name.startswith("ExpatDeskPaper")]
ICONS = sorted(paths.resources_dir().glob("icons/*.svg"))
NAMES = Path(__file__).parent.parent / "data" / "names.csv"
SVG = "{http://www.w3.org/2000/svg}"


def names() -> list[str]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return [row["full"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("name", names())
def test_a_glyph_is_there_for_every_letter_of_a_name(qtbot: QtBot, name: str) -> None:
    faces = [QRawFont(str(path), 12) for path in FONTS]
    lacking = {
        letter for letter in name if not any(face.supportsCharacter(ord(letter)) for face in faces)
    }
    assert lacking == set()


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_the_window_can_load_the_font(qtbot: QtBot, path: Path) -> None:
    number = QFontDatabase.addApplicationFont(str(path))
    assert QFontDatabase.applicationFontFamilies(number)


def test_the_four_weights_of_inter_are_one_family(qtbot: QtBot) -> None:
    for path in FONTS:
        QFontDatabase.addApplicationFont(str(path))
    assert {"Regular", "Medium", "SemiBold", "Bold"} <= set(QFontDatabase.styles("Inter"))


def test_the_feature_makes_figures_of_the_window_equally_wide(qtbot: QtBot) -> None:
    for path in FONTS:
        QFontDatabase.addApplicationFont(str(path))
    font = QFont("Inter", 12)
    assert len(widths(font)) > 1
    font.setFeature(QFont.Tag("tnum"), 1)
    assert len(widths(font)) == 1


def widths(font: QFont) -> set[float]:
    metrics = QFontMetricsF(font)
    return {round(metrics.horizontalAdvance(figure * 20), 2) for figure in "0123456789"}


@pytest.mark.parametrize("path", PAPER, ids=lambda path: path.name)
def test_figures_on_paper_are_equally_wide_and_the_canvas_can_embed_them(path: Path) -> None:
    face = TTFont(path.stem, str(path))
    assert len({face.stringWidth(figure, 12) for figure in "0123456789"}) == 1
    assert face.stringWidth("i", 12) < face.stringWidth("m", 12)


def test_all_fonts_together_stay_under_twenty_megabytes() -> None:
    folder = paths.resources_dir() / "fonts"
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) <= 20_000_000


def test_a_hyphen_on_paper_is_no_wider_than_in_the_window() -> None:
    paper, window = (
        TTFont(name, str(paths.resources_dir() / "fonts" / "inter" / f"{name}.ttf"))
        for name in ("ExpatDeskPaper-Regular", "Inter-Regular")
    )
    assert paper.stringWidth("-", 12) == window.stringWidth("-", 12)


def test_fonts_and_icons_have_their_licences_beside_them() -> None:
    folders = {path.parent for path in [*FONTS, *ICONS]}
    assert {folder.name for folder in folders} == {"icons", "inter", "noto"}
    assert all((folder / "LICENSE").is_file() for folder in folders)


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_a_line_drawing_in_the_colour_of_the_theme(path: Path) -> None:
    root = ET.parse(path).getroot()
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    assert root.get("fill") == "none"
    assert {child.tag.removeprefix(SVG) for child in root.iter()} <= {
        "svg", "path", "rect", "circle", "line", "polyline", "polygon", "ellipse",
    }  # fmt: skip
