"""What can be put into a text: fields with the value they have today, and the forms of Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from expatdesk.i18n import N_, _
from expatdesk.ui.kit import doubled
from expatdesk.ui.sheets.editor import source
from expatdesk.workflows.sheet_fields import FieldGroup, FieldInfo

MOST_SHOWN: Final = 40
"""Characters of a value that stand beside its field in the menu."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field that may stand in a text, and its value today."""

    info: FieldInfo
    example: str

    @property
    def name(self) -> str:
        """What stands between the braces."""
        return self.info.name

    def words(self, language: str) -> str:
        """What it is, in the language of the window."""
        return self.info.words.nl if language == "nl" else self.info.words.en


GROUPS: Final[Mapping[FieldGroup, str]] = {
    FieldGroup.FEES: N_("Fees"),
    FieldGroup.CENTRE: N_("The centre"),
    FieldGroup.VISIT: N_("The visitor and the appointment"),
    FieldGroup.DAY: N_("The day"),
}

FORMS: Final[Sequence[tuple[str, str, source.Command]]] = (
    # Words, key, what it does.
    (N_("Strong"), "Ctrl+B", source.strong),
    (N_("Heading of a part"), "Ctrl+Shift+H", source.heading),
    (N_("List"), "Ctrl+Shift+L", source.bullets),
    (N_("Numbered list"), "Ctrl+Shift+O", source.numbers),
    (N_("Table"), "Ctrl+Shift+T", source.table),
    (N_("Warning box"), "Ctrl+Shift+W", source.box("warning")),
    (N_("Tip box"), "Ctrl+Shift+I", source.box("tip")),
    (N_("Link as QR code"), "Ctrl+Shift+U", source.code_link),
    (N_("Fact to confirm"), "Ctrl+Shift+F", source.fact("check")),
    (N_("Fact that changes yearly"), "Ctrl+Shift+Y", source.fact("yearly")),
)


class _Insertion(QAction):
    """Remembers what it puts in."""

    def __init__(self, command: source.Command, parent: QObject) -> None:
        super().__init__(parent)
        self.command = command


class Insertions(QWidget):
    """Keys and menu of all that can be put in. ``wanted`` carries the command.

    The keys work while the ``home`` of the texts has the keyboard, and stand in F1.
    """

    wanted = Signal(object)

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self.hide()
        self._home = home
        self._fields: tuple[FieldLine, ...] = ()
        self._actions: list[QAction] = []
        for _words, key, command in FORMS:
            action = _Insertion(command, self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(self._want)
            self._actions.append(action)
            home.addAction(action)
        self.retranslate()

    def know_fields(self, fields: Sequence[FieldLine]) -> None:
        """Offers these."""
        self._fields = tuple(fields)

    def fields(self) -> tuple[FieldLine, ...]:
        """What may stand in a text."""
        return self._fields

    def allow(self, *, allowed: bool) -> None:
        """Only where texts may be changed do the keys work."""
        for action in self._actions:
            action.setEnabled(allowed)

    def retranslate(self) -> None:
        """Says the words of the keys again."""
        for action, (words, _key, _command) in zip(self._actions, FORMS, strict=True):
            action.setText(_(words))

    def menu(self, language: str) -> QMenu:
        """A fresh menu: fields by group with the value of today, then the forms."""
        menu = QMenu(self._home)
        menu.setAccessibleName(_("Insert"))
        for group, words in GROUPS.items():
            lines = [field for field in self._fields if field.info.group is group]
            if lines:
                under = menu.addMenu(_(words))
                under.setAccessibleName(_(words))
                for line in lines:
                    self._add_field(under, line, language)
        menu.addSeparator()
        for action in self._actions:
            menu.addAction(action)
        return menu

    def _add_field(self, menu: QMenu, line: FieldLine, language: str) -> None:
        example = " ".join(line.example.split())
        if len(example) > MOST_SHOWN:
            example = example[: MOST_SHOWN - 1] + "…"
        # A tab puts what follows at the right edge, as keys stand there.
        words = f"{line.words(language)}\t{example}".replace("\n", " ")
        action = _Insertion(source.field(line.name), menu)
        action.setText(doubled(words))
        action.triggered.connect(self._want)
        menu.addAction(action)

    @Slot()
    def _want(self) -> None:
        action = self.sender()
        if isinstance(action, _Insertion):
            self.wanted.emit(action.command)
