"""The key of the paper: the confirmation before the visit, the sheets from arrival on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from expatdesk.i18n import _, ngettext
from expatdesk.ui.agenda.inspector.pack_choice import Paper
from expatdesk.ui.agenda.inspector.pack_panel import PackPanel
from expatdesk.ui.agenda.inspector.panel import VisitInspector
from expatdesk.ui.context import Desk, Way
from expatdesk.ui.handing import Handing
from expatdesk.ui.printing import printer_words
from expatdesk.workflows.printing.queue import Printed
from expatdesk.workflows.sheet_orders import Handed, pack_order

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes


class PackFlow(QObject):
    """Prints the pack of the visit that is shown, or opens the panel that asks first."""

    def __init__(self, desk: Desk, inspector: VisitInspector, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inspector = inspector
        self.handing = Handing(desk, inspector)
        self._under_way = False
        self._failed: Printed | None = None
        """A pack that waits in the queue: pressed again, the key tries that one again."""
        inspector.pack.change_wanted.connect(self.choose)
        self.handing.free.connect(self._free)
        desk.changed.connect(self._changed)

    @property
    def paper(self) -> Paper:
        """What comes out with the key of the paper now."""
        choice = self._inspector.pack_choice
        return Paper.CONFIRMATION if choice is None else choice.paper

    def print(self) -> None:
        """Prints at once what the button says."""
        choice, opened = self._inspector.pack_choice, self._inspector.opened
        if choice is None or opened is None or self._under_way:
            return
        again = choice.paper is Paper.AGAIN
        self._put(opened.sheet.code, choice.handed_again() if again else choice.handed())

    @Slot()
    def choose(self) -> None:
        """Opens the panel: sheets are left out, added, looked at."""
        choice, opened = self._inspector.pack_choice, self._inspector.opened
        if choice is None or opened is None or choice.read.is_empty:
            return
        panel = PackPanel(self._desk, opened.sheet.code, choice)
        panel.chosen_anew.connect(self._inspector.choose_pack)
        panel.done.connect(self._handed_out)
        self._inspector.ask(panel)

    def _put(self, code: str, handed: Handed) -> None:
        self._under_way = True
        order = pack_order(code, handed)

        def ended(printed: Printed) -> None:
            self._failed = None if printed.is_out else printed
            if not printed.is_out:
                self.handing.tell(printed)
                return
            self._inspector.forget_pack(handed.visit_id)
            count, name = len(handed.versions), printer_words(printed.target)

            def said() -> str:
                words = ngettext(
                    "{count} sheet sent to the printer {name}.",
                    "{count} sheets sent to the printer {name}.",
                    count,
                )
                return words.format(count=count, name=name)

            def again() -> None:
                self._put(code, handed)

            self._desk.done(said, Way(lambda: _("Print again"), again))

        failed = self._failed
        if failed is not None and failed.order == order:
            self.handing.again(failed.job_id, failed.tries, then=ended)
        else:
            self.handing.put(order, ended)

    @Slot()
    def _handed_out(self) -> None:
        opened = self._inspector.opened
        if opened is not None:
            self._inspector.forget_pack(opened.sheet.visit_id)
        self._inspector.close_panel()

    @Slot()
    def _free(self) -> None:
        self._under_way = False

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        # Once it is out, wherever that was asked, nothing waits any more.
        if changes.touches("sheets"):
            self._failed = None
