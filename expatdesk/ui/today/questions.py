"""Questions at the helpdesk: logged by topic, channel and minutes, with a few keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QIntValidator, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.services.appointments.types import QuestionEntry, TopicInfo
from expatdesk.services.reception.types import TopicCount
from expatdesk.terms import Channel
from expatdesk.ui.kit import (
    Card,
    Hit,
    IconButton,
    KeyValueRow,
    LabelledField,
    PlainLabel,
    SearchField,
    SecondaryButton,
    SegmentedToggle,
    TextField,
    clear,
    column,
    doubled,
    row,
)
from expatdesk.ui.today import words

USUAL_MINUTES = 5
SHOWN_TOPICS = 12
MINUTES_WIDTH = 72
SHOWN_COUNTS = 6
LINE_GAP = 4


class QuestionsCard(Card):
    """Topic, channel, minutes, Enter. ``asked`` carries an entry that is whole, and its topic."""

    asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Questions at the helpdesk"), large=True, parent=parent)
        self._topics: tuple[TopicInfo, ...] = ()
        self._topic: TopicInfo | None = None
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._listed)
        self.today = PlainLabel("", role="small", tone="muted")
        self.head.addWidget(self.today)
        self.topic = SearchField(lambda: _("Type a topic"), name=lambda: _("Topic"))
        self.all = IconButton("chevron-down", lambda: _("All topics"), framed=True, on=self._list)
        self.channel: SegmentedToggle[Channel] = SegmentedToggle(
            [(which, _worded(which)) for which in words.CHANNELS], name=lambda: _("Channel")
        )
        self.minutes = TextField(limit=3)
        self.minutes.setValidator(QIntValidator(0, 999, self))
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.button = SecondaryButton(lambda: _("Log"), on=self.ask, accent=True)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.topic.asked.connect(self._look)
        self.topic.returnPressed.connect(self.ask)
        self.minutes.returnPressed.connect(self.ask)
        self.start_anew()

    def _lay_out(self) -> None:
        self.topic_field = LabelledField(lambda: _("Topic"), self.topic)
        self.minutes_field = LabelledField(lambda: _("Minutes"), self.minutes)
        top = Qt.AlignmentFlag.AlignTop
        first = row(spacing=8)
        first.addWidget(self.topic_field, 1, top)
        pick = column(20, self.all, spacing=2)
        first.addLayout(pick)
        first.setAlignment(pick, top)
        first.addWidget(self.minutes_field, 0, top)
        self.minutes_field.setFixedWidth(MINUTES_WIDTH)
        second = row(self.channel, None, self.button)
        self.counts = Counts()
        self.content.addLayout(first)
        self.content.addLayout(second)
        self.content.addSpacing(6)
        self.content.addWidget(self.counts, 1)

    def show_topics(self, topics: Sequence[TopicInfo]) -> None:
        """What can be chosen from."""
        self._topics = tuple(topics)

    def show_counts(self, counts: Sequence[TopicCount]) -> None:
        """How often each topic was asked about today."""
        total = sum(one.count for one in counts)
        self.today.set_text(
            lambda: ngettext("{count} today", "{count} today", total).format(count=total)
        )
        self.counts.show_counts(counts)

    @Slot()
    def ask(self) -> None:
        """Logs what stands there, or says what is missing."""
        if self._topic is None:
            self._topic = self._only_one()
        self.topic_field.set_error("" if self._topic else lambda: _("Choose a topic."))
        if self._topic is None:
            self.topic.setFocus()
            return
        minutes = int(self.minutes.text() or 0)
        entry = QuestionEntry(self._topic.topic_id, self.channel.value(), minutes)
        self.asked.emit(entry, words.said(self._topic.name))

    def start_anew(self) -> None:
        """An empty form for the next question; the channel stays."""
        self._topic = None
        self.topic.setText("")
        self.minutes.setText(str(USUAL_MINUTES))
        self.topic_field.set_error("")
        self.minutes_field.set_error("")

    def _only_one(self) -> TopicInfo | None:
        """The topic that was typed out, without choosing it from the list."""
        found = self._found(self.topic.text())
        return found[0] if len(found) == 1 and self.topic.text().strip() else None

    def _found(self, text: str) -> list[TopicInfo]:
        typed = text.casefold().split()
        return [
            topic
            for topic in self._topics
            if all(part in f"{topic.name.en} {topic.name.nl}".casefold() for part in typed)
        ][:SHOWN_TOPICS]

    @Slot(str)
    def _look(self, text: str) -> None:
        self._topic = None
        self.topic_field.set_error("")
        if not self.topic.property("listening"):
            # The list is made with the window around it, so not before it is first needed.
            self.topic.setProperty("listening", True)
            self.topic.popover.chosen.connect(self._choose)
        hits = [Hit(topic, words.said(topic.name), personal=False) for topic in self._found(text)]
        self.topic.show_hits(hits)

    @Slot(object)
    def _choose(self, topic: object) -> None:
        if isinstance(topic, TopicInfo):
            self._topic = topic
            self.topic.setText(words.said(topic.name))
            self.topic_field.set_error("")
            self.minutes.setFocus()
            self.minutes.selectAll()

    def _list(self) -> None:
        """All topics, for who has the hand on the mouse."""
        self._menu.clear()
        for topic in self._topics:
            action = self._menu.addAction(doubled(words.said(topic.name)))
            action.setData(topic)
        self.all.popup(self._menu)

    @Slot(QAction)
    def _listed(self, action: QAction) -> None:
        self._choose(action.data())


class Counts(QWidget):
    """How often each topic was asked about: as many lines as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[KeyValueRow] = []
        self._none = PlainLabel(
            lambda: _("Nobody’s name is kept: only what was asked about, how, and for how long."),
            role="small",
            tone="muted",
            wrap=True,
        )
        self._body = column(spacing=LINE_GAP)
        column(self._none, self._body, None, spacing=0, parent=self)

    def show_counts(self, counts: Sequence[TopicCount]) -> None:
        """Shows these, the most asked first."""
        clear(self._body)
        self._lines = [KeyValueRow(_name(one), _count(one)) for one in counts[:SHOWN_COUNTS]]
        for line in self._lines:
            self._body.addWidget(line)
        self._none.setVisible(not counts)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        if not self._lines:
            return self._none.minimumSizeHint()
        return QSize(self._lines[0].minimumSizeHint().width(), self._lines[0].sizeHint().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A line that would be cut is left out: the number of all stands in the head."""
        room = self.height() + LINE_GAP
        for line in self._lines:
            room -= line.sizeHint().height() + LINE_GAP
            line.setVisible(room >= 0)


def _worded(which: Channel) -> Callable[[], str]:
    return lambda: words.channel(which)


def _name(one: TopicCount) -> Callable[[], str]:
    return lambda: words.said(one.topic)


def _count(one: TopicCount) -> Callable[[], str]:
    return lambda: _("{count} × · {minutes} min").format(count=one.count, minutes=one.minutes)
