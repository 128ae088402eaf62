"""The sheet that is open: read, written, and shown anew whenever somebody changes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from expatdesk.services.base import Actor, Done, new_key
from expatdesk.services.sheets.types import DraftInput
from expatdesk.ui.context import Desk
from expatdesk.ui.sheets.drafting import Drafting, Ground
from expatdesk.ui.sheets.editing import SheetEditor
from expatdesk.ui.sheets.opened import Known, Listed, Opened, read_known, read_listed, read_opened
from expatdesk.ui.sheets.panels.preview import PreviewPanel
from expatdesk.ui.sheets.words import Names, names_of

Write = Callable[[Actor, Ground, str], Done[int]]
"""A write about the open sheet; it is handed the actor, what it names, and a fresh key."""


class Room(QObject):
    """``listed``: the list was read. ``shown``: another sheet is open, or the same as it is now.
    ``turned``: something else stands in the middle or at the right.
    """

    listed_anew = Signal()
    shown = Signal()
    turned = Signal()
    texts_changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.listed = Listed((), ())
        self.known: Known | None = None
        self.opened: Opened | None = None
        self.sources: dict[str, str] = {}
        self.year: int | None = None
        self.owner: str | None = None
        self._asked_after = 0
        self._wanted: int | None = None
        self.editor = SheetEditor(desk)
        self.preview = PreviewPanel(desk)
        self.middle, self.side = QStackedWidget(), QStackedWidget()
        self.middle.addWidget(self.editor)
        self.side.addWidget(self.preview)
        self.drafting = Drafting(desk, self.typed_input, self)
        self.editor.typed.connect(self._typed)
        self.editor.languages_shown.connect(self.texts_changed)

    # what is known

    @property
    def names(self) -> Names:
        """What the languages in use are called."""
        return names_of(self.listed.languages)

    def wanted(self) -> int | None:
        """The sheet that is open, or that is to be as soon as it is read."""
        return self._wanted

    def allowed(self) -> bool:
        """Whether the texts of the open sheet may be changed here and now."""
        opened = self.opened
        return self.manages() and opened is not None and opened.view.active

    def manages(self) -> bool:
        """Whether who works here changes sheets at all."""
        return self.desk.has_actor and self.desk.actor.is_manager

    def typed_input(self) -> DraftInput:
        """What stands in the texts and the details."""
        return DraftInput(self.editor.pair.bodies(), dict(self.sources), self.year, self.owner)

    # reading

    def ask_list(self, *, fields: bool = True) -> None:
        """Reads the list of sheets and, with ``fields``, what the fields say today."""
        centre, day, language = self.desk.services, self.desk.today(), self.desk.language
        kept = None if fields else self.known

        def ask() -> tuple[Listed, Known]:
            listed = read_listed(centre)
            codes = [line.code for line in listed.languages]
            if kept is not None and all(code in kept.values for code in codes):
                return listed, kept
            return listed, read_known(centre, codes, day, language)

        self.desk.operations.read(self, "list", ask, self._show_list)

    def open_sheet(self, sheet_id: int) -> None:
        """Opens another sheet; what is typed into this one is saved first."""
        self.drafting.leave()
        self._wanted = sheet_id
        self.refresh()

    def refresh(self) -> None:
        """Reads the open sheet anew."""
        sheet_id = self._wanted
        if sheet_id is None:
            return
        centre, sent = self.desk.services, self.drafting.sent()

        def show(opened: Opened) -> None:
            self._asked_after = sent
            self._show(opened)

        self.desk.operations.read(self, "sheet", lambda: read_opened(centre, sheet_id), show)

    def _show_list(self, answer: tuple[Listed, Known]) -> None:
        before = self.known
        self.listed, self.known = answer
        self.editor.show_languages(self.listed.languages)
        if self.known is not before:
            self.editor.show_known(self.known, self.desk.language)
            self.texts_changed.emit()
        self.listed_anew.emit()

    def _show(self, opened: Opened) -> None:
        view, before = opened.view, self.opened
        if view.sheet_id != self._wanted:
            return
        if before is None or before.view.sheet_id != view.sheet_id:
            self.opened = opened
            kept = self.drafting.open_view(view)
            self._take_details(opened)
            if kept is not None:
                self.sources, self.year = dict(kept.sources), kept.valid_for_year
            self.editor.show_sheet(opened, None if kept is None else kept.bodies)
            if kept is None:
                self.drafting.know(self.typed_input())
            self.editor.allow(allowed=self.allowed())
            self.turn_to_texts()
        else:
            self._show_again(opened)
        self.shown.emit()
        self.texts_changed.emit()

    def _show_again(self, opened: Opened) -> None:
        """The same sheet; what is being typed is never touched."""
        self.opened = opened
        ground, view = self.drafting.ground(), opened.view
        busy = self.drafting.is_busy() or self.drafting.sent() != self._asked_after
        same = ground is not None and (ground.version, ground.base) == (
            view.draft_version,
            view.published,
        )
        if busy or same:
            self.editor.show_facts_about(opened)
        else:
            self._take_details(opened)
            self.drafting.open_view(view)
            self.editor.change_texts(opened)
            self.drafting.know(self.typed_input())
        self.editor.allow(allowed=self.allowed())

    def _take_details(self, opened: Opened) -> None:
        self.sources = dict(opened.view.sources)
        draft = opened.view.draft
        year = opened.view.valid_for_year
        self.year = year if draft is None else draft.valid_for_year
        self.owner = None

    # writing

    def write(
        self,
        work: Write,
        then: Callable[[Done[int]], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Does something with the open sheet, after what is typed has been saved."""
        ground = self.drafting.ground()
        if ground is None:
            return
        self.drafting.flush()
        actor, key = self.desk.actor, new_key()

        def refused(error: Exception) -> None:
            if failed is not None:
                failed(error)
            else:
                self.desk.tell(error)
            self.refresh()

        self.desk.operations.write(self, lambda: work(actor, ground, key), then, refused)

    @Slot()
    def _typed(self) -> None:
        self.drafting.typed()
        self.texts_changed.emit()

    # what stands where

    def turn_to(self, *, middle: QWidget | None = None, side: QWidget | None = None) -> None:
        """Shows something in the middle, at the right, or both."""
        self.middle.setCurrentWidget(middle or self.editor)
        self.side.setCurrentWidget(side or self.preview)
        self.turned.emit()

    def turn_to_texts(self) -> None:
        """Shows the texts and their paper again."""
        self.turn_to()

    @Slot()
    def back_to_texts(self) -> None:
        """The same, with the keyboard in the text."""
        self.turn_to()
        self.editor.pair.current().edit.setFocus()
