"""The paper at the right of the texts, as it will come out of the printer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal

from expatdesk.formats import date_medium
from expatdesk.i18n import _, ngettext
from expatdesk.services.sheets.types import SheetView
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    LinkButton,
    PlainLabel,
    PreviewPane,
    SmallQuietButton,
    column,
    row,
)
from expatdesk.ui.kit.card import Inspector
from expatdesk.ui.sheets.previewing import Seen
from expatdesk.ui.sheets.words import day_words


class PreviewPanel(Inspector):
    """``print_wanted``: Ctrl+P; ``packs_wanted``: the packs that it is in."""

    print_wanted = Signal()
    packs_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(surface="desktop")
        self.desk = desk
        self._view: SheetView | None = None
        self._seen: Seen | None = None
        self.title = PlainLabel(lambda: _("A4 preview"), role="strong")
        self.sides = PlainLabel(self._side_words, role="small", tone="muted")
        self.print = SmallQuietButton(lambda: _("Print…"), key="Ctrl+P", on=self.print_wanted.emit)
        self.pane = PreviewPane(name=lambda: _("Preview of the sheet"))
        self.pane.setMinimumHeight(220)
        self.packs = LinkButton(self._pack_words, on=self.packs_wanted.emit)
        self.pack_names = PlainLabel(self._pack_names, role="small", tone="muted", wrap=True)
        self.standing = PlainLabel(self._standing, role="small", tone="muted", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        self.scroller.hide()
        head = row(self.title, None, self.sides, self.print, spacing=6, margins=(18, 12, 12, 4))
        below = column(
            row(self.packs, None),
            self.pack_names,
            self.standing,
            spacing=2,
            margins=(18, 6, 14, 10),
        )
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot.setSpacing(0)
        self.foot.addLayout(head)
        self.foot.addWidget(self.pane, 1)
        self.foot.addLayout(below)

    def show_view(self, view: SheetView | None) -> None:
        """What is known of the sheet beside its texts."""
        self._view = view
        for label in (self.pack_names, self.standing):
            label.refresh()
        self.packs.retranslate()
        for part in (self.packs, self.pack_names, self.standing, self.print):
            part.setVisible(view is not None)
        if view is not None and not view.active:
            # Packs may still name it, but it is offered with none.
            self.packs.hide()
        self.pack_names.setVisible(bool(view and view.packs and view.active))

    def show_seen(self, seen: Seen) -> None:
        """The paper as it is now; the place that is looked at stays."""
        self._seen = seen
        self.sides.refresh()
        if seen.pdf:
            self.pane.show_pdf(seen.pdf, self.desk.operations)
        else:
            self.pane.show_words(self._empty_words)

    def show_nothing(self) -> None:
        """No sheet is open."""
        self._seen = None
        self.sides.refresh()
        self.pane.show_words(self._empty_words)
        self.show_view(None)

    def seen(self) -> Seen | None:
        """What is drawn."""
        return self._seen

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.packs.retranslate()
        super().changeEvent(event)

    def _side_words(self) -> str:
        if self._seen is None or not self._seen.sides:
            return ""
        count = self._seen.sides
        return ngettext("{count} side", "{count} sides", count).format(count=count)

    def _empty_words(self) -> str:
        if self._seen is not None and self._seen.too_long:
            return _("Too long to be drawn while one types")
        return _("Nothing to show yet")

    def _pack_words(self) -> str:
        count = 0 if self._view is None else len(self._view.packs)
        if not count:
            return _("Used in no pack")
        return ngettext("Used in {count} pack", "Used in {count} packs", count).format(count=count)

    def _pack_names(self) -> str:
        if self._view is None:
            return ""
        return ", ".join(
            pack.name.nl if self.desk.language == "nl" else pack.name.en
            for pack in self._view.packs
        )

    def _standing(self) -> str:
        view = self._view
        if view is None or view.current is None:
            return ""
        said = _("Version {number}, published {day}").format(
            number=view.current.number, day=day_words(view.current.published_at)
        )
        said = f"{said} · {view.current.staff}" if view.current.staff else said
        checked, year = view.current.checked_on, view.current.valid_for_year
        parts = [
            _("Not checked by the centre")
            if checked is None
            else _("Checked {day}").format(day=date_medium(checked)),
            "" if year is None else _("valid for {year}").format(year=year),
        ]
        return f"{said}\n{' · '.join(part for part in parts if part)}"
