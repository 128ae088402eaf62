"""One language of a sheet: its name, its text, and since when it says what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit import (
    ComboField,
    FlowLayout,
    LinkButton,
    PlainLabel,
    Text,
    column,
    row,
)
from expatdesk.ui.sheets.editor.completion import FieldOffer
from expatdesk.ui.sheets.editor.text_edit import SourceEdit

LINKS: Final = 24
"""Height of the row of links, px."""


class TextSide(QWidget):
    """``since_wanted`` and ``in_step_wanted`` carry the language whose link was pressed,
    ``language_chosen`` the other one that shall stand here.
    """

    since_wanted = Signal(str)
    in_step_wanted = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = ""
        self._language_name = ""
        self._older: tuple[str, ...] = ()
        self._allowed = True
        self.name = PlainLabel(self._said_name, role="small_strong", tone="muted")
        self.choice: ComboField[str] = ComboField(name=lambda: _("Language of this text"))
        self.choice.hide()
        self.sign = PlainLabel(self._said_sign, role="small", tone="warning")
        self.edit = SourceEdit(self._edit_name)
        self.offer = FieldOffer(self.edit)
        self.offer.chosen.connect(self.edit.run)
        self.changed = PlainLabel("", role="small", tone="muted")
        self.since = LinkButton(lambda: _("Show what changed"), on=self._want_since)
        self.in_step = LinkButton(lambda: _("It is up to date"), on=self._want_in_step)
        self._lay_out()
        self.choice.chosen.connect(self._chosen)

    def _lay_out(self) -> None:
        self._older_row = QWidget()
        self._older_row.setMinimumHeight(LINKS)
        links = FlowLayout(self._older_row, spacing=4)
        links.addWidget(self.since)
        links.addWidget(self.in_step)
        head = row(self.name, self.choice, None, self.sign, spacing=8)
        body = column(head, spacing=4, parent=self)
        body.addWidget(self.edit, 1)
        body.addWidget(self.changed)
        body.addWidget(self._older_row)
        self._older_row.hide()
        self.setMinimumWidth(180)
        self.setFocusProxy(self.edit)

    def show_language(self, code: str, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Is about another language; ``choices``: all that may stand here, in an order that stays,
        or none where there is nothing to choose.
        """
        self.language, self._language_name = code, name
        self.choice.set_choices(choices or [(code, name)])
        self.choice.choose(code)
        self.choice.setVisible(bool(choices))
        self.name.setVisible(not choices)
        self.name.refresh()
        self.edit.retranslate()

    def show_age(self, changed: Text, older: Sequence[str]) -> None:
        """Says when it was changed and by whom, and which languages it is ``older`` than."""
        self._older = tuple(older)
        self.changed.set_text(changed)
        self.sign.refresh()
        self.sign.setVisible(bool(older))
        for link in (self.since, self.in_step):
            link.setVisible(bool(older) and (link is self.since or self._allowed))
        if bool(self.edit.property("older")) != bool(older):
            self.edit.setProperty("older", bool(older))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def allow(self, *, allowed: bool) -> None:
        """Whether the text may be changed here."""
        self._allowed = allowed
        self.edit.setReadOnly(not allowed)
        self.in_step.setVisible(allowed and bool(self._older))

    def leave_room(self, *, left: bool) -> None:
        """Room for the links, so that both texts end at the same height."""
        self._older_row.setVisible(left)

    def retranslate(self) -> None:
        """Says the names again."""
        self.edit.retranslate()

    def older_than(self) -> tuple[str, ...]:
        """The names of the languages that changed after this one."""
        return self._older

    def _said_name(self) -> str:
        return self._language_name

    def _edit_name(self) -> str:
        return _("Text in {language}").format(language=self._language_name)

    def _said_sign(self) -> str:
        if not self._older:
            return ""
        return "! " + _("{language} changed after this text").format(
            language=", ".join(self._older)
        )

    @Slot(object)
    def _chosen(self, code: object) -> None:
        self.language_chosen.emit(str(code))

    def _want_since(self) -> None:
        self.since_wanted.emit(self.language)

    def _want_in_step(self) -> None:
        self.in_step_wanted.emit(self.language)
