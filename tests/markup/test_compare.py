"""Two languages of a sheet have the same parts, facts, fields and codes."""

from __future__ import annotations

from expatdesk.markup import compare, parse

ENGLISH = parse(
    "# A\n\n## One\n\n[x]{.check #x} {today}\n\n## Two\n\n[Go](https://a.example){.qr}\n"
)


def said(body):
    return [(each.said(), body[each.start : each.end]) for each in compare(ENGLISH, parse(body))]


def test_languages_that_correspond_have_no_problem():
    body = "# B\n\n## Een\n\n[y]{.check #x} {today}\n\n## Twee\n\n[Ga](https://b.example){.qr}\n"

    assert said(body) == []


def test_a_part_too_many_is_marked_at_its_heading():
    body = (
        "# B\n\n## Een\n\n[y]{.check #x} {today}\n\n## Twee\n\n## Drie\n\n"
        "[Ga](https://b.example){.qr}\n"
    )

    assert said(body) == [
        (
            "This part has none beside it: the other language has 2 parts, this one 3.",
            "## Drie",
        )
    ]


def test_a_part_too_few_is_marked_at_the_end():
    body = "# B\n\n## Een\n\n[y]{.check #x} {today}\n\n[Ga](https://b.example){.qr}\n"
    (problem,) = compare(ENGLISH, parse(body))

    assert problem.said() == "A part is missing: the other language has 2 parts, this one has 1."
    assert problem.start == len(body)


def test_facts_fields_and_codes_of_one_language_alone_are_named():
    body = "# B\n\n## Een\n\n[y]{.check #z} {centre.name}\n\n## Twee\n"

    assert said(body) == [
        ("The fact “x” of the other language is not marked here.", ""),
        ("The languages have different numbers of QR codes: here 0, there 1.", ""),
        ("The fact “z” is marked in this language only.", "[y]{.check #z}"),
        ("The field “centre.name” stands in this language only.", "{centre.name}"),
    ]
