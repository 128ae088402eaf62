"""Panels that ask something inside the inspector: a title, what is asked, yes and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import ReasonInfo, VisitSheet
from expatdesk.services.base import Refusal
from expatdesk.services.people.types import IdentifierFound
from expatdesk.terms import LateAnswer, VisitState
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.rows import PickList, RowWords
from expatdesk.ui.context import words_of
from expatdesk.ui.kit import (
    CheckField,
    LabelledField,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SegmentedToggle,
    Text,
    TextField,
    column,
    row,
    say,
)
from expatdesk.ui.kit.text import make_personal

_REASON_LIMIT = 200


class AskPanel(QWidget):
    """Put what is asked into `content`. Esc goes back, Enter is the primary button.

    Without `button` the answer is chosen from a list.
    """

    closed = Signal()

    def __init__(
        self,
        title: Text,
        about: Text = "",
        *,
        button: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, role="heading", wrap=True)
        self.about = PlainLabel(about, role="small", tone="muted", wrap=True)
        if not about:
            self.about.hide()
        self.content = column(spacing=10)
        self.error = PlainLabel("", role="small", tone="error", wrap=True)
        self.error.hide()
        self.overrule = CheckField(lambda: _("This is no citizen service number"), small=True)
        self.overrule.hide()
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.closed.emit)
        buttons = row(spacing=8)
        self.yes: PrimaryButton | None = None
        if button is not None:
            self.yes = PrimaryButton(button, key="Return", on=self.answer, large=True)
            buttons.addWidget(self.yes, 1)
        buttons.addWidget(self.back)
        if button is None:
            buttons.addStretch(1)
        column(
            self.title,
            self.about,
            self.content,
            self.error,
            self.overrule,
            buttons,
            None,
            spacing=10,
            parent=self,
        )

    def answer(self) -> None:
        """The primary button was pressed."""

    def first_field(self) -> QWidget | None:
        """What has the keyboard when the panel opens."""
        return None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = self.first_field()
        if first is not None:
            first.setFocus()

    def refuse(self, error: Exception) -> None:
        """Says under the fields why it was not done; they keep what was typed."""
        self.error.set_text(words_of(error)[1])
        self.error.show()
        self.overrule.setVisible(isinstance(error, IdentifierFound))
        if isinstance(error, Refusal):
            self.error.set_text(error.message)

    @property
    def overridden(self) -> bool:
        """Whether a number was declared to be harmless."""
        return not self.overrule.isHidden() and self.overrule.isChecked()


class ReasonPanel(AskPanel):
    """Asks for a reason in a line of text."""

    confirmed = Signal(str, bool)

    def __init__(
        self,
        title: Text,
        about: Text,
        button: Text,
        *,
        label: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, about, button=button, parent=parent)
        self.field = TextField(limit=_REASON_LIMIT)
        make_personal(self.field)
        self.labelled = LabelledField(label or (lambda: _("Reason")), self.field, required=True)
        self.content.addWidget(self.labelled)

    def first_field(self) -> QWidget | None:
        return self.field

    def answer(self) -> None:
        reason = self.field.text().strip()
        if not reason:
            self.labelled.set_error(lambda: _("Please give a reason."))
            self.field.setFocus()
            return
        self.labelled.set_error("")
        self.confirmed.emit(reason, self.overridden)


class CancelPanel(AskPanel):
    """By whom, and why."""

    confirmed = Signal(object, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda: _("Cancel this visit"),
            lambda: _("The place becomes free. Undo brings it back while nobody has taken it."),
            button=lambda: _("Cancel the visit"),
            parent=parent,
        )
        choices: list[tuple[VisitState, Text]] = [
            (VisitState.CANCELLED_BY_VISITOR, lambda: _("By the visitor")),
            (VisitState.CANCELLED_BY_CENTRE, lambda: _("By the centre")),
        ]
        self.by = SegmentedToggle(choices, name=lambda: _("Who cancels"))
        self.field = TextField(limit=_REASON_LIMIT)
        make_personal(self.field)
        self.labelled = LabelledField(lambda: _("Reason"), self.field)
        self.content.addWidget(self.by)
        self.content.addWidget(self.labelled)

    def first_field(self) -> QWidget | None:
        return self.field

    def answer(self) -> None:
        by, reason = self.by.value(), self.field.text().strip()
        if by is VisitState.CANCELLED_BY_CENTRE and not reason:
            self.labelled.set_error(lambda: _("Please give a reason."))
            self.field.setFocus()
            return
        self.labelled.set_error("")
        self.confirmed.emit(by, reason, self.overridden)


class RefusalPanel(AskPanel):
    """The reasons of refusal in words, filtered while one types. `sheets`: titles by code."""

    chosen = Signal(str, str, bool)

    def __init__(
        self,
        title: Text,
        reasons: Sequence[ReasonInfo],
        *,
        sheets: Mapping[str, Text] | None = None,
        with_note: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, lambda: _("Type to filter, then choose the reason."), parent=parent)
        self._reasons = {reason.code: reason for reason in reasons if reason.active}
        self.filter = _FilterField()
        self.note = TextField(limit=_REASON_LIMIT)
        make_personal(self.note)
        self.list: PickList[str] = PickList(name=lambda: _("Reasons"))
        self.list.show_choices(
            [(code, _reason_words(one, sheets or {})) for code, one in self._reasons.items()]
        )
        labelled = LabelledField(lambda: _("Note, without names"), self.note)
        if not with_note:
            labelled.hide()
        self.content.addWidget(self.filter)
        self.content.addWidget(self.list)
        self.content.addWidget(labelled)
        self.filter.textEdited.connect(self._filter)
        self.filter.down.connect(self.list.focus_first)
        self.filter.returnPressed.connect(self._first)
        self.list.chosen.connect(self._chosen)

    def first_field(self) -> QWidget | None:
        return self.filter

    @Slot(str)
    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()

        def fits(code: str) -> bool:
            reason = self._reasons[code]
            text = f"{code} {reason.text.en} {reason.text.nl}".casefold()
            return all(part in text for part in wanted)

        self.list.filter(fits)

    @Slot()
    def _first(self) -> None:
        values = self.list.values()
        if len(values) == 1:
            self._chosen(values[0])
        else:
            self.list.focus_first()

    @Slot(object)
    def _chosen(self, code: str) -> None:
        self.chosen.emit(code, self.note.text().strip(), self.overridden)


def _reason_words(reason: ReasonInfo, sheets: Mapping[str, Text]) -> RowWords:
    title = sheets.get(reason.sheet, reason.sheet.replace("_", " ").capitalize())

    def detail() -> str:
        return _("Sheet that helps: {name}").format(name=say(title))

    return RowWords(words.later(reason.text), detail=detail if reason.sheet else "",
                    side=reason.code)  # fmt: skip


class _FilterField(TextField):
    """Down goes into the list below; Enter is ours and not the window's."""

    down = Signal()

    def __init__(self) -> None:
        super().__init__(placeholder=lambda: _("Filter"), name=lambda: _("Filter the reasons"))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
            return
        super().keyPressEvent(event)


