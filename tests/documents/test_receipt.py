"""What a receipt must show, and what it must never show."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from papers import (
    CENTRE,
    COMPANY,
    COUPLE_WITH_TWO,
    FIRST,
    ISSUED,
    ONE_CHILD_BACK,
    pages_of,
    text_of,
)
from pypdf import PdfReader

from expatdesk.documents.parts import Languages, Layout, Recipient, Words
from expatdesk.documents.receipt import (
    Original,
    PaidBy,
    ReceiptLine,
    VatShare,
    render_receipt,
)
from expatdesk.terms import DocumentKind, Means

LAYOUTS = pytest.mark.parametrize("layout", list(Layout))


@LAYOUTS
@pytest.mark.parametrize("languages", list(Languages))
def test_a_simplified_invoice_shows_who_what_when_and_the_vat(layout, languages):
    """Date of issue, name and address of the supplier, what was supplied, the VAT."""
    text = text_of(render_receipt(replace(COUPLE_WITH_TWO, layout=layout, languages=languages)))

    dutch = languages is Languages.NL
    for part in (CENTRE.name, *CENTRE.address, CENTRE.vat_id, "2026-004183", "7QK-4M2", "11:42"):
        assert part in text
    assert ("24 nov 2026" if dutch else "24 Nov 2026") in text or "24-11-2026" in text
    for line in COUPLE_WITH_TWO.lines:
        assert (line.text.dutch if dutch else line.text.english) in text
    for amount in ("60.50", "30.25", "30.26", "2 × 15.13", "€ 121.01", "over 100.00", "21.01"):
        assert (amount.replace(".", ",") if dutch else amount) in text


@LAYOUTS
def test_cash_rounding_money_given_and_change_are_said(layout):
    text = text_of(render_receipt(replace(COUPLE_WITH_TWO, layout=layout, languages=Languages.EN)))

    assert "Cash rounding −0.01" in text
    assert "To pay € 121.00" in text
    assert "Cash 150.00" in text
    assert "Change given 29.00" in text


def test_with_both_languages_dutch_stands_under_english():
    text = text_of(render_receipt(COUPLE_WITH_TWO))

    assert "RECEIPT KASSABON" in text
    assert "First registration, partner 30.25 Eerste inschrijving, partner" in text or (
        "First registration, partner Eerste inschrijving, partner" in text
    )
    assert "Total / Totaal" in text


@LAYOUTS
def test_a_credit_names_the_original_and_is_negative(layout):
    text = text_of(render_receipt(replace(ONE_CHILD_BACK, layout=layout, languages=Languages.EN)))

    assert "CREDIT RECEIPT" in text
    assert "C2026-000012" in text
    assert "2026-004183" in text
    assert "17 Nov 2026" in text
    for amount in ("−15.13", "−€ 15.13", "−2.63", "−€ 15.15", "−0.02"):
        assert amount in text


@LAYOUTS
def test_a_full_invoice_shows_all_that_article_35a_asks(layout):
    paper = replace(
        COUPLE_WITH_TWO,
        recipient=COMPANY,
        served_on=date(2026, 11, 23),
        layout=layout,
        languages=Languages.EN,
    )

    text = text_of(render_receipt(paper))

    assert "INVOICE" in text
    for part in (COMPANY.name, *COMPANY.address, COMPANY.vat_id, CENTRE.vat_id, "12345678"):
        assert part in text
    assert "Date of service 23 Nov 2026" in text
    assert "Total excl. VAT 100.00" in text
    assert "21%" in text
    assert "21.01" in text


def test_a_full_invoice_on_a5_says_quantity_and_price_without_vat_of_each_line():
    paper = replace(COUPLE_WITH_TWO, recipient=COMPANY, languages=Languages.EN)

    text = text_of(render_receipt(paper))

    assert "First registration, child 2 15.13 21% 25.00 30.26" in text


def test_a_prepayment_says_when_it_was_made():
    paper = replace(
        COUPLE_WITH_TWO,
        prepaid_on=date(2026, 11, 2),
        payments=(PaidBy(Means.ONLINE, 12101, reference="order 88", paid_on=date(2026, 11, 2)),),
        rounding=0,
        languages=Languages.EN,
    )

    text = text_of(render_receipt(paper))

    assert "Paid in advance on 2 Nov 2026" in text
    assert "2 Nov 2026 · order 88" in text


@LAYOUTS
@pytest.mark.parametrize("kind", [DocumentKind.INVOICE, DocumentKind.CORRECTION])
def test_a_linked_document_says_that_it_adds_no_turnover(layout, kind):
    moved = kind is DocumentKind.CORRECTION
    paper = replace(
        COUPLE_WITH_TWO,
        kind=kind,
        original=Original("2026-004100", date(2026, 11, 20)),
        lines=() if moved else COUPLE_WITH_TWO.lines,
        vat=() if moved else COUPLE_WITH_TWO.vat,
        total=0 if moved else 12101,
        rounding=0,
        payments=(PaidBy(Means.PIN, -6050), PaidBy(Means.CASH, 6050)) if moved else (),
        layout=layout,
        languages=Languages.EN,
    )

    text = text_of(render_receipt(paper))

    assert "receipt 2026-004100 of 20 Nov 2026" in text
    if moved:
        assert "What was sold, and the VAT on it, stay as they are." in text
        assert "PIN −60.50" in text
        assert "Cash 60.50" in text
    else:
        assert "It adds no turnover and no VAT to it." in text


def test_without_vat_the_receipt_says_so_and_why():
    paper = replace(
        COUPLE_WITH_TWO,
        lines=(ReceiptLine(Words("Membership, a year", "Lidmaatschap, een jaar"), 2500, None),),
        total=2500,
        vat=(VatShare(None, 2500, 0),),
        notes=(Words("Exempt from VAT: membership dues.", "Vrijgesteld van btw: contributie."),),
        payments=(PaidBy(Means.PIN, 2500),),
        rounding=0,
    )

    text = text_of(render_receipt(paper))

    assert "No VAT over" in text
    assert "Exempt from VAT: membership dues." in text
    assert "Vrijgesteld van btw: contributie." in text
    assert "incl." not in text


def test_with_two_rates_each_line_says_its_own():
    guide = ReceiptLine(Words("Printed guide", "Gedrukte gids"), 1090, 900)
    paper = replace(
        COUPLE_WITH_TWO,
        lines=(FIRST, guide),
        total=7140,
        vat=(VatShare(2100, 5000, 1050), VatShare(900, 1000, 90)),
        payments=(PaidBy(Means.PIN, 7140),),
        rounding=0,
        languages=Languages.EN,
    )

    text = text_of(render_receipt(paper))

    assert "incl. 21% VAT over 50.00 10.50" in text
    assert "incl. 9% VAT over 10.00 0.90" in text
    assert "9% VAT" in text.partition("Total")[0]


@LAYOUTS
def test_a_reprint_says_copy_in_both_languages(layout):
    original, copy = (
        text_of(render_receipt(replace(COUPLE_WITH_TWO, layout=layout, copy=copy)))
        for copy in (False, True)
    )

    assert "COPY / KOPIE" in copy
    assert "COPY" not in original
    assert "KOPIE" not in original


def test_no_name_is_on_a_receipt_unless_it_is_asked_for():
    paper = replace(COUPLE_WITH_TWO, languages=Languages.EN)

    assert "For" not in text_of(render_receipt(paper)).split()
    named = replace(paper, recipient=Recipient("Mary-Kate O’Kealy"))
    assert "Mary-Kate O’Kealy" in text_of(render_receipt(named))


def test_the_roll_is_80_mm_wide_and_as_long_as_it_must_be():
    def size(paper):
        pdf = render_receipt(replace(paper, layout=Layout.ROLL))
        (page,) = PdfReader(io.BytesIO(pdf)).pages
        return float(page.mediabox.width), float(page.mediabox.height)

    width, height = size(COUPLE_WITH_TWO)
    _width, longer = size(replace(COUPLE_WITH_TWO, lines=COUPLE_WITH_TWO.lines * 20))

    assert width == pytest.approx(80 / 25.4 * 72, abs=0.01)
    assert longer > height + 57 * 20


def test_a5_is_a5():
    (page,) = PdfReader(io.BytesIO(render_receipt(COUPLE_WITH_TWO))).pages

    assert float(page.mediabox.width) == pytest.approx(148 / 25.4 * 72, abs=0.01)
    assert float(page.mediabox.height) == pytest.approx(210 / 25.4 * 72, abs=0.01)


@pytest.mark.parametrize("count", range(8, 60, 3))
def test_many_lines_run_over_pages_and_the_totals_are_never_alone(count):
    lines = tuple(
        replace(FIRST, text=Words(f"Service number {number}", f"Dienst nummer {number}"))
        for number in range(count)
    )

    pages = pages_of(render_receipt(replace(COUPLE_WITH_TWO, lines=lines, languages=Languages.EN)))

    assert f"Service number {count - 1} " in next(page for page in pages if "Total €" in page)
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
        assert "2026-004183" in page
    everything = " ".join(pages)
    assert all(f"Service number {number} " in everything for number in range(count))
    assert len(pages) > 1 or count < 20


def test_the_file_names_centre_and_number_but_no_person():
    pdf = render_receipt(replace(COUPLE_WITH_TWO, recipient=Recipient("Zoë Wielenmaker")))
    reader = PdfReader(io.BytesIO(pdf))

    assert reader.metadata.author == CENTRE.name
    assert "2026-004183" in reader.metadata.title
    assert not any("Wielenmaker" in str(value) for value in reader.metadata.values())
    assert reader.metadata.creation_date == ISSUED
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_the_same_paper_is_the_same_bytes():
    assert render_receipt(COUPLE_WITH_TWO) == render_receipt(COUPLE_WITH_TWO)
    assert render_receipt(COUPLE_WITH_TWO) != render_receipt(ONE_CHILD_BACK)


def test_all_fonts_are_embedded_truetype_and_cut_to_what_is_used():
    reader = PdfReader(io.BytesIO(render_receipt(COUPLE_WITH_TWO)))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]

    assert len(fonts) == 2
    for font in fonts:
        assert font["/Subtype"] == "/TrueType"
        assert "/FontFile2" in font["/FontDescriptor"]
        assert font["/BaseFont"][7] == "+"
        assert "/ToUnicode" in font


def test_a_qr_code_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match=r"[Dd]ata"):
        render_receipt(replace(COUPLE_WITH_TWO, qr_payload="x" * 4000))


@LAYOUTS
@pytest.mark.parametrize("languages", [Languages.EN, Languages.BOTH])
def test_a_preview_says_that_it_is_not_issued_and_is_taken_for_no_receipt(layout, languages):
    draft = replace(
        COUPLE_WITH_TWO,
        label="",
        verification_code="",
        qr_payload="",
        layout=layout,
        languages=languages,
    )
    text = text_of(render_receipt(draft))
    assert "not issued yet" in text
    assert COUPLE_WITH_TWO.label not in text
    assert "· ·" not in text
    assert "not issued yet" not in text_of(render_receipt(replace(draft, label="2026-004183")))
