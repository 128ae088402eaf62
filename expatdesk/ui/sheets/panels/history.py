"""The history of a sheet: its versions and the drafts that were set aside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from expatdesk.clock import day_of
from expatdesk.formats import date_medium
from expatdesk.i18n import _
from expatdesk.services.sheets.types import HistoryLine, SheetView
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Column,
    ComboField,
    KeyValueRow,
    LabelledField,
    PlainLabel,
    PrimaryButton,
    SegmentedToggle,
    TableView,
    Text,
    clear,
    column,
)
from expatdesk.ui.kit.fitting import ColumnFit
from expatdesk.ui.sheets.panels.panel import SidePanel
from expatdesk.ui.sheets.words import Names, day_words, moment_words

Key = tuple[int, int | None]
"""Number of a version and, for a draft that was set aside, its id."""


DRAFT = -1
"""In the place of a draft's id: the draft as it is now."""


def draft_line(view: SheetView) -> HistoryLine | None:
    """The draft as it is now, as a line over the history; None where there is none."""
    draft = view.draft
    if draft is None:
        return None
    changed = tuple(code for code, text in view.texts.items() if text.changed_in > view.published)
    return HistoryLine(
        number=draft.base,
        at=draft.updated_at,
        staff=draft.staff,
        note="",
        changed=changed,
        draft_id=DRAFT,
        valid_for_year=draft.valid_for_year,
    )


def key_of(line: HistoryLine) -> Key:
    """What a line is known by."""
    return line.number, line.draft_id


