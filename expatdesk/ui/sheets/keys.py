"""The keys of the sheets, as the sheet of keys (F1) lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from expatdesk.i18n import _
from expatdesk.ui.shell.page import PageAction

if TYPE_CHECKING:
    from expatdesk.ui.sheets.page import SheetsPage


@dataclass(frozen=True)
class SheetKeys:
    """Those that are not always at hand. ``more``: the menu behind the three dots."""

    publish: PageAction
    check: PageAction
    more: tuple[PageAction, ...]
    of_sheets: tuple[PageAction, ...]
    """All that mean nothing while the packs are shown."""


def add_keys(page: SheetsPage) -> SheetKeys:
    """Gives a page its keys; those of buttons come with the buttons."""
    room, editor = page.room, page.room.editor
    page.add_key(lambda: _("Filter the sheets"), "Ctrl+F", page.go_to_filter)
    publish = page.add_key(lambda: _("Publish"), "Ctrl+Return", page.publishing.open_panel)
    page.add_key(lambda: _("Save the draft now"), "Ctrl+S", room.drafting.flush)
    more = _keys_of_the_menu(page)
    page.add_key(lambda: _("Insert"), "F4", page.open_insert)
    page.add_key(lambda: _("What changed in the other text"), "F5", page.show_since)
    page.add_key(lambda: _("The other text"), "F6", editor.other_text)
    page.add_key(lambda: _("Next problem"), "F8", editor.next_problem)
    page.add_key(lambda: _("Problem before"), "Shift+F8", editor.last_problem)
    page.add_key(lambda: _("Preview or list"), "F10", page.swap)
    of_sheets = tuple(action for action in page.actions() if isinstance(action, PageAction))
    page.add_key(lambda: _("Sheets"), "Alt+1", page.go_to_sheets)
    page.add_key(lambda: _("Packs"), "Alt+2", page.go_to_packs)
    return SheetKeys(publish, more[2], more, of_sheets)


def _keys_of_the_menu(page: SheetsPage) -> tuple[PageAction, ...]:
    publishing, keeping = page.publishing, page.keeping
    return (
        page.add_key(lambda: _("New sheet"), "Ctrl+Shift+N", keeping.begin_new),
        page.add_key(lambda: _("Details"), "F2", keeping.open_details),
        page.add_key(lambda: _("Check the facts"), "F9", page.checking.open_panel),
        page.add_key(lambda: _("History"), "F7", page.history.open_panel),
        page.add_key(lambda: _("Discard the draft"), "Ctrl+Shift+D", publishing.discard),
        page.add_key(lambda: _("Save as PDF"), "Ctrl+Shift+S", page.papers.save),
        page.add_key(
            lambda: _("Export, import, booklet"), "Ctrl+Shift+E", page.exchange.open_panel
        ),
        page.add_key(lambda: _("Languages"), "Ctrl+Shift+G", keeping.open_languages),
    )
