"""The form in which an organisation is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.base import Done, Refusal, Stale, new_key
from expatdesk.services.organisations.types import OrganisationEntry, OrganisationSheet
from expatdesk.services.people.types import IdentifierFound
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    column,
    row,
)
from expatdesk.ui.organisations.entry_words import differences, together
from expatdesk.ui.organisations.fields import OrganisationFields
from expatdesk.ui.people.differences import Differences
from expatdesk.ui.problems import say_problems

NEW = OrganisationEntry("")


class OrganisationForm(QWidget):
    """``saved`` carries the id when the writing is done; ``compared`` that two versions stand
    side by side.
    """

    saved = Signal(int)
    cancelled = Signal()
    compared = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: OrganisationSheet | None = None
        self._newest: OrganisationSheet | None = None
        self._towns: Mapping[int, str] = {}
        self._key = new_key()
        self._busy = False
        self.fields = OrganisationFields()
        self.differences = Differences()
        self._make_guard()
        self.save_button = PrimaryButton(self._save_words, key="Return", on=self.save)
        self.cancel_button = QuietButton(lambda: _("Cancel"), key="Esc", on=self.cancelled.emit)
        foot = row(None, self.cancel_button, self.save_button)
        column(self.fields, self.guard, self.differences, foot, spacing=12, parent=self)
        self.setFocusProxy(self.fields)
        self.fields.edited.connect(self._edited)
        self._close_guard()

    def _make_guard(self) -> None:
        self.guard = QWidget()
        self.guard_words = PlainLabel("", role="small", tone="warning", wrap=True)
        self.false_alarm = SecondaryButton(
            lambda: _("This is a false alarm"), key="Alt+F", on=self._save_anyway
        )
        line = row(spacing=10, parent=self.guard)
        line.addWidget(self.guard_words, 1)
        line.addWidget(self.false_alarm)

    # what is shown

    def start(self, name: str, towns: Mapping[int, str]) -> None:
        """A new organisation, with what was typed while looking for it."""
        self._show(None, replace(NEW, name=name), towns)

    def edit(self, sheet: OrganisationSheet, towns: Mapping[int, str]) -> None:
        """A known one, as read."""
        self._show(sheet, sheet.entry, towns)

    def organisation_id(self) -> int | None:
        """Which is being edited; None for a new one."""
        return None if self._sheet is None else self._sheet.organisation_id

    def _show(
        self, sheet: OrganisationSheet | None, entry: OrganisationEntry, towns: Mapping[int, str]
    ) -> None:
        self._sheet, self._towns, self._key = sheet, towns, new_key()
        self.fields.offer_municipalities(list(towns.items()))
        self.fields.show_entry(entry)
        self.save_button.retranslate()
        self._close_guard()

    def _save_words(self) -> str:
        return _("Add organisation") if self._sheet is None else _("Save")

    @Slot()
    def _edited(self) -> None:
        self.fields.clear_errors()
        self._close_guard()

    # writing

    def save(self) -> None:
        """Writes what stands here; what is wrong with it is said where it was typed.

        While two versions stand side by side, what is chosen of each.
        """
        self._take_chosen()
        self._write(overridden=False)

    def _save_anyway(self) -> None:
        self._write(overridden=True)

    def _write(self, *, overridden: bool) -> None:
        if self._busy:
            return
        self._busy = True
        actor, entry, key = self._desk.actor, self.fields.entry(), self._key
        organisations, sheet = self._desk.services.organisations, self._sheet

        def work() -> Done[int]:
            if sheet is None:
                return organisations.add(actor, entry, guard_overridden=overridden, key=key)
            return organisations.change(
                actor,
                sheet.organisation_id,
                sheet.version,
                entry,
                guard_overridden=overridden,
                key=key,
            )

        self._desk.operations.write(self, work, self._written, self._refused)

    def _written(self, done: Done[int]) -> None:
        self._busy = False
        self._key = new_key()
        sheet = self._sheet
        if sheet is None:
            self.saved.emit(done.value)
            return
        if done.undo is not None:
            self._desk.notify(_("Details changed."), done.undo)
        self.saved.emit(sheet.organisation_id)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Refusal):
            # It has not happened; after a lost line it may have, and the key says so.
            self._key = new_key()
        if isinstance(error, Stale):
            self._compare(error)
        elif isinstance(error, Refusal):
            homeless = say_problems(error.parts(), self.fields.show_error)
            if homeless is not None:
                self._desk.tell(homeless)
        else:
            self._desk.tell(error)
        if isinstance(error, Refusal) and any(
            isinstance(part, IdentifierFound) for part in error.parts()
        ):
            self.guard_words.set_text(
                lambda: _(
                    "One number in eleven looks like a BSN by chance. Keep it only if you are sure."
                )
            )
            self.false_alarm.show()
            self.guard.show()

    # two versions

    def _close_guard(self) -> None:
        self.guard.hide()
        self.differences.hide()
        self._newest = None

    def _compare(self, error: Refusal) -> None:
        sheet, organisations = self._sheet, self._desk.services.organisations
        if sheet is None:
            return
        self.guard_words.set_text(error.message)
        self.false_alarm.hide()
        self.guard.show()

        def show(newest: OrganisationSheet) -> None:
            self._newest = newest
            found = differences(sheet.entry, self.fields.entry(), newest.entry, self._towns)
            self.differences.show_differences(found)
            self.differences.show()
            self.compared.emit()

        self._desk.operations.read(
            self, "sheet", lambda: organisations.organisation(sheet.organisation_id), show
        )

    def _take_chosen(self) -> None:
        newest = self._newest
        if newest is not None:
            entry = together(self.fields.entry(), newest.entry, self.differences.keeps_mine())
            self._sheet = newest
            self.fields.show_entry(entry)
            self._close_guard()
