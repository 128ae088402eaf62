"""The slip of an unbilled charge is no receipt, and says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from papers import CENTRE, COMPANY, ISSUED, text_of

from expatdesk.documents.parts import Languages, Layout, Words
from expatdesk.documents.slip import ChargeSlip, SlipLine, render_slip

SLIP = ChargeSlip(
    label="S2026-000017",
    made_at=ISSUED,
    centre=CENTRE,
    account=COMPANY,
    lines=(
        SlipLine(Words("First registration, first person", "Eerste inschrijving"), 5000),
        SlipLine(Words("First registration, child", "Eerste inschrijving, kind"), 6250, 5),
    ),
    net=11250,
    served_on=date(2026, 11, 24),
    po_number="MB-7781",
    reference="7QK-4M2",
)


@pytest.mark.parametrize("layout", list(Layout))
def test_the_slip_names_account_order_and_net_amount(layout):
    text = text_of(render_slip(replace(SLIP, layout=layout, languages=Languages.EN)))

    for part in ("S2026-000017", COMPANY.name, "MB-7781", "7QK-4M2", "5 × First", "62.50"):
        assert part in text
    assert "Total excl. VAT € 112.50" in text


@pytest.mark.parametrize("layout", list(Layout))
def test_the_slip_is_no_receipt_and_has_no_vat_turnover(layout):
    text = text_of(render_slip(replace(SLIP, layout=layout)))

    assert "This is no receipt and no invoice. It has no VAT turnover" in text
    assert "Dit is geen kassabon en geen factuur." in text
    assert "21%" not in text


def test_many_lines_run_over_pages():
    text = text_of(render_slip(replace(SLIP, lines=SLIP.lines * 20)))

    assert "1 / 3" in text
    assert text.count("62.50") == 20
