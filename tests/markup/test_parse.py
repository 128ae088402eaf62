"""A body is taken apart into title, intro, parts, boxes, lists, tables, links, facts, fields."""

from __future__ import annotations

from expatdesk.markup import (
    Box,
    BoxKind,
    FactKind,
    Level,
    ListBlock,
    Paragraph,
    Span,
    TableBlock,
    Text,
    parse,
)


def has_errors(text: Text) -> bool:
    return any(problem.level is Level.ERROR for problem in text.problems)


SHEET = """# Health insurance

Everyone needs it. **You** choose.

## When

- within [4 months]{.check #months}
- at {centre.name}

Then pay.

::: warning
**Too late?** You get a fine of [€ 528]{.yearly #fine}.
:::

## What it costs

| what | how much |
|------|----------|
| premium | [€ 159]{.yearly #premium} |
| A \\| B | {fee.first} |

1. apply
2. pay

See [the site](https://www.example.org/a).

[Compare](https://www.example.org){.qr}
"""


def said(body, fields=None):
    """Each problem in words, with the text that it marks."""
    return [(each.said(), body[each.start : each.end]) for each in parse(body, fields).problems]


def test_title_intro_and_parts_are_told_apart():
    text = parse(SHEET)

    assert text.title == "Health insurance"
    assert text.intro == (
        Paragraph((Span("Everyone needs it. "), Span("You", strong=True), Span(" choose."))),
    )
    assert [part.heading[0].text for part in text.parts] == ["When", "What it costs"]
    assert text.problems == ()


def test_a_part_knows_where_it_stands_in_the_body():
    first, second = parse(SHEET).parts

    assert SHEET[first.start :].startswith("## When")
    assert SHEET[second.start :].startswith("## What")
    assert first.end == second.start
    assert second.end == len(SHEET)


def test_lists_tables_and_boxes_keep_their_form():
    first, second = parse(SHEET).parts
    points, then, box = first.blocks
    table, steps, _link = second.blocks

    assert isinstance(points, ListBlock)
    assert not points.ordered
    assert len(points.items) == 2
    assert then == Paragraph((Span("Then pay."),))
    assert isinstance(box, Box)
    assert box.kind is BoxKind.WARNING
    assert isinstance(table, TableBlock)
    assert table.head == ((Span("what"),), (Span("how much"),))
    assert table.rows[1][0] == (Span("A | B"),)
    assert isinstance(steps, ListBlock)
    assert steps.ordered


def test_an_ordered_list_begins_where_it_says():
    (steps,) = parse("3. c\n4. d").intro

    assert isinstance(steps, ListBlock)
    assert (steps.ordered, steps.first) == (True, 3)


def test_facts_are_found_with_their_words_and_their_place():
    facts = {fact.name: fact for fact in parse(SHEET).facts}

    assert [(name, fact.kind, fact.text) for name, fact in facts.items()] == [
        ("months", FactKind.CHECK, "4 months"),
        ("fine", FactKind.YEARLY, "€ 528"),
        ("premium", FactKind.YEARLY, "€ 159"),
    ]
    for fact in facts.values():
        written = SHEET[fact.start : fact.end]
        assert written == f"[{fact.text}]{{.{fact.kind} #{fact.name}}}"


def test_fields_are_found_at_their_place_also_in_tables_lists_and_quotations():
    body = "> > a {centre.name}\n> > lazy {today}\n\n- x\n  - y {centre.name}\n\n" + SHEET

    uses = parse(body).fields

    assert [use.name for use in uses] == [
        *("centre.name", "today", "centre.name", "centre.name", "fee.first"),
    ]
    assert all(body[use.start : use.end] == f"{{{use.name}}}" for use in uses)


def test_places_hold_behind_a_pipe_in_a_cell():
    body = "|a|b|\n|-|-|\n|x \\| y {today} \\| z {today}| {today} |\n"

    assert [body[use.start : use.end] for use in parse(body).fields] == ["{today}"] * 3


def test_places_hold_with_line_ends_of_windows():
    body = "# T\r\n\r\nA {today}\r\nB {nope}\r\n"
    text = parse(body, {"today"})

    assert [body[use.start : use.end] for use in text.fields] == ["{today}"]
    assert [body[each.start : each.end] for each in text.problems] == ["{nope}"]


def test_the_text_of_a_fact_is_plain_also_where_it_holds_bold_words_and_fields():
    (fact,) = parse("[about **€ 5** at {centre.name}]{.check #a}").facts

    assert fact.text == "about € 5 at {centre.name}"


def test_a_field_that_does_not_exist_is_marked_where_it_stands():
    body = "# T\n\nPay {fee.first} or {fee.foo} or { fee.x } or {Fee first}."

    assert said(body, {"fee.first"}) == [
        ("There is no field “fee.foo”.", "{fee.foo}"),
        ("There is no field “fee.x”.", "{ fee.x }"),
        ("There is no field “Fee first”.", "{Fee first}"),
    ]
    assert has_errors(parse(body, {"fee.first"}))


def test_without_a_list_of_fields_every_name_counts_as_one():
    assert parse("# T\n\n{fee.foo}").problems == ()


def test_a_brace_that_is_no_field_can_be_written_with_a_backslash():
    text = parse("# T\n\n\\{today\\} and { alone")

    assert text.intro == (Paragraph((Span("{today} and { alone"),)),)
    assert text.problems == ()


