"""The outbox: mails that are written and wait to be sent by the desk's own mail program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog

from expatdesk.i18n import N_, _
from expatdesk.services.appointments.types import MessageRow
from expatdesk.services.base import Refusal
from expatdesk.terms import MessageKind
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Column, EmptyState, PrimaryButton, SecondaryButton
from expatdesk.ui.lists import words
from expatdesk.ui.lists.calls import MessagesTab
from expatdesk.ui.lists.tab import Fact, since_column
from expatdesk.workflows.mail_file import mail_file

if TYPE_CHECKING:
    from expatdesk.application import Centre


class MailsTab(MessagesTab):
    kind = MessageKind.MAIL
    least: ClassVar[Mapping[str, int]] = {"to": 130, "subject": 170, "language": 90}

    def __init__(self, desk: Desk) -> None:
        self._dialog: QFileDialog | None = None
        columns: list[Column[MessageRow]] = [
            since_column(desk, lambda r: r.created_at),
            Column("to", lambda: _("To"), _to, strong=True, personal=True, width=200),
            Column("subject", lambda: _("Subject"), lambda r: r.subject, stretch=True),
            Column("language", lambda: _("Language"), lambda r: words.language(r.language),
                   muted=True, width=110),
        ]  # fmt: skip
        empty = EmptyState(
            "mail",
            lambda: _("No mail waits"),
            lambda: _(
                "Confirmations, receipts and offers that go by mail are written here; save one as "
                "a file, send it with your mail program, and tick it off."
            ),
        )
        super().__init__(desk, columns, lambda: _("Mail drafts"), empty)

    def show_row(self, row: MessageRow) -> None:
        panel = self.panel
        panel.head(_to(row), personal=True)
        panel.address(row.address)
        panel.facts(
            None,
            Fact(lambda: _("Language"), lambda: words.language(row.language)),
            Fact(lambda: _("Attachment"), lambda: _("one document") if row.file_id else ""),
        )
        panel.text(row.subject or (lambda: _("Mail")), row.body, personal=True)
        panel.buttons(
            PrimaryButton(lambda: _("Sent"), key="Return", on=self.done, large=True),
            SecondaryButton(
                lambda: _("Save as mail file…"), key="Ctrl+S", on=self.save, grows=True
            ),
            SecondaryButton(lambda: _("Discard"), key="Delete", on=self.discard, grows=True),
        )

    def said_done(self) -> str:
        return _("The mail is ticked off as sent.")

    def said_discarded(self) -> str:
        return _("The mail was discarded.")

    def save(self) -> None:
        """Asks where the file shall be, and writes it there."""
        row = self.row()
        if row is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self, _("Save as mail file"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Mail (*.eml)"))
        dialog.setDefaultSuffix("eml")
        dialog.selectFile(f"mail-{row.message_id}.eml")
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    @Slot(str)
    def _chosen(self, name: str) -> None:
        row = self.row()
        if row is not None:
            self.save_to(row, Path(name))

    def save_to(self, row: MessageRow, file: Path) -> None:
        """Writes the mail into a file, off the window's thread."""
        work = partial(_write, self.desk.services, row, file)
        self.desk.operations.read(self, "mail file", work, self._saved)

    def _saved(self, file: Path) -> None:
        self.desk.notify(_("Saved as {file}").format(file=file.name))


def _write(centre: Centre, row: MessageRow, file: Path) -> Path:
    content = mail_file(centre, row)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refusal(N_("The file cannot be written there.")) from error
    return file


def _to(row: MessageRow) -> str:
    return row.name or row.address
