"""Rules for what stands inside a line: fields, facts, links, and what a sheet cannot hold.

Each rule leaves in its token where it stood, as offsets in the text of its block, because
markdown-it itself knows places of blocks only. None of them looks further than to the next
bracket, so that no text makes the work grow faster than the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_inline.emphasis import tokenize as delimiters

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
_BRACES = re.compile(r"\{([^{}\n]{0,80})\}")
_BRACKETS = re.compile(r"\[((?:[^\[\]\\]|\\.)*+)\]", re.DOTALL)
_TARGET = re.compile(r"\([ \t]*<?((?:[^\s<>()]|\([^\s<>()]*\))*+)>?(?:[ \t]+\"[^\"\n]*\")?[ \t]*\)")
_ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>|<!--")
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def add_rules(reader: MarkdownIt) -> None:
    """Puts the rules in the place of those for links, pictures, code and HTML."""
    rules = reader.inline.ruler
    rules.disable(["link", "image", "autolink", "html_inline", "backticks"])
    rules.at("emphasis", _emphasis)
    rules.before("escape", "sheet_field", _field)
    rules.before("link", "sheet_picture", _picture)
    rules.before("link", "sheet_brackets", _brackets)
    rules.before("link", "sheet_angle", _angle)


def allowed(url: str) -> bool:
    """Whether a link may lead there: a web, mail or phone address."""
    lowered = url.lower()
    return any(lowered.startswith(scheme) and len(url) > len(scheme) for scheme in _SCHEMES)


def _field(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of a rule
    if state.src[state.pos] != "{":
        return False
    found = _BRACES.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = _push(state, "field", found.group(), state.pos, found.end())
        token.meta["name"] = found.group(1)
    state.pos = found.end()
    return True


def _picture(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of a rule
    if not state.src.startswith("![", state.pos, state.posMax):
        return False
    words = _BRACKETS.match(state.src, state.pos + 1, state.posMax)
    target = _TARGET.match(state.src, words.end(), state.posMax) if words else None
    if not target:
        return False
    if not silent:
        _push(state, "picture", state.src[state.pos : target.end()], state.pos, target.end())
    state.pos = target.end()
    return True


def _angle(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of a rule
    """``<https://…>`` is a link; any other tag is text that somebody should look at."""
    if state.src[state.pos] != "<":
        return False
    found = _ADDRESS.match(state.src, state.pos, state.posMax)
    address = found.group(1) if found else ""
    if not found:
        found = _TAG.match(state.src, state.pos, state.posMax)
        if not found:
            return False
    if not silent:
        if allowed(address):
            _push(state, "address", address, state.pos, found.end())
        else:
            kind = "bad_address" if address else "html"
            _push(state, kind, found.group(), state.pos, found.end())
    state.pos = found.end()
    return True


def _brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of a rule
    """``[words](address)``, ``[words](address){.qr}`` and ``[words]{.check #name}``."""
    if state.src[state.pos] != "[":
        return False
    words = _BRACKETS.match(state.src, state.pos, state.posMax)
    if not words:
        return False
    target = _TARGET.match(state.src, words.end(), state.posMax)
    marks = _BRACES.match(state.src, (target or words).end(), state.posMax)
    if marks and target and marks.group(1).strip() != ".qr":
        marks = None  # a field may follow a link
    if not target and not marks:
        return False
    start, end = state.pos, (marks or target or words).end()
    if not silent:
        _enclosed(state, words, target, marks, end)
    state.pos = end
    # A rule must have moved on; brackets are at least two characters.
    return end > start


def _enclosed(
    state: StateInline,
    words: re.Match[str],
    target: re.Match[str] | None,
    marks: re.Match[str] | None,
    end: int,
) -> None:
    start, last = state.pos, state.posMax
    url = target.group(1) if target else ""
    if target and not allowed(url):
        _push(state, "bad_address", state.src[start:end], start, end)
        return
    kind = "link" if target else "fact"
    opening = state.push(f"{kind}_open", "a", 1)
    opening.meta.update(start=start, end=end, url=url, marks=marks.group(1) if marks else "")
    state.pos, state.posMax = words.start(1), words.end(1)
    state.md.inline.tokenize(state)
    state.push(f"{kind}_close", "a", -1)
    state.pos, state.posMax = start, last


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of a rule
    start = state.pos
    if not delimiters(state, silent):
        return False
    length = state.pos - start
    for at, token in enumerate(state.tokens[-length:], start):
        token.meta.update(start=at, end=at + 1)
    return True


def _push(state: StateInline, kind: str, content: str, start: int, end: int) -> Token:
    token = state.push(kind, "", 0)
    token.content = content
    token.meta.update(start=start, end=end)
    return token
