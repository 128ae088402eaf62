"""The pack of a visit before it is printed: what is in it, in which languages, how it looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.clock import day_of
from expatdesk.i18n import _
from expatdesk.names.folding import fold
from expatdesk.services.sheets.types import Because, OfferedSheet
from expatdesk.ui.agenda.inspector.handout import HandOutPanel
from expatdesk.ui.agenda.inspector.pack_card import given_when
from expatdesk.ui.agenda.inspector.pack_choice import (
    PackChoice,
    language_choices,
    language_words,
    title_of,
)
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    CheckField,
    Hit,
    PlainLabel,
    SearchField,
    SecondaryButton,
    Text,
    clear,
    column,
    row,
)
from expatdesk.ui.operations import Progress
from expatdesk.ui.sheets.packs.words import because_words
from expatdesk.workflows.printing import Spooler
from expatdesk.workflows.sheet_orders import Handed, pack_order

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.printing import PrintOrder
    from expatdesk.storage.changes import Changes

MOST = 9
_INDENT = 26
"""What is said of a sheet begins under its title, not under its tick, px."""


@dataclass(frozen=True)
class PackPaper:
    """The sheets of one visit, to be looked at and handed out. `name`: the visit's code."""

    centre: Centre
    name: str
    handed: Handed

    def pdf(self, language: str) -> bytes:
        """The pack as it would be printed now; `language`: codes with a space between."""
        from expatdesk.workflows.sheets import SheetPapers

        return SheetPapers(self.centre).pack(self._in(language))

    def order(self, language: str) -> PrintOrder:
        """As it goes to the print queue."""
        return pack_order(self.name, self._in(language))

    def save(self, language: str, file: Path) -> Callable[..., Changes]:
        """What writes it to a file, which counts as given."""
        from expatdesk.workflows.sheets import SheetPapers

        papers, handed = SheetPapers(self.centre), self._in(language)
        return lambda actor: papers.save_pack(actor, handed, file)

    def _in(self, language: str) -> Handed:
        return replace(self.handed, languages=tuple(language.split()))


