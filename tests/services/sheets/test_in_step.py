"""Which language was left behind, since when, and how it is said to be up to date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.sheets.writing import BSN_EN, BSN_NL, Office

from expatdesk.services.base import Stale
from expatdesk.services.sheets.texts import Ground, Rows, TextRow, Written, drafted, older_than

MORE_EN, MORE_NL = f"{BSN_EN}\nKeep it.\n", f"{BSN_NL}\nBewaar het.\n"


class TestLeftBehind:
    def test_two_languages_that_were_published_together_are_in_step(self, office: Office) -> None:
        assert office.older() == {}
        assert office.sheets.since(office.ids["bsn"], "nl") is None

    def test_who_does_not_follow_is_left_behind(self, office: Office) -> None:
        office.save(en=MORE_EN)
        assert office.older() == {"nl": ("en",)}
        office.publish()
        assert office.older() == {"nl": ("en",)}
        row = next(row for row in office.sheets.shelf() if row.code == "bsn")
        assert row.older == ("nl",)

    def test_what_changed_since_is_shown_over_several_versions(self, office: Office) -> None:
        office.version(en=MORE_EN)
        office.save(en=f"{MORE_EN}\nAlways.\n")
        since = office.sheets.since(office.ids["bsn"], "nl")
        assert since is not None
        assert (since.of, since.version) == ("en", 1)
        assert (since.before, since.body) == (BSN_EN, f"{MORE_EN}\nAlways.\n")

    def test_who_catches_up_leaves_nobody_behind(self, office: Office) -> None:
        """The translator writes the Dutch; the English is not older than its translation."""
        office.version(en=MORE_EN)
        office.version(nl=MORE_NL)
        assert office.older() == {}
        texts = office.view().texts
        assert (texts["en"].changed_in, texts["nl"].changed_in) == (2, 3)

    def test_who_goes_ahead_leaves_the_other_behind(self, office: Office) -> None:
        office.version(nl=MORE_NL)
        assert office.older() == {"en": ("nl",)}

    def test_the_first_translation_leaves_nobody_behind(self, office: Office) -> None:
        office.version("schools", nl="# Scholen\n")
        assert office.older("schools") == {}
        assert office.view("schools").texts["nl"].in_step_with == 2

    def test_taking_a_change_back_in_the_draft_leaves_nobody_behind(self, office: Office) -> None:
        office.save(en=MORE_EN)
        office.save(en=BSN_EN)
        assert office.older() == {}
        assert office.view().texts["en"].changed_in == 1

    def test_of_three_languages_each_is_counted_for_itself(self, office: Office) -> None:
        office.sheets.add_language(office.mine, "uk", "Українська", key="k")
        office.version(uk="# Ваш BSN\n")
        office.version(en=MORE_EN)
        assert office.older() == {"nl": ("en",), "uk": ("en",)}
        office.version(nl=MORE_NL)
        assert office.older() == {"uk": ("nl", "en")}

    def test_an_empty_text_is_not_behind_but_missing(self, office: Office) -> None:
        office.save(en=MORE_EN, nl="")
        assert office.older() == {}


class TestUpToDate:
    def test_said_of_a_draft_it_holds_when_that_is_published(self, office: Office) -> None:
        version = office.save(en=MORE_EN).value
        saved = office.sheets.mark_in_step(
            office.mine, office.ids["bsn"], "nl", version, key="k"
        ).value
        assert office.older() == {}
        assert office.view().draft_version == saved > version
        office.publish()
        assert office.older() == {}
        assert office.view().texts["nl"].body == BSN_NL

    def test_said_of_the_version_in_force_it_needs_no_new_one(self, office: Office) -> None:
        office.version(en=MORE_EN)
        done = office.sheets.mark_in_step(office.mine, office.ids["bsn"], "nl", 0, key="k")
        assert office.older() == {}
        assert (office.view().published, office.view().draft) == (2, None)
        assert done.undo is not None
        done.undo()
        assert office.older() == {"nl": ("en",)}

    def test_it_does_not_hold_for_what_is_written_afterwards(self, office: Office) -> None:
        version = office.save(en=MORE_EN).value
        office.sheets.mark_in_step(office.mine, office.ids["bsn"], "nl", version, key="k")
        office.save(en=f"{MORE_EN}\nAlways.\n")
        assert office.older() == {"nl": ("en",)}

    def test_a_save_that_changes_no_text_keeps_it(self, office: Office) -> None:
        version = office.save(en=MORE_EN).value
        office.sheets.mark_in_step(office.mine, office.ids["bsn"], "nl", version, key="k")
        office.save(en=MORE_EN)
        assert office.older() == {}

    def test_undo_in_a_draft(self, office: Office) -> None:
        version = office.save(en=MORE_EN).value
        done = office.sheets.mark_in_step(office.mine, office.ids["bsn"], "nl", version, key="k")
        assert done.undo is not None
        done.undo()
        assert office.older() == {"nl": ("en",)}

    def test_not_said_of_a_draft_that_went_on(self, office: Office) -> None:
        version = office.save(en=MORE_EN).value
        office.save(actor=office.theirs, en=f"{MORE_EN}\nAlways.\n")
        with pytest.raises(Stale):
            office.sheets.mark_in_step(office.mine, office.ids["bsn"], "nl", version, key="k")
        assert office.older() == {"nl": ("en",)}


class TestBackInTime:
    def test_languages_that_were_in_step_then_are_in_step_again(self, office: Office) -> None:
        office.version(en=MORE_EN)
        office.sheets.restore(office.mine, office.ids["bsn"], number=1, key="k")
        assert office.older() == {}
        office.publish()
        assert office.older() == {}

    def test_one_that_was_behind_then_is_behind_again(self, office: Office) -> None:
        office.version(en=MORE_EN)
        office.version(nl=MORE_NL)
        office.sheets.restore(office.mine, office.ids["bsn"], number=2, key="k")
        assert office.older() == {"nl": ("en",)}
        since = office.sheets.since(office.ids["bsn"], "nl")
        assert since is not None
        assert (since.before, since.body) == (BSN_EN, MORE_EN)


BODIES = st.sampled_from(["", "a", "b", "c"])
STEPS = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(["en", "nl", "uk"]), BODIES), st.booleans()),
    max_size=12,
)


@given(STEPS)
def test_however_it_is_written_the_numbers_make_sense(
    steps: list[tuple[dict[str, str], bool]],
) -> None:
    """No text changed later than now or is in step with what is not yet written; a text that
    says what the version in force says did not change since; whoever changed last is not behind.
    """
    base: Rows = {"en": TextRow("en", "", "a", "", "[]", 0, 1, 1)}
    before: Rows = {}
    published = 1
    for bodies, publish in steps:
        ground = Ground(base, before, published + 1, 9)
        before = drafted(ground, {name: Written(b, "", "[]") for name, b in bodies.items()}, {})
        _make_sense(before, base, published)
        if publish:
            base = {name: row for name, row in before.items() if row.body}
            before, published = {}, published + 1


def _make_sense(rows: Rows, base: Rows, published: int) -> None:
    for name, row in rows.items():
        assert 1 <= row.changed_in <= published + 1
        assert row.changed_in <= row.in_step_with <= published + 1
        unchanged = name in base and base[name].body == row.body
        assert (row.changed_in <= published) == unchanged
    newest = max((row.changed_in for row in rows.values() if row.body), default=0)
    for name, row in rows.items():
        if row.body and row.changed_in == newest:
            assert older_than(rows, name) == ()
