"""People: the list, one person, and the form in which a person is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expatdesk.ui.people.page import PeoplePage

__all__ = ["PeoplePage"]


def __getattr__(name: str) -> object:
    # The form is wanted by the booking page, which needs nothing of the rest.
    if name == "PeoplePage":
        from expatdesk.ui.people.page import PeoplePage

        return PeoplePage
    raise AttributeError(name)
