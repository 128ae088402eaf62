"""Drafts of mail, and what cannot be smuggled into them."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest
from papers import ISSUED

from expatdesk.documents.mail import Attachment, Draft, to_eml

DRAFT = Draft(
    to_email="zoe@huis.example",
    to_name="Zoë Wielenmaker",
    from_email="desk@expatcentre.example",
    from_name="Expat Centre Zijlstroom",
    subject="Your receipt 2026-004183 – Uw kassabon",
    text="Dear Zoë,\nyour receipt is attached: € 60.50.\n",
    made_at=ISSUED,
    attachments=(Attachment("receipt-2026-004183.pdf", "application/pdf", b"%PDF-1.4\n..."),),
)


def parsed(draft):
    return message_from_bytes(to_eml(draft), policy=default)


def test_a_draft_survives_the_round_trip():
    message = parsed(DRAFT)

    assert message["Subject"] == DRAFT.subject
    assert message["To"].addresses[0].display_name == "Zoë Wielenmaker"
    assert message["To"].addresses[0].addr_spec == "zoe@huis.example"
    assert message["X-Unsent"] == "1"
    assert message["Date"].datetime == ISSUED
    assert message.get_body().get_content().replace("\r\n", "\n") == DRAFT.text
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "receipt-2026-004183.pdf"
    assert attachment.get_content() == b"%PDF-1.4\n..."


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85"])
def test_no_header_is_smuggled_in_by_a_line_end(line_end):
    evil = f"Hello{line_end}Bcc: evil@elsewhere.example"

    message = parsed(replace(DRAFT, subject=evil, to_name=evil, from_name=evil))

    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: evil@elsewhere.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@huis.example,evil@elsewhere.example",
        "a@huis.example, evil@elsewhere.example",
        "a@huis.example\r\nRCPT TO:<evil@elsewhere.example>",
        "a@huis.example\r\nBcc: evil@elsewhere.example",
        "Zoë <a@huis.example>",
        "a b@huis.example",
    ],
)
def test_what_is_not_exactly_one_address_is_refused(address):
    with pytest.raises(ValueError, match="not a mail address"):
        to_eml(replace(DRAFT, to_email=address))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ("a\r\nb.pdf", "a b.pdf"),
        ("C:\\evil.pdf", "C--evil.pdf"),
        ("", "attachment"),
    ],
)
def test_a_file_name_has_no_folders(name, safe):
    message = parsed(replace(DRAFT, attachments=(Attachment(name, "application/pdf", b"x"),)))

    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == safe
