"""A page that shows what a printer does: its width, its sides, names in every script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from expatdesk import formats
from expatdesk.documents.letterheads.bands import (
    Align,
    Band,
    Cell,
    Frame,
    Shape,
    cell,
    gap,
    hairline,
    row,
)
from expatdesk.documents.letterheads.pages import (
    A4,
    A5,
    ROLL_58,
    ROLL_80,
    Imprint,
    Sheet,
    one_long_page,
    paginate,
    to_pdf,
)
from expatdesk.documents.letterheads.style import (
    BLACK,
    LETTER,
    LINE,
    MM,
    NARROW_ROLL,
    ROLL,
    TILL,
    Colour,
    Scale,
)
from expatdesk.documents.parts import Layout
from expatdesk.documents.qr import qr_bars
from expatdesk.i18n import N_, Language, translator

SCRIPTS: Final = (
    ("Joost van der Wielenmaker", "Święcisława Grzegżółkiewicz"),
    ("Соломія Дем’янчук-Їжакевич", "Θεοδώρα Παπαχρυσανθοπούλου"),
    ("欧阳明澈", "남궁서윤"),
    ("آذین کاوه‌پور", "נעמה בן־חורש"),
    ("மு. தமிழ்ச்செல்வி", "ณัฐวรินทร์ ศรีสุวรรณพานิชย์กุล"),
    ("Անահիտ Տեր-Ղարիբյան", "Nguyễn Phước Thảo Nghi"),
)
"""Invented names, the most different scripts beside each other."""
_QR: Final = 20 * MM
_STEP: Final = 10 * MM
"""Between two lines of the ruler."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried. `said`: label and value of each thing that was chosen."""

    centre: str
    said: tuple[tuple[str, str], ...]
    made_at: datetime
    language: Language = Language.EN
    layout: Layout | None = None
    """Of a receipt printer; without one it is A4."""
    sides: int = 1


def render_trial(trial: Trial) -> bytes:
    """The PDF. Raises OSError where the fonts are missing."""
    sheet, scale = _paper(trial.layout)
    say = translator(trial.language).gettext
    title = say(N_("Test page"))
    content = [*_page(trial, sheet, scale)]
    if sheet.height is None:
        pages = one_long_page(sheet, content)
    else:
        pages = []
        for number in range(1, trial.sides + 1):
            words = say(N_("This is side {number}.")).format(number=number)
            side = content if number == 1 else [row(cell(0, sheet.inner, words, scale.title))]
            foot = _foot(title, number, trial.sides, sheet, scale)
            pages += paginate(sheet, side, footer=_always(foot))
    imprint = Imprint(title, trial.centre, trial.language, trial.made_at)
    return to_pdf(sheet, pages, imprint)


def _paper(layout: Layout | None) -> tuple[Sheet, Scale]:
    return {
        None: (A4, LETTER),
        Layout.A5: (A5, TILL),
        Layout.ROLL: (ROLL_80, ROLL),
        Layout.ROLL_58: (ROLL_58, NARROW_ROLL),
    }[layout]


def _page(trial: Trial, sheet: Sheet, scale: Scale) -> Iterator[Band]:
    say = translator(trial.language).gettext
    wide, line = sheet.inner, _line(sheet)
    yield row(cell(0, wide, trial.centre, scale.name))
    yield row(cell(0, wide, say(N_("Test page")), scale.title), above=4)
    yield row(cell(0, wide, formats.moment_medium(trial.made_at, trial.language), scale.small))
    yield hairline(wide, colour=line)
    for label, value in trial.said:
        yield row(
            cell(0, wide * 0.38, label, scale.second),
            cell(wide * 0.38, wide * 0.62, value, scale.text),
            above=1.5,
        )
    yield hairline(wide, colour=line)
    yield from _names(sheet, scale)
    yield hairline(wide, colour=line)
    yield from _ruler(say, sheet, scale)
    yield gap(8)
    yield Band(_QR, shapes=(Shape(qr_bars("expatdesk", _QR), BLACK),))


def _names(sheet: Sheet, scale: Scale) -> Iterator[Band]:
    wide, half = sheet.inner, sheet.inner / 2
    if sheet.height is None:
        for name in (name for pair in SCRIPTS for name in pair):
            yield row(cell(0, wide, name, scale.text), above=2)
        return
    for left, right in SCRIPTS:
        yield row(
            cell(0, half - 4, left, scale.text),
            Cell(half + 4, half - 4, ((right, scale.text),)),
            above=3,
        )


def _ruler(say: Callable[[str], str], sheet: Sheet, scale: Scale) -> Iterator[Band]:
    """A frame as wide as all that is printed, and a stroke each centimetre."""
    words = say(N_("Both ends of the frame must be on the paper. A stroke each centimetre:"))
    yield row(cell(0, sheet.inner, words, scale.small), below=3)
    marks = int(sheet.inner / _STEP)
    frames = [Frame(0, 0, sheet.inner, 10, BLACK)]
    frames += [Frame(at * _STEP, 0, 0, 10, BLACK) for at in range(1, marks + 1)]
    yield Band(12, frames=tuple(frames))


def _foot(title: str, number: int, count: int, sheet: Sheet, scale: Scale) -> Band:
    return row(
        cell(0, sheet.inner - 40, title, scale.small),
        cell(sheet.inner - 40, 40, f"{number} / {count}", scale.small, Align.RIGHT),
    )


def _always(foot: Band) -> Callable[[int, int], Band]:
    return lambda _number, _count: foot


def _line(sheet: Sheet) -> Colour:
    return BLACK if sheet.height is None else LINE
