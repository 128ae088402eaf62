"""Lines of the log as sentences: what each use case writes, in the words of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from expatdesk.clock import from_epoch, local
from expatdesk.formats import Unreadable, amount, date_medium, moment_medium, parse_date, time_hm
from expatdesk.i18n import N_, _, current_language
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.terms import FamilyRole, LateAnswer, Outcome, PaperState, VisitState

ACTIONS: Final[Mapping[str, str]] = {
    "added": N_("Added"),
    "changed": N_("Changed"),
    "removed": N_("Taken out"),
    "change_undone": N_("Change taken back"),
    "guard_overridden": N_("A number was declared harmless"),
    # visits
    "booked": N_("Booked"),
    "unbooked": N_("Booking taken back"),
    "moved": N_("Moved"),
    "moved_back": N_("Moved back"),
    "resized": N_("Made longer or shorter"),
    "cancelled_by_visitor": N_("Cancelled by visitor"),
    "cancelled_by_centre": N_("Cancelled by centre"),
    "reinstated": N_("Taken up again"),
    "advanced": N_("Went on"),
    "stepped_back": N_("Taken a step back"),
    "no_show": N_("Marked as no-show"),
    "turned_away": N_("Turned away"),
    "head_count": N_("Persons counted"),
    "late": N_("Came late"),
    "late_undone": N_("Mark of coming late taken away"),
    "swapped": N_("Swapped with another visit"),
    "rebooked": N_("Booked again"),
    "split_off": N_("A person split off"),
    "role_judged": N_("Comes in another role on the new day"),
    "paper": N_("Document noted"),
    "outcome": N_("Outcome noted"),
    "sheets_given": N_("Sheets given"),
    "blocked": N_("Desk blocked"),
    "unblocked": N_("Desk free again"),
    # money
    "paid": N_("Paid"),
    "exempt": N_("Exempted from the fee"),
    "dropped": N_("Line dropped"),
    "credited": N_("Credited"),
    "issued": N_("Receipt issued"),
    "line_added": N_("Line added"),
    "on_account": N_("Charged to the account"),
    "put_on_account": N_("Put on account"),
    "withdrawn": N_("Withdrawn from the account"),
    "means_corrected": N_("Means of payment corrected"),
    "invoiced": N_("Invoice made of the receipt"),
    "pending": N_("Waits to be printed"),
    "printed": N_("Printed"),
    "filed": N_("Saved as file"),
    "mailed": N_("Attached to a mail"),
    "failed": N_("Printing failed"),
    # people
    "merged": N_("Records merged"),
    "unmerged": N_("Records taken apart"),
    "household": N_("Household set"),
    "left_household": N_("Left the household"),
    # set-up
    "hours": N_("New week hours"),
    "hours_restored": N_("Week hours as before"),
    "day_hours": N_("Other hours on a day"),
    "day_cleared": N_("Usual hours on a day again"),
    "holidays_filled": N_("Public holidays filled in"),
    "holidays_removed": N_("Public holidays taken out"),
    "durations": N_("New durations"),
    "durations_restored": N_("Durations as before"),
    "step": N_("Step changed"),
    "accepted": N_("Addresses accepted"),
    "ended": N_("Period ended"),
    "periods_restored": N_("Periods as before"),
    "priced": N_("New price"),
    "price_dropped": N_("Coming price forgotten"),
    "prices_restored": N_("Prices as before"),
    "employers": N_("Employers chosen"),
    "rule_added": N_("Rule added"),
    "rule_ended": N_("Rule ended"),
    "rules_restored": N_("Rules as before"),
    "set": N_("Set"),
}
_OF_SUBJECT: Final[Mapping[tuple[str, str], str]] = {
    ("message", "drafted"): N_("Put on the list of calls and mails"),
    ("message", "done"): N_("Called or sent"),
    ("message", "discarded"): N_("Call or mail discarded"),
    ("message", "draft"): N_("Call or mail open again"),
    ("waiting", "added"): N_("Was put on the waiting list"),
    ("waiting", "offered"): N_("A free place was offered"),
    ("waiting", "offer_undone"): N_("Offer taken back"),
    ("waiting", "accepted"): N_("The offered place was taken"),
    ("waiting", "withdrawn"): N_("Taken off the waiting list"),
    ("follow_up", "added"): N_("Noted to come back to"),
    ("follow_up", "done"): N_("Came back to it"),
    ("follow_up", "reopened"): N_("To come back to again"),
    ("follow_up", "taken_out"): N_("Follow-up taken out"),
    ("question", "asked"): N_("Question logged"),
    ("question", "forgotten"): N_("Question taken out"),
    ("retention", "removed"): N_("Old data removed"),
    ("setting", "dropped"): N_("Coming value forgotten"),
    ("vat_rate", "dropped"): N_("Coming rate forgotten"),
    ("print_job", "print_cancelled"): N_("Not wanted on paper any more"),
    ("print_job", "unknown"): N_("Printed perhaps: the printer went silent"),
    ("sheet", "draft_begun"): N_("Draft begun"),
    ("sheet", "draft_set_aside"): N_("A draft set aside"),
    ("sheet", "draft_discarded"): N_("Draft discarded"),
    ("sheet", "draft_back"): N_("Draft brought back"),
    ("sheet", "restored"): N_("An old text became the draft"),
    ("sheet", "restore_undone"): N_("The draft is as before"),
    ("sheet", "in_step"): N_("A language marked as up to date"),
    ("sheet", "in_step_undone"): N_("Mark as up to date taken away"),
    ("sheet", "published"): N_("Published"),
    ("sheet", "checked"): N_("Facts checked"),
    ("sheet", "check_undone"): N_("Mark of the check taken away"),
    ("sheet", "facts_confirmed"): N_("Facts confirmed"),
    ("sheet", "facts_open_again"): N_("Facts open again"),
    ("sheet", "retired"): N_("Retired"),
    ("sheet", "taken_up"): N_("In use again"),
    ("sheet", "imported"): N_("Texts imported into a draft"),
    ("sheet", "language_added"): N_("Language added"),
    ("sheet", "language_changed"): N_("Language changed"),
    ("sheet", "language_removed"): N_("Language taken out"),
}
SUBJECTS: Final[Mapping[str, str]] = {
    "visit": N_("Visit"),
    "case": N_("Registration"),
    "receipt": N_("Receipt"),
    "person": N_("Person"),
    "organisation": N_("Organisation"),
    "message": N_("Call or mail"),
    "waiting": N_("Waiting list"),
    "follow_up": N_("Follow-up"),
    "question": N_("Question"),
    "block": N_("Blocked time"),
    "desk": N_("Desk"),
    "closure": N_("Closure"),
    "service": N_("Service"),
    "municipality": N_("Municipality"),
    "product": N_("Price"),
    "vat_rate": N_("VAT rate"),
    "exemption": N_("Exemption"),
    "paper": N_("Paper to bring"),
    "reason": N_("Refusal reason"),
    "topic": N_("Topic"),
    "eligibility_question": N_("Eligibility question"),
    "setting": N_("Setting"),
    "print_job": N_("Paper"),
    "staff": N_("Staff"),
    "retention": N_("Retention"),
    "sheet": N_("Information sheet"),
    "sheet_pack": N_("Pack of sheets"),
}
_STATES: Final[Mapping[str, str]] = {
    VisitState.PLANNED: N_("Planned"),
    VisitState.ARRIVED: N_("Arrived"),
    VisitState.AT_DESK: N_("At desk"),
    VisitState.AT_HELPDESK: N_("At helpdesk"),
    VisitState.DONE: N_("Done"),
    VisitState.PARTLY_DONE: N_("Partly done"),
    VisitState.CANCELLED_BY_VISITOR: N_("Cancelled by visitor"),
    VisitState.CANCELLED_BY_CENTRE: N_("Cancelled by centre"),
    VisitState.RESCHEDULED: N_("Rescheduled"),
    VisitState.NO_SHOW: N_("No-show"),
    VisitState.TURNED_AWAY: N_("Turned away"),
    PaperState.EXPECTED: N_("not seen yet"),
    PaperState.SEEN: N_("seen"),
    PaperState.LATER: N_("to follow"),
    PaperState.MISSING: N_("missing"),
    Outcome.REGISTERED: N_("Registered"),
    Outcome.REGISTERED_BSN_BY_POST: N_("Registered, number by post"),
    Outcome.REGISTERED_CERTIFICATE_LATER: N_("Registered, certificate to follow"),
    Outcome.NOT_REGISTERED: N_("Not registered"),
    Outcome.ANOTHER_DAY: N_("Another day"),
    LateAnswer.KEPT: N_("place kept"),
    LateAnswer.SWAPPED: N_("swapped with the next"),
    LateAnswer.LOST: N_("place lost"),
    FamilyRole.FIRST: N_("first person"),
    FamilyRole.PARTNER: N_("partner"),
    FamilyRole.CHILD: N_("child"),
}
_TO = frozenset({"advanced", "stepped_back", "paper", "outcome", "late", "role_judged"})
_SAID = ("reason", "note", "code", "label", "squeeze_reason")
_TYPED: Final = frozenset({"reason", "note", "squeeze_reason"})
"""What staff typed freely may name somebody."""
VEIL: Final = "••••"


def line_words(line: HistoryLine, *, veiled: bool = False) -> str:
    """What happened, and the details that say more: "Moved: 24 Nov 2026, 11:00 → …".

    ``veiled``: what staff typed is left out, for a window whose names are hidden.
    """
    said = action_word(line.action, line.subject)
    more = _more(line)
    parts = [f"{said}: {more}" if more else said]
    for name in _SAID:
        value = line.details.get(name)
        if value and not (name == "code" and line.subject == "vat_rate" and more):
            parts.append(VEIL if veiled and name in _TYPED else str(value))
    return " · ".join(parts)


def action_word(action: str, subject: str) -> str:
    """The word for an action; its name where there is none yet."""
    words = _OF_SUBJECT.get((subject, action)) or ACTIONS.get(action)
    return _(words) if words else action.replace("_", " ")


def who_words(line: HistoryLine) -> str:
    """When, who and where: 9 Nov 2026 11:02 · M. Visser · Desk 2."""
    parts = [moment_medium(from_epoch(line.at)), staff_word(line), desk_word(line)]
    return " · ".join(part for part in parts if part)


def staff_word(line: HistoryLine) -> str:
    """Who did it."""
    return line.staff or _("the program")


def desk_word(line: HistoryLine) -> str:
    """At which desk; empty where at none."""
    return line.desk.in_language(current_language())


def subject_word(subject: str) -> str:
    """What a line is about."""
    return _(SUBJECTS[subject]) if subject in SUBJECTS else subject.replace("_", " ")


def _more(line: HistoryLine) -> str:
    details = line.details
    if line.action == "sheets_given":
        return _sheets(details)
    if line.action == "resized":
        return _span(details.get("to"), details.get("to_end"))
    if line.action in {"moved", "moved_back"}:
        start, end = (_moment(details.get(name)) for name in ("from", "to"))
        return f"{start} → {end}" if start and end else ""
    if line.action in _TO:
        value = details.get("to") or details.get("outcome") or details.get("answer")
        return _(_STATES[str(value)]) if str(value) in _STATES else ""
    if line.subject == "setting":
        parts = [str(details.get("name", "")), str(details.get("value", ""))]
        return " ".join(part for part in [*parts, _day(details.get("since"))] if part)
    if line.subject == "sheet":
        return _of_sheet(details)
    return _quantity(details)


def _of_sheet(details: Mapping[str, object]) -> str:
    """Which version, how many facts, which languages: version 3."""
    number, count = details.get("number"), details.get("count")
    languages = details.get("language") or details.get("languages")
    parts = [_("version {number}").format(number=number) if number else ""]
    parts += [str(count) if count else "", str(languages).upper() if languages else ""]
    return ", ".join(part for part in parts if part)


def _sheets(details: Mapping[str, object]) -> str:
    """Which versions, and in which languages: Renting a home v3, EN + NL."""
    titles = details.get(f"sheets_{current_language()}") or details.get("sheets_en") or ""
    codes = " + ".join(code.upper() for code in str(details.get("languages", "")).split())
    return ", ".join(part for part in (str(titles), codes) if part)


def _quantity(details: Mapping[str, object]) -> str:
    """Moments, days, amounts and numbers that a line names."""
    parts = [_moment(details.get("starts_at"))]
    parts += [_day(details.get(name)) for name in ("day", "since", "last", "due")]
    cents = details.get("total", details.get("gross"))
    if isinstance(cents, int):
        parts.append(amount(cents))
    if details.get("year"):
        parts.append(str(details["year"]))
    heads = details.get("heads")
    if isinstance(heads, int):
        parts.append(_("{count} persons").format(count=heads))
    return ", ".join(part for part in parts if part)


def _moment(value: object) -> str:
    return moment_medium(from_epoch(value)) if isinstance(value, int) else ""


def _span(start: object, end: object) -> str:
    if not isinstance(start, int) or not isinstance(end, int):
        return ""
    return f"{time_hm(local(start))}–{time_hm(local(end))}"


def _day(value: object) -> str:
    if not isinstance(value, str) or not value:
        return ""
    try:
        return date_medium(parse_date(value))
    except Unreadable:
        return ""
