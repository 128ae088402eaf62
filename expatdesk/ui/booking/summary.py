"""What the page says about a booking in a line: pure, from the catalogue and the quote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from expatdesk.clock import day_of, local
from expatdesk.formats import amount, date_medium, time_hm, weekday_name
from expatdesk.i18n import _, current_language, ngettext
from expatdesk.services.appointments.papers import Asked, papers_asked
from expatdesk.services.appointments.types import (
    Catalogue,
    MunicipalityInfo,
    Place,
    QuestionInfo,
    ServiceInfo,
)
from expatdesk.services.till.types import Quote
from expatdesk.terms import AddressKind, Behalf, PaperNeed, ResidenceClass
from expatdesk.texts import Pair
from expatdesk.ui.booking.form import Form
from expatdesk.ui.booking.party import Guest
from expatdesk.ui.people.words import class_word


def said(pair: Pair) -> str:
    return pair.in_language(current_language())


# --- the catalogue on a day -----------------------------------------------------------------


def questions_on(service: ServiceInfo, day: date) -> tuple[QuestionInfo, ...]:
    """The questions that are asked on a day."""
    return tuple(
        question
        for question in service.questions
        if question.valid_from <= day
        and (question.valid_until is None or day <= question.valid_until)
    )


def accepted(catalogue: Catalogue, kind: AddressKind, day: date) -> list[MunicipalityInfo]:
    """Municipalities whose addresses of this kind are accepted on a day."""
    return [town for town in catalogue.municipalities if town.accepts(kind, day)]


def why_not_accepted(catalogue: Catalogue, kind: AddressKind, day: date) -> str:
    """The others, each with its reason; empty where all take part."""
    reasons = []
    for town in catalogue.municipalities:
        if town.accepts(kind, day):
            continue
        spans = [(start, end) for which, start, end in town.periods if which is kind]
        over = [end for _start, end in spans if end is not None and end < day]
        later = [start for start, _end in spans if start > day]
        if later:
            words = _("{town} (from {day})").format(town=town.name, day=date_medium(min(later)))
        elif over:
            words = _("{town} (not since {day})").format(town=town.name, day=date_medium(max(over)))
        else:
            words = town.name
        reasons.append(words)
    return _("Not accepted: {towns}").format(towns=", ".join(reasons)) if reasons else ""


def asked_papers(form: Form, service: ServiceInfo, day: date) -> list[Asked]:
    """The papers that this party is to bring."""
    comers = [(g.person_id, g.role, g.residence_class) for g in form.guests]
    return papers_asked(service.papers, comers, form.address_kind, day)


# --- lines ------------------------------------------------------------------------------------


def paper_line(asked: Asked, guests: Sequence[Guest]) -> str:
    """A paper with of whom it is asked: "Passport · all 3", "Letter … · Chidi"."""
    rule, places = asked
    if len(guests) < 2 or not places:
        return said(rule.name)
    if len(places) == len(guests):
        whose = _("all {count}").format(count=len(guests))
    else:
        whose = ", ".join(guests[place].short for place in places)
    return f"{said(rule.name)} · {whose}"


def paper_count(papers: Sequence[Asked]) -> int:
    """How many papers they must carry: one for each of whom it is asked."""
    return sum(max(len(places), 1) for rule, places in papers if rule.need is PaperNeed.MANDATORY)


def summary_line(
    form: Form, service: ServiceInfo, day: date, quote: Quote | None, papers: Sequence[Asked]
) -> str:
    """What was chosen, in one line: persons, minutes, fee and papers."""
    parts = [ngettext("{count} person", "{count} persons", form.persons).format(count=form.persons)]
    parts.append(_minutes(service, form.persons, day))
    if quote is not None:
        parts.append(_fee(quote))
    if papers:
        count = paper_count(papers)
        words = ngettext("{count} paper to bring", "{count} papers to bring", count)
        parts.append(words.format(count=count))
    classes = [
        class_word(kind)
        for kind in ResidenceClass
        if any(guest.residence_class is kind for guest in form.guests)
    ]
    line = " · ".join(part for part in parts if part)
    return f"{line}, {' + '.join(classes)}" if classes else line


def _minutes(service: ServiceInfo, persons: int, day: date) -> str:
    """The first step in minutes, the others by their names."""
    try:
        first = service.steps[0].minutes(persons, day)
    except (LookupError, IndexError):
        return ""
    words = ngettext("{count} minute", "{count} minutes", first).format(count=first)
    rest = [said(step.name) for step in service.steps[1:]]
    if not rest:
        return words
    step = ", ".join(rest)
    return _("{minutes}, then {step}").format(minutes=words, step=step[:1].lower() + step[1:])


def _fee(quote: Quote) -> str:
    if not quote.lines:
        return _("no fee")
    if all(line.exempt for line in quote.lines):
        return _("exempt from the fee")
    return _("fee {amount}").format(amount=amount(quote.gross))


def title_of(place: Place) -> str:
    """Day and time: "Thursday 26 November · 10:45"."""
    from expatdesk.formats import month_name

    day = day_of(place.starts_at)
    words = f"{weekday_name(day)} {day.day} {month_name(day.month)}"
    return f"{words[:1].upper()}{words[1:]} · {time_hm(local(place.starts_at))}"


def steps_of(place: Place, catalogue: Catalogue, service: ServiceInfo) -> list[str]:
    """A line for each step: how long, what, and at which desk."""
    names = {step.step_id: step.name for step in service.steps}
    lines = []
    for index, step in enumerate(place.steps):
        minutes = (step.ends_at - step.starts_at) // 60
        long = ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
        desk = said(catalogue.desk(step.desk_id).name)
        if index == 0:
            lines.append(f"{long} · {desk}")
            continue
        what = said(names.get(step.step_id, Pair()))
        words = _("then {minutes} {step} · {desk}").format(
            minutes=long, step=what[:1].lower() + what[1:], desk=desk
        )
        lines.append(words)
    return lines


def payer_line(form: Form, quote: Quote) -> str:
    """The heading of the total: who pays, and how."""
    if quote.lines and all(line.exempt for line in quote.lines):
        return _("Exempt")
    if form.payer.behalf is not Behalf.VISITOR and form.payer.name:
        return _("Invoice to {name}").format(name=form.payer.name)
    return _("Total")
