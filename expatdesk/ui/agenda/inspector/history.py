"""Who did what and when with a case, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from expatdesk.clock import from_epoch
from expatdesk.formats import moment_medium
from expatdesk.i18n import N_, _
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.inspector.asking import AskPanel
from expatdesk.ui.kit import PlainLabel, clear, column
from expatdesk.ui.theme import state_colours

_ACTIONS: Final = {
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
    "paper": N_("Document noted"),
    "outcome": N_("Outcome noted"),
    "follow_up": N_("Noted to come back to"),
    "follow_up_done": N_("Came back to it"),
    "guard_overridden": N_("A number was declared harmless"),
    "paid": N_("Paid"),
    "exempt": N_("Exempted from the fee"),
    "dropped": N_("Line dropped"),
    "credited": N_("Credited"),
    "issued": N_("Receipt issued"),
    "line_added": N_("Line added"),
    "put_on_account": N_("Put on account"),
    "withdrawn": N_("Withdrawn from the account"),
    "printed": N_("Printed"),
    "filed": N_("Saved as file"),
    "mailed": N_("Attached to a mail"),
    "failed": N_("Printing failed"),
}
_TIMES = ("from", "to")


class HistoryPanel(AskPanel):
    """The lines of the log, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("History"), parent=parent)
        self._lines = column(spacing=10)
        self.content.addLayout(self._lines)

    def first_field(self) -> QWidget | None:
        return self.back

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        clear(self._lines)
        for line in reversed(lines):
            self._lines.addWidget(_Line(line))
        if not lines:
            self._lines.addWidget(PlainLabel(lambda: _("Nothing has been noted."), tone="muted"))


class _Line(QWidget):
    def __init__(self, line: HistoryLine) -> None:
        super().__init__()
        what = PlainLabel(lambda: line_words(line), role="small_strong", wrap=True)
        who = PlainLabel(lambda: _who(line), role="small", tone="muted", wrap=True)
        column(what, who, spacing=1, parent=self)


def line_words(line: HistoryLine) -> str:
    """What happened, with the details that say more."""
    said = action_word(line.action)
    details = line.details
    parts = [said]
    if line.action in {"moved", "moved_back", "resized"}:
        parts = [f"{said}: {_change(line)}"]
    elif line.action in {"advanced", "stepped_back"}:
        parts = [f"{said}: {_state(details.get('to'))}"]
    for name in ("reason", "note", "code", "label", "squeeze_reason"):
        value = details.get(name)
        if value:
            parts.append(str(value))
    return " · ".join(parts)


def action_word(action: str) -> str:
    """The word for an action; its name where there is no word yet."""
    return _(_ACTIONS[action]) if action in _ACTIONS else action.replace("_", " ")


def _change(line: HistoryLine) -> str:
    def moment(name: str) -> str:
        at = line.details.get(name)
        return moment_medium(from_epoch(at)) if isinstance(at, int) else "–"

    if line.action == "resized":
        ends = [line.details.get(name) for name in ("to", "to_end")]
        if all(isinstance(at, int) for at in ends):
            return words.span_words(*[int(str(at)) for at in ends])
    start, end = (moment(name) for name in _TIMES)
    return f"{start} → {end}"


def _state(value: object) -> str:
    try:
        return state_colours(str(value)).word
    except KeyError:
        return str(value)


def _who(line: HistoryLine) -> str:
    parts = [moment_medium(from_epoch(line.at)), line.staff or _("the program"), line.desk]
    return " · ".join(part for part in parts if part)
