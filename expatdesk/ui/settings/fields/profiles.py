"""How a kind of paper is printed: its printer, tray, copies and sides, and a page to try it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.printing import PrintOptions, Profile
from expatdesk.services.settings.profiles import MOST_COPIES
from expatdesk.terms import PaperKind, Sides
from expatdesk.ui.context import Desk
from expatdesk.ui.handing import Handing
from expatdesk.ui.kit import ComboField, LabelledField, LinkButton, PlainLabel, Text, column, row
from expatdesk.ui.printing import spooler
from expatdesk.ui.settings.fields.base import FormField, Unfit
from expatdesk.ui.settings.fields.printers import PrinterForm
from expatdesk.ui.settings.spec import FieldSpec
from expatdesk.workflows.printing import Abilities
from expatdesk.workflows.printing.words import sides_words

NOTHING_KNOWN: Final = Abilities()


class ProfileForm(FormField):
    """The value is a `Profile`; the field's choices name the kind of paper.

    Trays and sides are the printer's own: it is asked for them off the window's thread.
    """

    def __init__(self, spec: FieldSpec, desk: Desk) -> None:
        super().__init__(spec)
        self._desk = desk
        self._kind = PaperKind(str(spec.choices[0][0]))
        self._can = NOTHING_KNOWN
        self._tray = ""
        self.printer = PrinterForm(FieldSpec(spec.name, lambda: _("Printer"), hint=spec.hint), desk)
        self.tray: ComboField[str] = ComboField()
        self.trayed = LabelledField(lambda: _("Tray"), self.tray)
        self.copies: ComboField[int] = ComboField([(n, str(n)) for n in range(1, MOST_COPIES + 1)])
        self.copied = LabelledField(lambda: _("Copies"), self.copies)
        self.sides: ComboField[Sides] = ComboField([(one, _sided(one)) for one in Sides])
        self.sided = LabelledField(lambda: _("On both sides"), self.sides)
        self.note = PlainLabel(self._note_words, role="small", tone="muted", wrap=True)
        self.trial = LinkButton(lambda: _("Print a test page"), on=self.print_trial)
        beside = row(spacing=12)
        beside.addWidget(self.trayed, 2)
        beside.addWidget(self.copied, 1)
        column(
            self.printer,
            beside,
            self.sided,
            self.note,
            row(self.trial, None),
            spacing=8,
            parent=self,
        )
        self.handing = Handing(desk, self)
        self._offer_trays()
        self._connect()

    def _connect(self) -> None:
        self.printer.edited.connect(self._printer_changed)
        self.printer.entered.connect(self.entered)
        for field in (self.tray, self.copies, self.sides):
            field.chosen.connect(self._edited)

    def show_value(self, value: object) -> None:
        assert isinstance(value, Profile)
        options = value.options
        self.printer.show_value(value.printer)
        self._tray = options.tray
        self._offer_trays()
        self.tray.choose(options.tray)
        self.copies.choose(options.copies)
        self.sides.choose(options.sides)
        self._ask_abilities()

    def value(self) -> Profile:
        printer = cast("str", self.printer.value())
        direct = self.printer.is_direct()
        return Profile(
            printer,
            PrintOptions(
                tray="" if direct else self.tray.value() or "",
                copies=self.copies.value() or 1,
                sides=Sides.ONE if direct else self.sides.value() or Sides.ONE,
            ),
        )

    def set_error(self, words: Text) -> None:
        self.printer.set_error(words)

    def error(self) -> str:
        return self.printer.error()

    def inputs(self) -> Sequence[QWidget]:
        return [*self.printer.inputs(), self.tray, self.copies, self.sides]

    def wrong(self) -> QWidget:
        return self.printer.wrong()

    def lock(self) -> None:
        super().lock()
        self.printer.lock()

    # what the printer can do

    @Slot()
    def _printer_changed(self) -> None:
        # Another printer has other trays.
        self._tray = ""
        self._can = NOTHING_KNOWN
        self._offer_trays()
        self.tray.choose("")
        self._ask_abilities()
        self.edited.emit()

    def _ask_abilities(self) -> None:
        name = self.printer.field.value() or ""
        if self.printer.is_direct():
            self._known(Abilities(two_sided=False))
            return
        self._desk.operations.job(
            self, lambda _progress: spooler().abilities(name), self._known, self._unknown
        )

    def _known(self, can: Abilities) -> None:
        self._can = can
        self._offer_trays()
        one_sided = can.two_sided is False
        self.trayed.setVisible(not self.printer.is_direct())
        self.sided.setVisible(not one_sided or self.sides.value() is not Sides.ONE)
        self.note.refresh()
        self.note.setVisible(bool(self._note_words()))

    def _unknown(self, _error: Exception) -> None:
        # Why the printers cannot be asked stands under the printer already.
        self._known(NOTHING_KNOWN)

    def _offer_trays(self) -> None:
        """The printer's own, the one that is kept too."""
        names = [tray.name for tray in self._can.trays]
        words: list[tuple[str, Text]] = [("", lambda: _("The usual one"))]
        words += [(tray.name, tray.words or tray.name) for tray in self._can.trays]
        for kept in dict.fromkeys((self._tray, self.tray.value() or "")):
            if kept and kept not in names:
                words.append((kept, kept))
        self.tray.set_choices(words)

    def _note_words(self) -> str:
        if self._kind is PaperKind.RECEIPTS and (self.copies.value() or 1) > 1:
            return _("There is one original; each further one says that it is a copy.")
        if self._can.two_sided is False and self.sides.value() is not Sides.ONE:
            return _("This printer prints on one side only.")
        return ""

    @Slot()
    def _edited(self) -> None:
        self.note.refresh()
        self.note.setVisible(bool(self._note_words()))
        self.edited.emit()

    # trying it

    def print_trial(self) -> None:
        """Prints a page by what stands here now, saved or not."""
        from expatdesk.workflows.trial import trial_order

        self.set_error("")
        try:
            profile = self.value()
        except Unfit:
            return
        order = trial_order(self._kind, profile, self._desk.language)
        self.handing.put(order, profile=profile)


def _sided(sides: Sides) -> Text:
    return lambda: sides_words(sides)
