"""Information sheets on paper: one, the pack of a visitor, or all of them as a booklet."""

from expatdesk.documents.sheets.paper import FieldValues, SheetOnPaper
from expatdesk.documents.sheets.render import render_sheet
from expatdesk.documents.sheets.several import render_booklet, render_pack

__all__ = ["FieldValues", "SheetOnPaper", "render_booklet", "render_pack", "render_sheet"]
