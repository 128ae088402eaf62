"""Two languages of a sheet side by side, which scroll together part by part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.services.sheets.types import LanguageLine
from expatdesk.ui.kit import row
from expatdesk.ui.sheets.editor import source
from expatdesk.ui.sheets.editor.fields_menu import FieldLine
from expatdesk.ui.sheets.editor.marks import Mark
from expatdesk.ui.sheets.editor.side import TextSide
from expatdesk.ui.sheets.editor.text_edit import SourceEdit

FOLLOW_MS = 20
"""A moment after which the other text follows one that is scrolled."""


class TextPair(QWidget):
    """Holds the texts of all languages and shows two of them.

    ``edited`` follows each change by hand, ``shown`` that other languages stand here.
    """

    edited = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages: tuple[LanguageLine, ...] = ()
        self._bodies: dict[str, str] = {}
        self._last: TextSide | None = None
        self._leader: SourceEdit | None = None
        self._followed = False
        self.left, self.right = TextSide(), TextSide()
        self.sides = (self.left, self.right)
        both = row(spacing=12, parent=self)
        for side in self.sides:
            both.addWidget(side, 1)
            side.edit.edited.connect(self._edited)
            side.edit.entered.connect(self._entered)
            side.edit.verticalScrollBar().valueChanged.connect(self._scrolled)
            side.language_chosen.connect(self._choose)
        self._follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._follow.timeout.connect(self._follow_scroll)
        self.setFocusProxy(self.left)

    # the texts

    def show_languages(self, languages: Sequence[LanguageLine]) -> None:
        """These are the languages of the sheets; the first two stand here at first."""
        if self._languages == tuple(languages):
            return
        self._keep()
        kept = [side.language for side in self.sides]
        self._languages = tuple(languages)
        codes = [line.code for line in languages]
        wanted = [code for code in kept if code in codes]
        wanted += [code for code in codes if code not in wanted]
        for side, code in zip(self.sides, wanted, strict=False):
            self._put(side, code)
        self.right.setVisible(len(codes) > 1)
        self._offer()
        self.shown.emit()

    def languages(self) -> tuple[str, ...]:
        """The codes of those that stand here, from the left."""
        return tuple(side.language for side in self.sides if side.language)

    def name_of(self, code: str) -> str:
        """What a language is called by its speakers."""
        return next((line.name for line in self._languages if line.code == code), code)

    def show_bodies(self, bodies: Mapping[str, str]) -> None:
        """Another sheet: its texts from their beginning."""
        self._bodies = dict(bodies)
        for side in self.sides:
            side.edit.set_body(self._bodies.get(side.language, ""))

    def change_bodies(self, bodies: Mapping[str, str]) -> None:
        """The same sheet as it is now; the cursor stays, and Ctrl+Z takes it back."""
        self._bodies = dict(bodies)
        for side in self.sides:
            side.edit.change_body(self._bodies.get(side.language, ""))

    def bodies(self) -> dict[str, str]:
        """What stands in each language; one that never had a text and has none is left out."""
        self._keep()
        return dict(self._bodies)

    def show_marks(self, marks: Mapping[str, Sequence[Mark]]) -> None:
        """Underlines places in each language."""
        for side in self.sides:
            side.edit.show_marks(marks.get(side.language, ()))

    def know_fields(self, fields: Sequence[FieldLine], language: str) -> None:
        """Offers these while one is typed."""
        names = frozenset(field.name for field in fields)
        for side in self.sides:
            side.edit.know_fields(names)
            side.offer.know_fields(fields, language)

    # where one works

    def side_of(self, language: str) -> TextSide | None:
        """The side in which a language stands."""
        return next((side for side in self.sides if side.language == language), None)

    def current(self) -> TextSide:
        """The side in which somebody writes, or wrote last."""
        return self._last or self.left

    def other(self) -> TextSide:
        """The side beside it."""
        return self.right if self.current() is self.left else self.left

    def go_to(self, language: str, start: int, end: int) -> None:
        """Selects a place of a language, which is brought here where it is not."""
        side = self.side_of(language)
        if side is None:
            side = self.current()
            self._swap(side, language)
        side.edit.go_to(start, end)

    # inside

    def _keep(self) -> None:
        for side in self.sides:
            body = side.edit.body()
            if side.language and (body or side.language in self._bodies):
                self._bodies[side.language] = body

    def _put(self, side: TextSide, code: str) -> None:
        # The chooser that has the keyboard stays where it is.
        side.show_language(code, self.name_of(code), self._choices())
        side.edit.set_body(self._bodies.get(code, ""))

    def _offer(self) -> None:
        """Each side offers all languages; that of the other side changes places with it."""
        for side in self.sides:
            side.show_language(side.language, self.name_of(side.language), self._choices())

    def _choices(self) -> list[tuple[str, str]]:
        names = [(line.code, line.name) for line in self._languages]
        return names if len(names) > 2 else []

    def _swap(self, side: TextSide, code: str) -> None:
        self._keep()
        there = self.side_of(code)
        if there is not None:
            self._put(there, side.language)
        self._put(side, code)
        self._offer()
        self.shown.emit()

    @Slot(str)
    def _choose(self, code: str) -> None:
        side = self.sender()
        if isinstance(side, TextSide) and code != side.language:
            self._swap(side, code)

    @Slot()
    def _edited(self) -> None:
        self.edited.emit()

    @Slot()
    def _entered(self) -> None:
        self._last = next((side for side in self.sides if side.edit is self.sender()), self._last)

    @Slot(int)
    def _scrolled(self, _value: int) -> None:
        if self._followed:
            return
        bar = self.sender()
        for side in self.sides:
            if side.edit.verticalScrollBar() is bar:
                self._leader = side.edit
                self._follow.start()

    @Slot()
    def _follow_scroll(self) -> None:
        """The other text shows the same part, as far into it."""
        leader = self._leader
        if leader is None:
            return
        follower = self.right.edit if leader is self.left.edit else self.left.edit
        top = leader.verticalScrollBar().value()
        places = _tops(leader)
        part = max(bisect_right(places, top + 4) - 1, 0)
        others = _tops(follower)
        if part + 1 >= len(others):
            return
        height = max(places[part + 1] - places[part], 1.0)
        share = min(max((top - places[part]) / height, 0.0), 1.0)
        wanted = others[part] + share * (others[part + 1] - others[part])
        self._followed = True
        follower.verticalScrollBar().setValue(round(wanted))
        self._followed = False


def _tops(edit: SourceEdit) -> list[float]:
    """Where the parts of a text begin, and where the last ends, px from its beginning."""
    tops = [edit.top_of(place) for place in source.parts(edit.body())]
    tops[0] = 0.0
    return [*tops, edit.document().size().height()]
