"""All sheets as a folder of Markdown, for a translator, and back: each line said, then taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from expatdesk.exchange.sheet_files import (
    LONGEST_FILE,
    ReadSheets,
    SheetText,
    read_folder,
    tidy,
    write_folder,
)
from expatdesk.i18n import N_, _
from expatdesk.services.base import Actor, Done, Refusal
from expatdesk.services.sheets.types import KeptText, Taken, TakenText

if TYPE_CHECKING:
    from expatdesk.application import Centre

MOST_FILES = 2_000
"""A folder with more is not one of sheets."""


class Mark(StrEnum):
    """What becomes of a file of an import."""

    CHANGED = "changed"
    NEW = "new"
    SAME = "same"
    LEFT = "left"
    WARNING = "warning"
    REFUSED = "refused"


@dataclass(frozen=True)
class ImportLine:
    """One line of the report; `line` counts from 1, 0 for the file as a whole."""

    file: str
    line: int
    mark: Mark
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self) -> str:
        """The line in the current language."""
        return _(self.text).format(**self.values)


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do. `texts`: those that would be taken."""

    lines: tuple[ImportLine, ...]
    texts: tuple[SheetText, ...]

    def count(self, mark: Mark) -> int:
        return sum(line.mark is mark for line in self.lines)

    @property
    def refused(self) -> int:
        """How many files are not taken for a reason."""
        return len({line.file for line in self.lines if line.mark is Mark.REFUSED})


class NotAllGood(Refusal):
    """Some files of a folder cannot be taken, and it was not said to take the others alone."""

    def __init__(self, count: int) -> None:
        super().__init__(
            N_("Nothing was taken: {count} refused. Mend what is refused, or take the others."),
            count=count,
        )


class TooManyFiles(Refusal):
    def __init__(self) -> None:
        super().__init__(N_("This folder holds more files than there can be sheets."))


def export_files(centre: Centre, *, with_missing: bool = False) -> dict[str, str]:
    """The files by name: of each sheet in use what the editor shows, its draft or version in force.

    `with_missing`: also a file with the headings alone for each language that a sheet lacks.
    """
    texts = [_as_file(text) for text in centre.sheets.kept_texts(drafts=True) if text.active]
    missing = [line.code for line in centre.sheets.languages() if line.active]
    return write_folder(texts, missing if with_missing else ())


def write_files(
    folder: Path, files: Mapping[str, str], progress: Callable[[float], None] = lambda _part: None
) -> int:
    """Writes the files into a folder, which is made if need be; how many. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for done, (name, text) in enumerate(files.items(), start=1):
        (folder / name).write_bytes(text.encode("utf-8"))
        progress(done / len(files))
    return len(files)


def files_in(
    folder: Path, progress: Callable[[float], None] = lambda _part: None
) -> dict[str, bytes]:
    """The Markdown files of a folder by name, for `look_over`. Raises OSError, TooManyFiles."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".md")
    if len(paths) > MOST_FILES:
        raise TooManyFiles
    found = {}
    for done, path in enumerate(paths, start=1):
        if path.is_file():
            with path.open("rb") as file:
                # One byte more than there may be says that it is too large.
                found[path.name] = file.read(LONGEST_FILE + 1)
        progress(done / len(paths))
    return found


def look_over(centre: Centre, files: Mapping[str, bytes]) -> ImportPlan:
    """What taking these files would do, line by line; nothing is written."""
    return _Judge(centre, read_folder(files)).plan()


def take(
    centre: Centre, actor: Actor, plan: ImportPlan, *, only_good: bool = False, key: str
) -> Done[Taken]:
    """Takes the texts of a plan into drafts, all or none.

    Where files were refused nothing is taken, unless `only_good` says to take the others.
    Raises NotAllGood, Invalid, NotAllowed.
    """
    if plan.refused and not only_good:
        raise NotAllGood(plan.refused)
    return centre.sheets.take_texts(actor, [_as_taken(text) for text in plan.texts], key=key)


