"""The agenda: the day by desk, the week, the list, and the visit that is chosen."""

from expatdesk.ui.agenda.page import AgendaPage

__all__ = ["AgendaPage"]
