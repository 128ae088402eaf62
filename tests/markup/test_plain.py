"""What is searched in a sheet: the words that a reader sees."""

from __future__ import annotations

from expatdesk.markup import parse, plain


def test_words_come_without_marks_and_addresses_and_fields():
    body = (
        "# Title\n\nIntro **bold** [fact]{.check #a} {today}.\n\n## Part\n\n- point\n\n"
        "|a|b|\n|-|-|\n|c|d|\n\n::: tip\nhelp [site](https://a.example)\n:::\n\n"
        "[Scan me](https://b.example){.qr}\n"
    )

    assert plain(parse(body)).split("\n") == [
        *("Title", "Intro bold fact .", "Part", "point", "a b", "c d", "help site", "Scan me"),
    ]
