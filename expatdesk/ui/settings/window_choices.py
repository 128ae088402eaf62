"""The choices of this window: theme, language, its computer's printers. They are nobody else's."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QWidget

from expatdesk.i18n import _
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Card, PlainLabel, ScrollColumn, SegmentedToggle, column, row
from expatdesk.ui.settings.here import HerePrinters
from expatdesk.ui.theme import Choice, Theme


class WindowChoices(QWidget):
    """Theme, language and printers, remembered for the next start."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.theme: SegmentedToggle[Choice] = SegmentedToggle(
            [
                ("system", lambda: _("As the system")),
                ("light", lambda: _("Light")),
                ("dark", lambda: _("Dark")),
            ],
            name=lambda: _("Theme"),
        )
        self.language: SegmentedToggle[str] = SegmentedToggle(
            [("en", "English"), ("nl", "Nederlands")], name=lambda: _("Language")
        )
        look, speech = Card(lambda: _("Theme")), Card(lambda: _("Language"))
        look.add(row(self.theme, None))
        speech.add(row(self.language, None))
        words = PlainLabel(
            lambda: _("These belong to this computer. Everybody may change them."),
            role="small",
            tone="muted",
            wrap=True,
        )
        self.printers = HerePrinters(desk)
        scroll = ScrollColumn()
        for part in (words, look, speech, self.printers):
            scroll.content.addWidget(part)
        scroll.content.setSpacing(12)
        scroll.content.addStretch(1)
        column(scroll, parent=self)
        self.theme.chosen.connect(self._dress)
        self.language.chosen.connect(self._speak)
        desk.language_changed.connect(self._spoken)

    def refresh(self) -> None:
        """Shows what is chosen now."""
        theme = theme_of_application()
        if theme is not None:
            self.theme.choose(theme.choice)
        self.language.choose(self._desk.language)
        self.printers.refresh()

    @Slot(object)
    def _dress(self, choice: Choice) -> None:
        theme = theme_of_application()
        if theme is not None:
            theme.choose(choice)
        self._desk.preferences.set("window/theme", choice)
        self._desk.preferences.flush()

    @Slot(object)
    def _speak(self, language: str) -> None:
        self._desk.set_language(language)

    @Slot(str)
    def _spoken(self, language: str) -> None:
        self.language.choose(language)


def theme_of_application() -> Theme | None:
    """The theme that dresses the application, if it has one."""
    application = QApplication.instance()
    return application.findChild(Theme) if application is not None else None