def test_a_code_stands_alone_in_its_paragraph():
    text = parse(SHEET)
    (code,) = text.links

    assert (code.words, code.url) == ("Compare", "https://www.example.org")
    assert SHEET[code.start : code.end] == "[Compare](https://www.example.org){.qr}"
    assert "Compare" not in str(text.parts)


def test_a_code_in_a_sentence_is_a_link_in_words_and_a_third_code_too():
    body = "# T\n\nSee [a](https://a.example){.qr} now.\n\n" + "".join(
        f"[{name}](https://{name}.example){{.qr}}\n\n" for name in "bcd"
    )
    text = parse(body)

    assert [code.words for code in text.links] == ["b", "c"]
    assert "https://a.example" in str(text.intro)
    assert "https://d.example" in str(text.intro)
    assert [words for _problem, words in said(body)] == [
        "[a](https://a.example){.qr}",
        "[d](https://d.example){.qr}",
    ]


def test_links_lead_to_the_web_to_mail_and_to_phones_and_nowhere_else():
    good = "# T\n\n[a](https://a.example) [b](mailto:b@b.example) [c](tel:112) <https://d.example>"
    bad = "[x](javascript:alert(1)) [y](file:///etc/passwd) <ftp://x.example> [z](/home)"

    assert [span.link for span in parse(good).intro[0].spans if span.link] == [
        *("https://a.example", "mailto:b@b.example", "tel:112", "https://d.example"),
    ]
    text = parse("# T\n\n" + bad)
    assert text.intro == (Paragraph((Span(bad),)),)
    assert len(text.problems) == 4


def test_a_field_may_follow_a_link():
    (paragraph,) = parse("[a](https://a.example){today}").intro

    assert [span.field for span in paragraph.spans] == ["", "today"]


def test_pictures_and_html_are_printed_as_they_stand_and_marked():
    body = "# T\n\n![x](https://a.example/a.png) <b>bold</b> <script>x</script>"
    text = parse(body)

    assert text.intro == (Paragraph((Span(body[5:]),)),)
    assert [body[each.start : each.end] for each in text.problems] == [
        *("![x](https://a.example/a.png)", "<b>", "</b>", "<script>", "</script>"),
    ]


def test_a_fact_needs_a_kind_and_a_name_of_its_own():
    body = (
        "# T\n\n[a]{.check} [b]{#b} [c]{.other #c} [d]{.check #d} [e]{.check #d} [f]{.check #d e}"
    )

    assert [fact.name for fact in parse(body).facts] == ["d"]
    assert [words for _problem, words in said(body)] == [
        *("[a]{.check}", "[b]{#b}", "[c]{.other #c}", "[e]{.check #d}", "[f]{.check #d e}"),
    ]
    assert "a b c d e f" in "".join(span.text for span in parse(body).intro[0].spans)


def test_words_in_brackets_are_words():
    assert parse("[Some] of them [are]").intro == (Paragraph((Span("[Some] of them [are]"),)),)


def test_without_a_title_nothing_can_be_published():
    for body in ("", "Just words.", "## Only a part", "#"):
        text = parse(body)
        assert text.title == ""
        assert [each.said() for each in text.problems] == [
            "The title is missing: begin the text with # and the title.",
        ]
        assert has_errors(text)


def test_a_second_title_is_a_heading_and_smaller_headings_are_bold_lines():
    body = "# T\n\n# U\n\n### V\n\nw"
    text = parse(body)

    assert [part.heading for part in text.parts] == [(Span("U"),)]
    assert text.parts[0].blocks[0] == Paragraph((Span("V", strong=True),))
    assert [(each.level, body[each.start : each.end]) for each in text.problems] == [
        (Level.WARNING, "# U"),
        (Level.WARNING, "### V"),
    ]


def test_a_title_may_hold_fields_and_bold_words():
    text = parse("# Welcome to **{centre.name}**")

    assert text.title == "Welcome to {centre.name}"
    assert text.title_spans[1] == Span("{centre.name}", strong=True, field="centre.name")


def test_boxes_of_another_name_and_open_boxes_are_said():
    body = "# T\n\n::: note\na\n:::\n\n::: tip\nb"
    text = parse(body)

    assert [block.__class__ for block in text.intro] == [Paragraph, Paragraph, Box]
    assert said(body) == [
        ("There is no box called “note”; there are warning and tip.", "::: note"),
        ("This box is not closed; end it with a line of three colons.", "::: tip"),
    ]


def test_a_box_inside_something_else_is_printed_as_text():
    body = "# T\n\n- a\n\n  ::: tip\n  b\n  :::\n"

    assert "Box" not in str(parse(body).intro)
    assert "b" in str(parse(body).intro)
    assert [words.strip() for _problem, words in said(body)] == ["::: tip"]


def test_italics_quotations_code_and_lines_are_printed_plainly_and_said():
    body = "# T\n\nan *old* word\n\n> quoted\n\n```\ncode **x**\n```\n\n---\n"
    text = parse(body)

    assert [block.spans[0].text for block in text.intro] == [
        *("an old word", "quoted", "code **x**", "---"),
    ]
    assert len(text.problems) == 4
    assert not has_errors(text)


def test_a_line_of_dashes_under_a_text_makes_no_heading_of_it():
    assert parse("# T\n\nwords\n---\nmore").parts == ()


def test_two_spaces_at_the_end_of_a_line_end_the_line_on_paper():
    (paragraph,) = parse("a  \nb\nc").intro

    assert paragraph == Paragraph((Span("a\nb c"),))


def test_indented_text_is_text_and_no_code():
    assert parse("# T\n\n    words").intro == (Paragraph((Span("words"),)),)
