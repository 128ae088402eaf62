"""What is to be done: calls, mails, the waiting list, follow-ups, paper; and the history."""

from expatdesk.ui.lists.page import ListsPage

__all__ = ["ListsPage"]
