"""The window that these tests work in."""

from tests.ui.room_fixtures import dialect, enter, home

__all__ = ["dialect", "enter", "home"]