class _Judge:
    """Holds what comes against what there is."""

    def __init__(self, centre: Centre, read: ReadSheets) -> None:
        sheets = centre.sheets
        self._read = read
        self._languages = {line.code for line in sheets.languages()}
        self._fields = sheets.field_names()
        self._numbers = {row.code: row.number for row in sheets.shelf()}
        self._now = {(text.code, text.language): text for text in sheets.kept_texts(drafts=True)}
        self._lines: list[ImportLine] = []
        self._taken: list[SheetText] = []

    def plan(self) -> ImportPlan:
        for line in self._read.refused:
            self._say(line.file, line.line, Mark.REFUSED, line.reason, line.values)
        for name in self._read.left:
            self._say(name, 0, Mark.LEFT, N_("No sheet, or nothing but headings: left alone"))
        for text in self._read.texts:
            self._judge(text)
        self._compare_parts()
        self._lines.sort(key=lambda line: (line.file, line.line))
        return ImportPlan(tuple(self._lines), tuple(self._taken))

    def _judge(self, text: SheetText) -> None:
        number = self._numbers.get(text.code)
        if text.language not in self._languages:
            words = N_("There is no language “{language}”: add it first.")
            self._say(text.file, 1, Mark.REFUSED, words, {"language": text.language})
            return
        if number is None and text.number in self._numbers.values():
            words = N_("Another sheet has the number {number} here.")
            self._say(text.file, 1, Mark.REFUSED, words, {"number": text.number})
            return
        now = self._now.get((text.code, text.language))
        if now is not None and _same(text, now):
            self._say(text.file, 0, Mark.SAME, N_("Says the same as now"))
            return
        self._taken.append(text)
        if number is None:
            self._say(text.file, 0, Mark.NEW, N_("A new sheet"))
        elif now is None:
            self._say(text.file, 0, Mark.CHANGED, N_("New in this language"))
        else:
            self._say(text.file, 0, Mark.CHANGED, N_("Changes the text"))
        self._warn(text, number, now)

    def _warn(self, text: SheetText, number: int | None, now: KeptText | None) -> None:
        """What is taken all the same, but should be seen."""
        from expatdesk.markup import parse

        if number is not None and number != text.number:
            words = N_("The sheet keeps its number {number}.")
            self._say(text.file, 1, Mark.WARNING, words, {"number": number})
        if now is not None and _went_on(text, now):
            words = N_("Here this text changed after version {number}, from which the file comes.")
            self._say(text.file, 1, Mark.WARNING, words, {"number": text.version})
        for problem in parse(text.body, self._fields).problems:
            line = text.body_line + text.body.count("\n", 0, problem.start)
            self._say(text.file, line, Mark.WARNING, problem.text, problem.values)

    def _compare_parts(self) -> None:
        """Whether the languages of each sheet would have parts that correspond."""
        from expatdesk.markup import compare, parse

        bodies = {key: text.body for key, text in self._now.items()}
        bodies |= {(text.code, text.language): text.body for text in self._taken}
        for text in self._taken:
            others = [of for of in bodies if of[0] == text.code and of[1] != text.language]
            for other in others:
                mine, theirs = parse(text.body, ()), parse(bodies[other], ())
                for problem in compare(theirs, mine):
                    line = text.body_line + text.body.count("\n", 0, problem.start)
                    self._say(text.file, line, Mark.WARNING, problem.text, problem.values)

    def _say(
        self,
        file: str,
        line: int,
        mark: Mark,
        text: str,
        values: Mapping[str, object] | None = None,
    ) -> None:
        said = ImportLine(file, line, mark, text, values or {})
        if said not in self._lines:
            self._lines.append(said)


def _went_on(text: SheetText, now: KeptText) -> bool:
    """Whether the text here is newer than the version from which the file comes.

    Of a draft nobody can tell: it may be what was exported.
    """
    return bool(text.version) and not now.is_draft and now.changed_in > (text.version or 0)


def _same(text: SheetText, now: KeptText) -> bool:
    return (
        tidy(now.body) == text.body
        and now.source == text.source
        and now.valid_for_year == text.valid_for_year
    )


def _as_file(text: KeptText) -> SheetText:
    return SheetText(
        code=text.code,
        number=text.number,
        language=text.language,
        body=text.body,
        source=text.source,
        owner=text.owner,
        valid_for_year=text.valid_for_year,
        checked_on=text.checked_on,
        version=text.version,
    )


def _as_taken(text: SheetText) -> TakenText:
    return TakenText(
        code=text.code,
        number=text.number,
        language=text.language,
        body=text.body,
        source=text.source,
        owner=text.owner,
        valid_for_year=text.valid_for_year,
    )
