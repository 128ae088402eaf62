"""Sample papers of the till and what a test reads in their PDFs."""

from __future__ import annotations

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from expatdesk.documents.parts import Centre, Recipient, Words
from expatdesk.documents.receipt import Original, PaidBy, ReceiptLine, ReceiptPaper, VatShare
from expatdesk.terms import DocumentKind, Means

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ISSUED = datetime(2026, 11, 24, 11, 42, tzinfo=AMSTERDAM)

CENTRE = Centre(
    "Expat Centre Zijlstroom",
    ("Stationsweg 126", "2312 AV Leiden"),
    vat_id="NL800123456B01",
    chamber_number="12345678",
    phone="+31 71 516 51 65",
    email="desk@expatcentre.example",
)

FIRST = ReceiptLine(
    Words("First registration, first person", "Eerste inschrijving, eerste persoon"),
    6050,
    2100,
    unit_price=6050,
    net=5000,
)
PARTNER = ReceiptLine(
    Words("First registration, partner", "Eerste inschrijving, partner"),
    3025,
    2100,
    unit_price=3025,
    net=2500,
)
CHILDREN = ReceiptLine(
    Words("First registration, child", "Eerste inschrijving, kind"),
    3026,
    2100,
    quantity=2,
    unit_price=1513,
    net=2500,
)

COUPLE_WITH_TWO = ReceiptPaper(
    kind=DocumentKind.RECEIPT,
    label="2026-004183",
    issued_at=ISSUED,
    centre=CENTRE,
    lines=(FIRST, PARTNER, CHILDREN),
    total=12101,
    vat=(VatShare(2100, 10000, 2101),),
    payments=(PaidBy(Means.CASH, 12100, tendered=15000, change=2900),),
    rounding=-1,
    desk=Words("Desk 2", "Balie 2"),
    reference="7QK-4M2",
    verification_code="9f3c-a1e0-77b4",
    qr_payload="https://expatcentre.example/r/2026-004183?c=9f3ca1e077b4",
)
ONE_CHILD_BACK = ReceiptPaper(
    kind=DocumentKind.CREDIT,
    label="C2026-000012",
    issued_at=ISSUED,
    centre=CENTRE,
    lines=(ReceiptLine(CHILDREN.text, -1513, 2100),),
    total=-1513,
    vat=(VatShare(2100, -1250, -263),),
    payments=(PaidBy(Means.CASH, -1515),),
    rounding=-2,
    original=Original("2026-004183", date(2026, 11, 17)),
)
COMPANY = Recipient(
    "Meridiaan Biotech B.V.",
    address=("Hoge Rijndijk 1110", "2313 KL Leiden"),
    vat_id="NL800456789B02",
)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, spaces and line ends as one space."""
    reader = PdfReader(io.BytesIO(pdf))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))
