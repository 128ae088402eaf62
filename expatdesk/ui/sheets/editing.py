"""The editor of one sheet: two texts, what is wrong with them, and how far they are saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import ngettext
from expatdesk.services.sheets.types import LanguageLine
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import LinkButton, PlainLabel, column, row
from expatdesk.ui.sheets.checking_texts import Checked
from expatdesk.ui.sheets.editor.fields_menu import Insertions
from expatdesk.ui.sheets.editor.pair import TextPair
from expatdesk.ui.sheets.editor.problems import ProblemList, Trouble
from expatdesk.ui.sheets.opened import Known, Opened
from expatdesk.ui.sheets.strip import Strip
from expatdesk.ui.sheets.words import changed_words


class SheetEditor(QWidget):
    """``typed`` follows each change by hand, ``languages_shown`` that others stand side by side."""

    typed = Signal()
    languages_shown = Signal()
    facts_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._opened: Opened | None = None
        self._checked: Checked | None = None
        self._allowed = False
        self.strip = Strip()
        self.pair = TextPair()
        self.insertions = Insertions(self.pair)
        self.problems = ProblemList()
        self.state = PlainLabel("", role="small", tone="muted")
        self.facts = LinkButton(self._fact_words, on=self.facts_wanted.emit)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        foot = row(self.state, None, self.facts, spacing=8)
        self.facts.hide()
        body = column(self.strip, spacing=8, parent=self)
        body.addWidget(self.pair, 1)
        body.addWidget(self.problems)
        body.addLayout(foot)
        self.setFocusProxy(self.pair)

    def _connect(self) -> None:
        self.pair.edited.connect(self.typed)
        self.pair.shown.connect(self._shown)
        self.insertions.wanted.connect(self._insert)
        self.problems.wanted.connect(self._to_problem)
        for side in self.pair.sides:
            side.edit.refused.connect(self._refused)

    # the sheet

    def show_languages(self, languages: Sequence[LanguageLine]) -> None:
        """The languages of the sheets."""
        self.pair.show_languages(languages)

    def show_known(self, known: Known, language: str) -> None:
        """The fields that may stand in the texts."""
        self.insertions.know_fields(known.lines)
        self.pair.know_fields(known.lines, language)

    def show_sheet(self, opened: Opened, bodies: Mapping[str, str] | None = None) -> None:
        """Opens a sheet; ``bodies`` where something was typed that is not saved yet."""
        self._checked = None
        self.problems.show_troubles(())
        self.pair.show_bodies(opened.view.bodies if bodies is None else bodies)
        self.show_facts_about(opened)

    def change_texts(self, opened: Opened) -> None:
        """The same sheet with other texts: somebody else wrote, or an old version came back."""
        self.pair.change_bodies(opened.view.bodies)
        self.show_facts_about(opened)

    def show_facts_about(self, opened: Opened) -> None:
        """Since when each text says what it says; the texts stay as they are."""
        self._opened = opened
        self._say_ages()

    def allow(self, *, allowed: bool) -> None:
        """Whether the texts may be changed."""
        self._allowed = allowed
        self.insertions.allow(allowed=allowed)
        for side in self.pair.sides:
            side.allow(allowed=allowed)

    def is_allowed(self) -> bool:
        """Whether the texts may be changed."""
        return self._allowed

    def show_checked(self, checked: Checked) -> None:
        """Marks facts and problems, and lists what is wrong."""
        self._checked = checked
        self.pair.show_marks(checked.marks)
        self.problems.show_troubles(checked.troubles)
        self.facts.retranslate()
        self.facts.setVisible(checked.open_facts > 0)

    def troubles(self) -> tuple[Trouble, ...]:
        """What is wrong with the texts."""
        return self.problems.troubles()

    # keys

    def next_problem(self) -> None:
        """Goes to the problem after the cursor."""
        self._leap(back=False)

    def last_problem(self) -> None:
        """Goes to the problem before the cursor."""
        self._leap(back=True)

    def other_text(self) -> None:
        """The keyboard goes to the other language."""
        other = self.pair.other()
        if other.isVisible():
            other.edit.setFocus()

    def _leap(self, *, back: bool) -> None:
        side = self.pair.current()
        found = self.problems.after(side.language, side.edit.cursor_place(), back=back)
        if found is not None:
            self._to_problem(found)

    @Slot(object)
    def _to_problem(self, trouble: Trouble) -> None:
        self.pair.go_to(trouble.language, trouble.start, trouble.end)

    @Slot(object)
    def _insert(self, command: object) -> None:
        edit = self.pair.current().edit
        if callable(command):
            edit.run(command)
            edit.setFocus()

    @Slot(str)
    def _refused(self, words: str) -> None:
        self.desk.notify(words, level="warning")

    @Slot()
    def _shown(self) -> None:
        self._say_ages()
        self.allow(allowed=self._allowed)
        if self._checked is not None:
            self.pair.show_marks(self._checked.marks)
        self.languages_shown.emit()

    # words

    def _say_ages(self) -> None:
        opened = self._opened
        if opened is None:
            return
        for side in self.pair.sides:
            text = opened.view.texts.get(side.language)
            older = () if text is None else text.older_than
            names = [self.pair.name_of(code) for code in older]
            side.show_age(changed_words(opened.view, opened.history, side.language), names)
        behind = any(side.older_than() for side in self.pair.sides)
        for side in self.pair.sides:
            side.leave_room(left=behind)

    def retranslate(self) -> None:
        """Says again what is not said by itself."""
        self.insertions.retranslate()
        self._say_ages()
        for side in self.pair.sides:
            side.retranslate()

    def _fact_words(self) -> str:
        count = 0 if self._checked is None else self._checked.open_facts
        words = ngettext("{count} fact to confirm", "{count} facts to confirm", count)
        return words.format(count=count)
