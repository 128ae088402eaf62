"""Two wrote on one sheet: what stands here beside what somebody else has saved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.markup import Change, ChangeKind, differences
from expatdesk.services.sheets.types import DraftInput, SheetView
from expatdesk.ui.kit import (
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    SegmentedToggle,
    Text,
    clear,
    column,
    row,
)
from expatdesk.ui.sheets.differences import DifferenceView
from expatdesk.ui.sheets.editor.marks import Mark
from expatdesk.ui.sheets.editor.text_edit import SourceEdit
from expatdesk.ui.sheets.words import Names


@dataclass(frozen=True)
class Clash:
    """What was typed here, and the sheet as it is; ``ways`` from mine to theirs by language."""

    mine: DraftInput
    theirs: SheetView
    ways: Mapping[str, tuple[Change, ...]]

    @property
    def languages(self) -> tuple[str, ...]:
        """Those in which the two differ."""
        return tuple(code for code, way in self.ways.items() if not _is_same(way))

    @property
    def staff(self) -> str:
        """Who else wrote."""
        return staff_of(self.theirs)


def clash_of(mine: DraftInput, theirs: SheetView) -> Clash:
    """Compares; not on the window's thread."""
    codes = dict.fromkeys((*mine.bodies, *theirs.bodies))
    ways = {
        code: differences(mine.bodies.get(code, ""), theirs.bodies.get(code, "")) for code in codes
    }
    return Clash(mine, theirs, ways)


class ClashView(QWidget):
    """``keep_wanted`` carries what stands at the left, put together by hand or not;
    ``take_wanted``: theirs stays, mine is set aside.
    """

    keep_wanted = Signal(object)
    take_wanted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clash: Clash | None = None
        self._bodies: dict[str, str] = {}
        self._language = ""
        self.title = PlainLabel(self._title_words, role="heading", wrap=True)
        self.words = PlainLabel(
            lambda: _(
                "Nothing is lost: what is not kept waits in the history. To put both together, "
                "change your text here and then keep it."
            ),
            role="small",
            tone="muted",
            wrap=True,
        )
        self.mine_words = PlainLabel(
            lambda: _("Yours; what is only here is marked"), role="small_strong", tone="muted"
        )
        self.theirs_words = PlainLabel(self._their_words, role="small_strong", tone="muted")
        self.mine = SourceEdit(lambda: _("Your text"))
        self.theirs = DifferenceView(self._their_words, "new")
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.closed.emit)
        self.take = SecondaryButton(
            lambda: _("Take theirs"), key="Ctrl+Shift+Return", on=self._take
        )
        self.keep = PrimaryButton(lambda: _("Keep mine"), key="Ctrl+Return", on=self._keep)
        self._toggles = row(spacing=8)
        self._lay_out()
        self.mine.edited.connect(self._edited)

    def _lay_out(self) -> None:
        left = column(self.mine_words, spacing=4)
        left.addWidget(self.mine, 1)
        right = column(self.theirs_words, spacing=4)
        right.addWidget(self.theirs, 1)
        both = row(spacing=12)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        whole = column(self.title, self.words, row(self._toggles, None), spacing=8, parent=self)
        whole.addLayout(both, 1)
        whole.addLayout(row(self.back, None, self.take, self.keep))
        self.setFocusProxy(self.mine)

    def show_clash(self, clash: Clash, names: Names) -> None:
        """Shows both; the first language in which they differ."""
        self._clash = clash
        self._bodies = dict(clash.mine.bodies)
        self._language = ""
        clear(self._toggles)
        codes = clash.languages or tuple(self._bodies)[:1]
        if len(codes) > 1:
            choices: list[tuple[str, Text]] = [(code, names.get(code, code)) for code in codes]
            toggle = SegmentedToggle(choices, name=lambda: _("Language"))
            toggle.chosen.connect(self._choose)
            self._toggles.addWidget(toggle)
        for label in (self.title, self.theirs_words):
            label.refresh()
        self.theirs.retranslate()
        if codes:
            self._show_language(codes[0])

    def clash(self) -> Clash | None:
        """What is shown."""
        return self._clash

    def bodies(self) -> dict[str, str]:
        """What stands at the left, in all languages."""
        if self._language:
            self._bodies[self._language] = self.mine.body()
        return dict(self._bodies)

    def _show_language(self, code: str) -> None:
        clash = self._clash
        if clash is None:
            return
        self.bodies()
        self._language = code
        self.mine.set_body(self._bodies.get(code, ""))
        way = clash.ways.get(code, ())
        if self._bodies.get(code, "") == clash.mine.bodies.get(code, ""):
            self.mine.show_marks(_only_mine(way))
        self.theirs.show_changes(way)
        self.theirs.first_change()

    @Slot(object)
    def _choose(self, code: object) -> None:
        self._show_language(str(code))

    @Slot()
    def _edited(self) -> None:
        # The marks move along with the text; their places are only known again when both are
        # compared anew.
        self.bodies()

    def _keep(self) -> None:
        if self._clash is not None:
            self.keep_wanted.emit(replace(self._clash.mine, bodies=self.bodies()))

    def _take(self) -> None:
        if self._clash is not None:
            self.take_wanted.emit(replace(self._clash.mine, bodies=self.bodies()))

    def _title_words(self) -> str:
        return "" if self._clash is None else clash_words(self._clash.theirs)

    def _their_words(self) -> str:
        staff = "" if self._clash is None else self._clash.staff
        return _("{name}; what is only there is marked").format(name=staff or _("Somebody else"))


def staff_of(theirs: SheetView) -> str:
    """Who else wrote, "" where nobody is known."""
    if theirs.draft is not None:
        return theirs.draft.staff
    return theirs.current.staff if theirs.current is not None else ""


def clash_words(theirs: SheetView) -> str:
    """Who else has written, or published."""
    name = staff_of(theirs) or _("Somebody else")
    if theirs.draft is None and theirs.current is not None:
        return _("{name} has published this sheet meanwhile").format(name=name)
    return _("{name} has changed this draft meanwhile").format(name=name)


def _is_same(way: Sequence[Change]) -> bool:
    return all(change.kind is ChangeKind.SAME for change in way)


def _only_mine(way: Sequence[Change]) -> list[Mark]:
    """Places of the old text, which is mine, that theirs does not have."""
    found, at = [], 0
    for change in way:
        if change.kind is ChangeKind.ADDED:
            continue
        if change.kind is ChangeKind.REMOVED:
            found.append(Mark(at, at + len(change.text), "mine", _("Only in your text")))
        at += len(change.text)
    return found
