"""Sample sheets, what their fields say, and what a test reads in their PDFs."""

from __future__ import annotations

from datetime import date, datetime

from papers import AMSTERDAM, CENTRE
from pypdfium2 import PdfDocument

from expatdesk.documents.raster import Picture, picture
from expatdesk.documents.sheets import FieldValues, SheetOnPaper, render_sheet
from expatdesk.paths import resources_dir

MADE_AT = datetime(2026, 11, 24, 11, 42, tzinfo=AMSTERDAM)

ENGLISH = """# Health insurance

Whoever lives here must have basic insurance.

## When

- within four months of your registration
- it counts from your first day

## What it costs

About **[€ 159 a month]{.yearly #premium}**. We charge {fee.first}.

::: warning
**Too late?** You can get a fine.
:::

## Questions

See [the site](https://www.example.org/insurance) or call {centre.phone}.

[Compare and choose](https://www.example.org){.qr}
"""
DUTCH = """# Zorgverzekering

Wie hier woont, moet een basisverzekering hebben.

## Wanneer

- binnen vier maanden na uw inschrijving
- ze geldt vanaf uw eerste dag

## Wat het kost

Ongeveer **[€ 159 per maand]{.yearly #premium}**. Wij rekenen {fee.first}.

::: warning
**Te laat?** U kunt een boete krijgen.
:::

## Vragen

Kijk op [de site](https://www.example.org/insurance) of bel {centre.phone}.

[Vergelijk en kies](https://www.example.org){.qr}
"""
FIELDS: FieldValues = {
    "en": {
        "fee.first": "€ 60.50",
        "centre.phone": "+31 71 516 51 65",
        "visitor.name": "Mary-Kate O’Kealy",
    },
    "nl": {
        "fee.first": "€ 60,50",
        "centre.phone": "+31 71 516 51 65",
        "visitor.name": "Mary-Kate O’Kealy",
    },
}
BOTH = SheetOnPaper(
    number=5,
    version=7,
    bodies=(("en", ENGLISH), ("nl", DUTCH)),
    checked_on=date(2026, 11, 2),
    valid_for_year=2026,
    source=(("en", "Government.nl"), ("nl", "Rijksoverheid.nl")),
)


def printed(paper: SheetOnPaper, fields: FieldValues = FIELDS) -> bytes:
    return render_sheet(paper, CENTRE, fields, MADE_AT)


def saying(*bodies: str, **values: object) -> SheetOnPaper:
    """A sheet of these texts: English, then Dutch."""
    texts = tuple(zip(("en", "nl"), bodies, strict=False))
    return SheetOnPaper(1, 1, texts, **values)  # type: ignore[arg-type]  # a test names the fields


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as PDFium reads it, which is as most people see it."""
    with PdfDocument(pdf) as document:
        return [_tidy(page.get_textpage().get_text_range()) for page in document]


def _tidy(text: str) -> str:
    """A hyphen at the end of a line is one again."""
    return text.replace("\ufffe", "-").replace("\r\n", "\n")


def lines_of(pdf: bytes, page: int = 0) -> list[str]:
    return page_texts(pdf)[page].split("\n")


def words_of(pdf: bytes) -> str:
    """The text of all pages with every space and line end as one space."""
    return " ".join(" ".join(page_texts(pdf)).split())


def seen(pdf: bytes, page: int = 0) -> Picture:
    return picture(pdf, page, 1.0)


def body_of(number: int, language: str) -> str:
    """A text of `resources/sheets`, without its header."""
    (file,) = (resources_dir() / "sheets").glob(f"{number:02d}-*.{language}.md")
    return file.read_text(encoding="utf-8").split("---\n", 2)[2].lstrip("\n")
