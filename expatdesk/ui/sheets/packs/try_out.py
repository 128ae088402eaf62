"""What a visit like this one would get: packs tried out on a visit that is only imagined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, current_language, ngettext
from expatdesk.services.sheets.types import OfferedSheet, VisitKind
from expatdesk.terms import AddressKind, ResidenceClass
from expatdesk.texts import Pair
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    CheckField,
    ComboField,
    LabelledField,
    PlainLabel,
    ScrollColumn,
    Text,
    clear,
    column,
    fields_row,
)
from expatdesk.ui.people.words import class_word, language_choices
from expatdesk.ui.sheets.packs.reading import Choices, Named
from expatdesk.ui.sheets.packs.words import ADDRESSES, because_words
from expatdesk.ui.sheets.words import title_of


class TryOut(QWidget):
    """Says anew what such a visit gets whenever a field or a pack has changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._offered: tuple[OfferedSheet, ...] = ()
        self._choices = Choices()
        self.service: ComboField[str] = ComboField()
        self.kind: ComboField[ResidenceClass] = ComboField(
            [(one, _class_words(one)) for one in ResidenceClass]
        )
        self.municipality: ComboField[str] = ComboField()
        self.address: ComboField[AddressKind] = ComboField(
            [(one, _address_words(one)) for one in AddressKind]
        )
        self.language: ComboField[str] = ComboField(language_choices())
        self.with_children = CheckField(lambda: _("with children"))
        self.with_partner = CheckField(lambda: _("with a partner"))
        self.kind.choose(ResidenceClass.NON_EU)
        self.sums = PlainLabel(self._sum_words, role="strong", wrap=True)
        self._lines = column(spacing=8)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        card = Card(lambda: _("Try it out: a visit like this"), spacing=10)
        labelled: tuple[tuple[Text, QWidget], ...] = (
            (lambda: _("Service"), self.service),
            (lambda: _("Class"), self.kind),
            (lambda: _("Language"), self.language),
            (lambda: _("Municipality"), self.municipality),
            (lambda: _("Address"), self.address),
        )
        fields = [LabelledField(label, field) for label, field in labelled]
        card.add(fields[0])
        card.add(fields_row(*fields[1:3]))
        card.add(fields[3])
        card.add(fields[4])
        card.add(column(self.with_partner, self.with_children, spacing=4))
        result = Card(spacing=8)
        result.add(self.sums)
        result.add(self._lines)
        scroll = ScrollColumn(spacing=12)
        scroll.content.addWidget(card)
        scroll.content.addWidget(result)
        scroll.content.addStretch(1)
        column(scroll, parent=self)

    def _connect(self) -> None:
        for field in (self.service, self.kind, self.municipality, self.address, self.language):
            field.chosen.connect(self.ask)
        self.with_children.clicked.connect(self.ask)
        self.with_partner.clicked.connect(self.ask)

    def show_choices(self, choices: Choices) -> None:
        """What there is to choose from."""
        if choices != self._choices:
            self._choices = choices
            self.service.set_choices(_named(choices.services))
            self.municipality.set_choices([*_named(choices.municipalities), ("", lambda: "–")])

    def visit(self) -> VisitKind:
        """The visit that is imagined."""
        kind, address = self.kind.value(), self.address.value()
        return VisitKind(
            service=self.service.value() or "",
            classes=frozenset() if kind is None else frozenset({kind.value}),
            municipality=self.municipality.value() or "",
            children=self.with_children.isChecked(),
            partner=self.with_partner.isChecked(),
            language=self.language.value() or "",
            address_kind="" if address is None else address.value,
        )

    @Slot()
    @Slot(object)
    def ask(self, _value: object = None) -> None:
        """Asks what it gets now."""
        sheets, visit = self._desk.services.sheets, self.visit()
        self._desk.operations.read(self, "offer", lambda: sheets.offer_for(visit), self._show)

    def offered(self) -> tuple[OfferedSheet, ...]:
        """What it gets."""
        return self._offered

    def _show(self, offered: Sequence[OfferedSheet]) -> None:
        self._offered = tuple(offered)
        clear(self._lines)
        self.sums.refresh()
        for sheet in self._offered:
            self._lines.addWidget(_Line(sheet))

    def _sum_words(self) -> str:
        count = len(self._offered)
        if not count:
            return _("It gets no sheets by itself.")
        said = ngettext("It gets {count} sheet:", "It gets {count} sheets:", count)
        return said.format(count=count)


class _Line(QWidget):
    """One sheet, and the packs that bring it."""

    def __init__(self, sheet: OfferedSheet) -> None:
        super().__init__()
        title = PlainLabel(lambda: title_of(sheet.titles, sheet.code), role="small", wrap=True)
        why = PlainLabel(
            lambda: because_words(sheet.because), role="small", tone="muted", wrap=True
        )
        column(title, why, spacing=1, parent=self)


def _named(named: Named) -> list[tuple[str, Text]]:
    return [(code, _name_words(name)) for code, name in named]


def _name_words(name: Pair) -> Text:
    return lambda: name.in_language(current_language())


def _class_words(kind: ResidenceClass) -> Text:
    return lambda: class_word(kind)


def _address_words(kind: AddressKind) -> Text:
    return lambda: _(ADDRESSES[kind])
