"""What the printer said, and the two ways on: try again, or save as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from expatdesk.i18n import _
from expatdesk.ui.kit import LinkButton, NoticeBar, Text
from expatdesk.ui.kit.text import say


class PrintTrouble(NoticeBar):
    """Stays until somebody has answered it or the paper is out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._on_save: Callable[[], object] | None = None
        self.save = LinkButton(lambda: _("Save as file"), on=self._save)
        line = self.layout()
        assert isinstance(line, QHBoxLayout)
        line.insertWidget(line.indexOf(self.close_button), self.save)

    def explain(
        self,
        label: str,
        problem: Text,
        again: Callable[[], object],
        save: Callable[[], object],
    ) -> None:
        """Says that the document stands and is not printed yet."""
        self._on_save = save
        words = partial(_trouble_words, label, problem)
        self.say("warning", words, action=lambda: _("Try again"), on_action=again)

    def _save(self) -> None:
        wanted = self._on_save
        self.dismiss()
        if wanted is not None:
            wanted()


def _trouble_words(label: str, problem: Text) -> str:
    why = say(problem)
    if not label:
        return _("It is issued but not printed yet. {problem}").format(problem=why)
    return _("{number} is issued but not printed yet. {problem}").format(number=label, problem=why)
