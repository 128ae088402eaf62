"""The confirmation of an appointment: as PDF, as calendar file, as a mail to be sent, as a letter.

Nothing of it is stored with names in it: the PDF is made from the visit each time it is wanted,
so that it says what stands now, and an anonymous visit leaves no paper behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from expatdesk import formats
from expatdesk.clock import local, now_epoch
from expatdesk.documents.confirmation import (
    Confirmation,
    Fee,
    PaperToBring,
    Settled,
    Step,
    Visitor,
    render_confirmation,
)
from expatdesk.documents.mail import Attachment, Draft, to_eml
from expatdesk.documents.parts import Centre as CentreOnPaper
from expatdesk.documents.parts import Languages, Words
from expatdesk.exchange.ics import CalendarEntry, to_ics
from expatdesk.i18n import Language, _, speaking
from expatdesk.services.appointments.types import MessageEntry, MessageRow, VisitSheet
from expatdesk.services.base import Actor, Done
from expatdesk.services.printing import PrintOrder
from expatdesk.services.settings import keys
from expatdesk.services.till.types import ChargeSheet
from expatdesk.storage.changes import Changes
from expatdesk.terms import MessageKind, PaperKind
from expatdesk.texts import Pair
from expatdesk.workflows.letterhead import centre_on_paper

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.settings import Values

PDF, ICS = "application/pdf", "text/calendar"


@dataclass(frozen=True)
class Wanted:
    """How a visitor hears of the appointment. `language`: "en", "nl" or "both"."""

    mail: bool = True
    calendar: bool = True
    letter: bool = False
    language: str = "en"


class Confirmations:
    """Makes what is handed out or sent after a booking."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def pdf(self, visit_id: int, language: str) -> bytes:
        """The paper as it would be printed now. Raises NotFound."""
        centre = self._centre
        return render_confirmation(
            confirmation_of(
                centre.appointments.visit(visit_id),
                centre.till.sheet(visit_id),
                centre_on_paper(centre, centre.settings.on()),
                Languages(language),
                now_epoch(centre.clock),
            )
        )

    def calendar(self, visit_id: int, language: str) -> bytes:
        """The appointment for the visitor's own calendar; names nobody."""
        centre = self._centre
        sheet, values = centre.appointments.visit(visit_id), centre.settings.on()
        return calendar_of(sheet, values, _first(language), now_epoch(centre.clock))

    def draft_mail(
        self, actor: Actor, visit_id: int, wanted: Wanted, *, key: str
    ) -> Done[int] | None:
        """Puts the mail into the outbox; None where no address is known.

        The calendar file goes with it as a stored file, the PDF when the mail is opened.
        """
        centre = self._centre
        sheet, values = centre.appointments.visit(visit_id), centre.settings.on()
        if not sheet.email:
            return None
        file_id = None
        if wanted.calendar:
            content = self.calendar(visit_id, wanted.language)
            name = f"{sheet.code}.ics"
            file_id = centre.files.keep(actor, name, ICS, content, key=f"{key}:ics").value
        subject, body = mail_of(sheet, values, wanted)
        entry = MessageEntry(
            kind=MessageKind.MAIL,
            address=sheet.email,
            language=_first(wanted.language).value,
            subject=subject,
            body=body,
            party_id=sheet.comers[0].person_id,
            visit_id=visit_id,
            file_id=file_id,
        )
        return centre.reception.draft(actor, entry, key=key)

    def eml(self, message: MessageRow, language: str | None = None) -> bytes:
        """A mail of the outbox as a file that a mail program opens, with what belongs to it.

        Raises NotFound; ValueError where the centre has no address of its own yet.
        """
        centre = self._centre
        values = centre.settings.on()
        attachments = []
        if message.visit_id is not None:
            sheet = centre.appointments.visit(message.visit_id)
            paper = self.pdf(message.visit_id, language or message.language)
            attachments.append(Attachment(f"{sheet.code}.pdf", PDF, paper))
        if message.file_id is not None:
            info = centre.files.info(message.file_id)
            content = centre.files.load(message.file_id)
            attachments.append(Attachment(info.name, info.media_type, content))
        return to_eml(
            Draft(
                to_email=message.address,
                subject=message.subject,
                text=message.body,
                from_email=values[keys.CENTRE_EMAIL],
                from_name=values[keys.CENTRE_NAME],
                made_at=local(now_epoch(centre.clock)),
                to_name=message.name,
                attachments=tuple(attachments),
            )
        )


@dataclass(frozen=True)
class VisitPaper:
    """The confirmation of one visit, to be looked at and handed out. `name`: its code."""

    centre: Centre
    visit_id: int
    name: str

    def pdf(self, language: str) -> bytes:
        """As `Confirmations.pdf`."""
        return Confirmations(self.centre).pdf(self.visit_id, language)

    def order(self, language: str) -> PrintOrder:
        """As it goes to the printer."""
        return letter_of(self.visit_id, self.name, language)

    def calendar(self, language: str) -> bytes:
        """As `Confirmations.calendar`."""
        return Confirmations(self.centre).calendar(self.visit_id, language)

    def draft_mail(self, actor: Actor, language: str, *, key: str) -> Done[int | None]:
        """As `Confirmations.draft_mail`; nothing where there is no address."""
        wanted = Wanted(language=language)
        drafted = Confirmations(self.centre).draft_mail(actor, self.visit_id, wanted, key=key)
        return drafted if drafted is not None else Done(None, Changes())


