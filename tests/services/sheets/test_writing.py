"""Drafts and versions: what is written is kept, and nobody overwrites another."""

from __future__ import annotations

import pytest
from services.sheets.writing import BSN_EN, BSN_NL, Office

from expatdesk.services.base import Actor, Invalid, NotAllowed, NotFound, Stale, new_key
from expatdesk.services.sheets.types import LONGEST_BODY, BadText, DraftInput

MORE_EN, MORE_NL = f"{BSN_EN}\nKeep it.\n", f"{BSN_NL}\nBewaar het.\n"


class TestADraft:
    def test_a_sheet_opens_with_the_texts_in_force(self, office: Office) -> None:
        view = office.view()
        assert view.bodies == {"en": BSN_EN, "nl": BSN_NL}
        assert view.sources == {"en": "Government.nl", "nl": "Rijksoverheid.nl"}
        assert (view.published, view.draft, view.valid_for_year) == (1, None, 2026)
        assert [view.texts[name].title for name in ("en", "nl")] == ["Your BSN", "Uw BSN"]
        assert [pack.name.en for pack in view.packs] == ["First registration", "Families"]

    def test_what_is_written_waits_in_the_draft(self, office: Office) -> None:
        office.save(en=MORE_EN)
        view = office.view()
        assert view.bodies == {"en": MORE_EN, "nl": BSN_NL}
        assert view.draft is not None
        assert (view.draft.staff, view.draft.base, view.published) == ("M. Visser", 1, 1)
        assert office.sheets.version(office.ids["bsn"], 1).texts["en"].body == BSN_EN

    def test_each_save_names_the_version_that_the_one_before_gave(self, office: Office) -> None:
        sheet, first = office.ids["bsn"], office.save(en=MORE_EN).value
        second = office.sheets.save_draft(
            office.mine, sheet, DraftInput({"en": BSN_EN}), first, 1, key="k"
        ).value
        assert second > first
        assert office.view().draft_version == second

    def test_a_save_that_is_tried_again_happens_once(self, office: Office) -> None:
        sheet, entry = office.ids["bsn"], DraftInput({"en": MORE_EN})
        first = office.sheets.save_draft(office.mine, sheet, entry, 0, 1, key="same")
        again = office.sheets.save_draft(office.mine, sheet, entry, 0, 1, key="same")
        assert first.value == again.value == office.view().draft_version

    def test_texts_are_kept_in_nfc_with_line_feeds(self, office: Office) -> None:
        office.save(en="# Cafe\u0301\r\n\r\nx\ry\0")
        assert office.view().bodies["en"] == "# Caf\u00e9\n\nx\ny"

    def test_a_text_of_blanks_is_none(self, office: Office) -> None:
        office.save(nl=" \n\t")
        row = next(row for row in office.sheets.shelf() if row.code == "bsn")
        assert office.view().bodies["nl"] == ""
        assert row.missing == ("nl",)
        assert row.older == ()

    def test_a_text_beyond_a_million_characters_is_refused_where_it_stands(
        self, office: Office
    ) -> None:
        with pytest.raises(Invalid) as refused:
            office.save(nl="x" * (LONGEST_BODY + 1))
        assert refused.value.field == "nl"
        assert "1000000" in refused.value.message()
        assert office.view().draft is None

    def test_a_text_of_a_million_characters_is_kept_whole(self, office: Office) -> None:
        body = "# Long\n\n" + "Word after word. " * 58_000
        office.version(en=body)
        assert office.view().bodies["en"] == body
        assert office.view().texts["en"].title == "Long"

    def test_an_unknown_language_is_refused(self, office: Office) -> None:
        with pytest.raises(Invalid) as refused:
            office.save(fr="# Votre BSN")
        assert refused.value.field == "fr"

    @pytest.mark.parametrize("year", [1999, 26, 20266])
    def test_a_year_has_four_digits(self, office: Office, year: int) -> None:
        entry = DraftInput({}, valid_for_year=year)
        with pytest.raises(Invalid) as refused:
            office.sheets.save_draft(office.mine, office.ids["bsn"], entry, 0, 1, key="k")
        assert refused.value.field == "valid_for_year"

    def test_only_a_manager_writes(self, office: Office, jansen: Actor) -> None:
        with pytest.raises(NotAllowed):
            office.save(actor=jansen, en=MORE_EN)

    def test_a_sheet_that_is_not_there(self, office: Office) -> None:
        with pytest.raises(NotFound):
            office.sheets.sheet(999)
        with pytest.raises(NotFound):
            office.sheets.save_draft(office.mine, 999, DraftInput({}), 0, 0, key="k")

    def test_undo_of_the_first_save_takes_the_draft_away(self, office: Office) -> None:
        done = office.save(en=MORE_EN)
        assert done.undo is not None
        done.undo()
        assert office.view().draft is None
        assert len(office.sheets.history(office.ids["bsn"])) == 1

    def test_undo_of_a_later_save_brings_the_text_before_it_back(self, office: Office) -> None:
        office.save(en=MORE_EN)
        done = office.save(en=BSN_EN, nl=MORE_NL)
        assert done.undo is not None
        done.undo()
        assert office.view().bodies == {"en": MORE_EN, "nl": BSN_NL}


