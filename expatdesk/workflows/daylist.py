"""The list of a day's appointments on paper, for the wall and for a day without power."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from expatdesk.clock import local, now_epoch
from expatdesk.documents.daylist import DayList, DayRow, render_daylist
from expatdesk.i18n import N_, Language, translator
from expatdesk.services.appointments.types import AgendaStep, DayView, MoneyState
from expatdesk.services.printing import PrintOrder
from expatdesk.services.settings import keys
from expatdesk.terms import OFF, PaperKind
from expatdesk.workflows.letterhead import logo_of

if TYPE_CHECKING:
    from datetime import date

    from expatdesk.application import Centre


@dataclass(frozen=True)
class DayPaper:
    """The list of one day, to be looked at and handed out."""

    centre: Centre
    day: date

    @property
    def name(self) -> str:
        """Of its file, and as the printer's queue shows it."""
        return self.day.isoformat()

    def pdf(self, language: str) -> bytes:
        """Every step at every desk in the order of time; who does not come is left out."""
        view, values = self.centre.appointments.day(self.day), self.centre.settings.on()
        spoken = Language(language)
        steps = _in_order(view)
        parties = {step.visit_id: step.party_size for step in steps}
        return render_daylist(
            DayList(
                day=self.day,
                centre=values[keys.CENTRE_NAME],
                made_at=local(now_epoch(self.centre.clock)),
                rows=tuple(_row(view, step, spoken) for step in steps),
                visits=len(parties),
                persons=sum(parties.values()),
                language=spoken,
                logo=logo_of(self.centre.files, values[keys.CENTRE_LOGO]),
            )
        )

    def order(self, language: str) -> PrintOrder:
        """As it goes to the printer."""
        day = self.name
        return PrintOrder("day_list", PaperKind.LETTERS, day, None, language, {"day": day})


def _in_order(view: DayView) -> list[AgendaStep]:
    coming = (step for step in view.steps if step.state not in OFF)
    return sorted(coming, key=lambda step: (step.starts_at, step.desk_id))


def _row(view: DayView, step: AgendaStep, language: Language) -> DayRow:
    desk = next(c.desk.name for c in view.columns if c.desk.desk_id == step.desk_id)
    talk = translator(language).gettext(N_("Helpdesk talk"))
    return DayRow(
        starts=local(step.starts_at),
        ends=local(step.ends_at),
        desk=desk.in_language(language),
        name=step.title,
        latin=step.latin,
        service=step.service.in_language(language) if step.ordinal == 1 else talk,
        persons=step.party_size,
        payment=money_word(step.money, language),
        reference=step.code,
    )


def money_word(money: MoneyState, language: Language) -> str:
    """What is due, in a word or with its amount."""
    from expatdesk.formats import amount

    say = translator(language).gettext
    words = {
        "paid": say("Paid"),
        "account": say("Employer"),
        "exempt": say("Exempt"),
        "free": say("No fee"),
    }
    if money.kind == "due":
        return say("Due {amount}").format(amount=amount(money.due, language))
    return words.get(money.kind, "")
