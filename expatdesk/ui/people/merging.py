"""Two records of one person: found, seen side by side, and made one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from expatdesk.formats import number
from expatdesk.i18n import _
from expatdesk.services.people.types import PersonSheet
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.kit import (
    Card,
    Hairline,
    LabelledField,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    ScrollColumn,
    Text,
    ToggleButton,
    column,
    row,
    say,
)
from expatdesk.ui.people.entry_words import LABELS, said_of
from expatdesk.ui.people.search import PersonSearch

_FIELDS: Final = (
    "full_name", "latin", "original", "birth_date", "residence_class", "email",
    "phone", "street", "postcode", "city", "employer_id",
)  # fmt: skip
_OPEN: Final = frozenset({"residence_class"})


class MergeView(QWidget):
    """``other_wanted`` asks for the sheet of the other one; ``merged`` carries (kept, gone)."""

    other_wanted = Signal(int)
    merged = Signal(int, int)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mine: PersonSheet | None = None
        self._other: PersonSheet | None = None
        self._towns: Mapping[int, str] = {}
        self._labels: list[PlainLabel] = []
        self.search = PersonSearch(
            desk,
            name=lambda: _("The other record: search people"),
            here=lambda: _("this record"),
            makes_new=False,
        )
        self.error = PlainLabel("", role="small", tone="error", wrap=True)
        self.error.hide()
        self._make_choice()
        self._make_buttons()
        self._lay_out()
        self.search.person_chosen.connect(self._found)

    def _make_choice(self) -> None:
        self.left = ToggleButton(lambda: _("This one stays"), checked=True, key="Alt+1", grows=True)
        self.right = ToggleButton(lambda: _("This one stays"), key="Alt+2", grows=True)
        self._group = QButtonGroup(self)
        for button in (self.left, self.right):
            self._group.addButton(button)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(7)
        for at in (1, 2):
            self._grid.setColumnStretch(at, 1)

    def _make_buttons(self) -> None:
        self.merge = PrimaryButton(lambda: _("Merge"), key="Return", icon="merge", on=self._merge)
        self.back = QuietButton(lambda: _("Cancel"), key="Esc", on=self.closed.emit)

    def _lay_out(self) -> None:
        card = Card(lambda: _("Two records of one person"), large=True, padding=16, spacing=12)
        card.add(
            PlainLabel(
                lambda: _(
                    "Appointments, receipts and search words of both lead to the one that stays. "
                    "Nothing is lost, and they can be taken apart again."
                ),
                role="small",
                tone="muted",
                wrap=True,
            )
        )
        card.add(LabelledField(lambda: _("The other record"), self.search))
        self._both = QWidget()
        self._grid.addWidget(self.left, 0, 1)
        self._grid.addWidget(self.right, 0, 2)
        self._grid.setColumnMinimumWidth(0, 110)
        column(Hairline(), self._grid, spacing=12, parent=self._both)
        card.add(self._both)
        card.add(self.error)
        card.add(row(None, self.back, self.merge))
        scroll = ScrollColumn()
        scroll.content.addWidget(card)
        scroll.content.addStretch(1)
        column(scroll, parent=self)

    def begin(self, sheet: PersonSheet, towns: Mapping[int, str]) -> None:
        """Looks for a second record of this person."""
        self._mine, self._other, self._towns = sheet, None, towns
        self.search.set_party({sheet.person_id})
        self.search.setText(sheet.entry.full_name)
        self.search.selectAll()
        self._show()

    def show_other(self, sheet: PersonSheet) -> None:
        """Puts the other record beside the first."""
        if self._mine is None or sheet.person_id == self._mine.person_id:
            return
        self._other = sheet
        # The one that more hangs on stays, unless somebody says otherwise.
        more = len(sheet.visits) > len(self._mine.visits)
        (self.right if more else self.left).setChecked(True)
        self._show()
        self.merge.setFocus()

    def refuse(self, error: Exception) -> None:
        """Says why they were not merged."""
        self.error.set_text(words_of(error)[1])
        self.error.show()

    def _show(self) -> None:
        self.error.hide()
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        mine, other = self._mine, self._other
        self._both.setVisible(other is not None)
        self.merge.setEnabled(other is not None)
        if mine is None or other is None:
            return
        for name in _FIELDS:
            texts = [
                said_of(each.entry, name, towns=self._towns, employer=each.employer)
                for each in (mine, other)
            ]
            if any(say(text) for text in texts):
                self._line(LABELS[name], texts, personal=name not in _OPEN)
        self._line(lambda: _("Reference"), [mine.code, other.code])
        visits: list[Text] = [_count(len(mine.visits)), _count(len(other.visits))]
        self._line(lambda: _("Appointments"), visits)

    def _line(self, label: Text, texts: list[Text], *, personal: bool = False) -> None:
        at = self._grid.rowCount()
        differ = say(texts[0]) != say(texts[1])
        self._put(PlainLabel(label, role="small", tone="muted"), at, 0)
        for place, text in enumerate(texts, 1):
            shown = PlainLabel(
                _or_dash(text),
                role="strong" if differ else "text",
                tone="normal" if differ else "muted",
                personal=personal,
                wrap=True,
            )
            # As far in as the words of the buttons above are from their edge.
            shown.setContentsMargins(12, 0, 0, 0)
            self._put(shown, at, place)

    def _put(self, label: PlainLabel, at: int, place: int) -> None:
        self._grid.addWidget(label, at, place)
        self._labels.append(label)

    @Slot(int)
    def _found(self, person_id: int) -> None:
        if self._mine is not None and person_id != self._mine.person_id:
            self.other_wanted.emit(person_id)

    def _merge(self) -> None:
        mine, other = self._mine, self._other
        if mine is None or other is None:
            return
        stays, goes = (mine, other) if self.left.isChecked() else (other, mine)
        self.merged.emit(stays.person_id, goes.person_id)


def _or_dash(text: Text) -> Text:
    return lambda: say(text) or "–"


def _count(count: int) -> Text:
    return lambda: number(count)
