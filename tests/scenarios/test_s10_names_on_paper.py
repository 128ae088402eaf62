"""S10, as far as paper goes: each name on a receipt, the roll, a sheet and a badge-sized box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from badges import badge
from paper_pictures import ink_box, page_picture
from pypdfium2 import PdfDocument
from written_names import NAMES

from expatdesk.clock import FixedClock, epoch_of
from expatdesk.documents.letterheads.pages import A4
from expatdesk.documents.parts import Layout
from expatdesk.services.appointments.types import Booked, Booking, Comer
from expatdesk.services.base import Actor, new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.till.types import ChargeRequest, Recipient, Tender
from expatdesk.services.verification import verify
from expatdesk.storage.store import Store
from expatdesk.terms import FamilyRole, Means, ResidenceClass, Source
from expatdesk.workflows.paper import Paper
from expatdesk.workflows.sheet_orders import Handed
from expatdesk.workflows.sheets import SheetPapers
from tests.scenarios.house import moment
from tests.ui.one_room import FoundedCentre, founded_centre, manager_of
from tests.workflows.libraries import give_sheets

Row = dict[str, str]
MONDAY = date(2026, 9, 14)
HOURS = tuple(range(9 * 60, 12 * 60, 30)) + tuple(range(13 * 60, 16 * 60, 30))
NO_GLYPH = "\0"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(moment("2026-09-14 08:50"))


@pytest.fixture
def centre(store: Store) -> FoundedCentre:
    return founded_centre(store)


def places() -> Iterator[tuple[str, date, int]]:
    """Desk, day and minute of one visit after another."""
    for days in range(7):
        for minute in HOURS if days not in {5, 6} else ():
            for desk in ("desk1", "desk2"):
                yield desk, MONDAY + timedelta(days), minute


def book(centre: FoundedCentre, actor: Actor, row: Row, place: tuple[str, date, int]) -> Booked:
    parts = {part: row[part] for part in ("given", "prefix", "surname", "latin", "sort_key")}
    entry = PersonEntry(row["full"], residence_class=ResidenceClass.NON_EU, **parts)
    person = centre.people.add(actor, entry, key=new_key()).value
    desk, day, minute = place
    service = centre.founded.services["first_registration"]
    booking = Booking(
        service_id=service,
        comers=(Comer(person, FamilyRole.FIRST),),
        place=centre.appointments.place_at(
            service, 1, epoch_of(day, minute), centre.founded.desks[desk]
        ),
        language="en",
        source=Source.WEB,
        municipality_id=centre.founded.municipalities["Leiden"],
    )
    booked = centre.appointments.book(actor, booking, key=new_key()).value
    assert isinstance(booked, Booked)
    return booked


def charge(centre: FoundedCentre, actor: Actor, visit_id: int, row: Row) -> int:
    """By PIN, with the name on the receipt; the id of the receipt."""
    due = sum(line.gross for line in centre.till.sheet(visit_id).lines)
    home = ("Breestraat 1", "2311 CS Leiden")
    request = ChargeRequest(
        visit_id,
        (Tender(Means.PIN, due),),
        recipient=Recipient(row["full"], home, latin=row["latin"]),
    )
    return int(centre.till.charge(actor, request, key=new_key()).value.receipt_id)


def squeezed(text: str) -> str:
    """Lines break inside names, so spaces and line ends do not count; marks in their order."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def read(pdf: bytes) -> str:
    document = PdfDocument(pdf)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    # PDFium says U+FFFE for a hyphen that ends a line.
    return squeezed(text.replace("\ufffe", "-"))


@pytest.mark.timeout(120)
def test_each_name_is_on_every_paper_as_it_is_written(centre: FoundedCentre, store: Store) -> None:
    actor = manager_of(centre)
    shelf = give_sheets(centre)  # type: ignore[arg-type]  # stands for the centre, attribute by attribute
    till = Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)
    sheets = SheetPapers(centre)  # type: ignore[arg-type]  # likewise
    for row, place in zip(NAMES, places(), strict=False):
        booked = book(centre, actor, row, place)
        receipt = charge(centre, actor, booked.visit_id, row)
        gift = Handed(booked.visit_id, ((shelf["bsn"], 1),), ("en", "nl"))
        papers = {
            "receipt": till.pdf(receipt, Layout.A5),
            "roll": till.pdf(receipt, Layout.ROLL),
            "sheet": sheets.pack(gift),
            "badge": badge(row["full"], latin=row["latin"]),
        }
        for kind, pdf in papers.items():
            text = read(pdf)
            assert squeezed(row["full"]) in text, (kind, row["full"])
            assert NO_GLYPH not in text, (kind, row["full"])
        assert read(papers["sheet"]).count(squeezed(row["full"])) >= 3, "both texts, and made for"
        assert within_margins(papers["sheet"]), row["full"]
    assert len(centre.till.receipts(MONDAY, MONDAY)) == len(NAMES)
    assert [f.law for f in verify(store) if not f.holds] == []


def within_margins(pdf: bytes) -> bool:
    """Whether all ink of the first page lies between the margins of the sheet."""
    left, _top, right, _bottom = ink_box(page_picture(pdf, scale=1.0)) or (0, 0, 0, 0)
    return A4.side - 2 <= left and right <= A4.width - A4.side + 2