class HistoryPanel(SidePanel):
    """``compared`` carries the keys of the older and the newer one, and the language;
    ``restore_wanted`` the line that shall come back.
    """

    compared = Signal(object, object, str)
    restore_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, lambda: _("History"))
        self._lines: tuple[HistoryLine, ...] = ()
        self._names: Names = {}
        self._offered: Names = {}
        self._published = 0
        self._allowed = False
        self.table: TableView[HistoryLine] = TableView(
            _columns(self), name=lambda: _("Versions"), sortable=False
        )
        ColumnFit(self.table, least={"who": 70, "at": 90})
        self.table.setMinimumHeight(190)
        self.with_: ComboField[Key] = ComboField()
        self.with_field = LabelledField(lambda: _("Compare it with"), self.with_)
        self._toggles = column(spacing=0)
        self.language: SegmentedToggle[str] | None = None
        self._facts = column(spacing=2)
        self.restore = PrimaryButton(
            self._restore_words, key="Ctrl+Return", on=self._restore, large=True
        )
        self.content.addWidget(self.table, 1)
        self.content.addLayout(self._facts)
        self.content.addWidget(self.with_field)
        self.content.addLayout(self._toggles)
        self.foot.addWidget(self.restore)
        self.table.picked.connect(self._picked)
        self.with_.chosen.connect(self._compare)

    def show_history(
        self, lines: Sequence[HistoryLine], names: Names, published: int, *, allowed: bool
    ) -> None:
        """Shows these; the same line stays chosen, or whichever is the newest.

        ``published``: the version in force.
        """
        kept = self.line()
        if kept is not None and self._lines and key_of(kept) == key_of(self._lines[0]):
            kept = None
        self._lines, self._names = tuple(lines), names
        self._published, self._allowed = published, allowed
        self._offer_languages()
        self.table.set_rows(self._lines)
        same = [line for line in self._lines if kept and key_of(line) == key_of(kept)]
        if same:
            self.table.pick(same[0])
        else:
            self.table.pick_first()

    def forget(self) -> None:
        """It is opened anew: the newest line is chosen."""
        self._lines = ()
        self.table.set_rows(())

    def line(self) -> HistoryLine | None:
        """The line the keyboard is on."""
        return self.table.current_row()

    def begin(self) -> None:
        """The keyboard goes to the list."""
        self.table.setFocus()

    def words_of(self, key: Key) -> str:
        """What a line is called: Version 7, or Draft of 2 Nov 2026."""
        line = next((line for line in self._lines if key_of(line) == key), None)
        return "" if line is None else _named(line)

    # inside

    def _offer_languages(self) -> None:
        if self._offered == dict(self._names):
            return
        self._offered = dict(self._names)
        clear(self._toggles)
        self.language = None
        if self._names:
            choices: list[tuple[str, Text]] = list(self._names.items())
            self.language = SegmentedToggle(choices, name=lambda: _("Language"))
            self.language.chosen.connect(self._compare)
            self._toggles.addWidget(self.language)

    def _language(self) -> str:
        return "" if self.language is None else self.language.value()

    @Slot(object)
    def _picked(self, line: HistoryLine | None) -> None:
        if line is None:
            return
        others = [other for other in self._lines if other is not line]
        self.with_.set_choices([(key_of(other), _named(other)) for other in others])
        self.with_.choose(_before(line, self._lines))
        self.with_field.setVisible(bool(others))
        self._show_facts(line)
        in_force = line.draft_id is None and line.number == self._published
        self.restore.setVisible(self._allowed and not in_force and line.draft_id != DRAFT)
        self.restore.retranslate()
        language = self.language
        if language is not None and line.changed and language.value() not in line.changed:
            language.choose(line.changed[0])
        self._compare()

    @Slot()
    def _compare(self) -> None:
        line, other = self.line(), self.with_.value()
        if line is None:
            return
        self.compared.emit(other, key_of(line), self._language())

    def _show_facts(self, line: HistoryLine) -> None:
        clear(self._facts)
        said = [
            (_("Note"), line.note),
            (_("Changed"), ", ".join(self._names.get(code, code) for code in line.changed)),
            (_("Checked"), "" if line.checked_on is None else _day(line)),
            (_("Valid for"), "" if line.valid_for_year is None else str(line.valid_for_year)),
        ]
        for word, value in said:
            if value and word == _("Note"):
                self._facts.addWidget(PlainLabel(value, role="small", wrap=True))
            elif value:
                self._facts.addWidget(KeyValueRow(word, value))

    def _restore_words(self) -> str:
        line = self.line()
        if line is None:
            return _("Bring back")
        if line.draft_id is not None:
            return _("Bring back this draft")
        return _("Bring back version {number}").format(number=line.number)

    def _restore(self) -> None:
        line = self.line()
        if line is not None:
            self.restore_wanted.emit(line)


def _day(line: HistoryLine) -> str:
    return "" if line.checked_on is None else date_medium(line.checked_on)


def _named(line: HistoryLine) -> str:
    if line.draft_id is None:
        return _("Version {number}").format(number=line.number)
    if line.draft_id == DRAFT:
        return _("Draft, as it is now")
    return _("Draft set aside {day}").format(day=day_words(line.at))


def _before(line: HistoryLine, lines: Sequence[HistoryLine]) -> Key | None:
    """The version before a version, the one a draft was begun from."""
    number = line.number if line.draft_id is not None else line.number - 1
    return next(
        (key_of(one) for one in lines if one.draft_id is None and one.number == number), None
    )


def _when(line: HistoryLine, panel: HistoryPanel) -> str:
    """The time today, else the day."""
    if day_of(line.at) == panel.desk.today():
        return moment_words(line.at, panel.desk.today())
    return day_words(line.at)


def _columns(panel: HistoryPanel) -> list[Column[HistoryLine]]:
    def version(line: HistoryLine) -> str:
        if line.draft_id is None:
            return f"v{line.number}"
        return _("draft") if line.draft_id == DRAFT else _("set aside")

    return [
        Column("version", lambda: _("Version"), version, strong=True, width=76),
        Column("who", lambda: _("Who"), lambda line: line.staff, stretch=True),
        Column(
            "at",
            lambda: _("When"),
            lambda line: _when(line, panel),
            muted=True,
            width=112,
        ),
    ]
