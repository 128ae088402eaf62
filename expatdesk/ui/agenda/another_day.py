"""What another day makes of a visit, said beside the words that it has moved."""

from __future__ import annotations

from expatdesk.i18n import _, ngettext
from expatdesk.services.appointments.types import Booked, Moved


def with_changes(said: str, done: Moved | Booked) -> str:
    """`said`, and whose fee and which papers are others on the new day."""
    parts = [said]
    if done.of_age:
        parts.append(
            ngettext(
                "{count} child is of age by then: full fee.",
                "{count} children are of age by then: full fee.",
                done.of_age,
            ).format(count=done.of_age)
        )
    if done.under_age:
        parts.append(
            ngettext(
                "{count} person is under age on that day: child’s fee.",
                "{count} persons are under age on that day: child’s fee.",
                done.under_age,
            ).format(count=done.under_age)
        )
    if isinstance(done, Moved) and done.papers:
        parts.append(_("Other papers are to be brought."))
    return " ".join(parts)
