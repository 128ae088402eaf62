"""What a card says where there is little room: whole words or none, and nothing over the name."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.services.appointments.types import AgendaStep, MoneyState
from expatdesk.terms import OFF, VisitState
from expatdesk.texts import Pair
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.day_sheet import PER_HOUR
from expatdesk.ui.agenda.fitting import (
    APART,
    LINE,
    MARGIN,
    NAME_LEAST,
    Box,
    CardFit,
    CardWords,
    beside,
    first_fitting,
    fit_card,
)
from expatdesk.ui.agenda.list_view import visit_columns
from expatdesk.ui.agenda.measuring import advance
from expatdesk.ui.agenda.painter import BAR, PADDING, card_words
from expatdesk.ui.language import speak
from tests.ui.agenda.times import at

MINUTES = (15, 30, 45, 60, 75)
COLUMNS = (112, 128, 150, 180, 197, 240)
"""Widths of a column, px: of 1100×700 with four desks, of 1440×900 with four and with three."""
STATES = [state for state in VisitState if state not in OFF - {VisitState.NO_SHOW}]
MONEY = [MoneyState("due", 6050), MoneyState("due", 12101), MoneyState("paid"),
         MoneyState("account"), MoneyState("exempt"), MoneyState("free")]  # fmt: skip
NAMES = ("Wei", "Okonkwo-de Vries", "Nguyễn Thị Ánh", "W" * 200)


def letters(text: str, _role: str) -> float:
    """A font whose letters are all six pixels wide."""
    return 6.0 * len(text)


def step_of(state: VisitState, money: MoneyState, name: str = "Okonkwo-de Vries") -> AgendaStep:
    return AgendaStep(
        appointment_id=1,
        visit_id=1,
        visit_version=1,
        desk_id=1,
        ordinal=1,
        steps=2,
        starts_at=at("10:45"),
        ends_at=at("11:30"),
        busy_until=at("11:30"),
        state=state,
        since=at("10:52"),
        title=name,
        latin="",
        party_size=2,
        service=Pair("First registration", "Eerste inschrijving"),
        squeezed=False,
        late=None,
        money=money,
        code="7QK-4M2",
    )


def inside(column: float) -> float:
    """The inner width of a card in a column of this width."""
    return column - 6 - BAR - 2 * PADDING + 1


def height(minutes: int) -> float:
    return minutes * PER_HOUR / 60 - 2


def wordings(said: CardWords) -> set[str]:
    """Everything whole that a card of these words may say."""
    signed = {f"{said.sign} {detail}" for detail in said.details}
    leads = {said.time, said.sign, f"{said.sign} {said.time}".strip()}
    return {*said.details, *said.money, *said.states, *signed, *leads, ""}


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("column", COLUMNS)
def test_no_card_shows_half_a_word_or_anything_over_the_name(
    language: str, minutes: int, column: int
) -> None:
    speak(language)
    width = inside(column)
    for state, money, name in product(STATES, MONEY, NAMES):
        said = card_words(step_of(state, money, name), "Helpdesk", at("11:42"))
        fit = fit_card(said, width, height(minutes), advance)
        assert {fit.money, fit.lead, *(line.text for line in fit.lines)} <= wordings(said)
        for line in fit.lines:
            role = "small_strong" if line.kind == "state" else "small"
            assert advance(line.text, role) <= width, line
        right = fit.name_at + fit.name_room
        assert right + (advance(fit.money, "small") + APART if fit.money else 0) <= width
        if fit.lead:
            assert advance(fit.lead, "amount_small") < fit.name_at
        assert fit.name_room >= min(advance(name, "small_strong"), NAME_LEAST)
        assert MARGIN + LINE * (1 + len(fit.lines)) <= max(height(minutes), 2 * LINE)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("minutes", [30, 45, 60, 75])
@pytest.mark.parametrize("state", [s for s in STATES if s is not VisitState.PLANNED])
def test_in_the_narrowest_column_the_state_is_said_with_a_word(
    language: str, minutes: int, state: VisitState
) -> None:
    speak(language)
    said = card_words(step_of(state, MoneyState("paid")), "Helpdesk", at("11:42"))

    fit = fit_card(said, inside(min(COLUMNS)), height(minutes), advance)

    (shown,) = [line.text for line in fit.lines if line.kind == "state"]
    assert len(shown) > len(said.sign) + 1, "not the sign alone"


def test_a_card_of_one_line_keeps_sign_and_time_in_front_of_the_name() -> None:
    said = CardWords("Wei Chen", "10:45", ("10:45 · 1",), ("Paid",), ("● Arrived", "●"), "●")

    assert fit_card(said, 180, 28, letters) == CardFit("● 10:45", 48, 180 - 48 - 32, "Paid")
    assert fit_card(said, 120, 28, letters) == CardFit("●", 12, 120 - 12 - 32, "Paid")
    assert fit_card(said, 70, 28, letters) == CardFit("●", 12, 58, "")
    assert fit_card(said, 40, 28, letters) == CardFit("", 0, 40, "")


def test_money_goes_under_the_name_where_it_does_not_fit_beside_it() -> None:
    said = CardWords("Okonkwo-de Vries", "10:45", ("10:45 · 1",), ("Due 60.50", "60.50"))

    wide, middle, narrow = (fit_card(said, width, 58, letters) for width in (160, 90, 70))

    assert (wide.money, [line.kind for line in wide.lines]) == ("Due 60.50", ["detail"])
    assert (middle.money, [line.text for line in middle.lines]) == ("", ["10:45 · 1", "Due 60.50"])
    assert (narrow.money, [line.text for line in narrow.lines]) == ("", ["10:45 · 1", "Due 60.50"])


def test_a_name_is_cut_for_the_money_only_where_there_is_no_line_for_it() -> None:
    said = CardWords("Okonkwo-de Vries", "10:45", ("10:45 · 1",), ("Due 60.50", "60.50"),
                     ("● Arrived", "●"), "●")  # fmt: skip

    short, tall = (fit_card(said, 96, height, letters) for height in (58, 88))

    assert (short.money, short.name_room) == ("60.50", 58)
    assert (tall.money, tall.name_room, tall.lines[-1].text) == ("", 96, "Due 60.50")


def test_a_card_of_two_lines_begins_the_second_with_the_sign() -> None:
    said = CardWords("Wei", "10:45", ("10:45 · 1", "10:45"), (), ("✓ Done", "✓"), "✓")

    assert [line.text for line in fit_card(said, 90, 38, letters).lines] == ["✓ 10:45 · 1"]
    assert [line.text for line in fit_card(said, 50, 38, letters).lines] == ["✓ 10:45"]
    assert [line.text for line in fit_card(said, 20, 38, letters).lines] == ["✓"]


texts = st.text("abc ", min_size=1, max_size=30)


@given(
    st.builds(
        CardWords,
        name=texts,
        time=texts,
        details=st.lists(texts, max_size=3).map(tuple),
        money=st.lists(texts, max_size=2).map(tuple),
        states=st.lists(texts, max_size=3).map(tuple),
        sign=st.sampled_from(["", "✓"]),
    ),
    st.floats(0, 300),
    st.floats(8, 300),
)
def test_whatever_is_said_stays_inside(said: CardWords, width: float, high: float) -> None:
    fit = fit_card(said, width, high, letters)

    assert fit.name_room >= 0
    assert fit.name_at + fit.name_room + (letters(fit.money, "") + APART if fit.money else 0) <= (
        width + 0.01
    )
    assert all(letters(line.text, "") <= width for line in fit.lines)
    assert not fit.lines or MARGIN + LINE * (1 + len(fit.lines)) <= high


def test_the_longest_wording_that_fits_is_taken() -> None:
    wordings_ = ("Closed after 12:15", "Closed")

    assert first_fitting(wordings_, "small", 200, letters) == "Closed after 12:15"
    assert first_fitting(wordings_, "small", 60, letters) == "Closed"
    assert first_fitting(wordings_, "small", 20, letters) == ""


def test_a_note_on_a_place_stands_under_it_and_above_it_at_the_end() -> None:
    around = Box(50, 100, 400, 500)

    assert beside(Box(60, 200, 100, 50), (190, 40), around) == Box(60, 254, 190, 40)
    assert beside(Box(60, 560, 100, 38), (190, 40), around) == Box(60, 516, 190, 40)
    assert beside(Box(380, 200, 60, 50), (190, 40), around) == Box(260, 254, 190, 40)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_list_has_room_for_the_words_of_the_program(language: str) -> None:
    speak(language)
    columns = {column.name: column for column in visit_columns()}
    cell, pill = 20, 38

    for state in VisitState:
        assert advance(words.list_word(state), "small_strong") + pill <= columns["state"].width
    for money in MONEY:
        assert advance(words.money_words(money), "text") + cell <= columns["money"].width
    for column in columns.values():
        title = column.title if isinstance(column.title, str) else column.title()
        assert column.stretch or advance(title, "small_strong") + cell <= column.width, title
