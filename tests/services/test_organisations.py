"""Organisations: one record with many roles, checked numbers, contacts and an account."""

from __future__ import annotations

from dataclasses import replace

import pytest

from expatdesk.services.base import Actor, Invalid, Stale, new_key
from expatdesk.services.organisations import Organisations
from expatdesk.services.organisations.types import ContactEntry, OrganisationEntry
from expatdesk.terms import Behalf, OrganisationRole, PaymentTerms

MERIDIAAN = OrganisationEntry(
    name="Meridiaan Biotech",
    roles=frozenset({OrganisationRole.EMPLOYER}),
    street="Zernikedreef 8",
    postcode="2333 CL",
    city="Leiden",
    chamber_number="27181818",
    recognised_sponsor=True,
    payment_terms=PaymentTerms.MONTHLY,
    po_number="MB-7781",
    contacts=(ContactEntry("Ilse Brand", "HR", "hr@meridiaan.example", "", Behalf.EMPLOYER),),
)


@pytest.fixture
def organisations(centre: object) -> Organisations:
    service = centre.organisations  # type: ignore[attr-defined]
    assert isinstance(service, Organisations)
    return service


@pytest.fixture
def meridiaan(organisations: Organisations, jansen: Actor) -> int:
    return organisations.add(jansen, MERIDIAAN, key=new_key()).value


def test_what_was_typed_comes_back(organisations: Organisations, meridiaan: int) -> None:
    sheet = organisations.organisation(meridiaan)
    contact = sheet.entry.contacts[0]
    assert replace(sheet.entry, contacts=(replace(contact, contact_id=None),)) == MERIDIAAN
    assert sheet.account == ()


@pytest.mark.parametrize("typed", ["meri", "bio", "BIOTECH meridiaan", "mérid"])
def test_each_part_typed_begins_a_word_of_the_name(
    organisations: Organisations, meridiaan: int, typed: str
) -> None:
    assert [row.organisation_id for row in organisations.find(typed)] == [meridiaan]
    assert organisations.find("diaan") == []


def test_one_record_has_many_roles_and_one_that_ends_may_come_back(
    organisations: Organisations, meridiaan: int, jansen: Actor
) -> None:
    entry = organisations.organisation(meridiaan).entry
    roles = frozenset({OrganisationRole.SPONSOR, OrganisationRole.AGENT})
    done = organisations.change(jansen, meridiaan, 1, replace(entry, roles=roles), key=new_key())
    assert organisations.organisation(meridiaan).entry.roles == roles
    assert done.undo is not None
    done.undo()
    assert organisations.organisation(meridiaan).entry.roles == {OrganisationRole.EMPLOYER}


def test_a_contact_taken_away_comes_back_by_undo(
    organisations: Organisations, meridiaan: int, jansen: Actor
) -> None:
    entry = organisations.organisation(meridiaan).entry
    done = organisations.change(jansen, meridiaan, 1, replace(entry, contacts=()), key=new_key())
    assert organisations.organisation(meridiaan).entry.contacts == ()
    assert done.undo is not None
    done.undo()
    names = [contact.name for contact in organisations.organisation(meridiaan).entry.contacts]
    assert names == ["Ilse Brand"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("chamber_number", "1234"),
        ("vat_id", "NL12"),
        ("vat_id", "DE136695970"),
        ("email", "hr at meridiaan"),
        ("phone", "call me"),
        ("name", "Klant 111222333"),
    ],
)
def test_a_wrong_field_is_named(
    organisations: Organisations, jansen: Actor, field: str, value: str
) -> None:
    with pytest.raises(Invalid) as refused:
        organisations.add(jansen, replace(MERIDIAAN, **{field: value}), key=new_key())
    assert refused.value.field == field
    assert organisations.page() == []


@pytest.mark.parametrize("vat", ["NL001234567B01", "nl 0012.34.567.B01", "DE136695976", ""])
def test_vat_ids_are_kept_compact_and_are_no_bsn(
    organisations: Organisations, jansen: Actor, vat: str
) -> None:
    entry = replace(MERIDIAAN, vat_id=vat, chamber_number="12345678", po_number="111222333")
    made = organisations.add(jansen, entry, key=new_key()).value
    kept = organisations.organisation(made).entry
    assert kept.vat_id == vat.upper().replace(" ", "").replace(".", "")
    assert kept.po_number == "111222333"


def test_an_old_version_is_refused(
    organisations: Organisations, meridiaan: int, jansen: Actor
) -> None:
    organisations.change(jansen, meridiaan, 1, MERIDIAAN, key=new_key())
    with pytest.raises(Stale):
        organisations.change(jansen, meridiaan, 1, MERIDIAAN, key=new_key())
