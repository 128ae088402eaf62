"""What is still missing before a booking, in words: the first thing only."""

from __future__ import annotations

from expatdesk.i18n import _
from expatdesk.services.appointments.types import NotEligible, ServiceInfo
from expatdesk.terms import Behalf
from expatdesk.ui.booking.form import Form


def too_many(form: Form, service: ServiceInfo) -> str:
    """Why this party cannot come together; empty when it can."""
    if form.persons <= service.max_persons:
        return ""
    return _("At most {most} persons can come together; make two appointments.").format(
        most=service.max_persons
    )


def missing(
    form: Form,
    service: ServiceInfo | None,
    *,
    typing: bool,
    questions_open: bool,
    refusal: NotEligible | None,
) -> str:
    """The reason why it cannot be booked yet; empty when it can."""
    if typing:
        return _("Add the person first.")
    if not form.guests:
        return _("Say who comes.")
    if service is None:
        return _("Choose a service.")
    if crowd := too_many(form, service):
        return crowd
    if form.previous_id is None:
        words = _missing_for(form, service, questions_open=questions_open, refusal=refusal)
        if words:
            return words
    return "" if form.place is not None else _("Choose a time.")


def _missing_for(
    form: Form, service: ServiceInfo, *, questions_open: bool, refusal: NotEligible | None
) -> str:
    if service.needs_municipality and form.municipality_id is None:
        return _("Choose the municipality of the address.")
    if form.payer.behalf is not Behalf.VISITOR and not form.payer.complete:
        return _("Choose the organisation that pays.")
    if refusal is not None:
        return _("They cannot have this service ({code}).").format(code=refusal.code)
    if questions_open:
        return _("Ask the questions first; Alt+A when all of it fits.")
    if form.exemption_id is not None and not form.exemption_proof.strip():
        return _("Note the proof of the exemption.")
    return ""
