"""The fonts in which a glyph is looked for: Inter, then one for each script that it lacks."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from expatdesk.documents.typeface import Face, font_file
from expatdesk.paths import resources_dir

if TYPE_CHECKING:
    from pathlib import Path

    import uharfbuzz as hb

_NOTO = (
    "Arabic", "Devanagari", "Thai", "Hebrew", "Bengali", "Tamil", "Armenian", "Georgian",
    "Ethiopic", "Telugu", "Gujarati", "Gurmukhi", "Kannada", "Khmer", "Lao", "Malayalam",
    "Myanmar", "Oriya", "Sinhala",
)  # fmt: skip
_CHINESE_JAPANESE_KOREAN = "ExpatDeskCJK-Regular.otf"

_BOLDER, _BOLDER_DENSE = 0.04, 0.03
"""Of an em, by which stems of a regular weight become as strong as Inter's SemiBold; those of
Chinese characters stand closer."""

# Letters that look small beside Inter, whose small letters are tall.
_LARGER = {"NotoSansArabic-Regular": 1.12}

# Joiners and signs that choose a variant show nothing of their own.
_UNSEEN = frozenset({"\u200c", "\u200d", "\u034f", *map(chr, range(0xFE00, 0xFE10))})


@dataclass(frozen=True, slots=True)
class Font:
    """One font file, opened for shaping."""

    name: str
    units: float
    """To the em of the text around it; fewer than its own where its letters are small."""
    shaper: hb.Font
    is_latin: bool
    """Whether plain text of it can be embedded; the others are drawn as outlines."""

    def has(self, text: str) -> bool:
        """Whether there is a glyph for each character that can be seen."""
        nominal = self.shaper.get_nominal_glyph
        return all(is_unseen(each) or nominal(ord(each)) for each in text)

    def ink(self, glyph: int) -> tuple[float, float]:
        """How far a glyph reaches above and below the baseline, in thousandths of an em."""
        box = self.shaper.get_glyph_extents(glyph)
        if box is None:
            return 0.0, 0.0
        bottom = box.y_bearing + box.height
        return box.y_bearing * 1000 / self.units, -bottom * 1000 / self.units

    def reach(self, glyph: int) -> tuple[float, float]:
        """Where the ink of a glyph begins and ends from its origin, in thousandths of an em."""
        box = self.shaper.get_glyph_extents(glyph)
        if box is None:
            return 0.0, 0.0
        end = box.x_bearing + box.width
        return box.x_bearing * 1000 / self.units, end * 1000 / self.units

    def ink_of(self, text: str) -> tuple[float, float]:
        """The same for characters that stand as they are."""
        found = [self.ink(self.shaper.get_nominal_glyph(ord(each)) or 0) for each in {*text}]
        return max((top for top, _ in found), default=0.0), max(
            (low for _, low in found), default=0.0
        )


def plain_ink(text: str, face: Face) -> tuple[float, float]:
    """How far plain text of the face reaches above and below, in thousandths of an em."""
    return _latin(face).ink_of(text)


def fonts(face: Face) -> tuple[Font, ...]:
    """In the order in which they are tried. Raises OSError where a file is missing."""
    return (_latin(face), *_others(face))


def font_of(cluster: str, face: Face) -> Font:
    """The first font that has the whole cluster, otherwise its first character."""
    tried = fonts(face)
    for wanted in (cluster, cluster[:1]):
        for font in tried:
            if font.has(wanted):
                return font
    return tried[0]


@lru_cache(maxsize=4096)
def has_glyph(character: str, face: Face) -> bool:
    """Whether any of the fonts draws it."""
    return is_unseen(character) or any(font.has(character) for font in fonts(face))


def is_unseen(character: str) -> bool:
    return character in _UNSEEN or 0xE0100 <= ord(character) <= 0xE01EF


def is_neutral(cluster: str) -> bool:
    """Whether it is punctuation or space, of no script."""
    return not any(unicodedata.category(each)[0] in "LMN" for each in cluster)


@cache
def _latin(face: Face) -> Font:
    return _opened(font_file(face), is_latin=True)


@cache
def _others(face: Face) -> tuple[Font, ...]:
    folder = resources_dir() / "fonts" / "noto"
    names = [*(f"NotoSans{script}-Regular.ttf" for script in _NOTO), _CHINESE_JAPANESE_KOREAN]
    bolder = face is Face.STRONG
    return tuple(_opened(folder / name, bolder=bolder, is_latin=False) for name in names)


def _opened(file: Path, *, bolder: bool = False, is_latin: bool) -> Font:
    """Mapped into memory, so that only what is used of it is read."""
    import uharfbuzz

    if not file.is_file():
        raise FileNotFoundError(f"font is missing: {file.name}")
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    shaper = uharfbuzz.Font(face)
    if bolder:
        stems = _BOLDER_DENSE if file.name == _CHINESE_JAPANESE_KOREAN else _BOLDER
        shaper.synthetic_bold = (stems, stems * 0.7, True)  # in place: no letter moves
    return Font(file.stem, face.upem / _LARGER.get(file.stem, 1.0), shaper, is_latin)
