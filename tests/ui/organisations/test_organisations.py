"""Organisations: the list, the form with its contacts, and what stands on the account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from databases import open_store
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from expatdesk.services.base import Actor, new_key
from expatdesk.services.organisations import Organisations
from expatdesk.services.organisations.types import ContactEntry
from expatdesk.services.people.types import PersonEntry
from expatdesk.storage.place import Place
from expatdesk.terms import Behalf, OrganisationRole, PaymentTerms
from expatdesk.ui.kit import UndoBar
from expatdesk.ui.kit.button import Button
from expatdesk.ui.organisations import OrganisationsPage
from expatdesk.ui.theme import Theme
from tests.ui.audit import cut_texts, cut_titles, doubled_keys, nameless, readable, rich_labels
from tests.ui.one_room import Room

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BSN = "123456782"  # passes the 11-test and belongs to nobody
Add = Callable[..., int]
Charge = Callable[..., int]
Open = Callable[[], Room]


def page_of(room: Room) -> OrganisationsPage:
    assert isinstance(room.page, OrganisationsPage)
    return room.page


def words_in(widget: QWidget) -> list[str]:
    seen = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return seen + [
        button.text().replace("&&", "&")
        for button in widget.findChildren(Button)
        if button.isVisible()
    ]


def cells(room: Room, line: int = 0) -> dict[str, object]:
    model = page_of(room).list.table.rows_model
    return {
        column.name: model.data(model.index(line, at)) for at, column in enumerate(model.columns)
    }


def begin_new(room: Room, name: str) -> None:
    room.press(Qt.Key.Key_N, CTRL | SHIFT)
    room.type(name)


def only(centre: SimpleNamespace) -> object:
    (row,) = centre.organisations.page()
    return centre.organisations.organisation(row.organisation_id)


# the list


def test_the_list_tells_roles_sponsor_terms_and_what_is_open(
    open_room: Open, add: Add, charge: Charge
) -> None:
    meridiaan = add(
        "Meridiaan Biotech",
        city="Leiden",
        roles=frozenset({OrganisationRole.MEMBER, OrganisationRole.EMPLOYER}),
        recognised_sponsor=True,
        payment_terms=PaymentTerms.MONTHLY,
    )
    add("Aarts en Zoon")
    charge(meridiaan)
    charge(meridiaan)
    room = open_room()
    assert cells(room, 1) == {
        "name": "Meridiaan Biotech",
        "city": "Leiden",
        "roles": "Employer, Member",
        "sponsor": "✓ Sponsor",
        "terms": "Monthly invoice",
        "open": "100.00",
    }
    assert cells(room)["open"] == ""
    assert page_of(room).count.text() == "2 organisations"


def test_the_filter_finds_by_the_beginnings_of_words(open_room: Open, add: Add) -> None:
    add("Universiteit aan de Vliet")
    add("Wijkplatform De Vliet")
    add("Rijnland Relocation")
    room = open_room()
    room.type("vli wij")
    assert page_of(room).panel.name.text() == "Wijkplatform De Vliet"
    assert page_of(room).count.text() == "1 of 3"
    room.press(Qt.Key.Key_Escape)
    assert page_of(room).count.text() == "3 organisations"


def test_more_than_a_page_comes_while_one_goes_on(open_room: Open, add: Add) -> None:
    for n in range(502):
        add(f"Firma {n:03}")
    room = open_room()
    table = page_of(room).list.table
    assert table.rows_model.rowCount() == 500
    table.setFocus()
    room.press(Qt.Key.Key_End, times=2)
    assert table.rows_model.rowCount() == 502
    assert page_of(room).panel.name.text() == "Firma 501"


def test_an_empty_list_offers_the_first_step(open_room: Open, centre: SimpleNamespace) -> None:
    room = open_room()
    empty = page_of(room).list.empty
    assert empty.title.text() == "No organisations yet"
    assert empty.button is not None
    empty.button.click()
    room.settle()
    room.type("Meridiaan Biotech")
    room.press(Qt.Key.Key_Return)
    assert page_of(room).panel.name.text() == "Meridiaan Biotech"
    assert only(centre).entry.country == "NL"  # type: ignore[attr-defined]


# the form


def test_everything_that_is_typed_is_kept(open_room: Open, centre: SimpleNamespace) -> None:
    room = open_room()
    begin_new(room, "Meridiaan Biotech")
    fields = page_of(room).form.fields
    fields.roles[OrganisationRole.EMPLOYER].click()
    fields.sponsor.click()
    typed = {
        "street": "Einsteinweg 55", "postcode": "2333 CC", "city": "Leiden",
        "email": "hr@meridiaan.example", "phone": "071 516 11 00",
        "website": "meridiaan.example", "chamber_number": "12345678",
        "vat_id": "NL800765432B01", "po_number": BSN,
    }  # fmt: skip
    for name, text in typed.items():
        room.fill(fields.texts[name], text)
    fields.terms.choose(PaymentTerms.QUARTERLY)
    room.press(Qt.Key.Key_C, ALT)
    room.type("Ilse Brand")
    room.press(Qt.Key.Key_Tab)
    room.type("HR adviser")
    fields.contacts.rows()[0].acts_as.choose(Behalf.EMPLOYER)
    room.press(Qt.Key.Key_Return)
    entry = only(centre).entry  # type: ignore[attr-defined]
    kept = {name: getattr(entry, name) for name in typed}
    # A PO number may look like a BSN; a phone number is kept in its international form.
    assert kept == typed | {"phone": "+31715161100"}
    assert entry.roles == {OrganisationRole.EMPLOYER}
    assert entry.recognised_sponsor
    assert entry.payment_terms is PaymentTerms.QUARTERLY
    (contact,) = entry.contacts
    assert (contact.name, contact.function, contact.acts_as) == (
        "Ilse Brand",
        "HR adviser",
        Behalf.EMPLOYER,
    )
    seen = words_in(page_of(room).panel)
    for words in ("071 516 11 00", "✓ Recognised sponsor", "Quarterly invoice", "Ilse Brand"):
        assert words in seen


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("name", "", "Enter a name."),
        ("email", "hr@", "This is not an e-mail address."),
        ("phone", "12", "This is not a phone number."),
        ("vat_id", "NL123", "This is not a VAT id."),
        ("chamber_number", "1234", "A chamber of commerce number has 8 digits."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    open_room: Open, add: Add, centre: SimpleNamespace, field: str, text: str, why: str
) -> None:
    add("Meridiaan Biotech")
    room = open_room()
    room.press(Qt.Key.Key_F2)
    fields = page_of(room).form.fields
    room.fill(fields.texts[field], text)
    room.press(Qt.Key.Key_Return)
    assert fields.labelled[field].error().startswith(why)
    assert fields.texts[field].hasFocus()
    assert fields.texts[field].text() == text
    assert only(centre).version == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("contact", "wrong"),
    [
        (ContactEntry("", "HR"), "name"),
        (ContactEntry("Ilse", email="ilse@"), "email"),
        (ContactEntry("Ilse", phone="12"), "phone"),
    ],
)
def test_a_wrong_contact_is_marked_in_its_row(
    open_room: Open, add: Add, contact: ContactEntry, wrong: str
) -> None:
    add("Meridiaan Biotech", contacts=(ContactEntry("Tom Verkerk"),))
    room = open_room()
    room.press(Qt.Key.Key_F2)
    contacts = page_of(room).form.fields.contacts
    contacts.add_button.click()
    typed = contacts.rows()[1]
    for name in ("name", "function", "email", "phone"):
        getattr(typed, name).setText(getattr(contact, name))
    room.press(Qt.Key.Key_Return)
    assert contacts.error.isVisible()
    assert getattr(typed, wrong).hasFocus()
    assert getattr(typed, wrong).property("wrong")


def test_a_contact_is_taken_out(open_room: Open, add: Add, centre: SimpleNamespace) -> None:
    add("Meridiaan Biotech", contacts=(ContactEntry("Ilse Brand"), ContactEntry("Tom Verkerk")))
    room = open_room()
    room.press(Qt.Key.Key_F2)
    page_of(room).form.fields.contacts.rows()[0].remove.click()
    page_of(room).form.save_button.click()
    room.settle()
    contacts = only(centre).entry.contacts  # type: ignore[attr-defined]
    assert [contact.name for contact in contacts] == ["Tom Verkerk"]


def test_a_citizen_number_is_refused_and_kept_only_as_a_false_alarm(
    open_room: Open, centre: SimpleNamespace
) -> None:
    room = open_room()
    begin_new(room, f"Bureau {BSN}")
    room.press(Qt.Key.Key_Return)
    form = page_of(room).form
    assert "citizen service number" in form.fields.labelled["name"].error()
    assert centre.organisations.count() == 0
    room.press(Qt.Key.Key_F, ALT)
    assert only(centre).entry.name == f"Bureau {BSN}"  # type: ignore[attr-defined]


def test_an_edit_is_taken_back(open_room: Open, add: Add, centre: SimpleNamespace) -> None:
    add("Meridiaan Biotech", city="Leiden")
    room = open_room()
    room.press(Qt.Key.Key_Return)  # the one next step
    room.fill(page_of(room).form.fields.texts["city"], "Oegstgeest")
    room.press(Qt.Key.Key_Return)
    assert cells(room)["city"] == "Oegstgeest"
    bar = room.window.findChild(UndoBar)
    assert bar is not None
    assert bar.isVisible()
    room.press(Qt.Key.Key_Z, CTRL)
    assert cells(room)["city"] == "Leiden"


def test_an_edit_that_another_desk_has_overtaken_keeps_what_was_typed(
    open_room: Open, add: Add, centre: SimpleNamespace, actor: Actor, place: Place
) -> None:
    number = add("Meridiaan Biotech", city="Leiden", po_number="MB-1")
    room = open_room()
    room.press(Qt.Key.Key_F2)
    form = page_of(room).form
    room.fill(form.fields.texts["po_number"], "MB-2")
    other = open_store(place, centre.clock)
    theirs = Organisations(other, centre.clock)
    sheet = theirs.organisation(number)
    entry = replace(sheet.entry, city="Oegstgeest", po_number="MB-3")
    theirs.change(actor, number, sheet.version, entry, key=new_key())
    other.close()
    room.press(Qt.Key.Key_Return)
    assert form.fields.texts["po_number"].text() == "MB-2"
    assert {"MB-2", "MB-3", "Leiden", "Oegstgeest"} <= set(words_in(form.differences))
    assert dict(form.differences.keeps_mine()) == {"city": False, "po_number": True}
    room.press(Qt.Key.Key_Return)
    kept = only(centre).entry  # type: ignore[attr-defined]
    assert (kept.city, kept.po_number) == ("Oegstgeest", "MB-2")


# the account


def test_the_account_shows_each_charge_and_what_is_open(
    open_room: Open, add: Add, charge: Charge, centre: SimpleNamespace, actor: Actor
) -> None:
    meridiaan = add("Meridiaan Biotech", payment_terms=PaymentTerms.MONTHLY)
    charge(meridiaan, "MB-7781")
    second = charge(meridiaan)
    centre.till.withdraw_from_account(actor, second, "booked twice", key=new_key())
    centre.people.add(actor, PersonEntry("Chidi Okonkwo", employer_id=meridiaan), key=new_key())
    room = open_room()
    seen = words_in(page_of(room).panel)
    for words in (
        "S2026-000001", "S2026-000002", "On account", "Withdrawn", "€\u00a050.00",
        "14 Sep 2026 · PO number MB-7781", "1 person names it as employer.",
    ):  # fmt: skip
        assert words in seen, words


def test_a_slip_is_seen_as_it_prints_and_saved(
    open_room: Open, add: Add, charge: Charge, tmp_path: Path
) -> None:
    number = charge(add("Meridiaan Biotech", payment_terms=PaymentTerms.MONTHLY), "MB-7781")
    room = open_room()
    links = page_of(room).panel.account.findChildren(Button)
    next(link for link in links if link.text() == "S2026-000001").click()
    room.settle()
    slip = page_of(room).slip
    assert slip.isVisible()
    assert slip.title.text() == "Slip S2026-000001"
    assert slip.preview.page_count() == 1
    slip.save_to(str(tmp_path / "slip.pdf"))
    room.settle()
    text = PdfReader(tmp_path / "slip.pdf").pages[0].extract_text()
    assert "S2026-000001" in text
    assert "MB-7781" in text
    slip.till.click()
    room.settle()
    assert room.elsewhere("till").opened == [{"slip": number}]


def test_esc_puts_the_slip_away(open_room: Open, add: Add, charge: Charge) -> None:
    charge(add("Meridiaan Biotech", payment_terms=PaymentTerms.MONTHLY))
    room = open_room()
    page_of(room)._open_slip(1, "S2026-000001")
    room.settle()
    room.press(Qt.Key.Key_Escape)
    assert page_of(room).list.isVisible()
    assert page_of(room).panel.edit.isVisible()


def test_history_says_who_did_what(open_room: Open, add: Add) -> None:
    add("Meridiaan Biotech")
    room = open_room()
    room.press(Qt.Key.Key_F8)
    seen = words_in(page_of(room).panel.history)
    assert "Added" in seen
    assert any("M. Visser" in words for words in seen)


def test_the_one_that_is_asked_for_is_opened(open_room: Open, add: Add) -> None:
    add("Aarts en Zoon")
    wanted = add("Zijlstroom Robotics")
    room = open_room()
    room.type("aarts")
    room.window.open_page("organisations", organisation=wanted)
    room.settle()
    assert page_of(room).panel.name.text() == "Zijlstroom Robotics"
    assert page_of(room).list.record_id() == wanted


def test_f12_leaves_nothing_of_anybody_to_be_read(open_room: Open, add: Add) -> None:
    add(
        "Meridiaan Biotech",
        email="hr@meridiaan.example",
        phone="071 516 11 00",
        contacts=(
            ContactEntry("Ilse Brand", "HR", email="ilse@meridiaan.example", phone="0612345678"),
        ),
    )
    secrets = ("Ilse", "Brand", "@", "516 11 00", "5161100", "12 34 56 78", "12345678")
    room = open_room()
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: room.press(Qt.Key.Key_F2),
        lambda: (room.press(Qt.Key.Key_Escape), room.type("Ilse Brand")),
    ]
    for step in steps:
        step()
        room.settle()
        before = readable(room.window)
        assert any(secret in before for secret in secrets)
        room.press(Qt.Key.Key_F12)
        assert [secret for secret in secrets if secret in readable(room.window)] == []
        room.press(Qt.Key.Key_F12)
        assert readable(room.window) == before


# the look


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_everything_has_a_name_and_room_for_its_words(
    open_room: Open,
    add: Add,
    charge: Charge,
    dressed: Theme,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    dressed.choose(theme)  # type: ignore[arg-type]
    number = add(
        "Meridiaan Biotech",
        contacts=(ContactEntry("Ilse Brand"),),
        payment_terms=PaymentTerms.MONTHLY,
    )
    charge(number)
    room = open_room()
    room.window.resize(*size)
    room.desk.set_language(language)
    room.settle()
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: room.press(Qt.Key.Key_F8),
        lambda: (room.press(Qt.Key.Key_Escape), room.press(Qt.Key.Key_F2)),
        lambda: (room.press(Qt.Key.Key_Escape), page_of(room)._open_slip(1, "S2026-000001")),
        lambda: (room.press(Qt.Key.Key_Escape), begin_new(room, f"Bureau {BSN}")),
        lambda: room.press(Qt.Key.Key_Return),
        lambda: (room.press(Qt.Key.Key_Escape), room.type("qqq")),
    ]
    for step in steps:
        step()
        room.settle()
        assert nameless(room.window) == []
        assert cut_texts(room.window) == []
        assert cut_titles(room.window) == []
        assert doubled_keys(room.window) == []
        assert rich_labels(room.window) == []
