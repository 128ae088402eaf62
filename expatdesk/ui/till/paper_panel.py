"""The paper at the right: the PDF itself on grey, as it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from expatdesk.documents.parts import Layout
from expatdesk.i18n import _
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Inspector,
    PlainLabel,
    Preview,
    SecondaryButton,
    SegmentedToggle,
    Text,
    row,
)
from expatdesk.ui.till.even import EvenRows

PAUSE_MS = 150


@dataclass(frozen=True)
class Wanted:
    """What is to be seen: ``make`` gives the PDF, on the reader's thread."""

    make: Callable[[Layout, str], bytes]


class PaperPanel(Inspector):
    """Shows one paper; an old picture stays until the new one is there.

    ``chosen`` follows a change of layout or language. ``offer`` puts buttons under the paper.
    """

    chosen = Signal()
    print_wanted = Signal()
    save_wanted = Signal()
    mail_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(surface="desktop")
        self._desk = desk
        self._wanted: Wanted | None = None
        self._words: Text = ""
        self._has_picture = False
        self._roll = Layout.ROLL
        self.title = PlainLabel("", role="heading")
        self.layouts: SegmentedToggle[Layout] = SegmentedToggle(
            [(Layout.A5, "A5"), (Layout.ROLL, lambda: _("Roll"))],
            name=lambda: _("Size of the paper"),
        )
        self.languages: SegmentedToggle[str] = SegmentedToggle(
            [("en", "EN"), ("nl", "NL"), ("both", lambda: _("Both"))],
            name=lambda: _("Language of the paper"),
        )
        self.languages.choose("both")
        self.preview = Preview(name=lambda: _("Preview of the paper"))
        self.pane = self.preview.pane
        self.print_button = SecondaryButton("", icon="printer", on=self.print_wanted.emit)
        self.save_button = SecondaryButton(
            lambda: _("Save as PDF…"), key="Ctrl+S", on=self.save_wanted.emit
        )
        self.mail_button = SecondaryButton(lambda: _("By e-mail"), on=self.mail_wanted.emit)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        self._lay_out()
        self.layouts.chosen.connect(self._choice_made)
        self.languages.chosen.connect(self._choice_made)
        desk.names_hidden_changed.connect(self._names_hidden)
        self.preview.hide_wanted.connect(self._hide)

    def _lay_out(self) -> None:
        body = self.layout()
        assert isinstance(body, QVBoxLayout)
        self.scroller.hide()
        body.insertLayout(0, row(self.title, None, self.layouts, margins=(18, 14, 18, 0)))
        body.insertLayout(1, row(self.languages, None, margins=(18, 8, 18, 0)))
        self.preview.bar.setContentsMargins(12, 0, 12, 0)
        self.preview.search.setContentsMargins(16, 0, 12, 0)
        body.insertWidget(2, self.preview, 1)
        buttons = QWidget()
        line = EvenRows(buttons)
        for button in (self.print_button, self.save_button, self.mail_button):
            line.addWidget(button)
        self.foot.addWidget(buttons)
        self.offer()

    def paper(self) -> Layout:
        """The paper that is chosen; a roll is as wide as the centre's."""
        return self._roll if self.layouts.value().is_roll else self.layouts.value()

    def language(self) -> str:
        """The language that is chosen: "en", "nl" or "both"."""
        return self.languages.value()

    def offer(self, words: Text = "", *, save: bool = False, mail: bool = False) -> None:
        """Which buttons stand under the paper; `words`: of the one that prints, if any."""
        self.print_button.set_text(words)
        self.print_button.setVisible(bool(words))
        self.save_button.setVisible(save)
        self.mail_button.setVisible(mail)

    def begin(self, title: Text, *, layout: Layout, language: str) -> None:
        """Another document: the old picture goes."""
        self.title.set_text(title)
        if layout.is_roll:
            self._roll = layout
        self.layouts.choose(Layout.ROLL if layout.is_roll else layout)
        self.languages.choose(language)
        self._has_picture = False
        self.preview.show_words("")

    def show_paper(self, wanted: Wanted, *, soon: bool = True) -> None:
        """Asks for another picture; with ``soon`` after a short pause in typing."""
        self._wanted, self._words = wanted, ""
        self._offer_choices()
        if soon and self._has_picture:
            self._pause.start()
        else:
            self.ask()

    def show_words(self, words: Text) -> None:
        """Says why there is no paper."""
        self._pause.stop()
        self._wanted, self._words = None, words
        self._offer_choices()
        self._has_picture = False
        self.preview.show_words(words)

    def _offer_choices(self) -> None:
        """Size and language are chosen where there is a paper."""
        for choice in (self.layouts, self.languages):
            choice.setVisible(self._wanted is not None)

    @Slot()
    def ask(self) -> None:
        """Asks for the picture now."""
        self._pause.stop()
        wanted = self._wanted
        if wanted is None or self._desk.names_hidden:
            self._cover()
            return
        layout, language = self.paper(), self.language()
        self._desk.operations.read(
            self, "paper", lambda: wanted.make(layout, language), self._show, self._failed
        )

    def _show(self, pdf: bytes) -> None:
        if self._wanted is None or self._desk.names_hidden:
            return
        self._has_picture = True
        self.preview.show_pdf(pdf, self._desk.operations)

    def _failed(self, error: Exception) -> None:
        message = getattr(error, "message", None)
        self._has_picture = False
        words = message if callable(message) else lambda: _("This paper cannot be shown.")
        self.preview.show_words(words)

    @Slot(object)
    def _choice_made(self, _value: object) -> None:
        self.chosen.emit()
        self.ask()

    @Slot(bool)
    def _names_hidden(self, hidden: bool) -> None:  # noqa: FBT001  connected to a signal
        if hidden:
            self._cover()
        else:
            self.ask()

    @Slot()
    def _hide(self) -> None:
        self._desk.hide_names(hidden=True)

    def _cover(self) -> None:
        self._has_picture = False
        if self._wanted is not None and self._desk.names_hidden:
            self.preview.show_words(lambda: _("Names are hidden (F12)."))
        elif self._wanted is None:
            self.preview.show_words(self._words)
