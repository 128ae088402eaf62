"""The confirmation of a visit: seen as it prints, then printed, saved, or put into the outbox."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from expatdesk.i18n import _, current_language
from expatdesk.services.appointments.types import VisitSheet
from expatdesk.services.base import Actor, Done, new_key
from expatdesk.storage.changes import Changes
from expatdesk.terms import PrintState
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.kit import (
    PageImage,
    PreviewPane,
    PrimaryButton,
    SecondaryButton,
    SegmentedToggle,
    Text,
    row,
)
from expatdesk.ui.operations import Progress
from expatdesk.workflows.printing import LpSpooler, Spooled, Spooler

if TYPE_CHECKING:
    from expatdesk.application import Centre

_SCALE = 1.2
"""Pixels of the preview a point."""


class PaperPanel(AskPanel):
    """Preview, language, and what is to become of it."""

    done = Signal()

    def __init__(
        self,
        desk: Desk,
        sheet: VisitSheet,
        *,
        spooler: Spooler | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(lambda: _("Confirmation"), parent=parent)
        self._desk = desk
        self._sheet = sheet
        self.spooler: Spooler = spooler if spooler is not None else LpSpooler()
        choices: list[tuple[str, Text]] = [
            ("en", "EN"),
            ("nl", "NL"),
            ("both", lambda: _("Both")),
        ]
        self.language = SegmentedToggle(choices, name=lambda: _("Language of the paper"))
        known = sheet.language if sheet.language in {"en", "nl"} else current_language().value
        self.language.choose(known)
        self.language.chosen.connect(self._draw)
        self.preview = PreviewPane()
        self.preview.setMinimumHeight(320)
        self.print = PrimaryButton(
            lambda: _("Print"), key="Return", icon="printer", on=self._print, large=True
        )
        self.save = SecondaryButton(lambda: _("Save PDF…"), on=self._save_pdf, grows=True)
        self.calendar = SecondaryButton(lambda: _("Calendar…"), on=self._save_ics, grows=True)
        self.mail = SecondaryButton(
            lambda: _("Put a mail into the outbox"), icon="mail", on=self._mail, grows=True
        )
        self.mail.setEnabled(bool(sheet.email))
        self.content.addLayout(row(self.language, None))
        for part in (self.preview, self.print, self.mail):
            self.content.addWidget(part)
        self.content.addLayout(row(self.save, self.calendar))
        self._draw()

    def first_field(self) -> QWidget | None:
        return self.preview

    @Slot(object)
    def _draw(self, _language: object = None) -> None:
        services, visit_id, language = self._desk.services, self._sheet.visit_id, self._chosen()
        self.preview.show_words(lambda: _("The paper is being made…"))

        def work() -> PageImage:
            from expatdesk.documents.raster import picture
            from expatdesk.workflows.confirmation import Confirmations

            seen = picture(Confirmations(services).pdf(visit_id, language), scale=_SCALE)
            return PageImage(seen.width, seen.height, seen.rgb)

        self._desk.operations.read(self, "paper", work, self._drawn, self._not_drawn)

    def _drawn(self, page: PageImage) -> None:
        self.preview.show_pages([page])

    def _not_drawn(self, error: Exception) -> None:
        self.preview.show_words(words_of(error)[1])

    def _chosen(self) -> str:
        return self.language.value()

    def _print(self) -> None:
        services, spooler = self._desk.services, self.spooler
        visit_id, language = self._sheet.visit_id, self._chosen()

        def work(progress: Progress) -> Spooled:
            from expatdesk.workflows.confirmation import Confirmations

            progress.check()
            return Confirmations(services).print_letter(visit_id, language, spooler)

        self._desk.operations.job(self, work, self._printed, self.refuse)

    def _printed(self, spooled: Spooled) -> None:
        said = _("Sent to the printer {name}.") if spooled.state is PrintState.PRINTED else ""
        self._desk.notify((said or _("Saved as {name}.")).format(name=spooled.target))
        self.done.emit()

    def _mail(self) -> None:
        services, key, actor = self._desk.services, new_key(), self._desk.actor
        visit_id, language = self._sheet.visit_id, self._chosen()
        self._desk.operations.write(
            self,
            lambda: _draft(services, actor, visit_id, language, key),
            self._mailed,
            self.refuse,
        )

    def _mailed(self, _done: object) -> None:
        self._desk.notify(_("The mail lies in the outbox."))
        self.done.emit()

    def _save_pdf(self) -> None:
        self._ask_file("pdf", self.save_pdf)

    def _save_ics(self) -> None:
        self._ask_file("ics", self.save_calendar)

    def _ask_file(self, ending: str, then: Callable[[str], None]) -> None:
        dialog = QFileDialog(self, _("Save as"), f"{self._sheet.code}.{ending}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.fileSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_pdf(self, file: str) -> None:
        """Writes the paper to a file."""
        self._write(file, calendar=False)

    def save_calendar(self, file: str) -> None:
        """Writes the calendar entry to a file."""
        self._write(file, calendar=True)

    def _write(self, file: str, *, calendar: bool) -> None:
        services, visit_id, language = self._desk.services, self._sheet.visit_id, self._chosen()

        def work(progress: Progress) -> Path:
            from expatdesk.workflows.confirmation import Confirmations

            progress.check()
            made = Confirmations(services)
            make = made.calendar if calendar else made.pdf
            path = Path(file)
            path.write_bytes(make(visit_id, language))
            return path

        self._desk.operations.job(self, work, self._written, self.refuse)

    def _written(self, path: Path) -> None:
        self._desk.notify(_("Saved as {name}.").format(name=path.name))


def _draft(
    services: Centre, actor: Actor, visit_id: int, language: str, key: str
) -> Done[int | None]:
    from expatdesk.workflows.confirmation import Confirmations, Wanted

    made = Confirmations(services).draft_mail(actor, visit_id, Wanted(language=language), key=key)
    return made if made is not None else Done(None, Changes())