class TestDiscarding:
    def test_the_version_in_force_counts_and_the_draft_waits_in_the_history(
        self, office: Office
    ) -> None:
        office.save(en=MORE_EN)
        sheet = office.ids["bsn"]
        office.sheets.discard_draft(office.mine, sheet, office.view().draft_version, key="k")
        assert office.view().bodies["en"] == BSN_EN
        aside = office.sheets.history(sheet)[0]
        assert aside.draft_id is not None
        assert aside.changed == ("en",)
        assert office.sheets.set_aside(aside.draft_id).texts["en"].body == MORE_EN

    def test_undo_brings_it_back(self, office: Office) -> None:
        office.save(en=MORE_EN)
        done = office.sheets.discard_draft(
            office.mine, office.ids["bsn"], office.view().draft_version, key="k"
        )
        assert done.undo is not None
        done.undo()
        assert office.view().bodies["en"] == MORE_EN
        assert [line.draft_id for line in office.sheets.history(office.ids["bsn"])] == [None]

    def test_undo_leaves_what_another_began_meanwhile(self, office: Office) -> None:
        office.save(en=MORE_EN)
        done = office.sheets.discard_draft(
            office.mine, office.ids["bsn"], office.view().draft_version, key="k"
        )
        office.save(actor=office.theirs, nl=MORE_NL)
        assert done.undo is not None
        with pytest.raises(Stale):
            done.undo()
        assert office.view().bodies == {"en": BSN_EN, "nl": MORE_NL}

    def test_a_draft_that_says_nothing_new_leaves_no_trace(self, office: Office) -> None:
        office.save(en=MORE_EN)
        office.save(en=BSN_EN)
        sheet = office.ids["bsn"]
        office.sheets.discard_draft(office.mine, sheet, office.view().draft_version, key="k")
        assert [line.number for line in office.sheets.history(sheet)] == [1]

    def test_a_draft_of_another_year_alone_waits_in_the_history_too(self, office: Office) -> None:
        view = office.view()
        entry = DraftInput(view.bodies, view.sources, 2031, "Helpdesk")
        office.sheets.save_draft(
            office.mine, view.sheet_id, entry, view.draft_version, view.published, key="k1"
        )
        seen = office.view().draft_version
        done = office.sheets.discard_draft(office.mine, view.sheet_id, seen, key="k2")
        assert office.view().draft is None
        assert done.undo is not None
        done.undo()
        draft = office.view().draft
        assert draft is not None
        assert (draft.valid_for_year, draft.owner) == (2031, "Helpdesk")

    def test_a_draft_that_went_on_is_not_discarded(self, office: Office) -> None:
        seen = office.save(en=MORE_EN).value
        office.save(actor=office.theirs, nl=MORE_NL)
        with pytest.raises(Stale):
            office.sheets.discard_draft(office.mine, office.ids["bsn"], seen, key="k")


