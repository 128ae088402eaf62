"""The words of a sheet with its fields filled in, as runs to be set.

A value is a plain string: whatever it holds (tags, stars, brackets) is printed as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from expatdesk.documents.letterheads.style import ACCENT, Style
from expatdesk.documents.sheets.flow import Run
from expatdesk.documents.typeface import Face
from expatdesk.markup import Span, Spans
from expatdesk.names import clean, is_latin

_OF_A_PERSON = ("visitor.", "appointment.")


def runs(spans: Spans, style: Style, values: Mapping[str, str]) -> list[Run]:
    """Runs in the given style; strong ones in its strong face, links in the accent."""
    found: list[Run] = []
    for at, span in enumerate(spans):
        form = _form(span, style)
        if span.field and span.field in values:
            value = clean(values[span.field])
            _add(found, Run(value, form, span.link, is_value=not is_latin(value)))
        else:
            _add(found, Run(span.text, form, span.link))
        ends = at + 1 == len(spans) or spans[at + 1].link != span.link
        if span.link and ends:
            address = address_of(span.link)
            words = "".join(each.text for each in spans if each.link == span.link)
            if address not in words:
                _add(found, Run(f" ({address})", style, span.link))
    return found


def filled(spans: Spans, values: Mapping[str, str]) -> str:
    """The words on one line, for bookmarks."""
    return " ".join("".join(run.text for run in runs(spans, _ANY, values)).split())


def nameless(spans: Spans, values: Mapping[str, str]) -> str:
    """The same without what tells of a person: it may stand in the file's own title."""
    kept = tuple(span for span in spans if not span.field.startswith(_OF_A_PERSON))
    return filled(kept, values)


def address_of(url: str) -> str:
    """An address as people read and type it: without its scheme and last slash."""
    for scheme in ("https://", "http://", "mailto:", "tel:"):
        if url.lower().startswith(scheme):
            url = url[len(scheme) :]
            break
    return url.removesuffix("/") if url.count("/") == 1 else url


def _form(span: Span, style: Style) -> Style:
    if span.strong and style.face is not Face.STRONG:
        style = replace(style, face=Face.STRONG)
    return style.coloured(ACCENT) if span.link else style


def _add(found: list[Run], run: Run) -> None:
    """What looks the same is set as one text."""
    last = found[-1] if found else None
    alike = last and (last.style, last.link) == (run.style, run.link)
    if last and alike and not last.is_value and not run.is_value:
        found[-1] = Run(last.text + run.text, run.style, run.link)
    elif run.text:
        found.append(run)


_ANY = Style(Face.TEXT, 9.5, 12)
