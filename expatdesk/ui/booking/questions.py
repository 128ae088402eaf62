"""May they have this service? The questions, yes or no, and where to go instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, current_language, ngettext
from expatdesk.services.appointments.types import NotEligible, QuestionInfo
from expatdesk.texts import Pair
from expatdesk.ui.booking.paragraph import Paragraph
from expatdesk.ui.kit import (
    LinkButton,
    ToggleButton,
    clear,
    column,
    row,
    say,
)


class _Answer(ToggleButton):
    """Yes or No; read aloud with its question. ``given`` carries (question, yes)."""

    height_px = 28
    given = Signal(int, bool)

    def __init__(self, question: QuestionInfo, *, yes: bool) -> None:
        self._question = question
        self._yes = yes
        super().__init__(lambda: _("Yes") if yes else _("No"), on=self._give)

    @Slot()
    def _give(self) -> None:
        self.given.emit(self._question.question_id, self._yes)

    def retranslate(self) -> None:
        super().retranslate()
        question = self._question.text.in_language(current_language())
        self.setAccessibleName(f"{question} {say(self._text)}")


class Questions(QWidget):
    """Closed it is one line; open, each question has its own with Yes and No.

    ``edited`` follows each answer.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: tuple[QuestionInfo, ...] = ()
        self._answers: dict[int, bool] = {}
        self._refusal: NotEligible | None = None
        self._list = QWidget()
        self._list.hide()
        self.state = Paragraph(self._state_words, tone="muted")
        self.all_fit = LinkButton(lambda: _("Asked: all of it fits"), key="Alt+A", on=self.fit_all)
        self.opener = LinkButton(self._opener_words, key="Alt+Q", on=self.toggle)
        self._lines = column(spacing=4, parent=self._list)
        self.refusal = Paragraph(self._refusal_words, tone="error")
        head = row(spacing=8)
        head.addWidget(self.state, 1)
        head.addWidget(self.all_fit)
        head.addWidget(self.opener)
        column(head, self._list, self.refusal, spacing=4, parent=self)
        self.refusal.hide()

    def show_questions(
        self, questions: Sequence[QuestionInfo], answers: Mapping[int, bool]
    ) -> None:
        """Shows the questions of a service on a day, with what has been answered."""
        same = tuple(questions) == self._questions
        self._questions = tuple(questions)
        self._answers = {
            question.question_id: answers[question.question_id]
            for question in questions
            if question.question_id in answers
        }
        if not same:
            self._make_lines()
        self._refresh()

    def answers(self) -> tuple[tuple[int, bool], ...]:
        """(question, yes) of what has been answered, in the order of the questions."""
        given = self._answers
        return tuple(
            (q.question_id, given[q.question_id]) for q in self._questions if q.question_id in given
        )

    def are_open(self) -> bool:
        """Whether something has not been answered yet."""
        return len(self._answers) < len(self._questions)

    def show_refusal(self, refusal: NotEligible | None) -> None:
        """Says why not, and where to go instead."""
        self._refusal = refusal
        self.refusal.refresh()
        self.refusal.setVisible(refusal is not None)

    @Slot()
    def fit_all(self) -> None:
        """Every question has been asked and nothing speaks against it."""
        self._answers = {q.question_id: not q.refuses_on for q in self._questions}
        self._list.hide()
        self._refresh()
        self.edited.emit()

    @Slot()
    def toggle(self) -> None:
        """Opens or closes the list; the keyboard goes to the first that is open, or back here."""
        opening = self._list.isHidden()
        held: QWidget | None = self.focusWidget()
        if not opening and held is not None and self._list.isAncestorOf(held):
            self.opener.setFocus()
        self._list.setVisible(opening)
        self._refresh()
        if opening:
            left = next((q for q in self._questions if q.question_id not in self._answers), None)
            wanted = left or (self._questions[0] if self._questions else None)
            if wanted is not None:
                self.button(wanted.question_id, yes=True).setFocus()

    def event(self, event: QEvent) -> bool:
        # Esc in the open list closes the list, not the form of a person who is being typed.
        if event.type() == QEvent.Type.ShortcutOverride and self._is_way_out(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the list."""
        if self._is_way_out(event):
            self.toggle()
        else:
            super().keyPressEvent(event)

    def _is_way_out(self, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        return escape and not self._list.isHidden()

    def button(self, question_id: int, *, yes: bool) -> ToggleButton:
        """The button of an answer."""
        return self._buttons[question_id][0 if yes else 1]

    # drawing

    def _make_lines(self) -> None:
        clear(self._lines)
        self._buttons: dict[int, tuple[ToggleButton, ToggleButton]] = {}
        for question in self._questions:
            text = Paragraph(_said(question.text))
            yes, no = _Answer(question, yes=True), _Answer(question, yes=False)
            for answer in (yes, no):
                answer.given.connect(self._answer)
            self._buttons[question.question_id] = (yes, no)
            line = row(spacing=6)
            line.addWidget(text, 1)
            line.addWidget(yes, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(no, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addLayout(line)

    @Slot(int, bool)
    def _answer(self, question_id: int, yes: bool) -> None:  # noqa: FBT001  what a signal carries
        self._answers[question_id] = yes
        self._refresh()
        self.edited.emit()

    def _refresh(self) -> None:
        for question in self._questions:
            given = self._answers.get(question.question_id)
            yes, no = self._buttons[question.question_id]
            yes.setChecked(given is True)
            no.setChecked(given is False)
        self.state.refresh()
        against = bool(self._against())
        self.state.set_tone("error" if against else "warning" if self.are_open() else "good")
        self.opener.retranslate()
        self.all_fit.setVisible(self.are_open())
        self.setVisible(bool(self._questions))

    def _against(self) -> int:
        return sum(self._answers.get(q.question_id) is q.refuses_on for q in self._questions)

    def _state_words(self) -> str:
        count, left = len(self._questions), len(self._questions) - len(self._answers)
        if self._against():
            return _("Asked: something speaks against it")
        if left:
            return ngettext(
                "{count} question to ask before booking",
                "{count} questions to ask before booking",
                left,
            ).format(count=left)
        return ngettext(
            "{count} question asked, nothing speaks against it",
            "{count} questions asked, nothing speaks against it",
            count,
        ).format(count=count)

    def _opener_words(self) -> str:
        return _("Questions …") if self._list.isHidden() else _("Close")

    def _refusal_words(self) -> str:
        refusal = self._refusal
        if refusal is None:
            return ""
        advice = refusal.advice.in_language(current_language())
        return f"✗ {refusal.code} · {refusal.message()} {advice}"


def _said(pair: Pair) -> Callable[[], str]:
    return lambda: pair.in_language(current_language())
