"""People's names: how they are kept, shown, sorted and found.

Nothing is taken for granted but the full name as shown. What was typed stays as it was typed;
everything else is a copy made for one purpose.
"""

from __future__ import annotations

from expatdesk.names.finding import query_tokens, search_tokens
from expatdesk.names.folding import fold, is_latin
from expatdesk.names.person import (
    PersonName,
    display,
    formal,
    latin_form,
    list_form,
    order_key,
    sort_key,
    split_full,
    transcribed,
)
from expatdesk.names.typed import Stripped, clean, clean_lines, printable, problems

__all__ = [
    "PersonName",
    "Stripped",
    "clean",
    "clean_lines",
    "display",
    "fold",
    "formal",
    "is_latin",
    "latin_form",
    "list_form",
    "order_key",
    "printable",
    "problems",
    "query_tokens",
    "search_tokens",
    "sort_key",
    "split_full",
    "transcribed",
]
