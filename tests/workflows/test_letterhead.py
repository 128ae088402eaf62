"""The centre's logo: on every paper from its day on, and never on what was issued before it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from papers import text_of
from PIL import Image
from pypdf import PdfReader
from workflows.visits import first_registration

from expatdesk.documents.parts import Layout
from expatdesk.services.base import Invalid, NotAllowed, Stale, new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.settings import keys
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.terms import Means, ResidenceClass
from expatdesk.workflows.confirmation import Confirmations
from expatdesk.workflows.daylist import DayPaper
from expatdesk.workflows.letterhead import Logo, checked_logo, logo_of, set_logo
from expatdesk.workflows.paper import Paper

TODAY, DAY = date(2026, 11, 24), date(2026, 11, 25)


def picture(width: int = 300, height: int = 90, colour: str = "teal") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


def new_logo(**more: object) -> Logo:
    return Logo(picture=checked_logo(picture(**more)))


def pictures_in(pdf: bytes) -> int:
    return sum(len(page.images) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture
def visit(centre, visser):
    entry = PersonEntry("Yuki Tanaka", residence_class=ResidenceClass.NON_EU)
    return first_registration(centre, visser, entry)


def paper_of(centre) -> Paper:
    return Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)


def charge(centre, actor, visit_id: int) -> int:
    due = sum(line.gross for line in centre.till.sheet(visit_id).lines)
    request = ChargeRequest(visit_id, (Tender(Means.PIN, due),))
    return centre.till.charge(actor, request, key=new_key()).value.receipt_id


def test_the_logo_stands_on_letters_lists_and_receipts(centre, visser, visit):
    set_logo(centre, visser, new_logo(), replaces=keys.NO_LOGO, key=new_key())
    assert pictures_in(Confirmations(centre).pdf(visit.visit_id, "both")) == 1
    assert pictures_in(DayPaper(centre, DAY).pdf("en")) == 1
    receipt = charge(centre, visser, visit.visit_id)
    for layout in Layout:
        assert pictures_in(paper_of(centre).pdf(receipt, layout)) == 1, layout


def test_the_name_of_the_centre_stays_in_words_beside_it(centre, visser, visit):
    set_logo(centre, visser, new_logo(), replaces=keys.NO_LOGO, key=new_key())
    receipt = charge(centre, visser, visit.visit_id)
    for pdf in (
        Confirmations(centre).pdf(visit.visit_id, "both"),
        DayPaper(centre, DAY).pdf("en"),
        paper_of(centre).pdf(receipt, Layout.A5),
        paper_of(centre).pdf(receipt, Layout.ROLL),
    ):
        assert "Expat Centre Leiden" in text_of(pdf)


def test_a_very_wide_logo_is_left_out_of_the_roll_and_stays_on_the_page(centre, visser, visit):
    set_logo(centre, visser, new_logo(width=1200, height=60), replaces=0, key=new_key())
    receipt = charge(centre, visser, visit.visit_id)
    assert pictures_in(paper_of(centre).pdf(receipt, Layout.ROLL)) == 0
    assert pictures_in(paper_of(centre).pdf(receipt, Layout.A5)) == 1


def test_on_the_roll_it_is_black_and_white(centre, visser, visit):
    set_logo(centre, visser, new_logo(colour="#88AACC"), replaces=0, key=new_key())
    receipt = charge(centre, visser, visit.visit_id)
    pdf = paper_of(centre).pdf(receipt, Layout.ROLL)
    (image,) = PdfReader(BytesIO(pdf)).pages[0].images
    seen = {colour for _count, colour in image.image.convert("RGB").getcolors(1_000_000)}
    assert seen <= {(0, 0, 0), (255, 255, 255)}


def test_a_receipt_issued_before_the_logo_and_its_copy_stay_as_they_were(centre, visser, visit, at):
    at("2026-11-24 10:00")
    receipt = charge(centre, visser, visit.visit_id)
    at("2026-11-24 11:00")
    set_logo(centre, visser, new_logo(), replaces=keys.NO_LOGO, key=new_key())
    at("2026-11-24 12:00")
    papers = paper_of(centre)
    assert pictures_in(papers.pdf(receipt, Layout.A5)) == 0, "made only now"
    assert pictures_in(papers.pdf(receipt, Layout.A5, copy=True)) == 0


def test_a_receipt_issued_with_a_logo_keeps_it_when_the_centre_takes_another(
    centre, visser, visit, at
):
    at("2026-11-23 10:00")
    set_logo(centre, visser, new_logo(), replaces=keys.NO_LOGO, key=new_key())
    at("2026-11-24 10:00")
    receipt = charge(centre, visser, visit.visit_id)
    at("2026-11-24 11:00")
    shown = centre.settings.get(keys.CENTRE_LOGO)
    set_logo(centre, visser, Logo(), replaces=shown, key=new_key())
    assert pictures_in(paper_of(centre).pdf(receipt, Layout.A5, copy=True)) == 1


def test_it_counts_from_its_day_on_and_can_be_undone(centre, visser, visit):
    done = set_logo(centre, visser, new_logo(), DAY, replaces=keys.NO_LOGO, key=new_key())
    assert centre.settings.get(keys.CENTRE_LOGO) == keys.NO_LOGO
    assert logo_of(centre.files, centre.settings.get(keys.CENTRE_LOGO, DAY)) is not None
    assert done.undo is not None
    done.undo()
    assert centre.settings.get(keys.CENTRE_LOGO, DAY) == keys.NO_LOGO


def test_the_same_key_keeps_one_file(centre, visser):
    key = new_key()
    for _ in range(2):
        set_logo(centre, visser, new_logo(), replaces=keys.NO_LOGO, key=key)
    assert centre.settings.get(keys.CENTRE_LOGO) == 1


def test_only_a_manager_sets_it_and_somebody_elses_is_not_overwritten(centre, visser, jansen):
    with pytest.raises(NotAllowed):
        set_logo(centre, jansen, new_logo(), replaces=keys.NO_LOGO, key=new_key())
    set_logo(centre, visser, new_logo(), replaces=keys.NO_LOGO, key=new_key())
    with pytest.raises(Stale):
        set_logo(centre, visser, new_logo(colour="red"), replaces=keys.NO_LOGO, key=new_key())


def test_what_is_no_picture_is_refused_at_the_field():
    with pytest.raises(Invalid) as refused:
        checked_logo(b"%PDF-1.7 not a picture")
    assert refused.value.field == "value"


def test_a_paper_is_made_without_a_logo_whose_file_is_gone(centre, visser, visit):
    centre.settings.set(visser, keys.CENTRE_LOGO, 999, key=new_key())
    pdf = Confirmations(centre).pdf(visit.visit_id, "en")
    assert pictures_in(pdf) == 0
    assert "Yuki Tanaka" in text_of(pdf)
