"""A receipt that goes out by mail: a draft in the outbox with the document attached to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expatdesk.i18n import Language, _, speaking
from expatdesk.services.appointments.types import MessageEntry
from expatdesk.services.base import Actor, new_key
from expatdesk.services.settings import keys
from expatdesk.terms import MessageKind, PrintState
from expatdesk.workflows.printing import PLAIN, Abilities, Printer, PrintOptions, Spooled

if TYPE_CHECKING:
    from expatdesk.application import Centre

PDF = "application/pdf"


class Outbox:
    """A spooler whose paper is a mail: what it is given is stored and put into the outbox.

    `language`: of the letter; of two the visitor's own.
    """

    def __init__(
        self,
        centre: Centre,
        actor: Actor,
        *,
        address: str,
        name: str,
        language: Language,
        party_id: int | None = None,
    ) -> None:
        self._centre = centre
        self._actor = actor
        self._address = address
        self._name = name
        self._language = language
        self._party_id = party_id

    def printers(self) -> list[Printer]:
        """The outbox is the only one."""
        return [Printer(self._address, is_default=True)]

    def abilities(self, printer: str = "") -> Abilities:  # noqa: ARG002  a mail has no trays
        return Abilities(two_sided=False)

    def submit(
        self,
        pdf: bytes,
        title: str,
        printer: str = "",  # noqa: ARG002  it goes to the one address
        options: PrintOptions = PLAIN,  # noqa: ARG002  a mail has neither trays nor copies
    ) -> Spooled:
        """Makes the draft; its target is "mail", because logs hold no addresses."""
        centre, actor = self._centre, self._actor
        file_id = centre.files.keep(actor, f"{title}.pdf", PDF, pdf, key=new_key()).value
        subject, body = self._letter(title)
        entry = MessageEntry(
            kind=MessageKind.MAIL,
            address=self._address,
            language=self._language.value,
            subject=subject,
            body=body,
            party_id=self._party_id,
            file_id=file_id,
        )
        centre.reception.draft(actor, entry, key=new_key())
        return Spooled(PrintState.MAILED, "mail")

    def _letter(self, label: str) -> tuple[str, str]:
        centre_name = self._centre.settings.get(keys.CENTRE_NAME)
        with speaking(self._language):
            subject = _("Your receipt {number}").format(number=label)
            lines = (
                _("Dear {name},").format(name=self._name),
                "",
                _("Attached you find document {number} of your visit.").format(number=label),
                "",
                _("Kind regards,"),
                centre_name,
            )
        return subject, "\n".join(lines)