class LatePanel(AskPanel):
    """Keep the place, swap with another visit of the day, or lose the place."""

    answered = Signal(object, object)

    def __init__(
        self,
        candidates: Sequence[tuple[int, RowWords]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(lambda: _("They come late"), parent=parent)
        choices: list[tuple[tuple[LateAnswer, int | None], RowWords]] = [
            (
                (LateAnswer.KEPT, None),
                RowWords(
                    lambda: _("Keep the place"),
                    detail=lambda: _("They are helped in the time that is left."),
                    icon="clock",
                    strong=True,
                ),
            ),
            (
                (LateAnswer.LOST, None),
                RowWords(
                    lambda: _("Lose the place"),
                    detail=lambda: _("Turned away as too late; they can book again."),
                    icon="calendar-x",
                    strong=True,
                ),
            ),
        ]
        self.list: PickList[tuple[LateAnswer, int | None]] = PickList(
            name=lambda: _("What is done")
        )
        swaps: list[tuple[tuple[LateAnswer, int | None], RowWords]] = [
            ((LateAnswer.SWAPPED, visit_id), said) for visit_id, said in candidates
        ]
        self.list.show_choices([choices[0], *swaps, choices[1]])
        self.content.addWidget(self.list)
        self.list.chosen.connect(self._chosen)

    def first_field(self) -> QWidget | None:
        rows = self.list.rows()
        return rows[0] if rows else None

    @Slot(object)
    def _chosen(self, answer: tuple[LateAnswer, int | None]) -> None:
        self.answered.emit(*answer)


class PersonPanel(AskPanel):
    """Which person of the party."""

    chosen = Signal(object)

    def __init__(self, title: Text, sheet: VisitSheet, parent: QWidget | None = None) -> None:
        super().__init__(
            title,
            lambda: _("Choose who comes on another day; the others stay in this visit."),
            parent=parent,
        )
        self.list: PickList[int] = PickList(name=lambda: _("Persons"))
        self.list.show_choices(
            [
                (
                    comer.person_id,
                    RowWords(
                        comer.full_name or "–",
                        comer.latin if comer.latin != comer.full_name else "",
                        icon="user",
                        personal=True,
                        private_detail=True,
                    ),
                )
                for comer in sheet.comers
            ]
        )
        self.content.addWidget(self.list)
        self.list.chosen.connect(self.chosen)

    def first_field(self) -> QWidget | None:
        rows = self.list.rows()
        return rows[0] if rows else None
