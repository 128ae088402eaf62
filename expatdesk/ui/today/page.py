"""The opening screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QStackedWidget

from expatdesk.formats import amount
from expatdesk.i18n import _
from expatdesk.services.appointments.types import QuestionEntry
from expatdesk.services.base import Done, Refusal, new_key
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    EmptyState,
    FigureCard,
    PageTitle,
    PlainLabel,
    column,
    row,
    tooltip,
)
from expatdesk.ui.shell import Page
from expatdesk.ui.today import words
from expatdesk.ui.today.now_list import NowList
from expatdesk.ui.today.questions import QuestionsCard
from expatdesk.ui.today.to_do import ToDoCard
from expatdesk.ui.today.view import Overview, oldest_unfinished, read_overview

if TYPE_CHECKING:
    from expatdesk.storage.changes import Changes

MINUTE_MS: Final = 60_000
_RIGHT: Final = Qt.AlignmentFlag.AlignRight
TABS: Final = {
    "call": "calls",
    "mail": "mails",
    "waiting": "waiting",
    "follow_up": "follow_ups",
    "unprinted": "unprinted",
}
"""Where each line of "To do" leads to on the page of lists."""


class TodayPage(Page):
    """Figures of the day, now and next, what is to be done, questions at the helpdesk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._seen: Overview | None = None
        self.title = PageTitle(self._greeting)
        self.opening = PlainLabel(self._opening, tone="muted", wrap=True, align=_RIGHT)
        self.waiting = FigureCard(lambda: _("Waiting now"))
        self.to_come = FigureCard(lambda: _("Still to come"))
        self.taken = FigureCard(lambda: _("Taken today"))
        self.free = FigureCard(lambda: _("Free places this week"))
        self.now = NowList()
        self.nobody = EmptyState(
            "coffee",
            lambda: _("Nobody is expected"),
            lambda: _("Visitors who wait, are at a desk or come next are listed here."),
            button=lambda: _("New appointment"),
            on=self._book,
        )
        self.to_do = ToDoCard()
        self.questions = QuestionsCard()
        self._lay_out()
        self.now.opened.connect(self._open_visit)
        self.to_do.wanted.connect(self._open_to_do)
        self.questions.asked.connect(self._ask)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self.ask)
        self.add_key(lambda: _("Now and next"), "Alt+N", self.now.setFocus)
        self.add_key(lambda: _("Log a question"), "Alt+Q", self.questions.topic.setFocus)
        desk.actor_changed.connect(self._actor_changed)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(22, 18, 22, 18)
        head = row(self.title, spacing=24)
        head.addWidget(self.opening, 1)
        figures = row(spacing=14)
        for card in (self.waiting, self.to_come, self.taken, self.free):
            figures.addWidget(card, 1)
        coming = Card(lambda: _("Now and next"), large=True)
        self._either = QStackedWidget()
        self._either.addWidget(self.now)
        self._either.addWidget(self.nobody)
        coming.content.addWidget(self._either, 1)
        right = column(spacing=14)
        right.addWidget(self.to_do)
        right.addWidget(self.questions, 1)
        halves = row(spacing=14)
        halves.addWidget(coming, 5)
        halves.addLayout(right, 4)
        self.body.setSpacing(14)
        self.add(head)
        self.add(figures)
        self.add(halves, 1)

    def activate(self, **arguments: object) -> None:
        del arguments
        self._minute.start()
        self.ask()
        self.now.setFocus()

    def leave(self) -> None:
        self._minute.stop()

    def changed(self, changes: Changes) -> None:
        del changes  # The day at a glance is made of nearly everything.
        self.ask()

    @Slot()
    def ask(self) -> None:
        """Reads the screen anew."""
        desk = self.desk
        staff_id = desk.actor.staff_id if desk.has_actor else None
        centre, day = desk.services, desk.today()
        desk.operations.read(
            self, "today", partial(read_overview, centre, day, staff_id), self._show
        )

    def _show(self, seen: Overview) -> None:
        self._seen = seen
        view, totals = seen.today, seen.totals
        self.title.refresh()
        self.opening.refresh()
        self.opening.setToolTip(tooltip(words.plan(seen)))
        self.waiting.show_figure(
            str(view.waiting),
            lambda: words.longest(view),
            "warning" if view.waiting else "muted",
        )
        self.to_come.show_figure(str(view.to_come), lambda: words.coming_next(view))
        self.taken.show_figure(lambda: amount(totals.taken), lambda: words.taken(totals))
        self.free.show_figure(str(view.free_this_week), lambda: words.first_free(view))
        self.now.show_rows(view.now_and_next, int(self.desk.now().timestamp()))
        self._either.setCurrentWidget(self.now if view.now_and_next else self.nobody)
        self.to_do.show_lines(view.to_do)
        self.questions.show_topics(seen.topics)
        self.questions.show_counts(seen.questions)

    def _greeting(self) -> str:
        return words.greeting(self.desk.now(), self._seen.call_name if self._seen else "")

    def _opening(self) -> str:
        return words.opening(self._seen) if self._seen else ""

    def _book(self) -> None:
        self.desk.go("booking")

    @Slot(int)
    def _open_visit(self, visit_id: int) -> None:
        self.desk.go("agenda", visit=visit_id)

    @Slot(str)
    def _open_to_do(self, kind: str) -> None:
        if kind in TABS:
            self.desk.go("lists", tab=TABS[kind])
            return
        centre, day = self.desk.services, self.desk.today()
        self.desk.operations.read(
            self, "unfinished", partial(oldest_unfinished, centre, day), self._open_unfinished
        )

    def _open_unfinished(self, visit_id: int | None) -> None:
        if visit_id is not None:
            self.desk.go("agenda", visit=visit_id)

    @Slot(object, str)
    def _ask(self, entry: QuestionEntry, topic: str) -> None:
        desk, key = self.desk, new_key()
        actor, reception = desk.actor, desk.services.reception

        def asked(done: Done[int]) -> None:
            desk.notify(_("Question logged: {topic}").format(topic=topic), done.undo)
            self.questions.start_anew()
            self.questions.topic.setFocus()

        desk.operations.write(
            self, lambda: reception.ask(actor, entry, key=key), asked, self._refused
        )

    def _refused(self, error: Exception) -> None:
        field = error.field if isinstance(error, Refusal) else ""
        at = {"minutes": self.questions.minutes_field, "topic_id": self.questions.topic_field}
        if isinstance(error, Refusal) and field in at:
            at[field].set_error(error.message)
            at[field].field.setFocus()
        else:
            self.desk.tell(error)

    @Slot(object)
    def _actor_changed(self, actor: object) -> None:
        del actor
        if self.isVisible():
            self.ask()
