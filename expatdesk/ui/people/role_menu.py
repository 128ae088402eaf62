"""The menu in which somebody is given another role, of a party or of a household."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from expatdesk.terms import FamilyRole
from expatdesk.ui.kit import say
from expatdesk.ui.people.words import role_choices


class RoleMenu(QMenu):
    """The roles with the present one ticked; ``chosen`` carries the one that is wanted.

    It goes when it is closed. What else can be done is added by who makes it.
    """

    chosen = Signal(object)

    def __init__(
        self, present: FamilyRole, *, fixed: bool = False, parent: QWidget | None = None
    ) -> None:
        """``fixed``: only the present role can be had."""
        super().__init__(parent)
        self._roles: dict[QAction, FamilyRole] = {}
        group = QActionGroup(self)
        for role, words in role_choices():
            action = QAction(say(words), self)
            action.setCheckable(True)
            action.setChecked(role is present)
            action.setEnabled(not fixed or role is present)
            group.addAction(action)
            self.addAction(action)
            self._roles[action] = role
        self.addSeparator()
        group.triggered.connect(self._triggered)
        self.aboutToHide.connect(self.deleteLater)

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        self.chosen.emit(self._roles[action])
