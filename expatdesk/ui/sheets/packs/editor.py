"""One pack: its name, whether it is in use, to whom it goes, and its sheets in order."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.sheets.types import PackEntry, PackLine, PackRule
from expatdesk.texts import Pair
from expatdesk.ui.kit import (
    Card,
    CheckField,
    LabelledField,
    PlainLabel,
    QuietButton,
    ScrollColumn,
    TextField,
    column,
    fields_row,
    row,
)
from expatdesk.ui.sheets.packs.reading import PacksRead
from expatdesk.ui.sheets.packs.rules_field import RulesField
from expatdesk.ui.sheets.packs.sheets_field import SheetsField


class PackEditor(QWidget):
    """Each change is told at once: ``changed`` carries the whole entry as it is to be kept."""

    changed = Signal(object)
    removed = Signal()
    sheet_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: PackEntry | None = None
        self.english, self.dutch = TextField(limit=80), TextField(limit=80)
        self.in_english = LabelledField(lambda: _("Name in English"), self.english, required=True)
        self.in_dutch = LabelledField(lambda: _("Name in Dutch"), self.dutch, required=True)
        self.active = CheckField(lambda: _("In use: offered with appointments"))
        self.rules, self.sheets = RulesField(), SheetsField()
        self.remove = QuietButton(lambda: _("Remove this pack"), on=self._remove)
        self.why_locked = PlainLabel(
            lambda: _("Only a manager changes packs."), role="small", tone="muted", wrap=True
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        rules = Card(lambda: _("Goes to"), spacing=8)
        rules.add(self.rules)
        sheets = Card(lambda: _("Sheets, in the order on paper"), spacing=8)
        sheets.add(self.sheets)
        scroll = ScrollColumn(spacing=12)
        for part in (
            self.why_locked,
            fields_row(self.in_english, self.in_dutch),
            self.active,
            sheets,
            rules,
        ):
            scroll.content.addWidget(part)
        scroll.content.addLayout(row(None, self.remove))
        scroll.content.addStretch(1)
        column(scroll, parent=self)

    def _connect(self) -> None:
        self.english.editingFinished.connect(self._named)
        self.dutch.editingFinished.connect(self._named)
        self.active.clicked.connect(self._switched)
        self.rules.changed.connect(self._ruled)
        self.sheets.changed.connect(self._ordered)
        self.sheets.opened.connect(self.sheet_wanted)

    def show_pack(self, line: PackLine, read: PacksRead) -> None:
        """Shows a pack; what is being typed into a name of the same pack stays."""
        entry = line.entry
        for field, text in ((self.english, entry.name.en), (self.dutch, entry.name.nl)):
            typing = field.hasFocus() and field.isModified() and self._entry is not None
            # What is selected to be typed over stays selected.
            if not typing and field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self._entry = entry
        self.in_english.set_error("")
        self.in_dutch.set_error("")
        self.active.setChecked(entry.active)
        self.rules.show_rules(entry.rules, read.choices)
        self.sheets.show_sheets(entry.sheets, read)

    def forget(self) -> None:
        """The next pack is another one: nothing that was typed is kept for it."""
        self._entry = None

    def lock(self, *, locked: bool) -> None:
        """To be looked at only."""
        for field in (self.english, self.dutch):
            field.setReadOnly(locked)
        self.active.setEnabled(not locked)
        self.rules.lock(locked=locked)
        self.sheets.lock(locked=locked)
        self.remove.setVisible(not locked)
        self.why_locked.setVisible(locked)

    def name_it(self) -> None:
        """The keyboard goes to the name, which is typed over."""
        self.english.setFocus()
        self.english.selectAll()

    @Slot()
    def _named(self) -> None:
        entry = self._entry
        if entry is None or self.english.isReadOnly():
            return
        names = self.english.text().strip(), self.dutch.text().strip()
        for field, name in zip((self.in_english, self.in_dutch), names, strict=True):
            field.set_error("" if name else (lambda: _("This must not be empty.")))
        if all(names) and names != (entry.name.en, entry.name.nl):
            self._tell(replace(entry, name=Pair(*names)))

    @Slot(bool)
    def _switched(self, active: bool) -> None:  # noqa: FBT001  a signal's value
        if self._entry is not None:
            self._tell(replace(self._entry, active=active))

    @Slot(object)
    def _ruled(self, rules: frozenset[PackRule]) -> None:
        if self._entry is not None:
            self._tell(replace(self._entry, rules=rules))

    @Slot(object)
    def _ordered(self, sheets: tuple[int, ...]) -> None:
        if self._entry is not None:
            self._tell(replace(self._entry, sheets=sheets))

    @Slot()
    def _remove(self) -> None:
        self.removed.emit()

    def _tell(self, entry: PackEntry) -> None:
        self._entry = entry
        self.english.setModified(False)
        self.dutch.setModified(False)
        self.changed.emit(entry)
