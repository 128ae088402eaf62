"""Information sheets: texts in any number of languages, drafts, versions, facts, packs."""

from expatdesk.services.sheets.sheets import Sheets

__all__ = ["Sheets"]
