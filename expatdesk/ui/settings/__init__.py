"""The set-up of the centre, section by section, and the choices of this window."""

from expatdesk.ui.settings.page import SettingsPage

__all__ = ["SettingsPage"]
