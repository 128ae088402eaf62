"""The sheets of the sample centre: years of small changes, a few things to do, much handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from databases import Templates
from samples import Samples, clock_at
from workflows.test_sample import founded

from expatdesk.application import Centre, assemble
from expatdesk.clock import day_of, to_epoch
from expatdesk.markup import ChangeKind, differences, parse
from expatdesk.services.filling.past import Past, SheetPast
from expatdesk.services.retention import months_before
from expatdesk.services.sheets.types import Due, SheetRow
from expatdesk.services.verification import verify
from expatdesk.terms import VisitState
from expatdesk.workflows.plan_file import plan_path, read_plan
from expatdesk.workflows.sample import imagine
from expatdesk.workflows.sample.ground import Ground
from expatdesk.workflows.sample.shelf import Times, fill_shelf, older
from expatdesk.workflows.sample.sources import read_sources

WEDNESDAY = "2026-11-25 11:05"
DAYS = [WEDNESDAY, "2027-01-04 11:05", "2026-07-01 11:05", "2028-02-29 11:05", "2026-12-31 11:05"]


def imagined(when: str, years: int = 2) -> Past:
    plan = read_plan(plan_path("leiden"))
    now = to_epoch(clock_at(when).now())
    return imagine(plan, founded(plan), now=now, seed=71, years=years)


@pytest.fixture(scope="module")
def past() -> Past:
    return imagined(WEDNESDAY)


def sheet(past: Past, code: str) -> SheetPast:
    return next(one for one in past.sheets if one.code == code)


def test_some_have_been_published_often(past: Past) -> None:
    versions = Counter(len(one.versions) for one in past.sheets)
    assert len(past.sheets) == 30
    assert max(versions) == 7
    assert sum(count for number, count in versions.items() if 3 <= number <= 7) >= 8


def test_versions_differ_a_little(past: Past) -> None:
    """Each from the one before it in some language, and never in most of the text."""
    for one in past.sheets:
        for before, after in pairwise(one.versions):
            assert before.bodies != after.bodies, one.code
            for language in before.bodies:
                changes = differences(before.bodies[language], after.bodies[language])
                same = sum(len(c.text) for c in changes if c.kind is ChangeKind.SAME)
                assert same > 0.7 * len(after.bodies[language]), (one.code, language)


def test_older_versions_are_whole_texts(past: Past) -> None:
    for one in past.sheets:
        for version in one.versions:
            for body in version.bodies.values():
                text = parse(body, ())
                assert text.title, one.code
                assert len(text.parts) == len(parse(one.versions[-1].bodies["en"], ()).parts)


def test_a_text_before_a_change_had_a_point_less_and_smaller_amounts() -> None:
    body = (
        "# T\n\nIt costs €\u00a0385 a year, € 1,234.50 at most.\n\n- one\n- two\n- three\n\nEnd.\n"
    )
    assert older(body, 0) == body
    assert older(body, 1) == (
        "# T\n\nIt costs €\u00a0377 a year, € 1,234.50 at most.\n\n- two\n- three\n\nEnd.\n"
    )
    assert "- three\n" in older(body, 9)


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("years", [1, 7])
def test_their_days_follow_one_another_on_whatever_day_it_is_filled(when: str, years: int) -> None:
    plan, now = read_plan(plan_path("leiden")), to_epoch(clock_at(when).now())
    assert plan.sheets is not None
    times = Times(months_before(day_of(now), 12 * years), now)
    past = Past(mark=("", times.today, ""), log_from=0)
    fill_shelf(past, plan.sheets, Ground(plan, founded(plan), []), times, read_sources().words)
    assert len(past.sheets) == 30
    for one in past.sheets:
        moments = [version.at for version in one.versions]
        assert moments == sorted(moments), one.code
        assert moments[-1] <= now
        days = [version.checked_on for version in one.versions]
        assert all(day is not None and day <= times.today for day in days)
        assert one.confirmed_at is not None
        assert one.confirmed_at <= now


def test_packs_went_with_visits_and_the_sheet_of_the_reason_with_who_was_turned_away(
    past: Past,
) -> None:
    visits = {visit.id: visit for visit in past.visits}
    codes = {one.id: one.code for one in past.sheets}
    refused = [one for one in past.given if visits[one.visit_id].state is VisitState.TURNED_AWAY]
    assert refused
    assert all(len(one.sheets) == 1 for one in refused)
    assert "renting" in {codes[one.sheets[0][0]] for one in refused}
    others = [one for one in past.given if one not in refused]
    assert len(others) > 500
    assert sum("bsn" in {codes[of] for of, _ in one.sheets} for one in others) > 400
    assert any(visits[one.visit_id].day == date(2026, 11, 25) for one in past.given)
    for one in past.given:
        assert one.at >= visits[one.visit_id].starts_at - 3600


class TestInTheDatabase:
    @pytest.fixture(scope="class")
    @staticmethod
    def samples(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Samples:
        return Samples(templates, tmp_path_factory.mktemp("samples"), visits=60)

    def test_a_few_things_wait_to_be_done(self, samples: Samples, dialect: str) -> None:
        with samples.store(dialect, WEDNESDAY) as store:
            centre = assemble(store, store.clock)
            rows = {row.code: row for row in centre.sheets.shelf()}
            assert {code: row.due for code, row in rows.items() if row.due} == {
                "ruling_30": (Due.JANUARY, Due.YEAR_OVER),
                "rent_benefit": (Due.JULY,),
            }
            assert centre.sheets.due_count() == 2
            assert _where(rows, lambda row: bool(row.older)) == ["digid"]
            assert _where(rows, lambda row: row.has_draft) == ["driving_licence"]
            assert _where(rows, lambda row: bool(row.missing)) == []
            assert _where(rows, lambda row: row.open_facts > 0) == ["ruling_30"]
            assert len(centre.sheets.packs()) == 6
            _look_closer(centre)
            assert [finding.law for finding in verify(store) if not finding.holds] == []


def _where(rows: dict[str, SheetRow], wanted: Callable[[SheetRow], bool]) -> list[str]:
    return [code for code, row in rows.items() if wanted(row)]


def _look_closer(centre: Centre) -> None:
    digid = centre.sheets.sheet_of("digid")
    since = centre.sheets.since(digid.sheet_id, "nl")
    assert since is not None
    assert since.version == digid.published - 1
    assert since.before != since.body
    draft = centre.sheets.sheet_of("driving_licence").draft
    assert draft is not None
    assert draft.staff == "M. Visser"
    lines = centre.sheets.history(centre.sheets.sheet_of("health_insurance").sheet_id)
    assert [line.number for line in lines] == [7, 6, 5, 4, 3, 2, 1]
    assert all(line.note for line in lines[:-1])
