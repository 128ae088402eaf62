"""A sheet as such: added, named, numbered, retired; and the languages of all sheets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from expatdesk.i18n import _
from expatdesk.services.base import Done, Refusal, new_key
from expatdesk.services.sheets.types import LanguageLine, SheetEntry
from expatdesk.ui.sheets.panels.details import Details, DetailsPanel
from expatdesk.ui.sheets.panels.languages import LanguagesPanel
from expatdesk.ui.sheets.room import Room


class Keeping(QObject):
    """F2 opens the details, Ctrl+Shift+N those of a new sheet. ``added`` carries its id."""

    added = Signal(int)

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self.details = DetailsPanel(room.desk)
        self.languages = LanguagesPanel(room.desk)
        for panel in (self.details, self.languages):
            room.side.addWidget(panel)
            panel.closed.connect(room.back_to_texts)
        self.details.saved.connect(self._save)
        self.details.retire_wanted.connect(self._retire)
        self.languages.added.connect(self._add_language)
        self.languages.used.connect(self._use_language)
        room.listed_anew.connect(self._refresh)

    @Slot()
    def begin_new(self) -> None:
        """The form of a new sheet, with the next number."""
        room = self._room
        if not room.manages():
            return
        taken = [row.number for row in room.listed.rows]
        self.details.show_new(max(taken, default=0) + 1)
        room.turn_to(side=self.details)
        self.details.begin()

    @Slot()
    def open_details(self) -> None:
        """The details of the open sheet."""
        room, opened = self._room, self._room.opened
        if opened is None or not room.manages():
            return
        self.details.show_view(opened.view, room.sources, room.names, room.year)
        room.turn_to(side=self.details)
        self.details.begin()

    @Slot()
    def open_languages(self) -> None:
        """The languages that sheets are written in."""
        room = self._room
        if room.manages():
            self.languages.show_languages(room.listed.all_languages)
            room.turn_to(side=self.languages)
            self.languages.begin()

    @Slot()
    def _refresh(self) -> None:
        if self._room.side.currentWidget() is self.languages:
            self.languages.show_languages(self._room.listed.all_languages)

    # sheets

    @Slot(object)
    def _save(self, details: Details) -> None:
        room, opened = self._room, self._room.opened
        if self.details.is_new() or opened is None:
            self._add(details.entry)
            return
        if not opened.view.active:
            self._change(details.entry, _("Saved."))
            return
        view = opened.view
        sources = {**room.sources, **details.sources}
        drafts = (sources, details.valid_for_year) != (room.sources, room.year)
        if drafts or (view.draft is not None and details.entry.owner != view.owner):
            room.sources, room.year = sources, details.valid_for_year
            # A draft brings its owner along when it is published.
            room.owner = details.entry.owner
            room.drafting.typed()
            room.drafting.flush()
            room.texts_changed.emit()
        if details.entry != SheetEntry(view.code, view.number, view.owner, view.active):
            self._change(details.entry, _("Saved."))
        else:
            room.back_to_texts()

    def _add(self, entry: SheetEntry) -> None:
        room = self._room
        sheets, actor, key = room.desk.services.sheets, room.desk.actor, new_key()

        def done(what: Done[int]) -> None:
            words = _("Sheet {number} is there; write its texts.").format(number=entry.number)
            room.desk.notify(words, what.undo)
            self.added.emit(what.value)

        room.desk.operations.write(
            self, lambda: sheets.add_sheet(actor, entry, key=key), done, self._refused
        )

    def _change(self, entry: SheetEntry, words: str) -> None:
        room, opened = self._room, self._room.opened
        if opened is None:
            return
        sheets, actor, key = room.desk.services.sheets, room.desk.actor, new_key()
        sheet_id, version = opened.view.sheet_id, opened.view.version

        def done(what: Done[int]) -> None:
            room.desk.notify(words, what.undo)
            room.back_to_texts()

        room.desk.operations.write(
            self,
            lambda: sheets.change_sheet(actor, sheet_id, version, entry, key=key),
            done,
            self._refused,
        )

    @Slot(bool)
    def _retire(self, active: bool) -> None:  # noqa: FBT001  a slot
        opened = self._room.opened
        if opened is None:
            return
        view = opened.view
        self._room.drafting.flush()
        words = _("The sheet is in use again.") if active else _("The sheet is retired.")
        self._change(SheetEntry(view.code, view.number, view.owner, active), words)

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, Refusal) and self.details.show_refusal(error)):
            self._room.desk.tell(error)
            self._room.refresh()

    # languages

    @Slot(str, str)
    def _add_language(self, code: str, name: str) -> None:
        room = self._room
        sheets, actor, key = room.desk.services.sheets, room.desk.actor, new_key()

        def done(what: Done[int]) -> None:
            words = _("Sheets can be written in {language} now.").format(language=name)
            room.desk.notify(words, what.undo)
            self.languages.empty()

        self._write_language(lambda: sheets.add_language(actor, code, name, key=key), done)

    @Slot(object, bool)
    def _use_language(self, line: LanguageLine, active: bool) -> None:  # noqa: FBT001  a slot
        room = self._room
        sheets, actor, key = room.desk.services.sheets, room.desk.actor, new_key()
        changed = LanguageLine(line.code, line.name, line.position, active)

        def done(what: Done[int]) -> None:
            if active:
                words = _("{language} is in use.").format(language=line.name)
            else:
                words = _("{language} is not in use any more.").format(language=line.name)
            room.desk.notify(words, what.undo)

        self._write_language(lambda: sheets.change_language(actor, changed, key=key), done)

    def _write_language(
        self, work: Callable[[], Done[int]], done: Callable[[Done[int]], None]
    ) -> None:
        room = self._room

        def refused(error: Exception) -> None:
            if not (isinstance(error, Refusal) and self.languages.show_refusal(error)):
                room.desk.tell(error)
            self._refresh()

        room.desk.operations.write(self, work, done, refused)
