"""The laws that the database itself keeps, whatever the program does."""

from expatdesk.storage.laws.book import Laws
from expatdesk.storage.laws.centre import centre_laws
from expatdesk.storage.laws.law import Law

__all__ = ["Law", "Laws", "centre_laws"]
