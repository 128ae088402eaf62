"""Tables as CSV that a spreadsheet opens without running anything, and reading them back.

A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP ASVS 5.0,
1.2.10); reading takes it away again. Numbers and days are no texts and stay as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from expatdesk import formats
from expatdesk.i18n import Language

BOM = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""

_CHUNK = 500

# The wide forms are formulas to spreadsheets in Chinese, Japanese and Korean.
_RISKY = re.compile("'*[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True, slots=True)
class Euros:
    """An amount in cents, written as a number with decimals."""

    cents: int


Value: TypeAlias = str | int | bool | date | datetime | Euros | None


def csv_chunks(
    head: Sequence[str], rows: Iterable[Sequence[Value]], language: Language
) -> Iterator[str]:
    """The file in pieces of some hundred lines; stop asking, and nothing more is read.

    Separated by semicolons in Dutch, where the comma parts decimals, otherwise by commas.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter(language), lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow([guarded(each) for each in head])
    source = iter(rows)
    while batch := list(islice(source, _CHUNK)):
        writer.writerows([written(value, language) for value in line] for line in batch)
        yield _emptied(buffer)
    if rest := _emptied(buffer):
        yield rest


def write_csv(
    file: Path, head: Sequence[str], rows: Iterable[Sequence[Value]], language: Language
) -> None:
    """Writes the file whole or not at all: beside it first, then in its place.

    Whatever `rows` raises (a job that was stopped) leaves no file behind. Raises OSError.
    """
    unfinished = file.with_name(f"{file.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as out:
            for chunk in csv_chunks(head, rows, language):
                out.write(chunk)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def read_rows(text: str) -> Iterator[list[str]]:
    """The rows of such a file, heads first, with the apostrophes taken away again."""
    body = text.removeprefix(BOM)
    heads = body.partition("\n")[0]
    separator = ";" if heads.count(";") > heads.count(",") else ","
    for line in csv.reader(io.StringIO(body, newline=""), delimiter=separator):
        yield [unguarded(value) for value in line]


def delimiter(language: Language) -> str:
    return ";" if language is Language.NL else ","


def guarded(text: str) -> str:
    """Harmless to a spreadsheet; `unguarded` gives back exactly what came in."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def written(value: Value, language: Language) -> str:
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case Euros(cents):
            return _decimal(cents, language)
        case datetime():
            return f"{formats.date_numeric(value)} {formats.time_hm(value)}"
        case date():
            return formats.date_numeric(value)
        case bool():
            return "1" if value else "0"
        case int():
            return str(value)


def _decimal(cents: int, language: Language) -> str:
    """With a plain minus and without thousands, so that it is a number to every spreadsheet."""
    whole, rest = divmod(abs(cents), 100)
    point = "," if language is Language.NL else "."
    return f"{'-' if cents < 0 else ''}{whole}{point}{rest:02d}"


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
