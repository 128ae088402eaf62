"""The till: charging a visit, and what was issued."""

from expatdesk.ui.till.page import TillPage

__all__ = ["TillPage"]
