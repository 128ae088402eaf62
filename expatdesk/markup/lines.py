"""From the tokens of one line or paragraph to spans; facts and fields are collected on the way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from expatdesk.i18n import N_
from expatdesk.markup.inline import FIELD_NAME
from expatdesk.markup.places import Place
from expatdesk.markup.text import Fact, FactKind, FieldUse, Level, Problem, Span, Spans

if TYPE_CHECKING:
    from markdown_it.token import Token

_NO_FIELD = N_("There is no field “{name}”.")
_PICTURE = N_("Pictures are not printed on a sheet; this is printed as it stands.")
_HTML = N_("HTML is not understood here; this is printed as it stands.")
_ADDRESS = N_("A link leads to https, http, mailto or tel; this is printed as it stands.")
_ITALIC = N_("Italics are not printed; ** on both sides makes words bold.")
_FACT_FORM = N_("A fact needs its kind, .check or .yearly, and a name that begins with #.")
_FACT_TWICE = N_("Two facts are called “{name}”; each needs a name of its own.")

_STRANGE = {"picture": _PICTURE, "html": _HTML, "bad_address": _ADDRESS}


class Notes:
    """Problems as they are found."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def add(
        self, text: str, start: int, end: int, level: Level = Level.ERROR, **values: str
    ) -> None:
        self._problems.append(Problem(text, start, end, level, values))

    def in_order(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._problems, key=lambda problem: (problem.start, problem.end)))


class LineReader:
    """Reads the insides of blocks; ``facts`` and ``fields`` grow with each."""

    def __init__(self, notes: Notes, fields: Collection[str] | None) -> None:
        self.facts: list[Fact] = []
        self.fields: list[FieldUse] = []
        self._notes = notes
        self._known = fields
        self._names: set[str] = set()

    def spans(self, tokens: Sequence[Token], place: Place) -> Spans:
        spans: list[Span] = []
        form = Span("")
        began = 0
        opened: Token | None = None
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close":
                    form = replace(form, strong=token.type == "strong_open")
                case "em_open":
                    self._note(_ITALIC, token, place, Level.WARNING)
                case "link_open":
                    form = replace(form, link=str(token.meta["url"]))
                case "link_close":
                    form = replace(form, link="")
                case "fact_open":
                    opened, began = token, len(spans)
                    form = replace(form, fact=_name_of(token))
                case "fact_close" if opened:
                    self._fact(opened, words_of(spans[began:]), place)
                    opened, form = None, replace(form, fact="")
                case _:
                    spans.append(self._run(token, form, place))
        return _merged(spans)

    def _run(self, token: Token, form: Span, place: Place) -> Span:
        match token.type:
            case "field":
                return self._field(token, form, place)
            case "softbreak":
                return replace(form, text=" ")
            case "hardbreak":
                return replace(form, text="\n")
            case "address":
                return replace(form, text=token.content, link=token.content)
            case kind if kind in _STRANGE:
                self._note(_STRANGE[kind], token, place, Level.WARNING)
        return replace(form, text=token.content)

    def _field(self, token: Token, form: Span, place: Place) -> Span:
        name = str(token.meta["name"])
        written = FIELD_NAME.fullmatch(name) is not None
        if not written or (self._known is not None and name not in self._known):
            self._note(_NO_FIELD, token, place, Level.ERROR, name=name.strip())
            return replace(form, text=token.content)
        start, end = place.at(token.meta["start"]), place.at(token.meta["end"])
        self.fields.append(FieldUse(name, start, end))
        return replace(form, text=token.content, field=name)

    def _fact(self, token: Token, text: str, place: Place) -> None:
        name = _name_of(token)
        kinds = [mark[1:] for mark in str(token.meta["marks"]).split() if mark.startswith(".")]
        if not name or len(kinds) != 1 or kinds[0] not in set(FactKind):
            self._note(_FACT_FORM, token, place, Level.ERROR)
            return
        if name in self._names:
            self._note(_FACT_TWICE, token, place, Level.ERROR, name=name)
            return
        self._names.add(name)
        start, end = place.at(token.meta["start"]), place.at(token.meta["end"])
        self.facts.append(Fact(name, FactKind(kinds[0]), text, start, end))

    def _note(self, text: str, token: Token, place: Place, level: Level, **values: str) -> None:
        start, end = place.at(token.meta["start"]), place.at(token.meta["end"])
        self._notes.add(text, start, end, level, **values)


def words_of(spans: Sequence[Span]) -> str:
    """The text without its forms, on one line."""
    return "".join(span.text for span in spans).replace("\n", " ")


def _name_of(token: Token) -> str:
    """The name of a fact; empty where its marks are no name and kinds."""
    marks = str(token.meta["marks"]).split()
    names = [mark[1:] for mark in marks if mark.startswith("#")]
    tidy = len(names) == 1 and names[0].replace("_", "a").isalnum()
    return names[0] if tidy and all(mark[0] in "#." for mark in marks) else ""


def _merged(spans: Sequence[Span]) -> Spans:
    """Neighbours of the same form as one; fields stay by themselves."""
    merged: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        last = merged[-1] if merged else None
        if last and not span.field and replace(last, text="") == replace(span, text=""):
            merged[-1] = replace(last, text=last.text + span.text)
        else:
            merged.append(span)
    return tuple(merged)
