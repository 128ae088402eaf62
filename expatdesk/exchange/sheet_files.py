"""Information sheets as a folder of Markdown files with a header, one for each language.

The form is described in resources/sheets/README.md. The header is YAML of which every value is a
text; the body is carried as it is. Reading refuses file by file and line by line and never raises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from expatdesk.i18n import N_, _

LONGEST_BODY = 1_000_000
"""Characters."""
LONGEST_FILE = 4 * LONGEST_BODY + 100_000
"""Bytes: each character may have four, and there is a header."""
_LONGEST_HEADER = 4_000
_FENCE = "---"
_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_YEAR = re.compile(r"20[0-9]{2}", re.ASCII)
_VERSION = re.compile(r"[0-9]{1,6}", re.ASCII)
_HEADING = re.compile(r"#{1,6}(\s|$)")
_NO_SHEETS = frozenset({"readme.md", "license.md", "contributing.md"})


@dataclass(frozen=True)
class SheetText:
    """One language of one sheet.

    `version`: the published one that was in force when it was exported. `file`, `body_line`:
    where it was read, the line from 1 on which the body begins.
    """

    code: str
    number: int
    language: str
    body: str
    source: str = ""
    owner: str = ""
    valid_for_year: int | None = None
    checked_on: date | None = None
    version: int | None = None
    file: str = ""
    body_line: int = 1

    @property
    def file_name(self) -> str:
        """05-health_insurance.en.md"""
        return f"{self.number:02}-{self.code}.{self.language}.md"


@dataclass(frozen=True)
class Line:
    """Why a file, or a line of it (from 1), is not taken; `reason` is a message id."""

    file: str
    line: int
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self) -> str:
        """The reason in the current language."""
        return _(self.reason).format(**self.values)


@dataclass(frozen=True)
class ReadSheets:
    """What a folder holds: texts that can be taken, by number and language, and the rest.

    `left`: names of files that are no sheets, or hold only headings that wait for a translator.
    """

    texts: tuple[SheetText, ...]
    refused: tuple[Line, ...]
    left: tuple[str, ...] = ()


class _Bad(Exception):
    """A file cannot be taken."""

    def __init__(self, line: int, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
        self.values = values


def tidy(body: str) -> str:
    """A body as it stands in a file: NFC, line feeds, no empty lines around it, one at its end."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip("\n") + "\n"


def write_folder(texts: Iterable[SheetText], missing: Iterable[str] = ()) -> dict[str, str]:
    """The files by name. `missing`: languages for which a file with the headings alone is made
    where a sheet lacks them, to be filled in by a translator.
    """
    files: dict[str, str] = {}
    by_sheet: dict[str, list[SheetText]] = {}
    for text in texts:
        files[text.file_name] = write_file(text)
        by_sheet.setdefault(text.code, []).append(text)
    for sheet in by_sheet.values():
        for language in missing:
            if all(text.language != language for text in sheet):
                bare = _skeleton(sheet[0], language)
                files[bare.file_name] = write_file(bare)
    return dict(sorted(files.items()))


def write_file(text: SheetText) -> str:
    """One file: the header and the body."""
    values = {
        "sheet": text.code,
        "number": str(text.number),
        "language": text.language,
        "valid_for_year": "" if text.valid_for_year is None else str(text.valid_for_year),
        "checked_on": "" if text.checked_on is None else text.checked_on.isoformat(),
        "owner": text.owner,
        "source": text.source,
    }
    if text.version is not None:
        values["version"] = str(text.version)
    header = "".join(f"{name}:{_written(value)}\n" for name, value in values.items())
    return f"{_FENCE}\n{header}{_FENCE}\n\n{tidy(text.body)}"


def read_folder(files: Mapping[str, bytes]) -> ReadSheets:
    """Reads all files of a folder by name; what cannot be taken is said with its line."""
    texts: list[SheetText] = []
    refused: list[Line] = []
    left: list[str] = []
    for name in sorted(files):
        if not _is_sheet(name):
            left.append(name)
            continue
        try:
            text = _read_file(name, files[name])
            _refuse_beside(text, texts)
        except _Bad as bad:
            refused.append(Line(name, bad.line, bad.reason, bad.values))
        else:
            if _only_headings(text.body):
                left.append(name)
            else:
                texts.append(text)
    texts.sort(key=lambda text: (text.number, text.code, text.language))
    return ReadSheets(tuple(texts), tuple(refused), tuple(left))


def _read_file(name: str, content: bytes) -> SheetText:
    """One file. Raises an exception of this module that `read_folder` puts into a line."""
    if len(content) > LONGEST_FILE:
        raise _Bad(1, N_("This file is too large for a sheet."))
    lines = _decoded(content).split("\n")
    if lines[0].rstrip() != _FENCE:
        raise _Bad(1, N_("The file does not begin with a header between two lines of ---."))
    ends = (at for at, line in enumerate(lines[1:], start=1) if line.rstrip() == _FENCE)
    end = next(ends, None)
    if end is None or sum(map(len, lines[:end])) > _LONGEST_HEADER:
        raise _Bad(1, N_("The header has no end: a line of --- is missing."))
    header = _Header(_values(lines[1:end]), lines)
    body = tidy("\n".join(lines[end + 1 :]))
    if not body.strip():
        raise _Bad(end + 1, N_("There is no text under the header."))
    if len(body) > LONGEST_BODY:
        raise _Bad(end + 1, N_("This file is too large for a sheet."))
    first = next(at for at, line in enumerate(lines[end + 1 :], start=end + 2) if line)
    return replace(header.text(), body=body, file=name, body_line=first)


