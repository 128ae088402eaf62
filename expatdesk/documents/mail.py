"""A mail as a draft file (.eml, RFC 5322) that a mail program opens for sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from expatdesk.names import clean

_REFUSED = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Attachment:
    """``name`` is what the receiver sees and names no person; ``kind`` is a MIME type."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    to_email: str
    subject: str
    text: str
    from_email: str
    made_at: datetime
    to_name: str = ""
    from_name: str = ""
    attachments: tuple[Attachment, ...] = ()


def to_eml(draft: Draft) -> bytes:
    """The file, marked as unsent. Line ends in names and subject become spaces.

    Raises ValueError for an address that is none, or that is more than one.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(draft.from_name, draft.from_email)
    message["To"] = _address(draft.to_name, draft.to_email)
    message["Subject"] = clean(draft.subject)
    message["Date"] = format_datetime(draft.made_at)
    message["X-Unsent"] = "1"
    message.set_content(draft.text)
    for attachment in draft.attachments:
        main, _slash, sub = attachment.kind.partition("/")
        message.add_attachment(
            attachment.content, maintype=main, subtype=sub, filename=_file_name(attachment.name)
        )
    return message.as_bytes()


def _address(name: str, email: str) -> Address:
    try:
        address = Address(display_name=clean(name), addr_spec=email)
    except (MessageError, IndexError, ValueError) as error:
        raise ValueError(f"not a mail address: {clean(email)!r}") from error
    if not (address.username and address.domain) or clean(email) != email or "," in email:
        raise ValueError(f"not a mail address: {clean(email)!r}")
    return address


def _file_name(name: str) -> str:
    """Without folders and without what file systems refuse."""
    kept = "".join("-" if letter in _REFUSED else letter for letter in clean(name))
    return kept.lstrip(".") or "attachment"