class PackPanel(HandOutPanel):
    """Each sheet can be left out, others are added by typing. `chosen_anew` carries the choice."""

    chosen_anew = Signal(object)

    def __init__(
        self,
        desk: Desk,
        code: str,
        choice: PackChoice,
        *,
        spooler: Spooler | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._code = code
        self._choice = choice
        self._listening = False
        self._pack_paper = PackPaper(desk.services, code, choice.handed())
        super().__init__(
            desk,
            self._pack_paper,
            lambda: _("Information pack"),
            _language_segments(choice),
            " ".join(choice.languages),
            spooler=spooler,
            parent=parent,
        )
        self._rows = column(spacing=6)
        self.search = SearchField(
            lambda: _("Add a sheet: type its title or number"), name=lambda: _("Add a sheet")
        )
        self.look = SecondaryButton(lambda: _("Look at it"), key="F11", on=self.preview.open_large)
        self.content.insertLayout(0, self._rows)
        self.content.insertWidget(1, self.search)
        # The paper is long: what prints it stands before it, and what shows it large.
        printing = row(spacing=8)
        printing.addWidget(self.print, 1)
        printing.addWidget(self.look)
        self.content.insertLayout(self.content.indexOf(self.preview), printing)
        self.search.asked.connect(self._look)
        self.language.chosen.connect(self._languages_chosen)
        self._show_rows()

    def first_field(self) -> QWidget | None:
        ticks = self.ticks()
        return ticks[0] if ticks else self.search

    def ticks(self) -> list[SheetTick]:
        """The sheets, each with its tick."""
        items = (self._rows.itemAt(at) for at in range(self._rows.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, SheetTick)]

    # what goes into the pack

    def _show_rows(self) -> None:
        clear(self._rows)
        for because, sheets in groupby(self._choice.rows, key=lambda one: one.because):
            self._rows.addWidget(_GroupTitle(because))
            for sheet in sheets:
                tick = SheetTick(sheet, on=self._choice.is_ticked(sheet))
                tick.turned.connect(self._turned)
                self._rows.addWidget(tick)
                tick.show()
                self._say_given(sheet)
        self._order_tabs()
        self._can_print()

    def _order_tabs(self) -> None:
        """Tab goes down the panel as the eye does; sheets are made after what stands under them."""
        before: QWidget = self.overrule  # the first that can have the keyboard
        for widget in (*self.ticks(), self.search, self.language, self.print, self.look):
            QWidget.setTabOrder(before, widget)
            before = widget

    def _say_given(self, sheet: OfferedSheet) -> None:
        """When this version was given, if it was."""
        given = self._choice.given_of(sheet)
        if given is not None:
            is_today = day_of(given.at) == self._desk.today()
            said = PlainLabel(lambda: given_when(given, today=is_today), role="small", tone="muted")
            said.setIndent(_INDENT)
            self._rows.addWidget(said)

    @Slot(int, bool)
    def _turned(self, sheet_id: int, on: bool) -> None:  # noqa: FBT001  a signal's value
        self._take(self._choice.ticked(sheet_id, on=on))

    @Slot(object)
    def _languages_chosen(self, languages: str) -> None:
        self._take(self._choice.in_languages(tuple(languages.split())), draw=False)

    @Slot(str)
    def _look(self, typed: str) -> None:
        if not self._listening:
            # The list is made with the window around it, so not before it is first needed.
            self._listening = True
            self.search.popover.chosen.connect(self._add)
        wanted = fold(typed).split()
        hits = []
        for sheet in self._choice.others:
            text = fold(" ".join((str(sheet.sheet_number), sheet.code, *sheet.titles.values())))
            if all(part in text for part in wanted):
                side = str(sheet.sheet_number)
                hits.append(Hit(sheet.sheet_id, title_of(sheet), side=side, personal=False))
        self.search.show_hits(hits[:MOST])

    @Slot(object)
    def _add(self, sheet_id: int) -> None:
        self.search.setText("")
        self._take(self._choice.with_added(sheet_id))
        self._show_rows()

    def _take(self, choice: PackChoice, *, draw: bool = True) -> None:
        self._choice = choice
        self._paper = self._pack_paper = replace(self._pack_paper, handed=choice.handed())
        self._can_print()
        self.chosen_anew.emit(choice)
        if draw:
            self._draw()

    def _can_print(self) -> None:
        for button in (self.print, self.save, self.look):
            button.setEnabled(bool(self._choice.chosen))

    @Slot(bool)
    @Slot(object)
    def _draw(self, _language: object = None) -> None:
        if self._choice.chosen:
            super()._draw()
        else:
            self.preview.show_words(lambda: _("Choose one sheet at least."))

    # files

    @Slot(str)
    def save_pdf(self, file: str) -> None:
        """Writes the pack to a file; it counts as given."""
        path, actor, desk = Path(file), self._desk.actor, self._desk
        paper, language = self._pack_paper, self.chosen()

        def work(progress: Progress) -> Changes:
            progress.check()
            return paper.save(language, path)(actor)

        def saved(changes: Changes) -> None:
            desk.notify(_("Saved as {name}.").format(name=path.name))
            desk.spread(changes)
            self.done.emit()

        desk.operations.job(self, work, saved, self.refuse)


class SheetTick(CheckField):
    """One sheet; `turned` carries its id and whether it goes into the pack."""

    turned = Signal(int, bool)

    def __init__(self, sheet: OfferedSheet, *, on: bool) -> None:
        super().__init__(lambda: title_of(sheet), checked=on)
        self.sheet_id = sheet.sheet_id
        self.clicked.connect(self._turn)

    @Slot(bool)
    def _turn(self, on: bool) -> None:  # noqa: FBT001  a signal's value
        self.turned.emit(self.sheet_id, on)


class _GroupTitle(PlainLabel):
    """Why the sheets under it are offered."""

    def __init__(self, because: tuple[Because, ...]) -> None:
        super().__init__(
            lambda: because_words(because) or _("Added by hand"),
            role="small_strong",
            tone="muted",
            wrap=True,
        )


def _language_segments(choice: PackChoice) -> list[tuple[str, Text]]:
    return [(" ".join(codes), language_words(codes)) for codes in language_choices(choice.read)]
