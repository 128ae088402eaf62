"""2 · For what: the service, for whom it counts, who books and who pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from expatdesk.i18n import _
from expatdesk.services.appointments.types import Catalogue, ExemptionInfo, NotEligible
from expatdesk.terms import AddressKind, Behalf, Source
from expatdesk.texts import Pair
from expatdesk.ui.booking.beside import ROOMY
from expatdesk.ui.booking.form import Form
from expatdesk.ui.booking.paragraph import Paragraph
from expatdesk.ui.booking.questions import Questions
from expatdesk.ui.booking.side_field import SideField
from expatdesk.ui.booking.summary import accepted, questions_on, said, why_not_accepted
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    ComboField,
    LabelledField,
    SecondaryButton,
    Text,
    TextField,
    make_personal,
    row,
)
from expatdesk.ui.people.words import language_choices, source_choices

_WIDE = 4


class WhatCard(Card):
    """Shows a form and reads it back.

    ``edited`` follows each change; ``alarm_false``: what looks like a BSN is none.
    """

    edited = Signal()
    alarm_false = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(lambda: _("2 · For what"), spacing=8)
        self._exemptions: dict[int, ExemptionInfo] = {}
        self._make_fields(desk)
        self._make_labelled()
        self.questions = Questions()
        self.summary = Paragraph(tone="muted")
        self.false_alarm = SecondaryButton(
            lambda: _("This is a false alarm"), key="Alt+G", on=self.alarm_false.emit
        )
        self.false_alarm.hide()
        self._exempt_row = self._line((self.exemption_field, 5), (self.proof_field, 5))
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(12)
        self._fields.setVerticalSpacing(8)
        self._across = 0
        self._place_fields(_WIDE)
        self.add(self._fields)
        for part in (
            self.payer.organisation,
            self._line((self.booker.organisation, 5), (self.contact_field, 5)),
            self._exempt_row,
            self.false_alarm,
            self.questions,
            self.summary,
        ):
            self.add(part)
        self._connect()

    def _make_fields(self, desk: Desk) -> None:
        self.service: ComboField[int] = ComboField()
        self.municipality: ComboField[int | None] = ComboField()
        self.language: ComboField[str] = ComboField(language_choices())
        self.address: ComboField[AddressKind] = ComboField(
            [
                (AddressKind.HOME, lambda: _("Home address")),
                (AddressKind.EMPLOYER, lambda: _("Employer's address")),
            ]
        )
        self.source: ComboField[Source] = ComboField(source_choices())
        self.payer = SideField(desk, lambda: _("Paid by"), lambda: _("Which organisation pays?"))
        self.booker = SideField(
            desk, lambda: _("Booked by"), lambda: _("Which organisation books?")
        )
        self.contact = TextField()
        self.note = TextField()
        self.exemption: ComboField[int | None] = ComboField()
        self.proof = TextField()
        for field in (self.contact, self.note, self.proof):
            make_personal(field)

    def _make_labelled(self) -> None:
        self.service_field = LabelledField(lambda: _("Service"), self.service)
        self.municipality_field = LabelledField(lambda: _("Municipality"), self.municipality)
        self.language_field = LabelledField(lambda: _("Speaks"), self.language)
        self.address_field = LabelledField(lambda: _("Address"), self.address)
        self.source_field = LabelledField(lambda: _("Came by"), self.source)
        self.contact_field = LabelledField(lambda: _("Contact there"), self.contact)
        self.note_field = LabelledField(lambda: _("Note for the desk"), self.note)
        self.exemption_field = LabelledField(lambda: _("Exemption"), self.exemption)
        self.proof_field = LabelledField(lambda: _("Proof, as shown or announced"), self.proof)
        self.places = {
            "service_id": self.service_field,
            "municipality_id": self.municipality_field,
            "address_kind": self.address_field,
            "booker_party_id": self.booker,
            "payer_party_id": self.payer,
            "booker_contact": self.contact_field,
            "note": self.note_field,
            "exemption_id": self.exemption_field,
            "exemption_proof": self.proof_field,
        }

    def _place_fields(self, across: int) -> None:
        """Four in a line, two in a narrow window."""
        if across == self._across:
            return
        self._across = across
        fields = (
            self.service_field,
            self.municipality_field,
            self.language_field,
            self.payer,
            self.address_field,
            self.booker,
            self.source_field,
            self.note_field,
        )
        for number, field in enumerate(fields):
            line, place = divmod(number, across)
            self._fields.addWidget(field, line, place, Qt.AlignmentFlag.AlignTop)
        for place in range(_WIDE):
            self._fields.setColumnStretch(place, 1 if place < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_fields(_WIDE if self.width() >= ROOMY else 2)

    def _line(self, *parts: tuple[QWidget, int]) -> QWidget:
        holder = QWidget()
        line = row(spacing=12, parent=holder)
        for part, share in parts:
            line.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        return holder

    def _connect(self) -> None:
        combos = (self.service, self.municipality, self.language, self.address, self.source)
        for combo in (*combos, self.exemption):
            combo.chosen.connect(self._edited)
        for field in (self.contact, self.note, self.proof):
            field.textEdited.connect(self._edited)
        for part in (self.payer, self.booker, self.questions):
            part.edited.connect(self._edited)

    @Slot()
    def _edited(self) -> None:
        self.false_alarm.hide()
        for field in self.places.values():
            field.set_error("")
        self.edited.emit()

    # form to fields and back

    def read(self, form: Form) -> Form:
        """The form with what stands here."""
        exemption = self.exemption.value()
        return replace(
            form,
            service_id=self.service.value(),
            municipality_id=self.municipality.value(),
            address_kind=self.address.value() or AddressKind.HOME,
            language=self.language.value() or "en",
            source=self.source.value() or Source.DESK,
            booker=self.booker.side(),
            booker_contact=self.contact.text(),
            payer=self.payer.side(),
            answers=self.questions.answers(),
            exemption_id=exemption,
            exemption_proof=self.proof.text() if exemption is not None else "",
            note=self.note.text(),
        )

    def show_form(self, form: Form, catalogue: Catalogue, day: date) -> None:
        """Shows a form whose service is known; `day`: of the visit, as far as it is known."""
        services = [s for s in catalogue.services if s.active or s.service_id == form.service_id]
        self.service.set_choices([(s.service_id, _later(s.name)) for s in services])
        self.service.choose(form.service_id)
        self._show_municipalities(form, catalogue, day)
        self.language.choose(form.language)
        self.address.choose(form.address_kind)
        self.source.choose(form.source)
        for field, side in ((self.payer, form.payer), (self.booker, form.booker)):
            field.offer_employers(form.guests)
            if field.side() != side:
                field.set_side(side)
        _set_text(self.contact, form.booker_contact)
        self.contact_field.setVisible(form.booker.behalf is not Behalf.VISITOR)
        _set_text(self.note, form.note)
        _set_text(self.proof, form.exemption_proof)
        if form.service_id is not None:
            service = catalogue.service(form.service_id)
            # Of a visit that is only moved they were asked when it was booked.
            questions = questions_on(service, day) if form.previous_id is None else ()
            self.questions.show_questions(questions, dict(form.answers))

    def _show_municipalities(self, form: Form, catalogue: Catalogue, day: date) -> None:
        needed = form.service_id is not None and (
            catalogue.service(form.service_id).needs_municipality
        )
        self.municipality_field.setEnabled(needed)
        towns = accepted(catalogue, form.address_kind, day) if needed else []
        none: tuple[None, Text] = (None, lambda: _("Choose …") if needed else "–")
        self.municipality.set_choices([none, *((t.municipality_id, t.name) for t in towns)])
        self.municipality.choose(form.municipality_id)
        kind = form.address_kind
        self.municipality_field.set_hint(
            (lambda: why_not_accepted(catalogue, kind, day)) if needed else ""
        )

    def offer_exemptions(self, chosen: int | None, possible: Sequence[ExemptionInfo]) -> None:
        """Offers the rules that could apply; hides the line where there is none."""
        self._exemptions = {info.exemption_id: info for info in possible}
        self.exemption.set_choices(
            [
                (None, lambda: _("None")),
                *((info.exemption_id, _later(info.name)) for info in possible),
            ]
        )
        self.exemption.choose(chosen)
        info = self._exemptions.get(chosen or 0)
        self.proof_field.set_hint((lambda: said(info.proof)) if info is not None else "")
        self.proof_field.setVisible(info is not None)
        self._exempt_row.setVisible(bool(possible))

    def show_refusal(self, refusal: NotEligible | None) -> None:
        """Says who cannot have the service, where it was chosen, and where to go instead."""
        field = self.places.get(refusal.field) if refusal is not None else None
        for name in ("municipality_id", "address_kind"):
            place = self.places[name]
            words = refusal.message if refusal is not None and field is place else ""
            place.set_error(words)
        self.questions.show_refusal(refusal)

    def show_error(self, name: str, text: Text) -> bool:
        """Says what is wrong where it was typed; False where no field has that name."""
        field = self.places.get(name)
        if field is None:
            return False
        field.set_error(text)
        field.field.setFocus()
        return True


def _later(pair: Pair) -> Text:
    return lambda: said(pair)


def _set_text(field: TextField, text: str) -> None:
    """Without moving the cursor of who is typing."""
    if field.text() != text:
        field.setText(text)
