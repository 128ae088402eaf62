"""The list of a day's appointments on paper, for the wall and for a day without power."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expatdesk.clock import local, now_epoch
from expatdesk.documents.daylist import DayList, DayRow, render_daylist
from expatdesk.i18n import Language, translator
from expatdesk.services.appointments.types import AgendaStep, DayView, MoneyState
from expatdesk.services.settings import keys

if TYPE_CHECKING:
    from datetime import date

    from expatdesk.clock import Clock
    from expatdesk.services.appointments import Appointments
    from expatdesk.services.settings import Settings


def print_day(
    appointments: Appointments, settings: Settings, clock: Clock, day: date, language: str
) -> bytes:
    """The PDF of a day, every step at every desk in the order of time."""
    view = appointments.day(day)
    spoken = Language(language)
    return render_daylist(
        DayList(
            day=day,
            centre=settings.get(keys.CENTRE_NAME),
            made_at=local(now_epoch(clock)),
            rows=tuple(_row(view, step, spoken) for step in _in_order(view)),
            language=spoken,
        )
    )


def _in_order(view: DayView) -> list[AgendaStep]:
    return sorted(view.steps, key=lambda step: (step.starts_at, step.desk_id))


def _row(view: DayView, step: AgendaStep, language: Language) -> DayRow:
    desk = next(c.desk.name for c in view.columns if c.desk.desk_id == step.desk_id)
    return DayRow(
        starts=local(step.starts_at),
        ends=local(step.ends_at),
        desk=desk.in_language(language),
        name=step.title,
        latin=step.latin,
        service=step.service.in_language(language),
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
