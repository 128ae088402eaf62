"""The card of the persons: who comes, who is here, and what came of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from expatdesk.i18n import N_, _
from expatdesk.services.appointments.types import ComerLine
from expatdesk.terms import FINISHED, UNDER_WAY, Outcome
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.head import about_words
from expatdesk.ui.agenda.inspector.opened import Opened
from expatdesk.ui.kit import Card, IconButton, LinkButton, PlainLabel, clear, column, row, veiled
from expatdesk.ui.people.words import role_word

_SHORT: Final = {
    Outcome.REGISTERED: N_("registered"),
    Outcome.REGISTERED_BSN_BY_POST: N_("number by post"),
    Outcome.REGISTERED_CERTIFICATE_LATER: N_("certificate later"),
    Outcome.NOT_REGISTERED: N_("not registered"),
    Outcome.ANOTHER_DAY: N_("another day"),
}


class ComerRow(QWidget):
    """One person of the party. `asked(row)`: the outcome is to be noted."""

    asked = Signal(object)

    def __init__(self, comer: ComerLine, *, about: bool, with_outcome: bool) -> None:
        super().__init__()
        self._comer = comer
        self._about = about
        self.name = PlainLabel(comer.full_name or (lambda: _("Name removed")),
                               role="small_strong", personal=True)  # fmt: skip
        self.latin = PlainLabel(_latin(comer), role="small", tone="muted", personal=True)
        self.role = PlainLabel(self._role_words, role="small", tone="muted", wrap=True)
        self.button = LinkButton(self._outcome_words, menu=True, on=self._ask)
        line = row(spacing=8, parent=self)
        line.addLayout(column(self.name, self.latin, self.role, spacing=0), 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.latin.setVisible(bool(_latin(comer)))
        self.button.setVisible(with_outcome)
        self.retranslate()

    @property
    def person_id(self) -> int:
        return self._comer.person_id

    def retranslate(self) -> None:
        """Says aloud whose outcome it is, while names are shown."""
        self.button.setAccessibleDescription(veiled(self._comer.full_name))

    def _role_words(self) -> str:
        about = about_words(self._comer) if self._about else ""
        return " · ".join(part for part in (role_word(self._comer.role), about) if part)

    def _outcome_words(self) -> str:
        outcome = self._comer.outcome
        return _("Outcome…") if outcome is None else _(_SHORT[outcome])

    def _ask(self) -> None:
        self.asked.emit(self)


def _latin(comer: ComerLine) -> str:
    """The passport form, where the name as shown is not it."""
    return comer.latin if comer.latin != comer.full_name else ""


class ComersCard(Card):
    """Who comes, each with the outcome; how many are here."""

    outcome_wanted = Signal(int, object)
    heads_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Persons"), parent=parent)
        self._opened: Opened | None = None
        self.fewer = IconButton("minus", lambda: _("One fewer is here"), small=True)
        self.more = IconButton("plus", lambda: _("One more is here"), small=True)
        self.heads = PlainLabel(self._heads_words, role="small", tone="muted", elide=False)
        self.fewer.clicked.connect(self._fewer)
        self.more.clicked.connect(self._more)
        for part in (self.heads, self.fewer, self.more):
            self.head.addWidget(part)
        self._lines = column(spacing=6)
        self.add(self._lines)

    def show_visit(self, opened: Opened) -> None:
        self._opened = opened
        sheet = opened.sheet
        here = sheet.state in UNDER_WAY | FINISHED
        for part in (self.heads, self.fewer, self.more):
            part.setVisible(here and len(sheet.comers) > 1)
        self.heads.refresh()
        self.fewer.setEnabled(self._count() > 0)
        clear(self._lines)
        # Of one person everything stands above, until there is an outcome to note.
        told = any(comer.outcome is not None for comer in sheet.comers)
        self.setVisible(here or told or len(sheet.comers) > 1)
        for comer in sheet.comers:
            line = ComerRow(
                comer,
                # Of the first person class and birth stand in the head already.
                about=comer is not sheet.comers[0],
                with_outcome=here or comer.outcome is not None,
            )
            line.asked.connect(self._ask)
            self._lines.addWidget(line)

    def retranslate(self) -> None:
        """Says who it is again: names are hidden or shown."""
        for line in self.findChildren(ComerRow):
            line.retranslate()

    @Slot(object)
    def _ask(self, line: ComerRow) -> None:
        line.button.popup(self.outcome_menu(line.person_id))

    def outcome_menu(self, person_id: int) -> QMenu:
        """The outcomes that can be noted for a person."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._outcome_chosen)
        for outcome in Outcome:
            menu.addAction(words.outcome_word(outcome)).setData((person_id, outcome))
        menu.addSeparator()
        menu.addAction(_("Not known yet")).setData((person_id, None))
        return menu

    @Slot(QAction)
    def _outcome_chosen(self, action: QAction) -> None:
        person_id, outcome = action.data()
        self.outcome_wanted.emit(person_id, outcome)

    def _count(self) -> int:
        if self._opened is None:
            return 0
        sheet = self._opened.sheet
        return len(sheet.comers) if sheet.head_count is None else sheet.head_count

    def _heads_words(self) -> str:
        if self._opened is None:
            return ""
        sheet = self._opened.sheet
        if sheet.head_count is None:
            return _("not counted")
        return _("{count} of {total} here").format(count=sheet.head_count, total=len(sheet.comers))

    @Slot()
    def _fewer(self) -> None:
        self.heads_wanted.emit(max(self._count() - 1, 0))

    @Slot()
    def _more(self) -> None:
        counted = self._opened is not None and self._opened.sheet.head_count is not None
        # The first press says that everybody is here.
        self.heads_wanted.emit(self._count() + (1 if counted else 0))
