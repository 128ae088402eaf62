"""All sheets out and in: a folder for a translator, and a booklet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from expatdesk.i18n import _
from expatdesk.services.sheets.types import LanguageLine
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    CheckField,
    ComboField,
    LabelledField,
    PlainLabel,
    ProgressCard,
    SecondaryButton,
    Text,
)
from expatdesk.ui.operations import Job
from expatdesk.ui.sheets.panels.panel import SidePanel

NONE = ""
"""No second language."""


class ExchangePanel(SidePanel):
    """``export_wanted`` carries whether languages without a text get a file too,
    ``booklet_wanted`` the languages.
    """

    export_wanted = Signal(bool)
    import_wanted = Signal()
    booklet_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, lambda: _("All sheets"))
        self.with_missing = CheckField(lambda: _("Headings for missing languages"), small=True)
        self.export = SecondaryButton(
            lambda: _("Export to a folder…"), key="Alt+E", on=self._export, grows=True
        )
        self.take_in = SecondaryButton(
            lambda: _("Import a folder…"), key="Alt+I", on=self.import_wanted.emit, grows=True
        )
        self.first: ComboField[str] = ComboField()
        self.second: ComboField[str] = ComboField()
        self.booklet = SecondaryButton(
            lambda: _("Booklet as PDF…"), key="Alt+B", on=self._booklet, grows=True
        )
        self.progress = ProgressCard(lambda: _("Working on all sheets"))
        self._take_in_card = _card(_said_import_title, _said_import_words, self.take_in)
        self.content.addWidget(
            _card(_said_export_title, _said_export_words, self.with_missing, self.export)
        )
        self.content.addWidget(self._take_in_card)
        self.content.addWidget(
            _card(
                _said_booklet_title,
                _said_booklet_words,
                LabelledField(lambda: _("First language"), self.first),
                LabelledField(lambda: _("Second language"), self.second),
                self.booklet,
            )
        )
        self.content.addStretch(1)
        self.foot.addWidget(self.progress)

    def show_languages(self, languages: Sequence[LanguageLine], *, manages: bool) -> None:
        """What can be chosen; who is no manager takes nothing in."""
        named: list[tuple[str, Text]] = [(line.code, line.name) for line in languages]
        fresh = self.first.value() is None
        self.first.set_choices(named)
        self.second.set_choices([*named, (NONE, lambda: _("None"))])
        if fresh and len(named) > 1:
            self.second.choose(named[1][0])
        self._take_in_card.setVisible(manages)

    def begin(self) -> None:
        """The keyboard goes to the first button."""
        self.export.setFocus()

    def follow(self, job: Job) -> None:
        """Shows how far a job is; it can be stopped."""
        self.progress.follow(job)

    def _export(self) -> None:
        self.export_wanted.emit(self.with_missing.isChecked())

    def _booklet(self) -> None:
        chosen = [self.first.value() or "", self.second.value() or ""]
        self.booklet_wanted.emit(tuple(dict.fromkeys(code for code in chosen if code)))


def _card(title: Text, words: Text, *parts: CheckField | SecondaryButton | LabelledField) -> Card:
    card = Card(title, spacing=8)
    card.add(PlainLabel(words, role="small", tone="muted", wrap=True))
    for part in parts:
        card.add(part)
    return card


def _said_export_title() -> str:
    return _("For a translator")


def _said_export_words() -> str:
    return _(
        "A folder of Markdown files, one for each sheet and language, with drafts as they are."
    )


def _said_import_title() -> str:
    return _("Back from a translator")


def _said_import_words() -> str:
    return _("First you see line by line what would be taken; it becomes drafts, not versions.")


def _said_booklet_title() -> str:
    return _("A booklet")


def _said_booklet_words() -> str:
    return _("All sheets in use as one PDF, with cover, contents and page numbers.")
