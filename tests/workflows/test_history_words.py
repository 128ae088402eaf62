"""Lines of the log as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from expatdesk.clock import epoch_of
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.texts import Pair
from expatdesk.workflows.history_words import line_words, subject_word

NINE = epoch_of(date(2026, 9, 14), 9 * 60)
TEN = epoch_of(date(2026, 9, 14), 10 * 60)


@pytest.mark.parametrize(
    ("subject", "action", "details", "words"),
    [
        ("visit", "advanced", {"before": "planned", "to": "arrived"}, "Went on: Arrived"),
        (
            "visit",
            "moved",
            {"from": NINE, "to": TEN},
            "Moved: 14 Sep 2026, 09:00 → 14 Sep 2026, 10:00",
        ),
        ("visit", "turned_away", {"code": "R04"}, "Turned away · R04"),
        (
            "visit",
            "stepped_back",
            {"to": "planned", "reason": "wrong family"},
            "Taken a step back: Planned · wrong family",
        ),
        ("receipt", "issued", {"label": "2026-000001", "total": 60_50},
         "Receipt issued: €\u00a060.50 · 2026-000001"),
        ("follow_up", "added", {"due": "2026-11-24"}, "Noted to come back to: 24 Nov 2026"),
        ("waiting", "added", {}, "Was put on the waiting list"),
        ("person", "added", {}, "Added"),
        ("visit", "something_new", {}, "something new"),
    ],
)  # fmt: skip
def test_a_line_says_what_happened(
    subject: str, action: str, details: dict[str, object], words: str
) -> None:
    assert line_words(HistoryLine(0, "", Pair(), subject, action, details)) == words


def test_a_subject_without_a_word_keeps_its_name() -> None:
    assert subject_word("receipt") == "Receipt"
    assert subject_word("new_subject") == "new subject"


@pytest.mark.parametrize(
    ("action", "details", "words"),
    [
        ("published", {"number": 3}, "Published: version 3"),
        ("facts_confirmed", {"count": 4}, "Facts confirmed: 4"),
        ("in_step", {"language": "nl"}, "A language marked as up to date: NL"),
        ("imported", {"languages": "en nl"}, "Texts imported into a draft: EN NL"),
        ("draft_begun", {}, "Draft begun"),
        ("restored", {"number": None}, "An old text became the draft"),
    ],
)
def test_a_line_about_a_sheet(action: str, details: dict[str, object], words: str) -> None:
    assert line_words(HistoryLine(0, "", Pair(), "sheet", action, details)) == words
    assert subject_word("sheet") == "Information sheet"
