"""Make resources/fonts/ anew from the fonts as their makers publish them.

Run by hand when a font is taken in a newer version (see resources/fonts/README.md); nothing at
build time needs it:

    pip install fonttools fontpkg-inter
    apt-get download fonts-noto-core fonts-noto-cjk     (dpkg-deb -x each into DEBIAN)
    python tools/fonts.py DEBIAN

Inter becomes four static faces for the screen (its figures become tabular there by the feature
`tnum`) and three for paper whose figures are tabular from the start, because a PDF canvas knows
no features. The other scripts become one small face each, without hinting. A font of one blank
glyph carries the text that lies under outlines on paper.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.varLib import instancer

OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"

SCREEN_WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
PAPER_WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
PAPER_FAMILY = "ExpatDesk Paper"
CJK_FAMILY = "ExpatDesk CJK"
UNSEEN_FAMILY = "ExpatDesk Unseen"

# Latin with all European, Vietnamese, Yoruba and Hawaiian letters, Greek, Cyrillic with Mongolian,
# marks that combine, punctuation, money, arrows and the signs that the windows use.
INTER_RANGES = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF),
    (0x400, 0x52F), (0x1AB0, 0x1AFF), (0x1D00, 0x1DFF), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF),
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2150, 0x218F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2500, 0x27BF), (0xA720, 0xA7FF),
    (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
)  # fmt: skip

NOTO = (
    "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi",
    "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil",
    "Telugu", "Thai",
)  # fmt: skip

# Chinese characters and what is written with them, as far as the font has them: radicals and kana,
# extension A, the unified characters, Korean syllables, compatibility forms, the planes beyond.
CJK_RANGES = (
    (0x2E80, 0x2FDF), (0x3000, 0x30FF), (0x3100, 0x312F), (0x3130, 0x318F), (0x31F0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
# What stands between the parts of a name, so that a name is one run of one font.
CJK_PUNCTUATION = " \u00a0.,·-()'/"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("debian", type=Path, help="folder with the unpacked Debian packages")
    debian: Path = arguments.parse_args().debian
    make_inter(_inter_source())
    make_noto(debian)
    make_cjk(next(debian.rglob("NotoSansCJK-Regular.ttc")))
    make_unseen()


def _inter_source() -> Path:
    found = importlib.util.find_spec("fontpkg_inter")
    if found is None or found.origin is None:
        raise SystemExit("fontpkg-inter is not installed")
    return Path(found.origin).parent / "files" / "Inter[opsz,wght].ttf"


def make_inter(source: Path) -> None:
    for name, weight in SCREEN_WEIGHTS.items():
        font = _inter_static(source, weight)
        _rename(font, "Inter", name, weight)
        font.save(_place("inter", f"Inter-{name}.ttf"))
    for name, weight in PAPER_WEIGHTS.items():
        font = _inter_static(source, weight)
        _freeze_tabular_figures(font)
        _rename(font, PAPER_FAMILY, name, weight)
        font.save(_place("inter", f"ExpatDeskPaper-{name}.ttf"))


def _inter_static(source: Path, weight: int) -> TTFont:
    # 14 is the optical size for text; the display cut begins at 32.
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": weight, "opsz": 14})
    codepoints = [code for first, last in INTER_RANGES for code in range(first, last + 1)]
    _subset(font, codepoints, features=["ccmp", "locl", "mark", "mkmk", "kern", "calt", "tnum"])
    return font


def _freeze_tabular_figures(font: TTFont) -> None:
    table = font["GSUB"].table
    tabular: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for rule in table.LookupList.Lookup[index].SubTable:
                    tabular |= getattr(rule, "ExtSubTable", rule).mapping
    # Figures alone: a hyphen as wide as a figure would tear names apart.
    for encoding in font["cmap"].tables:
        encoding.cmap = {
            code: tabular.get(glyph, glyph) if chr(code).isdecimal() else glyph
            for code, glyph in encoding.cmap.items()
        }


def make_noto(debian: Path) -> None:
    for script in NOTO:
        font = TTFont(next(debian.rglob(f"NotoSans{script}-Regular.ttf")))
        codepoints = list(font.getBestCmap())
        _subset(font, codepoints, features=["*"])
        font.save(_place("noto", f"NotoSans{script}-Regular.ttf"))


def make_cjk(source: Path) -> None:
    collection = TTCollection(source, lazy=True)
    simplified = next(
        font for font in collection.fonts if font["name"].getDebugName(1) == "Noto Sans CJK SC"
    )
    codepoints = [code for first, last in CJK_RANGES for code in range(first, last + 1)]
    # `locl` keeps the forms of Japan, Korea, Taiwan and Hong Kong where they differ.
    _subset(simplified, [*codepoints, *map(ord, CJK_PUNCTUATION)], features=["ccmp", "locl"])
    # Too many pieces for the old encoding; every system of today reads the long one.
    encodings = simplified["cmap"]
    encodings.tables = [each for each in encodings.tables if each.format in {12, 14}]
    # A name of its own: a whole Noto Sans CJK on the machine must not be hidden by this part.
    _rename(simplified, CJK_FAMILY, "Regular", 400)
    simplified["CFF "].cff.fontNames = [f"{CJK_FAMILY.replace(' ', '')}-Regular"]
    simplified.save(_place("noto", "ExpatDeskCJK-Regular.otf"))


def make_unseen() -> None:
    """One glyph as large as a letter and without area: never painted, but it can be selected."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, -250))
    pen.lineTo((500, 900))
    pen.lineTo((0, -250))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupCharacterMap({0x20: "blank"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "blank": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "blank": (500, 0)})
    builder.setupHorizontalHeader(ascent=900, descent=-250)
    builder.setupNameTable({"familyName": UNSEEN_FAMILY, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, usWinAscent=900, usWinDescent=250)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    # Not ".ttf": the window loads all that are called so.
    builder.save(_place("unseen", "ExpatDeskUnseen.font"))


def _subset(font: TTFont, codepoints: list[int], features: list[str]) -> None:
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "meta", "DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)
    font.recalcTimestamp = False  # the same fonts in, the same files out


def _rename(font: TTFont, family: str, style: str, weight: int) -> None:
    # Old systems know four styles to a family; the other weights are families of their own there.
    plain = style in {"Regular", "Bold"}
    texts = {
        1: family if plain else f"{family} {style}",
        2: style if plain else "Regular",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
        16: family,
        17: style,
    }
    texts[3] = f"{texts[6]};ExpatDesk"
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].version = max(4, font["OS/2"].version)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = {"Regular": 0x40, "Bold": 0x20}.get(style, 0x40) | 0x80
    font["head"].macStyle = 1 if style == "Bold" else 0


def _place(folder: str, name: str) -> Path:
    path = OUT / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


if __name__ == "__main__":
    main()
