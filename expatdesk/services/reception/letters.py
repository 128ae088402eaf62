"""What is written or said to somebody on the waiting list, in their language."""

from __future__ import annotations

from expatdesk import formats
from expatdesk.clock import from_epoch
from expatdesk.i18n import Language, translator


def offer_letter(language: Language, starts_at: int, until: int) -> tuple[str, str]:
    """Subject and text of the offer of a free place, kept until a moment (epoch seconds)."""
    speech = translator(language)
    start, end = from_epoch(starts_at), from_epoch(until)
    body = speech.gettext(
        "A place has come free on {day} at {time}.\n\n"
        "We keep it for you until {until_day} at {until_time}. Please tell us whether you "
        "would like to have it, by phone or by answering this message."
    )
    return speech.gettext("A place has come free"), body.format(
        day=formats.weekday_date(start, language),
        time=formats.time_hm(start),
        until_day=formats.weekday_date(end, language),
        until_time=formats.time_hm(end),
    )
