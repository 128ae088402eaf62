"""What this computer prints in its own way, whatever the centre's settings say."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.terms import PaperKind
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    CheckField,
    PlainLabel,
    PrimaryButton,
    SegmentedToggle,
    column,
    row,
)
from expatdesk.ui.printing import choose_here, here_of, queue_of
from expatdesk.ui.settings.fields.base import Unfit
from expatdesk.ui.settings.fields.profiles import ProfileForm
from expatdesk.ui.settings.spec import FieldSpec
from expatdesk.workflows.printing.words import kind_words


class HerePrinters(QWidget):
    """One kind of paper at a time: as the centre does it, or otherwise at this computer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.kinds: SegmentedToggle[PaperKind] = SegmentedToggle(
            [
                (PaperKind.RECEIPTS, lambda: kind_words(PaperKind.RECEIPTS)),
                (PaperKind.SHEETS, lambda: kind_words(PaperKind.SHEETS)),
                (PaperKind.LETTERS, lambda: kind_words(PaperKind.LETTERS)),
            ],
            name=lambda: _("Paper"),
        )
        self.own = CheckField(lambda: _("This computer prints them in its own way"))
        self._forms: dict[PaperKind, ProfileForm] = {}
        self.save = PrimaryButton(lambda: _("Save"), on=self.keep)
        card = Card(lambda: _("Printers"))
        card.add(row(self.kinds, None))
        card.add(self.own)
        self.follows = PlainLabel(
            lambda: _("As the centre has set it under “Printers”."),
            role="small",
            tone="muted",
            wrap=True,
        )
        card.add(self.follows)
        self._place = column(spacing=0)
        card.add(self._place)
        card.add(row(None, self.save))
        column(card, parent=self)
        self.kinds.chosen.connect(self._chosen)
        self.own.clicked.connect(self._turned)

    def refresh(self) -> None:
        """Shows what is chosen now."""
        self._show(self.kinds.value())

    def form(self) -> ProfileForm:
        """The fields of the kind that is shown; made when they are first wanted.

        Each asks the system for its printers.
        """
        kind = self.kinds.value()
        if kind not in self._forms:
            form = _form(kind, self._desk)
            form.edited.connect(self._edited)
            form.entered.connect(self._entered)
            self._place.addWidget(form)
            self._forms[kind] = form
            self._begin(form, kind)
        return self._forms[kind]

    def keep(self) -> None:
        """Remembers what stands there."""
        kind, profile = self.kinds.value(), None
        if self.own.isChecked():
            self.form().set_error("")
            try:
                profile = self.form().value()
            except Unfit:
                return
        choose_here(self._desk.preferences, kind, profile)
        self.save.setEnabled(False)
        self._desk.notify(_("Saved."))

    @Slot(object)
    def _chosen(self, kind: PaperKind) -> None:
        self._show(kind)

    def _show(self, kind: PaperKind) -> None:
        own = here_of(self._desk.preferences).get(kind)
        self.own.setChecked(own is not None)
        self._reveal()
        self.save.setEnabled(False)
        if own is not None:
            self.form().show_value(own)

    def _begin(self, form: ProfileForm, kind: PaperKind) -> None:
        """What this computer does now, or the centre, is what one begins with."""
        queue = queue_of(self._desk)
        self._desk.operations.read(form, "profile", lambda: queue.profile(kind), form.show_value)

    def _reveal(self) -> None:
        wanted = self.form() if self.own.isChecked() else None
        for form in self._forms.values():
            form.setVisible(form is wanted)
        self.follows.setVisible(wanted is None)

    @Slot()
    def _turned(self) -> None:
        self._reveal()
        self.save.setEnabled(True)

    @Slot()
    def _edited(self) -> None:
        self.save.setEnabled(True)

    @Slot()
    def _entered(self) -> None:
        self.keep()


def _form(kind: PaperKind, desk: Desk) -> ProfileForm:
    spec = FieldSpec(
        "here",
        lambda: _("How it is printed"),
        "profile",
        choices=((kind.value, lambda: kind_words(kind)),),
    )
    return ProfileForm(spec, desk)
