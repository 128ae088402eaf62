"""The keys of the agenda, as the sheet of keys (F1) lists them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from expatdesk.i18n import _
from expatdesk.ui.agenda.header import DAY, LIST, WEEK
from expatdesk.ui.agenda.inspector.foot import WAYS, way_words
from expatdesk.ui.kit import Text
from expatdesk.ui.shell.page import PageAction

if TYPE_CHECKING:
    from expatdesk.ui.agenda.page import AgendaPage


def add_keys(page: AgendaPage) -> None:
    """Gives a page its keys; those of buttons come with the buttons."""
    page.add_key(lambda: _("Day before"), "Ctrl+Left", partial(page.step, -1))
    page.add_key(lambda: _("Day after"), "Ctrl+Right", partial(page.step, 1))
    page.add_key(lambda: _("Today"), "Ctrl+T", page.go_today)
    page.add_key(lambda: _("Another day"), "Ctrl+D", page.header.open_month)
    page.add_key(lambda: _("Day by desk"), "Alt+1", partial(page.show_mode, DAY))
    page.add_key(lambda: _("Week"), "Alt+2", partial(page.show_mode, WEEK))
    page.add_key(lambda: _("List"), "Alt+3", partial(page.show_mode, LIST))
    page.add_key(lambda: _("Ask anew"), "F5", page.ask)
    page.add_key(lambda: _("Blocked time"), "Ctrl+B", page.block_now)
    page.add_key(lambda: _("Print the list of the day"), "Ctrl+P", page.print_day)
    page.add_key(lambda: _("Look at the list of the day"), "Ctrl+Shift+P", page.look_at_day)
    page.add_key(lambda: _("Print the confirmation"), "Alt+F9", page.print_confirmation)
    page.add_key(lambda: _("Hours higher"), ("Ctrl++", "Ctrl+="), partial(page.canvas.zoom, 1))
    page.add_key(lambda: _("Hours lower"), "Ctrl+-", partial(page.canvas.zoom, -1))
    page.add_key(lambda: _("Move to a free place"), "Ctrl+M", partial(page.flows.by_key, "move"))
    page.add_key(lambda: _("Sheets of the visit"), "Shift+F9", page.flows.choose_sheets)
    for way in WAYS:
        if not way.shown:
            said = partial(way_words, way.name)
            page.add_key(said, way.key, partial(page.flows.by_key, way.name))
    _keys_of_the_day(page)


def _keys_of_the_day(page: AgendaPage) -> None:
    """Keys that the day takes itself where it has the keyboard: only listed here."""
    listed: tuple[tuple[Text, str], ...] = (
        (lambda: _("Move by five minutes, then Enter"), "Alt+Down"),
        (lambda: _("Move to the desk beside, then Enter"), "Alt+Right"),
        (lambda: _("Make longer or shorter, then Enter"), "Alt+Shift+Down"),
    )
    for text, key in listed:
        action = PageAction(text, key, page.canvas.setFocus, page.canvas)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        page.canvas.addAction(action)
