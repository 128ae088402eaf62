"""What changed in another language since this one was last in step with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from expatdesk.i18n import _
from expatdesk.markup import Change
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import PlainLabel, PrimaryButton
from expatdesk.ui.sheets.differences import DifferenceView
from expatdesk.ui.sheets.panels.panel import SidePanel


@dataclass(frozen=True)
class Behind:
    """``language`` is behind ``of``, which has changed so since ``version``."""

    language: str
    language_name: str
    of_name: str
    version: int
    changes: tuple[Change, ...]


class SincePanel(SidePanel):
    """``in_step_wanted`` carries the language that is up to date."""

    in_step_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        self._behind: Behind | None = None
        super().__init__(desk, self._title_words)
        self.words = PlainLabel(self._words, role="small", tone="muted", wrap=True)
        self.view = DifferenceView(self._title_words)
        self.view.setMinimumHeight(220)
        self.in_step = PrimaryButton(
            lambda: _("It is up to date"), key="Ctrl+Return", on=self._in_step, large=True
        )
        self.content.addWidget(self.words)
        self.content.addWidget(self.view, 1)
        self.foot.addWidget(self.in_step)

    def show_behind(self, behind: Behind, *, allowed: bool) -> None:
        """Shows what changed; only who may change texts marks them as up to date."""
        self._behind = behind
        self.view.show_changes(behind.changes)
        self.view.first_change()
        self.in_step.setVisible(allowed)
        self.title.refresh()
        self.words.refresh()
        self.view.retranslate()

    def behind(self) -> Behind | None:
        """What is shown."""
        return self._behind

    def _in_step(self) -> None:
        if self._behind is not None:
            self.in_step_wanted.emit(self._behind.language)

    def _title_words(self) -> str:
        behind = self._behind
        if behind is None:
            return _("What changed")
        return _("What changed: {language}").format(language=behind.of_name)

    def _words(self) -> str:
        behind = self._behind
        if behind is None:
            return ""
        if not behind.version:
            return _("{language} has never been in step with it.").format(
                language=behind.language_name
            )
        return _("Since version {number}, with which {language} was in step").format(
            number=behind.version, language=behind.language_name
        )
