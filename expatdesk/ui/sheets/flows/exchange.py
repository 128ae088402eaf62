"""All sheets out and in, as jobs that say how far they are and can be stopped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.services.base import Done, new_key
from expatdesk.services.sheets.types import Taken
from expatdesk.ui.operations import Cancelled, Progress
from expatdesk.ui.sheets.files import FileAsking
from expatdesk.ui.sheets.import_view import ImportView
from expatdesk.ui.sheets.panels.exchange import ExchangePanel
from expatdesk.ui.sheets.room import Room
from expatdesk.workflows import sheet_files
from expatdesk.workflows.sheet_files import ImportPlan
from expatdesk.workflows.sheets import SheetPapers


class Exchange(QObject):
    """Ctrl+Shift+E opens it."""

    def __init__(self, room: Room, window: QWidget) -> None:
        super().__init__(room)
        self._room = room
        self._asking = FileAsking(room.desk, window)
        self._languages: tuple[str, ...] = ()
        self._with_missing = False
        self.panel = ExchangePanel(room.desk)
        self.report = ImportView()
        room.side.addWidget(self.panel)
        room.middle.addWidget(self.report)
        self.panel.closed.connect(room.back_to_texts)
        self.panel.export_wanted.connect(self._ask_export)
        self.panel.import_wanted.connect(self._ask_import)
        self.panel.booklet_wanted.connect(self._ask_booklet)
        self.report.closed.connect(self._close_report)
        self.report.taken.connect(self._take)

    @Slot()
    def open_panel(self) -> None:
        """What can be done with all sheets at once."""
        room = self._room
        room.drafting.flush()
        self.panel.show_languages(room.listed.languages, manages=room.manages())
        room.turn_to(side=self.panel)
        self.panel.begin()

    # out

    @Slot(bool)
    def _ask_export(self, with_missing: bool) -> None:  # noqa: FBT001  a slot
        self._with_missing = with_missing
        self._asking.folder(_("Export to a folder"), self._export)

    def _export(self, folder: Path) -> None:
        centre, with_missing = self._room.desk.services, self._with_missing

        def work(progress: Progress) -> int:
            progress.step(0)
            files = sheet_files.export_files(centre, with_missing=with_missing)

            def told(part: float) -> None:
                progress.step(round(part * len(files)), len(files))

            return sheet_files.write_files(folder, files, told)

        def done(count: int) -> None:
            words = ngettext(
                "{count} file was written to {folder}.",
                "{count} files were written to {folder}.",
                count,
            )
            self._room.desk.notify(words.format(count=count, folder=folder.name))

        self.panel.follow(self._room.desk.operations.job(self, work, done, self._failed))

    @Slot(object)
    def _ask_booklet(self, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._asking.pdf(_("Booklet as PDF"), "sheets-" + "-".join(languages), self._booklet)

    def _booklet(self, path: Path) -> None:
        centre, languages = self._room.desk.services, self._languages

        def work(progress: Progress) -> Path:
            progress.step(0)
            pdf = SheetPapers(centre).booklet(languages, progress.step)
            progress.check()
            path.write_bytes(pdf)
            return path

        def done(written: Path) -> None:
            self._room.desk.notify(_("Saved as {file}.").format(file=written.name))

        self.panel.follow(self._room.desk.operations.job(self, work, done, self._failed))

    # in

    @Slot()
    def _ask_import(self) -> None:
        if self._room.manages():
            self._asking.folder(_("Import a folder"), self._look_over)

    def _look_over(self, folder: Path) -> None:
        centre = self._room.desk.services

        def work(progress: Progress) -> ImportPlan:
            progress.step(0)

            def told(part: float) -> None:
                progress.step(round(part * 100), 100)

            return sheet_files.look_over(centre, sheet_files.files_in(folder, told))

        def done(plan: ImportPlan) -> None:
            self.report.show_plan(plan)
            self._room.turn_to(middle=self.report, side=self.panel)
            self.report.table.setFocus()

        self.panel.follow(self._room.desk.operations.job(self, work, done, self._failed))

    @Slot(bool)
    def _take(self, only_good: bool) -> None:  # noqa: FBT001  a slot
        room, plan = self._room, self.report.plan()
        if plan is None:
            return
        centre, actor, key = room.desk.services, room.desk.actor, new_key()

        def done(what: Done[Taken]) -> None:
            changed, added = what.value.changed, what.value.added
            words = ngettext(
                "{count} sheet has a new draft", "{count} sheets have a new draft", changed
            )
            new = _("{count} new").format(count=added)
            room.desk.notify(f"{words.format(count=changed)} · {new}")
            room.back_to_texts()

        room.desk.operations.write(
            self,
            lambda: sheet_files.take(centre, actor, plan, only_good=only_good, key=key),
            done,
        )

    @Slot()
    def _close_report(self) -> None:
        self._room.turn_to(side=self.panel)
        self.panel.begin()

    def _failed(self, error: Exception) -> None:
        desk = self._room.desk
        if isinstance(error, Cancelled):
            desk.notify(_("Stopped."), level="info")
        elif isinstance(error, OSError):
            desk.notify(_("The folder or file cannot be used."), level="warning")
        else:
            desk.tell(error)
