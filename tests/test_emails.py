"""Mail addresses: one address, no display name, no second line."""

from __future__ import annotations

import pytest

from expatdesk.emails import EmailError, parse_email


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" joost@lab.example ", "joost@lab.example"),
        ("Joost.vd.W+visit@LAB.Example", "Joost.vd.W+visit@lab.example"),
        ("zoë@münchen.example", "zoë@münchen.example"),
        ("o'kealy@lab.example", "o'kealy@lab.example"),
    ],
)
def test_kept(typed: str, kept: str):
    assert parse_email(typed) == kept
    assert parse_email(kept) == kept


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        (" \t", "empty"),
        ("joost", "no_at"),
        ("@lab.example", "no_at"),
        ("joost@", "domain"),
        ("joost@lab", "domain"),
        ("joost@lab..example", "domain"),
        ("joost@localhost", "domain"),
        ("jo ost@lab.example", "local_part"),
        (".joost@lab.example", "local_part"),
        ("a@x.example,evil@x.example", "local_part"),
        ("a@x.example\r\nRCPT TO:<evil@x.example>", "domain"),
        ("a\n@x.example", "local_part"),
        ("a\x00@x.example", "local_part"),
        ("Joost <joost@lab.example>", "domain"),
        ("x" * 65 + "@lab.example", "local_part"),
    ],
)
def test_refused_with_the_part_that_is_wrong(typed: str, reason: str):
    with pytest.raises(EmailError) as refusal:
        parse_email(typed)
    assert refusal.value.reason == reason
