"""Information sheets: one beside its text set straight by Platypus, a pack, and the preview.

The floor sets the English text of the same sheet, of its own typeface, with title, headings,
bullets and bold words, in one column; ours reads and sets both languages, side by side, with
boxes, codes, head and foot, and bookmarks.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bench._measure import Figure, at_most, in_turns, median, ms, ratio, scaled, within
from expatdesk.documents.parts import Centre
from expatdesk.documents.raster import picture
from expatdesk.documents.sheets import SheetOnPaper, render_pack, render_sheet
from expatdesk.documents.typeface import Face, typeface
from expatdesk.markup import Block, Box, ListBlock, Paragraph, Spans, parse
from expatdesk.paths import resources_dir

MUST_BE = 3.0
PACK = (1, 2, 3, 5, 6, 11)
PACK_MS = 1000.0
PREVIEW_MS = 150.0
PREVIEW_SCALE = 1.5
"""Pixels a point: a sheet 900 pixels wide."""
ROUNDS = 25

CENTRE = Centre("Expat Centre", ("Stationsweg 126", "2312 AV Leiden"), phone="+31 71 516 51 65")
MADE_AT = datetime(2026, 11, 24, 11, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))
FIELDS = {
    language: {
        "fee.registration_first": "€ 60.50",
        "fee.registration_partner": "€ 30.25",
        "fee.registration_child": "€ 15.13",
        "centre.address": "Stationsweg 126, 2312 AV Leiden",
        "centre.hours": "09:00–12:30, 13:00–16:30",
        "centre.phone": CENTRE.phone,
    }
    for language in ("en", "nl")
}


def sheet(number: int) -> SheetOnPaper:
    """A sheet of a new centre, checked, for a visitor with a Latin name."""
    bodies = tuple((language, body(number, language)) for language in ("en", "nl"))
    return SheetOnPaper(
        number, 1, bodies, date(2026, 11, 2), 2026, made_for=("Joost van der Wielenmaker", "")
    )


def body(number: int, language: str) -> str:
    (file,) = (resources_dir() / "sheets").glob(f"{number:02d}-*.{language}.md")
    return file.read_text(encoding="utf-8").split("---\n", 2)[2].lstrip("\n")


def straight(text: str) -> bytes:
    """The floor: the text of one language through Platypus."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFontFamily
    from reportlab.platypus import Paragraph as Set
    from reportlab.platypus import SimpleDocTemplate

    typeface(Face.TEXT), typeface(Face.STRONG)
    registerFontFamily(Face.TEXT.value, normal=Face.TEXT.value, bold=Face.STRONG.value)
    plain = ParagraphStyle("text", fontName=Face.TEXT.value, fontSize=9.5, leading=12.4)
    head = ParagraphStyle("head", plain, fontName=Face.STRONG.value, fontSize=10.5, leading=14)
    title = ParagraphStyle("title", head, fontSize=18, leading=22.5)
    read = parse(text)
    story = [Set(_markup(read.title_spans), title)]
    story += [Set(words, plain, bulletText=sign) for words, sign in _flat(read.intro)]
    for part in read.parts:
        story.append(Set(_markup(part.heading), head))
        story += [Set(words, plain, bulletText=sign) for words, sign in _flat(part.blocks)]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pageCompression=1, invariant=1).build(story)
    return buffer.getvalue()


def _flat(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str | None]]:
    for block in blocks:
        match block:
            case Paragraph(spans):
                yield _markup(spans), None
            case ListBlock(items=items):
                for item in items:
                    for words, _sign in _flat(item.blocks):
                        yield words, "•"
            case Box(blocks=inner):
                yield from _flat(inner)
            case _:
                for row in (block.head, *block.rows):
                    yield " ".join(map(_markup, row)), None


def _markup(spans: Spans) -> str:
    texts = (span.text.replace("&", "&amp;").replace("<", "&lt;") for span in spans)
    return "".join(
        f"<b>{text}</b>" if span.strong else text for text, span in zip(texts, spans, strict=True)
    )


def figures(scale: float = 1.0) -> list[Figure]:
    paper, pack = sheet(5), [sheet(number) for number in PACK]
    english = paper.bodies[0][1]

    def ours() -> bytes:
        return render_sheet(paper, CENTRE, FIELDS, MADE_AT)

    mine, theirs, packed, seen = in_turns(
        (
            ours,
            lambda: straight(english),
            lambda: render_pack(pack, CENTRE, FIELDS, MADE_AT),
            lambda: picture(ours(), 0, PREVIEW_SCALE),
        ),
        scaled(ROUNDS, scale),
    )
    return [
        at_most(
            "information sheet, A4, both languages, beside its English text by Platypus",
            ratio(mine, theirs),
            MUST_BE,
            ours=ms(median(mine)),
            floor=ms(median(theirs)),
        ),
        within("pack of six information sheets", median(packed), PACK_MS),
        within("sheet read, set and drawn for the preview", median(seen), PREVIEW_MS),
    ]
