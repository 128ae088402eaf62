"""One form as a card: its fields, its button, and what is said when it is not taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.clock import from_epoch
from expatdesk.formats import moment_medium
from expatdesk.i18n import _
from expatdesk.services.base import Refusal
from expatdesk.services.setup.types import VisitInTheWay
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    DangerButton,
    LinkButton,
    PlainLabel,
    PrimaryButton,
    SecondaryButton,
    clear,
    column,
    row,
    say,
)
from expatdesk.ui.settings.beside import BesideRow
from expatdesk.ui.settings.fields import FormField, make_field
from expatdesk.ui.settings.fields.base import Unfit
from expatdesk.ui.settings.spec import Editor, FieldSpec

SHOWN_VISITS: Final = 12


Typed = dict[str, tuple[str, object]]
"""Kind and value of each field, by its name."""


class EditorCard(Card):
    """``wanted`` follows the button or Enter, with the card itself and whether what lies in the
    way was confirmed.
    """

    wanted = Signal(object, bool)
    edited = Signal()

    def __init__(self, editor: Editor, desk: Desk, *, locked: bool, first: bool) -> None:
        super().__init__(spacing=10)
        self.add(PlainLabel(editor.title, role="strong", wrap=True))
        self.editor = editor
        self.locked = locked
        self._desk = desk
        self.fields: dict[str, FormField] = {}
        for group in _rows(editor.fields):
            self.add(self._row(group))
        self._talk = column(spacing=6)
        self.content.addLayout(self._talk)
        make = PrimaryButton if first else SecondaryButton
        self.button = make(editor.button, on=self._press)
        self.content.addLayout(row(None, self.button))
        if locked:
            self.button.hide()
        self.show_values(editor.values)

    def _row(self, specs: Sequence[FieldSpec]) -> QWidget:
        made = []
        for spec in specs:
            field = make_field(spec, self._desk)
            self.fields[spec.name] = field
            if self.locked or spec.fixed:
                field.lock()
            field.edited.connect(self._edited)
            field.entered.connect(self._press)
            made.append(field)
        return made[0] if len(made) == 1 else BesideRow(made)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Shows values as they are kept."""
        for name, field in self.fields.items():
            field.show_value(values[name])
            field.set_error("")
        self._dirty = False
        self._tell()

    def typed(self) -> Typed:
        """What stands in the fields, but for what cannot be read."""
        found: Typed = {}
        for name, field in self.fields.items():
            try:
                found[name] = (field.spec.kind, field.value())
            except Unfit:
                continue
        return found

    def keep_typed(self, typed: Typed) -> None:
        """Takes over what was typed into a card of this name before."""
        for name, field in self.fields.items():
            kind, value = typed.get(name, ("", None))
            if kind == field.spec.kind:
                field.show_value(value)
        self._edited()

    def is_dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._dirty

    def values(self) -> dict[str, object] | None:
        """What was typed; None where a field says what is wrong with it."""
        found: dict[str, object] = {}
        wrong: FormField | None = None
        for name, field in self.fields.items():
            field.set_error("")
            try:
                found[name] = field.value()
            except Unfit:
                wrong = wrong or field
        if wrong is None:
            return found
        wrong.wrong().setFocus()
        return None

    def show_refusal(self, refusal: Refusal) -> bool:
        """Says a refusal at its field; False where it has none here."""
        field = self.fields.get(refusal.field)
        if field is None:
            return False
        field.set_error(refusal.message)
        field.inputs()[0].setFocus()
        return True

    def show_visits(self, words: str, visits: Sequence[VisitInTheWay]) -> None:
        """Lists what lies in the way, each to be opened, and asks whether it may."""
        self.hush()
        self._talk.addWidget(PlainLabel(words, tone="warning", wrap=True))
        for visit in visits[:SHOWN_VISITS]:
            self._talk.addWidget(VisitLink(visit, self._desk))
        rest = len(visits) - SHOWN_VISITS
        if rest > 0:
            self._talk.addWidget(
                PlainLabel(lambda: _("and {count} more").format(count=rest), role="small")
            )
        anyway = DangerButton(lambda: _("Do it all the same"), on=self._confirm)
        self._talk.addLayout(row(None, anyway))
        anyway.setFocus()

    def show_stale(self, theirs: Editor) -> None:
        """Says what somebody else has changed meanwhile, both values; the typed one stays."""
        self.hush()
        mine = {name: field.value() for name, field in self.fields.items()}
        told = PlainLabel(
            lambda: _("Somebody else has changed this meanwhile."), tone="warning", wrap=True
        )
        self._talk.addWidget(told)
        for spec in theirs.fields:
            if mine.get(spec.name) != _bare(theirs.values[spec.name]):
                words = _differing(spec, theirs.values[spec.name], mine.get(spec.name))
                self._talk.addWidget(PlainLabel(words, role="small", wrap=True))
        keep = SecondaryButton(lambda: _("Keep theirs"), on=self._take_theirs)
        save = SecondaryButton(lambda: _("Save mine"), on=self._press)
        self._talk.addLayout(row(None, keep, save))

    def hush(self) -> None:
        """Takes back what was said and asked."""
        clear(self._talk)

    @Slot()
    def _press(self) -> None:
        self.wanted.emit(self, False)

    @Slot()
    def _confirm(self) -> None:
        self.wanted.emit(self, True)

    @Slot()
    def _take_theirs(self) -> None:
        self.hush()
        self.show_values(self.editor.values)

    @Slot()
    def _edited(self) -> None:
        self._dirty = True
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        self.button.setEnabled(self._dirty or self.editor.ready)


class VisitLink(LinkButton):
    """Opens a visit in the agenda."""

    def __init__(self, visit: VisitInTheWay, desk: Desk) -> None:
        super().__init__(_visit_words(visit))
        self._visit_id, self._desk = visit.visit_id, desk
        self.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        self._desk.go("agenda", visit=self._visit_id)


def _rows(specs: Sequence[FieldSpec]) -> list[list[FieldSpec]]:
    """Fields in lines: what stands beside another one comes into its line."""
    lines: list[list[FieldSpec]] = []
    for spec in specs:
        if spec.beside and lines:
            lines[-1].append(spec)
        else:
            lines.append([spec])
    return lines


def _visit_words(visit: VisitInTheWay) -> Callable[[], str]:
    return lambda: f"{moment_medium(from_epoch(visit.starts_at))} · {visit.code}"


def _differing(spec: FieldSpec, theirs: object, mine: object) -> Callable[[], str]:
    return lambda: _("{field}: now “{theirs}”, you typed “{mine}”").format(
        field=say(spec.label), theirs=_shown(spec, theirs), mine=_shown(spec, mine)
    )


def _bare(value: object) -> object:
    """A value as a field gives it back: texts without the times of their changes."""
    from expatdesk.texts import Pair

    return Pair(value.en, value.nl) if isinstance(value, Pair) else value


def _shown(spec: FieldSpec, value: object) -> str:
    """A value in words."""
    from datetime import date

    from expatdesk.formats import amount, date_medium
    from expatdesk.services.printing import Profile
    from expatdesk.texts import Pair
    from expatdesk.workflows.printing.words import profile_words

    one_of_few = spec.kind in {"choice", "printer"}
    words = dict(spec.choices).get(value) if one_of_few else None
    if words is not None:
        return say(words)
    if isinstance(value, Pair):
        return f"{value.en} / {value.nl}"
    if isinstance(value, Profile):
        return profile_words(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_medium(value)
    if spec.kind == "amount" and isinstance(value, int):
        return amount(value)
    return "–" if value in (None, (), "") else str(value)
