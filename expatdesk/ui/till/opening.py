"""What the till reads when a visit is to be charged: all at once, on the reader's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from expatdesk.documents.parts import Layout
from expatdesk.i18n import Language
from expatdesk.services.base import new_key
from expatdesk.services.settings import keys
from expatdesk.services.till.types import (
    AddedLine,
    ChargeSheet,
    FeeLine,
    ProductInfo,
    SlipRow,
)
from expatdesk.terms import Behalf, Means
from expatdesk.texts import Pair
from expatdesk.ui.till.form import KIND, NOBODY, Form, Way, read

if TYPE_CHECKING:
    from expatdesk.application import Centre


@dataclass(frozen=True)
class Contact:
    """Where a receipt can be mailed to."""

    address: str = ""
    name: str = ""
    language: Language = Language.EN
    party_id: int | None = None


@dataclass(frozen=True)
class Opened:
    """`names`: of the persons by id; `kept`: the draft that was left of this visit."""

    sheet: ChargeSheet
    names: Mapping[int, str]
    contact: Contact
    products: tuple[ProductInfo, ...]
    slips: tuple[SlipRow, ...]
    desk: Pair
    layout: Layout
    language: str
    kept: Form | None


def token_of(visit_id: int) -> str:
    """The draft of a visit's charge: one for each visit."""
    return f"{KIND}:{visit_id}"


def open_visit(centre: Centre, visit_id: int, desk_id: int) -> Opened:
    """Raises NotFound."""
    sheet = centre.till.sheet(visit_id)
    visit = centre.appointments.visit(visit_id)
    desks = {desk.desk_id: desk.name for desk in centre.appointments.catalogue().desks}
    first = visit.comers[0] if visit.comers else None
    contact = Contact(
        visit.email,
        sheet.title,
        Language.NL if visit.language == "nl" else Language.EN,
        None if first is None else first.person_id,
    )
    return Opened(
        sheet=sheet,
        names={comer.person_id: comer.full_name for comer in visit.comers},
        contact=contact,
        products=centre.till.products(),
        slips=centre.till.slips_of(sheet.case_id),
        desk=desks.get(desk_id, Pair()),
        layout=Layout(centre.settings.get(keys.RECEIPT_LAYOUT)),
        language=centre.settings.get(keys.RECEIPT_LANGUAGE),
        kept=_kept(centre, visit_id, desk_id),
    )


def contact_of(centre: Centre, code: str) -> tuple[int | None, Contact]:
    """The visit with this code, and where its first person can be reached."""
    visit_id = centre.appointments.by_code(code) if code else None
    if visit_id is None:
        return None, Contact()
    visit = centre.appointments.visit(visit_id)
    if not visit.comers:
        return visit_id, Contact()
    first = visit.comers[0]
    language = Language.NL if visit.language == "nl" else Language.EN
    return visit_id, Contact(visit.email, first.full_name, language, first.person_id)


def first_form(opened: Opened, means: str | None) -> Form:
    """The form as it stands before anybody has chosen anything."""
    sheet = opened.sheet
    way = Way.PIN
    if sheet.account_allowed and sheet.payer is not Behalf.VISITOR:
        way = Way.ACCOUNT
    if means is not None:
        way = Way(Means(means).value)
    return Form(
        key=new_key(),
        way=way,
        po_number=sheet.po_number,
        recipient=sheet.recipient or NOBODY,
        language=opened.language,
        documents=tuple(document.receipt_id for document in sheet.documents),
    )


def fitting(form: Form, sheet: ChargeSheet) -> Form:
    """The form without decisions on lines that are no longer open."""
    still = {line.person_id or 0 for line in sheet.lines}
    marks = {person: mark for person, mark in form.marks.items() if person in still}
    way = form.way
    if way is Way.ACCOUNT and not sheet.account_allowed:
        way = Way.PIN
    if way is Way.CASH and not sheet.cash_allowed:
        way = Way.PIN
    return replace(form, marks=marks, way=way)


def was_committed(form: Form, sheet: ChargeSheet) -> bool:
    """Whether a charge that was sent before a crash has come through: the case has changed."""
    now = tuple(document.receipt_id for document in sheet.documents)
    return bool(form.sent) and (not sheet.lines or now != form.documents)


def price(centre: Centre, added: tuple[AddedLine, ...]) -> tuple[FeeLine, ...]:
    """Lines added by hand at their price of today."""
    return centre.till.added(added) if added else ()


def _kept(centre: Centre, visit_id: int, desk_id: int) -> Form | None:
    token = token_of(visit_id)
    for found, body, _at in centre.appointments.drafts(KIND, desk_id):
        if found == token:
            try:
                return read(body)
            except ValueError:
                return None
    return None
