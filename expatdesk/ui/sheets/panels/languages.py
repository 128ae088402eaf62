"""The languages of the sheets: which are in use, and one more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from expatdesk.i18n import _
from expatdesk.services.base import Refusal
from expatdesk.services.sheets.types import LanguageLine
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    CheckField,
    LabelledField,
    PlainLabel,
    PrimaryButton,
    TextField,
    clear,
    column,
)
from expatdesk.ui.sheets.panels.panel import SidePanel


class LanguagesPanel(SidePanel):
    """``added`` carries code and name, ``used`` a language and whether it is in use."""

    added = Signal(str, str)
    used = Signal(object, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, lambda: _("Languages"))
        self._lines: dict[CheckField, LanguageLine] = {}
        self.words = PlainLabel(
            lambda: _(
                "Sheets are written in these languages and print in any two of them. One that "
                "is not in use keeps its texts."
            ),
            role="small",
            tone="muted",
            wrap=True,
        )
        self._list = column(spacing=4)
        self.name = TextField(limit=60)
        self.code = TextField(limit=3)
        self.fields = {
            "name": LabelledField(
                lambda: _("Name"),
                self.name,
                hint=lambda: _("As its speakers call it: Deutsch"),
                required=True,
            ),
            "code": LabelledField(
                lambda: _("Code"),
                self.code,
                hint=lambda: _("Two or three letters (ISO 639): de"),
                required=True,
            ),
        }
        card = Card(lambda: _("One more language"))
        for field in self.fields.values():
            card.add(field)
        self.add = PrimaryButton(
            lambda: _("Add the language"), key="Ctrl+Return", on=self._add, large=True
        )
        self.content.addWidget(self.words)
        self.content.addLayout(self._list)
        self.content.addWidget(card)
        self.content.addStretch(1)
        self.foot.addWidget(self.add)

    def show_languages(self, languages: Sequence[LanguageLine]) -> None:
        """Shows these with what is in use."""
        clear(self._list)
        self._lines = {}
        for line in languages:
            tick = CheckField(f"{line.name} ({line.code})", checked=line.active)
            tick.clicked.connect(self._ticked)
            self._lines[tick] = line
            self._list.addWidget(tick)

    def ticks(self) -> tuple[CheckField, ...]:
        """The ticks of the languages, in their order."""
        return tuple(self._lines)

    def begin(self) -> None:
        """The keyboard goes to the name of a new one."""
        self.name.setFocus()

    def empty(self) -> None:
        """A language was added: the form is for the next."""
        for field in (self.name, self.code):
            field.clear()
        for labelled in self.fields.values():
            labelled.set_error("")

    def show_refusal(self, error: Refusal) -> bool:
        """Says at its field what is wrong; False where it has none here."""
        field = self.fields.get(error.field)
        if field is None:
            return False
        field.set_error(error.message())
        return True

    def _add(self) -> None:
        for field in self.fields.values():
            field.set_error("")
        self.added.emit(self.code.text().strip().casefold(), self.name.text().strip())

    @Slot()
    def _ticked(self) -> None:
        tick = self.sender()
        if isinstance(tick, CheckField):
            self.used.emit(self._lines[tick], tick.isChecked())