def letter_of(visit_id: int, code: str, language: str) -> PrintOrder:
    """The paper of a visit for the print queue; it shows the code, never a name."""
    return PrintOrder("confirmation", PaperKind.LETTERS, code, visit_id, language)


# --- from what is stored to what is read ------------------------------------------------------


def confirmation_of(
    sheet: VisitSheet, charge: ChargeSheet, house: CentreOnPaper, languages: Languages, now: int
) -> Confirmation:
    """The paper of a visit. `now`: epoch seconds."""
    return Confirmation(
        reference=sheet.code,
        made_at=local(now),
        centre=house,
        service=_words(sheet.service),
        steps=tuple(
            Step(_words(step.name), _words(step.desk), local(step.starts_at), local(step.ends_at))
            for step in sheet.steps
        ),
        visitors=tuple(
            Visitor(
                comer.full_name,
                comer.latin,
                comer.role,
                _papers(sheet, comer.person_id),
            )
            for comer in sheet.comers
        ),
        papers_once=_papers(sheet, None),
        fee=_fee(charge),
        qr_payload=sheet.code,
        languages=languages,
    )


def calendar_of(sheet: VisitSheet, values: Values, language: Language, now: int) -> bytes:
    """The calendar file in one language."""
    with speaking(language):
        name = values[keys.CENTRE_NAME]
        title = _("{service} at {centre}").format(
            service=sheet.service.in_language(language), centre=name
        )
        address = values[keys.CENTRE_ADDRESS]
        description = _("Your reference: {code}").format(code=sheet.code)
    return to_ics(
        CalendarEntry(
            code=sheet.code,
            title=title,
            starts=local(sheet.starts_at),
            ends=local(sheet.ends_at),
            organiser=name,
            organiser_email=values[keys.CENTRE_EMAIL],
            stamp=local(now),
            sequence=max(sheet.version - 1, 0),
            location=", ".join(address),
            description=description,
        )
    )


def mail_of(sheet: VisitSheet, values: Values, wanted: Wanted) -> tuple[str, str]:
    """Subject and text, in each language that is wanted."""
    languages = Languages(wanted.language).each
    texts = [_mail_in(sheet, values, language, calendar=wanted.calendar) for language in languages]
    subject = " / ".join(subject for subject, _body in texts)
    return subject, "\n\n—\n\n".join(body for _subject, body in texts)


def _mail_in(
    sheet: VisitSheet, values: Values, language: Language, *, calendar: bool
) -> tuple[str, str]:
    with speaking(language):
        start = local(sheet.starts_at)
        day, time = formats.weekday_date(start, language), formats.time_hm(start)
        subject = _("Your appointment on {day} at {time} ({code})").format(
            day=day, time=time, code=sheet.code
        )
        name = sheet.comers[0].full_name
        what = sheet.service.in_language(language)
        address = values[keys.CENTRE_ADDRESS]
        place = ", ".join((values[keys.CENTRE_NAME], *address))
        lines = [
            _("Dear {name},").format(name=name),
            "",
            _("Your appointment for “{service}” is on {day} at {time}.").format(
                service=what, day=day, time=time
            ),
            _("Where: {place}").format(place=place),
            _("Your reference: {code}").format(code=sheet.code),
            "",
            _("The confirmation that is attached says what to bring and what it costs."),
        ]
        if calendar:
            lines.append(_("The other attachment puts the appointment into your calendar."))
        lines += ["", _("Kind regards,"), values[keys.CENTRE_NAME]]
    return subject, "\n".join(lines)


def _papers(sheet: VisitSheet, person_id: int | None) -> tuple[PaperToBring, ...]:
    return tuple(
        PaperToBring(_words(paper.name), paper.need)
        for paper in sheet.papers
        if paper.person_id == person_id
    )


def _fee(charge: ChargeSheet) -> Fee | None:
    """What is open, and how it is settled; nothing for a service without a fee."""
    lines = charge.lines or charge.settled
    if not lines:
        return None
    if not charge.lines:
        settled = Settled.PAID
    elif all(line.exempt for line in lines):
        settled = Settled.EXEMPT
    elif charge.account_allowed and charge.payer_name:
        settled = Settled.ON_ACCOUNT
    else:
        settled = Settled.AT_DESK
    amounts = tuple((_words(line.text), 0 if line.exempt else line.gross) for line in lines)
    total = sum(cents for _text, cents in amounts)
    return Fee(amounts, total, settled, charge.payer_name)


def _words(pair: Pair) -> Words:
    return Words(pair.en, pair.nl)


def _first(language: str) -> Language:
    return Languages(language).first
