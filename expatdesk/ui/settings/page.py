"""The settings: sections at the left, the list of one in the middle, its forms at the right."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from expatdesk.i18n import _
from expatdesk.services.base import Done, NotAllowed, Refusal, Right, Stale, new_key
from expatdesk.services.setup.types import VisitsInTheWay
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Column,
    EmptyState,
    FlowLayout,
    PageTitle,
    PlainLabel,
    SecondaryButton,
    column,
    row,
    say,
)
from expatdesk.ui.settings.form import EditorCard, Typed
from expatdesk.ui.settings.panel import PartsPanel
from expatdesk.ui.settings.section_list import SectionList
from expatdesk.ui.settings.section_table import DETAIL, STATE, SectionTable
from expatdesk.ui.settings.sections import SECTIONS
from expatdesk.ui.settings.spec import Content, Editor, Line, Note, Notes, Section, Write
from expatdesk.ui.settings.window_choices import WindowChoices
from expatdesk.ui.shell import Page

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes

WINDOW: Final = "window"
_NEW: Final = "new line"
_EXTRA: Final = "whole section"
LEAST: Final = 330
"""Width that the list keeps beside a panel, px."""
_TOPICS: Final = ("catalogue", "settings", "staff", "organisations")


class SettingsPage(Page):
    """``activate(section="prices")`` opens a section."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._section: Section = SECTIONS[0]
        self._content = Content(())
        self._making = False
        self._clashed = ""
        self._made: Line | None = None
        self._shown: tuple[str, Hashable] = ("", None)
        self._aside: dict[tuple[str, Hashable], dict[str, Typed]] = {}
        self.sections = SectionList(
            [*((s.name, s.title) for s in SECTIONS), (WINDOW, lambda: _("This window"))]
        )
        self.title = PageTitle(lambda: say(self._section.title))
        self.words = PlainLabel(
            lambda: say(self._section.words), role="small", tone="muted", wrap=True
        )
        self.new = SecondaryButton(
            lambda: say(self._section.new_words), key="Alt+N", on=self.begin_new, accent=True
        )
        self.extra = SecondaryButton("", on=self.show_extra)
        self.table = SectionTable(_columns(self), name=lambda: say(self._section.title))
        self.nothing = EmptyState(
            "settings",
            lambda: _("Nothing here yet"),
            lambda: say(self._section.words),
        )
        self.panel = PartsPanel(desk)
        self.window_choices = WindowChoices(desk)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.makers = QWidget()
        beside = FlowLayout(self.makers)
        beside.addWidget(self.new)
        beside.addWidget(self.extra)
        self.lists = QStackedWidget()
        self.lists.setMinimumWidth(LEAST)
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.nothing)
        self.lists.addWidget(self.window_choices)
        middle = column(self.title, self.words, self.makers, spacing=8)
        middle.addWidget(self.lists, 1)
        halves = row(spacing=16)
        halves.addWidget(self.sections)
        halves.addLayout(middle, 1)
        self.add(halves, 1)
        self.set_inspector(self.panel)

    def _connect(self) -> None:
        self.sections.chosen.connect(self.open_section)
        self.table.picked.connect(self._picked)
        self.panel.save.connect(self._save)
        self.panel.run.connect(self._run)
        self.desk.actor_changed.connect(self._actor_changed)
        self.add_key(lambda: _("Save"), "Ctrl+S", self.save_current)
        self.add_key(lambda: _("Sections"), "Alt+S", self.sections.setFocus)

    def activate(self, **arguments: object) -> None:
        wanted = arguments.get("section")
        name = wanted if isinstance(wanted, str) else self.sections.value()
        self.sections.choose(name)
        self.open_section(name)
        self.sections.setFocus()

    def changed(self, changes: Changes) -> None:
        if any(changes.touches(topic) for topic in _TOPICS):
            self.ask()

    @Slot(str)
    def open_section(self, name: str) -> None:
        """Shows another section, from its first line on."""
        window = name == WINDOW
        self._set_aside()
        self.panel.setVisible(not window)
        for part in (self.makers, self.new, self.extra):
            part.hide()
        if window:
            self.window_choices.refresh()
            self.lists.setCurrentWidget(self.window_choices)
            self._section = _window_section()
            self._say_section()
            return
        self._section = next(section for section in SECTIONS if section.name == name)
        self._making = False
        self._content = Content(())
        self.panel.show_parts(())
        self._say_section()
        self.ask()

    def ask(self) -> None:
        """Reads the section anew."""
        if self.sections.value() == WINDOW:
            return
        work = partial(self._section.read, self.desk.services, self.desk.today())
        self.desk.operations.read(self, "section", work, self._show)

    @Slot()
    def begin_new(self) -> None:
        """An empty form for another line."""
        if self._content.new is None:
            return
        self._making = True
        self.table.clearSelection()
        self._open_parts(_NEW, (self._content.new,))
        self._focus_first()

    @Slot()
    def show_extra(self) -> None:
        """The form that is about the section as a whole."""
        self._making = True
        self.table.clearSelection()
        self._open_parts(_EXTRA, self._content.extra)
        self._focus_first()

    @Slot()
    def save_current(self) -> None:
        """Saves the form with the keyboard in it, or the first that was changed."""
        cards = self.panel.cards
        here = [card for card in cards if card.isAncestorOf(self.focusWidget())]
        for card in [*here, *(card for card in cards if card.is_dirty()), *cards[:1]]:
            self._save(card, False)
            return

    def _say_section(self) -> None:
        for label in (self.title, self.words, self.nothing.words):
            label.refresh()
        self.table.retranslate()
        self.new.retranslate()

    def _show(self, content: Content) -> None:
        self._content = content
        manages = self.panel.manages()
        self.new.setVisible(content.new is not None and manages)
        self.extra.setVisible(bool(content.extra) and manages)
        self.makers.setVisible((content.new is not None or bool(content.extra)) and manages)
        if content.extra:
            self.extra.set_text(_more(content.extra[0].title))
        kept, self._made = self._made or self.table.current_row(), None
        self.table.blockSignals(True)
        self.table.show_lines(content.lines)
        self.lists.setCurrentWidget(self.table if content.lines else self.nothing)
        if content.lines and not self._making and (kept is None or not self.table.pick(kept)):
            self.table.pick_first()
        self.table.blockSignals(False)
        self._refresh_panel()

    def _refresh_panel(self) -> None:
        """The forms as they are now; what somebody is typing stays theirs until it is saved."""
        line = self.table.current_row()
        if self._clashed:
            self._show_clash(line)
        elif self._making:
            if not self.panel.cards and self._content.new is not None:
                self.panel.show_parts((self._content.new,))
        elif not self.panel.dirty():
            self._open_parts(line.key if line is not None else None, line.parts if line else ())

    def _open_parts(self, key: Hashable, parts: Sequence[Editor | Notes]) -> None:
        """The forms of a line, with what was typed into them and not saved when they were left."""
        self._set_aside()
        self._shown = (self._section.name, key)
        self.panel.show_parts(parts)
        self.panel.bring_back(self._aside.pop(self._shown, {}))

    def _set_aside(self) -> None:
        """What is typed and not saved is kept for when its line is opened again."""
        typed = self.panel.typed()
        if typed:
            self._aside[self._shown] = typed
            self.desk.notify(_("Not saved yet: what you typed stands there when you come back."))

    def _show_clash(self, line: Line | None) -> None:
        """Somebody else was quicker: their values beside what was typed here."""
        name, self._clashed = self._clashed, ""
        parts = line.parts if line is not None else ()
        self.panel.show_parts(parts, keep=True)
        card = self.panel.named(name)
        if card is not None:
            card.show_stale(card.editor)

    @Slot(object)
    def _picked(self, line: Line | None) -> None:
        if line is not None:
            self._making = False
            self._open_parts(line.key, line.parts)

    @Slot(object, bool)
    def _save(self, card: EditorCard, confirmed: bool) -> None:  # noqa: FBT001  a slot
        if not self.panel.manages():
            self.desk.tell(NotAllowed(Right.MANAGE))
            return
        values = card.values()
        if values is None:
            return
        card.hush()
        write, editor = Write(self.desk.actor, new_key(), confirmed), card.editor

        def saved(done: Done[object]) -> None:
            if self._making:
                # Most lines are known by the number that making them gives.
                self._made = Line(done.value, "")
            self._making = False
            self.desk.notify(say(editor.said), done.undo)
            self._keep_others(card)

        self.desk.operations.write(
            self, lambda: editor.save(write, values), saved, partial(self._refused, card)
        )

    def _keep_others(self, card: EditorCard) -> None:
        """What was saved is no longer typed; what stands in other forms of the line still is."""
        card.show_values(card.editor.values)
        work = partial(self._section.read, self.desk.services, self.desk.today())
        self.desk.operations.read(self, "section", work, self._show_saved)

    def _show_saved(self, content: Content) -> None:
        self._show(content)
        line = self.table.current_row()
        self.panel.show_parts(line.parts if line is not None else (), keep=True)

    def _refused(self, card: EditorCard, error: Exception) -> None:
        if isinstance(error, VisitsInTheWay):
            card.show_visits(error.message(), error.visits)
        elif isinstance(error, Stale):
            self._clashed = card.editor.name
            self.ask()
        elif not (isinstance(error, Refusal) and card.show_refusal(error)):
            self.desk.tell(error)

    @Slot(object)
    def _run(self, note: Note) -> None:
        run = note.run
        if run is None:
            return
        write = Write(self.desk.actor, new_key(), confirmed=False)

        def done(what: Done[object]) -> None:
            self.desk.notify(say(note.said), what.undo)

        def refused(error: Exception) -> None:
            self.desk.tell(error)
            if isinstance(error, Stale):
                self.ask()

        self.desk.operations.write(self, lambda: run(write), done, refused)

    def _focus_first(self) -> None:
        fields = [f for card in self.panel.cards for f in card.fields.values()]
        for field in fields:
            if not field.spec.fixed:
                field.inputs()[0].setFocus(Qt.FocusReason.TabFocusReason)
                return

    @Slot(object)
    def _actor_changed(self, actor: object) -> None:
        del actor
        self.panel.show_parts(())
        self._aside.clear()
        if self.sections.value() != WINDOW:
            self.open_section(self.sections.value())


def _columns(page: SettingsPage) -> list[Column[Line]]:
    def title(at: int) -> Callable[[], str]:
        return lambda: say(page._section.columns[at])  # noqa: SLF001  the page's own table

    return [
        Column("title", title(0), lambda r: say(r.title), strong=True, stretch=True),
        Column("detail", title(1), lambda r: say(r.detail), muted=True, width=DETAIL),
        Column(
            "state", title(2), lambda r: say(r.word), state=lambda r: r.state or None, width=STATE
        ),
    ]


def _more(title: str | Callable[[], str]) -> Callable[[], str]:
    return lambda: f"{say(title)}…"


def _window_section() -> Section:
    nothing = (lambda: "", lambda: "", lambda: "")
    return Section(
        WINDOW,
        lambda: _("This window"),
        "",
        nothing,
        lambda _centre, _day: Content(()),
    )