class TestTwoEditors:
    def test_the_second_is_told_and_gets_both(self, office: Office) -> None:
        """Both began from version 1; one saved first."""
        sheet, mine = office.ids["bsn"], DraftInput({"en": MORE_EN}, valid_for_year=2026)
        office.save(actor=office.theirs, en="# Another\n")
        with pytest.raises(Stale) as stale:
            office.sheets.save_draft(office.mine, sheet, mine, 0, 1, key="k")
        assert stale.value.mine == mine
        assert stale.value.theirs.bodies["en"] == "# Another\n"
        assert stale.value.theirs.draft.staff == "S. Jansen"
        assert office.view().bodies["en"] == "# Another\n"

    def test_mine_over_theirs_sets_theirs_aside(self, office: Office) -> None:
        sheet, mine = office.ids["bsn"], DraftInput({"en": MORE_EN})
        office.save(actor=office.theirs, en="# Another\n")
        theirs = office.view()
        office.sheets.save_over(
            office.mine, sheet, mine, theirs.draft_version, theirs.published, key="k"
        )
        assert office.view().bodies == {"en": MORE_EN, "nl": BSN_NL}
        aside = office.sheets.history(sheet)[0]
        assert aside.staff == "S. Jansen"
        assert aside.draft_id is not None
        assert office.sheets.set_aside(aside.draft_id).texts["en"].body == "# Another\n"

    def test_mine_over_theirs_only_as_theirs_was_shown(self, office: Office) -> None:
        office.save(actor=office.theirs, en="# Another\n")
        shown = office.view()
        office.save(actor=office.theirs, en="# Another one\n")
        with pytest.raises(Stale) as stale:
            office.sheets.save_over(
                office.mine,
                office.ids["bsn"],
                DraftInput({"en": MORE_EN}),
                shown.draft_version,
                shown.published,
                key="k",
            )
        assert stale.value.theirs.bodies["en"] == "# Another one\n"

    def test_theirs_stays_and_mine_waits_in_the_history(self, office: Office) -> None:
        sheet = office.ids["bsn"]
        office.save(actor=office.theirs, en="# Another\n")
        mine = office.sheets.keep_aside(
            office.mine, sheet, DraftInput({"en": MORE_EN}), key="k"
        ).value
        assert office.view().bodies["en"] == "# Another\n"
        assert office.sheets.set_aside(mine).texts["en"].body == MORE_EN

    def test_an_old_draft_is_not_written_over_a_new_one_of_the_same_age(
        self, office: Office
    ) -> None:
        """Mine was discarded elsewhere and another begun: its version is never mine."""
        seen = office.save(en=MORE_EN).value
        sheet = office.ids["bsn"]
        office.sheets.discard_draft(office.theirs, sheet, seen, key="k1")
        office.save(actor=office.theirs, en="# Another\n")
        with pytest.raises(Stale):
            office.sheets.save_draft(
                office.mine, sheet, DraftInput({"en": BSN_NL}), seen, 1, key="k2"
            )

    def test_who_began_before_a_version_was_published_is_told(self, office: Office) -> None:
        before = office.view()
        office.version(en=MORE_EN)
        with pytest.raises(Stale) as stale:
            office.sheets.save_draft(
                office.theirs,
                office.ids["bsn"],
                DraftInput({"en": BSN_NL}),
                before.draft_version,
                before.published,
                key="k",
            )
        assert stale.value.theirs.published == 2


class TestPublishing:
    def test_the_draft_becomes_the_next_version(self, office: Office) -> None:
        office.save(en=MORE_EN)
        assert office.publish(remark="Where to keep it") == 2
        view = office.view()
        assert view.current is not None
        assert (view.published, view.draft, view.current.note) == (2, None, "Where to keep it")
        assert view.current.checked_on is None
        assert view.bodies == {"en": MORE_EN, "nl": BSN_NL}
        lines = office.sheets.history(office.ids["bsn"])
        assert [(line.number, line.changed) for line in lines] == [(2, ("en",)), (1, ("en", "nl"))]

    def test_older_versions_say_what_they_said(self, office: Office) -> None:
        for number in range(2, 5):
            office.version(en=f"# Number {number}\n")
        sheet = office.ids["bsn"]
        said = [office.sheets.version(sheet, n).texts["en"].title for n in range(1, 5)]
        assert said == ["Your BSN", "Number 2", "Number 3", "Number 4"]
        with pytest.raises(NotFound):
            office.sheets.version(sheet, 5)

    def test_checked_while_it_was_published(self, office: Office) -> None:
        office.save(en=MORE_EN)
        office.publish(checked=True, valid_for_year=2027)
        current = office.view().current
        assert current is not None
        assert str(current.checked_on) == "2026-11-24"
        assert (current.checked_by, current.valid_for_year) == ("M. Visser", 2027)

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ("# Title\n\nIt costs {fee.nothing}.\n", "fee.nothing"),
            ("No title at all.\n", "title"),
        ],
    )
    def test_a_text_that_would_print_wrong_is_refused_with_its_language(
        self, office: Office, body: str, words: str
    ) -> None:
        office.save(nl=body)
        with pytest.raises(BadText) as refused:
            office.publish()
        assert refused.value.field == "nl"
        assert words in refused.value.message()
        assert office.view().published == 1
        assert office.view().bodies["nl"] == body

    def test_fields_that_there_are_may_stand_in_it(self, office: Office) -> None:
        body = "# BSN\n\nIt costs {fee.registration_first}, call {centre.phone}.\n"
        assert office.version(en=body) == 2
        assert {"fee.registration_first", "visitor.name"} <= office.sheets.field_names()

    def test_a_sheet_may_have_one_language(self, office: Office) -> None:
        assert office.version(nl="") == 2
        assert list(office.view().texts) == ["en"]

    def test_a_sheet_without_any_text_is_not_published(self, office: Office) -> None:
        office.save(en="", nl="")
        with pytest.raises(Invalid):
            office.publish()

    def test_the_same_again_is_no_new_version(self, office: Office) -> None:
        office.save(en=MORE_EN)
        office.save(en=BSN_EN)
        with pytest.raises(Invalid) as refused:
            office.publish()
        assert "version 1" in refused.value.message()

    def test_another_year_alone_is_a_new_version(self, office: Office) -> None:
        """It stands on the paper; the texts did not change in it."""
        office.save(en=BSN_EN)
        assert office.publish(valid_for_year=2027) == 2
        assert office.sheets.history(office.ids["bsn"])[0].changed == ()

    def test_what_another_wrote_meanwhile_is_not_published_unseen(self, office: Office) -> None:
        seen = office.save(en=MORE_EN).value
        office.save(actor=office.theirs, nl=MORE_NL)
        with pytest.raises(Stale):
            office.sheets.publish(office.mine, office.ids["bsn"], seen, key="k")

    def test_another_owner_counts_from_the_version_on(self, office: Office) -> None:
        sheet, entry = office.ids["bsn"], DraftInput({}, owner="Helpdesk")
        office.sheets.save_draft(office.mine, sheet, entry, 0, 1, key="k")
        assert office.view().owner == "Helpdesk"
        row = next(row for row in office.sheets.shelf() if row.code == "bsn")
        assert row.owner == "Front desk"
        office.publish()
        row = next(row for row in office.sheets.shelf() if row.code == "bsn")
        assert row.owner == "Helpdesk"


