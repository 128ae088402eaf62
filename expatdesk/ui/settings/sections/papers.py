"""Papers to bring, and of whom each is asked."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from expatdesk.i18n import _, ngettext
from expatdesk.services.base import Done
from expatdesk.services.setup.types import PaperEntry, PaperLine, PaperRuleEntry, PaperRuleLine
from expatdesk.terms import AddressKind, PaperNeed, PaperScope, ResidenceClass
from expatdesk.texts import Pair
from expatdesk.ui.settings import words
from expatdesk.ui.settings.spec import (
    Choices,
    Content,
    Editor,
    FieldSpec,
    Line,
    Note,
    Notes,
    Section,
    Text,
    Values,
    Write,
    made,
    taken,
)

if TYPE_CHECKING:
    from expatdesk.application import Centre


def read(centre: Centre, today: date) -> Content:
    services: Choices = tuple(
        (s.service_id, words.later(s.entry.name)) for s in centre.setup.services.all()
    )
    papers = centre.setup.papers.all()
    return Content(
        tuple(_line(centre, one, services, today) for one in papers),
        new=_editor(centre, None, len(papers) + 1),
    )


def _line(centre: Centre, one: PaperLine, services: Choices, today: date) -> Line:
    count = sum(r.entry.valid_until is None or r.entry.valid_until >= today for r in one.rules)
    behind = one.entry.name.older() is not None
    return Line(
        one.paper_id,
        words.later(one.entry.name),
        lambda: ngettext("{count} rule", "{count} rules", count).format(count=count),
        "warning" if behind else "",
        (lambda: _("translate")) if behind else "",
        parts=(
            _editor(centre, one, one.entry.position),
            _rules(centre, one, services, today),
            _rule(centre, one, services, today),
        ),
    )


def _editor(centre: Centre, one: PaperLine | None, position: int) -> Editor:
    entry = one.entry if one else PaperEntry(Pair(), position)
    code = (
        FieldSpec(
            "code",
            lambda: _("Code"),
            required=True,
            fixed=one is not None,
            hint=lambda: _("Small letters, for imports."),
        ),
    )

    def save(write: Write, values: Values) -> Done[object]:
        wanted = PaperEntry(taken(values, "name", Pair), taken(values, "position", int))
        if one is None:
            return centre.setup.papers.add(write.actor, str(values["code"]), wanted, key=write.key)
        return centre.setup.papers.change(
            write.actor, one.paper_id, one.version, wanted, key=write.key
        )

    return Editor(
        "entry",
        words.later(entry.name) if one else (lambda: _("New paper")),
        (
            FieldSpec("name", lambda: _("Name"), "pair", required=True),
            *code,
            FieldSpec("position", lambda: _("Place in the list"), "number", beside=True),
        ),
        {**vars(entry), "code": one.code if one else ""},
        save,
    )


def _rules(centre: Centre, one: PaperLine, services: Choices, today: date) -> Notes:
    notes = tuple(_note(centre, one, rule, dict(services), today) for rule in one.rules)
    return Notes(lambda: _("Asked of whom"), notes, lambda: _("Nobody is asked for it yet."))


def _note(
    centre: Centre, one: PaperLine, rule: PaperRuleLine, services: dict[object, Text], today: date
) -> Note:
    entry = rule.entry
    running = entry.valid_until is None
    over = entry.valid_until is not None and entry.valid_until < today
    last = max(today, entry.valid_from) if running else None
    return Note(
        partial(_words, entry, services),
        words.period(entry.valid_from, entry.valid_until),
        words.standing(entry.valid_from, entry.valid_until, today),
        action="" if over else ((lambda: _("End today")) if running else (lambda: _("Go on"))),
        run=None if over else partial(_end, centre, one, rule.rule_id, last),
        said=lambda: _("The rule is set."),
    )


def _words(entry: PaperRuleEntry, services: dict[object, Text]) -> str:
    service = services.get(entry.service_id, "")
    parts = [
        service if isinstance(service, str) else service(),
        words.word(entry.residence_class)() if entry.residence_class else _("every class"),
        words.word(entry.scope)(),
        words.word(entry.need)(),
        words.word(entry.address)() if entry.address else "",
    ]
    return " · ".join(part for part in parts if part)


def _end(
    centre: Centre, one: PaperLine, rule_id: int, last: date | None, write: Write
) -> Done[object]:
    return centre.setup.papers.end_rule(
        write.actor, one.paper_id, one.version, rule_id, last, key=write.key
    )


def _rule(centre: Centre, one: PaperLine, services: Choices, today: date) -> Editor:
    def save(write: Write, values: Values) -> Done[object]:
        rule = made(PaperRuleEntry, values)
        return centre.setup.papers.add_rule(
            write.actor, one.paper_id, one.version, rule, key=write.key
        )

    return Editor(
        "rule",
        lambda: _("New rule"),
        _rule_fields(services),
        {
            "service_id": services[0][0] if services else None,
            "residence_class": None,
            "scope": PaperScope.EACH,
            "need": PaperNeed.MANDATORY,
            "address": None,
            "valid_from": today,
            "valid_until": None,
        },
        save,
        button=lambda: _("Add the rule"),
        said=lambda: _("The rule is set."),
        ready=True,
    )


def _rule_fields(services: Choices) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("service_id", lambda: _("Service"), "choice", choices=services),
        FieldSpec(
            "residence_class",
            lambda: _("Class"),
            "choice",
            choices=((None, lambda: _("Every class")), *words.choices(ResidenceClass)),
        ),
        FieldSpec(
            "address",
            lambda: _("Address"),
            "choice",
            choices=((None, lambda: _("Any address")), *words.choices(AddressKind)),
            beside=True,
        ),
        FieldSpec("scope", lambda: _("Of whom"), "choice", choices=words.choices(PaperScope)),
        FieldSpec(
            "need", lambda: _("How"), "choice", choices=words.choices(PaperNeed), beside=True
        ),
        FieldSpec("valid_from", lambda: _("First day"), "date", required=True),
        FieldSpec("valid_until", lambda: _("Last day"), "date", beside=True),
    )


PAPERS = Section(
    "papers",
    lambda: _("Papers and rules"),
    lambda: _("What visitors bring, and of whom it is asked: by service, class and address."),
    (lambda: _("Paper to bring"), lambda: _("Rules"), lambda: _("Languages")),
    read,
    new_words=lambda: _("New paper"),
)
