"""What a sheet is beside its texts: number, code, owner, where its facts come from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from expatdesk.i18n import _
from expatdesk.services.base import Refusal
from expatdesk.services.sheets.types import SheetEntry, SheetView
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    LabelledField,
    NotesField,
    PlainLabel,
    PrimaryButton,
    SecondaryButton,
    TextField,
    clear,
    column,
)
from expatdesk.ui.sheets.panels.panel import SidePanel, YearField, settle_year
from expatdesk.ui.sheets.words import Names


@dataclass(frozen=True)
class Details:
    """What stands in the form; sources by language."""

    entry: SheetEntry
    sources: dict[str, str]
    valid_for_year: int | None


class DetailsPanel(SidePanel):
    """``saved`` carries the details; ``retire_wanted`` whether it shall be in use."""

    saved = Signal(object)
    retire_wanted = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        self._view: SheetView | None = None
        self._new = False
        super().__init__(desk, self._title_words)
        self.number = TextField(limit=3)
        self.code = TextField(limit=40)
        self.owner = TextField(limit=80)
        self.year = YearField()
        self.fields = {
            "number": LabelledField(lambda: _("Number"), self.number, required=True),
            "code": LabelledField(
                lambda: _("Code"),
                self.code,
                required=True,
                hint=lambda: _("Names its files: health_insurance"),
            ),
            "owner": LabelledField(
                lambda: _("Owner"), self.owner, hint=lambda: _("Who keeps it right: Front desk")
            ),
            "valid_for_year": LabelledField(lambda: _("Valid for the year"), self.year),
        }
        self._sources: dict[str, NotesField] = {}
        self._source_fields = column(spacing=12)
        self.save = PrimaryButton(self._save_words, key="Ctrl+Return", on=self._save, large=True)
        self.retire = SecondaryButton(self._retire_words, on=self._retire, grows=True)
        for field in self.fields.values():
            self.content.addWidget(field)
        self.content.addLayout(self._source_fields)
        self.words = PlainLabel(
            lambda: _("Year and sources belong to the draft: they count from the next version on."),
            role="small",
            tone="muted",
            wrap=True,
        )
        self.content.addWidget(self.words)
        self.content.addStretch(1)
        self.foot.addWidget(self.save)
        self.foot.addWidget(self.retire)

    def show_new(self, number: int) -> None:
        """The form of a new sheet."""
        self._new, self._view = True, None
        self._show(SheetEntry("", number), {}, {}, self.desk.today().year)

    def show_view(
        self, view: SheetView, sources: dict[str, str], names: Names, year: int | None
    ) -> None:
        """The details of a sheet, with what its draft says."""
        self._new, self._view = False, view
        entry = SheetEntry(view.code, view.number, view.owner, view.active)
        self._show(entry, sources, names, year)

    def is_new(self) -> bool:
        """Whether the form is of a new sheet."""
        return self._new

    def begin(self) -> None:
        """The keyboard goes to the first field."""
        first = self.code if self._new else self.number
        first.setFocus()
        first.selectAll()

    def show_refusal(self, error: Refusal) -> bool:
        """Says at their fields what is wrong; False where none is here."""
        shown = False
        for part in error.parts():
            field = self.fields.get(part.field)
            if field is not None:
                field.set_error(part.message())
                shown = True
        return shown

    def _show(
        self, entry: SheetEntry, sources: dict[str, str], names: Names, year: int | None
    ) -> None:
        self.number.setText(str(entry.number))
        self.code.setText(entry.code)
        self.owner.setText(entry.owner)
        self.year.show_year(year)
        for field in self.fields.values():
            field.set_error("")
        clear(self._source_fields)
        self._sources = {}
        for code, name in names.items():
            source = NotesField(lines=3)
            source.setPlainText(sources.get(code, ""))
            self._sources[code] = source
            words = _("Source ({language})").format(language=name)
            self._source_fields.addWidget(LabelledField(words, source))
        self.fields["valid_for_year"].setVisible(not self._new)
        self.words.setVisible(not self._new)
        self.retire.setVisible(not self._new)
        self.title.refresh()
        for button in (self.save, self.retire):
            button.retranslate()

    def _save(self) -> None:
        number = self.fields["number"]
        text = self.number.text().strip()
        good = text.isascii() and text.isdigit()
        number.set_error("" if good else lambda: _("A sheet has a number from 1 to 999."))
        if not settle_year(self.fields["valid_for_year"]) or not good:
            return
        active = self._view is None or self._view.active
        entry = SheetEntry(self.code.text().strip(), int(text), self.owner.text().strip(), active)
        sources = {code: field.toPlainText() for code, field in self._sources.items()}
        self.saved.emit(Details(entry, sources, self.year.year()))

    def _retire(self) -> None:
        if self._view is not None:
            self.retire_wanted.emit(not self._view.active)

    def _title_words(self) -> str:
        return _("New sheet") if self._new else _("Details")

    def _save_words(self) -> str:
        return _("Add the sheet") if self._new else _("Save")

    def _retire_words(self) -> str:
        active = self._view is None or self._view.active
        return _("Retire this sheet") if active else _("Take it into use again")
