"""The panel of one line: its forms and its dated notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

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
from expatdesk.ui.settings.form import EditorCard, Typed
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
        focus = self._focused()
        typed = self.typed() if keep else {}
        self._begin()
        first = True
        for part in parts:
            if isinstance(part, Editor):
                card = self._card(part, first=first)
                first = False
                if part.name in typed:
                    card.keep_typed(typed[part.name])
            else:
                notes = NotesCard(part, locked=not self.manages())
                notes.run.connect(self.run)
                self._put(notes)
        self.content.addStretch(1)
        # At once, not with the next events: nothing is seen squeezed, and the keyboard can go in.
        if (inside := self.scroller.widget()) is not None:
            QApplication.sendEvent(inside, QEvent(QEvent.Type.LayoutRequest))
        if focus is not None:
            self._focus_again(*focus)

    def _focused(self) -> tuple[str, str] | None:
        """The form and the field with the keyboard; None where it is elsewhere."""
        focus = QApplication.focusWidget()
        for card in self.cards:
            if focus is not None and card.isAncestorOf(focus):
                fields = card.fields.items()
                return card.editor.name, next(
                    (name for name, field in fields if field.isAncestorOf(focus)), ""
                )
        return None

    def _focus_again(self, card_name: str, field_name: str) -> None:
        """The keyboard stays in the form that stands here anew, for instance after saving."""
        card = self.named(card_name) or (self.cards[0] if self.cards else None)
        if card is None or card.locked:
            return
        fields = [card.fields[field_name]] if field_name in card.fields else []
        for field in [*fields, *card.fields.values()]:
            if not field.spec.fixed:
                field.inputs()[0].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def manages(self) -> bool:
        """Whether who works here may change the settings."""
        return self._desk.has_actor and self._desk.actor.is_manager

    def dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return any(card.is_dirty() for card in self.cards)

    def typed(self) -> dict[str, Typed]:
        """What was typed and is not saved yet, by the name of its form."""
        return {card.editor.name: card.typed() for card in self.cards if card.is_dirty()}

    def bring_back(self, typed: Mapping[str, Typed]) -> None:
        """What was typed into these forms before stands in them again."""
        for card in self.cards:
            if card.editor.name in typed and not card.locked:
                card.keep_typed(typed[card.editor.name])

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
        card.wanted.connect(self.save)
        self.cards.append(card)
        self._put(card)
        return card

    def _put(self, part: QWidget) -> None:
        self.content.addWidget(part)
        part.show()


class NotesCard(Card):
    """Dated notes; ``run`` follows the button that says what can be done about one."""

    run = Signal(object)

    def __init__(self, notes: Notes, *, locked: bool) -> None:
        super().__init__(notes.title, spacing=8)
        for note in notes.notes:
            self.add(_line(note, self._button(note, locked=locked)))
        if not notes.notes and say(notes.nothing):
            self.add(PlainLabel(notes.nothing, role="small", tone="muted", wrap=True))

    def _button(self, note: Note, *, locked: bool) -> NoteButton | None:
        if note.run is None or locked:
            return None
        button = NoteButton(note)
        button.run.connect(self.run)
        return button


class NoteButton(LinkButton):
    """What can be done about a note."""

    run = Signal(object)

    def __init__(self, note: Note) -> None:
        super().__init__(note.action)
        self._note = note
        self.clicked.connect(self._press)

    @Slot()
    def _press(self) -> None:
        self.run.emit(self._note)


def _line(note: Note, button: NoteButton | None) -> QVBoxLayout:
    """What it says and its state; under it from when until when, and what can be done."""
    said, dated = row(spacing=8), row(spacing=8)
    said.addWidget(PlainLabel(note.text, wrap=True), 1)
    if note.state:
        said.addWidget(Pill(_state_word(note.state), state=note.state))
    if say(note.detail):
        dated.addWidget(PlainLabel(note.detail, role="small", tone="muted", wrap=True), 1)
    if button is not None:
        # Beside the words where there is nothing else.
        (dated if say(note.detail) else said).addWidget(button)
    return column(said, dated, spacing=1)


def _state_word(state: str) -> Callable[[], str]:
    return {
        "done": lambda: _("valid"),
        "info": lambda: _("to come"),
        "neutral": lambda: _("over"),
    }.get(state, lambda: "")
