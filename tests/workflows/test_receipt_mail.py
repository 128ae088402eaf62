"""A receipt goes out by mail as a draft with the document, and counts as mailed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from services.till.selling import SINGLE, Desk

from expatdesk.i18n import Language
from expatdesk.services.base import Actor
from expatdesk.terms import MessageKind, PrintState
from expatdesk.workflows.paper import Paper
from expatdesk.workflows.receipt_mail import Outbox


@pytest.fixture
def desk(centre: Any, jansen: Actor, at: Any) -> Desk:
    at("2026-09-14 09:15")
    return Desk(centre, jansen)


@pytest.fixture
def paper(desk: Desk) -> Paper:
    centre = desk.centre
    return Paper(centre.till, centre.printing, centre.files, centre.settings, centre.clock)


@pytest.mark.parametrize(
    ("language", "subject"),
    [(Language.EN, "Your receipt 2026-000001"), (Language.NL, "2026-000001")],
)
def test_the_draft_carries_the_document_and_the_centre_signs(
    desk: Desk, paper: Paper, language: Language, subject: str
) -> None:
    visit = desk.visit(SINGLE)
    sold = desk.charge(visit)
    out = Outbox(
        desk.centre,
        desk.actor,
        address="arjun@sharma.example",
        name="Arjun Sharma",
        language=language,
        party_id=visit.persons[0],
    )
    done = paper.put_out(desk.actor, sold.receipt_id, out, state=PrintState.MAILED)

    assert (done.state, done.target) == (PrintState.MAILED, "mail")
    (message,) = desk.centre.reception.messages(MessageKind.MAIL)
    assert (message.address, message.language) == ("arjun@sharma.example", language.value)
    assert subject in message.subject
    assert message.body.rstrip().endswith("Expat Centre Leiden")
    assert message.visit_id is None
    pdf = desk.centre.files.load(message.file_id)
    assert "2026-000001" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert desk.centre.files.info(message.file_id).name == "2026-000001.pdf"


def test_no_address_stands_in_the_log_of_the_document(desk: Desk, paper: Paper) -> None:
    sold = desk.charge(desk.visit(SINGLE))
    out = Outbox(desk.centre, desk.actor, address="a@b.example", name="A", language=Language.EN)
    paper.put_out(desk.actor, sold.receipt_id, out, state=PrintState.MAILED)
    (job,) = desk.centre.printing.jobs(sold.receipt_id)
    assert "@" not in f"{job.target}{job.job}{job.problem}"
    lines = desk.centre.appointments.history("receipt", sold.receipt_id)
    assert not any("@" in str(line.details) for line in lines)
