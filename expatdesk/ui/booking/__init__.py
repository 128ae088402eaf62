"""New appointment: who comes, for what and when, on one page."""

from expatdesk.ui.booking.page import BookingPage

__all__ = ["BookingPage"]
