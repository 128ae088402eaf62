"""Asks where to write or read, without stopping the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from expatdesk.i18n import _
from expatdesk.ui.context import Desk

FOLDER = "sheets/folder"
"""The preference that remembers the folder."""


class FileAsking(QObject):
    """One question at a time; it begins where the last file was."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._then: Callable[[Path], None] | None = None

    def pdf(self, title: str, name: str, then: Callable[[Path], None]) -> None:
        """Asks for the name of a PDF."""
        dialog = self._dialog(title)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{name}.pdf")
        self._open(dialog, then)

    def folder(self, title: str, then: Callable[[Path], None]) -> None:
        """Asks for a folder."""
        dialog = self._dialog(title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Choose"))
        self._open(dialog, then)

    def _dialog(self, title: str) -> QFileDialog:
        folder = self._desk.preferences.text(FOLDER) or str(Path.home())
        return QFileDialog(self._window, title, folder)

    def _open(self, dialog: QFileDialog, then: Callable[[Path], None]) -> None:
        self._then = then
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _chosen(self, file: str) -> None:
        path, then = Path(file), self._then
        folder = path if path.is_dir() else path.parent
        self._desk.preferences.set(FOLDER, str(folder))
        if then is not None:
            then(path)
