"""The room of the information sheets."""

from expatdesk.ui.sheets.page import SheetsPage

__all__ = ["SheetsPage"]
