"""Where a centre is kept, and what is said where it cannot be reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import Templates, open_store

from expatdesk.clock import FixedClock
from expatdesk.storage.errors import StoreUnreachable
from expatdesk.storage.place import Place


def test_a_folder_holds_all_of_a_centre(tmp_path: Path) -> None:
    place = Place.folder(tmp_path)
    assert place.dialect == "sqlite"
    assert {place.database_file.parent, place.reserve_file.parent, place.backups.parent} == {
        tmp_path
    }


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_a_server_is_named_by_its_url(scheme: str) -> None:
    place = Place.url(f"{scheme}://desk@server.example/centre")
    assert place.dialect == "postgresql"
    assert place == Place.url("postgresql://desk@server.example/centre")


@pytest.mark.parametrize("address", ["mysql://a/b", "sqlite:///x", "server.example", ""])
def test_other_servers_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        Place.url(address)


def test_the_password_is_never_shown() -> None:
    place = Place.url("postgresql://desk:tulips@server.example/centre")
    assert "tulips" not in str(place)
    assert "server.example" in str(place)


def test_a_server_that_does_not_answer_is_said(tmp_path: Path, clock: FixedClock) -> None:
    place = Place.url(f"postgresql://desk:tulips@/centre?host={tmp_path}")
    with pytest.raises(StoreUnreachable) as caught:
        open_store(place, clock)
    assert "tulips" not in str(caught.value)


def test_a_database_that_is_not_there_is_said(templates: Templates, clock: FixedClock) -> None:
    with pytest.raises(StoreUnreachable, match="does not exist"):
        open_store(Place.url(templates.server().url("none")), clock)


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_a_connection_lost_in_the_middle_undoes_the_unit_of_work(
    templates: Templates, place: Place, clock: FixedClock
) -> None:
    store = open_store(place, clock)
    name = str(place.address).partition("@/")[2].partition("?")[0]

    def lose_it() -> None:
        with store.writing() as tx:
            tx.execute("INSERT INTO done_key (key, at, result) VALUES ('k', 1, '')")
            templates.server().cut_connections(name)
            tx.execute("SELECT 1")

    with pytest.raises(StoreUnreachable):
        lose_it()
    with store.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM done_key") == 0
    store.close()
