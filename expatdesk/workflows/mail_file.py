"""A draft of the outbox as a file that the mail program of the desk opens for sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expatdesk.i18n import N_
from expatdesk.services.base import Invalid
from expatdesk.services.settings import keys

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.appointments.types import MessageRow


def mail_file(centre: Centre, message: MessageRow) -> bytes:
    """The .eml of a draft with its stored attachment. Raises Invalid for a wrong address."""
    from expatdesk.documents.mail import Attachment, Draft, to_eml

    attachments: tuple[Attachment, ...] = ()
    if message.file_id is not None:
        info = centre.files.info(message.file_id)
        content = centre.files.load(message.file_id)
        attachments = (Attachment(info.name, info.media_type, content),)
    values = centre.settings.on()
    if not values[keys.CENTRE_EMAIL]:
        raise Invalid(N_("The centre has no mail address yet; enter it in the settings."))
    draft = Draft(
        to_email=message.address,
        to_name=message.name,
        subject=message.subject,
        text=message.body,
        from_email=values[keys.CENTRE_EMAIL],
        from_name=values[keys.CENTRE_NAME],
        made_at=centre.clock.now(),
        attachments=attachments,
    )
    try:
        return to_eml(draft)
    except ValueError as error:
        raise Invalid(N_("This is not a mail address."), field="address") from error
