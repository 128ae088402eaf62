"""Every name has its letters in the window, on a machine that has no fonts at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from written_names import EVERY

from expatdesk import paths

FONTS = paths.resources_dir() / "fonts"

# A process of its own: Qt finds the machine's fonts once, when it starts.
CODE = """
import json, sys
from pathlib import Path
from PySide6.QtGui import QFontDatabase, QTextLayout
from PySide6.QtWidgets import QApplication
from expatdesk.ui.fonts import font, load_fonts

app = QApplication(["names"])
before = list(QFontDatabase.families())
load_fonts(Path(sys.argv[1]))
found = []
for name in json.load(sys.stdin):
    for role in ("text", "strong"):
        layout = QTextLayout(name, font(role))
        layout.beginLayout()
        layout.createLine().setLineWidth(100000)
        layout.endLayout()
        runs = layout.glyphRuns()
        glyphs = [number for run in runs for number in run.glyphIndexes()]
        families = sorted({run.rawFont().familyName() for run in runs})
        found.append([name, len(glyphs), glyphs.count(0), families])
print(json.dumps({"before": before, "found": found}))
"""
EMPTY = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>
"""


def laid_out(folder: Path, fonts: Path, names: list[str]) -> dict[str, list[list[object]]]:
    bare = folder / "nothing"
    bare.mkdir(exist_ok=True)
    settings = folder / "fonts.conf"
    settings.write_text(EMPTY.format(folder=bare), encoding="utf-8")
    surroundings = os.environ | {
        "FONTCONFIG_FILE": str(settings),
        "QT_QPA_FONTDIR": str(bare),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "*=false",
    }
    said = subprocess.run(
        [sys.executable, "-c", CODE, str(fonts)],
        input=json.dumps(names),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=surroundings,
    )
    return json.loads(said.stdout)  # type: ignore[no-any-return]  # as the code above writes it


@pytest.fixture(scope="module")
def on_screen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[object]]]:
    names = [*EVERY, *(name.upper() for name in EVERY)]
    return laid_out(tmp_path_factory.mktemp("fonts"), FONTS, names)


def test_the_machine_of_this_test_has_no_fonts(on_screen: dict[str, list[list[object]]]) -> None:
    # Names that Qt gives to whatever it finds, and here it finds nothing.
    assert set(on_screen["before"]) <= {"Monospace", "Sans Serif", "Serif"}  # type: ignore[arg-type]  # names


def test_no_letter_of_any_name_is_a_box(on_screen: dict[str, list[list[object]]]) -> None:
    assert len(on_screen["found"]) == 4 * len(EVERY)
    assert [name for name, glyphs, missing, _families in on_screen["found"] if missing] == []
    assert all(glyphs for _name, glyphs, _missing, _families in on_screen["found"])


def test_the_letters_come_from_the_fonts_that_travel_with_the_program(
    on_screen: dict[str, list[list[object]]],
) -> None:
    families = {family for *_others, used in on_screen["found"] for family in used}  # type: ignore[attr-defined]  # a list

    assert families >= {"Inter", "ExpatDesk CJK", "Noto Sans Arabic", "Noto Sans Thai"}
    assert all(family.startswith(("Inter", "Noto Sans", "ExpatDesk")) for family in families)


def test_without_them_the_test_would_see_the_boxes(tmp_path: Path) -> None:
    found = laid_out(tmp_path, FONTS / "inter", ["王小雨"])["found"]

    assert all(missing == glyphs for _name, glyphs, missing, _families in found)
