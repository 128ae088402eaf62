"""Appointments: what can be booked, free places, bookings and the agenda."""

from expatdesk.services.appointments.service import Appointments

__all__ = ["Appointments"]
