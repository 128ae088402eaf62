"""The opening screen: the day at a glance, who is here, who comes, what is to be done."""

from expatdesk.ui.today.page import TodayPage

__all__ = ["TodayPage"]
