"""The set-up of the centre: what it offers, when, where, for how much, and to whom."""

from expatdesk.services.setup.setup import Setup

__all__ = ["Setup"]
