"""Forms that were left unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from expatdesk.texts import Pair


@dataclass(frozen=True)
class DraftFound:
    """A draft in the form's own text, last changed `at` (epoch seconds) at a desk."""

    token: str
    body: str
    at: int
    desk_id: int | None
    desk: Pair
