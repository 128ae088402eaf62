"""The field in which whoever comes is looked for."""

from __future__ import annotations

from expatdesk.ui.people.search import PersonSearch

__all__ = ["PersonSearch"]
