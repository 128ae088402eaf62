"""The open sheet on paper: printed as it is published, or saved as PDF as it stands here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.handing import Handing
from expatdesk.ui.operations import Progress
from expatdesk.ui.sheets.files import FileAsking
from expatdesk.ui.sheets.preview_flow import PreviewFlow
from expatdesk.ui.sheets.previewing import pdf_of
from expatdesk.ui.sheets.room import Room
from expatdesk.workflows.sheet_orders import blank_order, file_name


class Papers(QObject):
    """Ctrl+P prints the version in force; a draft prints only as a PDF that says so."""

    def __init__(self, room: Room, preview: PreviewFlow, window: QWidget) -> None:
        super().__init__(room)
        self._room, self._preview = room, preview
        self._handing = Handing(room.desk, window)
        self._asking = FileAsking(room.desk, window)
        room.preview.print_wanted.connect(self.print)

    @Slot()
    def print(self) -> None:
        """Prints the version in force in the languages that stand side by side."""
        room, opened = self._room, self._room.opened
        if opened is None:
            return
        view = opened.view
        if view.current is None:
            room.desk.notify(_("Publish it first: only what is published is printed."))
            return
        self._handing.put(blank_order(view, self._languages()))
        if room.drafting.state() != "published":
            words = _("Version {number} is printed, without what the draft changes.")
            room.desk.notify(words.format(number=view.published), level="info")

    @Slot()
    def save(self) -> None:
        """Saves what stands in the editor as PDF; a draft says on its head that it is one."""
        opened = self._room.opened
        if opened is not None:
            self._asking.pdf(_("Save as PDF"), file_name(opened.view), self._write)

    def _write(self, path: Path) -> None:
        room, draft, known = self._room, self._preview.draft(), self._room.known
        if draft is None or known is None:
            return
        now = room.desk.now()

        def work(progress: Progress) -> Path:
            progress.check()
            path.write_bytes(pdf_of(draft, known, now))
            return path

        room.desk.operations.job(self, work, self._saved, self._failed)

    def _saved(self, path: Path) -> None:
        self._room.desk.notify(_("Saved as {file}.").format(file=path.name))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self._room.desk.notify(_("The file cannot be written there."), level="warning")
        else:
            self._room.desk.tell(error)

    def _languages(self) -> tuple[str, ...]:
        opened = self._room.opened
        texts = {} if opened is None else opened.view.texts
        shown = self._room.editor.pair.languages()
        return tuple(code for code in shown if code in texts) or shown
