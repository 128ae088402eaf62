"""Reception: what happens at the desk from the arrival to the last outcome, and around it."""

from expatdesk.services.reception.service import Reception

__all__ = ["Reception"]
