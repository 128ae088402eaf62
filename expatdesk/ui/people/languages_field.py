"""The languages that a person speaks: chips, and a list to add one from."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit import Chip, ComboField, FlowLayout, LabelledField, Text, clear, column
from expatdesk.ui.people.words import language_choices, language_word


class LanguageChip(Chip):
    """One language; ``taken_out`` carries its code."""

    taken_out = Signal(str)

    def __init__(self, code: str) -> None:
        super().__init__(lambda: language_word(code))
        self._code = code
        self.removed.connect(self._take_out)

    @Slot()
    def _take_out(self) -> None:
        self.taken_out.emit(self._code)


class LanguagesField(QWidget):
    """ISO 639 codes in the order in which they were added."""

    edited = Signal()

    def __init__(self, label: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: tuple[str, ...] = ()
        self.combo: ComboField[str] = ComboField(name=label)
        self.labelled = LabelledField(label, self.combo)
        self._holder = QWidget()
        self._chips = FlowLayout(self._holder, spacing=6)
        column(self.labelled, self._holder, spacing=4, parent=self)
        self.setFocusProxy(self.combo)
        self.combo.chosen.connect(self._add)
        self._show()

    def codes(self) -> tuple[str, ...]:
        """What is chosen."""
        return self._codes

    def set_codes(self, codes: tuple[str, ...]) -> None:
        """Shows these without emitting."""
        self._codes = tuple(dict.fromkeys(codes))
        self._show()

    @Slot(object)
    def _add(self, code: str) -> None:
        if code:
            self.set_codes((*self._codes, code))
            self.edited.emit()

    @Slot(str)
    def _remove(self, code: str) -> None:
        self.set_codes(tuple(one for one in self._codes if one != code))
        self.combo.setFocus()
        self.edited.emit()

    def _show(self) -> None:
        rest = [(code, words) for code, words in language_choices() if code not in self._codes]
        self.combo.set_choices([("", lambda: _("Add a language")), *rest])
        self.combo.choose("")
        clear(self._chips)
        for code in self._codes:
            chip = LanguageChip(code)
            chip.taken_out.connect(self._remove)
            self._chips.addWidget(chip)
        self._holder.setVisible(bool(self._codes))
