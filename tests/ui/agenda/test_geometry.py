"""Where things of a day stand, also on the two days on which the clock changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.clock import TICK, day_bounds, epoch_of, local
from expatdesk.ui.agenda.columns import DayLayout, Placed
from expatdesk.ui.agenda.geometry import HOUR, Box, Columns, Scale, gaps, lanes, span_of
from expatdesk.ui.agenda.ghost import now_spans

LONG_NIGHT = date(2026, 10, 25)
SHORT_NIGHT = date(2026, 3, 29)
days = st.one_of(
    st.sampled_from([LONG_NIGHT, SHORT_NIGHT]),
    st.dates(date(2019, 1, 1), date(2035, 12, 31)),
)
spans = st.lists(
    st.tuples(st.integers(0, 120), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=40,
)


@given(days, st.integers(0, 287), st.floats(20, 400), st.floats(0, 100))
def test_a_time_comes_back_from_its_height(
    day: date, tick: int, per_hour: float, top: float
) -> None:
    start, end = day_bounds(day)
    scale = Scale(start, end, per_hour, top)
    moment = min(start + tick * TICK, end)

    assert scale.snapped(scale.y(moment)) == moment
    assert scale.at(scale.y(moment)) == pytest.approx(moment, abs=0.01)


@given(days, st.floats(20, 400))
def test_the_height_of_a_day_is_that_of_its_hours(day: date, per_hour: float) -> None:
    start, end = day_bounds(day)

    assert Scale(start, end, per_hour).height == pytest.approx((end - start) / HOUR * per_hour)


def test_the_hour_of_the_long_night_stands_twice() -> None:
    labels = [label for _at, label in Scale(*day_bounds(LONG_NIGHT), 60).hours()]

    assert labels[:5] == ["00:00", "01:00", "02:00", "02:00", "03:00"]


def test_the_hour_of_the_short_night_is_left_out() -> None:
    labels = [label for _at, label in Scale(*day_bounds(SHORT_NIGHT), 60).hours()]

    assert labels[:4] == ["00:00", "01:00", "03:00", "04:00"]


@given(days, st.integers(6, 11), st.integers(12, 20), st.sampled_from([0, 15, 30, 45]))
def test_the_hours_shown_are_full_and_hold_what_is_open(
    day: date, opens: int, closes: int, minutes: int
) -> None:
    open_ = (epoch_of(day, opens * 60 + minutes), epoch_of(day, closes * 60 + minutes))

    first, last = span_of([open_], (0, HOUR))

    assert first <= open_[0]
    assert open_[1] < last
    assert (local(first).minute, local(last).minute) == (0, 0)


def test_without_anything_open_the_default_is_shown() -> None:
    assert span_of([], (3600, 7200)) == (3600, 7200)


@given(spans)
def test_what_overlaps_never_shares_a_lane(blocks: list[tuple[int, int]]) -> None:
    found = lanes(blocks)

    for at, (start, end) in enumerate(blocks):
        assert 0 <= found[at][0] < found[at][1]
        for other in range(at):
            if blocks[other][0] < end and start < blocks[other][1]:
                assert found[at][0] != found[other][0]
                assert found[at][1] == found[other][1], "they share the width"


@given(spans)
def test_what_stands_alone_has_the_whole_width(blocks: list[tuple[int, int]]) -> None:
    found = lanes(blocks)

    for at, (start, end) in enumerate(blocks):
        others = blocks[:at] + blocks[at + 1 :]
        if not any(since < end and start < until for since, until in others):
            assert found[at] == (0, 1)


@given(spans)
def test_there_are_no_more_lanes_than_stand_at_one_moment(blocks: list[tuple[int, int]]) -> None:
    most = max((sum(s <= moment < e for s, e in blocks) for moment in range(151)), default=0)

    assert max((count for _lane, count in lanes(blocks)), default=0) == most


def test_a_block_that_begins_where_another_ends_stands_under_it() -> None:
    assert lanes([(0, 30), (30, 60)]) == [(0, 1), (0, 1)]


@given(st.floats(0, 200), st.floats(20, 300), st.integers(1, 12))
def test_each_place_belongs_to_one_column(left: float, width: float, count: int) -> None:
    columns = Columns(left, width, count)

    for index in range(count):
        assert columns.at(columns.x(index) + width / 2) == index
    assert columns.at(left - 1) is None
    assert columns.at(columns.x(count) + width / 2) is None


def test_what_is_not_open_is_closed() -> None:
    assert gaps([(10, 20), (30, 40)], 0, 50) == [(0, 10), (20, 30), (40, 50)]
    assert gaps([], 0, 50) == [(0, 50)]
    assert gaps([(0, 50)], 0, 50) == []


def test_the_line_of_the_moment_knows_which_cards_it_crosses() -> None:
    columns, scale = Columns(54, 100, 2), Scale(0, 4 * HOUR, 60)
    placed = [Placed(None, box) for box in (Box(57, 0, 94, 70), Box(157, 90, 94, 28))]
    layout = DayLayout(None, scale, columns, tuple(placed), (), ())

    assert now_spans(layout, 30) == [(50, 57, False), (57, 151, True), (151, 254, False)]
    assert now_spans(layout, 80) == [(50, 254, False)]
