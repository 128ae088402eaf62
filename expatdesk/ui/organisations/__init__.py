"""Organisations: the list, one organisation, its contacts and its account."""

from expatdesk.ui.organisations.page import OrganisationsPage

__all__ = ["OrganisationsPage"]
