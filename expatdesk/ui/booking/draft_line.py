"""The line that offers to go on with what was left unfinished."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from expatdesk.formats import moment_medium, time_hm
from expatdesk.i18n import _, ngettext
from expatdesk.ui.booking.beside import TwoHalves
from expatdesk.ui.booking.drafting import Unfinished
from expatdesk.ui.booking.summary import said
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import LinkButton, PlainLabel, row


class DraftLine(QFrame):
    """``taken`` and ``discarded`` carry the draft that is offered."""

    taken = Signal(object)
    discarded = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._offer: Unfinished | None = None
        self.setProperty("kind", "notice")
        self.setProperty("level", "info")
        self.words = PlainLabel(self._said, role="small")
        self.who = PlainLabel("", role="small_strong", personal=True)
        self.go_on = LinkButton(lambda: _("Go on with it"), key="F2", on=self._take)
        self.discard = LinkButton(lambda: _("Discard draft"), on=self._discard)
        for link in (self.go_on, self.discard):
            # What is said before them gives way, not what can be done.
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        what, then = row(spacing=10), row(spacing=10)
        what.addWidget(self.words)
        what.addWidget(self.who, 1)
        then.addWidget(self.go_on)
        then.addWidget(self.discard)
        then.addStretch(1)
        self._halves = TwoHalves(self, what, then, shares=(1, 0))
        self._halves.set_margins(12, 4, 8, 4)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._halves.fold(event)

    def offer(self, unfinished: Unfinished | None) -> None:
        """Offers a draft, or nothing."""
        self._offer = unfinished
        names = [] if unfinished is None else [p.entry.full_name for p in unfinished.people]
        typed = unfinished.kept.form.typed if unfinished is not None else None
        if typed is not None and typed.full_name:
            names.append(typed.full_name)
        self.who.set_text(lambda: _names(names))
        self.words.refresh()
        self.setVisible(unfinished is not None)

    def _said(self) -> str:
        if self._offer is None:
            return ""
        at = self._offer.at
        moment = time_hm(at) if at.date() == self._desk.today() else moment_medium(at)
        desk = self._offer.desk
        if desk is None:
            return _("An appointment begun at {time} was not finished:").format(time=moment)
        return _("Begun at {desk}, {time}, and not finished:").format(desk=said(desk), time=moment)

    @Slot()
    def _take(self) -> None:
        offer = self._offer
        self.offer(None)
        self.taken.emit(offer)

    @Slot()
    def _discard(self) -> None:
        offer = self._offer
        self.offer(None)
        self.discarded.emit(offer)


def _names(names: list[str]) -> str:
    if not names:
        return _("nobody named yet")
    if len(names) == 1:
        return names[0]
    others = len(names) - 1
    return ngettext("{name} and {count} other", "{name} and {count} others", others).format(
        name=names[0], count=others
    )
