"""Opening times of a day and of a week, and minutes by number of persons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QWidget

from expatdesk.formats import Unreadable, weekday_name
from expatdesk.i18n import _
from expatdesk.services.setup.types import Duration, WeekHours
from expatdesk.ui.kit import LabelledField, PlainLabel, Text, TextField, column, say
from expatdesk.ui.kit.fields import mark_wrong
from expatdesk.ui.settings import words
from expatdesk.ui.settings.fields.base import FormField, Labelled
from expatdesk.ui.settings.spec import FieldSpec

LINES = 6
"""Numbers of persons from which a visit may take longer."""


class HoursForm(Labelled):
    """Opening times of one day, in one line; left empty it is closed."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.field = TextField(placeholder=lambda: _("closed"))
        self.labelled = LabelledField(spec.label, self.field, hint=spec.hint)
        column(self.labelled, parent=self)
        self.field.textEdited.connect(self.edited)
        self.field.returnPressed.connect(self.entered)

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        self.field.setText(words.hours(value))

    def value(self) -> object:
        try:
            return words.parse_hours(self.field.text())
        except Unreadable as error:
            raise self.refuse(str(error)) from error


class GridForm(FormField):
    """A label, a grid of small fields, and one place for what is wrong with them."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._error: Text = ""
        self.label = PlainLabel(spec.label, role="small", tone="muted")
        self.note = PlainLabel(self._noted, role="small", tone="error", wrap=True)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(4)
        column(self.label, self.grid, self.note, spacing=4, parent=self)
        self.note.hide()

    def watch(self, field: TextField) -> None:
        field.textEdited.connect(self.edited)
        field.returnPressed.connect(self.entered)

    def set_error(self, words: Text) -> None:
        self._error = words
        self.note.refresh()
        self.note.setVisible(bool(say(words)))
        for field in self.inputs():
            if not say(words):
                mark_wrong(field, wrong=False)
                field.setAccessibleDescription("")

    def error(self) -> str:
        return say(self._error)

    def _noted(self) -> str:
        return f"✗ {self.error()}"


class WeekForm(GridForm):
    """Seven lines, one for each day of the week."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.days: list[TextField] = []
        for weekday in range(7):
            name = _weekday(weekday)
            field = TextField(placeholder=lambda: _("closed"), name=name)
            self.watch(field)
            self.days.append(field)
            self.grid.addWidget(PlainLabel(name, role="small"), weekday, 0)
            self.grid.addWidget(field, weekday, 1)
        self.grid.setColumnStretch(1, 1)

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        hours = sorted(one for one in value if isinstance(one, WeekHours))
        by_day = {day: list(some) for day, some in groupby(hours, key=lambda h: h.weekday)}
        for weekday, field in enumerate(self.days):
            spans = [(h.start_minute, h.end_minute) for h in by_day.get(weekday, [])]
            field.setText(words.hours(spans))

    def value(self) -> object:
        found = []
        for weekday, field in enumerate(self.days):
            try:
                spans = words.parse_hours(field.text())
            except Unreadable as error:
                mark_wrong(field, wrong=True)
                field.setAccessibleDescription(str(error))
                raise self.refuse(f"{_weekday(weekday)()}: {error}") from error
            found += [WeekHours(weekday, start, end) for start, end in spans]
        return tuple(found)

    def inputs(self) -> Sequence[QWidget]:
        return self.days


class DurationsForm(GridForm):
    """Lines of "from so many persons on: so many minutes"; empty lines do not count."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.rows: list[tuple[TextField, TextField]] = []
        for at, title in enumerate((lambda: _("From persons"), lambda: _("Minutes"))):
            self.grid.addWidget(PlainLabel(title, role="small"), 0, at)
        for line in range(1, LINES + 1):
            pair = tuple(self._number(line, at) for at in range(2))
            self.rows.append((pair[0], pair[1]))

    def _number(self, line: int, at: int) -> TextField:
        names = (
            lambda: _("Line {number}: from persons").format(number=line),
            lambda: _("Line {number}: minutes").format(number=line),
        )
        field = TextField(name=names[at], limit=3)
        field.setValidator(QIntValidator(0, 999, field))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.watch(field)
        self.grid.addWidget(field, line, at)
        return field

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        for persons, minutes in self.rows:
            persons.setText("")
            minutes.setText("")
        for (persons, minutes), one in zip(self.rows, sorted(value), strict=False):
            persons.setText(str(one.persons_from))
            minutes.setText(str(one.minutes))

    def value(self) -> object:
        found = []
        for persons, minutes in self.rows:
            if bool(persons.text()) != bool(minutes.text()):
                mark_wrong(minutes if persons.text() else persons, wrong=True)
                raise self.refuse(lambda: _("Each line needs persons and minutes."))
            if persons.text():
                found.append(Duration(int(persons.text()), int(minutes.text())))
        return tuple(found)

    def inputs(self) -> Sequence[QWidget]:
        return [field for pair in self.rows for field in pair]


def _weekday(weekday: int) -> Callable[[], str]:
    def name() -> str:
        said = weekday_name(date(2024, 1, 1 + weekday))
        return said[:1].upper() + said[1:]

    return name
