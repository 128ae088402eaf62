"""What the buttons of the inspector do: one write each, said in a bar with Undo."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot

from expatdesk.formats import weekday_date_short
from expatdesk.i18n import _, ngettext
from expatdesk.services.appointments.types import Place, VisitSheet
from expatdesk.services.reception.types import FollowUpEntry
from expatdesk.terms import LateAnswer, Outcome, PaperState, VisitState
from expatdesk.ui.agenda.another_day import with_changes
from expatdesk.ui.agenda.writing import Failed, OneWrite


class VisitActions(OneWrite):
    """Writes for the visit that is shown."""

    # receiving

    def advance(self, sheet: VisitSheet) -> None:
        """The one next step."""
        to, reception = sheet.next_state, self._desk.services.reception
        if to is None:
            return
        words = advanced_words(to)
        self.run(
            lambda actor, key: reception.advance(actor, sheet.visit_id, sheet.version, to, key=key),
            lambda _version: words,
        )

    def no_show(self, sheet: VisitSheet) -> None:
        reception = self._desk.services.reception
        self.run(
            lambda actor, key: reception.no_show(actor, sheet.visit_id, sheet.version, key=key),
            lambda _version: _("Marked as no-show; the place is free."),
        )

    def step_back(
        self, sheet: VisitSheet, reason: str, *, overridden: bool, failed: Failed
    ) -> None:
        reception = self._desk.services.reception
        self.run(
            lambda actor, key: reception.step_back(
                actor,
                sheet.visit_id,
                sheet.version,
                reason,
                guard_overridden=overridden,
                key=key,
            ),
            lambda _version: _("Taken one step back."),
            failed=failed,
        )

    def turn_away(
        self, sheet: VisitSheet, code: str, note: str, *, overridden: bool, failed: Failed
    ) -> None:
        reception = self._desk.services.reception
        self.run(
            lambda actor, key: reception.turn_away(
                actor,
                sheet.visit_id,
                sheet.version,
                code,
                note=note,
                guard_overridden=overridden,
                key=key,
            ),
            lambda _turned: _("Turned away; the fee stays with the case."),
            failed=failed,
        )

    def late(
        self,
        sheet: VisitSheet,
        answer: LateAnswer,
        swap_with: int | None = None,
        failed: Failed | None = None,
    ) -> None:
        reception = self._desk.services.reception
        said = {
            LateAnswer.KEPT: _("Late, the place is kept."),
            LateAnswer.SWAPPED: _("The two visits have swapped."),
            LateAnswer.LOST: _("Late, the place is lost."),
        }[answer]
        self.run(
            lambda actor, key: reception.late(
                actor, sheet.visit_id, sheet.version, answer, swap_with, key=key
            ),
            lambda _version: said,
            failed=failed,
        )

    def head_count(self, sheet: VisitSheet, heads: int) -> None:
        reception = self._desk.services.reception
        self.run(
            lambda actor, key: reception.set_head_count(
                actor, sheet.visit_id, sheet.version, heads, key=key
            ),
            lambda _counted: _("{count} of {total} here").format(
                count=heads, total=len(sheet.comers)
            ),
        )

    def paper(self, visit_paper_id: int, state: PaperState, said: str) -> None:
        reception = self._desk.services.reception
        self.run(
            lambda actor, key: reception.set_paper(actor, visit_paper_id, state, key=key),
            lambda _set: said,
        )

    def outcome(
        self,
        sheet: VisitSheet,
        person_id: int,
        outcome: Outcome | None,
        code: str | None = None,
        failed: Failed | None = None,
    ) -> None:
        reception = self._desk.services.reception
        self.run(
            lambda actor, key: reception.set_outcome(
                actor, sheet.visit_id, person_id, outcome, code, key=key
            ),
            lambda _version: _("Outcome noted."),
            failed=failed,
        )

    # the agenda

    def move(
        self,
        visit: tuple[int, int],
        place: Place,
        *,
        reason: str | None = None,
        overridden: bool = False,
        failed: Failed | None = None,
    ) -> None:
        """`visit`: its id and version."""
        appointments = self._desk.services.appointments
        self.run(
            lambda actor, key: appointments.move(
                actor,
                *visit,
                place,
                squeeze_reason=reason,
                guard_overridden=overridden,
                key=key,
            ),
            lambda moved: with_changes(_("Squeezed in.") if reason else _("Moved."), moved),
            failed=failed,
        )

    def resize(self, visit: tuple[int, int], ordinal: int, minutes: int) -> None:
        appointments = self._desk.services.appointments
        self.run(
            lambda actor, key: appointments.resize(actor, *visit, ordinal, minutes, key=key),
            lambda _version: _now_takes(minutes),
        )

    def cancel(
        self, sheet: VisitSheet, by: VisitState, reason: str, *, overridden: bool, failed: Failed
    ) -> None:
        appointments = self._desk.services.appointments
        self.run(
            lambda actor, key: appointments.cancel(
                actor,
                sheet.visit_id,
                sheet.version,
                by,
                reason,
                guard_overridden=overridden,
                key=key,
            ),
            lambda _version: _("Cancelled; the place is free."),
            failed=failed,
        )

    def reinstate(self, sheet: VisitSheet) -> None:
        appointments = self._desk.services.appointments
        self.run(
            lambda actor, key: appointments.reinstate(
                actor, sheet.visit_id, sheet.version, key=key
            ),
            lambda _version: _("The visit stands again."),
        )

    def split_off(
        self, sheet: VisitSheet, person_id: int, place: Place, said: str, failed: Failed
    ) -> None:
        reception = self._desk.services.reception
        self.run(
            lambda actor, key: reception.split_off(
                actor, sheet.visit_id, person_id, place, key=key
            ),
            lambda booked: with_changes(said, booked),
            failed=failed,
        )

    def rebook(self, sheet: VisitSheet, place: Place, said: str, failed: Failed) -> None:
        reception = self._desk.services.reception
        self.run(
            lambda actor, key: reception.rebook(actor, sheet.visit_id, place, key=key),
            lambda booked: with_changes(said, booked),
            failed=failed,
        )

    def block(
        self,
        span: tuple[int, int, int],
        reason: str,
        *,
        overridden: bool,
        over_visits: bool = False,
        failed: Failed,
    ) -> None:
        """`span`: the desk, from and until. `over_visits`: those that lie there were seen."""
        appointments = self._desk.services.appointments
        self.run(
            lambda actor, key: appointments.block(
                actor,
                *span,
                reason,
                over_visits=over_visits,
                guard_overridden=overridden,
                key=key,
            ),
            lambda _id: _("This time is blocked."),
            failed=failed,
        )

    def unblock(self, block_id: int, version: int) -> None:
        appointments = self._desk.services.appointments
        self.run(
            lambda actor, key: appointments.unblock(actor, block_id, version, key=key),
            lambda _desk: _("The time is free again."),
        )

    def come_back(
        self, visit_id: int, day: date, note: str, *, overridden: bool, failed: Failed
    ) -> None:
        reception = self._desk.services.reception
        entry = FollowUpEntry(visit_id, day, note)
        self.run(
            lambda actor, key: reception.add_follow_up(
                actor, entry, guard_overridden=overridden, key=key
            ),
            lambda _id: _("Noted for {day}.").format(day=weekday_date_short(day)),
            failed=failed,
        )

    @Slot(int, int)
    def follow_up_done(self, follow_up_id: int, version: int) -> None:
        reception = self._desk.services.reception
        self.run(
            lambda actor, key: reception.follow_up_done(actor, follow_up_id, version, key=key),
            lambda _id: _("Done with this one."),
        )


def _now_takes(minutes: int) -> str:
    return ngettext("Now takes {count} minute.", "Now takes {count} minutes.", minutes).format(
        count=minutes
    )


def advanced_words(to: VisitState) -> str:
    """What is said after the one next step."""
    said = {
        VisitState.ARRIVED: _("Arrived."),
        VisitState.AT_DESK: _("Called to the desk."),
        VisitState.AT_HELPDESK: _("Gone on to the helpdesk."),
        VisitState.DONE: _("The visit is done."),
    }
    return said[to]


def advance_label(to: VisitState) -> str:
    """What stands on the one primary button."""
    said = {
        VisitState.ARRIVED: _("Arrived"),
        VisitState.AT_DESK: _("Call to desk"),
        VisitState.AT_HELPDESK: _("To helpdesk"),
        VisitState.DONE: _("Done"),
    }
    return said[to]
