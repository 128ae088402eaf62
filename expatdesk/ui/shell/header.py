"""The head of the window: the name, search, language, who works where, the new appointment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from expatdesk.i18n import _
from expatdesk.ui.context import Desk
from expatdesk.ui.kit.buttons import PrimaryButton, QuietButton
from expatdesk.ui.kit.layout import row
from expatdesk.ui.kit.search import Hit, SearchField
from expatdesk.ui.kit.segmented import SegmentedToggle
from expatdesk.ui.kit.text import PlainLabel, doubled, make_personal, veiled
from expatdesk.ui.shell.navigation import WIDTH

HEIGHT = 52
_SEARCH_PADDING = 26
"""Pixels beside the words of the search field, both sides together."""
_STILL_SEARCHING = frozenset(
    {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
)


@dataclass(frozen=True, slots=True)
class Place:
    """A desk that can be chosen."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff who can be chosen."""

    id: int
    name: str
    is_manager: bool = False
    language: str = "en"


@dataclass(frozen=True)
class GlobalSearch:
    """What Ctrl+K does: ``find`` runs on the reader's thread, ``open`` in the window's.

    ``extra`` words a last row (chosen with Ctrl+Enter) that ``make`` answers.
    """

    find: Callable[[str], Sequence[Hit]]
    open: Callable[[object], None]
    extra: Callable[[str], str] | None = None
    make: Callable[[str], None] | None = None


class _Search(SearchField):
    """Says in a word what it does where the whole sentence has no room beside the key."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.retranslate()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # What was looked for is over once the work goes on elsewhere in this window.
        if event.reason() not in _STILL_SEARCHING:
            self.clear()

    def retranslate(self) -> None:
        super().retranslate()
        words = _search_words()
        room = self.width() - self._key_room() - _SEARCH_PADDING
        if self.fontMetrics().horizontalAdvance(words) > room:
            words = _("Search …")
        self.setPlaceholderText(words)


def _search_words() -> str:
    return _("Search people, appointments, receipts …")


class Header(QFrame):
    """The bar over the whole width, 52 px high."""

    new_wanted = Signal()

    def __init__(
        self, desk: Desk, search: GlobalSearch | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._search = search
        self._places: tuple[Place, ...] = ()
        self._colleagues: tuple[Colleague, ...] = ()
        self.setProperty("kind", "header")
        self.setFixedHeight(HEIGHT)
        self._make_parts()
        self._lay_out()
        self._connect()

    def _make_parts(self) -> None:
        self.product = PlainLabel("ExpatDesk", role="product", tone="accent", elide=False)
        self.search = _Search(
            _search_words,
            key="Ctrl+K",
            name=lambda: _("Search"),
            header=True,
            extra=self._search is not None and self._search.extra is not None,
        )
        self.languages: SegmentedToggle[str] = SegmentedToggle(
            [("en", "EN"), ("nl", "NL")], name=lambda: _("Language"), bare=True
        )
        self.languages.choose(self._desk.language)
        self.chooser = QuietButton(
            self._who_and_where, menu=True, on=self._choose, name=self._who_is_told
        )
        self.new = PrimaryButton(
            lambda: _("New appointment"), key="Ctrl+N", on=self.new_wanted.emit
        )

    def _lay_out(self) -> None:
        make_personal(self.search)
        self.search.setMaximumWidth(380)
        self.search.setMinimumWidth(180)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.product.setFixedWidth(WIDTH + 12 - 16)
        line = row(spacing=0, margins=(16, 0, 16, 1), parent=self)
        line.addWidget(self.product)
        line.addWidget(self.search, 100)
        line.addStretch(1)
        line.addSpacing(16)
        line.addWidget(self.languages)
        line.addSpacing(20)
        line.addWidget(self.chooser)
        line.addSpacing(16)
        line.addWidget(self.new)

    def _connect(self) -> None:
        self.languages.chosen.connect(self._desk.set_language)
        self._desk.language_changed.connect(self._language_changed)
        self._desk.actor_changed.connect(self._actor_changed)
        self.search.asked.connect(self._asked)
        popover = self.search.popover
        popover.chosen.connect(self._found)
        popover.extra_chosen.connect(self._extra)

    def offer(self, places: Sequence[Place], colleagues: Sequence[Colleague]) -> None:
        """Says which desks and which staff can be chosen."""
        self._places = tuple(places)
        self._colleagues = tuple(colleagues)

    @Slot(int)
    def align_to(self, width: int) -> None:
        """Lets the search begin where the page does, beside a navigation of this width."""
        self.product.setFixedWidth(width + 12 - 16)

    def focus_search(self) -> None:
        """Brings the keyboard to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    # who works where

    def _who_and_where(self) -> str:
        if not self._desk.has_actor:
            return _("Who works here?")
        actor = self._desk.actor
        return f"{actor.desk_name} — {actor.staff_name}"

    def _who_is_told(self) -> str:
        return _("Desk and staff: {who}").format(who=self._who_and_where())

    @Slot(object)
    def _actor_changed(self, _actor: object) -> None:
        self.chooser.retranslate()

    def _choose(self) -> None:
        self.chooser.popup(self.chooser_menu())

    def chooser_menu(self) -> QMenu:
        """Desks, then staff, with the present ones ticked."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        actor = self._desk.actor if self._desk.has_actor else None
        desk_id, staff_id = (actor.desk_id, actor.staff_id) if actor else (None, None)
        self._add_group(menu, [(p.id, p.name) for p in self._places], desk_id, self._take_desk)
        menu.addSeparator()
        people = [(person.id, person.name) for person in self._colleagues]
        self._add_group(menu, people, staff_id, self._take_staff)
        return menu

    def _add_group(
        self,
        menu: QMenu,
        choices: Sequence[tuple[int, str]],
        now: int | None,
        taken: Callable[[QAction], None],
    ) -> None:
        group = QActionGroup(menu)
        for number, name in choices:
            action = QAction(doubled(name), menu)
            action.setCheckable(True)
            action.setChecked(number == now)
            action.setData(number)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(taken)

    @Slot(QAction)
    def _take_desk(self, action: QAction) -> None:
        place = next(p for p in self._places if p.id == action.data())
        if self._desk.has_actor:
            self._desk.set_actor(replace(self._desk.actor, desk_id=place.id, desk_name=place.name))

    @Slot(QAction)
    def _take_staff(self, action: QAction) -> None:
        person = next(c for c in self._colleagues if c.id == action.data())
        if self._desk.has_actor:
            self._desk.set_actor(
                replace(
                    self._desk.actor,
                    staff_id=person.id,
                    staff_name=person.name,
                    is_manager=person.is_manager,
                    language=person.language,
                )
            )

    # search

    @Slot(str)
    def _asked(self, text: str) -> None:
        search, wanted = self._search, text.strip()
        if search is None or not wanted:
            return
        self._desk.operations.read(self, "search", lambda: search.find(wanted), self._show_hits)

    def _show_hits(self, hits: Sequence[Hit]) -> None:
        words = self.search.text().strip()
        wording = self._search.extra if self._search is not None else None
        self.search.show_hits(hits, "" if wording is None else lambda: wording(veiled(words)))

    @Slot(object)
    def _found(self, value: object) -> None:
        self.search.clear()
        if self._search is not None:
            self._search.open(value)

    @Slot()
    def _extra(self) -> None:
        words = self.search.text().strip()
        self.search.clear()
        if self._search is not None and self._search.make is not None:
            self._search.make(words)

    @Slot(str)
    def _language_changed(self, language: str) -> None:
        self.languages.choose(language)