class TestBackToAnOldVersion:
    def test_it_becomes_the_draft_and_then_a_new_version(self, office: Office) -> None:
        office.version(en=MORE_EN, nl=MORE_NL)
        office.sheets.restore(office.mine, office.ids["bsn"], number=1, key="k")
        assert office.view().bodies == {"en": BSN_EN, "nl": BSN_NL}
        assert office.publish() == 3

    def test_a_draft_that_there_is_is_set_aside_and_comes_back_with_undo(
        self, office: Office
    ) -> None:
        office.version(en=MORE_EN)
        office.save(nl=MORE_NL)
        done = office.sheets.restore(office.mine, office.ids["bsn"], number=1, key="k")
        assert len(office.sheets.history(office.ids["bsn"])) == 3
        assert done.undo is not None
        done.undo()
        assert office.view().bodies == {"en": MORE_EN, "nl": MORE_NL}
        assert len(office.sheets.history(office.ids["bsn"])) == 2

    def test_a_draft_set_aside_comes_back_after_others_were_published(self, office: Office) -> None:
        office.save(en=MORE_EN)
        sheet = office.ids["bsn"]
        office.sheets.discard_draft(office.mine, sheet, office.view().draft_version, key="k1")
        aside = office.sheets.history(sheet)[0].draft_id
        office.version(nl=MORE_NL)
        office.sheets.restore(office.mine, sheet, draft_id=aside, key="k2")
        assert office.view().bodies == {"en": MORE_EN, "nl": BSN_NL}
        assert office.publish() == 3

    def test_a_draft_set_aside_brings_its_year_and_owner_back(self, office: Office) -> None:
        view = office.view()
        entry = DraftInput({**view.bodies, "en": MORE_EN}, view.sources, 2031, "Helpdesk")
        office.sheets.save_draft(
            office.mine, view.sheet_id, entry, view.draft_version, view.published, key="k1"
        )
        seen = office.view().draft_version
        office.sheets.discard_draft(office.mine, view.sheet_id, seen, key="k2")
        aside = office.sheets.history(view.sheet_id)[0].draft_id
        office.sheets.restore(office.mine, view.sheet_id, draft_id=aside, key="k3")
        draft = office.view().draft
        assert draft is not None
        assert (draft.valid_for_year, draft.owner) == (2031, "Helpdesk")

    def test_a_language_that_came_later_stays(self, office: Office) -> None:
        office.sheets.add_language(office.mine, "uk", "Українська", key="k1")
        office.version(uk="# Ваш BSN\n", en=MORE_EN)
        office.sheets.restore(office.mine, office.ids["bsn"], number=1, key="k2")
        assert office.view().bodies == {"en": BSN_EN, "nl": BSN_NL, "uk": "# Ваш BSN\n"}

    def test_what_there_is_not_does_not_come_back(self, office: Office) -> None:
        sheet = office.ids["bsn"]
        with pytest.raises(NotFound):
            office.sheets.restore(office.mine, sheet, number=2, key="k1")
        office.save("renting", en=MORE_EN)
        office.sheets.discard_draft(
            office.mine, office.ids["renting"], office.view("renting").draft_version, key="k2"
        )
        other = office.sheets.history(office.ids["renting"])[0].draft_id
        with pytest.raises(NotFound):
            office.sheets.restore(office.mine, sheet, draft_id=other, key=new_key())
