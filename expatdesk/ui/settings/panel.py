"""The panel of one line: its forms and its dated notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from expatdesk.i18n import _
from expatdesk.services.base import NotAllowed, Right
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    Inspector,
    LinkButton,
    Pill,
    PlainLabel,
    clear,
    column,
    row,
    say,
)
from expatdesk.ui.settings.form import EditorCard
from expatdesk.ui.settings.spec import Editor, Note, Notes

WIDTH = 400


class PartsPanel(Inspector):
    """``save`` and ``run`` follow what is asked for by hand."""

    save = Signal(object, bool)
    run = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(width=WIDTH)
        self._desk = desk
        self.cards: list[EditorCard] = []

    def show_parts(self, parts: Sequence[Editor | Notes], *, keep: bool = False) -> None:
        """Shows these parts. ``keep``: what was typed into forms of the same name stays."""
        typed = {card.editor.name: card for card in self.cards if card.is_dirty()} if keep else {}
        self._begin()
        first = True
        for part in parts:
            if isinstance(part, Editor):
                card = self._card(part, first=first)
                first = False
                if part.name in typed:
                    card.keep_typed(typed[part.name])
            else:
                self._put(NotesCard(part, self._runner, locked=not self.manages()))
        self.content.addStretch(1)
        # At once, not with the next events: nothing is seen squeezed, and the keyboard can go in.
        if (inside := self.scroller.widget()) is not None:
            QApplication.sendEvent(inside, QEvent(QEvent.Type.LayoutRequest))

    def manages(self) -> bool:
        """Whether who works here may change the settings."""
        return self._desk.has_actor and self._desk.actor.is_manager

    def dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return any(card.is_dirty() for card in self.cards)

    def named(self, name: str) -> EditorCard | None:
        """The form of this name."""
        return next((card for card in self.cards if card.editor.name == name), None)

    def _begin(self) -> None:
        clear(self.content)
        self.cards = []
        if not self.manages():
            words = NotAllowed(Right.MANAGE)
            self._put(PlainLabel(words.message, tone="warning", wrap=True))

    def _card(self, editor: Editor, *, first: bool) -> EditorCard:
        card = EditorCard(editor, self._desk, locked=not self.manages(), first=first)
        card.wanted.connect(self._saver(card))
        self.cards.append(card)
        self._put(card)
        return card

    def _put(self, part: QWidget) -> None:
        self.content.addWidget(part)
        part.show()

    def _saver(self, card: EditorCard) -> Callable[[bool], None]:
        def wanted(confirmed: bool) -> None:  # noqa: FBT001  connected to a signal
            self.save.emit(card, confirmed)

        return wanted

    def _runner(self, note: Note) -> Callable[[], None]:
        return lambda: self.run.emit(note)


class NotesCard(Card):
    """Dated notes, each with what can be done about it."""

    def __init__(
        self, notes: Notes, runner: Callable[[Note], Callable[[], None]], *, locked: bool
    ) -> None:
        super().__init__(notes.title, spacing=8)
        for note in notes.notes:
            self.add(_line(note, runner, locked=locked))
        if not notes.notes and say(notes.nothing):
            self.add(PlainLabel(notes.nothing, role="small", tone="muted", wrap=True))


def _line(note: Note, runner: Callable[[Note], Callable[[], None]], *, locked: bool) -> QHBoxLayout:
    words = column(PlainLabel(note.text, wrap=True), spacing=1)
    if say(note.detail):
        words.addWidget(PlainLabel(note.detail, role="small", tone="muted", wrap=True))
    line = row(spacing=8)
    line.addLayout(words, 1)
    if note.state:
        line.addWidget(Pill(_state_word(note.state), state=note.state))
    if note.run is not None and not locked:
        line.addWidget(LinkButton(note.action, on=runner(note)))
    return line


def _state_word(state: str) -> Callable[[], str]:
    return {
        "done": lambda: _("valid"),
        "info": lambda: _("to come"),
        "neutral": lambda: _("over"),
    }.get(state, lambda: "")
