"""After an upgrade the window says where the centre of before is kept; otherwise nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from expatdesk.application import assemble
from expatdesk.storage.migrate import Upgrade
from expatdesk.storage.store import Store
from expatdesk.ui.app import Furniture, make_window
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of
from expatdesk.ui.main import Keeper
from expatdesk.ui.operations import Operations
from expatdesk.ui.preferences import Preferences

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"])
COPY = Path("/centre/backups/before-upgrade-2026-11-24-0903-schema-0001.db")


def said(store: Store, operations: Operations, tmp_path: Path, qtbot: QtBot) -> list[str]:
    """What the window says when it has opened."""
    desk = Desk(
        assemble(store, store.clock), operations, Preferences(tmp_path / "w.ini"), store.clock
    )
    notices: list[str] = []
    desk.notice.connect(lambda _level, words: notices.append(words))
    keeper = Keeper(desk, tmp_path / "backups")
    window = make_window(desk, Furniture(pages_of(desk)))
    qtbot.addWidget(window)
    window.start("today")
    keeper.start(window)
    assert operations.wait_until_idle()
    return notices


def test_the_copy_is_named_at_the_first_start(
    store: Store, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> None:
    store.upgraded = Upgrade("0001", COPY)
    (words,) = said(store, operations, tmp_path, qtbot)
    assert str(COPY) in words


@pytest.mark.parametrize("upgraded", [None, Upgrade("0001", None)])
def test_without_a_copy_nothing_is_said(
    store: Store,
    operations: Operations,
    tmp_path: Path,
    qtbot: QtBot,
    upgraded: Upgrade | None,
) -> None:
    store.upgraded = upgraded
    assert said(store, operations, tmp_path, qtbot) == []
