"""Packs: which sheets go to whom; and what went with a visit stays known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from services.reception.receiving import FAMILY_OF_FIVE, FrontDesk
from services.sheets.writing import Office

from expatdesk.services.base import Actor, Invalid, NotFound, Stale, new_key
from expatdesk.services.retention.visits import anonymise_visits
from expatdesk.services.sheets.packs import fits
from expatdesk.services.sheets.types import Offer, PackEntry, PackRule, SheetEntry, VisitKind
from expatdesk.services.verification import verify
from expatdesk.terms import GivenWay, PackRuleKind, VisitState
from expatdesk.texts import Pair

K = PackRuleKind
REGISTRATION = VisitKind(
    service="first_registration",
    classes=frozenset({"eu", "non_eu"}),
    municipality="0546",
    children=True,
    language="pt",
    address_kind="home",
)


@pytest.fixture
def desk(office: Office, jansen: Actor, at: Callable[[str], int]) -> FrontDesk:
    """The front desk on Monday 14 September 2026, half past eight; the sheets are there."""
    at("2026-09-14 08:30")
    return FrontDesk(office.centre, jansen)


def codes(offer: Offer) -> list[str]:
    return [sheet.code for sheet in offer.sheets]


def rules(*pairs: tuple[PackRuleKind, str]) -> frozenset[PackRule]:
    return frozenset(PackRule(kind, value) for kind, value in pairs)


class TestWhomAPackFits:
    @pytest.mark.parametrize(
        ("wanted", "fit"),
        [
            ([(K.SERVICE, "first_registration")], "fits"),
            ([(K.SERVICE, "moving_away")], "not"),
            ([(K.SERVICE, "moving_away"), (K.SERVICE, "first_registration")], "fits"),
            ([(K.RESIDENCE_CLASS, "non_eu")], "fits"),
            ([(K.RESIDENCE_CLASS, "withdrawal")], "not"),
            ([(K.MUNICIPALITY, "0546")], "fits"),
            ([(K.MUNICIPALITY, "0547")], "not"),
            ([(K.CHILDREN, "yes")], "fits"),
            ([(K.CHILDREN, "no")], "not"),
            ([(K.PARTNER, "no")], "fits"),
            ([(K.LANGUAGE, "pt"), (K.LANGUAGE, "es")], "fits"),
            ([(K.LANGUAGE, "en")], "not"),
            ([(K.ADDRESS_KIND, "home")], "fits"),
            ([(K.ADDRESS_KIND, "employer")], "not"),
            ([(K.SERVICE, "first_registration"), (K.CHILDREN, "no")], "not"),
            ([(K.SERVICE, "first_registration"), (K.CHILDREN, "yes")], "fits"),
            ([], "not"),
        ],
    )
    def test_one_value_of_each_kind_must_hold_and_without_rules_it_is_for_nobody(
        self, wanted: list[tuple[PackRuleKind, str]], fit: str
    ) -> None:
        assert fits(rules(*wanted), REGISTRATION) is (fit == "fits")


class TestTheOffer:
    def test_a_single_visitor_gets_the_pack_of_the_service(
        self, office: Office, desk: FrontDesk
    ) -> None:
        offer = office.sheets.offer(desk.book().visit_id)
        assert codes(offer) == ["bsn", "renting"]
        assert [sheet.number for sheet in offer.sheets] == [1, 1]
        assert [why.words.en for why in offer.sheets[0].because] == ["First registration"]
        assert [sheet.code for sheet in offer.others] == ["schools"]
        assert offer.given == ()

    def test_a_family_gets_each_sheet_once_with_all_whys(
        self, office: Office, desk: FrontDesk
    ) -> None:
        offer = office.sheets.offer(desk.book(roles=FAMILY_OF_FIVE).visit_id)
        assert codes(offer) == ["bsn", "renting", "schools"]
        assert [why.words.en for why in offer.sheets[0].because] == [
            "First registration",
            "Families",
        ]

    def test_who_is_turned_away_gets_the_sheet_of_the_reason_first(
        self, office: Office, desk: FrontDesk
    ) -> None:
        """S2: a hotel is no address (R04): "Renting a home" goes with her."""
        visit = desk.book()
        desk.advance(visit, VisitState.ARRIVED)
        desk.turn_away(visit, "R04")
        offer = office.sheets.offer(visit.visit_id)
        assert codes(offer) == ["renting", "bsn"]
        assert [why.reason for why in offer.sheets[0].because] == ["R04", ""]

    def test_the_version_in_force_is_offered_and_a_draft_is_not(
        self, office: Office, desk: FrontDesk
    ) -> None:
        office.version(en="# Newer\n")
        office.save(en="# Newest\n")
        offered = office.sheets.offer(desk.book().visit_id).sheets[0]
        assert (offered.number, offered.titles["en"]) == (2, "Newer")

    def test_neither_retired_nor_unpublished_sheets_are_offered(
        self, office: Office, desk: FrontDesk
    ) -> None:
        view = office.view("renting")
        entry = SheetEntry(view.code, view.number, view.owner, active=False)
        office.sheets.change_sheet(office.mine, view.sheet_id, view.version, entry, key="k1")
        new = office.sheets.add_sheet(office.mine, SheetEntry("pets", 31), key="k2").value
        first = office.sheets.packs()[0]
        with_new = replace(first.entry, sheets=(*first.entry.sheets, new))
        office.sheets.save_pack(office.mine, first.pack_id, first.version, with_new, key="k3")
        offer = office.sheets.offer(desk.book().visit_id)
        assert codes(offer) == ["bsn"]
        assert [sheet.code for sheet in offer.others] == ["schools"]

    def test_packs_come_in_their_order_and_one_that_is_switched_off_does_not(
        self, office: Office, desk: FrontDesk
    ) -> None:
        first, families = office.sheets.packs()
        last = replace(first.entry, position=9)
        office.sheets.save_pack(office.mine, first.pack_id, 1, last, key="k1")
        family = desk.book(roles=FAMILY_OF_FIVE).visit_id
        assert codes(office.sheets.offer(family)) == ["schools", "bsn", "renting"]
        off = replace(families.entry, active=False)
        office.sheets.save_pack(office.mine, families.pack_id, 1, off, key="k2")
        assert codes(office.sheets.offer(family)) == ["bsn", "renting"]

    def test_a_pack_is_tried_out_on_a_visit_that_is_only_imagined(self, office: Office) -> None:
        offered = office.sheets.offer_for(REGISTRATION)
        assert [sheet.code for sheet in offered] == ["bsn", "renting", "schools"]
        assert office.sheets.offer_for(VisitKind()) == ()

    def test_of_a_visit_that_is_not_there(self, office: Office) -> None:
        with pytest.raises(NotFound):
            office.sheets.offer(999)


class TestPacks:
    ENTRY = PackEntry(Pair("Pets", "Huisdieren"), 3)

    def test_written_and_read_back(self, office: Office) -> None:
        entry = replace(
            self.ENTRY,
            sheets=(office.ids["schools"], office.ids["bsn"]),
            rules=rules((K.LANGUAGE, "fr"), (K.MUNICIPALITY, "0546"), (K.CHILDREN, "no")),
        )
        office.sheets.add_pack(office.mine, entry, key="k")
        kept = office.sheets.packs()[-1].entry
        assert (kept.sheets, kept.rules, kept.name.nl) == (entry.sheets, entry.rules, "Huisdieren")

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"name": Pair(" ", "")}, "name"),
            ({"rules": rules((K.SERVICE, "nothing"))}, "rules"),
            ({"rules": rules((K.CHILDREN, "perhaps"))}, "rules"),
            ({"rules": rules((K.LANGUAGE, "English"))}, "rules"),
            ({"rules": rules((K.MUNICIPALITY, "9999"))}, "rules"),
            ({"sheets": (1, 1)}, "sheets"),
        ],
    )
    def test_what_cannot_be_is_said_where_it_was_typed(
        self, office: Office, change: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            office.sheets.add_pack(office.mine, replace(self.ENTRY, **change), key="k")
        assert refused.value.field == field

    def test_two_who_change_one_pack_get_both(self, office: Office) -> None:
        pack = office.sheets.packs()[0]
        mine, theirs = replace(pack.entry, sheets=()), replace(pack.entry, position=5)
        office.sheets.save_pack(office.theirs, pack.pack_id, 1, theirs, key="k1")
        with pytest.raises(Stale) as stale:
            office.sheets.save_pack(office.mine, pack.pack_id, 1, mine, key="k2")
        assert stale.value.mine == mine
        assert stale.value.theirs.position == 5

    def test_undo_of_a_change_and_of_a_removal(self, office: Office) -> None:
        pack = office.sheets.packs()[0]
        done = office.sheets.save_pack(
            office.mine, pack.pack_id, 1, replace(pack.entry, sheets=()), key="k1"
        )
        assert done.undo is not None
        done.undo()
        assert office.sheets.packs()[0].entry == pack.entry
        gone = office.sheets.remove_pack(office.mine, pack.pack_id, 3, key="k2")
        assert len(office.sheets.packs()) == 1
        assert gone.undo is not None
        gone.undo()
        again = office.sheets.packs()[0].entry
        assert (again.sheets, again.rules) == (pack.entry.sheets, pack.entry.rules)


class TestGiven:
    def give(self, office: Office, desk: FrontDesk, visit: int, *names: str) -> None:
        sheets = [(office.ids[name], office.view(name).published) for name in names]
        office.sheets.give(desk.actor, visit, sheets, ("en", "nl"), GivenWay.PRINTED, key=new_key())

    def test_it_stays_known_which_version_in_which_languages(
        self, office: Office, desk: FrontDesk
    ) -> None:
        visit = desk.book().visit_id
        self.give(office, desk, visit, "bsn", "schools")
        office.version(en="# Newer\n")
        lines = office.sheets.given(visit)
        assert [(line.code, line.number, line.languages) for line in lines] == [
            ("bsn", 1, ("en", "nl")),
            ("schools", 1, ("en",)),
        ]
        assert lines[0].titles == {"en": "Your BSN", "nl": "Uw BSN"}
        assert (lines[0].staff, lines[0].way) == ("S. Jansen", GivenWay.PRINTED)
        offer = office.sheets.offer(visit)
        assert offer.given == lines
        assert offer.sheets[0].number == 2

    def test_the_history_of_the_visit_says_so(self, office: Office, desk: FrontDesk) -> None:
        visit = desk.book().visit_id
        self.give(office, desk, visit, "renting", "schools")
        line = office.centre.appointments.history("visit", visit)[-1]
        assert (line.action, line.details["sheets_en"], line.details["sheets_nl"]) == (
            "sheets_given",
            "Renting a home v1, Schools v1",
            "Een woning huren v1, Schools v1",
        )
        assert line.details["languages"] == "en nl"

    def test_what_went_with_an_earlier_visit_of_the_case_is_shown_too(
        self, office: Office, desk: FrontDesk
    ) -> None:
        visit = desk.book()
        desk.advance(visit, VisitState.ARRIVED)
        desk.turn_away(visit, "R04")
        self.give(office, desk, visit.visit_id, "renting")
        again = office.centre.reception.rebook(
            desk.actor, visit.visit_id, desk.place("2026-09-16 09:00"), key="k"
        ).value
        given = office.sheets.offer(again.visit_id).given
        assert [(line.code, line.visit_id) for line in given] == [("renting", visit.visit_id)]
        assert office.sheets.given(again.visit_id) == ()

    def test_tried_again_it_was_given_once(self, office: Office, desk: FrontDesk) -> None:
        visit, sheets = desk.book().visit_id, [(office.ids["bsn"], 1)]
        for _ in range(2):
            office.sheets.give(desk.actor, visit, sheets, ("en",), GivenWay.MAILED, key="same")
        assert len(office.sheets.given(visit)) == 1

    def test_what_was_never_published_is_not_given(self, office: Office, desk: FrontDesk) -> None:
        visit = desk.book().visit_id
        for sheets in ([(office.ids["bsn"], 2)], [(999, 1)], [(office.ids["bsn"], 0)]):
            with pytest.raises(NotFound):
                office.sheets.give(desk.actor, visit, sheets, ("en",), GivenWay.PRINTED, key="k")
        with pytest.raises(Invalid):
            office.sheets.give(desk.actor, visit, [], ("en",), GivenWay.PRINTED, key="k")
        with pytest.raises(NotFound):
            office.sheets.give(
                desk.actor, 999, [(office.ids["bsn"], 1)], ("en",), GivenWay.PRINTED, key="k"
            )
        assert office.sheets.given(visit) == ()

    def test_a_sheet_that_has_none_of_the_languages_is_not_given(
        self, office: Office, desk: FrontDesk
    ) -> None:
        visit = desk.book().visit_id
        with pytest.raises(Invalid) as refused:
            office.sheets.give(
                desk.actor, visit, [(office.ids["schools"], 1)], ("nl",), GivenWay.PRINTED, key="k"
            )
        assert "Schools" in refused.value.message()

    def test_a_booking_with_which_sheets_went_is_not_taken_back(
        self, office: Office, desk: FrontDesk
    ) -> None:
        booked = desk.book()
        self.give(office, desk, booked.visit_id, "bsn")
        with pytest.raises(Invalid):
            office.centre.appointments.unbook(desk.actor, booked, key="k")

    def test_of_an_anonymous_visit_version_and_sheet_stay_and_name_nobody(
        self, office: Office, desk: FrontDesk
    ) -> None:
        visit = desk.book()
        self.give(office, desk, visit.visit_id, "bsn")
        with office.centre.store.writing() as tx:
            anonymise_visits(tx, [visit.visit_id])
        assert office.centre.appointments.visit(visit.visit_id).comers == ()
        (line,) = office.sheets.given(visit.visit_id)
        assert (line.code, line.number, line.languages) == ("bsn", 1, ("en", "nl"))
        assert [finding.law for finding in verify(office.centre.store) if not finding.holds] == []
