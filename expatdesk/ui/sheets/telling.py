"""The one thing that is said over the texts: whatever matters most now."""

from __future__ import annotations

from dataclasses import dataclass

from expatdesk.i18n import _
from expatdesk.ui.sheets.flows.checking import Checking
from expatdesk.ui.sheets.flows.clashing import Clashing
from expatdesk.ui.sheets.flows.keeping import Keeping
from expatdesk.ui.sheets.room import Room
from expatdesk.ui.sheets.words import due_words


@dataclass(frozen=True)
class Telling:
    """Somebody else wrote; one may not write; the sheet is retired; it is due: in this order."""

    room: Room
    checking: Checking
    clashing: Clashing
    keeping: Keeping

    def tell(self) -> None:
        """Says it, with the way to what can be done."""
        room, strip = self.room, self.room.editor.strip
        view = None if room.opened is None else room.opened.view
        if view is None:
            strip.clear()
        elif room.drafting.state() == "clashed":
            act = (lambda: _("Show both"), "Ctrl+D", self.clashing.open_view)
            strip.say("warning", self.clashing.words, act)
        elif not room.manages():
            strip.say("info", lambda: _("Only a manager changes sheets. You can read and print."))
        elif not view.active:
            strip.say(
                "info",
                lambda: _("This sheet is retired: it is in no pack and cannot be changed."),
                (lambda: _("Details"), None, self.keeping.open_details),
            )
        elif view.due and room.side.currentWidget() is not self.checking.panel:
            due, year = view.due, view.valid_for_year
            strip.say(
                "warning",
                lambda: _("{reason}.").format(reason=due_words(due, year)),
                (lambda: _("Check the facts"), None, self.checking.open_panel),
            )
        else:
            strip.clear()
