"""From a visit to what the visitor takes home: paper, calendar, mail, letter."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy

import pytest
from papers import text_of
from workflows.visits import first_registration

from expatdesk.services.base import new_key
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.settings import keys
from expatdesk.terms import MessageKind, ResidenceClass
from expatdesk.workflows.confirmation import Confirmations, Wanted, letter_of
from expatdesk.workflows.print_papers import print_queue
from expatdesk.workflows.printing import FileSpooler

DAY = date(2026, 11, 25)


@pytest.fixture
def visit(centre, visser):
    entry = PersonEntry(
        "Yuki Tanaka", email="yuki@tanaka.example", residence_class=ResidenceClass.NON_EU
    )
    return first_registration(centre, visser, entry)


def test_the_paper_says_when_who_what_to_bring_and_what_it_costs(centre, visit):
    text = text_of(Confirmations(centre).pdf(visit.visit_id, "both"))
    for part in ("Wednesday 25 November 2026", "10:00–10:30", "Yuki Tanaka", "Passport", "60.50",
                 "Woensdag 25 november 2026", "Paspoort", visit.code):  # fmt: skip
        assert part in text, part


def test_the_mail_waits_once_with_the_calendar_file(centre, visit, visser):
    confirmations, key = Confirmations(centre), new_key()
    for _ in range(2):
        confirmations.draft_mail(visser, visit.visit_id, Wanted(), key=key)
    (message,) = centre.reception.messages(MessageKind.MAIL)
    assert message.address == "yuki@tanaka.example"
    assert visit.code in message.subject
    assert centre.files.info(message.file_id).name == f"{visit.code}.ics"


def test_a_mail_in_both_languages_says_everything_twice(centre, visit, visser):
    Confirmations(centre).draft_mail(
        visser, visit.visit_id, Wanted(calendar=False, language="both"), key=new_key()
    )
    (message,) = centre.reception.messages(MessageKind.MAIL)
    assert message.file_id is None
    assert message.body.count(visit.code) == 2
    assert "Wednesday 25 November 2026" in message.body
    assert "woensdag 25 november 2026" in message.body


def test_the_mail_file_carries_both_attachments(centre, visit, visser):
    centre.settings.set(visser, keys.CENTRE_EMAIL, "info@expatcentre.example", key=new_key())
    confirmations = Confirmations(centre)
    confirmations.draft_mail(visser, visit.visit_id, Wanted(), key=new_key())
    (message,) = centre.reception.messages(MessageKind.MAIL)
    mail = message_from_bytes(confirmations.eml(message), policy=policy.default)
    assert mail["To"] == "Yuki Tanaka <yuki@tanaka.example>"
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == [f"{visit.code}.pdf", f"{visit.code}.ics"]


def test_without_an_address_there_is_no_mail(centre, visser, visit):
    person = centre.appointments.visit(visit.visit_id).comers[0].person_id
    sheet = centre.people.person(person)
    centre.people.change(visser, person, sheet.version, PersonEntry("Yuki Tanaka"), key=new_key())
    wanted = Wanted()
    assert Confirmations(centre).draft_mail(visser, visit.visit_id, wanted, key=new_key()) is None


def test_the_letter_goes_to_the_printer_under_its_code(centre, visser, visit, tmp_path):
    order = letter_of(visit.visit_id, visit.code, "en")
    printed = print_queue(centre, FileSpooler(tmp_path)).put(visser, order)
    assert printed.is_out
    (file,) = tmp_path.iterdir()
    assert file.name == f"{visit.code}.pdf"
    assert "Yuki Tanaka" in text_of(file.read_bytes())