class _Header:
    """The values of a header, each checked, with the line on which it stands."""

    def __init__(self, values: Mapping[str, str], lines: list[str]) -> None:
        self._values = values
        self._lines = lines

    def text(self) -> SheetText:
        return SheetText(
            code=self._need("sheet", _CODE, N_("A sheet has a code such as health_insurance.")),
            number=int(self._need("number", _NUMBER, N_("A sheet has a number from 1 to 999."))),
            language=self._need(
                "language", _LANGUAGE, N_("A language has a code of two or three letters.")
            ),
            body="",
            source=self._line_of_text("source"),
            owner=self._line_of_text("owner"),
            valid_for_year=self._number("valid_for_year", _YEAR),
            checked_on=self._day("checked_on"),
            version=self._number("version", _VERSION),
        )

    def _need(self, name: str, form: re.Pattern[str], reason: str) -> str:
        value = self._values.get(name, "").strip()
        if not form.fullmatch(value):
            raise _Bad(self._at(name), reason)
        return value

    def _number(self, name: str, form: re.Pattern[str]) -> int | None:
        value = self._values.get(name, "").strip()
        if not value:
            return None
        if not form.fullmatch(value):
            raise _Bad(self._at(name), N_("“{name}” should be a number."), name=name)
        return int(value)

    def _day(self, name: str) -> date | None:
        value = self._values.get(name, "").strip()
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise _Bad(
                self._at(name), N_("“{name}” should be a day such as 2026-11-02."), name=name
            ) from error

    def _line_of_text(self, name: str) -> str:
        value = " ".join(unicodedata.normalize("NFC", self._values.get(name, "")).split())
        if not value.isprintable():
            raise _Bad(self._at(name), N_("This text holds characters that cannot be printed."))
        return value

    def _at(self, name: str) -> int:
        """The line of a value, from 1; the first where it is missing."""
        for at, line in enumerate(self._lines, start=1):
            if line.startswith(f"{name}:"):
                return at
        return 1


def _is_sheet(name: str) -> bool:
    base = name.rsplit("/", 1)[-1]
    return base.lower().endswith(".md") and base.lower() not in _NO_SHEETS and base[0] != "."


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _Bad(line, N_("This is not UTF-8: save the file with that encoding.")) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _values(lines: list[str]) -> dict[str, str]:
    import yaml

    try:
        found = yaml.load("\n".join(lines), yaml.BaseLoader)  # noqa: S506  (texts only, no objects)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        # The last two: "\UFFFFFFFF" is beyond all characters, which the library does not see.
        mark = getattr(error, "problem_mark", None)
        line = 2 if mark is None else 2 + int(mark.line)
        raise _Bad(
            line, N_("The header cannot be read. Write “name: value” on each line.")
        ) from error
    if not isinstance(found, dict):
        raise _Bad(2, N_("The header cannot be read. Write “name: value” on each line."))
    return {str(name): value for name, value in found.items() if isinstance(value, str)}


def _refuse_beside(text: SheetText, before: Iterable[SheetText]) -> None:
    """Raises where the file does not fit beside those read so far."""
    for other in before:
        if (other.code, other.language) == (text.code, text.language):
            raise _Bad(1, N_("The same sheet and language stands in {file}."), file=other.file)
        if other.code == text.code and other.number != text.number:
            raise _Bad(1, N_("The number is another one than in {file}."), file=other.file)
        if other.number == text.number and other.code != text.code:
            raise _Bad(1, N_("Another sheet has this number in {file}."), file=other.file)
        shared = (other.owner, other.valid_for_year)
        if other.code == text.code and shared != (text.owner, text.valid_for_year):
            raise _Bad(1, N_("Owner or year are others than in {file}."), file=other.file)


def _only_headings(body: str) -> bool:
    return all(_HEADING.match(line) for line in body.split("\n") if line.strip())


def _skeleton(text: SheetText, language: str) -> SheetText:
    """The headings of a text, to be translated."""
    headings = [line for line in tidy(text.body).split("\n") if re.match("##? ", line)]
    body = "\n\n".join(headings)
    return replace(text, language=language, body=body, source="", version=None)


def _written(value: str) -> str:
    """A value with the blank before it, in quotes where it would be read as something else."""
    import json

    import yaml

    if not value:
        return ""
    try:
        plain = yaml.load(f"x: {value}", yaml.BaseLoader) == {"x": value}  # noqa: S506  (as above)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        plain = False
    return f" {value if plain else json.dumps(value, ensure_ascii=False)}"
